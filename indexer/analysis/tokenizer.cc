#include "indexer/analysis/tokenizer.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <string>
#include <utility>

#include "crawler/scope/tracking.h"
#include "indexer/analysis/look_alikes.h"
#include "indexer/analysis/normalizer.h"
#include "indexer/analysis/number_patterns.h"
#include "indexer/analysis/token_patterns.h"
#include "izvor/url.h"

namespace izvor {

namespace {

bool is_ascii(std::string_view word) {
  return std::ranges::all_of(word, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// Whether a word begins as Roman numerals do; Bulgarian words with Х are looked at once more.
bool may_be_numeral(std::string_view word) {
  if (word.size() < 2) return false;
  const auto first = static_cast<unsigned char>(word[0]), second = static_cast<unsigned char>(word[1]);
  if (first == 0xD0) return second == 0x86 || second == 0xA5;  // І, Х
  if (first == 0xD1) return second == 0x96;                    // і
  if (first == 0xD3) return second == 0x80;                    // Ӏ
  if (first == 0xE2) return second == 0x85;                    // Ⅲ
  const bool latin = first == 'I' || first == 'V' || first == 'X' || first == 'L';
  return latin && word.find('\xD0') != std::string_view::npos;  // "VІ"
}

bool is_one_letter(std::string_view exact) {
  const auto first = static_cast<unsigned char>(exact.front());
  if (first >= 'a' && first <= 'z') return exact.size() == 1;
  return first >= 0xC3 && first < 0xE0 && exact.size() == 2;
}

/// An address as every link to its page has it, whoever it was sent to.
std::string_view without_tracking_parameters(std::string_view address, TextArena& arena) {
  constexpr std::string_view kScheme = "https://";
  const Result<Url> url = Url::parse(std::string(kScheme) + std::string(address));
  if (!url) return address;
  const Url plain = without_tracking(*url);
  return plain == *url ? address
                       : arena.copy(cut_at_character(std::string_view(plain.str()).substr(kScheme.size()), kMaxWordBytes));
}

/// A comparative's or superlative's first half is a word of its own; "по-добър" is no compound.
bool is_degree(std::string_view exact) { return exact == "по" || exact == "най"; }

}  // namespace

std::string_view normalized_form(std::string_view word, const LemmaTable& table, TextArena& arena) {
  if (may_be_numeral(word)) {
    if (const std::string numeral = patterns::roman_numeral(word); !numeral.empty()) return arena.copy(numeral);
  }
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
  exact = exact.substr(0, exact.find('#'));
  if (exact.find('?') != std::string_view::npos) exact = without_tracking_parameters(exact, arena_);
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
  if (!patterns::all_digits(word(i)) || word(i).size() > 3 || word(i).front() == '0' || words_[i].begin < reference_end_)
    return 0;
  std::size_t taken = 1;
  std::string digits(word(i));
  while (i + taken < words_.size() && patterns::is_group_space(gap_after(i + taken - 1))) {
    const std::string_view group = word(i + taken);
    const std::size_t whole = std::min(group.find_first_of(".,"), group.size());
    const bool decimals = whole < group.size();
    if (whole != 3 || !patterns::all_digits(group.substr(0, whole))) break;
    if (decimals && !patterns::all_digits(group.substr(whole + 1))) break;
    digits += group.substr(0, whole);
    if (decimals) digits.append(",").append(group.substr(whole + 1));
    ++taken;
    if (decimals) break;
  }
  if (taken == 1) return 0;
  ++position_;
  push_over(words_[i].begin, words_[i + taken - 1].end, TokenKind::kNumber,
            arena_.copy(cut_at_character(digits, kMaxWordBytes)));
  lay_measures(out_.size() - 1);
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
  const ActNumber act = act_number_at(i, false);
  if (act.words == 0) return 0;
  // After an act's name the reference begins with the name.
  if (words_[i].begin >= reference_end_) {
    ++position_;
    push_over(words_[i].begin, act.end, TokenKind::kReference, act.number);
    --position_;
  }
  for (std::size_t k = 0; k < act.words; ++k) push(words_[i + k].begin, words_[i + k].end, TokenOrigin::kPart);
  return act.words;
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
  const bool has_letters = std::ranges::any_of(pieces, [](const Token& token) { return is_one_letter(token.exact); });
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
  if (has_letters) drop_letters(first);
  return parts;
}

/// "е" of "е-правителство" is no word: the joined form takes its place, and the longer parts follow.
void Tokenizer::drop_letters(std::size_t first) {
  const auto begin = out_.begin() + static_cast<std::ptrdiff_t>(first);
  std::iter_swap(begin, begin + 1);  // The joined form goes first.
  std::uint32_t place = begin->position;
  bool taken = false;
  auto kept = begin + 1;
  for (auto part = begin + 1; part != out_.end(); ++part) {
    if (is_one_letter(part->exact)) continue;
    if (std::exchange(taken, true)) ++place;
    *kept = *part;
    kept->position = place;
    ++kept;
  }
  out_.erase(kept, out_.end());
  position_ = place;
}

void Tokenizer::take_word(std::size_t i) {
  const std::size_t known = out_.size();
  push_dotted(words_[i].begin, words_[i].end, TokenOrigin::kText);
  if (out_.size() == known) return;
  if (out_[known].kind == TokenKind::kNumber) {
    const bool one = out_.size() == known + 1;
    lay_measures(known);
    if (one) lay_written_date(i);
  } else if (out_[known].end == words_[i].end) {
    lay_legal_reference(i);
    if (words_[i].begin >= reference_end_) lay_act(i);
  }
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
  if (token.kind == TokenKind::kWord) token.capitals = capitals_.of(begin, end, token.exact);
  out_.push_back(token);
  if (token.exact.find('\'') != std::string_view::npos) lay_untied(token);
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
  end += static_cast<std::uint32_t>(patterns::year_sign_length(text_.substr(end)));
  std::array<char, 32> iso{};
  std::snprintf(iso.data(), iso.size(), "%04d-%02d-%02d", year, month, day);
  push_over(begin, end, TokenKind::kDate, arena_.copy(iso.data()));
}

void Tokenizer::push_dotted(std::uint32_t begin, std::uint32_t end, TokenOrigin origin) {
  // A full stop inside a word ended a sentence ("ф.НИРД"), unless it stands between digits or in a short Latin name.
  const std::string_view whole = text_.substr(begin, end - begin);
  if (whole.front() >= '0' && whole.front() <= '9' && push_number(begin, end, origin)) return;
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

/// A number in one of its notations, under the one form that all of them have. False for plain digits, versions and lists.
bool Tokenizer::push_number(std::uint32_t begin, std::uint32_t end, TokenOrigin origin) {
  const std::string_view whole = text_.substr(begin, end - begin);
  if (origin == TokenOrigin::kPart || whole.size() > kMaxWordBytes || whole.find_first_of(".,'") == std::string_view::npos)
    return false;
  const patterns::NumberForms forms = patterns::number_forms(whole);
  if (forms.likely.empty()) return false;
  ++position_;
  push_over(begin, end, TokenKind::kNumber, arena_.copy(forms.likely), origin);
  if (!forms.other.empty()) push_over(begin, end, TokenKind::kNumber, arena_.copy(forms.other), TokenOrigin::kAlternative);
  return true;
}

}  // namespace izvor
