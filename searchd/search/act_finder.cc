#include "searchd/search/act_finder.h"

#include <algorithm>
#include <utility>

#include "indexer/extract/acts/act_citations.h"
#include "indexer/index/act_terms.h"
#include "izvor/index_schema.h"
#include "izvor/page_facets.h"

namespace izvor {
namespace {

/// States of one act, its languages and addresses.
constexpr std::size_t kMostPages = 100;
constexpr std::size_t kMostCited = 10;

/// Cyrillic letters ask in Bulgarian.
std::string_view language_of_question(std::string_view text) {
  const bool cyrillic = std::ranges::any_of(
      text, [](char c) { return static_cast<unsigned char>(c) == 0xD0 || static_cast<unsigned char>(c) == 0xD1; });
  const bool latin = text.find("rticle") != std::string_view::npos || text.find("egulation") != std::string_view::npos ||
                     text.find("ecital") != std::string_view::npos || text.find("irective") != std::string_view::npos;
  return cyrillic || !latin ? "bg" : "en";
}

/// The name that one of a widening's expressions is: its words by roots.
std::string key_of_expression(const QueryPhrase& expression) {
  std::string key;
  for (const QueryWord& word : expression.words) {
    if (word.stop_word || word.forms.empty() || word.forms.front().exact == "относно") continue;
    key.append(key.empty() ? "" : " ").append(word.forms.front().root);
  }
  return key;
}

}  // namespace

std::vector<Xapian::docid> ActFinder::pages_with(const std::string& term) const {
  std::vector<Xapian::docid> pages;
  for (auto it = index_.postlist_begin(term); it != index_.postlist_end(term) && pages.size() < kMostPages; ++it)
    pages.push_back(*it);
  return pages;
}

/// The acts that the rest of the question names: whole, or by an acronym.
std::vector<std::string> ActFinder::celexes_named(const ActQuestion& question, const QueryPlan& plan) const {
  std::vector<std::string> keys;
  Analysis analysis;
  analyzer_.analyze(question.rest, analysis);
  keys.push_back(act_name_key(analysis.tokens()));
  // Only where the acronym is all that is left: «член 17 GDPR».
  if (question.rest.find(' ') == std::string::npos)
    for (const QueryWidening& widening : plan.widenings)
      for (const QueryPhrase& expression : widening.expressions) keys.push_back(key_of_expression(expression));
  std::vector<std::string> terms;
  for (const std::string& key : keys)
    if (const std::string term = act_name_term(key); !key.empty() && index_.term_exists(term)) terms.push_back(term);
  return terms;
}

/// Language first, then the state: pages of a state have the day of it as their last change.
std::optional<Xapian::docid> ActFinder::best_of(const std::vector<Xapian::docid>& pages, const ActQuestion& question,
                                                std::string_view language) const {
  const bool published_first = question.is_celex || question.article.kind == AskedArticle::Kind::kRecital;
  std::optional<Xapian::docid> best;
  std::pair<bool, std::string> best_rank;
  for (const Xapian::docid page : pages) {
    const Xapian::Document document = index_.get_document(page);
    const auto facets = decode_page_facets(document.get_value(schema::kFacets));
    std::string state = document.get_value(schema::kModified);
    // The earliest of the states, then, is the act as it was published: it has none.
    if (published_first) state = state.empty() ? std::string(1, '\xFF') : state;
    std::pair<bool, std::string> rank{facets.language == language, std::move(state)};
    if (best && rank <= best_rank) continue;
    best = page;
    best_rank = std::move(rank);
  }
  return best;
}

std::optional<PageId> ActFinder::find(const ActQuestion& question, std::string_view text, const QueryPlan& plan) {
  std::vector<std::string> terms;
  for (const std::string& celex : question.celexes) terms.push_back(act_term(celex));
  const bool numbered = !terms.empty();
  // A number with other words asks what pages say of the act, not for the act.
  if (numbered && !question.rest.empty() && !question.article.asked()) return std::nullopt;
  if (!numbered) terms = celexes_named(question, plan);
  for (const std::string& term : terms) {
    std::vector<Xapian::docid> pages = pages_with(term);
    if (pages.empty()) continue;
    // A name leads to the act, and the act to its pages in every language and state.
    if (!numbered) {
      auto it = index_.termlist_begin(pages.front());
      it.skip_to(act_term("3"));
      if (it != index_.termlist_end(pages.front()) && (*it).starts_with(act_term("3"))) pages = pages_with(*it);
    }
    const auto best = best_of(pages, question, language_of_question(text));
    if (!best) continue;
    auto id = index_.termlist_begin(*best);
    id.skip_to(std::string(schema::kPagePrefix));
    if (id != index_.termlist_end(*best) && (*id).starts_with(schema::kPagePrefix))
      return PageId((*id).substr(schema::kPagePrefix.size()));
  }
  return std::nullopt;
}

std::optional<CitedAct> ActFinder::cited(const std::string& celex, std::string_view language) {
  const auto [known, fresh] = known_.try_emplace(celex);
  if (!fresh) return known->second;
  const auto best = best_of(pages_with(act_term(celex)), {}, language);
  if (!best) return std::nullopt;
  const Xapian::Document document = index_.get_document(*best);
  const auto stored = decoder_.decode(document.get_data(), document.get_value(schema::kWords));
  if (stored) known->second = CitedAct{celex, stored->title, stored->url};
  return known->second;
}

std::vector<CitedAct> ActFinder::cited_by(Xapian::docid page, std::string_view language) {
  std::vector<CitedAct> acts;
  const std::string prefix = citation_prefix();
  auto it = index_.termlist_begin(page);
  for (it.skip_to(prefix); it != index_.termlist_end(page) && acts.size() < kMostCited; ++it) {
    const std::string term = *it;
    if (!term.starts_with(prefix)) break;
    if (auto act = cited(term.substr(prefix.size()), language)) acts.push_back(std::move(*act));
  }
  return acts;
}

Xapian::docid ActFinder::newest_state(Xapian::docid page, const std::string& group) {
  auto term = index_.termlist_begin(page);
  term.skip_to(act_term("3"));
  if (term == index_.termlist_end(page) || !(*term).starts_with(act_term("3"))) return page;
  const Xapian::Document own = index_.get_document(page);
  const auto facets = decode_page_facets(own.get_value(schema::kFacets));
  Xapian::docid newest = page;
  std::string state = own.get_value(schema::kModified);
  for (const Xapian::docid other : pages_with(*term)) {
    const Xapian::Document document = index_.get_document(other);
    const auto its = decode_page_facets(document.get_value(schema::kFacets));
    if (document.get_value(schema::kGroup) != group || its.language != facets.language) continue;
    if (std::string its_state = document.get_value(schema::kModified); its_state > state) {
      state = std::move(its_state);
      newest = other;
    }
  }
  return newest;
}

}  // namespace izvor
