// kill -9 of the crawler at any moment: the next start goes on, nothing acknowledged is lost or fetched again, the archive
// verifies.
//
// IZVOR_KILLS sets the number of kills (default 10; the closing run of a release uses 200).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <random>
#include <set>
#include <string>

#include "izvor/page_archive.h"
#include "tests/support/site_server.h"
#include "tests/whole_way/programs.h"

namespace izvor::testing {
namespace {

std::size_t kills_wanted() {
  const char* text = std::getenv("IZVOR_KILLS");
  return text != nullptr ? std::strtoul(text, nullptr, 10) : 10;
}

/// What an archive holds, whatever port the site had: paths of current pages.
std::multiset<std::string> pages_of(const std::filesystem::path& data, const std::string& origin) {
  std::multiset<std::string> paths;
  const Result<PageArchive> archive = PageArchive::open_for_reading(data / "archive");
  if (!archive) return paths;
  const auto versions = archive->current_versions(0, 100'000);
  if (!versions) return paths;
  for (const PageVersion& version : *versions) paths.insert(version.url.substr(origin.size()));
  return paths;
}

std::multiset<std::string> pages_without_a_kill() {
  const SiteServer site{std::filesystem::path(IZVOR_SAMPLE_SITE)};
  const Programs programs(site.origin());
  EXPECT_EQ(run_program(programs.crawler({"run", "--once"})).status, 0);
  return pages_of(programs.data(), site.origin());
}

/// Starts a crawl and kills it after so many requests have reached the site.
void crawl_until_killed(const Programs& programs, const SiteServer& site, std::size_t requests) {
  ChildProcess crawler(programs.crawler({"run", "--once"}));
  const std::size_t wanted = site.count() + requests;
  (void)eventually([&] { return site.count() >= wanted || !crawler.running(); });
  crawler.kill();
}

TEST(CrawlerKill, NothingAcknowledgedIsLostOrFetchedAgain) {
  const std::multiset<std::string> expected = pages_without_a_kill();
  ASSERT_GE(expected.size(), 55U);
  std::mt19937 random(20240326);
  std::size_t killed = 0;
  while (killed < kills_wanted()) {
    const SiteServer site{std::filesystem::path(IZVOR_SAMPLE_SITE)};
    const Programs programs(site.origin());
    std::map<std::string, std::size_t> kills_in_round;
    std::size_t kills_here = 0;
    while (kills_here < 8 && killed < kills_wanted()) {
      const std::multiset<std::string> before = pages_of(programs.data(), site.origin());
      crawl_until_killed(programs, site, 1 + random() % 17);
      ++killed;
      ++kills_here;
      const ProcessResult verify = run_program(programs.crawler({"verify"}));
      ASSERT_EQ(verify.status, 0) << "after kill " << killed << ": " << verify.output << verify.messages;
      const std::multiset<std::string> after = pages_of(programs.data(), site.origin());
      ASSERT_TRUE(std::includes(after.begin(), after.end(), before.begin(), before.end()))
          << "a page was lost at kill " << killed;
    }
    const ProcessResult rest = run_program(programs.crawler({"run", "--once"}));
    ASSERT_EQ(rest.status, 0) << rest.messages;
    EXPECT_EQ(pages_of(programs.data(), site.origin()), expected);
    const auto archive = PageArchive::open_for_reading(programs.data() / "archive");
    ASSERT_TRUE(archive);
    EXPECT_EQ(archive->last_sequence().value(), expected.size()) << "a page was stored twice";
  }
}

}  // namespace
}  // namespace izvor::testing
