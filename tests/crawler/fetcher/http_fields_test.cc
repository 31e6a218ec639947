#include "crawler/fetcher/http_fields.h"

#include <gtest/gtest.h>

namespace izvor {
namespace {

using std::chrono::seconds;

const UtcTime kNow = parse_rfc3339("2024-03-26T09:00:00Z").value();

TEST(HttpFields, NamesAreFoundInAnyCase) {
  EXPECT_EQ(field_of({{"ETAG", " \"x\" "}}, "ETag"), "\"x\"");
  EXPECT_EQ(field_of({}, "ETag"), "");
}

TEST(HttpFields, MediaTypeIsWithoutParameters) {
  EXPECT_EQ(media_type_of({{"content-type", "Text/HTML ; charset=utf-8"}}), "text/html");
  EXPECT_TRUE(is_html_type("application/xhtml+xml"));
  EXPECT_FALSE(is_html_type("application/pdf"));
}

TEST(HttpFields, RetryAfterIsSecondsOrADate) {
  EXPECT_EQ(retry_after_of({{"Retry-After", "120"}}, kNow), seconds(120));
  EXPECT_EQ(retry_after_of({{"Retry-After", "Tue, 26 Mar 2024 09:01:00 GMT"}}, kNow), seconds(60));
  EXPECT_EQ(retry_after_of({{"Retry-After", "Tue, 26 Mar 2024 08:00:00 GMT"}}, kNow), seconds(0));
  for (const char* bad : {"-5", "soon", "1.5", "99999999999999999999"}) {
    EXPECT_FALSE(retry_after_of({{"Retry-After", bad}}, kNow)) << bad;
  }
}

}  // namespace
}  // namespace izvor
