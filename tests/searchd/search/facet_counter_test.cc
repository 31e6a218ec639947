#include "searchd/search/facet_counter.h"

#include <gmock/gmock.h>

#include "izvor/index_schema.h"
#include "izvor/page_facets.h"

namespace izvor {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

Xapian::Document document(const PageFacets& facets) {
  Xapian::Document out;
  out.add_value(schema::kFacets, encode(facets));
  return out;
}

PageFacets typed(std::string type) {
  PageFacets facets;
  facets.type = std::move(type);
  return facets;
}

TEST(FacetCounter, WhatWasNotSeenIsEstimatedInProportion) {
  FacetCounter counter(100);
  for (int i = 0; i < 3; ++i) counter(document(typed("news")), 0);
  counter(document(typed("events")), 0);
  const Facets exact = counter.facets(4), estimated = counter.facets(400);
  EXPECT_TRUE(exact.exact);
  EXPECT_THAT(exact.types, ElementsAre(FacetValue{"news", 3}, FacetValue{"events", 1}));
  EXPECT_FALSE(estimated.exact);
  EXPECT_THAT(estimated.types, ElementsAre(FacetValue{"news", 300}, FacetValue{"events", 100}));
}

TEST(FacetCounter, PagesWithoutAValueCountNowhere) {
  FacetCounter counter(100);
  counter(Xapian::Document(), 0);
  const Facets facets = counter.facets(1);
  EXPECT_THAT(facets.types, IsEmpty());
  EXPECT_THAT(facets.years, IsEmpty());
  EXPECT_THAT(FacetCounter(100).facets(0).types, IsEmpty());
}

TEST(FacetCounter, NearDuplicatesAreOneGroup) {
  FacetCounter counter(100);
  for (const char* group : {"a", "a", "b", ""}) {
    Xapian::Document page;
    page.add_value(schema::kGroup, group);
    counter(page, 0);
  }
  EXPECT_EQ(counter.seen(), 4U);
  EXPECT_EQ(counter.groups(), 3U);
}

TEST(FacetCounter, ListsAreBounded) {
  FacetCounter counter(100);
  for (int i = 0; i < 50; ++i) {
    PageFacets facets = typed("type" + std::to_string(i));
    facets.topics = {"a", "b"};
    facets.year = std::to_string(1980 + i);
    counter(document(facets), 0);
  }
  EXPECT_THAT(counter.facets(50).types, SizeIs(20));
  EXPECT_THAT(counter.facets(50).topics, ElementsAre(FacetValue{"a", 50}, FacetValue{"b", 50}));
  EXPECT_THAT(counter.facets(50).years, SizeIs(20));
  EXPECT_EQ(counter.facets(50).years.front(), (FacetValue{"2029", 1})) << "the latest first";
}

}  // namespace
}  // namespace izvor
