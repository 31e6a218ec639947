#include "searchd/query/query_compiler.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <optional>
#include <string_view>
#include <utility>

#include "searchd/query/graded_words.h"
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

constexpr double kIntroduced = 1.0;
constexpr std::array kFields = {Field::kBody, Field::kTitle, Field::kHeadings, Field::kAnchors};
constexpr std::array<std::string_view, kGrades> kGradeNames = {"exact form", "any form", "same root"};

std::string_view name_of(Field field) {
  static constexpr std::array<std::string_view, 4> kNames = {"text", "title", "headings", "links to it"};
  return kNames[static_cast<std::size_t>(field)];
}

std::string text_of(const QueryPhrase& phrase) {
  std::string text;
  for (const QueryWord& word : phrase.words) text.append(text.empty() ? "" : " ").append(word.text);
  return text;
}

/// A word like "и" beside others counts little; where there is nothing else, it is what was asked for.
class StopWords {
 public:
  explicit StopWords(const CompiledQuery& compiled) : alone_(std::ranges::all_of(compiled.words, &QueryWord::stop_word)) {}
  [[nodiscard]] bool is_light(const QueryWord& word) const { return word.stop_word && !alone_; }

 private:
  bool alone_;
};

std::size_t words_in(const QueryWidening& widening, const CompiledQuery& compiled) {
  const StopWords stop_words(compiled);
  return static_cast<std::size_t>(std::ranges::count_if(
      compiled.words, [&](const QueryWord& word) { return widening.covers(word.place) && !stop_words.is_light(word); }));
}

std::vector<std::string> lemma_terms(const QueryWord& word, Field field) {
  std::vector<std::string> terms;
  for (const WordForm& form : word.forms) {
    std::string term =
        form.in_capitals ? schema::term_in_capitals(field, form.exact) : schema::term_for(field, Grade::kLemma, form.lemma);
    if (std::find(terms.begin(), terms.end(), term) == terms.end()) terms.push_back(std::move(term));
  }
  return terms;
}

/// Of a long text, what is said of it stays short.
std::string shortened(std::string words) {
  constexpr std::size_t kMost = 1000;
  if (words.size() <= kMost) return words;
  const std::size_t end = words.rfind(' ', kMost);
  words.resize(end == std::string::npos ? 0 : end);
  return words.append(" …");
}

}  // namespace

PhraseCodes codes_of(const std::vector<QueryWord>& words) {
  PhraseCodes codes;
  for (const QueryWord& word : words) {
    PhrasePlace& place = codes.emplace_back();
    place.words = word.places;
    for (const WordForm& form : word.forms) place.codes.push_back(word_code(form.root, form.lemma));
  }
  return codes;
}

std::vector<std::vector<QueryWord>> spellings(const CompiledQuery& compiled) {
  std::vector<std::vector<QueryWord>> all = {compiled.words};
  for (const QueryWidening& compound : compiled.compounds) {
    const auto covered = [&](const QueryWord& word) { return compound.covers(word.place); };
    const auto first = std::ranges::find_if(compiled.words, covered);
    const auto behind = std::find_if_not(first, compiled.words.end(), covered);
    if (first == behind || compound.expressions.empty()) continue;
    std::vector<QueryWord>& words = all.emplace_back(compiled.words.begin(), first);
    const std::vector<QueryWord>& written = compound.expressions.front().words;
    words.insert(words.end(), written.begin(), written.end());
    words.insert(words.end(), behind, compiled.words.end());
  }
  return all;
}

