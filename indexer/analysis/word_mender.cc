#include "indexer/analysis/word_mender.h"

#include <algorithm>

#include "indexer/analysis/look_alikes.h"
#include "indexer/analysis/script_joints.h"
#include "indexer/analysis/tokenizer.h"

namespace izvor {

namespace {

/// So many words at most are told apart in one glued word.
constexpr std::size_t kMostPieces = 4;

/// A word as the page wrote it that the dictionary does not know, or that has digits in it.
bool may_be_glued(const Token& token) {
  const bool unknown = token.source == LemmaSource::kGuess || token.source == LemmaSource::kNone;
  return unknown && (token.kind == TokenKind::kWord || token.kind == TokenKind::kMixed) && token.origin == TokenOrigin::kText;
}

bool is_cyrillic(std::string_view word) {
  for (std::size_t i = 0; i < word.size(); i += kBytesPerLetter) {
    const auto lead = static_cast<unsigned char>(word[i]);
    if (lead != 0xD0 && lead != 0xD1) return false;
  }
  return word.size() % kBytesPerLetter == 0;
}

bool begins_with_capital(std::string_view word) {
  return word.size() >= kBytesPerLetter && word[0] == '\xD0' && static_cast<unsigned char>(word[1]) >= 0x90 &&
         static_cast<unsigned char>(word[1]) <= 0xAF;
}

}  // namespace

void WordMender::run(std::vector<Token>& tokens, std::vector<Repair>& repairs) {
  std::vector<Token> mended;  // stays empty as long as nothing is glued
  std::uint32_t shift = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    Token token = tokens[i];
    if (i > 0) note_missing_space(tokens[i - 1], token, repairs);
    const bool split = may_be_glued(token) && find_pieces(token);
    if (split && mended.empty()) mended.assign(tokens.begin(), tokens.begin() + static_cast<std::ptrdiff_t>(i));
    token.position += shift;
    if (!split) {
      if (shift > 0) mended.push_back(token);
      continue;
    }
    token.origin = TokenOrigin::kGlued;
    mended.push_back(token);
    for (std::size_t k = 0; k < pieces_.size(); ++k) {
      const Piece& piece = pieces_[k];
      if (k > 0) repairs.push_back({pieces_[k - 1].begin, piece.begin, piece.end, piece.hinted});
      add_half(piece, token.position + static_cast<std::uint32_t>(k), mended);
    }
    shift += static_cast<std::uint32_t>(pieces_.size()) - 1;
  }
  if (shift > 0) tokens.swap(mended);
}

bool WordMender::find_pieces(const Token& token) {
  pieces_.assign(1, {.begin = token.begin, .end = token.end});
  for (std::size_t k = 0; k < pieces_.size() && pieces_.size() < kMostPieces;) {
    const Piece piece = pieces_[k];
    const std::optional<GlueSplit> split = split_of(piece);
    if (!split) {
      ++k;
      continue;
    }
    pieces_[k].end = piece.begin + split->at;
    pieces_.insert(pieces_.begin() + static_cast<std::ptrdiff_t>(k) + 1,
                   {.begin = piece.begin + split->at, .end = piece.end, .hinted = split->hinted});
  }
  return pieces_.size() > 1;
}

std::optional<GlueSplit> WordMender::split_of(const Piece& piece) {
  const std::string_view word = text_.substr(piece.begin, piece.end - piece.begin);
  const WordShape shape = shape_of(word);
  if (!shape.cyrillic || shape.other_letters) return std::nullopt;
  inner_borders_.clear();
  for (auto border = std::ranges::upper_bound(borders_, piece.begin); border != borders_.end() && *border < piece.end;
       ++border) {
    inner_borders_.push_back(*border - piece.begin);
  }
  if (shape.latin || shape.digits) return find_script_joint(word, inner_borders_, table_, arena_);
  if (!is_cyrillic(word)) return std::nullopt;
  // The whole is unknown, or nobody would ask; its pieces may be words.
  const LetterWord lower(normalized_form(word, table_, arena_));
  if (pieces_.size() > 1 && (lower.empty() || table_.knows(lower.letters()))) return std::nullopt;
  return glued_.find(word, inner_borders_);
}

void WordMender::add_half(const Piece& piece, std::uint32_t position, std::vector<Token>& tokens) {
  Token token;
  token.begin = piece.begin;
  token.end = piece.end;
  token.position = position;
  token.origin = TokenOrigin::kPart;
  token.exact = normalized_form(text_.substr(piece.begin, piece.end - piece.begin), table_, arena_);
  token.kind = kind_of(token.exact);
  grader_.grade_into(tokens, token);
}

/// "Сингапур,което", "годината.Комисията": a sign between two words, and no space after it.
void WordMender::note_missing_space(const Token& before, const Token& token, std::vector<Repair>& repairs) const {
  if (token.begin != before.end + 1 || std::string_view(",;!?.:").find(text_[before.end]) == std::string_view::npos) return;
  for (const Token& word : {before, token}) {
    if (word.kind != TokenKind::kWord || word.exact.size() < 2 * kBytesPerLetter || word.source != LemmaSource::kDictionary)
      return;
  }
  // "гр.София" is an abbreviation, "ф.нирд" nobody's sentence.
  const bool ends_sentence = text_[before.end] == '.' || text_[before.end] == ':';
  if (ends_sentence && (before.exact.size() < 4 * kBytesPerLetter || !begins_with_capital(text_.substr(token.begin)))) return;
  repairs.push_back({before.begin, token.begin, token.end, false});
}

}  // namespace izvor
