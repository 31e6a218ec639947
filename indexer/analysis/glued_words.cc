#include "indexer/analysis/glued_words.h"

#include <algorithm>
#include <array>

namespace izvor {

namespace {

constexpr std::size_t kShortestGlued = 3 * kBytesPerLetter;
constexpr std::size_t kLongestGlued = 40 * kBytesPerLetter;
constexpr std::size_t kShortestUnhintedRight = 6 * kBytesPerLetter;
constexpr std::size_t kShortestBeforeCapital = 4 * kBytesPerLetter;
constexpr std::size_t kShortestUnhintedLeft = 5 * kBytesPerLetter;

bool is_capital(std::string_view letter) {
  const auto trail = static_cast<unsigned char>(letter[1]);
  return letter[0] == '\xD0' && trail >= 0x90 && trail <= 0xAF;
}

std::string_view letter_at(std::string_view word, std::size_t place) { return word.substr(place, kBytesPerLetter); }

bool all_capitals(std::string_view word) {
  for (std::size_t i = 0; i < word.size(); i += kBytesPerLetter) {
    if (!is_capital(letter_at(word, i))) return false;
  }
  return !word.empty();
}

/// "БиТи": a name in letters that are read out.
bool has_inner_capital(std::string_view word) {
  for (std::size_t i = kBytesPerLetter; i < word.size(); i += kBytesPerLetter) {
    if (is_capital(letter_at(word, i)) && !is_capital(letter_at(word, i - kBytesPerLetter))) return true;
  }
  return false;
}

/// Small letters, on the stack.
class LowerWord {
 public:
  explicit LowerWord(std::string_view word) : size_(word.size()) {
    for (std::size_t i = 0; i + 1 < word.size(); i += kBytesPerLetter) {
      bytes_[i] = word[i];
      bytes_[i + 1] = word[i + 1];
      if (!is_capital(letter_at(word, i))) continue;
      const auto trail = static_cast<unsigned char>(word[i + 1]);
      bytes_[i] = trail <= 0x9F ? '\xD0' : '\xD1';
      bytes_[i + 1] = static_cast<char>(trail <= 0x9F ? trail + 0x20 : trail - 0x20);
    }
  }
  [[nodiscard]] std::string_view view() const { return {bytes_.data(), size_}; }

