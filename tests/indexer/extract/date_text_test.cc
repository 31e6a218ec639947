#include "indexer/extract/date_text.h"

#include <gtest/gtest.h>

#include <string>

namespace izvor {
namespace {

std::string read(std::string_view text) {
  const auto date = read_date(text);
  return date ? format_rfc3339(*date) : "none";
}

TEST(DateText, ReadsBulgarianDates) {
  for (const char* text : {"13 юни 2024 г.", "Публикувано на 13 Юни 2024", "13.06.2024 г.", "13.6.2024",
                           "четвъртък, 13 юни, 2024", "13\u00a0юни\u00a02024"})
    EXPECT_EQ(read(text), "2024-06-13T00:00:00Z") << text;
  EXPECT_EQ(read("1 февр. 2023 г."), "2023-02-01T00:00:00Z");
}

TEST(DateText, ReadsEnglishDates) {
  for (const char* text :
       {"13 June 2024", "June 13, 2024", "Jun. 13, 2024", "13th June 2024", "Thu, 13 Jun 2024", "13/06/2024", "06/13/2024"})
    EXPECT_EQ(read(text), "2024-06-13T00:00:00Z") << text;
}

TEST(DateText, ReadsIsoDatesWithTimesAndZones) {
  EXPECT_EQ(read("2024-06-13"), "2024-06-13T00:00:00Z");
  EXPECT_EQ(read("20240613"), "2024-06-13T00:00:00Z");
  EXPECT_EQ(read("2024-06-13T10:20:30Z"), "2024-06-13T10:20:30Z");
}

TEST(DateText, KeepsTheDayThatThePageNamesWhateverItsZone) {
  EXPECT_EQ(read("2024-01-01T00:00:00+02:00"), "2024-01-01T00:00:00Z");
  EXPECT_EQ(read("2024-06-13T10:20:30.123+03:00"), "2024-06-13T10:20:30Z");
  EXPECT_EQ(read("2024-06-13 23:50:30 -0500"), "2024-06-13T23:50:30Z");
  EXPECT_EQ(read("2024-06-13T10:20+02"), "2024-06-13T10:20:00Z");
}

TEST(DateText, ReadsShortYearsAndRomanMonths) {
  EXPECT_EQ(read("05.04.24"), "2024-04-05T00:00:00Z");
  EXPECT_EQ(read("дата 05.04.24 г."), "2024-04-05T00:00:00Z");
  for (const char* text : {"12.ІІІ.2024 г.", "12.III.2024", "12 III 2024 г.", "12. ІІІ. 2024", "12-iii-2024"})
    EXPECT_EQ(read(text), "2024-03-12T00:00:00Z") << text;
  EXPECT_EQ(read("1.ХІІ.1999 г."), "1999-12-01T00:00:00Z");
  EXPECT_EQ(read("30.V.2019"), "2019-05-30T00:00:00Z");
}

TEST(DateText, RefusesWhatIsNoDate) {
  for (const char* text : {"", "2024", "31 юни 2024", "13.13.2024", "Регламент (ЕС) 2024/1689", "1.2.3", "99999999",
                           "12 маймуни 2024", "0000-00-00", "юни 2024", "10.20.30.40", "1.2.24", "версия 3.10.12.24", "12.ІVV.2024", "1/2/24"})
    EXPECT_EQ(read(text), "none") << text;
}

}  // namespace
}  // namespace izvor
