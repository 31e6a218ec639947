#include "searchd/query/page_lengths.h"

#include <gtest/gtest.h>

#include "tests/support/temporary_directory.h"

namespace izvor::testing {
namespace {

TEST(PageLengths, AreThoseOfTheIndex) {
  const TemporaryDirectory directory;
  const std::string path = (directory.path() / "index").string();
  // More pages than one block has, of many lengths, with holes: single ones, and one that is longer than a block.
  constexpr Xapian::docid kLastPage = 10'000;
  Xapian::WritableDatabase written(path, Xapian::DB_CREATE_OR_OPEN);
  for (Xapian::docid page = 1; page <= kLastPage; ++page) {
    if (page % 7 == 0 || (page > 3000 && page < 8500)) continue;
    Xapian::Document document;
    document.add_term("w", page % 300);
    written.replace_document(page, document);
  }
  written.commit();
  const Xapian::Database index(path);
  PageLengths lengths(index);
  // From the last to the first, so that blocks are not read in their order.
  for (Xapian::docid page = kLastPage + 9000; page > 0; --page) {
    const bool here = page <= kLastPage && page % 7 != 0 && (page <= 3000 || page >= 8500);
    ASSERT_EQ(lengths.of(page), here ? index.get_doclength(page) : 0) << page;
  }
}

TEST(PageLengths, OfAnEmptyIndexAreZero) {
  PageLengths lengths{Xapian::Database()};
  EXPECT_EQ(lengths.of(1), 0U);
  EXPECT_EQ(lengths.of(1'000'000), 0U);
}

}  // namespace
}  // namespace izvor::testing
