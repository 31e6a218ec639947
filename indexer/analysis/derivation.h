// Derivation: the root that words of one family share, by taking derivational endings off a lemma.
//
// "сътруднича", "сътрудник" and "сътрудничество" give "сътруд". Endings come off one after another as long as enough of the
// word stays; then the consonants that alternate at a stem's end are made one (к–ч–ц, г–ж–з, с–ш–х). A root is a key, not a
// word of Bulgarian. The lemma table holds the roots of the lemmas it knows, with families that no rule finds; this serves the
// rest. Pure functions; safe from any thread.
#pragma once

#include <string>
#include <string_view>

namespace izvor {

enum class LemmaClass { kUnknown, kNoun, kAdjective, kVerb };

/// The prefix that a word begins with ("из", "пред"), empty when it has none. Prefixes are not taken off: "издам" and "предам"
/// are two families. They do not count as part of what carries the meaning.
[[nodiscard]] std::string_view verbal_prefix(std::string_view word);

/// Whether consonant, vowel, consonant stand after the prefix. Less says nothing: "изд-" begins "издавам" and "издирвам".
[[nodiscard]] bool holds_syllable(std::string_view stem);

[[nodiscard]] std::string derivational_root(std::string_view lemma, LemmaClass lemma_class = LemmaClass::kUnknown);

}  // namespace izvor
