#include "izvor/settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <sstream>
#include <string>

namespace izvor {
namespace {

using ::testing::HasSubstr;

std::string error_of(std::string_view toml) {
  const Result<Settings> settings = parse_settings(toml, "test.toml");
  return settings ? "no error" : settings.error().message;
}

std::string shipped_file() {
  std::ifstream stream(IZVOR_CONFIG_FILE);
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// Every line of the shape "# key = value" without its "# ".
std::string with_comments_made_live(const std::string& toml) {
  std::istringstream lines(toml);
  std::string live, line;
  while (std::getline(lines, line)) {
    const std::size_t key_end = line.find_first_not_of("abcdefghijklmnopqrstuvwxyz_", 2);
    const bool documents_a_key = line.starts_with("# ") && key_end != std::string::npos && line.substr(key_end, 3) == " = ";
    live += (documents_a_key ? line.substr(2) : line) + "\n";
  }
  return live;
}

TEST(Settings, AnEmptyFileGivesTheDefaults) {
  const Result<Settings> settings = parse_settings("", "test.toml");
  ASSERT_TRUE(settings) << settings.error().message;
  EXPECT_EQ(settings->crawler.delay, std::chrono::milliseconds(1000));
  EXPECT_TRUE(settings->sites.empty());
}

TEST(Settings, TheShippedFileIsValidAndNamesTheCommissionSite) {
  const Result<Settings> settings = load_settings(IZVOR_CONFIG_FILE);
  ASSERT_TRUE(settings) << settings.error().message;
  ASSERT_EQ(settings->sites.size(), 1U);
  EXPECT_THAT(settings->sites[0].seeds, ::testing::ElementsAre("https://digital-strategy.ec.europa.eu/bg"));
}

// The file documents defaults in comments: with every comment of the shape "# key = value" made live, nothing may change or
// fail.
TEST(Settings, TheShippedFileDocumentsTheTrueDefaults) {
  const std::string live = with_comments_made_live(shipped_file());
  const Result<Settings> documented = parse_settings(live, "live.toml");
  ASSERT_TRUE(documented) << documented.error().message;
  const Settings defaults;
  EXPECT_EQ(documented->crawler.user_agent, defaults.crawler.user_agent);
  EXPECT_EQ(documented->crawler.delay, defaults.crawler.delay);
  EXPECT_EQ(documented->crawler.max_crawl_delay, defaults.crawler.max_crawl_delay);
  EXPECT_EQ(documented->crawler.timeout, defaults.crawler.timeout);
  EXPECT_EQ(documented->crawler.max_page_bytes, defaults.crawler.max_page_bytes);
  EXPECT_EQ(documented->crawler.connections, defaults.crawler.connections);
  EXPECT_EQ(documented->crawler.revisit, defaults.crawler.revisit);
  EXPECT_EQ(documented->crawler.gone_after, defaults.crawler.gone_after);
  EXPECT_EQ(documented->crawler.refused_after, defaults.crawler.refused_after);
  EXPECT_EQ(documented->indexer.commit_pages, defaults.indexer.commit_pages);
  EXPECT_EQ(documented->indexer.max_text_bytes, defaults.indexer.max_text_bytes);
  EXPECT_EQ(documented->search.listen, defaults.search.listen);
  EXPECT_EQ(documented->search.ranking.exact, defaults.search.ranking.exact);
  EXPECT_EQ(documented->search.ranking.root, defaults.search.ranking.root);
  EXPECT_EQ(documented->search.ranking.title, defaults.search.ranking.title);
  EXPECT_EQ(documented->data_directory, defaults.data_directory);
  EXPECT_EQ(documented->log_level, defaults.log_level);
}

TEST(Settings, AnUnknownKeyIsNamedWithLineAndColumn) {
  EXPECT_EQ(error_of("[crawler]\n  dellay_ms = 5\n"), "test.toml:2:3: unknown key 'dellay_ms' in [crawler]");
  EXPECT_THAT(error_of("[nonsense]\n"), HasSubstr("unknown key 'nonsense'"));
  EXPECT_THAT(error_of("[[site]]\nseeds = [\"https://a.eu/\"]\nseed = 1\n"), HasSubstr("test.toml:3:1"));
}

TEST(Settings, AWrongTypeIsNamedWithLineAndColumn) {
  EXPECT_THAT(error_of("[crawler]\ndelay_ms = \"fast\"\n"),
              HasSubstr("test.toml:2:12: 'delay_ms' in [crawler] must be a whole number"));
  EXPECT_THAT(error_of("[search]\ncors_origins = \"*\"\n"), HasSubstr("must be a list of texts"));
  EXPECT_THAT(error_of("[search]\ncors_origins = [1]\n"), HasSubstr("must be a list of texts"));
  EXPECT_THAT(error_of("crawler = 3\n"), HasSubstr("must be a table"));
  EXPECT_THAT(error_of("site = 3\n"), HasSubstr("must be a list of tables"));
  EXPECT_THAT(error_of("[search.ranking]\nexact = true\n"), HasSubstr("must be a number"));
}

TEST(Settings, ANumberOutOfItsRangeIsRefused) {
  EXPECT_THAT(error_of("[crawler]\nconnections = 0\n"), HasSubstr("from 1 to 256"));
  EXPECT_THAT(error_of("[crawler]\nmax_page_bytes = -5\n"), HasSubstr("must be a whole number"));
  EXPECT_THAT(error_of("[search.ranking]\nroot = nan\n"), HasSubstr("must be a number"));
}

TEST(Settings, BrokenTomlIsNamedWithLineAndColumn) { EXPECT_THAT(error_of("[crawler\n"), HasSubstr("test.toml:1:")); }

TEST(Settings, ASiteWithoutSeedsIsRefused) {
  EXPECT_THAT(error_of("[[site]]\nname = \"x\"\n"), HasSubstr("at least one address"));
}

TEST(Settings, AMissingFileIsNamed) {
  const Result<Settings> settings = load_settings("/nonexistent/izvor.toml");
  ASSERT_FALSE(settings);
  EXPECT_THAT(settings.error().message, HasSubstr("/nonexistent/izvor.toml"));
}

}  // namespace
}  // namespace izvor
