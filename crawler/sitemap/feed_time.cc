#include "crawler/sitemap/feed_time.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

namespace izvor {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
struct Zone {
  std::string_view name;
  int hours;
};
constexpr std::array<Zone, 12> kZones = {{{"GMT", 0},
                                          {"UT", 0},
                                          {"UTC", 0},
                                          {"Z", 0},
                                          {"EST", -5},
                                          {"EDT", -4},
                                          {"CST", -6},
                                          {"CDT", -5},
                                          {"MST", -7},
                                          {"MDT", -6},
                                          {"PST", -8},
                                          {"PDT", -7}}};

std::string_view take_word(std::string_view& text) {
  text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n,"), text.size()));
  const std::string_view word = text.substr(0, text.find_first_of(" \t\r\n,"));
  text.remove_prefix(word.size());
  return word;
}

// -1 when it is no number of that many digits at most.
int number_of(std::string_view digits, std::size_t most) {
  int value = -1;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  const bool whole = error == std::errc() && end == digits.data() + digits.size();
  return whole && value >= 0 && digits.size() <= most ? value : -1;
}

// "09:00:00" or "09:00", as seconds; -1 when it is neither.
int seconds_of(std::string_view clock) {
  if (clock.size() != 5 && clock.size() != 8) return -1;
  const int hour = number_of(clock.substr(0, 2), 2);
  const int minute = number_of(clock.substr(3, 2), 2);
  const int second = clock.size() == 8 ? number_of(clock.substr(6, 2), 2) : 0;
  if (clock[2] != ':' || (clock.size() == 8 && clock[5] != ':')) return -1;
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) return -1;
  return hour * 3600 + minute * 60 + second;
}

// Seconds east of Greenwich.
std::optional<int> offset_of(std::string_view zone) {
  if (zone.empty()) return 0;
  if (zone.size() == 5 && (zone[0] == '+' || zone[0] == '-')) {
    const int digits = number_of(zone.substr(1), 4);
    if (digits < 0 || digits % 100 > 59 || digits > 2359) return std::nullopt;
    return (zone[0] == '-' ? -1 : 1) * (digits / 100 * 3600 + digits % 100 * 60);
  }
  const auto known = std::find_if(kZones.begin(), kZones.end(), [&](const Zone& each) { return each.name == zone; });
  if (known == kZones.end()) return std::nullopt;
  return known->hours * 3600;
}

}  // namespace

std::optional<UtcTime> parse_mail_date(std::string_view text) {
  std::string_view word = take_word(text);
  if (!word.empty() && (word.front() < '0' || word.front() > '9')) word = take_word(text);  // The day's name.
  const int day = number_of(word, 2);
  const auto month = std::find(kMonths.begin(), kMonths.end(), take_word(text).substr(0, 3));
  int year = number_of(word = take_word(text), 4);
  if (year >= 0 && word.size() == 2) year += year < 50 ? 2000 : 1900;  // RFC 5322, section 4.3.
  const int seconds = seconds_of(take_word(text));
  const std::optional<int> offset = offset_of(take_word(text));
  if (day < 1 || month == kMonths.end() || year < 1 || seconds < 0 || !offset) return std::nullopt;
  const std::chrono::year_month_day date(std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month - kMonths.begin()) + 1),
                                         std::chrono::day(static_cast<unsigned>(day)));
  if (!date.ok()) return std::nullopt;
  return UtcTime(std::chrono::sys_days(date)) + std::chrono::seconds(seconds - *offset);
}

}  // namespace izvor
