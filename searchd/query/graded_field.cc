#include "searchd/query/graded_field.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace izvor {
namespace {

using schema::Field;
using schema::Grade;

const std::string& form_in(const WordForm& form, Grade grade) {
  return grade == Grade::kExact ? form.exact : grade == Grade::kLemma ? form.lemma : form.root;
}

std::string capitals_or_grade(const WordForm& form, Field field, Grade grade) {
  // What is written in capitals is in every grade at once.
  return form.in_capitals ? schema::term_in_capitals(field, form.exact) : schema::term_for(field, grade, form_in(form, grade));
}

bool has(const std::vector<std::string>& terms, const std::string& term) {
  return std::find(terms.begin(), terms.end(), term) != terms.end();
}

/// Pages with either of two terms, if they were independent.
double either(double a, double b, double all) { return all > 0 ? a + b - a * b / all : 0; }

}  // namespace

Xapian::doccount TermPages::of(const std::string& term) {
  const auto [known, fresh] = known_.try_emplace(term, 0);
  if (fresh) known->second = index_.get_termfreq(term);
  return known->second;
}

GradeTerms grade_terms(TermPages& pages, const QueryWord& word, Field field, Grade grade) {
  GradeTerms found;
  if (field == Field::kAnchors && grade != Grade::kRoot) return found;
  double estimate = 0;
  const auto add = [&](std::string term) {
    const Xapian::doccount here = has(found.terms, term) ? 0 : pages.of(term);
    if (here == 0) return;
    estimate = either(estimate, here, pages.all());
    found.terms.push_back(std::move(term));
  };
  for (const WordForm& form : word.forms) {
    add(capitals_or_grade(form, field, grade));
    // The index has a root as a term of its own only where it differs from the lemma.
    if (grade == Grade::kRoot && !form.in_capitals && field != Field::kAnchors)
      add(schema::term_for(field, Grade::kLemma, form.root));
  }
  found.pages = static_cast<Xapian::doccount>(std::lround(estimate));
  return found;
}

FieldGrades field_grades(TermPages& pages, const QueryWord& word, Field field, const RankingSettings& ranking) {
  constexpr std::array kEach = {Grade::kExact, Grade::kLemma, Grade::kRoot};
  const std::array weights = {ranking.exact, ranking.lemma, ranking.root};
  FieldGrades grades;
  // From the root down: where the index has no word of the root, it has none of the others.
  for (std::size_t i = kGrades; i-- > 0;) {
    if (weights[i] <= 0) continue;
    grades[i] = grade_terms(pages, word, field, kEach[i]);
    grades[i].weight = weights[i];
    if (grades[i].terms.empty()) break;
  }
  // Where two grades have the same pages, one list speaks for both.
  for (std::size_t wider = 1; wider < kGrades; ++wider) {
    GradeTerms& narrow = grades[wider - 1];
    if (narrow.terms.size() != 1 || grades[wider].terms.size() != 1 || narrow.pages != grades[wider].pages) continue;
    grades[wider].weight += narrow.weight;
    narrow.terms.clear();
  }
  return grades;
}

GradedField graded_field(const FieldGrades& grades, const Bm25& bm25, double factor) {
  GradedField field;
  if (factor <= 0) return field;
  for (std::size_t grade = kGrades; grade-- > 0;) {
    const GradeTerms& found = grades[grade];
    if (found.terms.empty()) continue;
    if (field.empty()) field.widest = grade;
    field.weights[grade] = factor * found.weight * bm25.idf(found.pages);
    field.pages[grade] = found.pages;
    for (const std::string& term : found.terms) {
      auto known = std::ranges::find(field.terms, term, &GradedTerm::term);
      if (known == field.terms.end()) known = field.terms.insert(known, GradedTerm{term, {}});
      known->in[grade] = true;
    }
  }
  return field;
}

}  // namespace izvor
