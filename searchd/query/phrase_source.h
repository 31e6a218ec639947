// PhraseSource: the pages on which some words stand next to each other, told by the word sequences that the index stores.
//
// Made to be the last of an OP_AND with the words' terms: Xapian then asks only about pages that have all the words, and each
// question costs one value read and one pass over it. Without them it would walk through the whole index. One thread, one
// index revision, as every Xapian posting source.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <xapian.h>

#include "izvor/word_sequence.h"

namespace izvor {

/// One place of a phrase: the codes of the words that may stand there.
struct PhrasePlace {
  std::vector<WordCode> codes;
  std::uint32_t words = 1;  ///< How many words of the text it takes: four for "Регламент (ЕС) 2016/679".
};
using PhraseCodes = std::vector<PhrasePlace>;

/// Whether the phrase stands in `words`.
[[nodiscard]] bool has_phrase(const WordCodes& words, const PhraseCodes& phrase);

/// Whether `words` are the phrase and nothing else. A word of the phrase may come again, as queries have each word once:
/// "регламент за данните и регламент за услугите".
[[nodiscard]] bool is_phrase(const WordCodes& words, const PhraseCodes& phrase);

class PhraseSource : public Xapian::PostingSource {
 public:
  enum class Within { kTitle, kTitleOrText, kWholeTitle };

  PhraseSource(PhraseCodes phrase, Within within) : phrase_(std::move(phrase)), within_(within) {}

  [[nodiscard]] Xapian::doccount get_termfreq_min() const override { return 0; }
  [[nodiscard]] Xapian::doccount get_termfreq_est() const override { return pages_; }
  [[nodiscard]] Xapian::doccount get_termfreq_max() const override { return pages_; }
  [[nodiscard]] Xapian::docid get_docid() const override { return value_.get_docid(); }
  [[nodiscard]] bool at_end() const override { return value_ == Xapian::ValueIterator(); }
  void next(double least_weight) override;
  void skip_to(Xapian::docid page, double least_weight) override;
  bool check(Xapian::docid page, double least_weight) override;
  [[nodiscard]] PostingSource* clone() const override { return new PhraseSource(phrase_, within_); }
  void init(const Xapian::Database& index) override;
  [[nodiscard]] std::string get_description() const override;

 private:
  [[nodiscard]] bool holds() const;

  PhraseCodes phrase_;
  Within within_;
  Xapian::ValueIterator value_;
  Xapian::Database index_;
  Xapian::doccount pages_ = 0;
  bool seen_ = false;  ///< The page that value_ stands at was looked at.
};

}  // namespace izvor
