#include "searchd/versions/change_reader.h"

#include <gmock/gmock.h>

#include "tests/support/temporary_directory.h"

namespace izvor {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

JournalEntry entry(Sequence sequence, EntryKind kind) {
  JournalEntry entry;
  entry.sequence = sequence;
  entry.kind = kind;
  entry.page = "0123456789abcdef01234567";
  entry.url = "https://a.eu/x";
  entry.title = "Заглавие";
  entry.reason = "status 404 twice, 26 h apart";
  entry.fetched = UtcTime(std::chrono::seconds(1000));
  return entry;
}

std::vector<Sequence> numbers(const Result<std::vector<PageChange>>& changes) {
  EXPECT_TRUE(changes) << (changes ? "" : changes.error().message);
  std::vector<Sequence> all;
  if (changes)
    for (const PageChange& change : *changes) all.push_back(change.sequence);
  return all;
}

class ChangeReaderTest : public ::testing::Test {
 protected:
  void make_generation(const std::vector<JournalEntry>& entries) {
    const auto generation = create_generation(directory_.path());
    ASSERT_TRUE(generation);
    auto journal = Journal::open_for_writing(generation->journal());
    ASSERT_TRUE(journal);
    ASSERT_TRUE(journal->put(entries));
    ASSERT_TRUE(make_live(directory_.path(), *generation));
  }

  testing::TemporaryDirectory directory_;
};

TEST_F(ChangeReaderTest, ReadsWhatIsNewChangedOrGoneUpToTheIndex) {
  make_generation({entry(1, EntryKind::kNew), entry(2, EntryKind::kUnchanged), entry(3, EntryKind::kChanged),
                   entry(4, EntryKind::kSkipped), entry(5, EntryKind::kGone), entry(6, EntryKind::kNew)});
  ChangeReader reader(directory_.path());
  // 6 is in the journal before the index has it.
  EXPECT_THAT(numbers(reader.changes({.since = 0, .up_to = 5})), ElementsAre(1, 3, 5));
  EXPECT_THAT(numbers(reader.changes({.since = 1, .up_to = 5, .limit = 1})), ElementsAre(3));
  EXPECT_THAT(numbers(reader.changes({.since = 0, .up_to = 6, .limit = 2, .newest_first = true})), ElementsAre(6, 5));
  const auto changes = reader.changes({.since = 4, .up_to = 5});
  ASSERT_TRUE(changes);
  EXPECT_EQ(changes->front().kind, PageChange::Kind::kGone);
  EXPECT_EQ(changes->front().title, "Заглавие");
  EXPECT_EQ(changes->front().reason, "status 404 twice, 26 h apart");
}

TEST_F(ChangeReaderTest, WhatWasAddedToThePastIsToldAsThat) {
  make_generation({entry(1, EntryKind::kNew), entry(2, EntryKind::kPast)});
  ChangeReader reader(directory_.path());
  const auto changes = reader.changes({.since = 1, .up_to = 2});
  ASSERT_TRUE(changes);
  ASSERT_EQ(changes->size(), 1U);
  EXPECT_EQ(changes->front().kind, PageChange::Kind::kPast);
}

TEST_F(ChangeReaderTest, FollowsTheLiveGeneration) {
  make_generation({entry(1, EntryKind::kNew)});
  ChangeReader reader(directory_.path());
  EXPECT_THAT(numbers(reader.changes({.up_to = 10})), ElementsAre(1));
  make_generation({entry(1, EntryKind::kNew), entry(2, EntryKind::kChanged)});
  EXPECT_THAT(numbers(reader.changes({.up_to = 10})), ElementsAre(1, 2));
}

TEST_F(ChangeReaderTest, AMissingIndexIsSaidAndFoundLater) {
  ChangeReader reader(directory_.path());
  const auto changes = reader.changes({.up_to = 10});
  ASSERT_FALSE(changes);
  EXPECT_THAT(changes.error().message, HasSubstr("izvor-indexer run"));
  make_generation({entry(1, EntryKind::kNew)});
  EXPECT_THAT(numbers(reader.changes({.up_to = 10})), ElementsAre(1));
}

}  // namespace
}  // namespace izvor
