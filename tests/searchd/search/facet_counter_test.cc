#include "searchd/search/facet_counter.h"

#include <gmock/gmock.h>

#include "izvor/index_schema.h"
#include "izvor/page_facets.h"

namespace izvor {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

Xapian::Document document(const PageFacets& facets, const std::string& group = {}) {
  Xapian::Document out;
  out.add_value(schema::kGroup, group);
  out.add_value(schema::kFacets, encode(facets));
  return out;
}

PageFacets typed(std::string type) {
  PageFacets facets;
  facets.type = std::move(type);
  return facets;
}

FacetCounter counter_of(bool fold = true) { return FacetCounter({.most = 200, .facets = true, .fold = fold}); }

TEST(FacetCounter, ScalesWhatASampleSays) {
  FacetCounter counter = counter_of();
  for (int i = 0; i < 3; ++i) counter(document(typed("news")), 0);
  counter(document(typed("events")), 0);
  EXPECT_THAT(counter.facets().types, ElementsAre(FacetValue{"news", 3}, FacetValue{"events", 1}));
  EXPECT_THAT(counter.facets(100).types, ElementsAre(FacetValue{"news", 300}, FacetValue{"events", 100}));
}

TEST(FacetCounter, PagesWithoutAValueCountNowhere) {
  FacetCounter counter = counter_of();
  counter(Xapian::Document(), 0);
  EXPECT_THAT(counter.facets().types, IsEmpty());
  EXPECT_THAT(counter.facets().years, IsEmpty());
  EXPECT_THAT(counter_of().facets().types, IsEmpty());
}

TEST(FacetCounter, AGroupOfNearDuplicatesIsOneResult) {
  FacetCounter folded = counter_of(), each = counter_of(false);
  for (const char* group : {"a", "a", "b", ""}) {
    folded(document(typed("news"), group), 0);
    each(document(typed("news"), group), 0);
  }
  EXPECT_EQ(folded.results(), 3U);
  EXPECT_THAT(folded.facets().types, ElementsAre(FacetValue{"news", 3}));
  EXPECT_EQ(each.results(), 4U);
  EXPECT_THAT(each.facets().types, ElementsAre(FacetValue{"news", 4}));
}

TEST(FacetCounter, AGroupCountsForEachValueThatAPageOfItHas) {
  FacetCounter counter = counter_of();
  counter(document(typed("news"), "a"), 0);
  counter(document(typed("events"), "a"), 0);
  counter(document(typed("news"), "a"), 0);
  counter(document(typed("news"), "b"), 0);
  EXPECT_EQ(counter.results(), 2U);
  EXPECT_THAT(counter.facets().types, ElementsAre(FacetValue{"news", 2}, FacetValue{"events", 1}));
}

TEST(FacetCounter, ASiteCountsThePagesOfTheHostsBelowIt) {
  FacetCounter counter = counter_of();
  for (const char* site : {"example.eu", "data.example.eu", "data.example.eu", "myexample.eu"}) {
    PageFacets facets;
    facets.site = site;
    counter(document(facets), 0);
  }
  EXPECT_THAT(counter.facets().sites, UnorderedElementsAre(FacetValue{"example.eu", 3}, FacetValue{"data.example.eu", 2},
                                                           FacetValue{"myexample.eu", 1}));
}

TEST(FacetCounter, ListsAreBounded) {
  FacetCounter counter = counter_of();
  for (int i = 0; i < 120; ++i) {
    PageFacets facets = typed("type" + std::to_string(i));
    facets.topics = {"a", "b"};
    facets.year = std::to_string(1900 + i);
    counter(document(facets), 0);
  }
  EXPECT_THAT(counter.facets().types, SizeIs(100));
  EXPECT_THAT(counter.facets().topics, ElementsAre(FacetValue{"a", 120}, FacetValue{"b", 120}));
  EXPECT_THAT(counter.facets().years, SizeIs(100));
  EXPECT_EQ(counter.facets().years.front(), (FacetValue{"2019", 1})) << "the latest first";
}

}  // namespace
}  // namespace izvor
