#include "searchd/statistics/query_counts.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>

#include <fstream>
#include <thread>

#include "tests/support/manual_clock.h"
#include "tests/support/temporary_directory.h"

namespace izvor {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class QueryCountsTest : public ::testing::Test {
 protected:
  [[nodiscard]] std::filesystem::path file() const { return directory_.path() / "queries.sqlite"; }
  void ask(QueryCounts& counts, const std::string& query, int times, std::uint64_t results = 1) {
    for (int i = 0; i < times; ++i) counts.count(query, results);
  }
  [[nodiscard]] std::int64_t today() const {
    return std::chrono::floor<std::chrono::days>(clock_.now()).time_since_epoch().count();
  }
  std::vector<QueryCount> most_asked(bool empty_only = false, int days = 30) {
    const auto opened = QueryFile::open_for_reading(file());
    if (!opened) return {};
    const auto counts = opened->most_asked(today() - days + 1, 100, empty_only);
    EXPECT_TRUE(counts) << (counts ? "" : counts.error().message);
    return counts ? *counts : std::vector<QueryCount>();
  }
  /// All that is on the disk, whatever SQLite keeps there.
  std::string bytes() {
    std::string all;
    for (const auto& entry : std::filesystem::directory_iterator(directory_.path())) {
      std::ifstream in(entry.path(), std::ios::binary);
      all.append(std::istreambuf_iterator<char>(in), {});
    }
    return all;
  }

  testing::TemporaryDirectory directory_;
  testing::ManualClock clock_;
};

TEST_F(QueryCountsTest, WhatFewAskNeverLeavesTheMemory) {
  {
    QueryCounts counts(file(), 365, clock_);
    ask(counts, "рядък въпрос", 4);
    ask(counts, "Чест   въпрос", 3);
    ask(counts, "чест въпрос", 2);
    counts.flush();
  }
  EXPECT_THAT(most_asked(), ElementsAre(QueryCount{"чест въпрос", 5, 0}));
  EXPECT_THAT(bytes(), HasSubstr("чест въпрос"));
  EXPECT_THAT(bytes(), Not(HasSubstr("рядък")));
}

TEST_F(QueryCountsTest, WithoutAFrequentQueryThereIsNoFile) {
  {
    QueryCounts counts(file(), 365, clock_);
    ask(counts, "рядък въпрос", 4);
    ask(counts, "7501020018", 50);
    ask(counts, "ivan@example.eu", 50);
  }
  EXPECT_FALSE(std::filesystem::exists(file()));
}

TEST_F(QueryCountsTest, NothingIsCountedWhenItIsSwitchedOff) {
  {
    QueryCounts counts(file(), 0, clock_);
    ask(counts, "чест въпрос", 50);
  }
  EXPECT_FALSE(std::filesystem::exists(file()));
}

TEST_F(QueryCountsTest, CountsAddUpOverDaysAndRestarts) {
  {
    QueryCounts counts(file(), 365, clock_);
    ask(counts, "въпрос", 3);
    clock_.advance(std::chrono::hours(24));
    ask(counts, "въпрос", 2, 0);
  }
  EXPECT_THAT(most_asked(), ElementsAre(QueryCount{"въпрос", 5, 2}));
  {
    QueryCounts counts(file(), 365, clock_);
    ask(counts, "въпрос", 1);
  }
  EXPECT_THAT(most_asked(), ElementsAre(QueryCount{"въпрос", 6, 2})) << "it is known to be frequent";
  SQLite::Database database(file().string());
  EXPECT_EQ(database.execAndGet("SELECT count(*) FROM daily").getInt(), 2);
  EXPECT_EQ(database.execAndGet("SELECT searches FROM daily ORDER BY day DESC LIMIT 1").getInt(), 3);
}

TEST_F(QueryCountsTest, OfAShortSpanRareQueriesAreNotToldEither) {
  {
    QueryCounts counts(file(), 365, clock_);
    ask(counts, "въпрос", 9);
    clock_.advance(std::chrono::hours(24));
    ask(counts, "въпрос", 1);
  }
  EXPECT_THAT(most_asked(false, 1), IsEmpty());
  EXPECT_THAT(most_asked(false, 2), ElementsAre(QueryCount{"въпрос", 10, 0}));
}

TEST_F(QueryCountsTest, WhatFindsNothingIsListedUntilItIsAnswered) {
  QueryCounts counts(file(), 365, clock_);
  ask(counts, "киберотбрана", 6, 0);
  ask(counts, "услуги", 8, 3);
  counts.flush();
  EXPECT_THAT(most_asked(true), ElementsAre(QueryCount{"киберотбрана", 6, 6}));
  clock_.advance(std::chrono::hours(24));
  ask(counts, "киберотбрана", 1, 2);
  counts.flush();
  EXPECT_THAT(most_asked(true), IsEmpty());
  EXPECT_THAT(most_asked(), ElementsAre(QueryCount{"услуги", 8, 0}, QueryCount{"киберотбрана", 7, 6}));
}

TEST_F(QueryCountsTest, OldDaysAreForgotten) {
  {
    QueryCounts counts(file(), 10, clock_);
    ask(counts, "стар въпрос", 5);
    counts.flush();
    clock_.advance(std::chrono::hours(24 * 11));
    ask(counts, "нов въпрос", 5);
  }
  EXPECT_THAT(most_asked(), ElementsAre(QueryCount{"нов въпрос", 5, 0}));
}

TEST_F(QueryCountsTest, ItsMemoryIsBounded) {
  QueryCounts counts(file(), 365, clock_);
  ask(counts, "чест", 5);
  for (std::size_t i = 0; i < QueryCounts::kMostRare * 2; ++i) counts.count("въпрос " + std::to_string(i), 1);
  ask(counts, "чест", 1);
  counts.flush();
  EXPECT_THAT(most_asked(), ElementsAre(QueryCount{"чест", 6, 0}));
}

TEST_F(QueryCountsTest, AFileThatCannotBeWrittenStopsNoSearch) {
  std::filesystem::create_directory(file());
  QueryCounts counts(file(), 365, clock_);
  ask(counts, "въпрос", 10);
  counts.flush();
  EXPECT_TRUE(std::filesystem::is_directory(file()));
}

TEST_F(QueryCountsTest, ManyThreadsCount) {
  {
    QueryCounts counts(file(), 365, clock_);
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) threads.emplace_back([&] { ask(counts, "въпрос", 1000); });
    for (std::thread& thread : threads) thread.join();
  }
  EXPECT_THAT(most_asked(), ElementsAre(QueryCount{"въпрос", 4000, 0}));
}

TEST_F(QueryCountsTest, TheFileIsItsOwnersOnly) {
  {
    QueryCounts counts(file(), 365, clock_);
    ask(counts, "въпрос", 5);
  }
  const auto permissions = std::filesystem::status(file()).permissions();
  EXPECT_EQ(permissions & (std::filesystem::perms::group_all | std::filesystem::perms::others_all),
            std::filesystem::perms::none);
}

}  // namespace
}  // namespace izvor
