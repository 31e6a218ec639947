// Glued words against a list judged beforehand (glued/cases.tsv): how many are told apart, how many correct words are cut.
#include <gmock/gmock.h>

#include <fstream>
#include <map>

#include "izvor/analyzer.h"
#include "tests/indexer/analysis/analyzer_fixture.h"

namespace izvor {
namespace {

struct GluedCase {
  std::string axis;
  std::string text;
  std::vector<std::uint32_t> borders;
  std::string reading;
};

std::vector<GluedCase> read_cases() {
  std::ifstream file(IZVOR_GLUED_CASES);
  std::vector<GluedCase> cases;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with('#')) continue;
    const std::size_t first = line.find('\t'), second = line.find('\t', first + 1);
    GluedCase read{line.substr(0, first), {}, {}, line.substr(second + 1)};
    for (const char c : line.substr(first + 1, second - first - 1)) {
      if (c == '|') read.borders.push_back(static_cast<std::uint32_t>(read.text.size()));
      if (c != '|') read.text += c;
    }
    cases.push_back(std::move(read));
  }
  return cases;
}

/// The text with a space at each repair.
std::string mended(const GluedCase& glued) {
  Analysis analysis;
  built_analyzer().analyze(glued.text, analysis, glued.borders);
  std::string text = glued.text;
  const auto repairs = analysis.repairs();
  for (auto repair = repairs.rbegin(); repair != repairs.rend(); ++repair) text.insert(repair->split, " ");
  return text;
}

struct Score {
  int cases = 0;
  int right = 0;
};

class GluedCases : public ::testing::Test {
 protected:
  GluedCases() {
    for (const GluedCase& glued : read_cases()) {
      const std::string text = mended(glued);
      const bool right = text == glued.reading;
      const bool has_joint = glued.reading.find(' ') != std::string::npos;
      const std::string axis = (has_joint ? "cut " : "keep ") + glued.axis;
      for (Score* score : {&axes_[axis], has_joint ? &joints_ : &words_}) {
        ++score->cases;
        score->right += right ? 1 : 0;
      }
      const bool wrong_cut = !right && text != glued.text;
      if (wrong_cut) ++wrong_cuts_;
      if (!right) faults_ += axis + ": " + glued.reading + " became " + text + '\n';
    }
  }

  std::map<std::string, Score> axes_;
  Score joints_, words_;
  int wrong_cuts_ = 0;
  std::string faults_;
};

TEST_F(GluedCases, AreToldApartAndCorrectWordsLeftAlone) {
  for (const auto& [axis, score] : axes_) RecordProperty(axis, std::to_string(score.right) + "/" + std::to_string(score.cases));
  RecordProperty("joints", std::to_string(joints_.right) + "/" + std::to_string(joints_.cases));
  RecordProperty("words", std::to_string(words_.right) + "/" + std::to_string(words_.cases));
  ASSERT_GE(joints_.cases, 200);
  ASSERT_GE(words_.cases, 100);
  EXPECT_GE(joints_.right * 100, joints_.cases * 90) << faults_;
  EXPECT_LE(wrong_cuts_ * 100, words_.cases * 3) << faults_;
}

}  // namespace
}  // namespace izvor
