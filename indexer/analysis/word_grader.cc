#include "indexer/analysis/word_grader.h"

#include <algorithm>
#include <cstring>

#include "indexer/analysis/derivation.h"

namespace izvor {

namespace {

/// Shorter Latin words are acronyms and names, not words to stem.
constexpr std::size_t kShortestStemmed = 3;
/// A guess from the ending needs a word around it.
constexpr std::size_t kShortestGuessed = 4;

bool is_latin_word(std::string_view word) {
  return std::ranges::all_of(word, [](char c) { return c >= 'a' && c <= 'z'; });
}

}  // namespace

bool WordGrader::grade(Token& token) {
  token.lemma = token.exact;
  token.root = token.exact;
  if (token.kind != TokenKind::kWord) return false;
  if (static_cast<unsigned char>(token.exact.front()) >= 0x80) return grade_bulgarian(token);
  grade_latin(token);
  return false;
}

bool WordGrader::grade_bulgarian(Token& token) {
  if (memo_ == nullptr) return look_up(token);
  if (const WordMemo::Entry* known = memo_->find(token.exact)) {
    token.source = known->source;
    token.stop_word = known->stop_word;
    token.lemma = remake(token.exact, known->lemma);
    token.root = remake(token.exact, known->root);
    return known->second_lemma;
  }
  const bool second = look_up(token);
  memo_->keep(token, second);
  return second;
}

std::string_view WordGrader::remake(std::string_view form, const RemadeWord& word) {
  if (word.appended == 0) return form.substr(0, word.kept);
  char* made = arena_.allocate(std::size_t{word.kept} + word.appended);
  std::memcpy(made, form.data(), word.kept);
  std::memcpy(made + word.kept, word.ending.data(), word.appended);
  return {made, std::size_t{word.kept} + word.appended};
}

bool WordGrader::look_up(Token& token) {
  const LetterWord form(token.exact);
  if (form.empty()) return false;
  token.stop_word = table_.is_stop_word(form.letters());
  RuleSet rules = table_.lemmas_of(form.letters());
  token.source = LemmaSource::kDictionary;
  if (rules.empty()) {
    token.source = LemmaSource::kNone;
    if (form.size() < kShortestGuessed) return false;
    rules = table_.guess(form.letters());
    if (rules.empty()) return false;
    token.source = LemmaSource::kGuess;
  }
  set_lemma(token, table_.rule(rules.front()));
  return rules.size() > 1 && token.source == LemmaSource::kDictionary;
}

void WordGrader::grade_into(std::vector<Token>& out, Token token) {
  const bool second = grade(token);
  out.push_back(token);
  if (!second) return;
  const LetterWord form(token.exact);
  set_lemma(token, table_.rule(table_.lemmas_of(form.letters())[1]));
  token.origin = TokenOrigin::kAlternative;
  out.push_back(token);
}

void WordGrader::set_lemma(Token& token, EndingRule rule) {
  token.lemma = apply(token.exact, rule);
  const LetterWord lemma(token.lemma);
  const RuleSet root = table_.root_of(lemma.letters());
  token.root = root.empty() ? arena_.copy(derivational_root(token.lemma)) : apply(token.lemma, table_.rule(root.front()));
}

void WordGrader::grade_latin(Token& token) {
  if (token.exact.size() < kShortestStemmed || !is_latin_word(token.exact)) return;
  const std::string_view stem = english_.stem(token.exact);
  token.source = LemmaSource::kEnglish;
  token.lemma = stem == token.exact ? token.exact : arena_.copy(stem);
  token.root = token.lemma;
}

std::string_view WordGrader::apply(std::string_view word, EndingRule rule) {
  if (rule.strip == 0 && rule.append_bytes == 0) return word;
  const std::string_view kept = word.substr(0, word.size() - std::min(word.size(), rule.strip * kBytesPerLetter));
  const std::string_view ending = table_.appended(rule);
  if (ending.empty()) return kept.empty() ? word : kept;
  char* made = arena_.allocate(kept.size() + ending.size());
  std::memcpy(made, kept.data(), kept.size());
  std::memcpy(made + kept.size(), ending.data(), ending.size());
  return {made, kept.size() + ending.size()};
}

}  // namespace izvor
