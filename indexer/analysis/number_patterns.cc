#include "indexer/analysis/number_patterns.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include "indexer/analysis/token_patterns.h"

namespace izvor::patterns {

namespace {

constexpr std::string_view kSeparators = ".,'";
constexpr std::size_t kGroup = 3;
/// Longer ones are no numbers that anybody writes in groups.
constexpr std::size_t kMostGroups = 8;

struct Groups {
  std::vector<std::string_view> digits;
  std::string separators;  ///< One fewer.
};

/// Empty when the word holds anything but digits and single separators.
Groups groups_of(std::string_view word) {
  Groups groups;
  while (groups.digits.size() < kMostGroups) {
    const std::size_t end = std::min(word.find_first_of(kSeparators), word.size());
    if (!all_digits(word.substr(0, end))) return {};
    groups.digits.push_back(word.substr(0, end));
    if (end == word.size()) return groups;
    groups.separators.push_back(word[end]);
    word.remove_prefix(end + 1);
  }
  return {};
}

/// "2.500.000": the first group has one to three digits and is no "0", all others have three.
bool are_thousands(std::string_view first, const std::vector<std::string_view>& digits, std::size_t count) {
  if (first.size() > kGroup || first.front() == '0') return false;
  return std::all_of(digits.begin() + 1, digits.begin() + static_cast<std::ptrdiff_t>(count),
                     [](std::string_view group) { return group.size() == kGroup; });
}

bool is_network_address(const Groups& groups) {
  constexpr int kMostOfByte = 255;
  return groups.digits.size() == 4 && groups.separators == "..." &&
         std::ranges::all_of(groups.digits, [](std::string_view group) { return to_int(group) <= kMostOfByte; });
}

std::string joined(const std::vector<std::string_view>& digits, std::size_t count) {
  std::string all;
  for (std::size_t i = 0; i < count; ++i) all += digits[i];
  return all;
}

NumberForms forms_with_one_separator(const Groups& groups) {
  const std::string decimal = std::string(groups.digits[0]) + "," + std::string(groups.digits[1]);
  const char separator = groups.separators[0];
  const bool thousands = are_thousands(groups.digits[0], groups.digits, 2);
  if (separator == '\'') return thousands ? NumberForms{joined(groups.digits, 2), ""} : NumberForms{};
  if (!thousands) return {decimal, ""};
  NumberForms forms{joined(groups.digits, 2), decimal};
  if (separator == ',') std::swap(forms.likely, forms.other);
  return forms;
}

struct Spelling {
  std::string_view text, name;
};

constexpr std::array kMultipliers = std::to_array<Spelling>({{"милиона", "млн"},
                                                             {"милион", "млн"},
                                                             {"млн.", "млн"},
                                                             {"млн", "млн"},
                                                             {"милиарда", "млрд"},
                                                             {"милиард", "млрд"},
                                                             {"млрд.", "млрд"},
                                                             {"млрд", "млрд"},
                                                             {"хиляди", "хил"},
                                                             {"хил.", "хил"},
                                                             {"хил", "хил"},
                                                             {"million", "млн"},
                                                             {"billion", "млрд"}});
constexpr std::array kUnits = std::to_array<Spelling>(
    {{"%", "%"},       {"процента", "%"},   {"процент", "%"},   {"на сто", "%"},     {"€", "€"},          {"евро", "€"},
     {"EUR", "€"},     {"лева", "лв"},      {"лв.", "лв"},      {"лв", "лв"},        {"BGN", "лв"},       {"$", "$"},
     {"USD", "$"},     {"долара", "$"},     {"kB", "kb"},       {"KB", "kb"},        {"MB", "mb"},        {"GB", "gb"},
     {"TB", "tb"},     {"PB", "pb"},        {"kbit/s", "kbit"}, {"kbps", "kbit"},    {"Kbps", "kbit"},    {"Mbit/s", "mbit"},
     {"Mbps", "mbit"}, {"Mb/s", "mbit"},    {"Gbit/s", "gbit"}, {"Gbps", "gbit"},    {"Gb/s", "gbit"},    {"kHz", "khz"},
     {"MHz", "mhz"},   {"GHz", "ghz"},      {"kWh", "kwh"},     {"MWh", "mwh"},      {"GWh", "gwh"},      {"kW", "kw"},
     {"MW", "mw"},     {"GW", "gw"},        {"nm", "nm"},       {"нанометра", "nm"}, {"mm", "mm"},        {"мм", "mm"},
     {"cm", "cm"},     {"см", "cm"},        {"km", "km"},       {"км", "km"},        {"километра", "km"}, {"kg", "kg"},
     {"кг", "kg"},     {"килограма", "kg"}, {"°C", "°c"}});

bool begins_with_space(std::string_view text, std::size_t& bytes) {
  for (const std::string_view space : {" ", "\u00A0", "\u2009", "\u202F"}) {
    if (!text.starts_with(space)) continue;
    bytes = space.size();
    return true;
  }
  return false;
}

/// What goes on with a letter or digit is another word: "лв" is not "лвица".
bool ends_word(std::string_view rest) {
  if (rest.empty()) return true;
  const auto byte = static_cast<unsigned char>(rest.front());
  const bool ascii_word = (byte >= '0' && byte <= '9') || ((byte | 0x20U) >= 'a' && (byte | 0x20U) <= 'z');
  return !ascii_word && byte != 0xD0 && byte != 0xD1;
}

template <std::size_t N>
Unit one_of(const std::array<Spelling, N>& spellings, std::string_view text) {
  std::size_t space = 0;
  begins_with_space(text, space);
  const std::string_view rest = text.substr(space);
  for (const Spelling& spelling : spellings) {
    if (!rest.starts_with(spelling.text)) continue;
    const bool sign = spelling.text == "%" || spelling.text == "€" || spelling.text == "$";
    if (!sign && !ends_word(rest.substr(spelling.text.size()))) continue;
    return {space + spelling.text.size(), std::string(spelling.name)};
  }
  return {};
}

/// The Latin letter that a sign of a numeral stands for, the bytes it takes, and whether it is I or V in any script; several
/// letters for "Ⅲ". Nothing for any other character.
struct NumeralSign {
  std::string_view letters;
  std::size_t bytes = 0;
};

NumeralSign numeral_sign_at(std::string_view word, std::size_t i) {
  constexpr std::array<std::string_view, 16> kNumberForms = {"I",  "II", "III", "IV",  "V", "VI", "VII", "VIII",
                                                             "IX", "X",  "XI",  "XII", "L", "C",  "D",   "M"};
  const std::string_view rest = word.substr(i);
  if (std::string_view("IVXLCDM").find(rest.front()) != std::string_view::npos) return {rest.substr(0, 1), 1};
  constexpr std::array kCyrillic =
      std::to_array<Spelling>({{"І", "I"}, {"і", "I"}, {"Ӏ", "I"}, {"Х", "X"}, {"С", "C"}, {"М", "M"}});
  for (const Spelling& pair : kCyrillic)
    if (rest.starts_with(pair.text)) return {pair.name, pair.text.size()};
  if (rest.size() < 3 || !rest.starts_with("\xE2\x85")) return {};
  const auto last = static_cast<unsigned char>(rest[2]);
  if (last < 0xA0 || last > 0xBF) return {};
  return {kNumberForms[(last - 0xA0U) % kNumberForms.size()], 3};
}

/// Whether Latin capitals are a numeral below 4,000.
bool is_numeral(std::string_view letters) {
  const auto take = [&](std::string_view part, std::size_t most) {
    for (; most > 0 && letters.starts_with(part); --most) letters.remove_prefix(part.size());
  };
  const auto take_digit = [&](std::string_view one_ten, std::string_view one_five, std::string_view five,
                              std::string_view one) {
    const std::size_t before = letters.size();
    take(one_ten, 1);
    if (letters.size() == before) take(one_five, 1);
    if (letters.size() != before) return;
    take(five, 1);
    take(one, 3);
  };
  take("M", 3);
  take_digit("CM", "CD", "D", "C");
  take_digit("XC", "XL", "L", "X");
  take_digit("IX", "IV", "V", "I");
  return letters.empty();
}

}  // namespace

NumberForms number_forms(std::string_view word) {
  const Groups groups = groups_of(word);
  const std::size_t count = groups.digits.size();
  if (count < 2) return {};
  if (count == 2) return forms_with_one_separator(groups);
  const char first = groups.separators.front(), last = groups.separators.back();
  const bool others_alike = groups.separators.find_first_not_of(first) >= groups.separators.size() - 1;
  if (!others_alike || is_network_address(groups)) return {};
  if (first == last)
    return are_thousands(groups.digits[0], groups.digits, count) ? NumberForms{joined(groups.digits, count), ""}
                                                                 : NumberForms{};
  if (last == '\'' || !are_thousands(groups.digits[0], groups.digits, count - 1)) return {};
  return {joined(groups.digits, count - 1) + "," + std::string(groups.digits.back()), ""};
}

Unit unit_at(std::string_view text) {
  Unit multiplier = one_of(kMultipliers, text);
  return multiplier.bytes > 0 ? multiplier : one_of(kUnits, text);
}

Unit whole_unit_at(std::string_view text) {
  Unit unit = one_of(kMultipliers, text);
  const Unit rest = one_of(kUnits, text.substr(unit.bytes));
  if (rest.bytes == 0) return unit;
  unit.name.append(unit.name.empty() ? "" : " ").append(rest.name);
  unit.bytes += rest.bytes;
  return unit;
}

std::string roman_numeral(std::string_view word) {
  constexpr std::size_t kMostBytes = 36;
  if (word.empty() || word.size() > kMostBytes) return {};
  std::string letters;
  bool foreign = false;
  for (std::size_t i = 0; i < word.size();) {
    const NumeralSign sign = numeral_sign_at(word, i);
    if (sign.bytes == 0) return {};
    foreign = foreign || sign.bytes > 1;
    letters += sign.letters;
    i += sign.bytes;
  }
  const bool surely = letters.find_first_of("IV") != std::string::npos || letters.find_first_not_of('X') == std::string::npos;
  if (!foreign || !surely || !is_numeral(letters)) return {};
  for (char& letter : letters) letter = static_cast<char>(letter | 0x20);
  return letters;
}

}  // namespace izvor::patterns
