// The sample site keeps its own promises: judged queries expect pages that are there, sitemaps name them, statuses are as told.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "tests/support/site_folder.h"

namespace izvor::testing {
namespace {

using ::testing::Each;
using ::testing::Ge;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::Pair;
using ::testing::SizeIs;

class SampleSite : public ::testing::Test {
 protected:
  // 404 for what is not there.
  [[nodiscard]] int status(const std::string& target) const {
    const auto found = site_.find(target);
    return found == site_.end() ? 404 : found->second.status;
  }
  const std::map<std::string, SiteReply> site_ = read_site_folder(IZVOR_SAMPLE_SITE);
};

std::vector<std::string> addresses_of(const std::string& sitemap) {
  std::vector<std::string> found;
  for (std::size_t at = 0; (at = sitemap.find("<loc>{origin}", at)) != std::string::npos;) {
    at += 13;
    found.push_back(sitemap.substr(at, sitemap.find('<', at) - at));
  }
  return found;
}

TEST_F(SampleSite, HasAtLeastSixtyBulgarianPages) {
  std::size_t pages = 0;
  for (const auto& [target, reply] : site_) {
    pages += target.starts_with("/bg/") && reply.status == 200 && reply.content_type.starts_with("text/html") ? 1u : 0u;
  }
  EXPECT_GE(pages, 60u);
}

TEST_F(SampleSite, JudgedQueriesExpectPagesThatAreServed) {
  std::ifstream queries(IZVOR_SITE_QUERIES);
  std::map<std::string, int> axes;
  std::string line;
  std::getline(queries, line);
  EXPECT_EQ(line, "query\taxis\texpected");
  while (std::getline(queries, line)) {
    std::istringstream fields(line);
    std::string query, axis, expected;
    std::getline(fields, query, '\t');
    std::getline(fields, axis, '\t');
    std::getline(fields, expected);
    EXPECT_EQ(status(expected), 200) << line;
    ++axes[axis];
  }
  EXPECT_THAT(axes, SizeIs(14));
  EXPECT_THAT(axes, Each(Pair(::testing::_, Ge(12))));
}

TEST_F(SampleSite, SitemapsNamePagesThatAreServedOrToldToBeGone) {
  for (const std::string& sitemap : addresses_of(site_.at("/sitemap.xml").body)) {
    for (const std::string& page : addresses_of(site_.at(sitemap).body)) {
      EXPECT_THAT(status(page), ::testing::AnyOf(200, 301, 410)) << page;
    }
  }
}

TEST_F(SampleSite, RedirectsInThreeHopsToAPage) {
  EXPECT_EQ(site_.at("/bg/policies/digital-single-market").location, "/bg/policies/digital-strategy-2020");
  EXPECT_EQ(site_.at("/bg/policies/digital-strategy-2020").location, "{origin}/bg/policies/path-to-2030");
  EXPECT_EQ(site_.at("/bg/policies/path-to-2030").location, "{origin}/bg/policies/digital-decade");
  EXPECT_EQ(status("/bg/policies/digital-decade"), 200);
}

TEST_F(SampleSite, HidesItsOriginFromTheFiles) {
  for (const auto& [target, reply] : site_) EXPECT_THAT(reply.body, Not(HasSubstr("digital.example"))) << target;
}

}  // namespace
}  // namespace izvor::testing
