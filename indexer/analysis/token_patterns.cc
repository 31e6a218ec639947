#include "indexer/analysis/token_patterns.h"

#include <algorithm>
#include <array>

namespace izvor::patterns {

namespace {

constexpr int kFirstYear = 1900;
constexpr int kLastYear = 2099;
/// Longer addresses are cut: a token is bounded.
constexpr std::size_t kMaxAddressBytes = 2048;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_host_character(char c) { return is_letter(c) || is_digit(c) || c == '-' || c == '.'; }

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::ranges::find(words, word) != words.end();
}

/// A host name: labels set apart by full stops, the last one a top-level domain that pages here name.
bool is_host(std::string_view name, bool any_domain) {
  constexpr std::array<std::string_view, 24> kDomains = {"eu",   "com", "org", "net", "bg", "int", "gov", "edu",
                                                         "info", "io",  "de",  "fr",  "uk", "it",  "es",  "nl",
                                                         "be",   "at",  "ro",  "gr",  "pl", "ai",  "tv",  "me"};
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || dot == 0 || name.front() == '.' || name.find("..") != std::string_view::npos)
    return false;
  const std::string_view domain = name.substr(dot + 1);
  if (domain.size() < 2 || !std::ranges::all_of(domain, is_letter)) return false;
  return any_domain || is_one_of(domain, kDomains);
}

/// DNS allows no more; it also bounds the work on "a-a-a-…".
constexpr std::size_t kMaxHostBytes = 253;

std::size_t host_length(std::string_view text) {
  text = text.substr(0, kMaxHostBytes);
  const auto end = std::ranges::find_if_not(text, is_host_character);
  auto length = static_cast<std::size_t>(end - text.begin());
  while (length > 0 && (text[length - 1] == '.' || text[length - 1] == '-')) --length;
  return length;
}

/// Path, query and fragment after a host, without the punctuation that ends a sentence.
std::size_t path_length(std::string_view text) {
  if (text.empty() || (text[0] != '/' && text[0] != '?' && text[0] != '#' && text[0] != ':')) return 0;
  if (text[0] == ':' && (text.size() < 2 || !is_digit(text[1]))) return 0;  // a port, or the sentence goes on
  constexpr std::string_view kEnds = "<>\"'()[]{}|\\^`,; \t\r\n";
  std::size_t length = 0;
  // Cyrillic letters belong to it; quotation marks, dashes and no-break spaces begin with other bytes.
  const auto belongs = [&](std::size_t i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte == 0xD0 || byte == 0xD1) return i + 1 < text.size();
    const bool of_letter = byte >= 0x80 && byte < 0xC0 && i > 0 && (text[i - 1] == '\xD0' || text[i - 1] == '\xD1');
    return of_letter || (byte > ' ' && byte < 0x7F && kEnds.find(text[i]) == std::string_view::npos);
  };
  while (length < text.size() && belongs(length)) ++length;
  while (length > 0 && std::string_view(".:!?").find(text[length - 1]) != std::string_view::npos) --length;
  return length;
}

}  // namespace

bool all_digits(std::string_view word) { return !word.empty() && std::ranges::all_of(word, is_digit); }

int to_int(std::string_view digits) {
  int value = 0;
  for (const char c : digits.substr(0, 6)) value = value * 10 + (c - '0');
  return value;
}

bool is_year(std::string_view word) {
  return word.size() == 4 && all_digits(word) && to_int(word) >= kFirstYear && to_int(word) <= kLastYear;
}

bool is_date(const Date& date) {
  constexpr std::array<int, 12> kDays = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (date.month < 1 || date.month > 12 || date.year < kFirstYear || date.year > kLastYear) return false;
  return date.day >= 1 && date.day <= kDays[static_cast<std::size_t>(date.month - 1)];
}

std::optional<Date> dotted_date(std::string_view word) {
  const std::size_t first = word.find('.');
  const std::size_t second = first == std::string_view::npos ? first : word.find('.', first + 1);
  if (second == std::string_view::npos || first > 2 || second - first > 3) return std::nullopt;
  const std::string_view day = word.substr(0, first), month = word.substr(first + 1, second - first - 1),
                         year = word.substr(second + 1);
  if (!all_digits(day) || !all_digits(month) || !is_year(year)) return std::nullopt;
  const Date date{to_int(year), to_int(month), to_int(day)};
  return is_date(date) ? std::optional(date) : std::nullopt;
}

