#include "indexer/extract/acts/act_citations.h"

#include <algorithm>
#include <array>
#include <utility>

#include "crawler/platform/ascii.h"
#include "indexer/extract/acts/act_title.h"
#include "indexer/extract/folded.h"

namespace izvor {
namespace {

/// How far before its number an act is named.
constexpr std::size_t kNamedBefore = 90;
constexpr std::size_t kMostDigits = 5;

struct NamedKind {
  std::string_view stem;
  std::string_view letters;
};
/// Beginnings of nouns in any form, and the letters that CELEX has for them.
constexpr std::array kNamedKinds = std::to_array<NamedKind>({{"регламент", "R"},
                                                             {"директив", "L"},
                                                             {"решени", "DF"},
                                                             {"препорък", "H"},
                                                             {"regulation", "R"},
                                                             {"directive", "L"},
                                                             {"decision", "DF"},
                                                             {"recommendation", "H"}});

std::size_t digits_from(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && ascii::is_digit(text[end])) ++end;
  return end - at;
}

/// The letters of the act that was named last before `at`, on the same line; empty when none was.
std::string_view kind_before(std::string_view text, std::size_t at) {
  std::string_view before = text.substr(at - std::min(at, kNamedBefore), std::min(at, kNamedBefore));
  if (const std::size_t line = before.rfind('\n'); line != std::string_view::npos) before.remove_prefix(line);
  const std::string folded = fold_case(before);
  std::size_t last = 0;
  std::string_view letters;
  for (const NamedKind& kind : kNamedKinds) {
    const std::size_t found = folded.rfind(kind.stem);
    if (found == std::string::npos || (!letters.empty() && found < last)) continue;
    last = found;
    letters = kind.letters;
  }
  return letters;
}

std::string four_digits(int number) {
  const std::string digits = std::to_string(number);
  return std::string(digits.size() < 4 ? 4 - digits.size() : 0, '0') + digits;
}

/// "2022/868" around the slash at `slash`.
ActCitation numbered(std::string_view text, std::size_t slash, CitedKind kind) {
  std::size_t begin = slash;
  while (begin > 0 && slash - begin < kMostDigits && ascii::is_digit(text[begin - 1])) --begin;
  const std::size_t behind = digits_from(text, slash + 1);
  ActCitation citation{begin, slash + 1 + behind, {}, false};
  if (begin == slash || behind == 0 || behind > kMostDigits ||
      (begin > 0 && (text[begin - 1] == '/' || ascii::is_digit(text[begin - 1]))))
    return citation;
  const std::string_view before = text.substr(0, begin);
  const bool number_first = before.ends_with("№ ") || before.ends_with("№") || before.ends_with("No ");
  const NumberParts parts = parts_of_number(text.substr(begin, citation.end - begin), number_first);
  if (parts.year == 0 || parts.number > 9999) return citation;
  std::string_view letters = kind_before(text, begin);
  if (letters.empty() && kind == CitedKind::kAnyOf) letters = "RLDHF";
  for (const char letter : letters)
    citation.celexes.push_back("3" + std::to_string(parts.year) + letter + four_digits(parts.number));
  // "/ЕО" belongs to the number.
  for (const std::string_view end : {"/ЕО", "/EO", "/EC", "/ЕС", "/EU", "/ЕИО", "/EEC", "/ПВР", "/JHA"})
    if (text.substr(citation.end).starts_with(end)) citation.end += end.size();
  return citation;
}

/// "32022R0868", also in small letters, "02002L0058-20091219".
ActCitation celex_number(std::string_view text, std::size_t at) {
  ActCitation citation{at, at, {}, true};
  if (digits_from(text, at) != 5 || (at > 0 && (ascii::is_digit(text[at - 1]) || ascii::is_alpha(text[at - 1]))))
    return citation;
  std::size_t end = at + 5;
  while (end < text.size() && end < at + 7 && ascii::is_alpha(text[end])) ++end;
  if (end == at + 5 || digits_from(text, end) != 4) return citation;
  end += 4;
  if (end + 9 <= text.size() && text[end] == '-' && digits_from(text, end + 1) == 8) end += 9;
  std::string celex(text.substr(at, end - at));
  for (char& c : celex)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  citation.end = end;
  citation.celexes.push_back(std::move(celex));
  return citation;
}

/// "COM(2021) 206", "COM (2021) 206 final", "JOIN(2020) 18".
ActCitation commission_document(std::string_view text, std::size_t at) {
  ActCitation citation{at, at, {}, false};
  const std::string_view line = text.substr(at, std::min<std::size_t>(text.size() - at, 24));
  std::size_t place = line.find('(');
  if (place > 5 || digits_from(line, place + 1) != 4) return citation;
  const std::string year(line.substr(place + 1, 4));
  place += 5;
  if (place >= line.size() || line[place] != ')') return citation;
  ++place;
  while (place < line.size() && line[place] == ' ') ++place;
  const std::size_t digits = digits_from(line, place);
  if (digits == 0 || digits > 4) return citation;
  const std::string number = std::string(4 - digits, '0') + std::string(line.substr(place, digits));
  citation.end = at + place + digits;
  for (const std::string_view letters :
       line.starts_with("JOIN") ? std::vector<std::string_view>{"JC"} : std::vector<std::string_view>{"PC", "DC"})
    citation.celexes.push_back(std::string("5").append(year).append(letters).append(number));
  return citation;
}

}  // namespace

