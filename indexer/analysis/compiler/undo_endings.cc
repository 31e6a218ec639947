#include "indexer/analysis/compiler/undo_endings.h"

#include <algorithm>
#include <array>
#include <set>

#include "indexer/analysis/bulgarian_letters.h"

namespace izvor::compiler {

namespace {

/// An ending, and what the lemma has in its place.
struct Ending {
  WordClass word_class;
  std::string_view ending;
  std::string_view in_lemma;
};

constexpr WordClass kM = WordClass::kMasculine;
constexpr WordClass kF = WordClass::kFeminine;
constexpr WordClass kNe = WordClass::kNeuter;
constexpr WordClass kV = WordClass::kVerb;
constexpr WordClass kA = WordClass::kAdjective;

constexpr std::array kEndings = {
    // Nouns: articles, plurals, vocatives.
    Ending{kM, "а", ""},
    Ending{kM, "ът", ""},
    Ending{kM, "я", ""},
    Ending{kM, "ят", ""},
    Ending{kM, "я", "й"},
    Ending{kM, "ят", "й"},
    Ending{kM, "о", ""},
    Ending{kM, "е", ""},
    Ending{kM, "ю", ""},
    Ending{kM, "ко", ""},
    Ending{kM, "и", ""},
    Ending{kM, "ите", ""},
    Ending{kM, "и", "й"},
    Ending{kM, "ите", "й"},
    Ending{kM, "ове", ""},
    Ending{kM, "овете", ""},
    Ending{kM, "ове", "о"},
    Ending{kM, "ове", "ец"},
    Ending{kM, "овете", "ец"},
    Ending{kM, "еве", "й"},
    Ending{kM, "евете", "й"},
    Ending{kM, "ища", ""},
    Ending{kM, "ищата", ""},
    Ending{kM, "ьо", ""},
    Ending{kM, "е", "ин"},
    Ending{kM, "ете", "ин"},
    Ending{kM, "е", ""},
    Ending{kM, "ете", ""},
    Ending{kM, "я", ""},
    Ending{kM, "ята", ""},
    Ending{kF, "и", "а"},
    Ending{kF, "ите", "а"},
    Ending{kF, "та", ""},
    Ending{kF, "та", "т"},
    Ending{kF, "и", ""},
    Ending{kF, "ите", ""},
    Ending{kF, "о", "а"},
    Ending{kF, "е", "а"},
    Ending{kF, "е", ""},
    Ending{kF, "ете", "а"},
    Ending{kNe, "то", ""},
    Ending{kNe, "те", ""},
    Ending{kNe, "ена", "е"},
    Ending{kNe, "ената", "е"},
    Ending{kNe, "а", "о"},
    Ending{kNe, "ата", "о"},
    Ending{kNe, "еса", "о"},
    Ending{kNe, "есата", "о"},
    Ending{kNe, "а", "е"},
    Ending{kNe, "ата", "е"},
    // Adjectives.
    Ending{kA, "а", ""},
    Ending{kA, "ата", ""},
    Ending{kA, "о", ""},
    Ending{kA, "ото", ""},
    Ending{kA, "и", ""},
    Ending{kA, "ите", ""},
    Ending{kA, "ия", ""},
    Ending{kA, "ият", ""},
    Ending{kA, "я", ""},
    Ending{kA, "ята", ""},
    Ending{kA, "ьо", ""},
    Ending{kA, "ьото", ""},
    Ending{kA, "е", ""},
    Ending{kA, "ето", ""},
};

/// The vowel that joins stem and verbal ending; the empty one is for -на (вдигнах) and consonant stems (рекла).
constexpr std::array<std::string_view, 6> kThemes = {"", "а", "я", "е", "и", "о"};

constexpr std::array<std::string_view, 60> kVerbTails = {
    "",     "т",    "ш",    "м",    "ме",   "те",  "х",    "ха",    "хме",  "хте", "ше",   "й",   "йте",  "йки",  "ейки",
    "л",    "ла",   "лата", "ло",   "лото", "ли",  "лите", "лия",   "лият", "ъл",  "н",    "на",  "ната", "но",   "ното",
    "ни",   "ните", "ния",  "ният", "т",    "та",  "тата", "то",    "тото", "ти",  "тите", "тия", "тият", "щ",    "ща",
    "щата", "що",   "щото", "щи",   "щите", "щия", "щият", "вайки", "ете",  "жте", "ж",    "и",   "ите",  "ейте", "айте"};

struct Alternation {
  std::string_view in_form;
  std::string_view in_lemma;
};

/// At the end of the stem.
constexpr std::array kFinalAlternations = {
    Alternation{"ч", "к"}, Alternation{"ж", "г"}, Alternation{"ц", "к"}, Alternation{"з", "г"}, Alternation{"с", "х"},
    Alternation{"к", "ч"}, Alternation{"г", "ж"}, Alternation{"з", "ж"}, Alternation{"с", "ш"}, Alternation{"к", "к"}};

std::string_view last_letter(std::string_view word) { return word.substr(word.size() - kBytesPerLetter); }

/// The stem, and the stems that it may be in the lemma, with what each costs.
std::vector<std::pair<std::string, int>> stems_of(std::string_view stem) {
  std::vector<std::pair<std::string, int>> stems{{std::string(stem), 0}};
  if (stem.size() < kBytesPerLetter) return stems;
  for (const Alternation& change : kFinalAlternations) {
    if (last_letter(stem) == change.in_form && change.in_form != change.in_lemma) {
      stems.emplace_back(std::string(stem.substr(0, stem.size() - kBytesPerLetter)) + std::string(change.in_lemma), 1);
    }
  }
  const std::size_t plain = stems.size();
  for (std::size_t i = 0; i < plain; ++i) {
    const std::string base = stems[i].first;
    const int cost = stems[i].second + 1;
    // ъ or е that fled before the last consonant: центр- for център, бегл- for беглец.
    if (base.size() >= 2 * kBytesPerLetter) {
      const std::size_t cut = base.size() - kBytesPerLetter;
      for (const std::string_view vowel : {"ъ", "е"})
        stems.emplace_back(base.substr(0, cut) + std::string(vowel) + base.substr(cut), cost);
    }
    // The last я of the stem stands for е and the other way: бряг, брегове.
    for (const auto& [from, to] : {Alternation{"я", "е"}, Alternation{"е", "я"}, Alternation{"ъ", ""}}) {
      const std::size_t place = base.rfind(from);
      if (place == std::string::npos || place == 0 || base.size() - place > 3 * kBytesPerLetter) continue;
      stems.emplace_back(base.substr(0, place) + std::string(to) + base.substr(place + kBytesPerLetter), cost);
    }
  }
  return stems;
}

void add_verbs(std::string_view form, std::vector<LemmaCandidate>& found) {
  for (const std::string_view tail : kVerbTails) {
    if (form.size() <= tail.size() || !form.ends_with(tail)) continue;
    const std::string_view themed = form.substr(0, form.size() - tail.size());
    for (const std::string_view theme : kThemes) {
      if (themed.size() <= theme.size() || !themed.ends_with(theme)) continue;
      const int length = static_cast<int>((tail.size() + theme.size()) / kBytesPerLetter);
      for (const auto& [stem, cost] : stems_of(themed.substr(0, themed.size() - theme.size()))) {
        for (const std::string_view in_lemma : {"а", "я", "ея", "ам", "м"}) {
          found.push_back({stem + std::string(in_lemma), kV, 10 * cost - length});
        }
      }
    }
  }
}

}  // namespace

std::vector<LemmaCandidate> undo_endings(std::string_view form) {
  std::vector<LemmaCandidate> found;
  for (const Ending& ending : kEndings) {
    if (form.size() <= ending.ending.size() || !form.ends_with(ending.ending)) continue;
    const int length = static_cast<int>(ending.ending.size() / kBytesPerLetter);
    for (const auto& [stem, cost] : stems_of(form.substr(0, form.size() - ending.ending.size()))) {
      found.push_back({stem + std::string(ending.in_lemma), ending.word_class, 10 * cost - length});
    }
  }
  add_verbs(form, found);
  std::ranges::stable_sort(found, {}, &LemmaCandidate::cost);
  return found;
}

}  // namespace izvor::compiler
