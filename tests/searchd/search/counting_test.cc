// How many results an answer says there are: exactly as long as they are few, and by a fair sample beyond.
#include <gmock/gmock.h>

#include "indexer/index/open_index.h"
#include "izvor/index_schema.h"
#include "izvor/page_facets.h"
#include "searchd/search/page_finder.h"

namespace izvor {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// Pages site after site, as a crawl or an import leaves them: each with a group of its own unless said otherwise.
class CountingTest : public ::testing::Test {
 protected:
  void add(const std::string& site, int pages, int pages_in_group = 1) {
    for (int i = 0; i < pages; ++i) {
      Xapian::Document page;
      PageFacets facets;
      facets.site = site;
      facets.type = "news";
      page.add_value(schema::kFacets, encode(facets));
      page.add_value(schema::kGroup, site + std::to_string(i / pages_in_group));
      page.add_boolean_term(schema::boolean_term(schema::kTypePrefix, "news"));
      page.add_boolean_term(schema::boolean_term(schema::kHostPrefix, site));
      index_.add_document(page);
    }
  }
  FoundPages find(const SearchRequest& request = {}) {
    QueryPlan plan;
    plan.types = {"news"};
    const RankingSettings ranking;
    return PageFinder(index_, ranking).find(plan, request, Matching::kSomeWords);
  }
  static std::uint64_t count_of(const std::vector<FacetValue>& values, const std::string& value) {
    for (const FacetValue& each : values)
      if (each.value == value) return each.count;
    return 0;
  }

 private:
  Xapian::WritableDatabase index_{"", Xapian::DB_BACKEND_INMEMORY};
};

TEST_F(CountingTest, FacetsOfFewPagesAreWhatTheListShows) {
  add("a.eu", 300, 3);
  add("b.eu", 200);
  const FoundPages found = find();
  EXPECT_TRUE(found.total_exact);
  EXPECT_TRUE(found.facets.exact);
  EXPECT_EQ(found.total, 300U);
  EXPECT_THAT(found.facets.types, ElementsAre(FacetValue{"news", 300}));
  EXPECT_THAT(found.facets.sites, ElementsAre(FacetValue{"b.eu", 200}, FacetValue{"a.eu", 100}));
  EXPECT_THAT(found.facets.topics, IsEmpty());
}

TEST_F(CountingTest, ManyPagesAreEstimatedFromTheWholeIndexAndNotFromItsBeginning) {
  add("first.eu", 3000);
  add("last.eu", 1000);
  const FoundPages found = find();
  EXPECT_FALSE(found.total_exact);
  EXPECT_FALSE(found.facets.exact);
  EXPECT_NEAR(static_cast<double>(found.total), 4000, 800);
  EXPECT_NEAR(static_cast<double>(count_of(found.facets.sites, "first.eu")), 3000, 900);
  EXPECT_NEAR(static_cast<double>(count_of(found.facets.sites, "last.eu")), 1000, 500);
}

TEST_F(CountingTest, ChoicesAreCountedWithoutTheirOwnFilter) {
  add("a.eu", 30);
  add("b.eu", 20);
  SearchRequest request;
  request.sites = {"a.eu"};
  EXPECT_THAT(find(request).facets.sites, ElementsAre(FacetValue{"a.eu", 30}));
  request.count_choices = true;
  const FoundPages found = find(request);
  EXPECT_EQ(found.total, 30U);
  EXPECT_THAT(found.facets.sites, ElementsAre(FacetValue{"a.eu", 30}, FacetValue{"b.eu", 20}));
  EXPECT_THAT(found.facets.types, ElementsAre(FacetValue{"news", 30}));
}

}  // namespace
}  // namespace izvor
