#include "indexer/analysis/compiler/families.h"

#include <map>
#include <set>

#include "indexer/analysis/derivation.h"

namespace izvor::compiler {

namespace {

LemmaClass lemma_class(WordClass word_class) {
  switch (word_class) {
    case WordClass::kVerb:
      return LemmaClass::kVerb;
    case WordClass::kAdjective:
      return LemmaClass::kAdjective;
    case WordClass::kMasculine:
    case WordClass::kFeminine:
    case WordClass::kNeuter:
      return LemmaClass::kNoun;
    default:
      return LemmaClass::kUnknown;
  }
}

}  // namespace

void add_roots(const Lexicon& lexicon, const std::vector<DataLine>& by_hand, TableWriter& table) {
  std::set<std::string> lemmas;
  for (const auto& [form, readings] : lexicon.forms()) {
    for (const std::string& lemma : Lexicon::ranked(readings)) lemmas.insert(lemma);
  }
  std::map<std::string, std::string> named;
  for (const DataLine& family : by_hand) {
    const std::string root = derivational_root(family[0], lemma_class(lexicon.class_of(family[0])));
    for (const std::string& word : family) {
      named[word] = root;
      lemmas.insert(word);
    }
  }
  for (const std::string& lemma : lemmas) {
    const auto known = named.find(lemma);
    table.add_root(lemma,
                   known != named.end() ? known->second : derivational_root(lemma, lemma_class(lexicon.class_of(lemma))));
  }
}

}  // namespace izvor::compiler
