#include "izvor/page_id.h"

#include <gtest/gtest.h>

namespace izvor {
namespace {

TEST(PageId, IsTheBeginningOfTheSha256OfTheAddress) {
  // printf 'https://example.eu/' | sha256sum
  EXPECT_EQ(page_id_of(*Url::parse("https://example.eu/")), "c3e42af143b93dfb7d1e4f67");
}

TEST(PageId, SpellingsOfOneAddressShareIt) {
  EXPECT_EQ(page_id_of(*Url::parse("HTTPS://Example.EU:443/a/../b#c")), page_id_of(*Url::parse("https://example.eu/b")));
}

TEST(PageId, HasAShapeThatCanBeChecked) {
  EXPECT_TRUE(is_page_id(page_id_of(*Url::parse("https://example.eu/"))));
  EXPECT_FALSE(is_page_id(""));
  EXPECT_FALSE(is_page_id("0123456789abcdef0123456"));
  EXPECT_FALSE(is_page_id("0123456789ABCDEF01234567"));
  EXPECT_FALSE(is_page_id("0123456789abcdef01234567 "));
}

}  // namespace
}  // namespace izvor
