#include "searchd/query/phrase_source.h"

#include <algorithm>

#include "izvor/index_schema.h"

namespace izvor {
namespace {

/// The first entry of the next place.
std::size_t next_place(const WordCodes& words, std::size_t i) {
  do ++i;
  while (i < words.size() && (words[i] & kSamePlace) != 0);
  return i;
}

/// Whether one of the entries [begin, end), all at one place, is one of `codes`.
bool has_one_of(const WordCodes& words, std::size_t begin, std::size_t end, const std::vector<WordCode>& codes) {
  for (std::size_t i = begin; i < end; ++i) {
    if (std::find(codes.begin(), codes.end(), words[i] & kWordBits) != codes.end()) return true;
  }
  return false;
}

/// The first entry behind what `found` takes, which begins at `i`.
std::size_t behind(const WordCodes& words, std::size_t i, const PhrasePlace& found) {
  for (std::uint32_t word = 0; word < found.words && i < words.size(); ++word) i = next_place(words, i);
  return i;
}

bool begins_at(const WordCodes& words, std::size_t place, const PhraseCodes& phrase) {
  for (const PhrasePlace& sought : phrase) {
    if (place >= words.size() || !has_one_of(words, place, next_place(words, place), sought.codes)) return false;
    place = behind(words, place, sought);
  }
  return true;
}

}  // namespace

bool has_phrase(const WordCodes& words, const PhraseCodes& phrase) {
  for (std::size_t place = 0; place < words.size(); place = next_place(words, place)) {
    if (begins_at(words, place, phrase)) return true;
  }
  return false;
}

bool is_phrase(const WordCodes& words, const PhraseCodes& phrase) {
  std::size_t known = 0;  // Words of the phrase that were met.
  for (std::size_t place = 0; place < words.size();) {
    const std::size_t end = next_place(words, place);
    const auto here = [&](const PhrasePlace& sought) { return has_one_of(words, place, end, sought.codes); };
    if (known < phrase.size() && here(phrase[known])) {
      place = behind(words, place, phrase[known++]);
      continue;
    }
    const auto met = phrase.begin() + static_cast<std::ptrdiff_t>(known);
    const auto again = std::find_if(phrase.begin(), met, here);
    if (again == met) return false;
    place = behind(words, place, *again);
  }
  return known == phrase.size() && known > 0;
}

void PhraseSource::init(const Xapian::Database& index) {
  index_ = index;
  pages_ = index.get_doccount();
  value_ = index.valuestream_begin(schema::kWords);
  seen_ = false;
}

bool PhraseSource::holds() const {
  const std::string bytes = *value_;
  const WordSequence words = read_word_sequence(bytes);
  if (within_ == Within::kWholeTitle) return is_phrase(words.title, phrase_);
  return has_phrase(words.title, phrase_) || (within_ == Within::kTitleOrText && has_phrase(words.text, phrase_));
}

std::string PhraseSource::get_description() const {
  return within_ == Within::kTitle ? "in-this-order title" : "in-this-order title-or-text";
}

void PhraseSource::next(double) {
  if (seen_ && !at_end()) ++value_;
  while (!at_end() && !holds()) ++value_;
  seen_ = true;
}

void PhraseSource::skip_to(Xapian::docid page, double least_weight) {
  if (at_end()) return;
  value_.skip_to(page);
  seen_ = false;
  next(least_weight);
}

bool PhraseSource::check(Xapian::docid page, double) {
  if (at_end()) return true;
  value_.skip_to(page);
  if (at_end()) return true;
  seen_ = value_.get_docid() == page;
  return seen_ && holds();
}

}  // namespace izvor
