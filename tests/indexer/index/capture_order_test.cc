// The index of captures that arrive in any order: what pages say now and said then, and what the change feed tells.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "crawler/archive/importer.h"
#include "indexer/index/page_document.h"
#include "indexer/index/timeline.h"
#include "tests/indexer/index/index_fixture.h"
#include "tests/support/foreign_warc.h"

namespace izvor {
namespace {

using ::testing::ElementsAre;
using testing::foreign_record;
using testing::html_answer;
using ::testing::IsEmpty;
using testing::MadeCapture;
using testing::MadeHistory;

VersionFinding finding(Sequence sequence, std::int64_t second, const std::string& text, Asks asks = Asks::kShow) {
  return {.sequence = sequence,
          .fetched = UtcTime(std::chrono::seconds(second)),
          .rank = {},
          .state = text + std::to_string(static_cast<int>(asks)),
          .asks = asks,
          .text_digest = text};
}

TEST(TimelineOf, ATextHoldsUntilAnotherAndARepeatAddsNothing) {
  std::vector<VersionFinding> findings;
  EXPECT_TRUE(add_in_order(findings, finding(1, 10, "a")));
  EXPECT_TRUE(add_in_order(findings, finding(2, 30, "a")));
  EXPECT_EQ(timeline_of(findings).live->shown, 1U);
  EXPECT_TRUE(add_in_order(findings, finding(3, 40, "", Asks::kKeep)));
  EXPECT_EQ(timeline_of(findings).live->valid_from, UtcTime(std::chrono::seconds(10)));
  EXPECT_FALSE(add_in_order(findings, finding(4, 20, "b")));
  const Timeline timeline = timeline_of(findings);
  ASSERT_EQ(timeline.past.size(), 2U);
  EXPECT_EQ(timeline.past[1].since, 4U);
  EXPECT_EQ(timeline.past[1].valid_to, UtcTime(std::chrono::seconds(30)));
  EXPECT_EQ(timeline.live->since, 2U);
  EXPECT_TRUE(add_in_order(findings, finding(5, 50, "", Asks::kRemove)));
  EXPECT_FALSE(timeline_of(findings).live);
}

class IndexInCaptureOrder : public IndexFixture {
 protected:
  ImportReport import(const std::string& records) {
    const std::filesystem::path file = folder_.path() / "x.warc";
    std::ofstream(file, std::ios::binary) << records;
    auto opened = PageArchive::open_for_writing(places().archive_directory).value();
    const ImportOptions options{
        .path = file, .base = {}, .date = {}, .now = *parse_rfc3339("2026-01-01"), .stop = {}, .progress = {}};
    return import_pages(opened, options).value();
  }
  void import_page(const std::string& date, const std::string& text, const std::string& head = "") {
    import(foreign_record("response", url_of("a").str(), date, html_answer(html("Договор", text, head))));
    apply();
    EXPECT_EQ(trouble(), "");
  }
  void forget_all() {
    std::filesystem::remove_all(places().archive_directory);
    std::filesystem::remove_all(places().index_directory);
  }
  [[nodiscard]] std::vector<std::string> kinds() const {
    std::vector<std::string> kinds;
    for (Sequence sequence = 1; sequence <= open().sequence; ++sequence) kinds.emplace_back(name_of(row(sequence)->kind));
    return kinds;
  }

