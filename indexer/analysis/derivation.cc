#include "indexer/analysis/derivation.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "indexer/analysis/bulgarian_letters.h"

namespace izvor {

namespace {

/// Where an ending may come off.
enum class EndingUse : std::uint8_t {
  kAny,
  kFirst,           ///< Only the first that comes off.
  kVerbal,          ///< A verb's or a verbal noun's: only the first, and nothing after it.
  kAfterConsonant,  ///< "работник", but "механика" is no "меха-ника".
  kAfterVowel,
};

/// An ending that comes off when at least so many letters stay; some leave letters of their own.
struct DerivationalEnding {
  std::string_view ending;
  std::size_t least_left;
  EndingUse use;
  std::string_view instead = {};
};

constexpr std::array kDerivationalEndings = {DerivationalEnding{"ционизъм", 3, EndingUse::kFirst, "т"},
                                             DerivationalEnding{"зионизъм", 3, EndingUse::kFirst, "з"},
                                             DerivationalEnding{"цировка", 3, EndingUse::kAny, "т"},
                                             DerivationalEnding{"ционалист", 3, EndingUse::kFirst, "т"},
                                             DerivationalEnding{"ционалистка", 3, EndingUse::kFirst, "т"},
                                             DerivationalEnding{"авост", 4, EndingUse::kFirst},
                                             DerivationalEnding{"авина", 4, EndingUse::kFirst},
                                             DerivationalEnding{"цирам", 3, EndingUse::kVerbal, "т"},
                                             DerivationalEnding{"циране", 3, EndingUse::kVerbal, "т"},
                                             DerivationalEnding{"циран", 3, EndingUse::kVerbal, "т"},
                                             DerivationalEnding{"ционист", 3, EndingUse::kFirst, "т"},
                                             DerivationalEnding{"ционистка", 3, EndingUse::kFirst, "т"},
                                             DerivationalEnding{"зионист", 3, EndingUse::kFirst, "з"},
                                             DerivationalEnding{"зионистка", 3, EndingUse::kFirst, "з"},
                                             DerivationalEnding{"итар", 4, EndingUse::kAny},
                                             DerivationalEnding{"ячка", 4, EndingUse::kAny},
                                             DerivationalEnding{"изираност", 3, EndingUse::kVerbal},
                                             DerivationalEnding{"изиране", 3, EndingUse::kVerbal},
                                             DerivationalEnding{"изирам", 3, EndingUse::kVerbal},
                                             DerivationalEnding{"изиран", 3, EndingUse::kVerbal},
                                             DerivationalEnding{"ираност", 3, EndingUse::kVerbal},
                                             DerivationalEnding{"иране", 3, EndingUse::kVerbal},
                                             DerivationalEnding{"ирам", 3, EndingUse::kVerbal},
                                             DerivationalEnding{"иран", 3, EndingUse::kVerbal},
                                             DerivationalEnding{"ирвам", 3, EndingUse::kVerbal},
                                             DerivationalEnding{"ирване", 3, EndingUse::kVerbal},
                                             DerivationalEnding{"ифицирам", 3, EndingUse::kVerbal, "иф"},
                                             DerivationalEnding{"ифициране", 3, EndingUse::kVerbal, "иф"},
                                             DerivationalEnding{"ствувам", 3, EndingUse::kFirst},
                                             DerivationalEnding{"ствуване", 3, EndingUse::kFirst},
                                             DerivationalEnding{"ствам", 3, EndingUse::kFirst},
                                             DerivationalEnding{"стване", 3, EndingUse::kFirst},
                                             DerivationalEnding{"уване", 3, EndingUse::kFirst},
                                             DerivationalEnding{"аване", 3, EndingUse::kVerbal},
                                             DerivationalEnding{"яване", 3, EndingUse::kVerbal},
                                             DerivationalEnding{"ване", 4, EndingUse::kVerbal},
                                             DerivationalEnding{"ене", 3, EndingUse::kVerbal},
                                             DerivationalEnding{"ане", 3, EndingUse::kVerbal},
                                             DerivationalEnding{"яне", 3, EndingUse::kVerbal},
                                             DerivationalEnding{"увам", 3, EndingUse::kFirst},
                                             DerivationalEnding{"авам", 3, EndingUse::kVerbal},
                                             DerivationalEnding{"явам", 3, EndingUse::kVerbal},
                                             DerivationalEnding{"вам", 4, EndingUse::kVerbal},
                                             DerivationalEnding{"ам", 3, EndingUse::kVerbal},
                                             DerivationalEnding{"ям", 3, EndingUse::kVerbal},
                                             DerivationalEnding{"исам", 4, EndingUse::kVerbal},
                                             DerivationalEnding{"исвам", 4, EndingUse::kVerbal},
                                             DerivationalEnding{"исване", 4, EndingUse::kVerbal},
                                             DerivationalEnding{"исане", 4, EndingUse::kVerbal},
                                             DerivationalEnding{"ясам", 3, EndingUse::kVerbal},
                                             DerivationalEnding{"ясвам", 3, EndingUse::kVerbal},
                                             DerivationalEnding{"ясване", 3, EndingUse::kVerbal},
                                             DerivationalEnding{"осам", 4, EndingUse::kVerbal},
                                             DerivationalEnding{"освам", 4, EndingUse::kVerbal},
                                             DerivationalEnding{"осване", 4, EndingUse::kVerbal},
                                             DerivationalEnding{"осане", 4, EndingUse::kVerbal},
                                             DerivationalEnding{"уван", 3, EndingUse::kVerbal},
                                             DerivationalEnding{"аван", 3, EndingUse::kVerbal},
                                             DerivationalEnding{"ичествам", 4, EndingUse::kFirst},
                                             DerivationalEnding{"ичестване", 4, EndingUse::kFirst},
                                             DerivationalEnding{"ичествуване", 4, EndingUse::kFirst},
                                             DerivationalEnding{"ителствам", 3, EndingUse::kFirst},
                                             DerivationalEnding{"ист", 4, EndingUse::kFirst},
                                             DerivationalEnding{"ещ", 4, EndingUse::kFirst},
                                             DerivationalEnding{"ящ", 4, EndingUse::kFirst},
                                             DerivationalEnding{"ащ", 4, EndingUse::kFirst},
                                             DerivationalEnding{"ничествам", 3, EndingUse::kAfterConsonant},
                                             DerivationalEnding{"ничество", 3, EndingUse::kAfterConsonant},
                                             DerivationalEnding{"нически", 4, EndingUse::kAfterConsonant},
                                             DerivationalEnding{"ничене", 3, EndingUse::kAfterConsonant},
                                             DerivationalEnding{"ничка", 4, EndingUse::kAfterConsonant},
                                             DerivationalEnding{"нича", 3, EndingUse::kAfterConsonant},
                                             DerivationalEnding{"ник", 4, EndingUse::kAfterConsonant},
                                             DerivationalEnding{"ница", 4, EndingUse::kAfterConsonant},
                                             DerivationalEnding{"ка", 4, EndingUse::kAfterConsonant},
                                             DerivationalEnding{"тие", 3, EndingUse::kAfterVowel},
                                             DerivationalEnding{"изационен", 3, EndingUse::kAny},
                                             DerivationalEnding{"изаторски", 3, EndingUse::kAny},
                                             DerivationalEnding{"изаторка", 3, EndingUse::kAny},
                                             DerivationalEnding{"изатор", 3, EndingUse::kAny},
                                             DerivationalEnding{"изация", 3, EndingUse::kAny},
                                             DerivationalEnding{"ификация", 3, EndingUse::kAny, "иф"},
                                             DerivationalEnding{"ификат", 3, EndingUse::kAny, "иф"},
                                             DerivationalEnding{"икация", 4, EndingUse::kAny, "ик"},
                                             DerivationalEnding{"икат", 4, EndingUse::kAny},
                                             DerivationalEnding{"ационен", 3, EndingUse::kAny},
                                             DerivationalEnding{"аторски", 3, EndingUse::kAny},
                                             DerivationalEnding{"аторство", 3, EndingUse::kAny},
                                             DerivationalEnding{"аторка", 3, EndingUse::kAny},
                                             DerivationalEnding{"атор", 4, EndingUse::kAny},
                                             DerivationalEnding{"ация", 3, EndingUse::kAny},
                                             DerivationalEnding{"атива", 4, EndingUse::kAny},
                                             DerivationalEnding{"ативност", 4, EndingUse::kAny},
                                             DerivationalEnding{"ативен", 4, EndingUse::kAny},
                                             DerivationalEnding{"атив", 4, EndingUse::kAny},
                                             DerivationalEnding{"атура", 4, EndingUse::kAny},
                                             DerivationalEnding{"иатура", 4, EndingUse::kAny},
                                             DerivationalEnding{"ат", 4, EndingUse::kAny},
                                             DerivationalEnding{"иционен", 5, EndingUse::kAny},
                                             DerivationalEnding{"иция", 5, EndingUse::kAny},
                                             DerivationalEnding{"ционален", 2, EndingUse::kAny, "т"},
                                             DerivationalEnding{"ционност", 2, EndingUse::kAny, "т"},
                                             DerivationalEnding{"ционен", 2, EndingUse::kAny, "т"},
                                             DerivationalEnding{"ционер", 3, EndingUse::kAny, "т"},
                                             DerivationalEnding{"ция", 2, EndingUse::kAny, "т"},
                                             DerivationalEnding{"сионен", 3, EndingUse::kAny, "с"},
                                             DerivationalEnding{"сия", 3, EndingUse::kAny, "с"},
                                             DerivationalEnding{"зионен", 3, EndingUse::kAny, "з"},
                                             DerivationalEnding{"зия", 3, EndingUse::kAny, "з"},
                                             DerivationalEnding{"енция", 4, EndingUse::kAny, "ент"},
                                             DerivationalEnding{"изировка", 3, EndingUse::kAny},
                                             DerivationalEnding{"ировка", 3, EndingUse::kAny},
                                             DerivationalEnding{"ировъчен", 3, EndingUse::kAny},
                                             DerivationalEnding{"истически", 4, EndingUse::kAny},
                                             DerivationalEnding{"истичен", 4, EndingUse::kAny},
                                             DerivationalEnding{"истика", 4, EndingUse::kAny},
                                             DerivationalEnding{"истки", 4, EndingUse::kAny},
                                             DerivationalEnding{"истка", 4, EndingUse::kAny},
                                             DerivationalEnding{"изъм", 3, EndingUse::kAny},
                                             DerivationalEnding{"ицизъм", 4, EndingUse::kAny},
                                             DerivationalEnding{"итет", 4, EndingUse::kAny},
                                             DerivationalEnding{"итарен", 4, EndingUse::kAny},
                                             DerivationalEnding{"ичество", 4, EndingUse::kAny},
                                             DerivationalEnding{"ичене", 5, EndingUse::kAny},
                                             DerivationalEnding{"ителство", 3, EndingUse::kAny},
                                             DerivationalEnding{"ителски", 3, EndingUse::kAny},
                                             DerivationalEnding{"ителност", 3, EndingUse::kAny},
                                             DerivationalEnding{"ителен", 3, EndingUse::kAny},
                                             DerivationalEnding{"ителка", 3, EndingUse::kAny},
                                             DerivationalEnding{"ител", 3, EndingUse::kAny},
                                             DerivationalEnding{"ателство", 3, EndingUse::kAny},
                                             DerivationalEnding{"ателски", 3, EndingUse::kAny},
                                             DerivationalEnding{"ателност", 3, EndingUse::kAny},
                                             DerivationalEnding{"ателен", 3, EndingUse::kAny},
                                             DerivationalEnding{"ателка", 3, EndingUse::kAny},
                                             DerivationalEnding{"ател", 3, EndingUse::kAny},
                                             DerivationalEnding{"етел", 4, EndingUse::kAny},
                                             DerivationalEnding{"елец", 4, EndingUse::kAny},
                                             DerivationalEnding{"елски", 5, EndingUse::kAny},
                                             DerivationalEnding{"телен", 4, EndingUse::kAny},
                                             DerivationalEnding{"тел", 5, EndingUse::kAny},
                                             DerivationalEnding{"ественост", 3, EndingUse::kAny},
                                             DerivationalEnding{"ествен", 3, EndingUse::kAny},
                                             DerivationalEnding{"ество", 3, EndingUse::kAny},
                                             DerivationalEnding{"ственост", 3, EndingUse::kAny},
                                             DerivationalEnding{"ствен", 3, EndingUse::kAny},
                                             DerivationalEnding{"ство", 3, EndingUse::kAny},
                                             DerivationalEnding{"ствие", 4, EndingUse::kAny},
                                             DerivationalEnding{"овски", 4, EndingUse::kAny},
                                             DerivationalEnding{"ически", 5, EndingUse::kAny},
                                             DerivationalEnding{"ейски", 4, EndingUse::kAny},
                                             DerivationalEnding{"ийски", 3, EndingUse::kAny},
                                             DerivationalEnding{"енски", 4, EndingUse::kAny},
                                             DerivationalEnding{"чески", 4, EndingUse::kAny, "ч"},
                                             DerivationalEnding{"ишки", 4, EndingUse::kAny},
                                             DerivationalEnding{"шки", 4, EndingUse::kAny, "х"},
                                             DerivationalEnding{"ски", 3, EndingUse::kAny},
                                             DerivationalEnding{"чки", 4, EndingUse::kAny, "ч"},
                                             DerivationalEnding{"ичност", 5, EndingUse::kAny},
                                             DerivationalEnding{"еност", 4, EndingUse::kAny},
                                             DerivationalEnding{"ност", 3, EndingUse::kAny},
                                             DerivationalEnding{"ост", 3, EndingUse::kAny},
                                             DerivationalEnding{"ичен", 5, EndingUse::kAny},
                                             DerivationalEnding{"ален", 5, EndingUse::kAny},
                                             DerivationalEnding{"арен", 5, EndingUse::kAny},
                                             DerivationalEnding{"ивен", 4, EndingUse::kAny},
                                             DerivationalEnding{"овен", 4, EndingUse::kAny},
                                             DerivationalEnding{"ен", 3, EndingUse::kFirst},
                                             DerivationalEnding{"ов", 4, EndingUse::kAny},
                                             DerivationalEnding{"ев", 4, EndingUse::kAny},
                                             DerivationalEnding{"ив", 4, EndingUse::kAny},
                                             DerivationalEnding{"елив", 4, EndingUse::kAny},
                                             DerivationalEnding{"ав", 4, EndingUse::kAny},
                                             DerivationalEnding{"ест", 4, EndingUse::kAny},
                                             DerivationalEnding{"ал", 5, EndingUse::kAny},
                                             DerivationalEnding{"оиден", 4, EndingUse::kAny},
                                             DerivationalEnding{"оид", 5, EndingUse::kAny},
                                             DerivationalEnding{"иада", 4, EndingUse::kAny},
                                             DerivationalEnding{"ура", 5, EndingUse::kAny},
                                             DerivationalEnding{"ор", 5, EndingUse::kAny},
                                             DerivationalEnding{"ир", 5, EndingUse::kAny},
                                             DerivationalEnding{"аж", 5, EndingUse::kAny},
                                             DerivationalEnding{"ение", 3, EndingUse::kAny},
                                             DerivationalEnding{"ание", 3, EndingUse::kAny},
                                             DerivationalEnding{"яние", 3, EndingUse::kAny},
                                             DerivationalEnding{"щина", 4, EndingUse::kAny},
                                             DerivationalEnding{"ак", 4, EndingUse::kAny},
                                             DerivationalEnding{"як", 4, EndingUse::kAny},
                                             DerivationalEnding{"ачка", 3, EndingUse::kAny},
                                             DerivationalEnding{"ач", 3, EndingUse::kAny},
                                             DerivationalEnding{"ало", 4, EndingUse::kAny},
                                             DerivationalEnding{"алка", 4, EndingUse::kAny},
                                             DerivationalEnding{"алня", 4, EndingUse::kAny},
                                             DerivationalEnding{"алак", 4, EndingUse::kAny},
                                             DerivationalEnding{"лък", 4, EndingUse::kAny},
                                             DerivationalEnding{"джилък", 3, EndingUse::kAny},
                                             DerivationalEnding{"джийски", 3, EndingUse::kAny},
                                             DerivationalEnding{"джийство", 3, EndingUse::kAny},
                                             DerivationalEnding{"джийка", 3, EndingUse::kAny},
                                             DerivationalEnding{"джия", 3, EndingUse::kAny},
                                             DerivationalEnding{"чийски", 4, EndingUse::kAny},
                                             DerivationalEnding{"чийка", 4, EndingUse::kAny},
                                             DerivationalEnding{"чия", 4, EndingUse::kAny},
                                             DerivationalEnding{"арник", 4, EndingUse::kAny},
                                             DerivationalEnding{"арница", 4, EndingUse::kAny},
                                             DerivationalEnding{"арка", 4, EndingUse::kAny},
                                             DerivationalEnding{"иер", 5, EndingUse::kAny},
                                             DerivationalEnding{"ар", 4, EndingUse::kAny},
                                             DerivationalEnding{"ьор", 5, EndingUse::kAny},
                                             DerivationalEnding{"иерка", 5, EndingUse::kAny},
                                             DerivationalEnding{"ерка", 5, EndingUse::kAny},
                                             DerivationalEnding{"ер", 5, EndingUse::kAny},
                                             DerivationalEnding{"ика", 5, EndingUse::kAny},
                                             DerivationalEnding{"ик", 5, EndingUse::kAny},
                                             DerivationalEnding{"ичка", 5, EndingUse::kAny},
                                             DerivationalEnding{"инка", 5, EndingUse::kAny},
                                             DerivationalEnding{"еец", 4, EndingUse::kAny},
                                             DerivationalEnding{"иец", 3, EndingUse::kAny},
                                             DerivationalEnding{"ейка", 4, EndingUse::kAny},
                                             DerivationalEnding{"ийка", 3, EndingUse::kAny},
                                             DerivationalEnding{"ец", 4, EndingUse::kAny},
                                             DerivationalEnding{"янин", 4, EndingUse::kAny},
                                             DerivationalEnding{"ин", 5, EndingUse::kFirst},
                                             DerivationalEnding{"ина", 5, EndingUse::kAny},
                                             DerivationalEnding{"ица", 5, EndingUse::kAny},
                                             DerivationalEnding{"че", 4, EndingUse::kAny},
                                             DerivationalEnding{"ище", 4, EndingUse::kAny},
                                             DerivationalEnding{"ан", 5, EndingUse::kAny},
                                             DerivationalEnding{"ия", 3, EndingUse::kAny},
                                             DerivationalEnding{"ие", 3, EndingUse::kAny},
                                             DerivationalEnding{"ология", 5, EndingUse::kAny},
                                             DerivationalEnding{"ологичен", 5, EndingUse::kAny},
                                             DerivationalEnding{"ологически", 5, EndingUse::kAny},
                                             DerivationalEnding{"олог", 5, EndingUse::kAny}};

constexpr int kMostEndings = 4;
constexpr std::size_t kShortestRoot = 3;
constexpr std::size_t kShortestStem = 5;

std::string_view last_letter(std::string_view word) { return word.substr(word.size() - kBytesPerLetter); }

bool is_vowel(std::string_view letter) { return std::string_view("аеиоуъюя").find(letter) != std::string_view::npos; }

bool may_come_off(const DerivationalEnding& known, std::string_view word, bool first) {
  if (word.size() < known.ending.size() + known.least_left * kBytesPerLetter || !word.ends_with(known.ending)) return false;
  if (!holds_syllable(word.substr(0, word.size() - known.ending.size()))) return false;
  const std::string_view before = last_letter(word.substr(0, word.size() - known.ending.size()));
  switch (known.use) {
    case EndingUse::kAny:
      return true;
    case EndingUse::kFirst:
    case EndingUse::kVerbal:
      return first;
    case EndingUse::kAfterConsonant:
      return !is_vowel(before) && before != "х";
    case EndingUse::kAfterVowel:
      return is_vowel(before);
  }
  return false;
}

/// Takes the longest ending off; null when none may come off.
const DerivationalEnding* take_ending(std::string& word, bool first, LemmaClass lemma_class) {
  const DerivationalEnding* longest = nullptr;
  for (const DerivationalEnding& known : kDerivationalEndings) {
    if (longest && longest->ending.size() >= known.ending.size()) continue;
    // "член" and "състав" end so as they are.
    if (first && lemma_class == LemmaClass::kNoun && (known.ending == "ен" || known.ending == "ав")) continue;
    if (may_come_off(known, word, first)) longest = &known;
  }
  if (longest) word.replace(word.size() - longest->ending.size(), longest->ending.size(), longest->instead);
  return longest;
}

/// What a bare stem may still end in after its vowel fell: "катедрала", "инициатива", "диктат".
void take_stem_ending(std::string& word) {
  for (const std::string_view ending : {"ал", "ат", "ив"}) {
    if (word.ends_with(ending) && word.size() >= ending.size() + kShortestStem * kBytesPerLetter) {
      word.resize(word.size() - ending.size());
      return;
    }
  }
  // "архитектурен"
  if (word.ends_with("тур") && word.size() > kShortestStem * kBytesPerLetter) word.resize(word.size() - 2 * kBytesPerLetter);
}

void drop_final_vowels(std::string& word) {
  while (word.size() > kShortestRoot * kBytesPerLetter) {
    const std::string_view last = last_letter(word);
    if (std::string_view("аеиоуюяйьъ").find(last) == std::string_view::npos) return;
    word.resize(word.size() - kBytesPerLetter);
  }
  if (word.ends_with("тур") && word.size() > kShortestStem * kBytesPerLetter) word.resize(word.size() - 2 * kBytesPerLetter);
}

/// к ч ц, г ж з, х ш с, т щ are one at the end of a root; управл- is управ-.
void even_out_end(std::string& word) {
  struct Same {
    std::string_view letter, as;
  };
  constexpr std::array<Same, 8> kSame = {
      {{"ч", "к"}, {"ц", "к"}, {"ж", "г"}, {"з", "г"}, {"ш", "с"}, {"х", "с"}, {"щ", "т"}, {"й", ""}}};
  const bool after_lip = word.ends_with("вл") || word.ends_with("бл") || word.ends_with("пл") || word.ends_with("мл");
  if (after_lip && word.size() >= kShortestStem * kBytesPerLetter) word.resize(word.size() - kBytesPerLetter);
  for (const Same& same : kSame) {
    if (!word.ends_with(same.letter)) continue;
    word.replace(word.size() - kBytesPerLetter, kBytesPerLetter, same.as);
    return;
  }
}

/// A к after a consonant is an ending more often than not: ябълк-, артелч-.
void drop_small_ending(std::string& word) {
  if (word.size() < kShortestStem * kBytesPerLetter || !word.ends_with("к")) return;
  const std::string_view before = last_letter(std::string_view(word).substr(0, word.size() - kBytesPerLetter));
  if (!is_vowel(before)) word.resize(word.size() - kBytesPerLetter);
}

/// "метър" is "метр-".
void drop_fleeting_vowel(std::string& word) {
  if (word.size() < kShortestStem * kBytesPerLetter) return;
  const std::size_t place = word.size() - 2 * kBytesPerLetter;
  const std::string_view last = last_letter(word);
  if (word.compare(place, kBytesPerLetter, "ъ") == 0 && (last == "р" || last == "л" || last == "м"))
    word.erase(place, kBytesPerLetter);
}

/// я and е alternate by stress: бял, белота.
void even_out_vowel(std::string& word) {
  const std::size_t place = word.rfind("я");
  if (place != std::string::npos && place > 0) word.replace(place, kBytesPerLetter, "е");
}

}  // namespace

std::string_view verbal_prefix(std::string_view word) {
  // Longer ones first: "пред" before "пре".
  constexpr std::array<std::string_view, 26> kPrefixes = {
      "противо", "между", "свръх", "пред", "през", "полу", "анти", "без", "въз", "над", "под", "раз", "рас",
      "въс",     "пре",   "при",   "про",  "до",   "за",   "из",   "на",  "об",  "от",  "не",  "по",  "съ"};
  const auto prefix = std::ranges::find_if(kPrefixes, [&](std::string_view known) { return word.starts_with(known); });
  return prefix == kPrefixes.end() || prefix->size() == word.size() ? std::string_view() : word.substr(0, prefix->size());
}

bool holds_syllable(std::string_view stem) {
  stem.remove_prefix(verbal_prefix(stem).size());
  int found = 0;  // Of consonant, vowel, consonant.
  for (std::size_t i = 0; i + kBytesPerLetter <= stem.size(); i += kBytesPerLetter) {
    if (is_vowel(stem.substr(i, kBytesPerLetter)) == (found == 1)) ++found;
    if (found == 3) return true;
  }
  return false;
}

std::string derivational_root(std::string_view lemma, LemmaClass lemma_class) {
  std::string word(lemma);
  if (lemma_class == LemmaClass::kVerb && word.ends_with("на") && word.size() > 5 * kBytesPerLetter)
    word.resize(word.size() - 2 * kBytesPerLetter);
  for (int taken = 0; taken < kMostEndings; ++taken) {
    const DerivationalEnding* ending = take_ending(word, taken == 0, lemma_class);
    if (!ending || ending->use == EndingUse::kVerbal) break;
  }
  drop_final_vowels(word);
  even_out_end(word);
  drop_small_ending(word);
  take_stem_ending(word);
  drop_fleeting_vowel(word);
  even_out_vowel(word);
  return word;
}

}  // namespace izvor
