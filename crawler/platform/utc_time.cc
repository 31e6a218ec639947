#include "izvor/utc_time.h"

#include <array>
#include <optional>

namespace izvor {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::array<std::string_view, 7> kDayNames = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array<std::string_view, 7> kLongDayNames = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                           "Thursday", "Friday", "Saturday"};
constexpr std::array<std::string_view, 12> kMonthNames = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

/// Reads a text from left to right; after the first misfit everything fails.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  [[nodiscard]] bool at_end() const { return ok_ && rest_.empty(); }
  [[nodiscard]] char peek() const { return rest_.empty() ? '\0' : rest_.front(); }

  /// Exactly `digits` decimal digits.
  int number(std::size_t digits) {
    int value = 0;
    for (std::size_t i = 0; i < digits; ++i) {
      if (peek() < '0' || peek() > '9') return misfit();
      value = value * 10 + (rest_.front() - '0');
      rest_.remove_prefix(1);
    }
    return value;
  }
  bool take(std::string_view expected) {
    if (!rest_.starts_with(expected)) return misfit() != 0;
    rest_.remove_prefix(expected.size());
    return ok_;
  }
  /// One of `names`; its index.
  template <std::size_t n>
  unsigned one_of(const std::array<std::string_view, n>& names) {
    for (unsigned i = 0; i < n; ++i) {
      if (rest_.starts_with(names[i])) {
        rest_.remove_prefix(names[i].size());
        return i;
      }
    }
    return static_cast<unsigned>(misfit());
  }
  void skip_digits() {
    while (peek() >= '0' && peek() <= '9') rest_.remove_prefix(1);
  }
  int misfit() {
    ok_ = false;
    return 0;
  }

 private:
  std::string_view rest_;
  bool ok_ = true;
};

struct Fields {
  int year = 0;
  unsigned month = 0, day = 0;
  int hour = 0, minute = 0, second = 0;
};

std::optional<UtcTime> to_time(const Fields& f) {
  const std::chrono::year_month_day date{std::chrono::year{f.year}, std::chrono::month{f.month}, std::chrono::day{f.day}};
  // A leap second (60) is taken as the next minute's first: system time does not know it.
  if (!date.ok() || f.year < 1 || f.year > 9999 || f.hour > 23 || f.minute > 59 || f.second > 60) return std::nullopt;
  return std::chrono::sys_days{date} + hours{f.hour} + minutes{f.minute} + seconds{f.second};
}

void read_clock(Reader& in, Fields& f) {
  f.hour = in.number(2);
  in.take(":");
  f.minute = in.number(2);
  in.take(":");
  f.second = in.number(2);
}

/// "Z", "+02:00": what has to be subtracted.
minutes read_offset(Reader& in) {
  if (in.peek() == 'Z' || in.peek() == 'z') {
    in.take(std::string_view(in.peek() == 'Z' ? "Z" : "z"));
    return minutes{0};
  }
  const int sign = in.peek() == '-' ? -1 : 1;
  in.take(sign < 0 ? "-" : "+");
  const int h = in.number(2);
  in.take(":");
  const int m = in.number(2);
  if (h > 23 || m > 59) in.misfit();
  return minutes{sign * (h * 60 + m)};
}

std::optional<UtcTime> read_rfc3339(std::string_view text) {
  Reader in(text);
  Fields f;
  minutes offset{0};
  f.year = in.number(4);
  in.take("-");
  f.month = static_cast<unsigned>(in.number(2));
  in.take("-");
  f.day = static_cast<unsigned>(in.number(2));
  if (!in.at_end()) {
    const char separator = in.peek();
    in.take(separator == 't' ? "t" : separator == ' ' ? " " : "T");
    read_clock(in, f);
    if (in.peek() == '.') {
      in.take(".");
      in.number(1);
      in.skip_digits();
    }
    offset = read_offset(in);
  }
  if (!in.at_end()) return std::nullopt;
  const auto time = to_time(f);
  if (!time) return std::nullopt;
  const UtcTime utc = *time - offset;
  // "0001-01-01T00:00:00+01:00" falls out of the years that can be written.
  const auto year = std::chrono::year_month_day{std::chrono::floor<days>(utc)}.year();
  if (year < std::chrono::year{1} || year > std::chrono::year{9999}) return std::nullopt;
  return utc;
}

