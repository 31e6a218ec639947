// GradedWords: the pages that have any of some words, weighed by word, field and grade: what most of a query is to Xapian.
//
// Xapian would need a posting list for every word in every field and grade, up to 27 for three words, and would read all of
// them to their ends. This source knows that grades are nested, and by which bounds a page can be passed over (MaxScore:
// Turtle and Flood, "Query evaluation: strategies and optimizations", 1995; here of grades and not of terms):
//
//   - Pages come from lists that can lift a page above the least weight that the matcher still takes. The more that is, the
//     fewer lists name pages: of a word first all pages of its root, then those of the lemma, then those of the form, then
//     none. What is lost of the bound for it is spent where it saves most postings.
//   - Of a page named, what the naming lists say bounds the rest; the others are read only while the page may do.
//   - A list is opened when it is first needed.
//
// Weights are those of Bm25, added up in one order, so that a page weighs the same whatever was passed over. One thread, one
// index revision, as every Xapian posting source.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include <xapian.h>

#include "searchd/query/bm25.h"
#include "searchd/query/graded_field.h"
#include "searchd/query/page_lengths.h"

namespace izvor {

class FieldReader;

class GradedWords : public Xapian::PostingSource {
 public:
  /// `lengths` of the very index that it will be asked about, if there are some.
  GradedWords(std::vector<GradedField> fields, const Bm25& bm25, std::shared_ptr<PageLengths> lengths = nullptr);
  ~GradedWords() override;

  [[nodiscard]] Xapian::doccount get_termfreq_min() const override { return least_; }
  [[nodiscard]] Xapian::doccount get_termfreq_est() const override { return estimate_; }
  [[nodiscard]] Xapian::doccount get_termfreq_max() const override { return most_; }
  [[nodiscard]] double get_weight() const override { return weight_; }
  [[nodiscard]] Xapian::docid get_docid() const override { return page_; }
  [[nodiscard]] bool at_end() const override { return at_end_; }
  void next(double least_weight) override;
  void skip_to(Xapian::docid page, double least_weight) override;
  [[nodiscard]] PostingSource* clone() const override { return new GradedWords(fields_, bm25_, lengths_); }
  void init(const Xapian::Database& index) override;
  /// "words кабел:text кабел:title": of each word and field the widest grade.
  [[nodiscard]] std::string get_description() const override;

 private:
  /// A reader that names pages, and what a page that it names may weigh more for it.
  struct Naming {
    Xapian::docid page = 0;  ///< The reader's.
    std::size_t reader = 0;
    double gain = 0;
  };
  /// A reader gives up naming pages by so many of its levels, once no page needs what they add.
  struct Step {
    std::size_t reader = 0;
    std::size_t levels = 0;
    double elsewhere = 0;  ///< What all readers together then add, at most, to a page that none names.
  };

  void count_pages(const Xapian::Database& index);
  void plan_steps();
  void choose_names(double least_weight);
  void note_readers();
  void find_from(Xapian::docid page, double least_weight);
  [[nodiscard]] Xapian::docid next_named(Xapian::docid from);
  [[nodiscard]] double bound_by_names(Xapian::docid page) const;
  [[nodiscard]] bool weigh(Xapian::docid page, double least_weight);

  const std::vector<GradedField> fields_;
  const Bm25 bm25_;
  const std::shared_ptr<PageLengths> lengths_;
  Xapian::Database index_;
  std::vector<FieldReader> readers_;
  std::vector<Step> steps_;      ///< In the order of their taking.
  std::size_t steps_taken_ = 0;  ///< For chosen_for_.
  double elsewhere_ = 0;         ///< As Step::elsewhere, now.
  std::vector<Naming> naming_;
  std::vector<std::size_t> elsewhere_most_;  ///< Readers that add something to pages they do not name, the most first.
  double chosen_for_ = 0;
  std::vector<double> parts_;  ///< Scratch: what each reader adds to the page that is looked at; at first a bound of it.
  Xapian::doccount least_ = 0, estimate_ = 0, most_ = 0;
  Xapian::docid page_ = 0;
  double weight_ = 0;
  bool at_end_ = false;
};

}  // namespace izvor
