#include "searchd/query/query_compiler.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <string_view>
#include <utility>

#include "searchd/query/query_filters.h"

namespace izvor {
namespace {

using schema::Field;
using schema::Grade;
using Xapian::Query;

/// Alternatives multiply along a phrase; a phrase of more readings than this is searched in its first ones.
constexpr std::size_t kMaxPhraseReadings = 8;

Query scaled(const Query& query, double factor) {
  if (factor <= 0 || query.empty()) return Query();
  return factor == 1.0 ? query : Query(Query::OP_SCALE_WEIGHT, query, factor);
}

/// A term of a grade, and how many pages have it.
struct GradedTerm {
  std::string term;
  Xapian::doccount pages = 0;
};

GradedTerm look_up(const Xapian::Database& index, Field field, Grade grade, std::string_view word) {
  std::string term = schema::term_for(field, grade, word);
  const Xapian::doccount pages = index.get_termfreq(term);
  return {std::move(term), pages};
}

std::vector<std::string> lemma_terms(const QueryWord& word, Field field) {
  std::vector<std::string> terms;
  for (const WordForm& form : word.forms) {
    std::string term = schema::term_for(field, Grade::kLemma, form.lemma);
    if (std::find(terms.begin(), terms.end(), term) == terms.end()) terms.push_back(std::move(term));
  }
  return terms;
}

/// Every way to read a phrase, one term a place: Xapian's phrases take terms only.
std::vector<std::vector<std::string>> readings(const std::vector<QueryWord>& words, Field field) {
  std::vector<std::vector<std::string>> all(1);
  for (const QueryWord& word : words) {
    std::vector<std::string> terms = lemma_terms(word, field);
    if (all.size() * terms.size() > kMaxPhraseReadings) terms.resize(1);
    std::vector<std::vector<std::string>> longer;
    for (const auto& begun : all) {
      for (const std::string& term : terms) {
        longer.push_back(begun);
        longer.back().push_back(term);
      }
    }
    all = std::move(longer);
  }
  return all;
}

}  // namespace

double QueryCompiler::selectivity(const QueryWord& word) const {
  Xapian::doccount pages = 0;
  for (const WordForm& form : word.forms) {
    for (const Grade grade : {Grade::kExact, Grade::kLemma, Grade::kRoot}) {
      const std::string& text = grade == Grade::kExact ? form.exact : grade == Grade::kLemma ? form.lemma : form.root;
      for (const Field field : {Field::kBody, Field::kTitle}) {
        pages = look_up(index_, field, grade, text).pages;
        if (pages > 0) return std::log(1.0 + static_cast<double>(index_.get_doccount()) / pages);
      }
    }
  }
  return 0;
}

/// Unknown words find nothing, so they go first; then stop words and the most common ones.
void QueryCompiler::keep_most_selective(CompiledQuery& compiled) const {
  if (compiled.words.size() <= kMaxWords) return;
  std::vector<std::size_t> order(compiled.words.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    if (compiled.words[a].stop_word != compiled.words[b].stop_word) return compiled.words[b].stop_word;
    return compiled.selectivity[a] > compiled.selectivity[b];
  });
  order.resize(kMaxWords);
  std::sort(order.begin(), order.end());
  CompiledQuery kept;
  std::string dropped;
  for (std::size_t i = 0, next = 0; i < compiled.words.size(); ++i) {
    if (next < order.size() && order[next] == i) {
      kept.words.push_back(std::move(compiled.words[i]));
      kept.selectivity.push_back(compiled.selectivity[i]);
      ++next;
    } else {
      dropped.append(dropped.empty() ? "" : " ").append(compiled.words[i].text);
    }
  }
  kept.understood.push_back({"words dropped", std::move(dropped), ""});
  compiled = std::move(kept);
}

