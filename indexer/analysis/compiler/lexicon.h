// Lexicon: every form with the lemmas it may belong to, weighed, from which the lemma table is written.
//
// Used by compile_lemmas at build time only. Not for several threads.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/analysis/compiler/dictionary.h"

namespace izvor::compiler {

class Lexicon {
 public:
  void add(std::string_view form, std::string_view lemma, double weight);
  /// All entries of the dictionary with their paradigms.
  void add(const Dictionary& dictionary);

  /// form → (lemma → weight)
  using Readings = std::map<std::string, double, std::less<>>;
  [[nodiscard]] const std::map<std::string, Readings, std::less<>>& forms() const { return forms_; }
  /// Lemmas of a form, the likeliest first.
  [[nodiscard]] static std::vector<std::string> ranked(const Readings& readings);

 private:
  std::map<std::string, Readings, std::less<>> forms_;
};

}  // namespace izvor::compiler
