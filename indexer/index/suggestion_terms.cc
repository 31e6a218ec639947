#include "indexer/index/suggestion_terms.h"

#include <algorithm>
#include <span>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "indexer/index/compact_text.h"
#include "indexer/index/repeated_phrases.h"
#include "izvor/index_schema.h"

namespace izvor {
namespace {

constexpr std::size_t kMostHeadings = 40;
constexpr std::size_t kMostRepeated = 5;
constexpr std::size_t kLeastRepeats = 3;

/// Runs of white space as one space, none at the ends.
std::string with_single_spaces(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (!space) out += c;
    if (space && !out.empty() && out.back() != ' ') out += ' ';
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

void add_term(std::vector<std::string>& terms, std::string_view phrase) {
  std::string term(schema::kSuggestionPrefix);
  append_compact(term, with_single_spaces(phrase));
  // Half a title would be a wrong one.
  if (term.size() > schema::kSuggestionPrefix.size() && term.size() <= schema::kMaxTermBytes) terms.push_back(std::move(term));
}

/// The lemmas of a phrase: what its inflected forms have in common.
std::string lemmas_of_phrase(std::string_view phrase, const Analyzer& analyzer, Analysis& analysis) {
  analyzer.analyze(phrase, analysis);
  std::string lemmas;
  for (const Token& token : analysis.tokens()) lemmas.append(token.lemma).append(1, ' ');
  return lemmas;
}

/// PhraseForms of one phrase, told apart by case and inflection.
struct PhraseForms {
  SuggestedPhrase phrase;
  std::uint32_t pages_of_best = 0;
};

}  // namespace

std::vector<std::string> suggestion_terms(const StoredPage& page, const Analysis& text) {
  std::vector<std::string> terms;
  add_term(terms, page.title);
  for (const Heading& heading : std::span(page.headings).first(std::min(page.headings.size(), kMostHeadings))) {
    add_term(terms, heading.text);
  }
  for (const std::string& phrase : repeated_phrases(page.text, text, kLeastRepeats, kMostRepeated)) add_term(terms, phrase);
  std::sort(terms.begin(), terms.end());
  terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
  return terms;
}

Result<std::vector<SuggestedPhrase>> suggested_phrases(const Xapian::Database& database, const Analyzer& analyzer) {
  const std::string prefix(schema::kSuggestionPrefix);
  std::unordered_map<std::string, PhraseForms> by_lemmas;
  Analysis analysis;
  try {
    for (auto term = database.allterms_begin(prefix); term != database.allterms_end(prefix); ++term) {
      std::string phrase;
      append_expanded(phrase, std::string_view(*term).substr(prefix.size()));
      std::string lemmas = lemmas_of_phrase(phrase, analyzer, analysis);
      if (lemmas.empty()) continue;
      PhraseForms& forms = by_lemmas[std::move(lemmas)];
      const std::uint32_t pages = term.get_termfreq();
      if (pages > forms.pages_of_best) {
        forms.phrase.text = std::move(phrase);
        forms.pages_of_best = pages;
      }
      forms.phrase.pages += pages;
    }
  } catch (const Xapian::Error& error) {
    return fail("cannot read the suggestions of the index: " + error.get_description());
  }
  std::vector<SuggestedPhrase> phrases;
  phrases.reserve(by_lemmas.size());
  for (auto& [key, forms] : by_lemmas) phrases.push_back(std::move(forms.phrase));
  std::sort(phrases.begin(), phrases.end(), [](const SuggestedPhrase& a, const SuggestedPhrase& b) {
    return std::tuple(b.pages, a.text.size(), std::string_view(a.text)) <
           std::tuple(a.pages, b.text.size(), std::string_view(b.text));
  });
  return phrases;
}

}  // namespace izvor
