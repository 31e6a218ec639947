#include "indexer/index/near_duplicates.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>
#include <string>

#include "tests/indexer/index/index_fixture.h"

namespace izvor {
namespace {

/// A page of so many words, drawn by seed, of which every `changed`-th is another one.
StoredPage page_of(unsigned seed, std::size_t words, std::size_t changed = 0) {
  std::mt19937 random(seed);
  StoredPage page;
  for (std::size_t i = 0; i < words; ++i) {
    auto word = static_cast<WordCode>(random() & kWordBits);
    if (changed != 0 && i % changed == changed / 2) word ^= 1;
    page.marks.push_back({.word = word});
    page.text += static_cast<char>('a' + word % 26);
  }
  return page;
}

std::string id_of(unsigned number) {
  const std::string digits = std::to_string(number);
  return std::string(8 - digits.size(), '0') + digits + "0123456789abcdef";
}

std::string group_of(NearDuplicates& near, unsigned number, const StoredPage& page) {
  return near.assign(encode_signature(signature_of(page), id_of(number)));
}

TEST(NearDuplicates, APageWithAFewOtherWordsJoinsTheGroup) {
  NearDuplicates near;
  const std::string first = group_of(near, 1, page_of(1, 600));
  EXPECT_EQ(group_of(near, 2, page_of(1, 600, 60)), first);
  EXPECT_EQ(group_of(near, 3, page_of(1, 590)), first) << "a paragraph was cut off";
  EXPECT_NE(group_of(near, 4, page_of(2, 600)), first);
  EXPECT_NE(group_of(near, 5, page_of(1, 600, 5)), first) << "every fifth word is another";
}

TEST(NearDuplicates, ThousandsOfOtherPagesAreNotDuplicates) {
  NearDuplicates near;
  std::set<std::string> groups;
  for (unsigned i = 0; i < 2000; ++i) groups.insert(group_of(near, i, page_of(i + 1, 120)));
  EXPECT_EQ(groups.size(), 2000U);
}

TEST(NearDuplicates, ShortTextsAreDuplicatesOnlyWhenTheyAreTheSame) {
  NearDuplicates near;
  const std::string first = group_of(near, 1, page_of(1, 12));
  EXPECT_EQ(group_of(near, 2, page_of(1, 12)), first);
  EXPECT_NE(group_of(near, 3, page_of(1, 13)), first);
}

TEST(NearDuplicates, AChangedPageLeavesItsGroupAndTheOthersKeepTheName) {
  NearDuplicates near;
  const std::string first = group_of(near, 1, page_of(1, 300));
  ASSERT_EQ(group_of(near, 2, page_of(1, 300)), first);
  EXPECT_NE(group_of(near, 1, page_of(9, 300)), first);
  EXPECT_EQ(group_of(near, 3, page_of(1, 300)), first);
  near.remove(id_of(2));
  near.remove(id_of(3));
  EXPECT_EQ(near.size(), 1U);
}

TEST(NearDuplicates, DamagedValuesAreLeftOut) {
  NearDuplicates near;
  near.add("short", "8 bytes!");
  near.add(std::string(24, 'x'), "short");
  EXPECT_EQ(near.size(), 0U);
  EXPECT_EQ(near.assign("short"), "");
}

using GroupsOfTheIndex = IndexFixture;

TEST_F(GroupsOfTheIndex, AreTheSameAfterRunAndRebuild) {
  std::string text;
  for (int i = 0; i < 60; ++i) text += "Съюзът подписа споразумение номер " + std::to_string(i) + " за цифрово партньорство. ";
  store_page("a", "Споразумения", text);
  store_page("b", "Друго", "Нещо съвсем друго за морските кабели и за пристанищата по Дунав, Черно море и Егейско море.");
  apply();
  store_page("c", "Споразумения", text + " Още едно изречение.");
  apply();
  for (const bool rebuilt : {false, true}) {
    if (rebuilt) rebuild_all();
    const Xapian::Database index = open().database;
    std::map<std::string, std::string> groups;
    for (const char* path : {"a", "b", "c"}) {
      const auto page = index.postlist_begin(schema::boolean_term(schema::kPagePrefix, page_id_of(url_of(path))));
      groups[path] = index.get_document(*page).get_value(schema::kGroup);
    }
    EXPECT_EQ(groups["a"].size(), 8U);
    EXPECT_EQ(groups["a"], groups["c"]);
    EXPECT_NE(groups["a"], groups["b"]);
  }
}

}  // namespace
}  // namespace izvor
