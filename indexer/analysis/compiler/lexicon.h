// Lexicon: every form with the lemmas it may belong to, weighed, from which the lemma table is written.
//
// Used by compile_lemmas at build time only. Not for several threads.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/analysis/compiler/dictionary.h"
#include "indexer/analysis/compiler/word_class.h"

namespace izvor::compiler {

class Lexicon {
 public:
  /// lemma → weight
  using Readings = std::map<std::string, double, std::less<>>;

  void add(std::string_view form, std::string_view lemma, WordClass word_class);
  void add(std::string_view form, std::string_view lemma, double weight);
  /// All entries of the dictionary with the forms that their flags say.
  void add(const Dictionary& dictionary);
  /// Participles that the dictionary lists as adjectives go to their verbs: "разделен" is a form of "разделя".
  void join_participles();
  /// "бързо" is an adverb before it is a form of "бърз". Not so for adjectives in -ов and -ски, which make few adverbs.
  void add_adverbs();
  /// Gives every form of the first lemma to the second instead.
  void merge_lemmas(const std::map<std::string, std::string, std::less<>>& changes);
  /// Forgets what was known of a form.
  void forget(std::string_view form);

  [[nodiscard]] WordClass class_of(std::string_view lemma) const;
  [[nodiscard]] bool knows(std::string_view form) const { return forms_.contains(form); }
  [[nodiscard]] const std::map<std::string, Readings, std::less<>>& forms() const { return forms_; }
  /// lemma → its class (the first one said)
  [[nodiscard]] const std::map<std::string, WordClass, std::less<>>& lemmas() const { return lemmas_; }
  /// Lemmas of a form, the likeliest first.
  [[nodiscard]] static std::vector<std::string> ranked(const Readings& readings);

 private:
  std::map<std::string, Readings, std::less<>> forms_;
  std::map<std::string, WordClass, std::less<>> lemmas_;
};

}  // namespace izvor::compiler