  static std::string time_in(const Xapian::Document& document, schema::Slot slot) {
    const std::string value = document.get_value(slot);
    return value.empty() ? "-" : std::to_string(static_cast<std::int64_t>(Xapian::sortable_unserialise(value)));
  }
  /// Every document but for numbers: address, text, times, terms.
  static std::multiset<std::string> documents_of(const Xapian::Database& database) {
    std::multiset<std::string> documents;
    for (auto posting = database.postlist_begin(""); posting != database.postlist_end(""); ++posting) {
      const Xapian::Document document = database.get_document(*posting);
      const StoredPage page = stored_page_of(document).value();
      std::string text = page.url + "\n" + page.title + "\n" + page.text + "\n" + format_rfc3339(page.fetched);
      text += " " + time_in(document, schema::kValidFrom) + " " + time_in(document, schema::kValidTo) + "\n";
      for (auto term = document.termlist_begin(); term != document.termlist_end(); ++term) {
        if (!(*term).starts_with(schema::kVersionPrefix)) text += *term + " ";
      }
      for (auto value = document.values_begin(); value != document.values_end(); ++value) text += *value + "|";
      documents.insert(text);
    }
    return documents;
  }
  [[nodiscard]] std::multiset<std::string> documents() const {
    const OpenIndex index = open();
    std::multiset<std::string> all = documents_of(index.database);
    if (std::filesystem::exists(index.generation.history() / "iamglass"))
      all.merge(documents_of(Xapian::Database(index.generation.history().string())));
    return all;
  }
  /// What searches at that time find: text by address.
  [[nodiscard]] std::map<std::string, std::string> texts_at(std::int64_t second) const {
    std::map<std::string, std::string> texts;
    const OpenIndex index = open();
    std::vector<Xapian::Database> databases{index.database};
    if (std::filesystem::exists(index.generation.history() / "iamglass"))
      databases.emplace_back(index.generation.history().string());
    for (const Xapian::Database& database : databases) {
      for (auto posting = database.postlist_begin(""); posting != database.postlist_end(""); ++posting) {
        const Xapian::Document document = database.get_document(*posting);
        const std::string to = time_in(document, schema::kValidTo);
        if (std::stoll(time_in(document, schema::kValidFrom)) > second || (to != "-" && std::stoll(to) <= second)) continue;
        const StoredPage page = stored_page_of(document).value();
        EXPECT_TRUE(texts.emplace(page.url, page.text).second) << page.url << " said two things at " << second;
      }
    }
    return texts;
  }
};

TEST_F(IndexInCaptureOrder, AnOlderCaptureIsAddedToThePast) {
  import_page("2024-01-01", "Споразумение с Канада.");
  import_page("2020-01-01", "Споразумение с Япония.");
  EXPECT_EQ(pages_with("канада"), 1U);
  EXPECT_EQ(pages_with("япония"), 0U);
  EXPECT_THAT(kinds(), ElementsAre("new", "added to the past"));
  const auto seconds = [](const char* day) { return parse_rfc3339(day)->time_since_epoch().count(); };
  EXPECT_THAT(texts_at(seconds("2019-12-31")), IsEmpty());
  EXPECT_THAT(texts_at(seconds("2023-12-31")).begin()->second, ::testing::HasSubstr("Япония"));
  EXPECT_THAT(texts_at(seconds("2024-01-01")).begin()->second, ::testing::HasSubstr("Канада"));
}

TEST_F(IndexInCaptureOrder, AnOlderCaptureOfTheSameTextSaysSinceWhenItHolds) {
  import_page("2024-01-01", "Споразумение с Канада.");
  import_page("2020-01-01", "Споразумение с Канада.", "<meta name=x content=y>");
  EXPECT_EQ(documents().size(), 1U);
  EXPECT_THAT(kinds(), ElementsAre("new", "added to the past"));
  import_page("2022-01-01", "Споразумение с Канада.", "<meta name=x content=z>");
  EXPECT_THAT(kinds(), ElementsAre("new", "added to the past", "unchanged")) << "it says nothing that was not known";
  import_page("2021-01-01", "Споразумение с Япония.");
  EXPECT_EQ(documents().size(), 3U);
}

TEST_F(IndexInCaptureOrder, APageThatDidNotWantToBeFoundThenIsNotFoundThen) {
  import_page("2024-01-01", "Споразумение с Канада.");
  import_page("2020-01-01", "Споразумение с Канада.", "<meta name=x content=y>");
  import_page("2022-01-01", "Споразумение с Канада.", "<meta name=robots content=noindex>");
  const auto seconds = [](const char* day) { return parse_rfc3339(day)->time_since_epoch().count(); };
  EXPECT_EQ(texts_at(seconds("2021-01-01")).size(), 1U);
  EXPECT_THAT(texts_at(seconds("2023-01-01")), IsEmpty());
  EXPECT_EQ(pages_with("канада"), 1U);
}

TEST_F(IndexInCaptureOrder, AnEndInThePastLeavesThePageOfNow) {
  import_page("2020-01-01", "Споразумение с Канада.");
  import_page("2024-01-01", "Споразумение с Япония.");
  import(foreign_record("response", url_of("a").str(), "2022-01-01", html_answer("няма", "410 Gone")));
  apply();
  EXPECT_EQ(trouble(), "");
  EXPECT_THAT(kinds(), ElementsAre("new", "changed", "added to the past"));
  EXPECT_EQ(pages_with("япония"), 1U);
  EXPECT_THAT(texts_at(parse_rfc3339("2023-01-01")->time_since_epoch().count()), IsEmpty());
}

TEST_F(IndexInCaptureOrder, TwelveOrdersGiveTheSameDocumentsAndAnswersAtTwentyDates) {
  constexpr std::int64_t kBegin = 1'500'000'000, kEnd = 1'700'000'000, kDates = 20;
  const MadeHistory history(11, 40, kBegin, kEnd);
  std::multiset<std::string> expected;
  for (unsigned order = 0; order < 12; ++order) {
    forget_all();
    std::vector<MadeCapture> captures = history.captures();
    std::mt19937 random(order);
    if (order > 0) std::shuffle(captures.begin(), captures.end(), random);
    if (order == 1) std::reverse(captures.begin(), captures.end());
    std::string part;
    for (std::size_t i = 0; i < captures.size(); ++i) {
      part += captures[i].record;
      if (i % 70 != 69) continue;
      import(part);
      part.clear();
      // Some orders are indexed as they come, some at once in the end.
      if (order % 3 != 2) apply();
    }
    import(part);
    apply();
    EXPECT_EQ(trouble(), "") << "order " << order;
    if (order == 0) expected = documents();
    EXPECT_EQ(documents(), expected) << "order " << order;
    for (std::int64_t date = 0; date < kDates; ++date) {
      const std::int64_t second = kBegin + (kEnd - kBegin) * (date + 1) / kDates;
      const auto texts = texts_at(second);
      const auto said = history.pages_at(second);
      ASSERT_EQ(texts.size(), said.size()) << "order " << order << " at " << second;
      for (const auto& [url, text] : texts) {
        const std::string& body = said.at(url);
        EXPECT_NE(text.find(body.substr(body.find("държавата"), 40)), std::string::npos) << text << body;
      }
    }
    if (order % 5 != 0) continue;
    rebuild_all();
    EXPECT_EQ(trouble(), "") << "order " << order << ", rebuilt";
    EXPECT_EQ(documents(), expected) << "order " << order << ", rebuilt";
  }
}

}  // namespace
}  // namespace izvor
