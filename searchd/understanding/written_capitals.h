// WrittenCapitals: do the pages write a word with a capital, as names are?
//
// The index knows words in lower case only, so a few of the pages that have the word are looked into: at most kMaxPages, for at most
// kMaxWords words of a query. Throws Xapian::Error. One thread, one index revision; for the time of one query.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

#include <xapian.h>

#include "izvor/stored_page.h"

namespace izvor {

class WrittenCapitals {
 public:
  static constexpr std::size_t kMaxPages = 4;
  static constexpr std::size_t kMaxWords = 8;

  explicit WrittenCapitals(const Xapian::Database& index) : index_(index) {}

  /// Of an exact form: whether a capital stands at its beginning more often than a small letter.
  [[nodiscard]] bool has(std::string_view word);

 private:
  const Xapian::Database& index_;
  StoredPageDecoder decoder_;
  std::map<std::string, bool, std::less<>> known_;
};

}  // namespace izvor