int month_of(std::string_view word) {
  constexpr std::array<std::string_view, 12> kMonths = {"януари", "февруари", "март",      "април",    "май",     "юни",
                                                        "юли",    "август",   "септември", "октомври", "ноември", "декември"};
  const auto* const found = std::ranges::find(kMonths, word);
  return found == kMonths.end() ? 0 : static_cast<int>(found - kMonths.begin()) + 1;
}

bool is_ordinal_ending(std::string_view word) {
  constexpr std::array<std::string_view, 30> kEndings = {
      "и",    "а",    "о",  "ви", "ва", "во", "ия",  "ият",  "ата",  "ото",  "ри", "ра", "ро", "рия",  "рият",
      "рата", "рото", "ти", "та", "то", "ия", "тия", "тият", "тата", "тото", "те", "ми", "ма", "мата", "на"};
  return is_one_of(word, kEndings);
}

bool is_group_space(std::string_view gap) { return gap == " " || gap == "\u00A0" || gap == "\u2009" || gap == "\u202F"; }

bool is_hyphen(std::string_view gap) { return gap == "-" || gap == "\u2010" || gap == "\u2011"; }

std::string_view law_part(std::string_view word) {
  struct Part {
    std::string_view word, name;
  };
  constexpr std::array<Part, 10> kParts = {{{"чл", "чл"},
                                            {"член", "чл"},
                                            {"ал", "ал"},
                                            {"алинея", "ал"},
                                            {"пар", "пар"},
                                            {"параграф", "пар"},
                                            {"т", "т"},
                                            {"точка", "т"},
                                            {"буква", "б"},
                                            {"б", "б"}}};
  const auto* const found = std::ranges::find(kParts, word, &Part::word);
  return found == kParts.end() ? std::string_view() : found->name;
}

bool is_law_number(std::string_view word) {
  constexpr std::size_t kMostDigits = 4;
  const std::size_t digits = std::min(word.find_first_not_of("0123456789"), word.size());
  const std::string_view letter = word.substr(digits);
  const bool one_letter = letter.size() == 2 && (letter[0] == '\xD0' || letter[0] == '\xD1');
  return digits > 0 && digits <= kMostDigits && (letter.empty() || one_letter);
}

bool is_act(std::string_view word) {
  constexpr std::array<std::string_view, 8> kActs = {"регламент",  "директив",  "решени",   "препорък",
                                                     "regulation", "directive", "decision", "recommendation"};
  return std::ranges::any_of(kActs, [&](std::string_view act) { return word.starts_with(act); });
}

bool is_between_act_and_number(std::string_view word) {
  constexpr std::array<std::string_view, 6> kWords = {"no", "n", "nr", "за", "изпълнение", "implementing"};
  return is_community(word) || is_one_of(word, kWords);
}

bool is_community(std::string_view word) {
  constexpr std::array<std::string_view, 11> kNames = {"ес", "ео",  "еио", "евратом", "оввп", "eu",
                                                       "ec", "eec", "jha", "euratom", "cfsp"};
  return is_one_of(word, kNames);
}

std::size_t year_sign_length(std::string_view text) {
  constexpr std::array<std::string_view, 8> kSigns = {" г.",          "г.",        "\u00A0г.", " година",
                                                      "\u00A0година", " годината", " г",       "\u00A0г"};
  for (const std::string_view sign : kSigns) {
    if (!text.starts_with(sign)) continue;
    const char next = sign.size() < text.size() ? text[sign.size()] : ' ';
    const bool goes_on = sign.back() != '.' && (next == '\xD0' || next == '\xD1' || is_letter(next));
    if (!goes_on) return sign.size();
  }
  return 0;
}

std::size_t address_length(std::string_view text) {
  text = text.substr(0, kMaxAddressBytes);
  std::size_t scheme = 0;
  for (const std::string_view known : {"https://", "http://", "ftp://"}) {
    if (text.starts_with(known)) scheme = known.size();
  }
  const std::string_view rest = text.substr(scheme);
  std::size_t host = host_length(rest);
  if (host == 0) return 0;
  if (scheme == 0 && host < rest.size() && rest[host] == '@') {  // e-mail
    const std::size_t domain = host_length(rest.substr(host + 1));
    return is_host(rest.substr(host + 1, domain), true) ? host + 1 + domain : 0;
  }
  const bool surely = scheme > 0 || rest.starts_with("www.");
  if (!is_host(rest.substr(0, host), surely)) return 0;
  return scheme + host + path_length(rest.substr(host));
}

}  // namespace izvor::patterns
