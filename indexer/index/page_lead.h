// PageLead: how a page begins, for telling near-duplicates whose texts as a whole are too short or too different.
//
// Two pages begin alike when they have one key, which is their title and the numbers among the first kWords words after it, and
// when most pairs of neighbouring words there are the same. The pairs are a MinHash sketch (Broder, "On the resemblance and
// containment of documents", 1997): the least of sixteen hashes, of which two texts share as many as they share pairs. A
// number that differs makes another page of an announcement that comes every month in the same words. A listing begins with
// other pages' words and has no lead. A value; safe from any thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "izvor/stored_page.h"

namespace izvor {

struct PageLead {
  static constexpr std::size_t kWords = 24;
  static constexpr std::size_t kLeastWords = 8;

  std::uint64_t key = 0;  ///< 0: it tells nothing.
  std::array<std::uint16_t, 16> sketch{};

  friend bool operator==(const PageLead&, const PageLead&) = default;
};

[[nodiscard]] PageLead lead_of(const StoredPage& page);

/// How many of the sixteen hashes agree.
[[nodiscard]] int hashes_alike(const PageLead& a, const PageLead& b);

}  // namespace izvor
