#include "searchd/search/explanation.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "izvor/index_schema.h"

namespace izvor {
namespace {

constexpr double kNothing = 1e-9;

/// The term that only this page has: of the live pages, or of a text of the past.
std::string own_term(const Xapian::Database& index, Xapian::docid page) {
  for (const std::string_view prefix : {schema::kPagePrefix, schema::kVersionPrefix}) {
    Xapian::TermIterator term = index.termlist_begin(page);
    term.skip_to(std::string(prefix));
    if (term != index.termlist_end(page) && (*term).starts_with(prefix)) return *term;
  }
  return {};
}

Xapian::Query only(const Xapian::Database& index, const std::vector<RankedPage>& pages) {
  std::vector<std::string> terms;
  for (const RankedPage& page : pages) terms.push_back(own_term(index, page.document));
  return {Xapian::Query::OP_OR, terms.begin(), terms.end()};
}

void add(std::vector<ScorePart>& explanation, std::string name, double value) {
  if (std::abs(value) > kNothing) explanation.push_back({std::move(name), value});
}

void add_refinement(const RankedPage& page, std::vector<ScorePart>& explanation) {
  add(explanation, "words near one another", page.gains.nearness);
  add(explanation, "words at the beginning", page.gains.early);
  add(explanation, "title is the query", page.gains.exact_title);
  add(explanation, "title asks the same", page.gains.question);
  add(explanation, "recent news", page.gains.recency);
  add(explanation, "listing of other pages", page.gains.listing);
  add(explanation, "only words of the same root", page.gains.related);
  if (!page.best_bet) return;
  double sum = 0;
  for (const ScorePart& part : explanation) sum += part.value;
  add(explanation, "best bet: as much as the best", page.score - sum);
}

}  // namespace

std::vector<std::vector<ScorePart>> explain_scores(const Xapian::Database& index, const Xapian::Weight& weighting,
                                                   const std::vector<QueryPart>& parts, const std::vector<RankedPage>& pages) {
  std::vector<std::vector<ScorePart>> explanations(pages.size());
  if (pages.empty()) return explanations;
  const Xapian::Query shown = only(index, pages);
  Xapian::Enquire enquire(index);
  enquire.set_weighting_scheme(weighting);
  for (const QueryPart& part : parts) {
    enquire.set_query(Xapian::Query(Xapian::Query::OP_FILTER, part.query, shown));
    const Xapian::MSet found = enquire.get_mset(0, static_cast<Xapian::doccount>(pages.size()));
    for (auto match = found.begin(); match != found.end(); ++match) {
      const auto page = std::ranges::find(pages, *match, &RankedPage::document);
      if (page != pages.end()) add(explanations[static_cast<std::size_t>(page - pages.begin())], part.name, match.get_weight());
    }
  }
  for (std::size_t i = 0; i < pages.size(); ++i) add_refinement(pages[i], explanations[i]);
  return explanations;
}

}  // namespace izvor
