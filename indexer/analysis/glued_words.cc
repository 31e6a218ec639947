#include "indexer/analysis/glued_words.h"

#include <algorithm>
#include <array>

namespace izvor {

namespace {

constexpr std::size_t letters(std::size_t count) { return count * kBytesPerLetter; }

constexpr std::size_t kShortestGlued = letters(3);
constexpr std::size_t kLongestGlued = letters(40);
/// A word with three joints is a sentence; the rest of it is left.
constexpr int kMostJoints = 2;

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

/// Words that no longer word begins with, but for a few that the dictionary knows ("между" is not among them:
/// "междуправителственото").
bool is_free_word(std::string_view word) {
  constexpr std::array<std::string_view, 25> kWords = {
      "за",     "на",      "със",    "във",   "към",     "като",       "чрез",  "които", "която",
      "което",  "относно", "според", "срещу", "преди",   "поради",     "освен", "обаче", "когато",
      "където", "защото",  "докато", "също",  "въпреки", "вследствие", "вместо"};
  return is_one_of(word, kWords);
}

/// Words that no word ends with when a longer word stands before them.
bool is_free_ending(std::string_view word) {
  constexpr std::array<std::string_view, 13> kWords = {"за",   "да",   "се",    "ще",    "със",   "във", "към",
                                                       "като", "чрез", "които", "която", "което", "през"};
  return is_one_of(word, kWords);
}

/// First halves of compounds, which the dictionary lists as words.
bool is_combining_form(std::string_view word) {
  constexpr std::array<std::string_view, 22> kForms = {"авто", "агро", "аеро",    "аудио",  "био",   "вело", "видео", "гео",
                                                       "евро", "еко",  "електро", "кибер",  "макро", "мега", "метео", "микро",
                                                       "мото", "нано", "нео",     "псевдо", "радио", "теле"};
  return is_one_of(word, kForms);
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
  return find(word, borders, kMostJoints);
}

std::optional<GlueSplit> GluedWords::find(std::string_view word, std::span<const std::uint32_t> borders,
                                          int more_joints) const {
  if (word.size() < kShortestGlued || word.size() > kLongestGlued || all_capitals(word)) return std::nullopt;
  const auto reads = [&](std::size_t at) {
    return !is_combining_form(LowerWord(word.substr(0, at)).view()) && reads_as_words(word.substr(0, at), more_joints) &&
           reads_as_words(word.substr(at), more_joints);
  };
  for (const std::uint32_t border : borders) {
    if (border % kBytesPerLetter == 0 && border > 0 && border < word.size() &&
        (reads(border) || begins_name(word, border, true))) {
      return GlueSplit{border, true};
    }
  }
  std::optional<GlueSplit> unhinted;
  for (std::size_t at = kBytesPerLetter; at < word.size(); at += kBytesPerLetter) {
    if (has_case_hint(word, at) && (reads(at) || begins_name(word, at, false)))
      return GlueSplit{static_cast<std::uint32_t>(at), true};
    // The longest left half: "със|стратегията" before "с|…".
    if (fits_unhinted(word.substr(0, at), word.substr(at))) unhinted = GlueSplit{static_cast<std::uint32_t>(at), false};
  }
  return unhinted;
}

bool GluedWords::knows(std::string_view word) const {
  const LowerWord lower(word);
  return table_.knows(LetterWord(lower.view()).letters());
}

bool GluedWords::has_case_hint(std::string_view word, std::size_t at) const {
  const std::string_view left = word.substr(0, at), right = word.substr(at);
  const bool capital_before = is_capital(letter_at(word, at - kBytesPerLetter));
  // "Понастоящем|ЕС", "си|Съвет"; "БиТиВи" and "еПоща" are names.
  if (is_capital(letter_at(word, at))) {
    if (has_inner_capital(left) || left == "е") return false;
    return !capital_before && (!is_capital(letter_at(word, 0)) || left.size() >= letters(4));
  }
  // "ЕС|и"; "ЕСто" is an acronym with its article, "АБдула" a slip of the keyboard.
  const LetterWord follower(right);
  return capital_before && at >= letters(2) && all_capitals(left) && !is_article(right) && !follower.empty() &&
         table_.is_stop_word(follower.letters());
}

/// A capital after a small letter: a name that no dictionary has may follow a word, or at a border another name.
bool GluedWords::begins_name(std::string_view word, std::size_t at, bool at_border) const {
  const std::string_view left = word.substr(0, at), right = word.substr(at);
  if (!is_capital(right) || is_capital(letter_at(word, at - kBytesPerLetter))) return false;
  if (at_border) return knows(left) || (left.size() >= letters(3) && right.size() >= letters(3));
  return left.size() >= letters(5) && right.size() >= letters(3) && !is_capital(left) && knows(left);
}

/// An acronym, a word, or several of them.
bool GluedWords::reads_as_words(std::string_view half, int more_joints) const {
  if (half.size() >= letters(2) && all_capitals(half)) return true;
  if (half.size() == letters(1)) return is_short_word(LowerWord(half).view());
  return knows(half) || (more_joints > 1 && find(half, {}, more_joints - 1));
}

bool GluedWords::fits_unhinted(std::string_view left, std::string_view right) const {
  const LowerWord lower_left(left), lower_right(right);
  const std::string_view before = lower_left.view(), after = lower_right.view();
  if (right.size() < letters(6)) {
    if (right.size() < letters(2)) return false;
    const bool article =
        left.size() >= letters(5) && right.size() >= letters(3) && (before.ends_with("ът") || before.ends_with("ят"));
    // "Рагуза", "гарада": shorter ones are names.
    return (article || (left.size() >= letters(6) && is_free_ending(after))) && knows(left) && knows(right);
  }
  if (is_free_word(before)) return knows(right);
  if (before.size() < letters(5)) return false;
  const LetterWord left_letters(before);
  const RuleSet left_rules = table_.lemmas_of(left_letters.letters());
  return !left_rules.empty() && knows(right) && ends_as_word(before, table_.rule(left_rules.front()), after);
}

/// Whether `left` has an ending that no first half of a compound has ("високо", "видео", "източно"). Small letters.
bool GluedWords::ends_as_word(std::string_view left, EndingRule rule, std::string_view right) const {
  const std::string_view added = table_.appended(rule);
  if (rule.strip == 0) return left.ends_with("ов") || left.ends_with("ен") || left.ends_with("ски");
  // "държавите", "правителството"; "живото" in "животоспасяващ" is too short to tell.
  if (left.ends_with("ите")) return left.size() >= letters(6);
  if ((left.ends_with("ото") || left.ends_with("ето")) && left.size() >= letters(7)) return true;
  if (left.ends_with("о") || left.ends_with("е")) {
    const bool of_verb = added.ends_with("а") || added.ends_with("я") || added.ends_with("м");
    const bool participle = left.ends_with("ено") || left.ends_with("ано") || left.ends_with("яно") || left.ends_with("ето");
    return of_verb && participle && ends_with_article(right);
  }
  return ends_with_article(left) || left.ends_with("ха") || left.ends_with("хме");
}

}  // namespace izvor
