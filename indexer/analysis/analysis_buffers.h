// What one Analysis keeps between texts, so that a run allocates once. One thread at a time.
#pragma once

#include <vector>

#include "indexer/analysis/english_stems.h"
#include "indexer/analysis/text_arena.h"
#include "indexer/analysis/word_breaker.h"
#include "indexer/analysis/word_memo.h"
#include "izvor/analyzer.h"

namespace izvor {

struct Analysis::Buffers {
  TextArena arena;
  WordBreaker breaker;
  std::vector<WordSpan> words;
  std::vector<Token> tokenized;  ///< Not graded yet.
  EnglishStems english;
  WordMemo memo;
};

}  // namespace izvor
