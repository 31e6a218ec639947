// GradedField: one word in one field, as the terms that the index has of it in three nested grades, and what each grade adds.
//
// The grades are nested: a page with the exact form has the lemma and the root too. So every page of the word is in the lists
// of the widest grade, and the closer ones have fewer pages that weigh more. A value; TermPages asks an index and throws
// Xapian::Error.
#pragma once

#include <array>
#include <string>
#include <unordered_map>
#include <vector>

#include <xapian.h>

#include "izvor/index_schema.h"
#include "izvor/settings.h"
#include "searchd/query/bm25.h"
#include "searchd/query/query_plan.h"

namespace izvor {

/// How many pages have a term: each term is looked up once.
class TermPages {
 public:
  explicit TermPages(const Xapian::Database& index) : index_(index) {}

  [[nodiscard]] Xapian::doccount of(const std::string& term);
  [[nodiscard]] Xapian::doccount all() const { return index_.get_doccount(); }

 private:
  const Xapian::Database& index_;
  std::unordered_map<std::string, Xapian::doccount> known_;
};

/// The terms of a word in one field and grade that the index has.
struct GradeTerms {
  std::vector<std::string> terms;
  Xapian::doccount pages = 0;  ///< With any of them, as if they were independent.
  double weight = 0;           ///< Of the settings; where two grades have the same pages, the wider one has both weights.
};

inline constexpr std::size_t kGrades = 3;

/// By grade: exact, lemma, root.
using FieldGrades = std::array<GradeTerms, kGrades>;

[[nodiscard]] GradeTerms grade_terms(TermPages& pages, const QueryWord& word, schema::Field field, schema::Grade grade);
[[nodiscard]] FieldGrades field_grades(TermPages& pages, const QueryWord& word, schema::Field field,
                                       const RankingSettings& ranking);

struct GradedTerm {
  std::string term;
  std::array<bool, kGrades> in{};  ///< The grades that it is a term of.
};

struct GradedField {
  std::vector<GradedTerm> terms;
  std::array<double, kGrades> weights{};          ///< What Bm25::part is multiplied by, the idf in it.
  std::array<Xapian::doccount, kGrades> pages{};  ///< With a term of the grade.
  std::size_t widest = kGrades - 1;               ///< The grade that every page of the word has.

  [[nodiscard]] bool empty() const { return terms.empty(); }
};

/// What `grades` add together, times `factor`.
[[nodiscard]] GradedField graded_field(const FieldGrades& grades, const Bm25& bm25, double factor);

}  // namespace izvor
