// Near-duplicates: which pages say nearly the same, so that a search shows one of them.
//
// A page's signature is a SimHash (Charikar 2002) of 128 bits over its pairs of neighbouring words: pages that share most pairs
// differ in few bits. Two pages are near-duplicates when at most kMostBits differ, which is where one word in twenty-five is
// another; texts of fewer than kLeastWords words only when they are the same. A page joins the group of the nearest page
// that the index has; the first of a group gives the group its name, eight bytes of its signature. A page keeps its group
// until its own text changes.
//
// Stored: the name in schema::kGroup, signature and page (16 and 8 bytes) in schema::kSignature. A NearDuplicates object holds
// those of one index, 40 bytes a page, and looks through all of them, some 50 µs for 100,000 pages. One thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "izvor/page_id.h"
#include "izvor/stored_page.h"

namespace izvor {

struct PageSignature {
  std::array<std::uint64_t, 2> bits{};
  bool short_text = false;  ///< Too short to be compared but with its equals.

  friend bool operator==(const PageSignature&, const PageSignature&) = default;
};

[[nodiscard]] PageSignature signature_of(const StoredPage& page);

/// The values kSignature and kGroup of a page that is alone.
[[nodiscard]] std::string encode_signature(const PageSignature& signature, const PageId& page);
[[nodiscard]] std::string own_group(const PageSignature& signature);

class NearDuplicates {
 public:
  static constexpr int kMostBits = 14;
  static constexpr std::size_t kLeastWords = 20;

  /// Notes a page of the index: its values kSignature and kGroup. What is damaged is left out.
  void add(std::string_view signature, std::string_view group);
  /// The group for a page with this value kSignature, and notes it.
  [[nodiscard]] std::string assign(std::string_view signature);
  void remove(const PageId& page);

  [[nodiscard]] std::size_t size() const { return entries_.size(); }

 private:
  struct Entry {
    PageSignature signature;
    std::uint64_t page = 0;
    std::uint64_t group = 0;
  };
  void put(const Entry& entry);

  std::vector<Entry> entries_;
  std::unordered_map<std::uint64_t, std::size_t> by_page_;
};

}  // namespace izvor
