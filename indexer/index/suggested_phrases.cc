#include <algorithm>
#include <cmath>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "indexer/index/acronym_terms.h"
#include "indexer/index/compact_text.h"
#include "indexer/index/shown_phrase.h"
#include "indexer/index/suggestion_terms.h"
#include "izvor/index_schema.h"

namespace izvor {
namespace {

constexpr double kMostCounted = 16;
constexpr double kMostCountedHeadings = 2;
constexpr double kLeadingGain = 2;
constexpr std::uint32_t kMostEqualHeadings = 8;

/// Collects phrases; forms of one phrase differ in case and inflection only.
class PhraseCollector {
 public:
  explicit PhraseCollector(const Analyzer& analyzer) : analyzer_(analyzer), shown_(analyzer) {}

  void add(SuggestionKind kind, std::string_view written, std::uint32_t pages);
  /// Of those that are shown already, nothing is said twice.
  void add_acronym(const IntroducedAcronym& acronym);
  [[nodiscard]] std::vector<SuggestedPhrase> phrases();

 private:
  struct Forms {
    SuggestedPhrase phrase;
    std::uint32_t headings = 0;                     ///< Of the pages, those that have it as a heading.
    std::pair<bool, std::uint32_t> best{false, 0};  ///< Whether it leads, and its pages.
  };

  [[nodiscard]] std::string shown(SuggestionKind kind, std::string_view written);
  [[nodiscard]] static bool is_fixture(const Forms& forms);
  [[nodiscard]] std::string lemmas_of(std::string_view phrase);

  const Analyzer& analyzer_;
  ShownPhrase shown_;
  Analysis analysis_;
  std::unordered_map<std::string, Forms> by_lemmas_;
};

std::string PhraseCollector::shown(SuggestionKind kind, std::string_view written) {
  switch (kind) {
    case SuggestionKind::kTitle:
      return shown_.of_title(written);
    case SuggestionKind::kHeading:
      return shown_.of_heading(written);
    case SuggestionKind::kPhrase:
      return shown_.of_phrase(written);
    case SuggestionKind::kMention:
      return std::string(written);
  }
  return {};
}

/// "Свързани теми": a heading of a site's design, hardly ever a title or a phrase of a text.
bool PhraseCollector::is_fixture(const Forms& forms) {
  return forms.headings > kMostEqualHeadings && forms.headings > 4 * (forms.phrase.pages - forms.headings);
}

/// What the inflected forms of a phrase have in common.
std::string PhraseCollector::lemmas_of(std::string_view phrase) {
  analyzer_.analyze(phrase, analysis_);
  std::string lemmas;
  for (const Token& token : analysis_.tokens()) lemmas.append(token.lemma).append(1, ' ');
  return lemmas;
}

void PhraseCollector::add(SuggestionKind kind, std::string_view written, std::uint32_t pages) {
  std::string text = shown(kind, written);
  std::string lemmas = lemmas_of(text);
  if (lemmas.empty()) return;
  const auto [place, fresh] = by_lemmas_.try_emplace(std::move(lemmas));
  Forms& forms = place->second;
  const bool leads = kind == SuggestionKind::kTitle || (kind == SuggestionKind::kHeading && is_question(text));
  const bool only_heading = kind == SuggestionKind::kHeading && !leads;
  forms.phrase.only_heading = (fresh || forms.phrase.only_heading) && only_heading;
  forms.phrase.leads = forms.phrase.leads || leads;
  forms.phrase.pages += pages;
  if (kind == SuggestionKind::kHeading) forms.headings += pages;
  if (forms.best >= std::pair(leads, pages)) return;
  forms.best = {leads, pages};
  forms.phrase.text = std::move(text);
}

void PhraseCollector::add_acronym(const IntroducedAcronym& acronym) {
  const std::string long_form = shown_.of_phrase(acronym.long_form);
  if (long_form.empty()) return;
  const std::string text = long_form + " (" + acronym.acronym + ")";
  if (shown_.of_heading(text) == text) add(SuggestionKind::kPhrase, text, acronym.pages);
}

std::vector<SuggestedPhrase> PhraseCollector::phrases() {
  std::vector<std::pair<double, SuggestedPhrase>> by_worth;
  by_worth.reserve(by_lemmas_.size());
  for (auto& [key, forms] : by_lemmas_) {
    if (is_fixture(forms)) continue;
    const double worth = worth_of(forms.phrase);
    by_worth.emplace_back(worth, std::move(forms.phrase));
  }
  std::sort(by_worth.begin(), by_worth.end(), [](const auto& a, const auto& b) {
    return std::tuple(b.first, b.second.pages, a.second.text.size(), std::string_view(a.second.text)) <
           std::tuple(a.first, a.second.pages, b.second.text.size(), std::string_view(b.second.text));
  });
  std::vector<SuggestedPhrase> phrases;
  phrases.reserve(by_worth.size());
  for (auto& [worth, phrase] : by_worth) phrases.push_back(std::move(phrase));
  return phrases;
}

}  // namespace

double worth_of(const SuggestedPhrase& phrase) {
  const double pages = std::min<double>(phrase.pages, phrase.only_heading ? kMostCountedHeadings : kMostCounted);
  return std::log2(1 + pages) + (phrase.leads ? kLeadingGain : 0);
}

Result<std::vector<SuggestedPhrase>> suggested_phrases(const Xapian::Database& database, const Analyzer& analyzer) {
  const std::string prefix(schema::kSuggestionPrefix);
  const auto acronyms = introduced_acronyms(database, analyzer);
  if (!acronyms) return tl::unexpected(acronyms.error());
  PhraseCollector collector(analyzer);
  try {
    std::string written;
    for (auto term = database.allterms_begin(prefix); term != database.allterms_end(prefix); ++term) {
      const std::string name = *term;
      if (name.size() <= prefix.size()) continue;
      written.clear();
      append_expanded(written, std::string_view(name).substr(prefix.size() + 1));
      collector.add(static_cast<SuggestionKind>(name[prefix.size()]), written, term.get_termfreq());
    }
  } catch (const Xapian::Error& error) {
    return fail("cannot read the suggestions of the index: " + error.get_description());
  }
  for (const IntroducedAcronym& acronym : *acronyms) collector.add_acronym(acronym);
  return collector.phrases();
}

}  // namespace izvor
