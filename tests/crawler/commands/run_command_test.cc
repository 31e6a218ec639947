// izvor-crawler as a program: exit status, messages, signals, kill -9.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <csignal>
#include <fstream>
#include <set>

#include "izvor/page_archive.h"
#include "tests/support/child_process.h"
#include "tests/support/site_server.h"
#include "tests/support/temporary_directory.h"

namespace izvor {
namespace {

using ::testing::AllOf;
using testing::ChildProcess;
using ::testing::HasSubstr;
using testing::html_page;
using ::testing::IsEmpty;
using testing::ProcessResult;
using testing::SiteServer;

class RunCommandTest : public ::testing::Test {
 protected:
  RunCommandTest() { configure("contact = \"mailto:test@example.eu\"\ndelay_ms = 0\nlatency_factor = 0.0\n"); }

  void configure(const std::string& crawler) {
    std::ofstream(folder_.path() / "izvor.toml") << "[crawler]\n"
                                                 << crawler << "allowed_private_addresses = [\"127.0.0.1\"]\n"
                                                 << "[[site]]\nname = \"sample\"\nseeds = [\"" << site_.url("/") << "\"]\n";
  }

  [[nodiscard]] std::vector<std::string> command(std::vector<std::string> words) const {
    words.insert(words.begin(), IZVOR_CRAWLER_PROGRAM);
    words.insert(words.end(), {"--config", folder_.path() / "izvor.toml", "--data", folder_.path() / "data"});
    return words;
  }
  [[nodiscard]] ProcessResult run(const std::vector<std::string>& words) const { return testing::run_program(command(words)); }

  // Page 0 links to all others, so that they are fetched in order.
  void put_pages(int count) {
    std::string links;
    for (int i = 1; i < count; ++i) links += "<a href=/" + std::to_string(i) + ">връзка</a> ";
    site_.put("/", html_page("<p>начало</p>" + links));
    for (int i = 1; i < count; ++i) site_.put("/" + std::to_string(i), html_page("<p>страница " + std::to_string(i) + "</p>"));
  }

