// What kind of word a lemma is, and how likely a form is read as its.
//
// Many forms have several lemmas ("води": вода, водя). Without the sentence only the class and the form speak: the short
// article is rare in any text, a participle is rarer than a plural. Used by compile_lemmas at build time only. Pure.
#pragma once

#include <cstdint>
#include <string_view>

namespace izvor::compiler {

enum class WordClass : std::uint8_t { kMasculine, kFeminine, kNeuter, kAdjective, kVerb, kName, kOther };

/// The class of a dictionary entry by hunspell-bg's flag.
[[nodiscard]] WordClass class_by_flag(std::string_view lemma, char flag);

/// Higher is likelier; comparable between lemmas of one form.
[[nodiscard]] double reading_weight(WordClass word_class, std::string_view lemma, std::string_view form);

/// The ending of a participle that is inflected like an adjective (-л, -н, -т, -щ and their forms).
[[nodiscard]] bool looks_like_participle(std::string_view form);

}  // namespace izvor::compiler
