#include "izvor/utc_time.h"

#include <gtest/gtest.h>

namespace izvor {
namespace {

std::string again(std::string_view text) {
  const auto time = parse_rfc3339(text);
  return time ? format_rfc3339(*time) : "failed";
}

std::string http(std::string_view text) {
  const auto time = parse_http_date(text);
  return time ? format_rfc3339(*time) : "failed";
}

TEST(UtcTime, Rfc3339RoundTrips) {
  EXPECT_EQ(again("2024-03-26T09:00:00Z"), "2024-03-26T09:00:00Z");
  EXPECT_EQ(again("0001-01-01T00:00:00Z"), "0001-01-01T00:00:00Z");
  EXPECT_EQ(again("9999-12-31T23:59:59Z"), "9999-12-31T23:59:59Z");
  EXPECT_EQ(again("2024-02-29T12:00:00Z"), "2024-02-29T12:00:00Z");
}

TEST(UtcTime, BareDayIsItsMidnight) { EXPECT_EQ(again("2024-03-26"), "2024-03-26T00:00:00Z"); }

TEST(UtcTime, OffsetsAndFractionsBecomeUtcSeconds) {
  EXPECT_EQ(again("2024-03-26T09:00:00+02:00"), "2024-03-26T07:00:00Z");
  EXPECT_EQ(again("2024-03-26t23:30:00.999-01:30"), "2024-03-27T01:00:00Z");
  EXPECT_EQ(again("2016-12-31T23:59:60Z"), "2017-01-01T00:00:00Z");
}

TEST(UtcTime, WhatIsNotADateIsRefused) {
  for (const char* text :
       {"", "2024", "2024-3-26", "2023-02-29", "2024-13-01", "2024-00-10", "0000-01-01", "2024-03-26T", "2024-03-26T09:00Z",
        "2024-03-26T24:00:00Z", "2024-03-26T09:00:00", "2024-03-26T09:00:00Z ", "2024-03-26T09:00:00.Z",
        "0001-01-01T00:00:00+01:00", "9999-12-31T23:59:60Z", "2024-03-26T09:00:00+2:00", "26.03.2024"}) {
    EXPECT_EQ(again(text), "failed") << text;
  }
}

TEST(UtcTime, TheThreeHttpFormsAreRead) {  // RFC 9110, section 5.6.7
  EXPECT_EQ(http("Sun, 06 Nov 1994 08:49:37 GMT"), "1994-11-06T08:49:37Z");
  EXPECT_EQ(http("Sunday, 06-Nov-94 08:49:37 GMT"), "1994-11-06T08:49:37Z");
  EXPECT_EQ(http("Sun Nov  6 08:49:37 1994"), "1994-11-06T08:49:37Z");
  EXPECT_EQ(http("Sun Nov 16 08:49:37 1994"), "1994-11-16T08:49:37Z");
}

TEST(UtcTime, OtherHttpDatesAreRefused) {
  for (const char* text : {"", "now", "Sun, 06 Nov 1994 08:49:37", "Sun, 6 Nov 1994 08:49:37 GMT",
                           "Sun, 31 Feb 1994 08:49:37 GMT", "Sun, 06 Nov 1994 25:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 EET"}) {
    EXPECT_EQ(http(text), "failed") << text;
  }
}

TEST(UtcTime, HttpDateIsWrittenInTheFixedForm) {
  EXPECT_EQ(format_http_date(*parse_rfc3339("1994-11-06T08:49:37Z")), "Sun, 06 Nov 1994 08:49:37 GMT");
}

}  // namespace
}  // namespace izvor
