// kill -9 of the crawler at any moment: the next start goes on, nothing acknowledged is lost or fetched again, the archive
// verifies.
//
// IZVOR_KILLS sets the number of kills (default 10; the closing run of a release uses 200).
#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <random>
#include <set>
#include <string>
#include <vector>

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

/// Paths that were visited with success and acknowledged. A version whose record was written but not acknowledged comes back
/// from the WARC file, and its page, having been in flight, is visited again: it is not among these.
std::set<std::string> acknowledged(const std::filesystem::path& data, const std::string& origin) {
  std::set<std::string> paths;
  Result<PageArchive> archive = PageArchive::open_for_reading(data / "archive");
  if (!archive || !archive->catalogue().tableExists("frontier")) return paths;
  SQLite::Statement query(archive->catalogue(), "SELECT url FROM frontier WHERE kind = 0 AND last_success IS NOT NULL");
  while (query.executeStep()) paths.insert(query.getColumn(0).getString().substr(origin.size()));
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

/// What was acknowledged before the last start has not been asked for since.
void expect_nothing_asked_again(const SiteServer& site, const std::set<std::string>& before) {
  for (const SiteRequest& request : site.requests()) EXPECT_EQ(before.count(request.target), 0U) << request.target;
}

TEST(CrawlerKill, NothingAcknowledgedIsLostOrFetchedAgain) {
  const std::multiset<std::string> expected = pages_without_a_kill();
  ASSERT_GE(expected.size(), 55U);
  std::mt19937 random(20240326);
  std::size_t killed = 0;
  while (killed < kills_wanted()) {
    SiteServer site{std::filesystem::path(IZVOR_SAMPLE_SITE)};
    const Programs programs(site.origin());
    std::size_t kills_here = 0;
    while (kills_here < 8 && killed < kills_wanted()) {
      const std::multiset<std::string> before = pages_of(programs.data(), site.origin());
      const std::set<std::string> visited = acknowledged(programs.data(), site.origin());
      site.forget_requests();
      crawl_until_killed(programs, site, 1 + random() % 17);
      expect_nothing_asked_again(site, visited);
      ++killed;
      ++kills_here;
      const ProcessResult verify = run_program(programs.crawler({"verify"}));
      ASSERT_EQ(verify.status, 0) << "after kill " << killed << ": " << verify.output << verify.messages;
      const std::multiset<std::string> after = pages_of(programs.data(), site.origin());
      ASSERT_TRUE(std::includes(after.begin(), after.end(), before.begin(), before.end()))
          << "a page was lost at kill " << killed;
    }
    const std::set<std::string> visited = acknowledged(programs.data(), site.origin());
    site.forget_requests();
    const ProcessResult rest = run_program(programs.crawler({"run", "--once"}));
    ASSERT_EQ(rest.status, 0) << rest.messages;
    expect_nothing_asked_again(site, visited);
    const std::multiset<std::string> found = pages_of(programs.data(), site.origin());
    std::vector<std::string> lost;
    std::set_difference(expected.begin(), expected.end(), found.begin(), found.end(), std::back_inserter(lost));
    EXPECT_THAT(lost, ::testing::IsEmpty()) << rest.output << run_program(programs.crawler({"status"})).output;
    EXPECT_EQ(found.size(), expected.size());
    const auto archive = PageArchive::open_for_reading(programs.data() / "archive");
    ASSERT_TRUE(archive);
    EXPECT_EQ(archive->last_sequence().value(), expected.size()) << "a page was stored twice";
  }
}

}  // namespace
}  // namespace izvor::testing
