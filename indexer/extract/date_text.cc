#include "indexer/extract/date_text.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "crawler/platform/ascii.h"
#include "indexer/extract/folded.h"

namespace izvor {
namespace {

constexpr std::size_t kMaxBytes = 300;

/// A month's name, folded, and how much of it an abbreviation keeps at least, in bytes.
struct MonthName {
  std::string_view name;
  std::size_t shortest;
};

constexpr std::array<std::array<MonthName, 2>, 12> kMonths{{{{{"януари", 4}, {"january", 3}}},
                                                            {{{"февруари", 6}, {"february", 3}}},
                                                            {{{"март", 6}, {"march", 3}}},
                                                            {{{"април", 6}, {"april", 3}}},
                                                            {{{"май", 6}, {"may", 3}}},
                                                            {{{"юни", 6}, {"june", 3}}},
                                                            {{{"юли", 6}, {"july", 3}}},
                                                            {{{"август", 6}, {"august", 3}}},
                                                            {{{"септември", 6}, {"september", 3}}},
                                                            {{{"октомври", 6}, {"october", 3}}},
                                                            {{{"ноември", 6}, {"november", 3}}},
                                                            {{{"декември", 6}, {"december", 3}}}}};

/// A run of digits or of letters, and what stands before it.
struct Piece {
  std::string_view text;
  std::string_view before;
  bool digits = false;

