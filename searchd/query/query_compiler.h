// QueryCompiler: a QueryPlan as a Xapian query over one index: graded words, phrases, exclusions, filters.
//
//   word     = body + title × settings.title + headings × settings.headings + anchors × settings.anchors, each the sum of its
//              grades (anchors are known by their roots only):
//              root × settings.root, lemma × settings.lemma, exact × settings.exact
//   query    = the required phrases, with the words ORed; less the exclusions, inside the filters
//
// A page with the exact form has the lemma and the root too, so the closer the match, the more it adds. (The best of the
// grades, OP_MAX, would say the same, but Xapian 1.4.22 reads freed memory when two of them under one OR come to their ends.)
// Grades that the index lacks, or that say what another one says, are left out, so a plain word costs one or two posting
// lists. At most kMaxWords words are searched, the most selective ones. Throws Xapian::Error, as Xapian does; the Searcher
// stops it. One thread, one index revision.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <xapian.h>

#include "izvor/index_schema.h"
#include "izvor/settings.h"
#include "searchd/query/query_plan.h"

namespace izvor {

/// What is searched of a query, and how.
struct CompiledQuery {
  Xapian::Query query;
  std::vector<QueryWord> words;        ///< The searched words of the plan, in their order.
  std::vector<double> selectivity;     ///< Of each: logarithm of pages over pages that have it; 0 when none has it.
  std::vector<Understood> understood;  ///< "words dropped", if so.
};

/// One summand of the match: a word in one field and grade, a phrase, a synonym.
struct QueryPart {
  std::string name;  ///< "партньорство: title, any form".
  Xapian::Query query;
};

enum class Matching {
  kSomeWords,  ///< A page needs one of the words; more of them rank it higher.
  kAllWords,   ///< A page needs every word that is not a stop word and that the index knows: for sorting by date.
};

class QueryCompiler {
 public:
  static constexpr std::size_t kMaxWords = 32;

  QueryCompiler(const Xapian::Database& index, const RankingSettings& ranking) : index_(index), ranking_(ranking) {}

  [[nodiscard]] CompiledQuery compile(const QueryPlan& plan, const SearchRequest& request, Matching matching) const;

  /// What the weight of a page is the sum of, for explanations.
  [[nodiscard]] std::vector<QueryPart> parts(const CompiledQuery& compiled, const QueryPlan& plan) const;

 private:
  /// A word's terms of one grade that the index has, with their factor.
  struct GradedQuery {
    schema::Grade grade;
    Xapian::Query query;
  };
  [[nodiscard]] std::vector<GradedQuery> grades_of(const QueryWord& word, schema::Field field) const;
  [[nodiscard]] double factor_of(schema::Field field) const;
  [[nodiscard]] Xapian::Query expression(const QueryWidening& widening, const QueryPhrase& phrase,
                                         std::size_t typed_words) const;
  [[nodiscard]] double selectivity(const QueryWord& word) const;
  void keep_most_selective(CompiledQuery& compiled) const;
  [[nodiscard]] Xapian::Query any_field(const QueryWord& word) const;
  [[nodiscard]] Xapian::Query graded(const QueryWord& word, schema::Field field) const;
  [[nodiscard]] Xapian::Query words_joined(const CompiledQuery& compiled, const QueryPlan& plan, Matching matching) const;
  [[nodiscard]] Xapian::Query expressions(const QueryWidening& widening, std::size_t typed_words) const;
  [[nodiscard]] Xapian::Query leaf(const QueryPhrase& phrase) const;
  [[nodiscard]] Xapian::Query phrase(const QueryPhrase& phrase) const;
  [[nodiscard]] Xapian::Query phrase_in(const std::vector<QueryWord>& words, schema::Field field) const;

  const Xapian::Database& index_;
  const RankingSettings& ranking_;
};

}  // namespace izvor
