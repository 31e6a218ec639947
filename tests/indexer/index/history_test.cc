// What pages said before: which texts history keeps, from when until when.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "tests/indexer/index/index_fixture.h"

namespace izvor {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// A text of one page and when it held, in seconds of the fixture's clock; until 0 for ever.
struct Held {
  std::string url;
  std::int64_t from = 0;
  std::int64_t to = 0;
  friend bool operator==(const Held&, const Held&) = default;
};

std::ostream& operator<<(std::ostream& out, const Held& held) {
  return out << held.url << " from " << held.from << " to " << held.to;
}

class History : public IndexFixture {
 protected:
  static std::int64_t seconds(const std::string& value) {
    return value.empty() ? 0 : static_cast<std::int64_t>(Xapian::sortable_unserialise(value)) - 1'700'000'000;
  }

  static std::vector<Held> texts_in(const Xapian::Database& database, const std::string& word) {
    std::vector<Held> texts;
    const std::string term = schema::term_for(schema::Field::kBody, schema::Grade::kLemma, word);
    for (auto document = database.postlist_begin(term); document != database.postlist_end(term); ++document) {
      const Xapian::Document found = database.get_document(*document);
      const Result<StoredPage> page = stored_page_of(found);
      if (!page) continue;
      texts.push_back({page->url.substr(page->url.rfind('/') + 1), seconds(found.get_value(schema::kValidFrom)),
                       seconds(found.get_value(schema::kValidTo))});
    }
    return texts;
  }

  [[nodiscard]] std::vector<Held> past(const std::string& word) const {
    const std::filesystem::path history = open().generation.history();
    if (!std::filesystem::exists(history)) return {};
    return texts_in(Xapian::Database(history.string()), word);
  }
  [[nodiscard]] std::vector<Held> now(const std::string& word) const { return texts_in(open().database, word); }
};

TEST_F(History, KeepsWhatWasReplacedAndWhatWentAway) {
  store_page("a", "Споразумение", "Договор с Канада.");  // At 1.
  store_page("b", "Друга", "Морски кабели.");            // At 2.
  apply();
  EXPECT_THAT(past("канада"), IsEmpty());
  store_page("a", "Споразумение", "Договор с Япония.");  // At 3.
  apply();
  store_gone("b");                                      // At 4.
  store_page("a", "Споразумение", "Договор с Корея.");  // At 5.
  apply();
  for (const bool rebuilt : {false, true}) {
    if (rebuilt) rebuild_all();
    EXPECT_THAT(past("канада"), ElementsAre(Held{"a", 1, 3}));
    EXPECT_THAT(past("япония"), ElementsAre(Held{"a", 3, 5}));
    EXPECT_THAT(past("кабел"), ElementsAre(Held{"b", 2, 4}));
    EXPECT_THAT(past("корея"), IsEmpty());
    EXPECT_THAT(now("корея"), ElementsAre(Held{"a", 5, 0}));
    EXPECT_EQ(pages_with("канада"), 0U) << "the past does not count among the words of today";
    EXPECT_EQ(trouble(), "");
  }
}

TEST_F(History, ATextThatComesAgainUnchangedHoldsOn) {
  store_page("a", "Споразумение", "Договор с Канада.");
  apply();
  // Another payload, the same text, then other facts beside it, then an error page.
  store("a", html("Споразумение", "Договор с Канада.") + "<!-- 1 -->");
  apply();
  store("a", html("Споразумение", "Договор с Канада.", "<meta name=description content=Ново>"));
  store("a", html("Грешка", "Няма."), 503);
  apply();
  for (const bool rebuilt : {false, true}) {
    if (rebuilt) rebuild_all();
    EXPECT_THAT(now("канада"), ElementsAre(Held{"a", 1, 0}));
    EXPECT_THAT(past("канада"), IsEmpty());
    EXPECT_EQ(trouble(), "");
  }
}

TEST_F(History, SeveralTextsInOneBatchAreAllKept) {
  for (const char* country : {"Канада", "Япония", "Корея"})
    store_page("a", "Споразумение", std::string("Договор с ") + country + ".");
  apply();
  EXPECT_THAT(past("канада"), ElementsAre(Held{"a", 1, 2}));
  EXPECT_THAT(past("япония"), ElementsAre(Held{"a", 2, 3}));
  EXPECT_EQ(trouble(), "");
}

TEST_F(History, CheckMissesATextThatWasLost) {
  store_page("a", "Споразумение", "Договор с Канада.");
  apply();
  store_page("a", "Споразумение", "Договор с Япония.");
  apply();
  std::filesystem::remove_all(open().generation.history());
  EXPECT_THAT(trouble(), ::testing::HasSubstr("history lacks the text of version 1"));
}

}  // namespace
}  // namespace izvor
