// Near-duplicates: which pages say nearly the same, so that a search shows one of them.
//
// A page's signature is a SimHash (Charikar 2002) of 128 bits over its pairs of neighbouring words: pages that share most pairs
// differ in few bits. Two pages are near-duplicates when at most kMostBits differ, which is where one word in twenty-five is
// another; texts of fewer than kLeastWords words only when they are the same.
//
// Short texts, and pages with something else below the same article, are near-duplicates by title and lead, too (PageLead):
// where kLeastAlike of the lead's hashes agree, and what follows is not mostly another text (kMostBitsBelow). Titles like
// „Новини“ are many pages' own, so the title alone says nothing.
//
// A page joins the group of the nearest page that the index has; the first of a group gives the group its name, eight bytes of
// its signature. A page keeps its group until its own text changes.
//
// Stored: the name in schema::kGroup; in schema::kSignature signature, page, and the lead's key and sketch (16, 8, 8 and 32
// bytes; values of the first two only come from earlier versions and have no lead). A NearDuplicates object holds those of one
// index, about 250 bytes a page and 2 MB, and looks at a few hundred of 100,000 pages (SignatureTable). One thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "indexer/index/page_lead.h"
#include "izvor/page_id.h"
#include "izvor/stored_page.h"

namespace izvor {

struct PageSignature {
  std::array<std::uint64_t, 2> bits{};
  bool short_text = false;  ///< Too short to be compared but with its equals, or by its lead.
  PageLead lead;

  friend bool operator==(const PageSignature&, const PageSignature&) = default;
};

[[nodiscard]] PageSignature signature_of(const StoredPage& page);

/// The values kSignature and kGroup of a page that is alone.
[[nodiscard]] std::string encode_signature(const PageSignature& signature, const PageId& page);
[[nodiscard]] std::string own_group(const PageSignature& signature);

/// Finds the signatures that may be near to one without looking at all of them (Norouzi, Punjani and Fleet, "Fast search in
/// Hamming space with multi-index hashing", 2012): two signatures that differ in at most 2 × kBlocks - 1 bits differ in at most
/// one bit of one of their blocks, so it is among those that have one of 17 values there. Signatures are known by their place
/// in a list of the owner's.
class SignatureTable {
 public:
  using Bits = std::array<std::uint64_t, 2>;
  static constexpr std::size_t kBlocks = 8;
  static constexpr int kMostBits = 2 * kBlocks - 1;

  void insert(std::uint32_t place, const Bits& bits);
  void erase(std::uint32_t place, const Bits& bits);
  /// Calls `visit` with the place of every signature that differs in at most kMostBits, of some others, and of some twice,
  /// the latest of a block's value first; until it returns false.
  template <class Visit>
  void visit_near(const Bits& bits, const Visit& visit) const {
    for (std::size_t block = 0; block < kBlocks; ++block) {
      const unsigned value = block_of(bits, block);
      if (!visit_chain(block, value, visit)) return;
      for (unsigned bit = 0; bit < kBlockBits; ++bit)
        if (!visit_chain(block, value ^ (1U << bit), visit)) return;
    }
  }

 private:
  static constexpr unsigned kBlockBits = 16;
  static constexpr std::uint32_t kNone = UINT32_MAX;

  static unsigned block_of(const Bits& bits, std::size_t block) {
    return static_cast<std::uint16_t>(bits[block / 4] >> (kBlockBits * (block % 4)));
  }
  static std::size_t chain(std::size_t block, unsigned value) { return (block << kBlockBits) + value; }
  template <class Visit>
  bool visit_chain(std::size_t block, unsigned value, const Visit& visit) const {
    for (std::uint32_t place = heads_[chain(block, value)]; place != kNone; place = links_[place].next[block])
      if (!visit(place)) return false;
    return true;
  }

  /// Of each block the neighbours with the same value.
  struct Links {
    std::array<std::uint32_t, kBlocks> next{}, previous{};
  };

  std::vector<std::uint32_t> heads_ = std::vector<std::uint32_t>(kBlocks << kBlockBits, kNone);  ///< By chain.
  std::vector<Links> links_;                                                                     ///< By place.
};

class NearDuplicates {
 public:
  static constexpr int kMostBits = 14;
  static constexpr std::size_t kLeastWords = 20;
  static constexpr int kLeastAlike = 10;     ///< Of the 16 hashes of a sketch: some 60 % of the pairs.
  static constexpr int kMostBitsBelow = 40;  ///< Of whole texts with the same lead: half of the pairs are the same.
  /// Signatures looked at for one page: where a hundred thousand pages say nearly the same, any of them will do.
  static constexpr unsigned kMostLooks = 20'000;

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
  /// The page nearest by signature, the first of those as near.
  [[nodiscard]] std::optional<std::uint32_t> nearest_text(const Entry& entry) const;
  /// The page most alike by title and lead, likewise.
  [[nodiscard]] std::optional<std::uint32_t> most_alike_lead(const Entry& entry) const;
  void erase_links(std::uint32_t place);
  void insert_links(std::uint32_t place);

  std::vector<Entry> entries_;
  SignatureTable table_;
  std::unordered_map<std::uint64_t, std::uint32_t> by_page_;
  std::unordered_multimap<std::uint64_t, std::uint32_t> by_lead_;  ///< Places by PageLead::key.
};

}  // namespace izvor
