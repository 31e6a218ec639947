// DateOrder: pages by their date of publication, either way.
//
// Only pages with a date that can be true stand in the list by it. After them come, in either direction, pages dated after the
// day on which the index was last fed (an event to come, a slip of the keyboard), then listings, whose dates are those of the
// pages they lead to, then pages without a date. Time is the index's own, as in Standing. Throws Xapian::Error. One thread,
// one index revision.
#pragma once

#include <string>

#include <xapian.h>

#include "searchd/search_types.h"

namespace izvor {

class DateOrder : public Xapian::KeyMaker {
 public:
  DateOrder(const Xapian::Database& index, SortOrder order);

  /// It must outlive the enquire's answers.
  void set(Xapian::Enquire& enquire);

  [[nodiscard]] std::string operator()(const Xapian::Document& page) const override;

 private:
  bool oldest_first_;
  bool has_listings_;
  std::string tomorrow_;  ///< As stored: the first time that is after the day of the last feeding.
};

}  // namespace izvor
