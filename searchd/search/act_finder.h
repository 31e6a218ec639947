// ActFinder: the page of the index that is the act that a question asks for, and the acts that a page cites.
//
// An act is known by its CELEX number and by its name (indexer/index/act_terms.h). Of several pages of one act the question's
// language decides, then the newest consolidated state; a recital is only in the act as published. Throws Xapian::Error. One
// thread, one index revision.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

#include "izvor/analyzer.h"
#include "izvor/stored_page.h"
#include "searchd/query/act_question.h"
#include "searchd/query/query_plan.h"
#include "searchd/search_types.h"

namespace izvor {

class ActFinder {
 public:
  /// `index`, `analyzer` and `decoder` must outlive it.
  ActFinder(const Xapian::Database& index, const Analyzer& analyzer, StoredPageDecoder& decoder)
      : index_(index), analyzer_(analyzer), decoder_(decoder) {}

  /// The page that answers the question, if the index has the act; `plan` is that of the question: acronyms are widened there.
  [[nodiscard]] std::optional<PageId> find(const ActQuestion& question, std::string_view text, const QueryPlan& plan);

  /// The acts that the page cites and the index has, those with the lowest numbers first.
  [[nodiscard]] std::vector<CitedAct> cited_by(Xapian::docid page, std::string_view language);

  /// Of near-duplicates that are states of one act, the newest; otherwise `page` itself.
  [[nodiscard]] Xapian::docid newest_state(Xapian::docid page, const std::string& group);

 private:
  [[nodiscard]] std::vector<std::string> celexes_named(const ActQuestion& question, const QueryPlan& plan) const;
  [[nodiscard]] std::vector<Xapian::docid> pages_with(const std::string& term) const;
  [[nodiscard]] std::optional<Xapian::docid> best_of(const std::vector<Xapian::docid>& pages, const ActQuestion& question,
                                                     std::string_view language) const;
  [[nodiscard]] std::optional<CitedAct> cited(const std::string& celex, std::string_view language);

  const Xapian::Database& index_;
  const Analyzer& analyzer_;
  StoredPageDecoder& decoder_;
  std::map<std::string, std::optional<CitedAct>> known_;  ///< By CELEX number.
};

}  // namespace izvor