/// "Sun, 06 Nov 1994 08:49:37 GMT"
std::optional<UtcTime> read_imf_fixdate(std::string_view text) {
  Reader in(text);
  Fields f;
  in.one_of(kDayNames);
  in.take(", ");
  f.day = static_cast<unsigned>(in.number(2));
  in.take(" ");
  f.month = in.one_of(kMonthNames) + 1;
  in.take(" ");
  f.year = in.number(4);
  in.take(" ");
  read_clock(in, f);
  in.take(" GMT");
  return in.at_end() ? to_time(f) : std::nullopt;
}

/// "Sunday, 06-Nov-94 08:49:37 GMT"
std::optional<UtcTime> read_rfc850(std::string_view text) {
  Reader in(text);
  Fields f;
  in.one_of(kLongDayNames);
  in.take(", ");
  f.day = static_cast<unsigned>(in.number(2));
  in.take("-");
  f.month = in.one_of(kMonthNames) + 1;
  in.take("-");
  const int year = in.number(2);
  // Obsolete since 1994: a fixed window keeps this function pure (RFC 9110 lets two digits slide with the current year).
  f.year = year < 70 ? 2000 + year : 1900 + year;
  in.take(" ");
  read_clock(in, f);
  in.take(" GMT");
  return in.at_end() ? to_time(f) : std::nullopt;
}

/// "Sun Nov  6 08:49:37 1994"
std::optional<UtcTime> read_asctime(std::string_view text) {
  Reader in(text);
  Fields f;
  in.one_of(kDayNames);
  in.take(" ");
  f.month = in.one_of(kMonthNames) + 1;
  in.take(" ");
  const bool one_digit = in.peek() == ' ';
  if (one_digit) in.take(" ");
  f.day = static_cast<unsigned>(in.number(one_digit ? 1 : 2));
  in.take(" ");
  read_clock(in, f);
  in.take(" ");
  f.year = in.number(4);
  return in.at_end() ? to_time(f) : std::nullopt;
}

struct CivilTime {
  std::chrono::year_month_day date;
  std::chrono::hh_mm_ss<seconds> clock;
  std::chrono::weekday weekday;
};

CivilTime civil(UtcTime time) {
  const auto day = std::chrono::floor<days>(time);
  return {std::chrono::year_month_day{day}, std::chrono::hh_mm_ss<seconds>{time - day}, std::chrono::weekday{day}};
}

std::string padded(int value, std::size_t width) {
  const std::string digits = std::to_string(value);
  return digits.size() < width ? std::string(width - digits.size(), '0') + digits : digits;
}

std::string clock_text(const CivilTime& t) {
  return padded(static_cast<int>(t.clock.hours().count()), 2) + ":" + padded(static_cast<int>(t.clock.minutes().count()), 2) +
         ":" + padded(static_cast<int>(t.clock.seconds().count()), 2);
}

std::string day_text(const CivilTime& t) { return padded(static_cast<int>(static_cast<unsigned>(t.date.day())), 2); }

std::string year_text(const CivilTime& t) { return padded(static_cast<int>(t.date.year()), 4); }

}  // namespace

std::string format_rfc3339(UtcTime time) {
  const CivilTime t = civil(time);
  const std::string month = padded(static_cast<int>(static_cast<unsigned>(t.date.month())), 2);
  return year_text(t) + "-" + month + "-" + day_text(t) + "T" + clock_text(t) + "Z";
}

Result<UtcTime> parse_rfc3339(std::string_view text) {
  if (const auto time = read_rfc3339(text)) return *time;
  return fail("not a date: \"" + std::string(text.substr(0, 40)) + "\"; write 2024-03-26 or 2024-03-26T09:00:00Z");
}

std::string format_http_date(UtcTime time) {
  const CivilTime t = civil(time);
  const std::string weekday(kDayNames[t.weekday.c_encoding()]);
  const std::string month(kMonthNames[static_cast<unsigned>(t.date.month()) - 1]);
  return weekday + ", " + day_text(t) + " " + month + " " + year_text(t) + " " + clock_text(t) + " GMT";
}

Result<UtcTime> parse_http_date(std::string_view text) {
  for (const auto read : {read_imf_fixdate, read_rfc850, read_asctime}) {
    if (const auto time = read(text)) return *time;
  }
  return fail("not an HTTP date: \"" + std::string(text.substr(0, 40)) + "\"");
}

}  // namespace izvor
