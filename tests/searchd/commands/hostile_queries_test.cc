// 10,000 hostile and random queries through the routes to a real index: each gets results or a problem document, all as
// /openapi.json says. How long they take is for hostile_queries_bench to tell.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "crawler/scope/scope.h"
#include "izvor/clock.h"
#include "searchd/commands/thread_services.h"
#include "searchd/http/target.h"
#include "searchd/routes/routes.h"
#include "searchd/web/embedded_file.h"
#include "tests/support/api_description.h"
#include "tests/support/hostile_queries.h"
#include "tests/support/page_index.h"

namespace izvor {
namespace {

using ::testing::IsEmpty;

std::vector<std::string> fuzz_corpus() {
  std::vector<std::string> texts;
  for (const auto& entry : std::filesystem::directory_iterator(IZVOR_QUERY_CORPUS)) {
    std::ifstream in(entry.path(), std::ios::binary);
    texts.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
  }
  return texts;
}

class HostileQueriesTest : public ::testing::Test {
 protected:
  HostileQueriesTest() : scope_(*Scope::make({}, {})), counts_(settings().statistics_file(), 0, clock_) {
    index_.add("a.eu/cables", "Подводни кабели",
               "Подводните кабели свързват Европа с други части на света. Данните минават по тях.");
    index_.add("a.eu/ai", "Изкуствен интелект (ИИ)",
               "Регламент (ЕС) 2024/1689, чл. 5, ал. 2, влезе в сила на 1 август 2024 г.");
    index_.add("b.eu/data", "Цифрови услуги", "Защита на личните данни (ОРЗД) в цифровите услуги и киберсигурност.");
    const auto knowledge = std::make_shared<SharedKnowledge>(settings().search, testing::shared_analyzer());
    routes_.emplace(settings().search,
                    services_of_thread(settings(), testing::shared_analyzer(), scope_, knowledge, nullptr, counts_), metrics_);
  }
  [[nodiscard]] const Settings& settings() const { return index_.settings(); }
  HttpResponse get(const std::string& target) {
    return routes_->handle({.method = "GET", .target = target, .fields = {{"Host", "a"}}, .body = {}});
  }

  testing::PageIndex index_;
  Scope scope_;
  SystemClock clock_;
  QueryCounts counts_;
  RouteMetrics metrics_;
  std::optional<Routes> routes_;
};

TEST_F(HostileQueriesTest, EachIsAnsweredAsDescribed) {
  const testing::ApiDescription description(embedded_file("assets/openapi.json").bytes);
  testing::HostileQueries queries(20240613, fuzz_corpus());
  int answered = 0, refused = 0;
  for (int i = 0; i < 10'000; ++i) {
    const std::string query = encode_component(queries.next());
    const HttpResponse response = get("/api/v1/search?q=" + query);
    ASSERT_TRUE(response.status == 200 || response.status == 400) << query << "\n" << response.body;
    const std::string media = response.status == 200 ? "application/json" : "application/problem+json";
    ASSERT_THAT(description.faults("GET", "/api/v1/search", response.status, media, response.body), IsEmpty()) << query;
    (response.status == 200 ? answered : refused) += 1;
    if (i % 10 != 0) continue;
    const HttpResponse page = get("/search?q=" + query);
    ASSERT_TRUE(page.status == 200 || page.status == 303 || page.status == 400) << query;
    const int suggested = get("/api/v1/suggest?q=" + query).status;
    ASSERT_TRUE(suggested == 200 || suggested == 400) << query;
  }
  // Enough of both that each way is tried.
  EXPECT_GT(answered, 5'000);
  EXPECT_GT(refused, 1'000);
}

}  // namespace
}  // namespace izvor