  [[nodiscard]] int number() const {
    int value = 0;
    for (const char c : text.substr(0, 8)) value = value * 10 + (c - '0');
    return value;
  }
  [[nodiscard]] bool is_number(std::size_t min_digits, std::size_t max_digits) const {
    return digits && text.size() >= min_digits && text.size() <= max_digits;
  }
};

std::vector<Piece> pieces_of(std::string_view text) {
  std::vector<Piece> pieces;
  const auto kind = [](char c) {
    return ascii::is_digit(c) ? 1 : (ascii::is_alpha(c) || static_cast<signed char>(c) < 0) ? 2 : 0;
  };
  std::size_t before = 0;
  for (std::size_t at = 0; at < text.size();) {
    const int is = kind(text[at]);
    if (is == 0) {
      ++at;
      continue;
    }
    const std::size_t begin = at;
    while (at < text.size() && kind(text[at]) == is) ++at;
    pieces.push_back({text.substr(begin, at - begin), text.substr(before, begin - before), is == 1});
    before = at;
  }
  return pieces;
}

unsigned month_of(std::string_view word) {
  for (std::size_t month = 0; month < kMonths.size(); ++month) {
    for (const auto& [name, shortest] : kMonths[month]) {
      if (word.size() >= shortest && name.starts_with(word)) return static_cast<unsigned>(month + 1);
    }
  }
  return 0;
}

std::optional<UtcTime> day_of(int year, unsigned month, int day) {
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (year < 1990 || year > 2100 || !date.ok()) return std::nullopt;
  return UtcTime(std::chrono::sys_days(date));
}

/// The piece at `at`, or one that is nothing.
Piece piece_at(const std::vector<Piece>& pieces, std::size_t at) { return at < pieces.size() ? pieces[at] : Piece(); }

/// The time of day behind an ISO date, as seconds to add. A zone is left out: a page's date is the day that it names, whatever
/// day it is elsewhere.
std::chrono::seconds time_of_day(const std::vector<Piece>& pieces, std::size_t at) {
  std::size_t hour = at;
  if (ascii::equal(piece_at(pieces, hour).text, "t")) ++hour;
  const Piece hours = piece_at(pieces, hour);
  const Piece minutes = piece_at(pieces, hour + 1);
  if (!hours.is_number(2, 2) || !minutes.is_number(2, 2) || minutes.before != ":" || hours.number() > 23) return {};
  std::chrono::seconds time = std::chrono::hours(hours.number()) + std::chrono::minutes(minutes.number());
  const Piece seconds = piece_at(pieces, hour + 2);
  if (seconds.before == ":" && seconds.is_number(2, 2)) time += std::chrono::seconds(seconds.number());
  return time;
}

std::optional<UtcTime> iso_date(const std::vector<Piece>& pieces, std::size_t at) {
  const Piece year = pieces[at];
  if (year.is_number(8, 8))
    return day_of(year.number() / 10'000, static_cast<unsigned>(year.number() / 100 % 100), year.number() % 100);
  const Piece month = piece_at(pieces, at + 1);
  const Piece day = piece_at(pieces, at + 2);
  if (!year.is_number(4, 4) || !month.is_number(1, 2) || !day.is_number(1, 2)) return std::nullopt;
  const bool separated = month.before == day.before && (day.before == "-" || day.before == "/" || day.before == ".");
  if (!separated) return std::nullopt;
  const auto date = day_of(year.number(), static_cast<unsigned>(month.number()), day.number());
  return date ? std::optional(*date + time_of_day(pieces, at + 3)) : std::nullopt;
}

/// "2024", or "24" of this century.
std::optional<int> year_of(const Piece& piece) {
  if (piece.is_number(4, 4)) return piece.number();
  if (piece.is_number(2, 2)) return 2000 + piece.number();
  return std::nullopt;
}

/// "13.06.2024", "13/6/2024", "05.04.24". Two digits of a year stand with dots only: "1/2/24" is as often the American order.
std::optional<UtcTime> numeric_date(const std::vector<Piece>& pieces, std::size_t at) {
  const Piece first = pieces[at];
  const Piece second = piece_at(pieces, at + 1);
  const Piece third = piece_at(pieces, at + 2);
  const auto year = year_of(third);
  if (!first.is_number(1, 2) || !second.is_number(1, 2) || !year) return std::nullopt;
  const std::string_view separator = ascii::trim(second.before);
  if (separator != ascii::trim(third.before) || (separator != "." && separator != "/" && separator != "-")) return std::nullopt;
  if (third.text.size() == 2) {
    // Two digits each, and no fourth number behind: "1.2.24" is a version, "10.20.30.40" an address.
    const Piece fourth = piece_at(pieces, at + 3);
    const Piece before = at > 0 ? pieces[at - 1] : Piece();
    const bool goes_on = (fourth.digits && fourth.before == ".") || (before.digits && first.before == ".");
    if (separator != "." || !first.is_number(2, 2) || !second.is_number(2, 2) || goes_on) return std::nullopt;
  }
  if (second.number() > 12) return day_of(*year, static_cast<unsigned>(first.number()), second.number());
  return day_of(*year, static_cast<unsigned>(second.number()), first.number());
}

/// "12.ІІІ.2024", "12 III 2024": the month as a Roman numeral, in Latin or Cyrillic letters (folded).
unsigned roman_month_of(std::string_view word) {
  std::string latin;
  for (std::size_t at = 0; at < word.size();) {
    constexpr std::array<std::pair<std::string_view, char>, 6> kSigns{
        {{"i", 'i'}, {"v", 'v'}, {"x", 'x'}, {"і", 'i'}, {"х", 'x'}, {"ѵ", 'v'}}};
    const auto* sign = std::find_if(kSigns.begin(), kSigns.end(),
                                    [&](const auto& entry) { return word.substr(at).starts_with(entry.first); });
    if (sign == kSigns.end()) return 0;
    latin += sign->second;
    at += sign->first.size();
  }
  constexpr std::array<std::string_view, 12> kNumerals{"i",   "ii",   "iii", "iv", "v",  "vi",
                                                       "vii", "viii", "ix",  "x",  "xi", "xii"};
  const auto* numeral = std::find(kNumerals.begin(), kNumerals.end(), latin);
  return numeral == kNumerals.end() ? 0 : static_cast<unsigned>(numeral - kNumerals.begin() + 1);
}

std::optional<UtcTime> roman_date(const std::vector<Piece>& pieces, std::size_t at) {
  const Piece day = pieces[at];
  const Piece month = piece_at(pieces, at + 1);
  const Piece year = piece_at(pieces, at + 2);
  if (!day.is_number(1, 2) || month.digits || !year.is_number(4, 4)) return std::nullopt;
  const std::string_view separator = ascii::trim(month.before);
  if (separator != ascii::trim(year.before) || (!separator.empty() && separator != "." && separator != "/" && separator != "-"))
    return std::nullopt;
  const unsigned number = roman_month_of(month.text);
  return number == 0 ? std::nullopt : day_of(year.number(), number, day.number());
}

std::optional<UtcTime> named_date(const std::vector<Piece>& pieces, std::size_t at) {
  const auto joins = [](const Piece& piece) {
    const std::string_view before = ascii::trim(piece.before);
    return before.empty() || before == "." || before == ",";
  };
  const Piece first = pieces[at];
  Piece second = piece_at(pieces, at + 1);
  Piece third = piece_at(pieces, at + 2);
  if (first.is_number(1, 2) && (second.text == "st" || second.text == "nd" || second.text == "rd" || second.text == "th")) {
    second = third;
    third = piece_at(pieces, at + 3);
  }
  if (!joins(second) || !joins(third) || !third.is_number(4, 4)) return std::nullopt;
  if (first.is_number(1, 2) && !second.digits && month_of(second.text) != 0)
    return day_of(third.number(), month_of(second.text), first.number());
  if (second.is_number(1, 2) && !first.digits && month_of(first.text) != 0)
    return day_of(third.number(), month_of(first.text), second.number());
  return std::nullopt;
}

}  // namespace

std::optional<UtcTime> read_date(std::string_view text) {
  const std::string folded = fold_case(text.substr(0, kMaxBytes));
  const std::vector<Piece> pieces = pieces_of(folded);
  for (std::size_t at = 0; at < pieces.size(); ++at) {
    for (const auto form : {iso_date, numeric_date, roman_date, named_date}) {
      if (const auto date = form(pieces, at)) return date;
    }
  }
  return std::nullopt;
}

}  // namespace izvor
