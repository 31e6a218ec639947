#include "crawler/scope/scope.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace izvor {
namespace {

using ::testing::HasSubstr;

Scope scope_of(const SiteSettings& site) { return Scope::make({site}, CrawlerSettings{}).value(); }

std::string refusal(const Scope& scope, const std::string& address) {
  return scope.refusal(Url::parse(address).value()).value_or("inside");
}

SiteSettings example_site() {
  SiteSettings site;
  site.name = "example";
  site.seeds = {"https://example.eu/bg/"};
  return site;
}

TEST(Scope, WithoutIncludeTheSeedsHostsAreInside) {
  const Scope scope = scope_of(example_site());
  EXPECT_EQ(refusal(scope, "https://example.eu/en/x"), "inside");
  EXPECT_EQ(refusal(scope, "http://EXAMPLE.eu/"), "inside");
  EXPECT_EQ(refusal(scope, "https://www.example.eu/"), "outside every configured site");
  EXPECT_EQ(refusal(scope, "https://example.eu:8443/"), "outside every configured site");
}

TEST(Scope, IncludePrefixesNarrowASite) {
  SiteSettings site = example_site();
  site.include = {"https://example.eu/bg/"};
  const Scope scope = scope_of(site);
  EXPECT_EQ(refusal(scope, "https://example.eu/bg/policies"), "inside");
  EXPECT_EQ(refusal(scope, "https://example.eu/en/policies"), "outside every configured site");
}

TEST(Scope, APrefixWithoutPathDoesNotCoverALongerHostName) {
  SiteSettings site = example_site();
  site.include = {"https://example.eu"};
  EXPECT_EQ(refusal(scope_of(site), "https://example.eu.attacker.test/"), "outside every configured site");
}

TEST(Scope, ExcludeIsStrongerThanInclude) {
  SiteSettings site = example_site();
  site.include = {"https://example.eu/bg/"};
  site.exclude = {"https://example.eu/bg/related-content"};
  EXPECT_THAT(refusal(scope_of(site), "https://example.eu/bg/related-content?topic=119"), HasSubstr("exclude prefix"));
}

TEST(Scope, DeepPathsAreRefused) {
  std::string address = "https://example.eu";
  for (char c = 'a'; c < 'a' + 16; ++c) address += std::string("/") + c;
  const Scope scope = scope_of(example_site());
  EXPECT_EQ(refusal(scope, address), "inside");
  EXPECT_EQ(refusal(scope, address + "/"), "inside");
  EXPECT_THAT(refusal(scope, address + "/z"), HasSubstr("17 segments"));
}

TEST(Scope, ManyParametersAreRefused) {
  const Scope scope = scope_of(example_site());
  EXPECT_EQ(refusal(scope, "https://example.eu/?a&b&c&d&e&f&g&h&i&j"), "inside");
  EXPECT_THAT(refusal(scope, "https://example.eu/?a&b&c&d&e&f&g&h&i&j&k"), HasSubstr("11 parameters"));
}

TEST(Scope, SegmentsThatPileUpAreRefused) {
  const Scope scope = scope_of(example_site());
  EXPECT_EQ(refusal(scope, "https://example.eu/a/b/a/b/a/b"), "inside");
  EXPECT_THAT(refusal(scope, "https://example.eu/a/b/a/b/a/b/a"), HasSubstr("repeats \"a\""));
}

TEST(Scope, ABadSeedIsNamedWithItsSite) {
  SiteSettings site = example_site();
  site.seeds = {"example.eu"};
  const auto scope = Scope::make({site}, CrawlerSettings{});
  ASSERT_FALSE(scope);
  EXPECT_THAT(scope.error().message, HasSubstr("Site \"example\": seeds has \"example.eu\""));
}

}  // namespace
}  // namespace izvor