/// The best grade of the word in one field. A grade that no more pages have than a better one finds nothing new: it is left
/// out, and with it a posting list.
Query QueryCompiler::graded(const QueryWord& word, Field field) const {
  std::vector<Query> terms;
  std::vector<std::string> seen;
  const auto add = [&](const GradedTerm& graded_term, double weight) {
    if (std::find(seen.begin(), seen.end(), graded_term.term) != seen.end()) return;
    seen.push_back(graded_term.term);
    terms.push_back(scaled(Query(graded_term.term), weight));
  };
  for (const WordForm& form : word.forms) {
    const GradedTerm exact = look_up(index_, field, Grade::kExact, form.exact);
    const GradedTerm lemma = look_up(index_, field, Grade::kLemma, form.lemma);
    const GradedTerm root = look_up(index_, field, Grade::kRoot, form.root);
    if (exact.pages > 0 && ranking_.exact > 0) add(exact, ranking_.exact);
    if (lemma.pages > exact.pages && ranking_.lemma > 0) add(lemma, ranking_.lemma);
    if (root.pages > std::max(lemma.pages, exact.pages) && ranking_.root > 0) add(root, ranking_.root);
  }
  if (terms.size() == 1) return terms.front();
  return {Query::OP_MAX, terms.begin(), terms.end()};
}

Query QueryCompiler::any_field(const QueryWord& word) const {
  const std::array<Query, 3> fields = {graded(word, Field::kBody), scaled(graded(word, Field::kTitle), ranking_.title),
                                       scaled(graded(word, Field::kHeadings), ranking_.headings)};
  return {Query::OP_OR, fields.begin(), fields.end()};
}

Query QueryCompiler::words_joined(const CompiledQuery& compiled, Matching matching) const {
  const bool only_stop_words =
      std::all_of(compiled.words.begin(), compiled.words.end(), [](const QueryWord& word) { return word.stop_word; });
  std::vector<Query> needed;
  std::vector<Query> welcome;
  for (const QueryWord& word : compiled.words) {
    const bool light = word.stop_word && !only_stop_words;
    Query query = scaled(any_field(word), light ? ranking_.stop_word : 1.0);
    if (query.empty()) continue;
    (light ? welcome : needed).push_back(std::move(query));
  }
  const Query main(matching == Matching::kAllWords ? Query::OP_AND : Query::OP_OR, needed.begin(), needed.end());
  if (welcome.empty()) return main;
  const Query light(Query::OP_OR, welcome.begin(), welcome.end());
  // Stop words add to the score of what the others found; alone they find nothing unless the others find nothing at all.
  return needed.empty() ? light : Query(Query::OP_AND_MAYBE, main, light);
}

Query QueryCompiler::phrase_in(const std::vector<QueryWord>& words, Field field) const {
  std::vector<Query> ways;
  for (const auto& terms : readings(words, field))
    ways.emplace_back(Query::OP_PHRASE, terms.begin(), terms.end(), static_cast<Xapian::termcount>(terms.size()));
  return {Query::OP_OR, ways.begin(), ways.end()};
}

Query QueryCompiler::phrase(const QueryPhrase& phrase) const {
  const Query title = scaled(phrase_in(phrase.words, Field::kTitle), ranking_.title);
  if (phrase.field == QueryField::kTitle) return title;
  return Query(Query::OP_OR, phrase_in(phrase.words, Field::kBody), title);
}

CompiledQuery QueryCompiler::compile(const QueryPlan& plan, const SearchRequest& request, Matching matching) const {
  CompiledQuery compiled;
  compiled.words = plan.words;
  for (const QueryWord& word : compiled.words) compiled.selectivity.push_back(selectivity(word));
  keep_most_selective(compiled);

  const Query words = words_joined(compiled, matching);
  std::vector<Query> required;
  for (const QueryPhrase& needed : plan.required) required.push_back(phrase(needed));
  Query query(Query::OP_AND, required.begin(), required.end());
  if (required.empty()) {
    query = words;
  } else if (!words.empty()) {
    query = Query(Query::OP_AND_MAYBE, query, words);
  }
  const Query filter = filter_query(index_, request, plan);
  const bool browsing = !plan.has_something_to_find();
  // Without a word the filters alone are the question: all pages of a site, the newest of a type.
  query = browsing ? Query(Query::OP_SCALE_WEIGHT, filter, 0.0) : Query(Query::OP_FILTER, query, filter);
  for (const QueryPhrase& unwanted : plan.excluded) query = Query(Query::OP_AND_NOT, query, phrase(unwanted));
  if (!plan.excluded_sites.empty()) query = Query(Query::OP_AND_NOT, query, site_query(index_, plan.excluded_sites));
  compiled.query = query;
  return compiled;
}

}  // namespace izvor
