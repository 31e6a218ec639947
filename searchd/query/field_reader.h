// FieldReader: walks through the pages of one word in one field, and tells what the word adds there in its grades.
//
// It names pages, one after another, by the lists of one grade: at first of the widest, so all that have the word. narrow()
// lets the next closer grade name pages, which are fewer; what it no longer names has the word only in wider grades, so
// most_elsewhere() is all that it can add there. Narrowed past the closest grade it names nothing.
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

  /// `index`, `field` and `bm25` must outlive it.
  FieldReader(const Xapian::Database& index, const GradedField& field, const Bm25& bm25);
  FieldReader(FieldReader&&) = default;
  FieldReader(const FieldReader&) = delete;
  FieldReader& operator=(const FieldReader&) = delete;
  FieldReader& operator=(FieldReader&&) = delete;
  ~FieldReader() = default;

  /// The grades that the word has here, the widest first, and what each of them adds at most, and its pages.
  [[nodiscard]] std::size_t levels() const { return levels_.size(); }
  [[nodiscard]] double most_of(std::size_t level) const { return levels_[level].most; }
  [[nodiscard]] Xapian::doccount pages_of(std::size_t level) const { return field_->pages[levels_[level].grade]; }

  /// What the word adds at most: on any page; on one that the reader does not name.
  [[nodiscard]] double most() const { return most_; }
  [[nodiscard]] double most_elsewhere() const { return most_elsewhere_; }
  [[nodiscard]] bool names_pages() const { return level_ < levels_.size(); }
  void narrow();
  void widen();

  /// The page that it names; kEnd when there are no more, 0 before it was moved.
  [[nodiscard]] Xapian::docid page() const { return page_; }
  /// Moves to the first page from `page` on, never backwards, and returns it.
  Xapian::docid move_to(Xapian::docid page) {
    if (page_ < page) advance(page);
    return page_;
  }

  /// What the word adds at the page named: no more than this.
  [[nodiscard]] double bound(double restraint) const;
  /// The same for a page that it does not name and has not passed.
  [[nodiscard]] double bound_elsewhere(Xapian::docid page, double restraint);
  /// Exactly, on a page that it names or has not passed.
  [[nodiscard]] double weight(Xapian::docid page, double restraint);

 private:
  /// One posting list, opened when it is first moved.
  struct List {
    const GradedTerm* term = nullptr;
    Xapian::docid page = 0;
    bool opened = false;
    Xapian::PostingIterator postings{};
  };
  /// One grade.
  struct Level {
    std::size_t grade = 0;
    double most = 0;
    std::vector<List*> lists;
  };

  void set_level(std::size_t level);
  void move(List& list, Xapian::docid page) const;
  void advance(Xapian::docid page);
  [[nodiscard]] double times_at(Xapian::docid page, const std::vector<List*>& lists) const;
  [[nodiscard]] double bound_from(std::size_t first, std::size_t end, double times, double restraint) const;

  const Xapian::Database* index_;
  const GradedField* field_;
  const Bm25* bm25_;
  std::vector<List> lists_;
  std::vector<Level> levels_;  ///< The widest first.
  double most_ = 0;
  double closer_terms_ = 1;  ///< The most terms that a grade has: a place of the text may have one of each.
  std::size_t level_ = 0;    ///< Whose lists name pages.
  double most_elsewhere_ = 0;
  std::vector<List*> naming_;  ///< Those lists: a heap by page, the first page on top.
  Xapian::docid page_ = 0;
};

}  // namespace izvor
