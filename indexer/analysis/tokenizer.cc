#include "indexer/analysis/tokenizer.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <string>

#include "indexer/analysis/look_alikes.h"
#include "indexer/analysis/normalizer.h"
#include "indexer/analysis/token_patterns.h"

namespace izvor {

namespace {

bool is_ascii(std::string_view word) {
  return std::ranges::all_of(word, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// A comparative's or superlative's first half is a word of its own; "по-добър" is no compound.
bool is_degree(std::string_view exact) { return exact == "по" || exact == "най"; }

}  // namespace

std::string_view normalized_form(std::string_view word, const LemmaTable& table, TextArena& arena) {
  const WordShape shape = shape_of(word.substr(0, kMaxWordBytes));
  if (shape.latin && shape.cyrillic) {
    std::string folded = to_cyrillic_look(word.substr(0, kMaxWordBytes));
    if (folded.empty()) folded = to_latin_look(word.substr(0, kMaxWordBytes));
    if (!folded.empty()) return normalize_word(folded, arena);
  } else if (shape.only_latin_capitals && word.size() >= 2) {
    const std::string folded = to_cyrillic_look(word.substr(0, kMaxWordBytes));
    if (!folded.empty()) {
      const std::string_view acronym = normalize_word(folded, arena);
      if (table.is_acronym(LetterWord(acronym).letters())) return acronym;
    }
  }
  return normalize_word(word, arena);
}

TokenKind kind_of(std::string_view exact) {
  const WordShape shape = shape_of(exact);
  if (!shape.digits) return TokenKind::kWord;
  return shape.latin || shape.cyrillic || shape.other_letters ? TokenKind::kMixed : TokenKind::kNumber;
}

void Tokenizer::run() {
  for (std::size_t i = 0; i < words_.size();) {
    std::size_t taken = 0;
    const auto first = static_cast<unsigned char>(text_[words_[i].begin]);
    if (first >= '0' && first <= '9') {
      taken = take_numeric_date(i);
      if (taken == 0) taken = take_grouped_number(i);
      if (taken == 0) taken = take_reference_number(i);
      if (taken == 0) taken = take_ordinal(i);
    }
    if (taken == 0 && first < 0x80) taken = take_address(i);
    if (taken == 0) taken = take_compound(i);
    if (taken == 0) {
      take_word(i);
      taken = 1;
    }
    i += taken;
  }
}

std::string_view Tokenizer::gap_after(std::size_t i) const {
  if (i + 1 >= words_.size()) return text_.substr(words_[i].end);
  return text_.substr(words_[i].end, words_[i + 1].begin - words_[i].end);
}

std::size_t Tokenizer::take_address(std::size_t i) {
  const std::size_t begin = words_[i].begin;
  const std::size_t length = patterns::address_length(text_.substr(begin));
  if (length == 0) return 0;
  const auto end = static_cast<std::uint32_t>(begin + length);
  std::string_view exact = normalize_word(text_.substr(begin, length), arena_);
  for (const std::string_view scheme : {"https://", "http://", "ftp://"}) {
    if (exact.starts_with(scheme)) exact.remove_prefix(scheme.size());
  }
  if (exact.size() > 1 && exact.ends_with('/')) exact.remove_suffix(1);
  if (exact.empty()) return 0;
  ++position_;
  push_over(words_[i].begin, end, TokenKind::kAddress, exact);
  --position_;
  std::size_t taken = 0;
  for (; i + taken < words_.size() && words_[i + taken].begin < end; ++taken) {
    push_dotted(words_[i + taken].begin, std::min(words_[i + taken].end, end), TokenOrigin::kPart);
  }
  return taken;
}

std::size_t Tokenizer::take_grouped_number(std::size_t i) {
  if (!patterns::all_digits(word(i)) || word(i).size() > 3) return 0;
  std::size_t taken = 1;
  std::string digits(word(i));
  while (i + taken < words_.size() && patterns::is_group_space(gap_after(i + taken - 1))) {
    const std::string_view group = word(i + taken);
    const std::size_t whole = std::min(group.find(','), group.size());
    if (whole != 3 || !patterns::all_digits(group.substr(0, whole))) break;
    digits += group;
    ++taken;
    if (whole != group.size()) break;
  }
  if (taken == 1) return 0;
  ++position_;
  push_over(words_[i].begin, words_[i + taken - 1].end, TokenKind::kNumber,
            arena_.copy(cut_at_character(digits, kMaxWordBytes)));
  return taken;
}

std::size_t Tokenizer::take_ordinal(std::size_t i) {
  if (i + 1 >= words_.size() || !patterns::all_digits(word(i)) || !patterns::is_hyphen(gap_after(i))) return 0;
  if (!patterns::is_ordinal_ending(word(i + 1))) return 0;
  ++position_;
  push_over(words_[i].begin, words_[i + 1].end, TokenKind::kNumber, normalize_word(word(i), arena_));
  return 2;
}

std::size_t Tokenizer::take_numeric_date(std::size_t i) {
  if (const auto date = patterns::dotted_date(word(i))) {
    ++position_;
    push_date(words_[i].begin, words_[i].end, date->year, date->month, date->day);
    --position_;
    push_dotted(words_[i].begin, words_[i].end, TokenOrigin::kPart);
    return 1;
  }
  if (i + 2 >= words_.size() || gap_after(i) != gap_after(i + 1)) return 0;
  const bool hyphens = patterns::is_hyphen(gap_after(i));
  if (!hyphens && gap_after(i) != "/") return 0;
  for (std::size_t k = 0; k < 3; ++k) {
    if (!patterns::all_digits(word(i + k)) || word(i + k).size() > 4) return 0;
  }
  const bool year_first = patterns::is_year(word(i));
  if (year_first != hyphens) return 0;  // 2024-06-13 or 13/06/2024
  const patterns::Date date{patterns::to_int(word(year_first ? i : i + 2)), patterns::to_int(word(i + 1)),
                            patterns::to_int(word(year_first ? i + 2 : i))};
  if (!patterns::is_date(date)) return 0;
  ++position_;
  push_date(words_[i].begin, words_[i + 2].end, date.year, date.month, date.day);
  --position_;
  for (std::size_t k = 0; k < 3; ++k) push(words_[i + k].begin, words_[i + k].end, TokenOrigin::kPart);
  return 3;
}

std::size_t Tokenizer::take_reference_number(std::size_t i) {
  if (i + 1 >= words_.size() || gap_after(i) != "/") return 0;
  const std::string_view left = word(i), right = word(i + 1);
  if (!patterns::all_digits(left) || !patterns::all_digits(right) || left.size() > 5 || right.size() > 5) return 0;
  if (!patterns::is_year(left) && !patterns::is_year(right)) return 0;
  ++position_;
  const std::uint32_t begin = words_[i].begin, end = words_[i + 1].end;
  push_over(begin, end, TokenKind::kReference, arena_.copy(text_.substr(begin, end - begin)));
  --position_;
  push(begin, words_[i].end, TokenOrigin::kPart);
  push(words_[i + 1].begin, end, TokenOrigin::kPart);
  return 2;
}

std::size_t Tokenizer::take_compound(std::size_t i) {
  constexpr std::size_t kMostParts = 4;
  std::size_t parts = 1;
  while (i + parts < words_.size() && patterns::is_hyphen(gap_after(i + parts - 1)) && parts <= kMostParts) ++parts;
  if (parts == 1 || parts > kMostParts) return 0;
  const std::size_t first = out_.size();
  for (std::size_t k = 0; k < parts; ++k) {
    if (!push(words_[i + k].begin, words_[i + k].end, TokenOrigin::kPart)) return parts;
  }
  // Copies: pushing moves the tokens.
  const std::vector<Token> pieces(out_.begin() + static_cast<std::ptrdiff_t>(first), out_.end());
  const bool numbers_only = std::ranges::all_of(pieces, [](const Token& token) { return token.kind == TokenKind::kNumber; });
  if (is_degree(pieces.front().exact) || numbers_only) {
    for (std::size_t k = first; k < out_.size(); ++k) out_[k].origin = TokenOrigin::kText;
    return parts;
  }
  std::string joined;
  for (const Token& piece : pieces) joined += piece.exact;
  Token token = pieces.front();
  token.end = pieces.back().end;
  token.origin = TokenOrigin::kJoined;
  token.exact = arena_.copy(cut_at_character(joined, kMaxWordBytes));
  token.kind = kind_of(token.exact);
  out_.insert(out_.begin() + static_cast<std::ptrdiff_t>(first) + 1, token);
  return parts;
}

void Tokenizer::take_word(std::size_t i) {
  const std::size_t known = out_.size();
  push_dotted(words_[i].begin, words_[i].end, TokenOrigin::kText);
  if (out_.size() != known + 1) return;
  lay_written_date(i);
  lay_legal_reference(i);
}

void Tokenizer::lay_written_date(std::size_t i) {
  if (i + 2 >= words_.size() || word(i).size() > 2 || !patterns::all_digits(word(i)) || !patterns::is_year(word(i + 2))) return;
  if (!patterns::is_group_space(gap_after(i)) || !patterns::is_group_space(gap_after(i + 1))) return;
  const int month = patterns::month_of(normalize_word(word(i + 1), arena_));
  const patterns::Date date{patterns::to_int(word(i + 2)), month, patterns::to_int(word(i))};
  if (month != 0 && patterns::is_date(date)) push_date(words_[i].begin, words_[i + 2].end, date.year, date.month, date.day);
}

void Tokenizer::lay_legal_reference(std::size_t i) {
  if (words_[i].begin < reference_end_ || patterns::law_part(out_.back().exact).empty()) return;
  std::string exact;
  std::size_t last = i;
  for (std::size_t k = i; k + 1 < words_.size(); k += 2) {
    const std::string_view name = patterns::law_part(normalize_word(word(k), arena_));
    const std::string_view between = gap_after(k);
    if (name.empty() || (between != ". " && between != " " && between != "." && between != ".\u00A0" && between != "\u00A0"))
      break;
    const bool letter = name == "б" && word(k + 1).size() == 2;
    if (!letter && (!patterns::all_digits(word(k + 1)) || word(k + 1).size() > 4)) break;
    if (!exact.empty()) exact += ", ";
    exact += std::string(name) + ". " + std::string(normalize_word(word(k + 1), arena_));
    last = k + 1;
    if (gap_after(k + 1) != ", " && gap_after(k + 1) != " ") break;
  }
  if (last == i) return;
  reference_end_ = words_[last].end;
  push_over(words_[i].begin, words_[last].end, TokenKind::kReference, arena_.copy(cut_at_character(exact, kMaxWordBytes)));
}

bool Tokenizer::push(std::uint32_t begin, std::uint32_t end, TokenOrigin origin) {
  Token token;
  token.begin = begin;
  token.end = end;
  token.origin = origin;
  token.exact = normalized_form(text_.substr(begin, end - begin), table_, arena_);
  if (token.exact.empty()) return false;
  token.position = ++position_;
  token.kind = kind_of(token.exact);
  out_.push_back(token);
  return true;
}

void Tokenizer::push_over(std::uint32_t begin, std::uint32_t end, TokenKind kind, std::string_view exact, TokenOrigin origin) {
  Token token;
  token.begin = begin;
  token.end = end;
  token.position = position_;
  token.kind = kind;
  token.origin = origin;
  token.exact = exact;
  out_.push_back(token);
}

void Tokenizer::push_date(std::uint32_t begin, std::uint32_t end, int year, int month, int day) {
  std::array<char, 32> iso{};
  std::snprintf(iso.data(), iso.size(), "%04d-%02d-%02d", year, month, day);
  push_over(begin, end, TokenKind::kDate, arena_.copy(iso.data()));
}

void Tokenizer::push_dotted(std::uint32_t begin, std::uint32_t end, TokenOrigin origin) {
  // A full stop inside a word ended a sentence ("ф.НИРД"), unless it stands between digits or in a short Latin name.
  const std::string_view whole = text_.substr(begin, end - begin);
  std::size_t dot = whole.find('.');
  const bool number = !whole.empty() && patterns::all_digits(whole.substr(0, std::min(dot, whole.size())));
  const bool parts = origin == TokenOrigin::kPart;
  if (dot == std::string_view::npos || (number && !parts && is_ascii(whole))) {
    push(begin, end, origin);
    return;
  }
  std::size_t from = 0;
  while (from <= whole.size()) {
    dot = std::min(whole.find('.', from), whole.size());
    if (dot > from) push(begin + static_cast<std::uint32_t>(from), begin + static_cast<std::uint32_t>(dot), origin);
    from = dot + 1;
  }
}

}  // namespace izvor
