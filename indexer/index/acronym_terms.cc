#include "indexer/index/acronym_terms.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "indexer/analysis/acronyms.h"
#include "izvor/index_schema.h"

namespace izvor {
namespace {

constexpr std::size_t kMostTerms = 200;
constexpr char kBetween = '\t';  ///< Stands in no long form: its white space is one space.

/// The lemmas of a long form: what its inflected forms have in common.
std::string lemmas_of_long_form(std::string_view long_form, const Analyzer& analyzer, Analysis& analysis) {
  analyzer.analyze(long_form, analysis);
  std::string lemmas;
  for (const Token& token : analysis.tokens()) {
    if (token.origin == TokenOrigin::kAlternative) continue;
    lemmas += token.lemma;
    lemmas += ' ';
  }
  return lemmas;
}

/// AcronymForms of one pair, told apart by case and inflection.
struct AcronymForms {
  IntroducedAcronym pair;
  std::uint32_t pages_of_best = 0;
};

}  // namespace

std::vector<std::string> acronym_terms(std::string_view text) {
  std::vector<std::string> terms;
  for (const AcronymPair& pair : find_acronyms(text)) {
    if (terms.size() == kMostTerms) break;
    std::string term(schema::kAcronymPrefix);
    term.append(pair.acronym).append(1, kBetween).append(pair.long_form);
    // Half a long form would be a wrong one.
    if (term.size() <= schema::kMaxTermBytes) terms.push_back(std::move(term));
  }
  std::sort(terms.begin(), terms.end());
  terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
  return terms;
}

Result<std::vector<IntroducedAcronym>> introduced_acronyms(const Xapian::Database& database, const Analyzer& analyzer) {
  const std::string prefix(schema::kAcronymPrefix);
  std::map<std::pair<std::string, std::string>, AcronymForms> by_lemmas;
  Analysis analysis;
  try {
    for (auto term = database.allterms_begin(prefix); term != database.allterms_end(prefix); ++term) {
      const std::string pair = (*term).substr(prefix.size());
      const std::size_t between = pair.find(kBetween);
      if (between == std::string::npos) continue;
      const std::string acronym = pair.substr(0, between), long_form = pair.substr(between + 1);
      AcronymForms& forms = by_lemmas[{acronym, lemmas_of_long_form(long_form, analyzer, analysis)}];
      const std::uint32_t pages = term.get_termfreq();
      if (pages > forms.pages_of_best) {
        forms.pair.acronym = acronym;
        forms.pair.long_form = long_form;
        forms.pages_of_best = pages;
      }
      forms.pair.pages += pages;
    }
  } catch (const Xapian::Error& error) {
    return fail("cannot read the acronyms of the index: " + error.get_description());
  }
  std::vector<IntroducedAcronym> pairs;
  for (auto& [key, forms] : by_lemmas) pairs.push_back(std::move(forms.pair));
  const auto order = [](const IntroducedAcronym& a, const IntroducedAcronym& b) {
    return std::tie(a.acronym, b.pages, a.long_form) < std::tie(b.acronym, a.pages, b.long_form);
  };
  std::sort(pairs.begin(), pairs.end(), order);
  return pairs;
}

}  // namespace izvor
