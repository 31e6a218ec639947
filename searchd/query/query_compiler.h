// QueryCompiler: a QueryPlan as a Xapian query over one index: graded words, phrases, exclusions, filters.
//
//   word     = body + title × settings.title + headings × settings.headings + anchors × settings.anchors, each the sum of its
//              grades (anchors are known by their roots only):
//              root × settings.root, lemma × settings.lemma, exact × settings.exact
//   query    = the required phrases, with the words ORed; less the exclusions, inside the filters
//
// A page with the exact form has the lemma and the root too, so the closer the match, the more it adds. The words together
// are one posting source (graded_words.h); phrases, filters and exclusions are Xapian's. At most kMaxWords words are
// searched, the most selective ones. Throws Xapian::Error, as Xapian does; the Searcher stops it. One thread, one index
// revision.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <xapian.h>

#include "izvor/index_schema.h"
#include "izvor/settings.h"
#include "searchd/query/bm25.h"
#include "searchd/query/graded_field.h"
#include "searchd/query/page_lengths.h"
#include "searchd/query/phrase_source.h"
#include "searchd/query/query_kind.h"
#include "searchd/query/query_plan.h"

namespace izvor {

/// What is searched of a query, and how.
struct CompiledQuery {
  Xapian::Query query;
  Xapian::Query pages;                   ///< The same pages without weights: for counting.
  Xapian::Query titled;                  ///< Those of them whose title is the query and nothing else, weighed; may be empty.
  Xapian::Query own;                     ///< Of a single word: those that have it in some form, weighed; otherwise empty.
  Bm25 bm25;                             ///< What it is weighed by.
  std::vector<QueryWord> words;          ///< The searched words of the plan, in their order.
  std::vector<QueryWidening> compounds;  ///< Of these words, written otherwise.
  std::vector<double> selectivity;       ///< Of each: logarithm of pages over pages that have it; 0 when none has it.
  std::vector<Understood> understood;    ///< "words dropped", if so.
};

/// The words as they were typed; and, for each compound, with it written otherwise.
[[nodiscard]] std::vector<std::vector<QueryWord>> spellings(const CompiledQuery& compiled);

/// Of each word, the codes that it may have in a word sequence.
[[nodiscard]] PhraseCodes codes_of(const std::vector<QueryWord>& words);

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

  /// `lengths`: of the pages of `index`, if they are kept.
  QueryCompiler(const Xapian::Database& index, const QueryWeights& ranking, std::shared_ptr<PageLengths> lengths = nullptr)
      : index_(index), ranking_(ranking), lengths_(std::move(lengths)), pages_(index) {}

  [[nodiscard]] CompiledQuery compile(const QueryPlan& plan, const SearchRequest& request, Matching matching);

  /// The pages that the same words find under other filters, without weights.
  [[nodiscard]] Xapian::Query pages(const CompiledQuery& compiled, const QueryPlan& plan, const SearchRequest& request,
                                    Matching matching) {
    return query_for(Purpose::kCounting, compiled, plan, request, matching);
  }

  /// What the weight of a page is the sum of, for explanations.
  [[nodiscard]] std::vector<QueryPart> parts(const CompiledQuery& compiled, const QueryPlan& plan);

 private:
  using Fields = std::vector<GradedField>;
  /// What the query that is being put together is for.
  enum class Purpose { kRanking, kCounting };

  [[nodiscard]] double factor_of(schema::Field field, const QueryWord& word) const;
  [[nodiscard]] FieldGrades grades_in(schema::Field field, const QueryWord& word);
  [[nodiscard]] double selectivity(const QueryWord& word);
  void keep_most_selective(CompiledQuery& compiled) const;
  void add_field(const QueryWord& word, schema::Field field, double factor, Fields& fields);
  void add_word(const QueryWord& word, double factor, Fields& fields);
  [[nodiscard]] Xapian::Query any_of(Fields fields) const;
  [[nodiscard]] Xapian::Query query_for(Purpose purpose, const CompiledQuery& compiled, const QueryPlan& plan,
                                        const SearchRequest& request, Matching matching);
  [[nodiscard]] Xapian::Query titled(const std::vector<QueryWord>& words);
  [[nodiscard]] Xapian::Query titled_pages(const CompiledQuery& compiled);
  [[nodiscard]] Xapian::Query own_pages(const CompiledQuery& compiled, const QueryPlan& plan);
  [[nodiscard]] Xapian::Query with_light_words(Xapian::Query found, Fields light) const;
  [[nodiscard]] Xapian::Query some_words(const CompiledQuery& compiled, const QueryPlan& plan);
  [[nodiscard]] Xapian::Query all_words(const CompiledQuery& compiled, const QueryPlan& plan);
  void add_expressions(const QueryWidening& widening, std::size_t typed_words, Fields& fields,
                       std::vector<Xapian::Query>& phrases);
  void add_word_parts(const QueryWord& word, double factor, std::vector<QueryPart>& all);
  [[nodiscard]] Xapian::Query leaf(const QueryPhrase& phrase);
  [[nodiscard]] Xapian::Query phrase(const QueryPhrase& phrase);
  [[nodiscard]] Xapian::Query phrase_in(const std::vector<QueryWord>& words, schema::Field field) const;

  const Xapian::Database& index_;
  const QueryWeights& ranking_;
  std::shared_ptr<PageLengths> lengths_;
  TermPages pages_;
  Bm25 bm25_;
  Purpose purpose_ = Purpose::kRanking;
};

}  // namespace izvor
