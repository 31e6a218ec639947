#include "searchd/versions/text_diff.h"

#include <gmock/gmock.h>

#include <random>

namespace izvor {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Kind = DiffPiece::Kind;

std::string side(const TextDiff& diff, Kind kind) {
  std::string text;
  for (const DiffPiece& piece : diff.pieces)
    if (piece.kind == Kind::kEqual || piece.kind == kind) text += piece.text;
  return text;
}

TEST(TextDiff, ShowsTheWordThatChanged) {
  const TextDiff diff = diff_texts("Срокът е 1 май.\nВтори ред.\n", "Срокът е 15 юни.\nВтори ред.\n");
  EXPECT_THAT(diff.pieces, ElementsAre(DiffPiece{Kind::kEqual, "Срокът е "}, DiffPiece{Kind::kRemoved, "1 май"},
                                       DiffPiece{Kind::kAdded, "15 юни"}, DiffPiece{Kind::kEqual, ".\nВтори ред.\n"}));
  EXPECT_TRUE(diff.changed());
  EXPECT_FALSE(diff.coarse);
}

TEST(TextDiff, ShowsALineThatCameAndOneThatWent) {
  EXPECT_THAT(diff_texts("а\nв\n", "а\nб\nв\n").pieces,
              ElementsAre(DiffPiece{Kind::kEqual, "а\n"}, DiffPiece{Kind::kAdded, "б\n"}, DiffPiece{Kind::kEqual, "в\n"}));
  EXPECT_THAT(diff_texts("а\nб\n", "б\n").pieces,
              ElementsAre(DiffPiece{Kind::kRemoved, "а\n"}, DiffPiece{Kind::kEqual, "б\n"}));
}

TEST(TextDiff, OfNothingIsNothing) {
  EXPECT_THAT(diff_texts("", "").pieces, IsEmpty());
  EXPECT_FALSE(diff_texts("същото", "същото").changed());
  EXPECT_THAT(diff_texts("", "ново").pieces, ElementsAre(DiffPiece{Kind::kAdded, "ново"}));
  EXPECT_THAT(diff_texts("старо", "").pieces, ElementsAre(DiffPiece{Kind::kRemoved, "старо"}));
}

TEST(TextDiff, GivesBothTextsBackWhateverTheyAre) {
  std::mt19937 random(7);
  const std::vector<std::string> pieces = {"дума", "друга", " ", ", ", "\n", "🌊", "„", "\xff", "чл. 5", "x"};
  for (int round = 0; round < 1000; ++round) {
    std::string before, after;
    for (auto* text : {&before, &after})
      for (std::size_t i = random() % 30; i > 0; --i) *text += pieces[random() % pieces.size()];
    // Few steps, so that the bound is tried, too.
    for (const std::size_t steps : {kDiffSteps, std::size_t{200}, std::size_t{0}}) {
      const TextDiff diff = diff_texts(before, after, steps);
      EXPECT_EQ(side(diff, Kind::kRemoved), before);
      EXPECT_EQ(side(diff, Kind::kAdded), after);
    }
  }
}

TEST(TextDiff, SaysWhereItIsCoarse) {
  std::string before, after;
  for (int i = 0; i < 5000; ++i) {
    before += "дума" + std::to_string(i) + " ";
    after += "друго" + std::to_string(i) + " ";
  }
  const TextDiff diff = diff_texts(before, after);
  EXPECT_TRUE(diff.coarse);
  EXPECT_EQ(side(diff, Kind::kAdded), after);
}

}  // namespace
}  // namespace izvor
