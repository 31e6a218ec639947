// GradedWords: the pages that have any of some words, weighed by word, field and grade: what most of a query is to Xapian.
//
// Xapian would need a posting list for every word in every field and grade, up to 27 for three words, and would read all of
// them to their ends. This source knows that grades are nested, and by which bounds a page can be passed over (MaxScore:
// Turtle and Flood, "Query evaluation: strategies and optimizations", 1995):
//
//   - Pages come from the leading terms of fields that can lift a page above the least weight that the matcher still takes;
//     the fields that cannot do so together are only asked about pages that the others name.
//   - Of a page named, what its leading terms say bounds its closer grades; these are read only while the page may do.
//   - A list is opened when it is first needed.
//
// Weights are those of Bm25, added up in one order, so that a page weighs the same whatever was passed over. One thread, one
// index revision, as every Xapian posting source.
#pragma once

#include <cstddef>
#include <vector>

#include <xapian.h>

#include "searchd/query/bm25.h"
#include "searchd/query/graded_field.h"

namespace izvor {

class FieldReader;

class GradedWords : public Xapian::PostingSource {
 public:
  GradedWords(std::vector<GradedField> fields, const Bm25& bm25);
  ~GradedWords() override;

  [[nodiscard]] Xapian::doccount get_termfreq_min() const override { return least_; }
  [[nodiscard]] Xapian::doccount get_termfreq_est() const override { return estimate_; }
  [[nodiscard]] Xapian::doccount get_termfreq_max() const override { return most_; }
  [[nodiscard]] double get_weight() const override { return weight_; }
  [[nodiscard]] Xapian::docid get_docid() const override { return page_; }
  [[nodiscard]] bool at_end() const override { return at_end_; }
  void next(double least_weight) override;
  void skip_to(Xapian::docid page, double least_weight) override;
  [[nodiscard]] PostingSource* clone() const override { return new GradedWords(fields_, bm25_); }
  void init(const Xapian::Database& index) override;

 private:
  /// What one reader adds to a page; at first a bound of it.
  struct Part {
    std::size_t reader = 0;
    double weight = 0;
  };

  void count_pages(const Xapian::Database& index);
  void find_from(Xapian::docid page, double least_weight);
  void choose_leaders(double least_weight);
  [[nodiscard]] Xapian::docid next_named(Xapian::docid from);
  [[nodiscard]] bool weigh(Xapian::docid page, double least_weight);
  [[nodiscard]] double bound_by_leaders(Xapian::docid page);

  const std::vector<GradedField> fields_;
  const Bm25 bm25_;
  Xapian::Database index_;
  std::vector<FieldReader> readers_;  ///< By what they can add, the least first.
  std::vector<double> most_before_;   ///< What the readers before each can add together.
  std::size_t leaders_ = 0;           ///< Readers from here on name pages.
  double chosen_for_ = 0;
  std::vector<Part> parts_;  ///< Scratch: of the page that is looked at.
  Xapian::doccount least_ = 0, estimate_ = 0, most_ = 0;
  Xapian::docid page_ = 0;
  double weight_ = 0;
  bool at_end_ = false;
};

}  // namespace izvor
