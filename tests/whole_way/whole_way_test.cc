// The way of a page with the real programs: a site on loopback, izvor-crawler, izvor-indexer, izvor-searchd.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <csignal>
#include <string>

#include "tests/support/site_server.h"
#include "tests/whole_way/programs.h"

namespace izvor::testing {
namespace {

using ::testing::HasSubstr;

constexpr const char* kToken = "a-token-for-this-test";

std::string with_token() { return fmt::format("[search]\nping_token = \"{}\"\n", kToken); }

std::string page(const std::string& title, const std::string& text) {
  return "<!doctype html><html lang=bg><head><meta charset=utf-8><title>" + title +
         "</title></head><body><nav><a href=/bg>Начало</a> <a href=/bg/kabeli>Подводни кабели</a></nav><main><h1>" + title +
         "</h1><p>" + text + "</p></main></body></html>";
}

void fill(SiteServer& site) {
  site.put("/bg", page("Начало", "Това е началната страница на малкия сайт за проверка."));
  site.put("/bg/kabeli", page("Подводни кабели", "Сигурността на подводните кабели е обща грижа на държавите."));
}

std::string search_url(const Daemon& daemon, const std::string& query) {
  return daemon.origin() + "/api/v1/search?q=" + percent_encoded(query);
}

boost::json::array results(const Daemon& daemon, const std::string& query) {
  const HttpAnswer answer = http_get(search_url(daemon, query));
  if (answer.status != 200) return {};
  return boost::json::parse(answer.body).at("results").as_array();
}

TEST(WholeWay, ThePartnershipWithSingaporeIsFoundWithItsDate) {
  const SiteServer site{std::filesystem::path(IZVOR_SAMPLE_SITE)};
  const Programs programs(site.origin());
  const ProcessResult crawl = run_program(programs.crawler({"run", "--once"}));
  ASSERT_EQ(crawl.status, 0) << crawl.messages;
  const ProcessResult index = run_program(programs.indexer({"run", "--once"}));
  ASSERT_EQ(index.status, 0) << index.messages;
  const ProcessResult check = run_program(programs.indexer({"check"}));
  EXPECT_EQ(check.status, 0) << check.output << check.messages;
  Daemon daemon(programs);
  const boost::json::array found = results(daemon, "партньорство със Сингапур");
  ASSERT_FALSE(found.empty());
  EXPECT_THAT(boost::json::serialize(found[0].at("url")), HasSubstr("/bg/policies/partnership-singapore"));
  EXPECT_THAT(boost::json::serialize(found[0].at("snippets")) + http_get(search_url(daemon, "Сингапур подписано кога")).body,
              HasSubstr("1 февруари 2023"));
}

TEST(WholeWay, APingLeadsToANewVersionThatIsSearchable) {
  SiteServer site;
  fill(site);
  const Programs programs(site.origin(), with_token());
  ASSERT_EQ(run_program(programs.crawler({"run", "--once"})).status, 0);
  ChildProcess crawler(programs.crawler({"run"}));
  ChildProcess indexer(programs.indexer({"run"}));
  Daemon daemon(programs);
  ASSERT_TRUE(eventually([&] { return results(daemon, "подводни кабели").size() == 1; })) << indexer.messages();

  site.put("/bg/kabeli", page("Подводни кабели", "Нов възел край Бургас свързва сателитната мрежа."));
  const HttpAnswer ping = http_post(daemon.origin() + "/api/v1/pings", "{\"url\":\"" + site.url("/bg/kabeli") + "\"}", kToken);
  ASSERT_TRUE(ping.status == 200 || ping.status == 202) << ping.status << ping.body;

  EXPECT_TRUE(eventually([&] { return results(daemon, "сателитна мрежа Бургас").size() == 1; })) << crawler.messages();
  const boost::json::array found = results(daemon, "сателитна мрежа Бургас");
  ASSERT_EQ(found.size(), 1U);
  const std::string id(found[0].at("id").as_string());
  const HttpAnswer versions = http_get(daemon.origin() + "/api/v1/pages/" + id);
  EXPECT_EQ(boost::json::parse(versions.body).at("versions").as_array().size(), 2U) << versions.body;

  for (ChildProcess* process : {&crawler, &indexer, &daemon.process()}) {
    process->send(SIGTERM);
    EXPECT_EQ(process->wait().status, 0) << process->messages();
  }
}

TEST(WholeWay, APingOnTheCommandLineIsTakenByTheNextRun) {
  SiteServer site;
  fill(site);
  const Programs programs(site.origin());
  ASSERT_EQ(run_program(programs.crawler({"run", "--once"})).status, 0);
  site.put("/bg/kabeli", page("Подводни кабели", "Трасето минава през Созопол."));
  ASSERT_EQ(run_program(programs.crawler({"ping", site.url("/bg/kabeli")})).status, 0);
  ASSERT_EQ(run_program(programs.crawler({"run", "--once"})).status, 0);
  ASSERT_EQ(run_program(programs.indexer({"run", "--once"})).status, 0);
  const ProcessResult search = run_program(programs.searchd({"search", "Созопол", "--json"}));
  EXPECT_EQ(search.status, 0) << search.messages;
  EXPECT_THAT(search.output, HasSubstr("/bg/kabeli"));
}

TEST(WholeWay, ASecondWriterIsRefusedByName) {
  SiteServer site;
  fill(site);
  const Programs programs(site.origin());
  ChildProcess crawler(programs.crawler({"run"}));
  ASSERT_TRUE(site.wait_for_requests("/bg/kabeli"));
  for (const char* command : {"run", "repair"}) {
    const ProcessResult second = run_program(programs.crawler({command}));
    EXPECT_EQ(second.status, 1);
    EXPECT_THAT(second.messages, HasSubstr("izvor-crawler"));
  }
  EXPECT_EQ(run_program(programs.crawler({"ping", site.url("/bg")})).status, 0) << "pings are accepted at all times";
  ChildProcess indexer(programs.indexer({"run"}));
  ASSERT_TRUE(eventually([&] { return std::filesystem::exists(programs.data() / "index"); }));
  ASSERT_TRUE(eventually([&] {
    const ProcessResult second = run_program(programs.indexer({"run", "--once"}));
    return second.status == 1 && second.messages.find("izvor-indexer") != std::string::npos;
  }));
}

}  // namespace
}  // namespace izvor::testing
