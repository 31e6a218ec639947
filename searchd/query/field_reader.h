// FieldReader: walks through the pages of one word in one field, and tells what the word adds there in its grades.
//
// Part of GradedWords. Throws Xapian::Error. One thread, one index revision.
#pragma once

#include <array>
#include <cstddef>
#include <limits>
#include <vector>

#include <xapian.h>

#include "searchd/query/bm25.h"
#include "searchd/query/graded_field.h"

namespace izvor {

class FieldReader {
 public:
  static constexpr Xapian::docid kEnd = std::numeric_limits<Xapian::docid>::max();

  /// `index` and `field` must outlive it.
  FieldReader(const Xapian::Database& index, const GradedField& field, const Bm25& bm25);

  /// What the word adds at most, on any page.
  [[nodiscard]] double most() const { return most_; }
  /// The page that it stands at; kEnd when there are no more, 0 before it was moved.
  [[nodiscard]] Xapian::docid page() const { return page_; }
  /// Moves to the first page from `page` on; never backwards.
  void move_to(Xapian::docid page) {
    if (page_ < page) advance(page);
  }

  /// At the page where it stands: no more than this, told by the leading terms alone.
  [[nodiscard]] double bound(double restraint) const;
  /// Exactly.
  [[nodiscard]] double weight(double restraint);

 private:
  /// One posting list, opened when it is first moved.
  struct List {
    const GradedTerm* term = nullptr;
    Xapian::docid page = 0;
    bool opened = false;
    Xapian::PostingIterator postings{};
  };
  using Counts = std::array<double, kGrades>;

  void move(List& list, Xapian::docid page) const;
  void advance(Xapian::docid page);
  [[nodiscard]] double leading_times() const;
  static void count(const List& list, Counts& times);

  const Xapian::Database* index_;
  const GradedField* field_;
  const Bm25* bm25_;
  std::vector<List> leading_;    ///< A heap by page, the first page on top.
  std::vector<List> following_;  ///< Read on demand.
  double weights_ = 0;           ///< Of all grades.
  double most_ = 0;
  double closer_terms_ = 1;  ///< The most terms that a closer grade has: a place of the text may have one of each.
  Xapian::docid page_ = 0;
};

}  // namespace izvor
