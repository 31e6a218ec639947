#include "searchd/query/page_lengths.h"

namespace izvor {

void PageLengths::read(std::size_t number) {
  std::vector<Xapian::termcount> block(kBlock, 0);
  const Xapian::docid first = static_cast<Xapian::docid>(number * kBlock);
  // The list of all pages has their lengths.
  auto page = index_.postlist_begin("");
  const auto end = index_.postlist_end("");
  if (page != end) page.skip_to(first);
  for (; page != end && *page - first < kBlock; ++page) block[*page - first] = page.get_doclength();
  blocks_[number] = std::move(block);
}

}  // namespace izvor