 private:
  std::array<char, kLongestGlued> bytes_{};
  std::size_t size_;
};

bool is_one_of(std::string_view word, std::span<const std::string_view> words) {
  return std::ranges::find(words, word) != words.end();
}

/// The only words of one letter.
bool is_short_word(std::string_view word) {
  constexpr std::array<std::string_view, 6> kWords = {"а", "в", "е", "и", "с", "у"};
  return is_one_of(word, kWords);
}

/// Prepositions that are no prefixes of nouns and adjectives, so that a compound cannot begin with them.
bool is_free_preposition(std::string_view word) {
  constexpr std::array<std::string_view, 9> kWords = {"за", "на", "със", "във", "към", "като", "чрез", "които", "която"};
  return is_one_of(word, kWords);
}

bool ends_with_article(std::string_view word) {
  return word.ends_with("та") || word.ends_with("то") || word.ends_with("ите") || word.ends_with("ят") ||
         word.ends_with("ът") || word.ends_with("ия");
}

/// "ЕСто" is an acronym with its article, not two words.
bool is_article(std::string_view word) {
  constexpr std::array<std::string_view, 7> kArticles = {"та", "то", "те", "ът", "ят", "а", "я"};
  return is_one_of(word, kArticles);
}

}  // namespace

std::optional<GlueSplit> GluedWords::find(std::string_view word, std::span<const std::uint32_t> borders) const {
  if (word.size() < kShortestGlued || word.size() > kLongestGlued || all_capitals(word)) return std::nullopt;
  for (const std::uint32_t border : borders) {
    if (border % kBytesPerLetter == 0 && border > 0 && border < word.size() &&
        (fits_hint(word.substr(0, border), word.substr(border)) || begins_name(word, border))) {
      return GlueSplit{border, true};
    }
  }
  std::optional<GlueSplit> unhinted;
  for (std::size_t at = kBytesPerLetter; at < word.size(); at += kBytesPerLetter) {
    const std::string_view left = word.substr(0, at), right = word.substr(at);
    if (has_case_hint(word, at) && fits_hint(left, right)) return GlueSplit{static_cast<std::uint32_t>(at), true};
    // The longest left half: "със|стратегията" before "с|…".
    if (fits_unhinted(left, right)) unhinted = GlueSplit{static_cast<std::uint32_t>(at), false};
  }
  return unhinted;
}

bool GluedWords::has_case_hint(std::string_view word, std::size_t at) const {
  const std::string_view left = word.substr(0, at), right = word.substr(at);
  const bool capital_before = is_capital(letter_at(word, at - kBytesPerLetter));
  // "Понастоящем|ЕС", "си|Съвет"; "БиТиВи" is a name.
  if (is_capital(letter_at(word, at))) {
    if (has_inner_capital(left)) return false;
    return !capital_before && (!is_capital(letter_at(word, 0)) || left.size() >= kShortestBeforeCapital);
  }
  // "ЕС|и"; "ЕСто" is an acronym with its article, "АБдула" a slip of the keyboard.
  const LetterWord follower(right);
  return capital_before && at >= 2 * kBytesPerLetter && all_capitals(left) && !is_article(right) && !follower.empty() &&
         table_.is_stop_word(follower.letters());
}

/// A border before a capital: a name that no dictionary has may follow a word.
bool GluedWords::begins_name(std::string_view word, std::size_t at) const {
  if (!is_capital(letter_at(word, at)) || is_capital(letter_at(word, at - kBytesPerLetter))) return false;
  const LowerWord left(word.substr(0, at));
  return table_.knows(LetterWord(left.view()).letters());
}

bool GluedWords::fits_hint(std::string_view left, std::string_view right) const {
  for (const std::string_view half : {left, right}) {
    if (half.size() >= 2 * kBytesPerLetter && all_capitals(half)) continue;  // an acronym
    const LowerWord lower(half);
    if (half.size() == kBytesPerLetter ? !is_short_word(lower.view()) : !table_.knows(LetterWord(lower.view()).letters()))
      return false;
  }
  return true;
}

bool GluedWords::fits_unhinted(std::string_view left, std::string_view right) const {
  if (right.size() < kShortestUnhintedRight) return false;
  const LowerWord lower_left(left), lower_right(right);
  const std::string_view before = lower_left.view(), after = lower_right.view();
  if (!is_free_preposition(before) && before.size() < kShortestUnhintedLeft) return false;
  const LetterWord left_letters(before), right_letters(after);
  const RuleSet left_rules = table_.lemmas_of(left_letters.letters()), right_rules = table_.lemmas_of(right_letters.letters());
  if (left_rules.empty() || right_rules.empty()) return false;
  if (is_free_preposition(before)) return true;
  const EndingRule rule = table_.rule(left_rules.front());
  const std::string_view added = table_.appended(rule);
  if (before.ends_with("о") || before.ends_with("е")) {
    // A participle ("поставено") and no first half of a compound ("високо", "видео", "източно").
    const bool of_verb = added.ends_with("а") || added.ends_with("я") || added.ends_with("м");
    const bool participle = before.ends_with("ено") || before.ends_with("ано") || before.ends_with("яно");
    return rule.strip > 0 && of_verb && participle && ends_with_article(after);
  }
  // An article or a finite verb ends a word.
  if (rule.strip > 0) return ends_with_article(before) || before.ends_with("ха") || before.ends_with("хме");
  return before.ends_with("ов") || before.ends_with("ен") || before.ends_with("ски");
}

}  // namespace izvor
