// Token: one indexed word of a text, in three grades, with its place in the original bytes.
#pragma once

#include <cstdint>
#include <string_view>

namespace izvor {

enum class TokenKind : std::uint8_t {
  kWord,       ///< Letters of one script.
  kNumber,     ///< Digits in one notation: "2500000", "1234,56".
  kMixed,      ///< Letters and digits: "5g", "covid-19".
  kAddress,    ///< Web or e-mail address, domain name.
  kDate,       ///< A calendar date, exact form "2024-06-13".
  kReference,  ///< A legal reference: "2024/1689", "чл. 5, ал. 2".
  kMeasure,    ///< A number with its unit: "3,5 %", "20 млн €".
};

/// Whether a word of letters is written as acronyms are.
enum class Capitals : std::uint8_t {
  kNone,           ///< Not all capitals, or too long.
  kInCapitalLine,  ///< So is its whole line, and nothing else speaks for an acronym.
  kLikely,         ///< In such a line, but short and in no dictionary.
  kAcronym,        ///< It stands out from its line, or is listed.
};

/// Whether the index has the word as an acronym, too.
[[nodiscard]] constexpr bool is_acronym(Capitals capitals) { return capitals >= Capitals::kLikely; }

/// Why a token is there when the bytes alone do not show it.
enum class TokenOrigin : std::uint8_t {
  kText,         ///< As written.
  kPart,         ///< A part of a compound, of a glued word or of a word with an apostrophe.
  kJoined,       ///< The joined form of a compound, at the place of its first part.
  kGlued,        ///< A glued form, kept beside its repaired halves.
  kAlternative,  ///< A second lemma of the token before it; same exact form, so count that form once.
};

/// How the lemma was found.
enum class LemmaSource : std::uint8_t {
  kDictionary,  ///< The table knows the form.
  kGuess,       ///< Cyrillic word that the table does not know: from its ending.
  kEnglish,     ///< Latin word: English stem.
  kNone,        ///< Lemma is the exact form: numbers, acronyms, short and foreign words.
};

/// Byte offsets are into the text that was given to Analyzer::analyze. The views live until the next analysis with the same
/// Analysis object. Tokens that share a position stand at the same place (alternative lemmas, compounds, glued words).
/// Addresses, dates, references and measures lie over the words they are made of: at the place of the first, which follows with
/// the others.
struct Token {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t position = 0;  ///< From 1.
  TokenKind kind = TokenKind::kWord;
  TokenOrigin origin = TokenOrigin::kText;
  LemmaSource source = LemmaSource::kNone;
  Capitals capitals = Capitals::kNone;
  bool stop_word = false;  ///< For ranking only: never dropped from phrases.
  std::string_view exact;  ///< Normalised form: NFC, case folded.
  std::string_view lemma;  ///< Dictionary form; equals `exact` where there is none.
  std::string_view root;   ///< Derivational family; equals `lemma` where there is none.
};

}  // namespace izvor
