#include "searchd/understanding/index_words.h"

#include <algorithm>
#include <limits>
#include <string>

#include "izvor/index_schema.h"

namespace izvor {
namespace {

using schema::Field;
using schema::Grade;

bool is_figure(const Token& token) {
  return token.kind == TokenKind::kNumber || token.kind == TokenKind::kDate || token.kind == TokenKind::kReference;
}

}  // namespace

std::size_t letters_in(std::string_view utf8) {
  return static_cast<std::size_t>(
      std::count_if(utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::size_t tokens_at_place(std::span<const Token> tokens) {
  std::size_t count = 0;
  while (count < tokens.size() && tokens[count].position == tokens.front().position) ++count;
  return count;
}

std::uint32_t IndexWords::pages_with(const Token& token) const {
  return index_.get_termfreq(schema::term_for(Field::kBody, Grade::kExact, token.exact));
}

Attestation IndexWords::attestation(const Token& token) const {
  if (pages_with(token) > 0) return Attestation::kExact;
  if (token.stop_word) return Attestation::kForm;
  const bool certain = token.source == LemmaSource::kDictionary || token.source == LemmaSource::kEnglish;
  const auto has = [&](Grade grade, std::string_view word) {
    return index_.term_exists(schema::term_for(Field::kBody, grade, word));
  };
  if (has(Grade::kLemma, token.lemma)) return certain ? Attestation::kForm : Attestation::kGuessed;
  // A lemma that is spelt like the root stands for it.
  if (has(Grade::kRoot, token.root) || has(Grade::kLemma, token.root))
    return certain ? Attestation::kKin : Attestation::kGuessedKin;
  // Pages are called so by others, and perhaps found by nothing else.
  if (index_.term_exists(schema::term_for(Field::kAnchors, Grade::kRoot, token.root))) return Attestation::kForm;
  return token.source == LemmaSource::kDictionary ? Attestation::kDictionary : Attestation::kNone;
}

EnglishWords::Entry IndexWords::dictionary_entry(const Token& token) const {
  using enum EnglishWords::Entry;
  if (token.source == LemmaSource::kDictionary || token.stop_word || is_figure(token)) return kWord;
  return english_.find(token.exact);
}

TextEvidence IndexWords::evidence_of(std::span<const Token> place) const {
  TextEvidence best;
  best.words = 1;
  for (const Token& token : place) {
    const Attestation attested = attestation(token);
    const bool synonym = synonyms_.has({token.exact, token.lemma});
    const auto entry = dictionary_entry(token);
    best.in_pages = best.in_pages || synonym || attested >= Attestation::kKin || attested == Attestation::kGuessed;
    best.certain = best.certain || attested >= Attestation::kForm;
    best.dictionary_name = entry == EnglishWords::Entry::kName && (!best.in_dictionary || best.dictionary_name);
    best.in_dictionary = best.in_dictionary || entry != EnglishWords::Entry::kNone;
    best.pages = std::max(best.pages, pages_with(token));
    best.letters = std::max(best.letters, letters_in(token.exact));
  }
  return best;
}

std::span<const Token> IndexWords::tokens_of(std::string_view text) {
  analyzer_.analyze(text, analysis_);
  return analysis_.tokens();
}

TextEvidence IndexWords::evidence_of(std::string_view text) {
  std::span<const Token> tokens = tokens_of(text);
  if (tokens.empty()) return {};
  TextEvidence all{.in_pages = true, .certain = true, .in_dictionary = true, .pages = std::numeric_limits<std::uint32_t>::max()};
  while (!tokens.empty()) {
    const std::size_t count = tokens_at_place(tokens);
    const TextEvidence one = evidence_of(tokens.first(count));
    all.in_pages = all.in_pages && one.in_pages;
    all.certain = all.certain && one.certain;
    all.in_dictionary = all.in_dictionary && one.in_dictionary;
    all.dictionary_name = all.dictionary_name || one.dictionary_name;
    all.pages = std::min(all.pages, one.pages);
    all.letters = std::max(all.letters, one.letters);
    ++all.words;
    tokens = tokens.subspan(count);
  }
  return all;
}

}  // namespace izvor