double QueryCompiler::selectivity(const QueryWord& word) {
  for (const Grade grade : {Grade::kLemma, Grade::kRoot}) {
    for (const Field field : {Field::kBody, Field::kTitle}) {
      const Xapian::doccount pages = grade_terms(pages_, word, field, grade).pages;
      if (pages > 0) return std::log(1.0 + static_cast<double>(index_.get_doccount()) / pages);
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
  kept.understood.push_back({"words dropped", shortened(std::move(dropped)), ""});
  compiled = std::move(kept);
}

double QueryCompiler::factor_of(Field field, const QueryWord& word) const {
  const std::array factors = {1.0, ranking_.title, ranking_.headings, ranking_.anchors};
  const double factor = factors[static_cast<std::size_t>(field)];
  // A reference is cited by many pages and introduced by few: to stand in the title or in the first lines is half of what it
  // can count (indexer/index/page_document.cc: add_introduced_acts).
  const bool introduced = word.one_thing && (field == Field::kTitle || field == Field::kHeadings);
  return introduced && factor > 0 ? std::max(factor, kIntroduced) : factor;
}

/// What a page says of itself in title and headings counts for the word, and less for related ones.
FieldGrades QueryCompiler::grades_in(Field field, const QueryWord& word) {
  QueryWeights weights = ranking_;
  if (field == Field::kTitle || field == Field::kHeadings) weights.root *= ranking_.related;
  return field_grades(pages_, word, field, weights);
}

void QueryCompiler::add_field(const QueryWord& word, Field field, double factor, Fields& fields) {
  GradedField made = graded_field(grades_in(field, word), bm25_, factor * factor_of(field, word));
  if (!made.empty()) fields.push_back(std::move(made));
}

void QueryCompiler::add_word(const QueryWord& word, double factor, Fields& fields) {
  for (const Field field : kFields) {
    // The body has what title and headings say; what others call the page it has not.
    if (purpose_ == Purpose::kCounting && (field == Field::kTitle || field == Field::kHeadings)) continue;
    add_field(word, field, factor, fields);
  }
}

Query QueryCompiler::any_of(Fields fields) const {
  if (fields.empty()) return {};
  if (purpose_ == Purpose::kRanking) return Query((new GradedWords(std::move(fields), bm25_, lengths_))->release());
  std::vector<std::string> terms;
  for (const GradedField& field : fields)
    for (const GradedTerm& term : field.terms)
      if (term.in[field.widest]) terms.push_back(term.term);
  return {Query::OP_OR, terms.begin(), terms.end()};
}

/// Stop words add to the score of what the others found; alone they find nothing unless the others find nothing at all.
Query QueryCompiler::with_light_words(Query found, Fields light) const {
  if (found.empty()) return any_of(std::move(light));
  if (light.empty() || purpose_ == Purpose::kCounting) return found;
  return {Query::OP_AND_MAYBE, found, any_of(std::move(light))};
}

/// Other expressions count like the words that were typed: one acronym as much as three words, in parts of `synonym`.
void QueryCompiler::add_expressions(const QueryWidening& widening, std::size_t typed_words, Fields& fields,
                                    std::vector<Query>& phrases) {
  const double factor = ranking_.synonym * widening.factor;
  const auto words = static_cast<double>(std::clamp<std::size_t>(typed_words, 1, 3));
  for (const QueryPhrase& expression : widening.expressions) {
    if (expression.words.size() == 1) {
      add_word(expression.words.front(), factor * words, fields);
    } else {
      phrases.push_back(scaled(phrase(expression), factor));
    }
  }
}

Query QueryCompiler::some_words(const CompiledQuery& compiled, const QueryPlan& plan) {
  const StopWords stop_words(compiled);
  Fields fields, light;
  std::vector<Query> ways;
  for (const QueryWord& word : compiled.words) {
    const bool is_light = stop_words.is_light(word);
    add_word(word, is_light ? ranking_.stop_word : 1.0, is_light ? light : fields);
  }
  for (const QueryWidening& widening : plan.widenings) add_expressions(widening, words_in(widening, compiled), fields, ways);
  if (!fields.empty()) ways.push_back(any_of(std::move(fields)));
  return with_light_words(Query(Query::OP_OR, ways.begin(), ways.end()), std::move(light));
}

/// Of words that have other expressions, all of them or one of those.
Query QueryCompiler::all_words(const CompiledQuery& compiled, const QueryPlan& plan) {
  const StopWords stop_words(compiled);
  std::vector<Query> needed;
  std::vector<std::vector<Query>> widened(plan.widenings.size());
  Fields light;
  for (const QueryWord& word : compiled.words) {
    if (stop_words.is_light(word)) {
      add_word(word, ranking_.stop_word, light);
      continue;
    }
    Fields fields;
    add_word(word, 1.0, fields);
    const auto widening =
        std::ranges::find_if(plan.widenings, [&](const QueryWidening& one) { return one.covers(word.place); });
    const bool known = !fields.empty();
    if (widening != plan.widenings.end()) {
      widened[static_cast<std::size_t>(widening - plan.widenings.begin())].push_back(any_of(std::move(fields)));
    } else if (known) {
      needed.push_back(any_of(std::move(fields)));
    }
  }
  for (std::size_t i = 0; i < widened.size(); ++i) {
    Fields others;
    std::vector<Query> ways = {Query(Query::OP_AND, widened[i].begin(), widened[i].end())};
    add_expressions(plan.widenings[i], words_in(plan.widenings[i], compiled), others, ways);
    ways.push_back(any_of(std::move(others)));
    needed.emplace_back(Query::OP_OR, ways.begin(), ways.end());
  }
  return with_light_words(Query(Query::OP_AND, needed.begin(), needed.end()), std::move(light));
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
Query QueryCompiler::leaf(const QueryPhrase& phrase) {
  const bool in_title = phrase.field == QueryField::kTitle;
  if (phrase.any_form) {
    Fields fields;
    if (!in_title) add_word(phrase.words.front(), 1.0, fields);
    if (in_title) add_field(phrase.words.front(), Field::kTitle, 1.0, fields);
    return any_of(std::move(fields));
  }
  Query title = scaled(phrase_in(phrase.words, Field::kTitle), ranking_.title);
  if (in_title) return title;
  return Query(Query::OP_OR, phrase_in(phrase.words, Field::kBody), title);
}

Query QueryCompiler::phrase(const QueryPhrase& phrase) {
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

/// Each grade of each field by itself.
void QueryCompiler::add_word_parts(const QueryWord& word, double factor, std::vector<QueryPart>& all) {
  for (const Field field : kFields) {
    FieldGrades grades = grades_in(field, word);
    for (std::size_t grade = 0; grade < kGrades; ++grade) {
      FieldGrades one;
      one[grade] = std::move(grades[grade]);
      GradedField made = graded_field(one, bm25_, factor * factor_of(field, word));
      if (made.empty()) continue;
      all.push_back(
          {word.text + ": " + std::string(name_of(field)) + ", " + std::string(kGradeNames[grade]), any_of({std::move(made)})});
    }
  }
}

std::vector<QueryPart> QueryCompiler::parts(const CompiledQuery& compiled, const QueryPlan& plan) {
  purpose_ = Purpose::kRanking;
  std::vector<QueryPart> all;
  const StopWords stop_words(compiled);
  for (const QueryWord& word : compiled.words) add_word_parts(word, stop_words.is_light(word) ? ranking_.stop_word : 1.0, all);
  for (const QueryWidening& widening : plan.widenings) {
    for (const QueryPhrase& expression : widening.expressions) {
      const QueryWidening one{widening.first, widening.last, {expression}, widening.factor};
      Fields fields;
      std::vector<Query> ways;
      add_expressions(one, words_in(widening, compiled), fields, ways);
      ways.push_back(any_of(std::move(fields)));
      all.push_back({text_of(expression) + ": the same in other words", Query(Query::OP_OR, ways.begin(), ways.end())});
    }
  }
  for (const QueryPhrase& needed : plan.required) all.push_back({text_of(needed) + ": required", phrase(needed)});
  return all;
}

Query QueryCompiler::query_for(Purpose purpose, const CompiledQuery& compiled, const QueryPlan& plan,
                               const SearchRequest& request, Matching matching) {
  purpose_ = purpose;
  std::vector<Query> required;
  for (const QueryPhrase& needed : plan.required) required.push_back(phrase(needed));
  Query query(Query::OP_AND, required.begin(), required.end());
  if (required.empty() || purpose == Purpose::kRanking) {
    const Query words = matching == Matching::kAllWords ? all_words(compiled, plan) : some_words(compiled, plan);
    if (required.empty()) {
      query = words;
    } else if (!words.empty()) {
      query = Query(Query::OP_AND_MAYBE, query, words);
    }
  }
  const std::optional<Query> filter = filter_query(index_, request, plan);
  // Without a word the filters alone are the question: all pages of a site, the newest of a type.
  if (!plan.has_something_to_find()) {
    query = Query(Query::OP_SCALE_WEIGHT, filter.value_or(Query::MatchAll), 0.0);
  } else if (filter) {
    query = Query(Query::OP_FILTER, query, *filter);
  }
  for (const QueryPhrase& unwanted : plan.excluded) query = Query(Query::OP_AND_NOT, query, phrase(unwanted));
  if (plan.exclude()) query = Query(Query::OP_AND_NOT, query, excluded_query(index_, plan));
  return query;
}

/// Few pages have all the words in their titles, so asking each of those for its title costs little.
Query QueryCompiler::titled(const std::vector<QueryWord>& words) {
  std::vector<Query> in_title;
  for (const QueryWord& word : words) {
    std::vector<std::string> terms = grade_terms(pages_, word, Field::kTitle, Grade::kLemma).terms;
    if (terms.empty()) return {};
    in_title.emplace_back(Query::OP_SYNONYM, terms.begin(), terms.end());
  }
  if (in_title.empty()) return {};
  in_title.emplace_back((new PhraseSource(codes_of(words), PhraseSource::Within::kWholeTitle))->release());
  return {Query::OP_AND, in_title.begin(), in_title.end()};
}

Query QueryCompiler::titled_pages(const CompiledQuery& compiled) {
  std::vector<Query> ways;
  for (const std::vector<QueryWord>& words : spellings(compiled)) ways.push_back(titled(words));
  const Query any(Query::OP_OR, ways.begin(), ways.end());
  return any.empty() ? Query() : Query(Query::OP_FILTER, compiled.query, any);
}

/// Who asks for one word is not answered by related words while there are pages that have it.
Query QueryCompiler::own_pages(const CompiledQuery& compiled, const QueryPlan& plan) {
  if (content_words(plan) != 1 || !plan.required.empty() || !plan.widenings.empty()) return {};
  const auto word = std::ranges::find_if(compiled.words, [](const QueryWord& one) { return !one.stop_word; });
  if (word == compiled.words.end()) return {};
  const std::vector<std::string> terms = lemma_terms(*word, Field::kBody);
  return {Query::OP_FILTER, compiled.query, Query(Query::OP_OR, terms.begin(), terms.end())};
}

CompiledQuery QueryCompiler::compile(const QueryPlan& plan, const SearchRequest& request, Matching matching) {
  CompiledQuery compiled;
  compiled.words = plan.words;
  for (const QueryWord& word : compiled.words) compiled.selectivity.push_back(selectivity(word));
  keep_most_selective(compiled);
  std::ranges::copy_if(plan.widenings, std::back_inserter(compiled.compounds), &QueryWidening::same_word);
  const auto content = std::ranges::count_if(compiled.words, [](const QueryWord& word) { return !word.stop_word; });
  compiled.bm25 = bm25_ = Bm25(ranking_, index_, static_cast<std::size_t>(content));
  compiled.pages = query_for(Purpose::kCounting, compiled, plan, request, matching);
  compiled.query = query_for(Purpose::kRanking, compiled, plan, request, matching);
  if (ranking_.exact_title > 0) compiled.titled = titled_pages(compiled);
  compiled.own = own_pages(compiled, plan);
  return compiled;
}

}  // namespace izvor
