// Families of lemmas: what joins them, and what keeps them apart.
#include "indexer/analysis/compiler/families.h"

#include <gtest/gtest.h>

#include "indexer/analysis/compiler/family_clusters.h"
#include "indexer/analysis/derivation.h"

namespace izvor::compiler {
namespace {

constexpr double kLeast = 0.2;

TEST(FamilyClusters, JoinWhatIsStronglyLinked) {
  const auto families =
      join_families(4, {{.first = 0, .second = 1, .strength = 0.9}, {.first = 1, .second = 2, .strength = 0.8}}, kLeast);
  EXPECT_EQ(families[0], families[1]);
  EXPECT_EQ(families[1], families[2]);
  EXPECT_NE(families[0], families[3]);
}

TEST(FamilyClusters, DoNotGrowThroughAChain) {
  // Two families of three, and one likeness between two of their members.
  std::vector<KinLink> links = {{.first = 2, .second = 3, .strength = 0.9}};
  for (const auto& [a, b] :
       std::vector<std::pair<std::uint32_t, std::uint32_t>>{{0, 1}, {1, 2}, {0, 2}, {3, 4}, {4, 5}, {3, 5}})
    links.push_back({.first = a, .second = b, .strength = 0.95});
  const auto families = join_families(6, links, kLeast);
  EXPECT_EQ(families[0], families[2]);
  EXPECT_EQ(families[3], families[5]);
  EXPECT_NE(families[2], families[3]);
}

TEST(FamilyClusters, KeepStrangersApartWhateverLinksThem) {
  const auto families = join_families(3,
                                      {{.first = 0, .second = 1, .strength = 0.9},
                                       {.first = 1, .second = 2, .strength = 0.8},
                                       {.first = 0, .second = 2, .strength = 0.9},
                                       {.first = 0, .second = 2, .strength = -1}},
                                      kLeast);
  EXPECT_NE(families[0], families[2]);
}

TEST(Families, HaveARootThatIsTheLemmaOfNoOther) {
  Lexicon lexicon;
  for (const std::string word : {"мед", "медия", "медиен"}) lexicon.add(word, word, WordClass::kMasculine);
  const Roots roots = find_roots(lexicon, {{"медия", "медиен"}}, {{"мед", "медия"}});
  EXPECT_EQ(roots.at("медия"), roots.at("медиен"));
  EXPECT_EQ(roots.at("мед"), "мед");
  EXPECT_NE(roots.at("медия"), "мед");
}

TEST(Derivation, LeavesASyllableAfterThePrefix) {
  EXPECT_FALSE(holds_syllable("изд"));
  EXPECT_FALSE(holds_syllable("изда"));
  EXPECT_TRUE(holds_syllable("издав"));
  EXPECT_FALSE(holds_syllable("стр"));
  EXPECT_TRUE(holds_syllable("стан"));
  EXPECT_NE(derivational_root("издирване"), derivational_root("издаване"));
}

}  // namespace
}  // namespace izvor::compiler
