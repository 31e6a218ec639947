#include "crawler/frontier/frontier.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gtest/gtest.h>

#include "crawler/frontier/far_times.h"
#include "crawler/frontier/known_addresses.h"
#include "tests/support/manual_clock.h"
#include "tests/support/temporary_directory.h"

namespace izvor {
namespace {

using namespace std::literals;

Url url(const std::string& target) { return Url::parse("https://example.eu" + target).value(); }

class FrontierTest : public ::testing::Test {
 protected:
  FrontierTest() { reopen(); }

  void commit() { db_->exec("COMMIT; BEGIN"); }

  // What a kill leaves behind: all that was committed, and nothing else.
  void reopen() {
    frontier_.reset();
    db_.reset();
    db_ = std::make_unique<SQLite::Database>((folder_.path() / "catalogue.sqlite").string(),
                                             SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    db_->exec("BEGIN");
    frontier_ = std::make_unique<Frontier>(*db_);
  }

  [[nodiscard]] std::string next(std::uint64_t pass = 0) {
    const auto entry = frontier_->next("https://example.eu", clock_.now(), pass);
    return entry ? std::string(entry->url.target()) : "none";
  }

  void settle(const std::string& target, std::chrono::seconds until_next, std::uint64_t pass = 0) {
    FrontierEntry entry = frontier_->find(url(target)).value();
    entry.state = EntryState::kKept;
    entry.priority = Priority::kDue;
    entry.due = clock_.now() + until_next;
    entry.last_fetch = entry.last_success = clock_.now();
    frontier_->settle(entry, pass);
  }

  testing::TemporaryDirectory folder_;
  testing::ManualClock clock_;
  std::unique_ptr<SQLite::Database> db_;
  std::unique_ptr<Frontier> frontier_;
};

TEST_F(FrontierTest, AnAddressIsAddedOnce) {
  EXPECT_TRUE(frontier_->add(url("/a"), EntryKind::kPage, Priority::kDue, clock_.now()));
  EXPECT_FALSE(frontier_->add(url("/a"), EntryKind::kPage, Priority::kDue, clock_.now()));
  EXPECT_EQ(frontier_->hosts().at(0).pages, 1u);
}

TEST_F(FrontierTest, WhatWasSeenIsKnownWithoutAskingTheTable) {
  EXPECT_FALSE(frontier_->knows(url("/a")));
  EXPECT_FALSE(frontier_->has_seen(url("/a")));
  frontier_->add(url("/a"), EntryKind::kPage, Priority::kDue, clock_.now());
  EXPECT_TRUE(frontier_->has_seen(url("/a")));
  EXPECT_FALSE(frontier_->has_seen(url("/b")));
  commit();
  reopen();
  EXPECT_FALSE(frontier_->has_seen(url("/a"))) << "a new run has seen nothing";
  EXPECT_TRUE(frontier_->knows(url("/a"))) << "but the table knows";
  EXPECT_TRUE(frontier_->has_seen(url("/a")));
}

TEST_F(FrontierTest, AnAddressThatDisplacesAnotherDoesNotMakeItUnknown) {
  // More than the table of what was seen has places for.
  const std::size_t many = KnownAddresses::kPlaces + KnownAddresses::kPlaces / 2;
  KnownAddresses seen;
  std::size_t found = 0;
  for (std::size_t i = 0; i < many; ++i) seen.add(url("/" + std::to_string(i)));
  for (std::size_t i = 0; i < many; ++i) found += seen.has(url("/" + std::to_string(i))) ? 1U : 0U;
  EXPECT_LE(found, KnownAddresses::kPlaces);
  EXPECT_GT(found, KnownAddresses::kPlaces / 2) << "the newer ones";
  EXPECT_FALSE(seen.has(url("/never")));
}

TEST_F(FrontierTest, PagesAreCountedForTheirHostInTheSameTransaction) {
  frontier_->add(url("/a"), EntryKind::kPage, Priority::kDue, clock_.now());
  frontier_->add(url("/b"), EntryKind::kPage, Priority::kDue, clock_.now());
  frontier_->add(url("/s.xml"), EntryKind::kSitemap, Priority::kSitemap, clock_.now());
  frontier_->write_counts();
  frontier_->write_counts();
  commit();
  reopen();
  EXPECT_EQ(frontier_->hosts().at(0).pages, 2u);
}

TEST_F(FrontierTest, ComesOutInOrderOfPriorityThenDueTimeThenDiscovery) {
  frontier_->add(url("/b"), EntryKind::kPage, Priority::kDue, clock_.now());
  frontier_->add(url("/a"), EntryKind::kPage, Priority::kDue, clock_.now());
  frontier_->add(url("/early"), EntryKind::kPage, Priority::kDue, clock_.now() - 1h);
  frontier_->add(url("/news"), EntryKind::kPage, Priority::kNews, clock_.now());
  frontier_->add(url("/later"), EntryKind::kPage, Priority::kNews, clock_.now() + 1h);
  frontier_->ping(url("/ping"), clock_.now());
  for (const char* expected : {"/ping", "/news", "/early", "/b", "/a", "none"}) {
    EXPECT_EQ(next(), expected);
    if (next() != "none") settle(next(), 24h);
  }
  EXPECT_EQ(frontier_->next_due("https://example.eu"), clock_.now() + 1h);
  EXPECT_FALSE(frontier_->next_due("other.eu"));
}

TEST_F(FrontierTest, WhatIsSettledComesBackWhenDue) {
  frontier_->add(url("/a"), EntryKind::kPage, Priority::kDue, clock_.now());
  settle("/a", 24h);
  EXPECT_EQ(next(), "none");
  clock_.advance(24h);
  EXPECT_EQ(next(), "/a");
}

TEST_F(FrontierTest, AnEntryIsReadBackAsItWasSettled) {
  frontier_->add(url("/a"), EntryKind::kSitemap, Priority::kSitemap, clock_.now(), 2);
  FrontierEntry entry = frontier_->find(url("/a")).value();
  EXPECT_EQ(entry.kind, EntryKind::kSitemap);
  EXPECT_EQ(entry.redirect_hops, 2u);
  EXPECT_FALSE(entry.last_fetch);
  entry.state = EntryState::kMissing;
  entry.etag = "\"x\"";
  entry.last_modified = "Tue, 26 Mar 2024 09:00:00 GMT";
  entry.failures = 3;
  entry.missing_since = clock_.now();
  entry.redirect_target = "https://example.eu/b";
  entry.last_status = 404;
  entry.last_result = "404 once";
  frontier_->settle(entry, 0);
  const FrontierEntry read = frontier_->find(url("/a")).value();
  EXPECT_EQ(read.state, EntryState::kMissing);
  EXPECT_EQ(read.etag, entry.etag);
  EXPECT_EQ(read.last_modified, entry.last_modified);
  EXPECT_EQ(read.failures, 3u);
  EXPECT_EQ(read.missing_since, clock_.now());
  EXPECT_EQ(read.redirect_target, entry.redirect_target);
  EXPECT_EQ(read.last_status, 404);
  EXPECT_EQ(read.last_result, "404 once");
}

TEST_F(FrontierTest, WhatIsNotCommittedIsNotSettledAfterAKill) {
  frontier_->add(url("/a"), EntryKind::kPage, Priority::kDue, clock_.now());
  frontier_->add(url("/b"), EntryKind::kPage, Priority::kDue, clock_.now());
  settle("/a", 24h);
  commit();
  settle("/b", 24h);
  reopen();
  EXPECT_EQ(next(), "/b");
}

TEST_F(FrontierTest, AnUnfinishedPassGoesOnAndDoesNotRepeatItsPages) {
  const std::uint64_t pass = frontier_->begin_pass();
  frontier_->add(url("/a"), EntryKind::kPage, Priority::kDue, clock_.now());
  settle("/a", 0s, pass);
  commit();
  reopen();
  EXPECT_EQ(frontier_->begin_pass(), pass);
  EXPECT_EQ(next(pass), "none");
  frontier_->end_pass();
  EXPECT_EQ(frontier_->begin_pass(), pass + 1);
  EXPECT_EQ(next(pass + 1), "/a");
}

TEST_F(FrontierTest, APingIsServedAlsoInAPassThatHasSeenThePage) {
  const std::uint64_t pass = frontier_->begin_pass();
  frontier_->add(url("/a"), EntryKind::kPage, Priority::kDue, clock_.now());
  settle("/a", 24h, pass);
  frontier_->ping(url("/a"), clock_.now());
  EXPECT_EQ(next(pass), "/a");
}

TEST_F(FrontierTest, ALaterLastmodMakesAPageDueAndTheSameOneDoesNotAgain) {
  frontier_->add(url("/a"), EntryKind::kPage, Priority::kDue, clock_.now());
  settle("/a", 24h);
  EXPECT_FALSE(frontier_->note_lastmod(url("/a"), clock_.now() - 1h));
  EXPECT_TRUE(frontier_->note_lastmod(url("/a"), clock_.now() + 1h));
  frontier_->put_signal(*frontier_->find(url("/a")), clock_.now(), 2.5);
  EXPECT_EQ(frontier_->find(url("/a"))->priority, Priority::kNews);
  settle("/a", 24h);
  EXPECT_FALSE(frontier_->note_lastmod(url("/a"), clock_.now() + 1h));
  EXPECT_EQ(next(), "none");
}

TEST_F(FrontierTest, NewsIsServedByValueAndASignalWithoutAValueWaits) {
  for (const char* target : {"/a", "/b", "/c"}) {
    frontier_->add(url(target), EntryKind::kPage, Priority::kDue, clock_.now());
    settle(target, 24h);
  }
  frontier_->put_signal(*frontier_->find(url("/a")), clock_.now(), 0.5);
  frontier_->put_signal(*frontier_->find(url("/b")), clock_.now(), 7);
  frontier_->put_signal(*frontier_->find(url("/c")), clock_.now(), std::nullopt);
  EXPECT_EQ(next(), "/b");
  settle("/b", 24h);
  EXPECT_EQ(next(), "/a");
  settle("/a", 24h);
  EXPECT_EQ(next(), "none");
}

TEST_F(FrontierTest, HostsKeepTheirPaceAndTheirCount) {
  frontier_->add(url("/a"), EntryKind::kPage, Priority::kDue, clock_.now());
  frontier_->put_host({.origin = "https://example.eu",
                       .crawl_delay_ms = 5000,
                       .latency_ms = 80,
                       .held_until = clock_.now() + 60s,
                       .held_reason = "429"});
  const std::vector<HostRecord> hosts = frontier_->hosts();
  ASSERT_EQ(hosts.size(), 1u);
  EXPECT_EQ(hosts[0].pages, 1u);
  EXPECT_EQ(hosts[0].crawl_delay_ms, 5000);
  EXPECT_EQ(hosts[0].held_until, clock_.now() + 60s);
  EXPECT_FALSE(hosts[0].last_success);
}

TEST_F(FrontierTest, RobotsTxtIsKeptWithItsBytes) {
  frontier_->put_robots({"https://example.eu", clock_.now(), clock_.now() + 24h, 200, "User-agent: *\0x"s});
  const auto robots = frontier_->robots_of("https://example.eu");
  ASSERT_TRUE(robots);
  EXPECT_EQ(robots->body.size(), 15u);
  EXPECT_EQ(robots->expires, clock_.now() + 24h);
  EXPECT_FALSE(frontier_->robots_of("http://example.eu"));
}

TEST_F(FrontierTest, AFrontierByAuthorityIsTakenOver) {
  frontier_->add(url("/a"), EntryKind::kPage, Priority::kDue, clock_.now());
  frontier_->add(Url::parse("http://example.eu").value(), EntryKind::kPage, Priority::kDue, clock_.now());
  frontier_->put_host({.origin = "https://example.eu", .crawl_delay_ms = 5000});
  frontier_->write_counts();
  db_->exec(
      "ALTER TABLE frontier RENAME COLUMN origin TO authority; UPDATE frontier SET authority = 'example.eu';"
      "ALTER TABLE frontier_hosts RENAME COLUMN origin TO authority; DELETE FROM frontier_hosts WHERE authority LIKE 'http:%';"
      "UPDATE frontier_hosts SET authority = 'example.eu'");
  EXPECT_FALSE(Frontier::exists(*db_)) << "not for readers yet";
  commit();
  reopen();
  EXPECT_EQ(next(), "/a");
  const std::vector<HostRecord> hosts = frontier_->hosts();
  ASSERT_EQ(hosts.size(), 2u);
  EXPECT_EQ(hosts[0].origin, "http://example.eu");
  EXPECT_EQ(hosts[1].pages, 1u);
  EXPECT_EQ(hosts[1].crawl_delay_ms, 5000);
}

TEST_F(FrontierTest, TimesThatLieTooFarAheadAreBroughtBack) {
  const CrawlerSettings settings;
  for (const char* target : {"/a", "/b", "/c"}) frontier_->add(url(target), EntryKind::kPage, Priority::kDue, clock_.now());
  settle("/a", 1h);
  clock_.advance(8760h);
  settle("/b", 1h);
  frontier_->put_robots({"https://example.eu", clock_.now(), clock_.now() + 24h, 200, ""});
  frontier_->put_host({.origin = "https://example.eu", .held_until = clock_.now() + 1h, .held_reason = "429"});
  clock_.advance(-8760h);
  EXPECT_EQ(bring_far_times_back(*db_, settings, clock_.now()), 4u);
  EXPECT_EQ(frontier_->find(url("/a"))->due, clock_.now() + 1h) << "what is right stays";
  EXPECT_EQ(frontier_->find(url("/b"))->due, clock_.now());
  EXPECT_LE(*frontier_->find(url("/b"))->last_fetch, clock_.now());
  EXPECT_LE(frontier_->robots_of("https://example.eu")->expires, clock_.now());
  EXPECT_FALSE(frontier_->hosts().at(0).held_until);
  EXPECT_EQ(bring_far_times_back(*db_, settings, clock_.now()), 0u);
}

TEST_F(FrontierTest, ReadersCanTellWhetherThereIsAFrontier) {
  SQLite::Database empty(":memory:", SQLite::OPEN_READWRITE);
  EXPECT_FALSE(Frontier::exists(empty));
  EXPECT_TRUE(Frontier::exists(*db_));
}

}  // namespace
}  // namespace izvor