std::vector<ActCitation> find_act_citations(std::string_view text, CitedKind kind, std::size_t most) {
  std::vector<ActCitation> all;
  for (std::size_t at = 0; at < text.size() && all.size() < most; ++at) {
    ActCitation citation;
    if (text[at] == '/')
      citation = numbered(text, at, kind);
    else if (ascii::is_digit(text[at]) && (at == 0 || !ascii::is_digit(text[at - 1])))
      citation = celex_number(text, at);
    else if ((text[at] != 'C' && text[at] != 'J') || (at > 0 && ascii::is_alpha(text[at - 1])))
      continue;
    else if (text.substr(at).starts_with("COM(") || text.substr(at).starts_with("COM (") ||
             text.substr(at).starts_with("JOIN("))
      citation = commission_document(text, at);
    if (citation.celexes.empty()) continue;
    at = std::max(at, citation.end - 1);
    all.push_back(std::move(citation));
  }
  return all;
}

std::string celex_of_link(std::string_view address) {
  const std::size_t name = ascii::find(address, "celex");
  if (name != std::string_view::npos) {
    for (const ActCitation& citation : find_act_citations(address.substr(name), CitedKind::kSaid, 1))
      if (citation.is_celex) return citation.celexes.front();
    // "CELEX%3A32022R0868": the code of the colon ends in a letter.
    const std::string_view rest = address.substr(name + 5);
    if (rest.starts_with("%3A") || rest.starts_with("%3a")) return celex_of_link("celex:" + std::string(rest.substr(3)));
    return {};
  }
  constexpr std::array kEli = std::to_array<std::pair<std::string_view, char>>(
      {{"/eli/reg", 'R'}, {"/eli/dir", 'L'}, {"/eli/dec", 'D'}, {"/eli/reco", 'H'}});
  for (const auto& [beginning, letter] : kEli) {
    const std::size_t at = address.find(beginning);
    if (at == std::string_view::npos || (beginning == "/eli/reg" && address.substr(at).starts_with("/eli/reco"))) continue;
    const std::size_t year = address.find('/', at + beginning.size());
    if (year == std::string_view::npos || digits_from(address, year + 1) != 4) continue;
    const std::size_t number = year + 6;
    const std::size_t digits = digits_from(address, std::min(number, address.size()));
    if (digits == 0 || digits > 4) continue;
    return "3" + std::string(address.substr(year + 1, 4)) + letter + std::string(4 - digits, '0') +
           std::string(address.substr(number, digits));
  }
  return {};
}

std::string original_celex(std::string_view celex) {
  if (!celex.starts_with('0')) return std::string(celex);
  return "3" + std::string(celex.substr(1, celex.find('-') - 1));
}

}  // namespace izvor
