// Searches in time, over an index and a history that the real indexer made of a real archive.
#include <gmock/gmock.h>

#include "searchd/search/searcher.h"
#include "tests/indexer/index/index_fixture.h"
#include "tests/searchd/search/searching.h"

namespace izvor {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

class PastPagesTest : public IndexFixture {
 protected:
  Searcher& searcher() {
    if (!searcher_) {
      Settings settings;
      settings.data_directory = folder_.path();
      searcher_.emplace(settings, built_analyzer());
    }
    return *searcher_;
  }
  /// As of so many seconds of the fixture's clock; 0 is now.
  SearchAnswer ask(const std::string& query, int second, bool fold = false) {
    SearchRequest request;
    request.text = query;
    request.fold = fold;
    if (second > 0) request.as_of = UtcTime(std::chrono::seconds(1'700'000'000 + second));
    return testing::ask(searcher(), request);
  }
  std::vector<std::string> found(const std::string& query, int second) { return testing::paths(ask(query, second)); }

  std::optional<Searcher> searcher_;
};

TEST_F(PastPagesTest, FindWhatEachPageSaidThen) {
  store_page("a", "Споразумение", "Договор с Канада.");  // At 1.
  store_page("b", "Друга", "Морски кабели и Канада.");   // At 2.
  apply();
  store_page("a", "Споразумение", "Договор с Япония.");  // At 3.
  store_gone("b");                                       // At 4.
  apply();
  for (const bool rebuilt : {false, true}) {
    if (rebuilt) rebuild_all();
    EXPECT_THAT(found("канада", 0), IsEmpty());
    EXPECT_THAT(found("канада", 1), ElementsAre("bg/a"));
    EXPECT_THAT(found("канада", 2), UnorderedElementsAre("bg/a", "bg/b"));
    EXPECT_THAT(found("канада", 3), ElementsAre("bg/b")) << "from the second of its change on a page says the new text";
    EXPECT_THAT(found("канада", 4), IsEmpty());
    EXPECT_THAT(found("япония", 2), IsEmpty());
    EXPECT_THAT(found("япония", 3), ElementsAre("bg/a"));
    EXPECT_THAT(found("япония", 100), ElementsAre("bg/a"));
    EXPECT_THAT(found("„морски кабели“", 2), ElementsAre("bg/b"));
  }
}

TEST_F(PastPagesTest, SnippetsTotalsAndFacetsAreThoseOfThen) {
  store_page("a", "Споразумение", "Договор с Канада за морските кабели.");  // At 1.
  apply();
  store_page("a", "Споразумение", "Договор с Япония за морските кабели.");  // At 2.
  apply();
  const SearchAnswer then = ask("кабел", 1, true);
  ASSERT_EQ(then.hits.size(), 1U);
  EXPECT_EQ(then.total, 1U);
  EXPECT_THAT(then.hits[0].snippets.at(0).text.text, HasSubstr("Канада"));
  EXPECT_EQ(then.facets.sites.at(0).count, 1U);
  EXPECT_THAT(ask("кабел", 0).hits.at(0).snippets.at(0).text.text, HasSubstr("Япония"));
}

TEST_F(PastPagesTest, WordsOfThePastAreNotMended) {
  store_page("a", "Споразумение", "Проектът се казва Зелгофан.");  // At 1.
  apply();
  store_page("a", "Споразумение", "Проектът се казва Зелгофон.");  // At 2.
  apply();
  const SearchAnswer then = ask("зелгофан", 1);
  EXPECT_THAT(testing::paths(then), ElementsAre("bg/a"));
  EXPECT_THAT(then.understood, IsEmpty());
}

TEST_F(PastPagesTest, WithoutAHistoryTheLivePagesAreSearched) {
  store_page("a", "Споразумение", "Договор с Канада.");  // At 1.
  apply();
  EXPECT_THAT(found("канада", 1), ElementsAre("bg/a"));
  store_page("b", "Друга", "Канада.");  // At 2.
  store_page("b", "Друга", "Корея.");   // At 3: the history begins to exist.
  apply();
  EXPECT_THAT(found("канада", 2), UnorderedElementsAre("bg/a", "bg/b"));
}

}  // namespace
}  // namespace izvor
