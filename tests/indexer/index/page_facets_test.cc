#include "izvor/page_facets.h"

#include <gtest/gtest.h>

namespace izvor {
namespace {

TEST(PageFacets, AreReadAsTheyWereWritten) {
  const PageFacets facets{.type = "news", .language = "bg", .site = "example.eu", .year = "2024", .topics = {"119", "5G"}};
  EXPECT_EQ(decode_page_facets(encode(facets)), facets);
  EXPECT_EQ(decode_page_facets(encode(PageFacets())), PageFacets());
}

TEST(PageFacets, WhatIsUnknownInTheMiddleMovesNothing) {
  const PageFacets facets{.type = "", .language = "bg", .site = "", .year = "", .topics = {"119"}};
  EXPECT_EQ(decode_page_facets(encode(facets)), facets);
}

TEST(PageFacets, ALineBreakInAPartStartsNoOtherPart) {
  const PageFacets read =
      decode_page_facets(encode(PageFacets{.type = "a\nb", .language = {}, .site = {}, .year = {}, .topics = {"c\nd"}}));
  EXPECT_EQ(read.type, "a b");
  EXPECT_EQ(read.topics, std::vector<std::string>{"c d"});
}

TEST(PageFacets, AnyBytesAreRead) {
  EXPECT_EQ(decode_page_facets(""), PageFacets());
  EXPECT_EQ(decode_page_facets("news").type, "news");
  EXPECT_EQ(decode_page_facets("\n\n\n\n\n").topics, std::vector<std::string>{""});
}

}  // namespace
}  // namespace izvor
