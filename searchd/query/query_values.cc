#include "searchd/query/query_values.h"

#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <utility>
#include <vector>

#include "indexer/analysis/token_patterns.h"
#include "izvor/url.h"
#include "searchd/wording/sentences.h"

namespace izvor {
namespace {

/// Names of languages in both languages of ours, small letters, with their ISO 639-1 codes.
const std::map<std::string, std::string, std::less<>>& language_names() {
  static const auto names = [] {
    std::map<std::string, std::string, std::less<>> all;
    for (const char* const* code = icu::Locale::getISOLanguages(); *code != nullptr; ++code) {
      if (std::string_view(*code).size() != 2) continue;
      for (const char* in : {"bg", "en"}) {
        icu::UnicodeString name;
        std::string text;
        icu::Locale(*code).getDisplayLanguage(icu::Locale(in), name);
        all.emplace(lower_case(name.toUTF8String(text)), *code);
      }
    }
    return all;
  }();
  return names;
}

bool names_type(std::string_view lower, const PageType& type) {
  for (const Sentence& name : {type.many, type.one})
    if (lower == lower_case(name.bulgarian) || lower == lower_case(name.english)) return true;
  for (std::string_view also = type.also; !also.empty();) {
    const std::size_t end = std::min(also.find('|'), also.size());
    if (lower == also.substr(0, end)) return true;
    also.remove_prefix(std::min(end + 1, also.size()));
  }
  return lower == type.code;
}

bool is_ascii_word(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= 'a' && c <= 'z'; });
}

std::optional<int> number(std::string_view digits, std::size_t least, std::size_t most) {
  if (digits.size() < least || digits.size() > most || !patterns::all_digits(digits)) return std::nullopt;
  return patterns::to_int(digits);
}

UtcTime midnight(std::chrono::year_month_day day) { return std::chrono::sys_days(day); }

std::optional<TimeSpan> day_span(int year, int month, int day) {
  if (!patterns::is_date({year, month, day})) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return std::nullopt;
  return TimeSpan{midnight(date), midnight(date) + std::chrono::days(1)};
}

std::optional<TimeSpan> month_span(int year, int month) {
  if (month < 1 || month > 12) return std::nullopt;
  const std::chrono::year_month_day first{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                          std::chrono::day(1)};
  return TimeSpan{midnight(first), midnight(first + std::chrono::months(1))};
}

/// A word of running text and its place.
struct Word {
  std::size_t begin = 0, end = 0;
  std::string text;  ///< Small letters, without the comma or full stop behind it.
};

std::vector<Word> words_of(std::string_view text) {
  std::vector<Word> words;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t begin = text.find_first_not_of(" \t\n", i);
    if (begin == std::string_view::npos) break;
    const std::size_t end = std::min(text.find_first_of(" \t\n", begin), text.size());
    std::string word = lower_case(text.substr(begin, end - begin));
    while (!word.empty() && (word.back() == ',' || word.back() == '.')) word.pop_back();
    words.push_back({begin, end, std::move(word)});
    i = end;
  }
  return words;
}

/// The date that begins at word `i` ("1 февруари 2023", "май 2024", "01.02.2023"), and how many words it takes.
std::optional<std::pair<TimeSpan, std::size_t>> written_date(const std::vector<Word>& words, std::size_t i) {
  const auto at = [&](std::size_t k) { return k < words.size() ? std::string_view(words[k].text) : std::string_view(); };
  std::size_t taken = 0;
  std::optional<TimeSpan> span;
  if (const auto dotted = patterns::dotted_date(at(i))) {
    span = day_span(dotted->year, dotted->month, dotted->day);
    taken = 1;
  } else if (const auto day = number(at(i), 1, 2); day && patterns::is_year(at(i + 2))) {
    span = day_span(patterns::to_int(at(i + 2)), patterns::month_of(at(i + 1)), *day);
    taken = 3;
  } else if (patterns::month_of(at(i)) > 0 && patterns::is_year(at(i + 1))) {
    span = month_span(patterns::to_int(at(i + 1)), patterns::month_of(at(i)));
    taken = 2;
  }
  if (!span) return std::nullopt;
  if (at(i + taken) == "г" || at(i + taken) == "година") ++taken;
  return std::pair(*span, taken);
}

}  // namespace

std::string lower_case(std::string_view text) {
  std::string lower;
  const icu::StringPiece piece(text.data(), static_cast<std::int32_t>(text.size()));
  return icu::UnicodeString::fromUTF8(piece).toLower(icu::Locale::getRoot()).toUTF8String(lower);
}

std::optional<TimeSpan> span_of(std::string_view value) {
  if (value.find_first_of("Tt") != std::string_view::npos) {
    const auto time = parse_rfc3339(value);
    return time ? std::optional(TimeSpan{*time, *time}) : std::nullopt;
  }
  if (const auto dotted = patterns::dotted_date(value)) return day_span(dotted->year, dotted->month, dotted->day);
  if (value.size() < 4 || !patterns::is_year(value.substr(0, 4))) return std::nullopt;
  const int year = patterns::to_int(value.substr(0, 4));
  if (value.size() == 4) {
    const auto first = month_span(year, 1), last = month_span(year, 12);
    return TimeSpan{first->begin, last->end};
  }
  const auto month = number(value.substr(std::min<std::size_t>(5, value.size())).substr(0, 2), 2, 2);
  if (value[4] != '-' || !month) return std::nullopt;
  if (value.size() == 7) return month_span(year, *month);
  const auto day = value.size() == 10 && value[7] == '-' ? number(value.substr(8), 2, 2) : std::nullopt;
  return day ? day_span(year, *month, *day) : std::nullopt;
}

std::optional<std::string> type_of(std::string_view value) {
  const std::string lower = lower_case(value);
  for (const PageType& type : kPageTypes)
    if (names_type(lower, type)) return std::string(type.code);
  return is_ascii_word(lower) ? std::optional(lower) : std::nullopt;
}

std::optional<std::string> host_of(std::string_view value) {
  const bool absolute = value.find("://") != std::string_view::npos;
  const auto url = Url::parse(absolute ? std::string(value) : "https://" + std::string(value));
  if (!url || url->host().empty()) return std::nullopt;
  return std::string(url->host());
}

std::optional<std::string> topic_of(std::string_view value) {
  if (value.find_first_not_of(' ') == std::string_view::npos) return std::nullopt;
  return std::string(value);
}

std::optional<std::string> language_of(std::string_view value) {
  const std::string lower = lower_case(value);
  const std::string_view code = std::string_view(lower).substr(0, lower.find('-'));
  if (is_ascii_word(code) && (code.size() == 2 || code.size() == 3)) {
    // "bg-BG" is Bulgarian; of "zh-Hant" the script says which pages.
    return code.size() + 3 == lower.size() ? std::string(code) : lower;
  }
  const auto named = language_names().find(lower);
  return named == language_names().end() ? std::nullopt : std::optional(named->second);
}

std::optional<WrittenSpan> find_written_span(std::string_view text) {
  const std::vector<Word> words = words_of(text);
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    const bool after = words[i].text == "след", before = words[i].text == "преди";
    if (!after && !before) continue;
    const auto date = written_date(words, i + 1);
    if (!date) continue;
    WrittenSpan span{words[i].begin, words[i + date->second].end, std::nullopt, std::nullopt};
    if (after) span.from = date->first.end;
    if (before) span.to = date->first.begin;
    return span;
  }
  return std::nullopt;
}

}  // namespace izvor
