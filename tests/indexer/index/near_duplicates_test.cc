#include "indexer/index/near_duplicates.h"

#include <gtest/gtest.h>

#include <bit>
#include <map>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

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

/// `signature` with so many bits turned, drawn by `random`.
std::string with_bits_turned(std::string signature, int count, std::mt19937& random) {
  std::set<unsigned> bits;
  while (bits.size() < static_cast<std::size_t>(count)) bits.insert(static_cast<unsigned>(1 + random() % 127));
  for (const unsigned bit : bits) {
    // The lowest bit of the second half tells the sort: bit 64.
    if (bit != 64) signature[bit / 8] = static_cast<char>(signature[bit / 8] ^ (1 << (bit % 8)));
  }
  return signature;
}

std::string with_page(const std::string& signature, unsigned number) {
  StoredPage nothing;
  return signature.substr(0, 16) + encode_signature(signature_of(nothing), id_of(number)).substr(16);
}

TEST(NearDuplicates, FindWhatLookingAtEverySignatureFinds) {
  std::mt19937 random(7);
  NearDuplicates near;
  std::vector<std::pair<std::string, std::string>> all;  // Signatures and groups, in the order of their coming.
  const auto differ = [](const std::string& a, const std::string& b) {
    int bits = 0;
    for (std::size_t i = 0; i < 16; ++i) bits += std::popcount(static_cast<unsigned char>(a[i] ^ b[i]));
    return bits;
  };
  std::size_t joined = 0;
  for (unsigned number = 0; number < 3000; ++number) {
    const std::string drawn = encode_signature(signature_of(page_of(number, 100)), id_of(number));
    const bool alone = all.empty() || random() % 3 == 0;
    const std::string signature =
        alone ? drawn
              : with_page(with_bits_turned(all[random() % all.size()].first, static_cast<int>(random() % 20), random), number);
    const std::pair<std::string, std::string>* nearest = nullptr;
    for (const auto& other : all) {
      const int bits = differ(signature, other.first);
      if (bits <= NearDuplicates::kMostBits && (nearest == nullptr || bits < differ(signature, nearest->first)))
        nearest = &other;
    }
    const std::string group = near.assign(signature);
    if (nearest != nullptr) {
      EXPECT_EQ(group, nearest->second) << number;
      ++joined;
    }
    all.emplace_back(signature, group);
  }
  EXPECT_GT(joined, 1000U);
  EXPECT_LT(joined, 2500U);
}

TEST(NearDuplicates, PagesThatChangeAndGoLeaveNothingBehind) {
  std::mt19937 random(11);
  NearDuplicates near;
  std::map<unsigned, unsigned> texts;  // By page.
  std::map<unsigned, std::string> groups;
  for (unsigned step = 1; step <= 5000; ++step) {
    const auto number = static_cast<unsigned>(random() % 50);
    texts.erase(number);
    if (random() % 3 == 0) {
      near.remove(id_of(number));
    } else {
      groups[step] = group_of(near, number, page_of(step, 60));
      texts[number] = step;
    }
    ASSERT_EQ(near.size(), texts.size());
  }
  std::set<unsigned> said;
  for (const auto& [number, text] : texts) said.insert(text);
  constexpr unsigned kAnother = 1000;
  for (const auto& [text, group] : groups) {
    StoredPage nearly = page_of(text, 60);
    nearly.marks.pop_back();
    if (own_group(signature_of(nearly)) == group) continue;  // It would have this name alone, too.
    const std::string found = group_of(near, kAnother, nearly);
    EXPECT_EQ(found == group, said.contains(text)) << text;
  }
}

TEST(NearDuplicates, AThousandTimesTheSamePageIsOneGroup) {
  NearDuplicates near;
  std::set<std::string> groups;
  for (unsigned i = 0; i < 3000; ++i) groups.insert(group_of(near, i, page_of(1, 100)));
  EXPECT_EQ(groups.size(), 1U);
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

/// Titles and texts of two pages each: do they say nearly the same?
class Leads : public IndexFixture {
 protected:
  struct Page {
    std::string title, text;
  };
  bool fold(const Page& one, const Page& other) {
    ++pairs_;
    const std::string first = "one" + std::to_string(pairs_), second = "other" + std::to_string(pairs_);
    store_page(first, one.title, one.text);
    store_page(second, other.title, other.text);
    apply();
    const Xapian::Database index = open().database;
    return group_of(index, first) == group_of(index, second);
  }

 private:
  static std::string group_of(const Xapian::Database& index, const std::string& path) {
    const auto page = index.postlist_begin(schema::boolean_term(schema::kPagePrefix, page_id_of(url_of(path))));
    return index.get_document(*page).get_value(schema::kGroup);
  }
  int pairs_ = 0;
};

const std::string kLead = "Съветът прие днес заключения за подводните кабели, с които държавите поемат да ги пазят заедно.";
const std::string kRest =
    " Корабите на бреговата охрана ще обхождат трасетата, а операторите ще съобщават за всяка повреда до един час. "
    "Комисията ще проверява изпълнението и ще докладва на парламента всяка година до края на март.";
const std::string kOtherRest =
    " Лозята в Тракия дадоха богата реколта, пчеларите търсят пазари за меда си, а музеят в Карлово показва килими, "
    "тъкани от майстори на занаята. Театърът гостува с нова пиеса, билетите са разпродадени, следващият спектакъл е през май, "
    "а хорът на пенсионерите репетира всяка сряда в читалището на квартала под ръководството на млад диригент от Пловдив.";

TEST_F(Leads, ShortPagesOfOneTitleFoldWhenTheirBeginningsOverlap) {
  EXPECT_TRUE(fold({"Подводни кабели", kLead}, {"Подводни кабели", kLead + " Прочетете още."}));
  EXPECT_TRUE(fold({"Защита на кабелите", "Съветът прие днес заключения за подводните кабели и за сателитите."},
                   {"Защита на кабелите", "Съветът прие днес заключения за подводните кабели и за сателитите!"}));
}

TEST_F(Leads, TheTitleAloneFoldsNothing) {
  EXPECT_FALSE(fold({"Новини", kLead}, {"Новини", "Министърът откри в Бургас изложба за морските птици и за хората, които ги пазят."}));
  EXPECT_FALSE(fold({"За нас", "Агенцията следи пазара на далекосъобщения."}, {"За нас", "Музеят събира и показва грънчарство."}));
}

TEST_F(Leads, TheLeadAloneFoldsNothing) {
  EXPECT_FALSE(fold({"Подводни кабели", kLead + kOtherRest}, {"Заключения на Съвета", kLead + kRest}));
}

TEST_F(Leads, PagesThatGoOnAboutSomethingElseAreNotFolded) {
  EXPECT_FALSE(fold({"Бюлетин", kLead + kRest}, {"Бюлетин", kLead + kOtherRest + kOtherRest + kOtherRest}));
}

TEST_F(Leads, AnotherNumberMakesAnotherPage) {
  const auto notice = [](const std::string& number) {
    return Leads::Page{"Обществена поръчка", "Агенцията обявява обществена поръчка № " + number +
                                                 " за доставка на сървъри и на кабели."};
  };
  EXPECT_FALSE(fold(notice("2024-117"), notice("2024-118")));
  EXPECT_TRUE(fold(notice("2024-119"), notice("2024-119")));
}

}  // namespace
}  // namespace izvor
