#include "indexer/analysis/compiler/lexicon.h"

#include <algorithm>

namespace izvor::compiler {

void Lexicon::add(std::string_view form, std::string_view lemma, double weight) {
  double& known = forms_[std::string(form)][std::string(lemma)];
  known = std::max(known, weight);
}

void Lexicon::add(const Dictionary& dictionary) {
  for (const DictionaryEntry& entry : dictionary.entries) {
    add(entry.word, entry.word, entry.flags.empty() ? 1.0 : 3.0);
    for (const char flag : entry.flags) {
      for (const std::string& form : dictionary.forms(entry.word, flag)) {
        if (is_bulgarian_word(form)) add(form, entry.word, 2.0);
      }
    }
  }
}

std::vector<std::string> Lexicon::ranked(const Readings& readings) {
  std::vector<std::string> lemmas;
  for (const auto& [lemma, weight] : readings) lemmas.push_back(lemma);
  std::ranges::stable_sort(lemmas, [&](const std::string& a, const std::string& b) { return readings.at(a) > readings.at(b); });
  return lemmas;
}

}  // namespace izvor::compiler
