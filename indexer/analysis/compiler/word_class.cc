#include "indexer/analysis/compiler/word_class.h"

#include <algorithm>
#include <array>

namespace izvor::compiler {

namespace {

template <std::size_t N>
bool ends_with_any(std::string_view word, const std::array<std::string_view, N>& endings) {
  return std::ranges::any_of(endings, [&](std::string_view ending) { return word.ends_with(ending); });
}

constexpr std::array<std::string_view, 32> kParticipleEndings = {
    "л",   "ла",   "лата", "ло", "лото", "ли", "лите", "лия", "лият", "н",   "на",   "ната", "но", "ното", "ни", "ните",
    "ния", "ният", "щ",    "ща", "щата", "що", "щото", "щи",  "щите", "щия", "щият", "т",    "та", "то",   "ти", "тите"};

bool is_vocative(std::string_view form) {
  return form.ends_with("о") || form.ends_with("ю") || (form.ends_with("е") && !form.ends_with("те"));
}

double masculine_weight(std::string_view lemma, std::string_view form) {
  if (form.ends_with("ове") || form.ends_with("еве")) return 4.3;
  if (form.ends_with("а") || form.ends_with("я")) return 1.5;  // short article, count form
  if (is_vocative(form) && !lemma.ends_with("о")) return 0.5;
  return form.ends_with("и") ? 4.15 : 4.5;
}

/// A noun made from a prefixed verb ("обява" from "обявя"): its plural is rarer than the verb's third person.
bool has_verbal_prefix(std::string_view lemma) {
  constexpr std::array<std::string_view, 14> kPrefixes = {"до", "за",  "из",  "на",  "над", "об",  "от",
                                                          "по", "под", "пре", "при", "про", "раз", "въз"};
  return std::ranges::any_of(kPrefixes, [&](std::string_view prefix) { return lemma.starts_with(prefix); });
}

double verb_weight(std::string_view lemma, std::string_view form) {
  // Imperfective -ам before its perfective partner: "поставят" is said of what goes on.
  const double aspect = lemma.ends_with("м") ? 0.05 : 0;
  if (form == lemma) return 3.0;
  if (form.ends_with("ите") || form.ends_with("ете")) return 2.0;      // second person plural
  if (form.ends_with("и") && form.size() == lemma.size()) return 4.1;  // third person or aorist, not "-ли", "-ни"
  if (form.ends_with("ния") || form.ends_with("тия")) return 2.5;
  if (form.ends_with("йки")) return 2.5;
  return (looks_like_participle(form) ? 3.9 : 4.1) + aspect;
}

}  // namespace

bool looks_like_participle(std::string_view form) { return ends_with_any(form, kParticipleEndings); }

WordClass class_by_flag(std::string_view lemma, char flag) {
  constexpr std::array<std::string_view, 3> kVowels = {"а", "я", "ото"};
  switch (flag) {
    case 'A':
      return WordClass::kAdjective;
    case 'B':
      return WordClass::kFeminine;
    case 'C':
    case 'D':
    case 'E':
    case 'F':
    case 'G':
    case 'H':
    case 'I':
    case 'N':
      return WordClass::kMasculine;
    case 'J':
      return WordClass::kNeuter;
    case 'K':
      if (ends_with_any(lemma, kVowels)) return WordClass::kFeminine;
      return lemma.ends_with("г") ? WordClass::kMasculine : WordClass::kAdjective;
    case 'L':
      if (lemma.ends_with("а")) return WordClass::kFeminine;
      if (lemma.ends_with("е") || lemma.ends_with("о")) return WordClass::kNeuter;
      return lemma.ends_with("ец") ? WordClass::kMasculine : WordClass::kAdjective;
    case 'M':
      if (lemma.ends_with("я")) return WordClass::kFeminine;
      return lemma.ends_with("е") ? WordClass::kNeuter : WordClass::kMasculine;
    case 'O':
      return lemma.ends_with("е") || lemma.ends_with("о") ? WordClass::kNeuter : WordClass::kMasculine;
    default:
      return flag >= 'P' && flag <= 'Z' ? WordClass::kVerb : WordClass::kOther;
  }
}

double reading_weight(WordClass word_class, std::string_view lemma, std::string_view form) {
  if (word_class == WordClass::kVerb) return verb_weight(lemma, form);
  if (word_class == WordClass::kName) return 1.0;
  if (word_class == WordClass::kOther) return 1.2;
  // "решим" is said of what we decide more often than of what can be decided.
  if (word_class == WordClass::kAdjective && form == lemma && (form.ends_with("им") || form.ends_with("ем"))) return 4.05;
  if (form == lemma) return 5.0;
  switch (word_class) {
    case WordClass::kMasculine:
      return masculine_weight(lemma, form);
    case WordClass::kFeminine:
      if (is_vocative(form)) return 0.5;
      return form.ends_with("и") && (lemma.ends_with("а") || lemma.ends_with("я")) ? (has_verbal_prefix(lemma) ? 4.0 : 4.15)
                                                                                   : 4.5;
    case WordClass::kAdjective:
      return 4.2;
    default:
      return 4.5;
  }
}

}  // namespace izvor::compiler
