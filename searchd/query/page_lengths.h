// PageLengths: how many words each page of an index has, for one revision of it.
//
// Xapian looks a length up in its tables; a search that weighs fifty thousand pages spends a fifth of its time there. So
// lengths are read in blocks of neighbouring pages, each when it is first asked for, and kept, four bytes a page. Throws
// Xapian::Error. One thread.
#pragma once

#include <cstddef>
#include <vector>

#include <xapian.h>

namespace izvor {

class PageLengths {
 public:
  /// Of a single database: the pages of several have other numbers inside each.
  explicit PageLengths(Xapian::Database index) : index_(std::move(index)), blocks_(index_.get_lastdocid() / kBlock + 1) {}

  /// In Xapian's sense, of all fields and grades; 0 for a page that the index does not have.
  [[nodiscard]] Xapian::termcount of(Xapian::docid page) {
    const std::size_t number = page / kBlock;
    if (number >= blocks_.size()) return 0;
    std::vector<Xapian::termcount>& block = blocks_[number];
    if (block.empty()) read(number);
    return block[page % kBlock];
  }

 private:
  static constexpr std::size_t kBlock = 4096;

  void read(std::size_t number);

  Xapian::Database index_;
  std::vector<std::vector<Xapian::termcount>> blocks_;
};

}  // namespace izvor
