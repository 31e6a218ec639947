#include "searchd/search/sampled_pages.h"

#include <cstdint>

namespace izvor {
namespace {

constexpr Xapian::docid kBlock = 32;

/// Whether a block belongs to the sample: its number, scrambled, is below the part (splitmix64, which is public domain).
bool is_sampled(Xapian::docid block, double part) {
  std::uint64_t hash = block + std::uint64_t{0x9E3779B97F4A7C15};
  hash = (hash ^ (hash >> 30U)) * std::uint64_t{0xBF58476D1CE4E5B9};
  hash = (hash ^ (hash >> 27U)) * std::uint64_t{0x94D049BB133111EB};
  hash ^= hash >> 31U;
  return static_cast<double>(hash >> 11U) < part * static_cast<double>(std::uint64_t{1} << 53U);
}

}  // namespace

Xapian::doccount SampledPages::get_termfreq_est() const {
  return static_cast<Xapian::doccount>(static_cast<double>(last_) * part_);
}

void SampledPages::init(const Xapian::Database& index) {
  last_ = index.get_lastdocid();
  page_ = 0;
  set_maxweight(0);
}

void SampledPages::next(double /*least*/) { move_to(page_ + 1); }

void SampledPages::skip_to(Xapian::docid page, double /*least*/) {
  if (page > page_) move_to(page);
}

void SampledPages::move_to(Xapian::docid page) {
  while (page <= last_ && !is_sampled(page / kBlock, part_)) page = (page / kBlock + 1) * kBlock;
  page_ = page;
}

}  // namespace izvor
