// Results by their date of publication.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/searchd/search/searching.h"

namespace izvor::testing {
namespace {

using ::testing::ElementsAre;

// When the pages of PageIndex were fetched: 14 November 2023, 22:13.
constexpr UtcTime kFed{std::chrono::seconds(1'700'000'000)};

class DateOrderTest : public SearcherTest {
 protected:
  void add(const std::string& path, std::optional<UtcTime> published, bool listing = false) {
    ExtractedPage page;
    page.title = "Кабели";
    page.text = "Подводните кабели са положени.";
    page.language = "bg";
    page.listing = listing;
    if (published) page.published = DatedFact{*published, "meta"};
    index_.add("a.eu/" + path, page);
  }
  std::vector<std::string> sorted(SortOrder order, const std::string& text = "кабели") {
    SearchRequest request;
    request.text = text;
    request.fold = false;
    request.sort = order;
    return paths(ask(searcher(), request));
  }
};

TEST_F(DateOrderTest, WhatCannotBeTheNewestComesLast) {
  add("undated", std::nullopt);
  add("listing", kFed - std::chrono::days(1), true);
  add("ahead", kFed + std::chrono::days(400));
  add("old", kFed - std::chrono::days(900));
  add("new", kFed - std::chrono::days(3));
  EXPECT_THAT(sorted(SortOrder::kNewest), ElementsAre("new", "old", "ahead", "listing", "undated"));
  EXPECT_THAT(sorted(SortOrder::kOldest), ElementsAre("old", "new", "ahead", "listing", "undated"));
  EXPECT_THAT(sorted(SortOrder::kRelevance, "сайт:a.eu"), ElementsAre("new", "old", "ahead", "listing", "undated"));
}

TEST_F(DateOrderTest, ThePagesOfTheLastDayAreNotAhead) {
  add("before", kFed - std::chrono::hours(1));
  // An hour later of the same day: the clocks of two sites differ.
  add("after", kFed + std::chrono::hours(1));
  add("tomorrow", kFed + std::chrono::hours(2));
  EXPECT_THAT(sorted(SortOrder::kNewest), ElementsAre("after", "before", "tomorrow"));
}

TEST_F(DateOrderTest, PagesOfBefore1970AreInTheirPlace) {
  add("treaty", kFed - std::chrono::days(24'000));
  add("news", kFed);
  EXPECT_THAT(sorted(SortOrder::kNewest), ElementsAre("news", "treaty"));
  EXPECT_THAT(sorted(SortOrder::kOldest), ElementsAre("treaty", "news"));
}

}  // namespace
}  // namespace izvor::testing
