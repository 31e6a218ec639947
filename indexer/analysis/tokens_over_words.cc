// The tokens that a Tokenizer lays over several words: dates, legal references, measures; and under one with an apostrophe.
#include <algorithm>
#include <string>

#include "indexer/analysis/normalizer.h"
#include "indexer/analysis/number_patterns.h"
#include "indexer/analysis/token_patterns.h"
#include "indexer/analysis/tokenizer.h"

namespace izvor {

namespace {

/// Bytes of an apostrophe: ', ’ or ʼ.
constexpr std::string_view kApostrophes[] = {"'", "’", "ʼ", "‘", "‛", "＇"};

struct Tie {
  std::size_t begin = std::string_view::npos;
  std::size_t end = 0;
};

Tie first_apostrophe(std::string_view word) {
  Tie tie;
  for (const std::string_view sign : kApostrophes) {
    const std::size_t at = word.find(sign);
    if (at < tie.begin) tie = {at, at + sign.size()};
  }
  return tie;
}

Tie last_apostrophe(std::string_view word) {
  Tie tie;
  for (const std::string_view sign : kApostrophes) {
    const std::size_t at = word.rfind(sign);
    if (at != std::string_view::npos && at + sign.size() > tie.end) tie = {at, at + sign.size()};
  }
  return tie;
}

std::size_t letters_in(std::string_view word) {
  return static_cast<std::size_t>(
      std::ranges::count_if(word, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

/// " (", ") № ": what stands between an act's name, its community and its number.
bool joins_act(std::string_view gap) {
  constexpr std::size_t kMostBytes = 8;
  constexpr std::string_view kSigns = " ()\xC2\xA0,№";
  return gap.size() <= kMostBytes && !gap.empty() && gap.find_first_not_of(kSigns) == std::string_view::npos;
}

bool joins_law_parts(std::string_view gap) {
  return gap == ". " || gap == " " || gap == "." || gap == ".\u00A0" || gap == "\u00A0";
}

}  // namespace

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
    if (name.empty() || !joins_law_parts(gap_after(k))) break;
    const bool letter = name == "б" && word(k + 1).size() == 2;
    if (!letter && !patterns::is_law_number(word(k + 1))) break;
    if (!exact.empty()) exact += ", ";
    exact += std::string(name) + ". " + std::string(normalize_word(word(k + 1), arena_));
    last = k + 1;
    if (gap_after(k + 1) != ", " && gap_after(k + 1) != " ") break;
  }
  if (last == i) return;
  reference_end_ = words_[last].end;
  push_over(words_[i].begin, words_[last].end, TokenKind::kReference, arena_.copy(cut_at_character(exact, kMaxWordBytes)));
}

Tokenizer::ActNumber Tokenizer::act_number_at(std::size_t i, bool after_name) const {
  if (i + 1 >= words_.size() || gap_after(i) != "/") return {};
  const std::string_view left = word(i), right = word(i + 1);
  if (!patterns::all_digits(left) || !patterns::all_digits(right) || left.size() > 5 || right.size() > 5) return {};
  ActNumber act{2, words_[i + 1].end, {}};
  const bool community =
      i + 2 < words_.size() && gap_after(i + 1) == "/" && patterns::is_community(normalize_word(word(i + 2), arena_));
  if (community) act = {3, words_[i + 2].end, {}};
  if (!community && !after_name && !patterns::is_year(left) && !patterns::is_year(right)) return {};
  act.number = arena_.copy(text_.substr(words_[i].begin, words_[i + 1].end - words_[i].begin));
  return act;
}

void Tokenizer::lay_act(std::size_t i) {
  if (!patterns::is_act(out_.back().exact)) return;
  constexpr std::size_t kMostBetween = 5;
  for (std::size_t k = i + 1; k < words_.size() && k <= i + kMostBetween + 1; ++k) {
    if (!joins_act(gap_after(k - 1))) return;
    const ActNumber act = act_number_at(k, true);
    if (act.words > 0) {
      reference_end_ = act.end;
      push_over(words_[i].begin, act.end, TokenKind::kReference, act.number);
      return;
    }
    if (!patterns::is_between_act_and_number(normalize_word(word(k), arena_))) return;
  }
}

void Tokenizer::lay_measures(std::size_t first) {
  const std::size_t last = out_.size();
  const std::uint32_t end = out_[first].end;
  const std::string_view rest = text_.substr(end);
  const patterns::Unit unit = patterns::unit_at(rest);
  if (unit.bytes == 0) return;
  const patterns::Unit whole = patterns::whole_unit_at(rest);
  for (std::size_t k = first; k < last; ++k) {
    const Token number = out_[k];
    const auto lay = [&](const patterns::Unit& one) {
      const std::string exact = std::string(number.exact) + " " + one.name;
      push_over(number.begin, end + static_cast<std::uint32_t>(one.bytes), TokenKind::kMeasure, arena_.copy(exact),
                number.origin);
    };
    lay(unit);
    if (whole.bytes > unit.bytes) lay(whole);
  }
}

void Tokenizer::lay_untied(const Token& tied) {
  constexpr std::size_t kMostTied = 2;
  const std::string_view whole = text_.substr(tied.begin, tied.end - tied.begin);
  const Tie first = first_apostrophe(whole), last = last_apostrophe(whole);
  if (first.begin == std::string_view::npos) return;
  std::size_t begin = 0, end = whole.size();
  const std::string_view tail = whole.substr(last.end), head = whole.substr(0, first.begin);
  if (tail == "s" || tail == "S") {
    end = last.begin;
  } else if (!head.empty() && letters_in(head) <= kMostTied && letters_in(whole.substr(first.end)) > kMostTied) {
    begin = first.end;
  } else {
    return;
  }
  Token word;
  word.begin = tied.begin + static_cast<std::uint32_t>(begin);
  word.end = tied.begin + static_cast<std::uint32_t>(end);
  word.position = tied.position;
  word.origin = TokenOrigin::kPart;
  word.exact = normalized_form(whole.substr(begin, end - begin), table_, arena_);
  if (word.exact.empty()) return;
  word.kind = kind_of(word.exact);
  out_.push_back(word);
}

}  // namespace izvor
