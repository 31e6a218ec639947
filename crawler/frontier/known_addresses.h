// KnownAddresses: addresses that are in the frontier for certain, found without asking its table.
//
// The menu of a site is on each of its pages, so nearly all links lead to addresses that were seen a moment ago. A table of
// fixed size holds the digest of each at the place that the digest says; a newer address displaces an older one. "No" therefore
// means: ask the table. Two addresses with one digest of 64 bits would make the second one unknown for ever; with ten million
// addresses that happens to one site in 400,000. Belongs to one thread.
#pragma once

#include <xxhash.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "izvor/url.h"

namespace izvor {

class KnownAddresses {
 public:
  static constexpr std::size_t kPlaces = std::size_t{1} << 18;  ///< 2 MB; memory is taken when the first address comes.

  void add(const Url& url) {
    if (digests_.empty()) digests_.resize(kPlaces);
    const std::uint64_t digest = digest_of(url);
    digests_[digest % kPlaces] = digest;
  }
  [[nodiscard]] bool has(const Url& url) const {
    if (digests_.empty()) return false;
    const std::uint64_t digest = digest_of(url);
    return digests_[digest % kPlaces] == digest;
  }

 private:
  /// Never 0, which is an empty place.
  static std::uint64_t digest_of(const Url& url) {
    return std::max<std::uint64_t>(XXH3_64bits(url.str().data(), url.str().size()), 1);
  }
  std::vector<std::uint64_t> digests_;
};

}  // namespace izvor
