#include "searchd/versions/edit_script.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <numeric>
#include <random>

namespace izvor {
namespace {

using ::testing::ElementsAre;
using Sequence = std::vector<std::uint32_t>;

/// What the edits make of `before`, and how many are no keeping; fails where they do not fit.
struct Applied {
  Sequence after;
  std::size_t edits = 0;
};

Applied apply(const std::vector<Edit>& edits, const Sequence& before, const Sequence& after) {
  Applied applied;
  std::size_t i = 0, j = 0;
  for (const Edit edit : edits) {
    if (edit == Edit::kKeep) {
      EXPECT_EQ(before.at(i), after.at(j));
    }
    if (edit != Edit::kRemove) applied.after.push_back(after.at(j++));
    if (edit != Edit::kAdd) ++i;
    applied.edits += edit == Edit::kKeep ? 0 : 1;
  }
  EXPECT_EQ(i, before.size());
  return applied;
}

/// Fewest edits by the longest common subsequence, the slow way.
std::size_t fewest(const Sequence& a, const Sequence& b) {
  std::vector<std::size_t> row(b.size() + 1, 0);
  for (const std::uint32_t x : a) {
    std::size_t diagonal = 0;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = x == b[j - 1] ? diagonal + 1 : std::max(row[j], row[j - 1]);
      diagonal = above;
    }
  }
  return a.size() + b.size() - 2 * row.back();
}

TEST(EditScript, IsTheShortestOnRandomSequences) {
  std::mt19937 random(20240613);
  for (int round = 0; round < 2000; ++round) {
    Sequence before(random() % 12), after(random() % 12);
    for (auto* sequence : {&before, &after})
      for (auto& element : *sequence) element = random() % 4;
    const auto edits = edit_script(before, after, 100);
    ASSERT_TRUE(edits);
    const Applied applied = apply(*edits, before, after);
    EXPECT_EQ(applied.after, after);
    EXPECT_EQ(applied.edits, fewest(before, after));
  }
}

TEST(EditScript, GivesUpBeyondTheBoundAndNotAtIt) {
  const Sequence before{1, 2, 3}, after{1, 9, 3};
  EXPECT_FALSE(edit_script(before, after, 1));
  ASSERT_TRUE(edit_script(before, after, 2));
  EXPECT_THAT(*edit_script(before, after, 2), ElementsAre(Edit::kKeep, Edit::kRemove, Edit::kAdd, Edit::kKeep));
}

TEST(EditScript, OfEqualSequencesKeepsAll) {
  Sequence same(1000);
  std::iota(same.begin(), same.end(), 0U);
  const auto edits = edit_script(same, same, 0);
  ASSERT_TRUE(edits);
  EXPECT_EQ(std::ranges::count(*edits, Edit::kKeep), 1000);
}

}  // namespace
}  // namespace izvor
