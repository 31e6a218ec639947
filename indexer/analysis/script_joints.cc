#include "indexer/analysis/script_joints.h"

#include <algorithm>
#include <array>

#include "indexer/analysis/look_alikes.h"
#include "indexer/analysis/normalizer.h"

namespace izvor {

namespace {

constexpr std::size_t kLongest = 80;  ///< Bytes.

enum class Script { kCyrillic, kLatin, kDigits, kOther };

Script script_of(char c) {
  const auto byte = static_cast<unsigned char>(c);
  if (byte == 0xD0 || byte == 0xD1) return Script::kCyrillic;
  if (byte >= '0' && byte <= '9') return Script::kDigits;
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ? Script::kLatin : Script::kOther;
}

/// Where the script changes; 0 when it does not, or more than once.
std::size_t only_change(std::string_view word) {
  std::size_t change = 0;
  for (std::size_t i = 0, step = 0; i < word.size(); i += step) {
    const Script script = script_of(word[i]);
    step = script == Script::kCyrillic ? kBytesPerLetter : 1;
    if (script == Script::kOther || i + step > word.size()) return 0;
    if (i == 0 || script == script_of(word[change == 0 ? 0 : change])) continue;
    if (change != 0) return 0;
    change = i;
  }
  return change;
}

/// The article and the endings that are written onto acronyms and numbers: "PDFът", "28ми".
bool is_ending(std::string_view word) {
  constexpr std::array<std::string_view, 17> kEndings = {"а",  "я",  "та", "то", "те", "ът",  "ят",  "ове", "ви",
                                                         "ма", "ми", "ти", "ри", "ия", "ата", "ото", "ите"};
  return std::ranges::find(kEndings, word) != kEndings.end();
}

/// An adjective of a measure, "16годишен", is one word with its number.
bool is_adjective(std::string_view lemma) { return lemma.ends_with("ен") || lemma.ends_with("ов") || lemma.ends_with("ски"); }

std::string lemma_of(std::string_view word, RuleSet rules, const LemmaTable& table) {
  const EndingRule rule = table.rule(rules.front());
  std::string lemma(word.substr(0, word.size() - std::min(word.size(), rule.strip * kBytesPerLetter)));
  return lemma.append(table.appended(rule));
}

struct Sides {
  std::string_view cyrillic;  ///< Small.
  std::string_view other;
  bool cyrillic_first = false;
  bool at_border = false;
};

bool is_joint(const Sides& sides, Script other, const LemmaTable& table) {
  const LetterWord letters(sides.cyrillic);
  if (letters.empty()) return false;
  if (letters.size() == 1) {
    const bool capital = sides.other.front() >= 'A' && sides.other.front() <= 'Z';
    return table.is_stop_word(letters.letters()) && other == Script::kLatin && !is_ending(sides.cyrillic) &&
           (sides.at_border || !sides.cyrillic_first || (capital && sides.other.size() >= 3));
  }
  const RuleSet rules = table.lemmas_of(letters.letters());
  if (rules.empty() || is_ending(sides.cyrillic)) return false;
  if (sides.at_border) return true;
  if (other == Script::kLatin) return sides.other.size() >= 2;
  if (sides.cyrillic_first) return sides.other.size() >= 2 && (letters.size() >= 4 || table.is_stop_word(letters.letters()));
  return letters.size() >= 4 && !is_adjective(lemma_of(sides.cyrillic, rules, table));
}

}  // namespace

std::optional<GlueSplit> find_script_joint(std::string_view word, std::span<const std::uint32_t> borders,
                                           const LemmaTable& table, TextArena& arena) {
  if (word.size() < 3 || word.size() > kLongest) return std::nullopt;
  const std::size_t at = only_change(word);
  if (at == 0) return std::nullopt;
  const Script first = script_of(word.front()), second = script_of(word[at]);
  if (first != Script::kCyrillic && second != Script::kCyrillic) return std::nullopt;
  const bool cyrillic_first = first == Script::kCyrillic;
  const bool at_border = std::ranges::find(borders, at) != borders.end();
  const Script other = cyrillic_first ? second : first;
  // A letter of the other script may be a slip of the keyboard.
  const bool look_alike = !to_cyrillic_look(word).empty() || !to_latin_look(word).empty();
  if (other == Script::kLatin && look_alike && !at_border) return std::nullopt;
  const Sides sides{.cyrillic = normalize_word(cyrillic_first ? word.substr(0, at) : word.substr(at), arena),
                    .other = cyrillic_first ? word.substr(at) : word.substr(0, at),
                    .cyrillic_first = cyrillic_first,
                    .at_border = at_border};
  if (other == Script::kLatin && sides.other.size() < 2) return std::nullopt;
  if (!is_joint(sides, other, table)) return std::nullopt;
  return GlueSplit{static_cast<std::uint32_t>(at), at_border};
}

}  // namespace izvor
