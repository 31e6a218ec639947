#include "crawler/pings/ping_queue.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <thread>

#include "tests/support/temporary_directory.h"

namespace izvor {
namespace {

Url url(int number) { return *Url::parse("https://example.eu/" + std::to_string(number)); }

class PingQueueTest : public ::testing::Test {
 protected:
  PingQueue open() { return std::move(PingQueue::open(folder_.path()).value()); }
  testing::TemporaryDirectory folder_;
  UtcTime now_ = *parse_rfc3339("2024-03-26");
};

TEST_F(PingQueueTest, PingsComeOutInOrderAndStayUntilTheyAreDone) {
  auto queue = open();
  ASSERT_EQ(queue.add({url(2), url(1)}, "api", now_).value().size(), 2U);
  auto pings = open().pending(0, 10).value();
  ASSERT_EQ(pings.size(), 2U);
  EXPECT_EQ(pings[0].url, url(2));
  EXPECT_EQ(pings[0].source, "api");
  EXPECT_EQ(pings[0].received, now_);
  ASSERT_TRUE(queue.done(pings[0], {.words = "x"}, now_).value());
  pings = queue.pending(0, 10).value();
  ASSERT_EQ(pings.size(), 1U);
  EXPECT_EQ(pings[0].url, url(1));
}

TEST_F(PingQueueTest, SecondPingForAWaitingPageHasTheSameId) {
  auto queue = open();
  const auto first = queue.add({url(1), url(1)}, "api", now_).value();
  EXPECT_EQ(first[0].id, first[1].id);
  EXPECT_TRUE(first[0].is_new);
  EXPECT_FALSE(first[1].is_new);
  EXPECT_EQ(queue.add({url(1)}, "api", now_).value()[0].id, first[0].id);
  EXPECT_EQ(queue.waiting().value(), 1U);
}

TEST_F(PingQueueTest, PingThatComesWhileThePageIsFetchedIsKept) {
  auto queue = open();
  ASSERT_TRUE(queue.add({url(1)}, "api", now_));
  Ping taken = queue.pending(0, 1).value().at(0);
  ASSERT_TRUE(queue.add({url(1)}, "api", now_));
  EXPECT_FALSE(queue.done(taken, {}, now_).value());
  EXPECT_EQ(queue.waiting().value(), 1U);
  EXPECT_TRUE(queue.done(taken, {}, now_).value()) << "now that the repeat is known";
}

TEST_F(PingQueueTest, TheFateOfAPingIsToldStepByStep) {
  auto queue = open();
  const std::string id = queue.add({url(1)}, "api", now_).value()[0].id;
  EXPECT_EQ(state_of(*queue.fate_of(id).value()), "queued");
  Ping ping = queue.pending(0, 1).value().at(0);
  ASSERT_TRUE(queue.done(ping, {.words = "kept as version 7", .version = 7}, now_).value());
  EXPECT_EQ(state_of(*queue.fate_of(id).value()), "fetched");
  EXPECT_TRUE(queue.versions_awaited(6).value().empty());
  ASSERT_EQ(queue.versions_awaited(7).value(), std::vector<Sequence>{7});
  ASSERT_TRUE(queue.note_indexed(7, now_, ""));
  EXPECT_EQ(state_of(*queue.fate_of(id).value()), "searchable");
  EXPECT_TRUE(queue.versions_awaited(7).value().empty());
  EXPECT_FALSE(queue.fate_of("0").value());
}

TEST_F(PingQueueTest, UnchangedAndRefusedPagesAreTold) {
  auto queue = open();
  const auto added = queue.add({url(1), url(2), url(3)}, "api", now_).value();
  auto pings = queue.pending(0, 3).value();
  ASSERT_TRUE(queue.done(pings[0], {.words = "not modified", .unchanged = true}, now_));
  ASSERT_TRUE(queue.done(pings[1], {.words = "status 404"}, now_));
  ASSERT_TRUE(queue.done(pings[2], {.words = "kept as version 1", .version = 1}, now_));
  ASSERT_TRUE(queue.note_indexed(1, now_, "not indexed: noindex"));
  EXPECT_EQ(state_of(*queue.fate_of(added[0].id).value()), "unchanged");
  EXPECT_EQ(state_of(*queue.fate_of(added[1].id).value()), "refused");
  EXPECT_EQ(state_of(*queue.fate_of(added[2].id).value()), "refused");
}

TEST_F(PingQueueTest, WhatIsDoneIsForgottenAfterAWeek) {
  auto queue = open();
  const std::string id = queue.add({url(1)}, "api", now_).value()[0].id;
  Ping ping = queue.pending(0, 1).value().at(0);
  ASSERT_TRUE(queue.done(ping, {}, now_));
  ASSERT_TRUE(queue.add({url(2)}, "api", now_ + std::chrono::days(6)));
  EXPECT_TRUE(queue.fate_of(id).value());
  ASSERT_TRUE(queue.add({url(3)}, "api", now_ + std::chrono::days(8)));
  EXPECT_FALSE(queue.fate_of(id).value());
  EXPECT_EQ(queue.waiting().value(), 2U) << "what waits is never forgotten";
}

TEST_F(PingQueueTest, PendingContinuesAfterANumber) {
  auto queue = open();
  ASSERT_TRUE(queue.add({url(1), url(2), url(3)}, "api", now_));
  const auto first = queue.pending(0, 2).value();
  const auto rest = queue.pending(first.back().number, 2).value();
  ASSERT_EQ(rest.size(), 1U);
  EXPECT_EQ(rest[0].url, url(3));
}

TEST_F(PingQueueTest, SeveralWritersAtOnceLoseNothing) {
  constexpr int kEach = 25;
  std::vector<std::thread> writers;
  for (int writer = 0; writer < 4; ++writer) {
    writers.emplace_back([this, writer] {
      auto queue = open();
      for (int i = 0; i < kEach; ++i) EXPECT_TRUE(queue.add({url(writer * kEach + i)}, "api", now_));
    });
  }
  for (std::thread& writer : writers) writer.join();
  EXPECT_EQ(open().waiting().value(), 4U * kEach);
}

TEST_F(PingQueueTest, WhatWasAcceptedSurvivesAKill) {
  int ready[2];
  ASSERT_EQ(pipe(ready), 0);
  const pid_t child = fork();
  if (child == 0) {
    auto queue = open();
    for (int i = 0;; ++i) {
      const auto added = queue.add({url(i)}, "api", now_);
      if (!added || write(ready[1], &i, sizeof i) != sizeof i) _exit(1);
    }
  }
  int last = 0;
  while (last < 20) ASSERT_EQ(read(ready[0], &last, sizeof last), static_cast<ssize_t>(sizeof last));
  ASSERT_EQ(kill(child, SIGKILL), 0);
  ASSERT_EQ(waitpid(child, nullptr, 0), child);
  close(ready[1]);
  for (int i = 0; read(ready[0], &i, sizeof i) == static_cast<ssize_t>(sizeof i);) last = i;
  close(ready[0]);
  EXPECT_GE(open().waiting().value(), static_cast<std::size_t>(last) + 1);
}

}  // namespace
}  // namespace izvor
