#include "crawler/links/page_text.h"

#include <gtest/gtest.h>

#include <string>

namespace izvor {
namespace {

std::uint64_t digest(const std::string& html) { return text_digest_of(HtmlDocument::parse(html).value()); }

TEST(TextDigest, FollowsTheWordsAndNothingElse) {
  const std::uint64_t digest_of_page = digest("<title>Извор</title><p>една страница</p><script>a = 1</script>");
  EXPECT_EQ(digest("<title>Извор</title>\n<p class=x>една \n страница</p><script>a = 2</script>"), digest_of_page);
  EXPECT_NE(digest("<title>Извор</title><p>друга страница</p><script>a = 1</script>"), digest_of_page);
  EXPECT_NE(digest("<title>Извори</title><p>една страница</p><script>a = 1</script>"), digest_of_page);
}

TEST(TextDigest, OfNothingIsNotZero) { EXPECT_NE(digest(""), 0u); }

}  // namespace
}  // namespace izvor
