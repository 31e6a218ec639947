#include "indexer/index/word_kinds.h"

#include <algorithm>
#include <array>
#include <vector>

namespace izvor {
namespace {

constexpr std::array<std::string_view, 28> kPrepositions = {
    "без", "в",   "върху", "във",  "до",    "за",  "зад",    "към", "между", "на",     "над",  "около", "от",  "относно",
    "по",  "под", "пред",  "през", "преди", "при", "против", "с",   "след",  "според", "сред", "срещу", "със", "чрез"};
constexpr std::array<std::string_view, 3> kConjunctions = {"и", "или", "и/или"};
constexpr std::array<std::string_view, 16> kEnglishSmall = {"a",  "an", "and", "as", "at", "by",  "for", "from",
                                                            "in", "is", "of",  "on", "or", "the", "to",  "with"};
constexpr std::size_t kLetter = 2;  ///< Bytes.

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string_view without_last(std::string_view word, std::size_t letters) {
  return word.substr(0, word.size() - std::min(word.size(), letters * kLetter));
}

/// What the feminine ending is put on: "цифров", "европейск" of "европейски", "ефективн" of "ефективен".
std::vector<std::string> adjective_stems(std::string_view lemma) {
  std::vector<std::string> stems{std::string(lemma)};
  if (lemma.ends_with("и")) stems.emplace_back(without_last(lemma, 1));
  for (const std::string_view fleeting : {"ен", "ър", "ък", "ел", "ил"})
    if (lemma.ends_with(fleeting)) stems.push_back(std::string(without_last(lemma, 2)).append(fleeting.substr(kLetter)));
  return stems;
}

std::vector<std::string> noun_forms(std::string_view lemma) {
  std::vector<std::string> forms;
  for (const std::string_view article : {"та", "то", "ът", "ят", "те"}) forms.push_back(std::string(lemma).append(article));
  if (lemma.ends_with("й")) forms.push_back(std::string(without_last(lemma, 1)).append("ят"));
  return forms;
}

/// The third person plural.
std::vector<std::string> verb_forms(std::string_view lemma) {
  const std::string stem(without_last(lemma, 1));
  if (lemma.ends_with("м")) return {stem + "т", stem + "ме"};
  return {stem + "ат", stem + "ят"};
}

/// "свързан", "приета", "растящи": forms of a verb that stand before nouns.
bool is_participle(std::string_view form) {
  for (const std::string_view article : {"ият", "ия", "ата", "ото", "ите", "а", "о", "и"}) {
    if (!form.ends_with(article)) continue;
    form.remove_suffix(article.size());
    break;
  }
  for (const std::string_view ending : {"ан", "ян", "ен", "ит", "ет", "ут", "ащ", "ещ", "ящ", "ял"})
    if (form.ends_with(ending)) return true;
  return false;
}

bool is_latin(std::string_view word) { return !word.empty() && static_cast<unsigned char>(word.front()) < 0x80; }

/// Of words that the dictionary lacks: the ending of an adjective that nothing else has.
bool ends_as_adjective(std::string_view word) {
  for (const std::string_view ending : {"ски", "ска", "ско", "ския", "ският", "ската", "ското", "ските"})
    if (word.ends_with(ending)) return true;
  return false;
}

/// Names have no article in the dictionary, as adverbs have none.
bool ends_as_adverb(std::string_view word) {
  for (const std::string_view ending : {"о", "е", "и", "днес", "вчера"})
    if (word.ends_with(ending)) return true;
  return false;
}

}  // namespace

WordKind WordKinds::of(const Token& token) {
  if (token.kind == TokenKind::kNumber || token.kind == TokenKind::kDate) return WordKind::kNumber;
  if (token.kind != TokenKind::kWord) return WordKind::kForeign;
  if (is_one_of(token.exact, kPrepositions)) return WordKind::kPreposition;
  if (is_one_of(token.exact, kConjunctions)) return WordKind::kConjunction;
  if (is_latin(token.exact)) return is_one_of(token.exact, kEnglishSmall) ? WordKind::kOther : WordKind::kForeign;
  if (token.exact == "г" || token.exact == "гг") return WordKind::kNumber;  // "2024 г."
  if (token.stop_word) return WordKind::kOther;
  return kind_of_bulgarian(token);
}

WordKind WordKinds::kind_of_bulgarian(const Token& token) {
  if (token.source != LemmaSource::kDictionary)
    return ends_as_adjective(token.exact) ? WordKind::kAdjective : WordKind::kForeign;
  const auto [known, fresh] = of_lemma_.try_emplace(std::string(token.lemma), WordKind::kOther);
  if (fresh) known->second = kind_of_lemma(known->first);
  if (known->second == WordKind::kVerb && is_participle(token.exact)) return WordKind::kAdjective;
  if (known->second == WordKind::kOther && !ends_as_adverb(token.exact)) return WordKind::kForeign;  // "България"
  return known->second;
}

WordKind WordKinds::kind_of_lemma(std::string_view lemma) {
  const auto has_one = [&](const std::vector<std::string>& forms) {
    return std::any_of(forms.begin(), forms.end(), [&](const std::string& form) { return has_form(form, lemma); });
  };
  for (const std::string& stem : adjective_stems(lemma))
    if (has_one({stem + "ата", stem + "ото", stem + "ята"})) return WordKind::kAdjective;
  if (has_one(noun_forms(lemma))) return WordKind::kNoun;
  return has_one(verb_forms(lemma)) ? WordKind::kVerb : WordKind::kOther;
}

bool WordKinds::has_form(std::string_view form, std::string_view lemma) {
  analyzer_.analyze(form, analysis_);
  return std::any_of(analysis_.tokens().begin(), analysis_.tokens().end(), [&](const Token& token) {
    return token.source == LemmaSource::kDictionary && token.lemma == lemma && token.exact == form;
  });
}

std::string WordKinds::without_article(const Token& token) {
  std::string exact(token.exact);
  const std::string lemma(token.lemma);
  if (token.source != LemmaSource::kDictionary || exact == lemma) return exact;
  for (const std::string_view article : {"та", "то", "те"}) {
    if (!exact.ends_with(article)) continue;
    std::string bare(without_last(exact, 2));
    if (bare == lemma || has_form(bare, lemma)) return bare;
  }
  const bool masculine = exact.ends_with("ът") || exact.ends_with("ят") || exact.ends_with("ия") || exact == lemma + "а" ||
                         exact == lemma + "я" ||
                         (lemma.ends_with("й") && exact == std::string(without_last(lemma, 1)).append("я"));
  return masculine ? lemma : exact;
}

}  // namespace izvor
