#include "indexer/index/background_history.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <utility>

#include "tests/indexer/index/index_fixture.h"

namespace izvor {
namespace {

using ::testing::HasSubstr;

class KeepsInTheBackground : public IndexFixture {
 protected:
  void SetUp() override {
    for (int i = 1; i <= kPages; ++i)
      put("page-" + std::to_string(i), html("Страница", "Договор с Канада номер " + std::to_string(i) + "."));
    ASSERT_TRUE(archive().acknowledge());
  }

  BackgroundHistory history(const std::filesystem::path& directory, PreparePage prepare) const {
    return BackgroundHistory(
        HistoryWriter(directory, built_analyzer().fingerprint(), places().archive_directory, std::move(prepare)));
  }
  [[nodiscard]] BackgroundHistory history() const { return history(place(), prepare_for_one_thread(work_)); }

  [[nodiscard]] std::filesystem::path place() const { return folder_.path() / "history"; }

  static PastText text(Sequence since) {
    return {.since = since,
            .page = page_id_of(url_of("page-" + std::to_string(since))),
            .valid_from = UtcTime(std::chrono::seconds(1)),
            .valid_to = UtcTime(std::chrono::seconds(2))};
  }

  [[nodiscard]] Xapian::doccount kept() const {
    const Xapian::Database database(place().string());
    return database.get_termfreq(schema::term_for(schema::Field::kBody, schema::Grade::kLemma, "канада"));
  }

  static constexpr int kPages = 60;
};

TEST_F(KeepsInTheBackground, CommitWaitsForAllOfThem) {
  BackgroundHistory past = history();
  for (Sequence since = 1; since <= kPages; ++since) ASSERT_TRUE(past.keep(text(since)));
  ASSERT_TRUE(past.commit(kPages));
  EXPECT_EQ(kept(), static_cast<unsigned>(kPages));
}

TEST_F(KeepsInTheBackground, WhatIsDroppedOrNotCommittedIsNotThere) {
  {
    BackgroundHistory past = history();
    for (Sequence since = 1; since <= 20; ++since) ASSERT_TRUE(past.keep(text(since)));
    past.drop();
    ASSERT_TRUE(past.keep(text(30)));
    ASSERT_TRUE(past.commit(30));
    for (Sequence since = 40; since <= 60; ++since) ASSERT_TRUE(past.keep(text(since)));
  }
  EXPECT_EQ(kept(), 1U);
}

TEST_F(KeepsInTheBackground, AFailureIsToldByALaterCallUntilItIsDropped) {
  std::ofstream(place()) << "a file where a folder should be";
  BackgroundHistory past = history();
  ASSERT_TRUE(past.keep(text(1)));
  const WriteResult committed = past.commit(1);
  ASSERT_FALSE(committed);
  EXPECT_EQ(committed.error().fault, WriteFault::kStore);
  EXPECT_THAT(committed.error().message, HasSubstr("history"));
  EXPECT_FALSE(past.keep(text(2)));
  past.drop();
  std::filesystem::remove(place());
  ASSERT_TRUE(past.keep(text(3)));
  ASSERT_TRUE(past.commit(3));
  EXPECT_EQ(kept(), 1U);
}

TEST_F(KeepsInTheBackground, WhatIsThrownIsAFailure) {
  const auto message_after = [this](PreparePage prepare) {
    BackgroundHistory past = history(place(), std::move(prepare));
    EXPECT_TRUE(past.keep(text(1)));
    const WriteResult committed = past.commit(1);
    return committed ? std::string() : committed.error().message;
  };
  EXPECT_THAT(
      message_after([](const PageArchive&, const PageVersion&) -> PreparedPage { throw std::runtime_error("no memory"); }),
      HasSubstr("no memory"));
  // Not a std::exception.
  EXPECT_THAT(message_after([](const PageArchive&, const PageVersion&) -> PreparedPage {
                throw Xapian::InvalidArgumentError("bad term");
              }),
              HasSubstr("bad term"));
  EXPECT_THAT(message_after([](const PageArchive&, const PageVersion&) -> PreparedPage { throw 1; }), HasSubstr("past text"));
}

}  // namespace
}  // namespace izvor