  [[nodiscard]] static std::string read_whole(const std::filesystem::path& file) {
    std::ifstream in(file);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  // What the archive has acknowledged, and how many versions each page has.
  [[nodiscard]] std::map<std::string, int> archived() const {
    std::map<std::string, int> pages;
    const auto archive = PageArchive::open_for_reading(folder_.path() / "data" / "archive");
    if (!archive) return pages;
    const std::vector<PageVersion> versions = archive->changes_since(0, 100'000).value();
    for (const PageVersion& version : versions) {
      ++pages[std::string(Url::parse(version.url).value().target())];
    }
    return pages;
  }

  SiteServer site_;
  testing::TemporaryDirectory folder_;
};

TEST_F(RunCommandTest, OnceFetchesWhatIsDueAndSaysWhatItDid) {
  put_pages(5);
  const ProcessResult first = run({"run", "--once"});
  EXPECT_EQ(first.status, 0) << first.messages;
  EXPECT_THAT(first.output, HasSubstr("fetched 5: new 5"));
  const ProcessResult second = run({"run", "--once"});
  EXPECT_EQ(second.status, 0) << second.messages;
  EXPECT_THAT(second.output, HasSubstr("fetched 0"));
}

TEST_F(RunCommandTest, TheUserAgentNamesTheContact) {
  put_pages(1);
  ASSERT_EQ(run({"run", "--once"}).status, 0);
  EXPECT_EQ(site_.requests("/").at(0).header("User-Agent"), "Izvor/0.1 (+mailto:test@example.eu)");
}

TEST_F(RunCommandTest, WithoutAContactItRefusesAndNamesTheKey) {
  configure("");
  const ProcessResult result = run({"run", "--once"});
  EXPECT_EQ(result.status, 1);
  EXPECT_THAT(result.messages, HasSubstr("crawler.contact is not set"));
  EXPECT_EQ(site_.count(), 0u);
}

TEST_F(RunCommandTest, ADryRunWithoutAContactShowsThePlanAndSaysThatRunWillRefuse) {
  configure("");
  const ProcessResult result = run({"run", "--dry-run"});
  EXPECT_EQ(result.status, 1);
  EXPECT_THAT(result.output, HasSubstr("(seed)"));
  EXPECT_THAT(result.messages, HasSubstr("crawler.contact is not set"));
}

TEST_F(RunCommandTest, ADryRunAsksNobodyAnything) {
  put_pages(3);
  const ProcessResult before = run({"run", "--dry-run"});
  EXPECT_EQ(before.status, 0);
  EXPECT_THAT(before.output, AllOf(HasSubstr(site_.url("/") + "  (seed)"), HasSubstr("one request at a time")));
  EXPECT_EQ(site_.count(), 0u);
  ASSERT_EQ(run({"run", "--once"}).status, 0);
  EXPECT_THAT(run({"run", "--dry-run"}).output, HasSubstr("nothing is due"));
}

TEST_F(RunCommandTest, ASecondWriterIsRefusedByName) {
  testing::SiteReply held = html_page("x");
  held.hold = true;
  site_.put("/", held);
  ChildProcess first(command({"run"}));
  ASSERT_TRUE(site_.wait_for_requests("/"));
  const ProcessResult second = run({"run", "--once"});
  EXPECT_EQ(second.status, 1);
  EXPECT_THAT(second.messages, HasSubstr("izvor-crawler run"));
  EXPECT_EQ(run({"ping", site_.url("/x")}).status, 0) << "pings are accepted at all times";
  EXPECT_EQ(run({"status"}).status, 0);
}

TEST_F(RunCommandTest, SigtermEndsItInOrderEvenWithARequestUnderWay) {
  put_pages(3);
  testing::SiteReply held = html_page("x");
  held.hold = true;
  site_.put("/2", held);
  ChildProcess crawler(command({"run"}));
  ASSERT_TRUE(site_.wait_for_requests("/2"));
  crawler.send(SIGTERM);
  const ProcessResult result = crawler.wait();
  EXPECT_EQ(result.status, 0) << result.messages;
  EXPECT_THAT(result.output, HasSubstr("new 2"));
  EXPECT_EQ(archived().size(), 2u);
}

TEST_F(RunCommandTest, AfterKillNothingCommittedIsFetchedAgainAndNothingIsLost) {
  constexpr int kPages = 80;
  put_pages(kPages);
  int kills = 0;
  // The kill may come later than the request that it waits for, so the next one is chosen by what the archive has.
  for (int page = 3; page < kPages; page = 3 + static_cast<int>(archived().size()), ++kills) {
    const std::map<std::string, int> before = archived();
    site_.forget_requests();
    ChildProcess crawler(command({"run", "--once"}));
    ASSERT_TRUE(site_.wait_for_requests("/" + std::to_string(page)));
    crawler.send(SIGKILL);
    EXPECT_EQ(crawler.wait().status, 128 + SIGKILL);
    for (const auto& request : site_.requests()) EXPECT_EQ(before.count(request.target), 0u) << request.target;
  }
  EXPECT_GE(kills, 2);
  ASSERT_EQ(run({"run", "--once"}).status, 0);
  const std::map<std::string, int> pages = archived();
  EXPECT_EQ(pages.size(), static_cast<std::size_t>(kPages));
  for (const auto& [target, versions] : pages) EXPECT_EQ(versions, 1) << target;
  EXPECT_EQ(run({"verify"}).status, 0);
}

TEST_F(RunCommandTest, AFullDiskPausesTheCrawlWhichGoesOnWhenThereIsRoom) {
#ifdef __SANITIZE_ADDRESS__
  GTEST_SKIP() << "AddressSanitizer must be loaded first";
#endif
  constexpr int kPages = 30;
  put_pages(kPages);
  const std::filesystem::path flag = folder_.path() / "full";
  std::vector<std::string> words = command({"run", "--once"});
  words.insert(words.begin(),
               {"/usr/bin/env", std::string("LD_PRELOAD=") + IZVOR_FULL_DISK_LIBRARY, "IZVOR_FULL_DISK=" + flag.string()});
  ChildProcess crawler(words);
  ASSERT_TRUE(site_.wait_for_requests("/5"));
  std::ofstream(flag) << "x";
  ASSERT_TRUE(crawler.wait_for("paused until there is room")) << crawler.messages();
  const std::size_t asked = site_.count();
  EXPECT_LT(archived().size(), static_cast<std::size_t>(kPages));
  std::filesystem::remove(flag);
  const ProcessResult result = crawler.wait();
  EXPECT_EQ(result.status, 0) << result.messages;
  EXPECT_GT(site_.count(), asked);
  const std::map<std::string, int> pages = archived();
  EXPECT_EQ(pages.size(), static_cast<std::size_t>(kPages));
  for (const auto& [target, versions] : pages) EXPECT_EQ(versions, 1) << target;
  EXPECT_EQ(run({"verify"}).status, 0);
}

TEST_F(RunCommandTest, TheCountersLieInAFileInPrometheusFormat) {
  const std::filesystem::path metrics = folder_.path() / "izvor.prom";
  configure("contact = \"mailto:test@example.eu\"\ndelay_ms = 0\nmetrics_file = \"" + metrics.string() + "\"\n");
  put_pages(3);
  site_.put("/2", testing::failure(403));
  testing::SiteReply held = html_page("x");
  held.hold = true;
  site_.put("/1", held);
  ChildProcess crawler(command({"run"}));
  ASSERT_TRUE(site_.wait_for_requests("/1"));
  EXPECT_THAT(read_whole(metrics), HasSubstr("izvor_crawler_running 1\n")) << "while it runs";
  site_.release("/1");
  ASSERT_TRUE(site_.wait_for_requests("/2"));
  ASSERT_TRUE(testing::eventually([this] { return archived().size() == 2; }));
  crawler.send(SIGTERM);
  ASSERT_EQ(crawler.wait().status, 0);
  EXPECT_THAT(read_whole(metrics),
              AllOf(HasSubstr("# TYPE izvor_crawler_pages_total counter\n"),
                    HasSubstr("izvor_crawler_pages_total{outcome=\"new\"} 2\n"), HasSubstr("izvor_crawler_running 0\n"),
                    HasSubstr("izvor_crawler_last_success_timestamp_seconds 1"), HasSubstr("izvor_crawler_body_bytes_total ")));
  const auto written = [](const auto& file) { return file.path().filename().string().starts_with("izvor.prom"); };
  std::filesystem::directory_iterator files(folder_.path());
  EXPECT_EQ(std::count_if(begin(files), end(files), written), 1) << "no temporary file is left behind";
}

TEST_F(RunCommandTest, CountersThatCannotBeWrittenDoNotStopTheCrawl) {
  configure("contact = \"mailto:test@example.eu\"\ndelay_ms = 0\nmetrics_file = \"/nowhere/at/all/izvor.prom\"\n");
  put_pages(3);
  const ProcessResult result = run({"run", "--once"});
  EXPECT_EQ(result.status, 0);
  EXPECT_THAT(result.output, HasSubstr("new 3"));
  EXPECT_THAT(result.messages, HasSubstr("crawler.metrics_file: cannot"));
}

TEST_F(RunCommandTest, StatusAndExplainTellWhatHappened) {
  put_pages(2);
  site_.put("/1", testing::failure(403));
  ASSERT_EQ(run({"run", "--once"}).status, 0);
  EXPECT_THAT(run({"status"}).output, AllOf(HasSubstr("1 pages"), HasSubstr("skipped  1 status 403")));
  EXPECT_THAT(run({"status", "--json"}).output, AllOf(HasSubstr(R"("pages":1)"), HasSubstr(R"("status 403":1)")));
  EXPECT_THAT(
      run({"explain", site_.url("/1")}).output,
      AllOf(HasSubstr("state         skipped"), HasSubstr("last result   status 403"), HasSubstr("robots.txt    allowed")));
  EXPECT_THAT(run({"explain", "http://other.test/"}).output, HasSubstr("fetched?      no: outside every configured site"));
  EXPECT_THAT(run({"explain", site_.url("/")}).output, HasSubstr("fetched?      yes, at "));
  EXPECT_THAT(run({"status", "--json"}).output,
              AllOf(HasSubstr(R"("today":{"visits":2,"by_signals":0,"budget":100000})"), HasSubstr(R"("last_error":{"url":)")));
}

TEST_F(RunCommandTest, ExplainNamesWhatHoldsAnAddressUp) {
  put_pages(3);
  site_.put("/robots.txt", testing::failure(503, "7200"));
  ASSERT_EQ(run({"run", "--once"}).status, 0);
  EXPECT_THAT(run({"explain", site_.url("/")}).output,
              AllOf(HasSubstr("fetched?      yes, but not before "), HasSubstr("robots.txt has status 503")));
}

TEST_F(RunCommandTest, ExplainNamesTheBudgetAndDropsTrackingParameters) {
  configure("contact = \"mailto:test@example.eu\"\ndelay_ms = 0\nvisits_per_day = 1\n");
  put_pages(3);
  ASSERT_EQ(run({"run", "--once"}).status, 0);
  EXPECT_THAT(run({"explain", site_.url("/1?utm_source=x")}).output,
              AllOf(HasSubstr(site_.url("/1") + " (without tracking parameters"), HasSubstr("0 of 1 visits are left today"),
                    HasSubstr("T00:00:00Z: the budget of the day is spent")));
}

TEST_F(RunCommandTest, CdxjHasALineForEachVersionInOrder) {
  put_pages(3);
  ASSERT_EQ(run({"run", "--once"}).status, 0);
  const std::string index = run({"cdxj"}).output;
  EXPECT_EQ(std::count(index.begin(), index.end(), '\n'), 3);
  EXPECT_EQ(index.rfind("127.0.0.1:", 0), 0u) << index;
  EXPECT_THAT(index, AllOf(HasSubstr(")/1 2"),
                           HasSubstr("\"url\": \"" + site_.url("/1") + "\", \"mime\": \"text/html\", \"status\": \"200\""),
                           HasSubstr("\"filename\": \"izvor-00001.warc.gz\"}")));
}

TEST_F(RunCommandTest, StatusWithoutAnArchiveSaysWhatToRun) {
  const ProcessResult result = run({"status"});
  EXPECT_EQ(result.status, 1);
  EXPECT_THAT(result.messages, HasSubstr("izvor-crawler run"));
}

TEST_F(RunCommandTest, RobotsAnswersByWordAndExitStatus) {
  const std::string file = folder_.path() / "robots.txt";
  std::ofstream(file) << "User-agent: *\nDisallow: /search\n";
  const ProcessResult allowed = run({"robots", file, "Izvor/0.1", "https://example.eu/bg"});
  EXPECT_EQ(allowed.status, 0);
  EXPECT_EQ(allowed.output, "allowed\n");
  const ProcessResult disallowed = run({"robots", file, "Izvor", "https://example.eu/search?q=x"});
  EXPECT_EQ(disallowed.status, 1);
  EXPECT_EQ(disallowed.output, "disallowed\n");
  EXPECT_THAT(disallowed.messages, HasSubstr("Disallow: /search (line 2)"));
}

TEST_F(RunCommandTest, WrongUsageIsExitStatusTwoAndHelpTeaches) {
  EXPECT_EQ(run({}).status, 2);
  EXPECT_EQ(run({"run", "--twice"}).status, 2);
  const ProcessResult help = run({"--help"});
  EXPECT_EQ(help.status, 0);
  EXPECT_THAT(help.output, HasSubstr("Most often:"));
  EXPECT_THAT(help.messages, IsEmpty());
}

}  // namespace
}  // namespace izvor
