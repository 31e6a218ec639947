#include "indexer/analysis/compiler/lexicon.h"

#include <algorithm>

#include "indexer/analysis/bulgarian_letters.h"

namespace izvor::compiler {

void Lexicon::add(std::string_view form, std::string_view lemma, WordClass word_class) {
  if (word_class != WordClass::kOther) lemmas_.emplace(lemma, word_class);
  add(form, lemma, reading_weight(word_class, lemma, form));
}

void Lexicon::add(std::string_view form, std::string_view lemma, double weight) {
  double& known = forms_[std::string(form)][std::string(lemma)];
  known = std::max(known, weight);
}

void Lexicon::add(const Dictionary& dictionary) {
  for (const DictionaryEntry& entry : dictionary.entries) {
    if (entry.flags.empty()) add(entry.word, entry.word, entry.name ? WordClass::kName : WordClass::kOther);
    for (const char flag : entry.flags) {
      const WordClass word_class = class_by_flag(entry.word, flag);
      add(entry.word, entry.word, word_class);
      for (const std::string& form : dictionary.forms(entry.word, flag)) {
        if (is_bulgarian_word(form)) add(form, entry.word, word_class);
      }
    }
  }
}

void Lexicon::merge_lemmas(const std::map<std::string, std::string, std::less<>>& changes) {
  for (auto& [form, readings] : forms_) {
    Readings changed;
    for (const auto& [lemma, weight] : readings) {
      const auto change = changes.find(lemma);
      double& known = changed[change == changes.end() ? lemma : change->second];
      known = std::max(known, weight);
    }
    readings = std::move(changed);
  }
  for (const auto& [from, to] : changes) lemmas_.erase(from);
}

WordClass Lexicon::class_of(std::string_view lemma) const {
  const auto known = lemmas_.find(lemma);
  return known == lemmas_.end() ? WordClass::kOther : known->second;
}

void Lexicon::join_participles() {
  std::map<std::string, std::string, std::less<>> joins;
  for (const auto& [lemma, word_class] : lemmas_) {
    if (word_class != WordClass::kAdjective || !looks_like_participle(lemma)) continue;
    // The feminine decides: "известна" is no form of "известя", whose participle is "известена".
    const auto feminine = forms_.find(lemma + "а");
    if (feminine == forms_.end() || !feminine->second.contains(lemma)) continue;
    for (const auto& [verb, weight] : feminine->second) {
      if (class_of(verb) == WordClass::kVerb && forms_.find(lemma)->second.contains(verb)) {
        joins.emplace(lemma, verb);
        break;
      }
    }
  }
  merge_lemmas(joins);
}

void Lexicon::add_adverbs() {
  constexpr double kAboveAdjective = 4.3;
  for (auto& [form, readings] : forms_) {
    if (!form.ends_with("о")) continue;
    for (const auto& [lemma, weight] : readings) {
      if (class_of(lemma) != WordClass::kAdjective || lemma.ends_with("ов") || lemma.ends_with("ев") || lemma.ends_with("и"))
        continue;
      const bool added = form.size() == lemma.size() + kBytesPerLetter && form.starts_with(lemma);
      const bool fleeting = form.size() == lemma.size() && lemma.compare(0, lemma.size() - 2 * kBytesPerLetter, form, 0,
                                                                         form.size() - 2 * kBytesPerLetter) == 0;
      if (!added && !fleeting) continue;
      readings[form] = std::max(readings[form], kAboveAdjective);
      break;
    }
  }
}

void Lexicon::forget(std::string_view form) {
  const auto known = forms_.find(form);
  if (known != forms_.end()) forms_.erase(known);
}

std::vector<std::string> Lexicon::ranked(const Readings& readings) {
  std::vector<std::string> lemmas;
  for (const auto& [lemma, weight] : readings) lemmas.push_back(lemma);
  std::ranges::stable_sort(lemmas, [&](const std::string& a, const std::string& b) { return readings.at(a) > readings.at(b); });
  return lemmas;
}

}  // namespace izvor::compiler
