// The analyzer that the build made, opened once for all tests of a program.
#pragma once

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "izvor/analyzer.h"

namespace izvor {

inline const Analyzer& built_analyzer() {
  static const Analyzer analyzer = [] {
    auto opened = Analyzer::open(IZVOR_LEMMA_TABLE);
    if (!opened) throw std::runtime_error(opened.error().message);
    return std::move(*opened);
  }();
  return analyzer;
}

inline std::string lemma(std::string_view word) { return built_analyzer().grade(word).lemma; }
inline std::string root(std::string_view word) { return built_analyzer().grade(word).root; }

/// The exact forms of a text, in order; a form with two lemmas once.
inline std::vector<std::string> words_of(std::string_view text) {
  Analysis analysis;
  built_analyzer().analyze(text, analysis);
  std::vector<std::string> words;
  for (const Token& token : analysis.tokens()) {
    if (token.origin != TokenOrigin::kAlternative) words.emplace_back(token.exact);
  }
  return words;
}

}  // namespace izvor
