#include "searchd/query/query_compiler.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <string_view>
#include <utility>

#include "searchd/query/phrase_source.h"
#include "searchd/query/query_filters.h"

namespace izvor {
namespace {

using schema::Field;
using schema::Grade;
using Xapian::Query;

Query scaled(const Query& query, double factor) {
  if (factor <= 0 || query.empty()) return Query();
  return factor == 1.0 ? query : Query(Query::OP_SCALE_WEIGHT, query, factor);
}

/// The terms of a word in one grade and field that the index has, and how many pages (at most) they are on.
struct GradeTerms {
  std::vector<std::string> terms;
  Xapian::doccount pages = 0;
  double weight = 0;
};

constexpr std::array kFields = {Field::kBody, Field::kTitle, Field::kHeadings, Field::kAnchors};
constexpr std::array kGrades = {Grade::kExact, Grade::kLemma, Grade::kRoot};

std::string_view name_of(Field field) {
  static constexpr std::array<std::string_view, 4> kNames = {"text", "title", "headings", "links to it"};
  return kNames[static_cast<std::size_t>(field)];
}

std::string_view name_of(Grade grade) {
  return grade == Grade::kExact ? "exact form" : grade == Grade::kLemma ? "any form" : "same root";
}

std::string text_of(const QueryPhrase& phrase) {
  std::string text;
  for (const QueryWord& word : phrase.words) text.append(text.empty() ? "" : " ").append(word.text);
  return text;
}

const std::string& text_of(const WordForm& form, Grade grade) {
  return grade == Grade::kExact ? form.exact : grade == Grade::kLemma ? form.lemma : form.root;
}

GradeTerms grade_terms(const Xapian::Database& index, const QueryWord& word, Field field, Grade grade, double weight) {
  GradeTerms found{{}, 0, weight};
  if (weight <= 0 || (field == Field::kAnchors && grade != Grade::kRoot)) return found;
  const auto add = [&](std::string term) {
    if (std::find(found.terms.begin(), found.terms.end(), term) != found.terms.end()) return;
    const Xapian::doccount pages = index.get_termfreq(term);
    if (pages == 0) return;
    found.pages += pages;
    found.terms.push_back(std::move(term));
  };
  for (const WordForm& form : word.forms) {
    add(schema::term_for(field, grade, text_of(form, grade)));
    // The index has a root as a term of its own only where it differs from the lemma.
    if (grade == Grade::kRoot && field != Field::kAnchors) add(schema::term_for(field, Grade::kLemma, form.root));
  }
  return found;
}

std::vector<std::string> lemma_terms(const QueryWord& word, Field field) {
  std::vector<std::string> terms;
  for (const WordForm& form : word.forms) {
    std::string term = schema::term_for(field, Grade::kLemma, form.lemma);
    if (std::find(terms.begin(), terms.end(), term) == terms.end()) terms.push_back(std::move(term));
  }
  return terms;
}

PhraseCodes codes_of(const std::vector<QueryWord>& words) {
  PhraseCodes codes;
  for (const QueryWord& word : words) {
    std::vector<WordCode>& place = codes.emplace_back();
    for (const WordForm& form : word.forms) place.push_back(word_code(form.root, form.lemma));
  }
  return codes;
}

}  // namespace

double QueryCompiler::selectivity(const QueryWord& word) const {
  for (const Grade grade : {Grade::kLemma, Grade::kRoot}) {
    for (const Field field : {Field::kBody, Field::kTitle}) {
      const GradeTerms found = grade_terms(index_, word, field, grade, 1);
      if (found.pages > 0) return std::log(1.0 + static_cast<double>(index_.get_doccount()) / found.pages);
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

/// What each grade adds in one field. Where two grades have the same pages, one posting list speaks for both.
std::vector<QueryCompiler::GradedQuery> QueryCompiler::grades_of(const QueryWord& word, Field field) const {
  std::array<GradeTerms, 3> grades = {grade_terms(index_, word, field, Grade::kExact, ranking_.exact),
                                      grade_terms(index_, word, field, Grade::kLemma, ranking_.lemma),
                                      grade_terms(index_, word, field, Grade::kRoot, ranking_.root)};
  for (std::size_t wider = 1; wider < grades.size(); ++wider) {
    GradeTerms& narrow = grades[wider - 1];
    if (narrow.terms.size() != 1 || grades[wider].terms.size() != 1 || narrow.pages != grades[wider].pages) continue;
    grades[wider].weight += narrow.weight;
    narrow.terms.clear();
  }
  std::vector<GradedQuery> found;
  for (std::size_t i = 0; i < grades.size(); ++i) {
    // Several lemmas of one word are one word: a page that was indexed under both is not counted twice.
    const Query query(Query::OP_SYNONYM, grades[i].terms.begin(), grades[i].terms.end());
    if (!grades[i].terms.empty()) found.push_back({kGrades[i], scaled(query, grades[i].weight)});
  }
  return found;
}

Query QueryCompiler::graded(const QueryWord& word, Field field) const {
  std::vector<Query> sum;
  for (GradedQuery& grade : grades_of(word, field)) sum.push_back(std::move(grade.query));
  return {Query::OP_OR, sum.begin(), sum.end()};
}

double QueryCompiler::factor_of(Field field) const {
  const std::array factors = {1.0, ranking_.title, ranking_.headings, ranking_.anchors};
  return factors[static_cast<std::size_t>(field)];
}

Query QueryCompiler::any_field(const QueryWord& word) const {
  std::vector<Query> fields;
  for (const Field field : kFields) fields.push_back(scaled(graded(word, field), factor_of(field)));
  return {Query::OP_OR, fields.begin(), fields.end()};
}

/// Other expressions count like the words that were typed: one acronym as much as three words, in parts of `synonym`.
Query QueryCompiler::expression(const QueryWidening& widening, const QueryPhrase& phrase, std::size_t typed_words) const {
  const bool one = phrase.words.size() == 1;
  const double words = one ? static_cast<double>(std::clamp<std::size_t>(typed_words, 1, 3)) : 1.0;
  return scaled(one ? any_field(phrase.words.front()) : this->phrase(phrase), ranking_.synonym * widening.factor * words);
}

Query QueryCompiler::expressions(const QueryWidening& widening, std::size_t typed_words) const {
  std::vector<Query> ways;
  for (const QueryPhrase& phrase : widening.expressions) ways.push_back(expression(widening, phrase, typed_words));
  return {Query::OP_OR, ways.begin(), ways.end()};
}

Query QueryCompiler::words_joined(const CompiledQuery& compiled, const QueryPlan& plan, Matching matching) const {
  const bool only_stop_words =
      std::all_of(compiled.words.begin(), compiled.words.end(), [](const QueryWord& word) { return word.stop_word; });
  const Query::op joining = matching == Matching::kAllWords ? Query::OP_AND : Query::OP_OR;
  std::vector<Query> needed;
  std::vector<Query> welcome;
  std::vector<std::vector<Query>> widened(plan.widenings.size());
  for (const QueryWord& word : compiled.words) {
    const bool light = word.stop_word && !only_stop_words;
    Query query = scaled(any_field(word), light ? ranking_.stop_word : 1.0);
    const auto widening = std::ranges::find_if(
        plan.widenings, [&](const QueryWidening& w) { return w.first <= word.place && word.place <= w.last; });
    if (light) {
      if (!query.empty()) welcome.push_back(std::move(query));
    } else if (widening != plan.widenings.end()) {
      widened[static_cast<std::size_t>(widening - plan.widenings.begin())].push_back(std::move(query));
    } else if (!query.empty()) {
      needed.push_back(std::move(query));
    }
  }
  for (std::size_t i = 0; i < widened.size(); ++i) {
    const Query typed(joining, widened[i].begin(), widened[i].end());
    needed.push_back(Query(Query::OP_OR, typed, expressions(plan.widenings[i], widened[i].size())));
  }
  Query main(joining, needed.begin(), needed.end());
  if (welcome.empty()) return main;
  Query light(Query::OP_OR, welcome.begin(), welcome.end());
  // Stop words add to the score of what the others found; alone they find nothing unless the others find nothing at all.
  return needed.empty() ? light : Query(Query::OP_AND_MAYBE, main, light);
}

/// Pages with all the words, of which Xapian then asks the source whether they stand together.
Query QueryCompiler::phrase_in(const std::vector<QueryWord>& words, Field field) const {
  std::vector<Query> places;
  for (const QueryWord& word : words) {
    const std::vector<std::string> terms = lemma_terms(word, field);
    places.emplace_back(Query::OP_SYNONYM, terms.begin(), terms.end());
  }
  Query all(Query::OP_AND, places.begin(), places.end());
  if (words.size() == 1) return all;
  const auto within = field == Field::kTitle ? PhraseSource::Within::kTitle : PhraseSource::Within::kTitleOrText;
  return Query(Query::OP_FILTER, all, Query((new PhraseSource(codes_of(words), within))->release()));
}

/// The words of one phrase, without what is grouped with it.
Query QueryCompiler::leaf(const QueryPhrase& phrase) const {
  const bool in_title = phrase.field == QueryField::kTitle;
  if (phrase.any_form && !in_title) return any_field(phrase.words.front());
  Query title = phrase.any_form ? graded(phrase.words.front(), Field::kTitle) : phrase_in(phrase.words, Field::kTitle);
  title = scaled(title, ranking_.title);
  if (in_title) return title;
  return Query(Query::OP_OR, phrase_in(phrase.words, Field::kBody), title);
}

Query QueryCompiler::phrase(const QueryPhrase& phrase) const {
  std::vector<Query> all;
  if (!phrase.words.empty()) all.push_back(leaf(phrase));
  for (const QueryPhrase& needed : phrase.also) all.push_back(this->phrase(needed));
  Query query(Query::OP_AND, all.begin(), all.end());
  for (const QueryPhrase& unwanted : phrase.without) query = Query(Query::OP_AND_NOT, query, this->phrase(unwanted));
  if (phrase.alternatives.empty()) return query;
  std::vector<Query> ways = {query};
  for (const QueryPhrase& alternative : phrase.alternatives) ways.push_back(this->phrase(alternative));
  return {Query::OP_OR, ways.begin(), ways.end()};
}

std::vector<QueryPart> QueryCompiler::parts(const CompiledQuery& compiled, const QueryPlan& plan) const {
  std::vector<QueryPart> all;
  const bool only_stop_words =
      std::all_of(compiled.words.begin(), compiled.words.end(), [](const QueryWord& word) { return word.stop_word; });
  for (const QueryWord& word : compiled.words) {
    const double factor = word.stop_word && !only_stop_words ? ranking_.stop_word : 1.0;
    for (const Field field : kFields)
      for (const GradedQuery& grade : grades_of(word, field))
        all.push_back({word.text + ": " + std::string(name_of(field)) + ", " + std::string(name_of(grade.grade)),
                       scaled(scaled(grade.query, factor_of(field)), factor)});
  }
  for (const QueryWidening& widening : plan.widenings) {
    const auto typed = static_cast<std::size_t>(std::ranges::count_if(compiled.words, [&](const QueryWord& word) {
      return widening.first <= word.place && word.place <= widening.last && (only_stop_words || !word.stop_word);
    }));
    for (const QueryPhrase& phrase : widening.expressions)
      all.push_back({text_of(phrase) + ": the same in other words", expression(widening, phrase, typed)});
  }
  for (const QueryPhrase& needed : plan.required) all.push_back({text_of(needed) + ": required", phrase(needed)});
  return all;
}

CompiledQuery QueryCompiler::compile(const QueryPlan& plan, const SearchRequest& request, Matching matching) const {
  CompiledQuery compiled;
  compiled.words = plan.words;
  for (const QueryWord& word : compiled.words) compiled.selectivity.push_back(selectivity(word));
  keep_most_selective(compiled);

  const Query words = words_joined(compiled, plan, matching);
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
  if (plan.exclude()) query = Query(Query::OP_AND_NOT, query, excluded_query(index_, plan));
  compiled.query = query;
  return compiled;
}

}  // namespace izvor
