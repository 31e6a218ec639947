#include "indexer/analysis/word_mender.h"

#include <algorithm>

#include "indexer/analysis/tokenizer.h"

namespace izvor {

namespace {

/// An unknown Cyrillic word as the page wrote it.
bool may_be_glued(const Token& token) {
  const bool unknown = token.source == LemmaSource::kGuess || token.source == LemmaSource::kNone;
  return unknown && token.kind == TokenKind::kWord && token.origin == TokenOrigin::kText &&
         static_cast<unsigned char>(token.exact.front()) >= 0x80;
}

bool is_cyrillic(std::string_view word) {
  for (std::size_t i = 0; i < word.size(); i += kBytesPerLetter) {
    const auto lead = static_cast<unsigned char>(word[i]);
    if (lead != 0xD0 && lead != 0xD1) return false;
  }
  return word.size() % kBytesPerLetter == 0;
}

}  // namespace

void WordMender::run(std::vector<Token>& tokens, std::vector<Repair>& repairs) {
  std::vector<Token> mended;  // stays empty as long as nothing is glued
  std::uint32_t shift = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    Token token = tokens[i];
    if (i > 0) note_missing_space(tokens[i - 1], token, repairs);
    const std::optional<GlueSplit> split = may_be_glued(token) ? split_of(token) : std::nullopt;
    if (split && mended.empty()) mended.assign(tokens.begin(), tokens.begin() + static_cast<std::ptrdiff_t>(i));
    token.position += shift;
    if (!split) {
      if (shift > 0) mended.push_back(token);
      continue;
    }
    const std::uint32_t middle = token.begin + split->at;
    repairs.push_back({token.begin, middle, token.end, split->hinted});
    token.origin = TokenOrigin::kGlued;
    mended.push_back(token);
    mended.push_back(half(token, token.begin, middle, token.position));
    mended.push_back(half(token, middle, token.end, token.position + 1));
    ++shift;
  }
  if (shift > 0) tokens.swap(mended);
}

std::optional<GlueSplit> WordMender::split_of(const Token& token) {
  const std::string_view word = text_.substr(token.begin, token.end - token.begin);
  if (!is_cyrillic(word)) return std::nullopt;
  inner_borders_.clear();
  for (auto border = std::ranges::upper_bound(borders_, token.begin); border != borders_.end() && *border < token.end;
       ++border) {
    inner_borders_.push_back(*border - token.begin);
  }
  return glued_.find(word, inner_borders_);
}

Token WordMender::half(const Token& whole, std::uint32_t begin, std::uint32_t end, std::uint32_t position) {
  Token token;
  token.begin = begin;
  token.end = end;
  token.position = position;
  token.kind = whole.kind;
  token.origin = TokenOrigin::kPart;
  token.exact = normalized_form(text_.substr(begin, end - begin), table_, arena_);
  grader_.grade(token);
  return token;
}

/// "Сингапур,което": a sign between two words, and no space after it.
void WordMender::note_missing_space(const Token& before, const Token& token, std::vector<Repair>& repairs) const {
  if (token.begin != before.end + 1 || std::string_view(",;!?").find(text_[before.end]) == std::string_view::npos) return;
  for (const Token& word : {before, token}) {
    if (word.kind != TokenKind::kWord || word.exact.size() < 2 * kBytesPerLetter || word.source != LemmaSource::kDictionary)
      return;
  }
  repairs.push_back({before.begin, token.begin, token.end, false});
}

}  // namespace izvor
