// SampledPages: a part of an index's documents, spread evenly over it, as a Xapian posting source without weights.
//
// Documents lie in the index as they came, site after site, so the first matches of a query say nothing of the others. A
// sample is taken in blocks, because neighbouring documents have their values in the same place of the disk; the same blocks
// each time, so that an answer does not change from one page of results to the next. One thread, one match.
#pragma once

#include <xapian.h>

namespace izvor {

class SampledPages : public Xapian::PostingSource {
 public:
  /// `part` of all documents, more than 0 and at most 1.
  explicit SampledPages(double part) : part_(part) {}

  [[nodiscard]] Xapian::doccount get_termfreq_min() const override { return 0; }
  [[nodiscard]] Xapian::doccount get_termfreq_est() const override;
  [[nodiscard]] Xapian::doccount get_termfreq_max() const override { return last_; }
  void init(const Xapian::Database& index) override;
  void next(double least) override;
  void skip_to(Xapian::docid page, double least) override;
  [[nodiscard]] bool at_end() const override { return page_ > last_; }
  [[nodiscard]] Xapian::docid get_docid() const override { return page_; }
  // NOLINTNEXTLINE(cppcoreguidelines-owning-memory): Xapian's way to copy a source.
  [[nodiscard]] SampledPages* clone() const override { return new SampledPages(part_); }

 private:
  void move_to(Xapian::docid page);

  double part_;
  Xapian::docid last_ = 0, page_ = 0;
};

}  // namespace izvor
