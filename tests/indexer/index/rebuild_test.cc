#include "indexer/index/rebuild.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>
#include <xapian.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <thread>
#include <utility>

#include "crawler/platform/stop_signal.h"
#include "indexer/index/generations.h"
#include "indexer/index/index_writer.h"
#include "indexer/index/rebuild_parts.h"
#include "tests/indexer/index/index_fixture.h"

namespace izvor {
namespace {

using ::testing::HasSubstr;

class Rebuild : public IndexFixture {
 protected:
  /// Twenty pages, some of them changed, gone, hidden, and an error page at the end.
  void fill() {
    for (int i = 0; i < 20; ++i)
      put("p" + std::to_string(i), html("Страница", "Съюзът подписа споразумение " + std::to_string(i)));
    put("p1", html("Страница", "Договор с Канада."));
    put("p2", html("Страница", "Съюзът подписа споразумение 2", "<script>7</script>"));
    put("p3", html("Страница", "Скрита.", "<meta name=robots content=noindex>"));
    put("p5", html("Страница", "Грешка."), 500);
    ASSERT_TRUE(archive().acknowledge());
    store_gone("p4");
  }

  /// Everything in the journal, as text.
  [[nodiscard]] std::string rows() const {
    const auto journal = Journal::open_for_reading(open().generation.journal());
    std::string text;
    const auto entries = journal->entries_since(0, 1000, 1000);
    for (const JournalEntry& entry : *entries) {
      text += std::to_string(entry.sequence) + " " + entry.page + " " + std::string(name_of(entry.kind)) + " " + entry.reason +
              " " + (entry.live ? "live " : "") + entry.text_digest + "\n";
    }
    return text;
  }
};

TEST_F(Rebuild, GivesTheSameIndexAsTheFeed) {
  fill();
  const ApplyReport applied = apply();
  const std::string before = rows();
  work_.settings.commit_pages = 4;
  const ApplyReport rebuilt = rebuild_all();
  EXPECT_EQ(rebuilt.documents, applied.documents);
  EXPECT_EQ(rebuilt.sequence, applied.sequence);
  EXPECT_EQ(rebuilt.totals.of_kind, applied.totals.of_kind);
  EXPECT_EQ(rows(), before);
  EXPECT_EQ(pages_with("канада"), 1U);
  EXPECT_EQ(trouble(), "");
}

TEST_F(Rebuild, AnErrorPageWithStatus200LeavesThePageAlone) {
  store_page("a", "Новина", "Съюзът подписа споразумение.");
  store_page("a", "404 Страницата не е намерена", "Страницата, която търсите, не съществува.");
  store_page("b", "404 Страницата не е намерена", "Страницата, която търсите, не съществува.");
  EXPECT_EQ(apply().documents, 1U);
  for (const char* old_index : {"there", "lost"}) {
    if (std::string_view(old_index) == "lost") std::filesystem::remove_all(places().index_directory);
    EXPECT_EQ(rebuild_all().documents, 1U) << old_index;
    EXPECT_EQ(pages_with("споразумение"), 1U) << old_index;
    EXPECT_EQ(trouble(), "") << old_index;
  }
}

TEST_F(Rebuild, NeedsNothingOfTheOldIndex) {
  fill();
  apply();
  const std::string before = rows();
  std::filesystem::remove_all(places().index_directory);
  rebuild_all();
  EXPECT_EQ(rows(), before);
  EXPECT_EQ(trouble(), "");
}

TEST_F(Rebuild, TheFeedGoesOnBehindIt) {
  fill();
  rebuild_all();
  store_page("p1", "Страница", "Договор с Япония.");
  const ApplyReport report = apply();
  EXPECT_EQ(report.totals.versions(), 1U);
  EXPECT_EQ(pages_with("канада"), 0U);
  EXPECT_EQ(pages_with("япония"), 1U);
  EXPECT_EQ(trouble(), "");
}

TEST_F(Rebuild, AnOpenReaderKeepsTheOldGenerationAndFindsTheNewOne) {
  fill();
  apply();
  OpenIndex reader = open();
  rebuild_all();
  EXPECT_EQ(reader.database.get_termfreq(schema::term_for(schema::Field::kBody, schema::Grade::kLemma, "споразумение")),
            reader.database.get_termfreq(schema::term_for(schema::Field::kBody, schema::Grade::kExact, "съюзът")));
  const auto changed = refresh(reader, places().index_directory, built_analyzer().fingerprint());
  ASSERT_TRUE(changed) << changed.error().message;
  EXPECT_TRUE(*changed);
  EXPECT_EQ(reader.generation.number(), 2U);
  EXPECT_FALSE(refresh(reader, places().index_directory, built_analyzer().fingerprint()).value());
}

TEST_F(Rebuild, TheStampOfAnIndexIsAnotherAfterEachChange) {
  const auto settled_stamp = [this](const Generation& generation) {
    std::optional<IndexStamp> stamp;
    for (int tries = 0; !stamp && tries < 500; ++tries) {
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
      stamp = stamp_of(places().index_directory, generation);
    }
    return stamp;
  };
  fill();
  apply();
  const Generation first = open().generation;
  EXPECT_FALSE(stamp_of(places().index_directory, first)) << "the next change could bear the same time";
  const auto before = settled_stamp(first);
  ASSERT_TRUE(before);
  EXPECT_EQ(stamp_of(places().index_directory, first), before);
  store_page("singapore", "Сингапур", "Нов текст за Сингапур.");
  apply();
  const auto changed = settled_stamp(first);
  ASSERT_TRUE(changed);
  EXPECT_NE(changed, before);
  rebuild_all();
  const auto rebuilt = settled_stamp(first);
  ASSERT_TRUE(rebuilt);
  EXPECT_NE(rebuilt, changed) << "the stub names another generation";
  std::filesystem::remove(stub_file(places().index_directory));
  EXPECT_FALSE(stamp_of(places().index_directory, first));
}

TEST_F(Rebuild, AnInterruptedOneLeavesTheLiveIndexAndGoesOn) {
  fill();
  // More than are on their way between the threads when the stop comes.
  for (int i = 20; i < 80; ++i)
    put("p" + std::to_string(i), html("Страница", "Съюзът подписа споразумение " + std::to_string(i)));
  ASSERT_TRUE(archive().acknowledge());
  apply();
  work_.settings.commit_pages = 3;
  StopSignal stop;
  std::atomic<int> prepared = 0;
  IndexingWork interrupted = work_;
  interrupted.stop = &stop;
  interrupted.prepare = [&](const PageArchive& archive, const PageVersion& version) {
    if (++prepared == 60) stop.request();
    return page_reader(built_analyzer(), {})(archive, version);
  };
  const auto stopped = rebuild(places(), interrupted);
  ASSERT_FALSE(stopped);
  EXPECT_THAT(stopped.error().message, HasSubstr("goes on with it"));
  EXPECT_EQ(open().generation.number(), 1U);
  EXPECT_EQ(trouble(), "");

  // Versions that come between belong to the feed, not to the rebuild that goes on.
  store_page("p7", "Страница", "Договор с Япония.");
  std::atomic<int> rest = 0;
  IndexingWork again = work_;
  again.prepare = [&](const PageArchive& archive, const PageVersion& version) {
    ++rest;
    return page_reader(built_analyzer(), {})(archive, version);
  };
  const auto done = rebuild(places(), again);
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_LT(rest, 60);
  EXPECT_EQ(open().generation.number(), 2U);
  EXPECT_EQ(trouble(), "");
  EXPECT_EQ(apply().totals.versions(), 1U);
  EXPECT_EQ(trouble(), "");
}

TEST_F(Rebuild, ARunGoesOnMeanwhileAndFollowsIntoTheNewIndex) {
  fill();
  StopSignal stop;
  IndexingWork running = work_;
  running.stop = &stop;
  Result<ApplyReport> report;
  std::thread indexer([&] { report = apply_feed(places(), running, true); });
  const auto wait_for = [&](unsigned generation, Sequence sequence) {
    for (int i = 0; i < 3000; ++i) {
      const auto index = open_index(places().index_directory, built_analyzer().fingerprint());
      if (index && index->generation.number() == generation && index->sequence == sequence) return true;
      usleep(10'000);
    }
    return false;
  };
  EXPECT_TRUE(wait_for(1, 25));
  // A version that comes while the rebuild is at work is the run's, in the old index and then in the new one.
  IndexingWork rebuilding = work_;
  bool stored = false;
  rebuilding.progress = [&](std::uint64_t /*done*/, std::uint64_t /*total*/) {
    if (std::exchange(stored, true)) return;
    store_page("late", "Страница", "Договор с Япония.");
    EXPECT_TRUE(wait_for(1, 26));
  };
  const auto rebuilt = rebuild(places(), rebuilding);
  ASSERT_TRUE(rebuilt) << rebuilt.error().message;
  EXPECT_TRUE(wait_for(2, 26));
  stop.request();
  indexer.join();
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(trouble(), "");
  EXPECT_EQ(pages_with("япония"), 1U);
}

TEST_F(Rebuild, TwoAtATimeAreRefusedByName) {
  fill();
  const auto lock = lock_generations(places().index_directory, "izvor-indexer rebuild");
  ASSERT_TRUE(lock) << lock.error().message;
  const auto second = rebuild(places(), work_);
  ASSERT_FALSE(second);
  EXPECT_THAT(second.error().message, HasSubstr("izvor-indexer rebuild"));
}

TEST_F(Rebuild, APoisonDocumentCostsOnlyItself) {
  fill();
  work_.prepare = [](const PageArchive& archive, const PageVersion& version) {
    PreparedPage page = page_reader(built_analyzer(), {})(archive, version);
    if (version.sequence == 8) page.document.add_term(std::string(200, '\0'));
    return page;
  };
  work_.settings.commit_pages = 7;
  const ApplyReport report = rebuild_all();
  EXPECT_EQ(report.totals.of(EntryKind::kQuarantined), 1U);
  EXPECT_EQ(report.documents, 17U);
  EXPECT_EQ(row(8)->kind, EntryKind::kQuarantined);
  EXPECT_EQ(trouble(), "");
}

TEST_F(Rebuild, OnlyTheGenerationBeforeIsKept) {
  fill();
  for (int i = 0; i < 3; ++i) rebuild_all();
  EXPECT_EQ(all_generations(places().index_directory).size(), 2U);
  EXPECT_EQ(open().generation.number(), 3U);
  EXPECT_FALSE(std::filesystem::exists(open().generation.directory() / "parts"));
}

TEST_F(Rebuild, ManyPartsAreMergedOnTheWay) {
  const std::filesystem::path folder = folder_.path() / "parts";
  const std::string& fingerprint = built_analyzer().fingerprint();
  auto parts = RebuildParts::scan(folder, fingerprint);
  ASSERT_TRUE(parts) << parts.error().message;
  for (Sequence last = 1; last <= 33; ++last) {
    const std::filesystem::path part = parts->next();
    auto writer = IndexWriter::open(part, fingerprint);
    ASSERT_TRUE(writer) << writer.error().message;
    const PageId page = std::to_string(last);
    Xapian::Document document;
    document.add_boolean_term(schema::boolean_term(schema::kPagePrefix, page));
    ASSERT_TRUE(writer->replace(page, document));
    ASSERT_TRUE(writer->commit(last));
    ASSERT_TRUE(parts->finished(part, last));
  }
  EXPECT_EQ(parts->finished_parts().size(), 2U);
  const auto again = RebuildParts::scan(folder, fingerprint);
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(again->last(), 33U);
  ASSERT_TRUE(again->compact_into(folder_.path() / "whole", 33));
  EXPECT_EQ(Xapian::Database((folder_.path() / "whole").string()).get_doccount(), 33U);
}

TEST_F(Rebuild, AFreshIndexOfALargeArchiveIsBuiltInParts) {
  fill();
  work_.settings.commit_pages = 2;
  apply();
  EXPECT_EQ(open().sequence, 25U);
  EXPECT_EQ(trouble(), "");
}

TEST_F(Rebuild, AFirstBuildThatIsStoppedGoesOnAtTheNextStart) {
  fill();
  work_.settings.commit_pages = 2;
  StopSignal stop;
  std::atomic<int> prepared = 0;
  IndexingWork interrupted = work_;
  interrupted.stop = &stop;
  interrupted.prepare = [&](const PageArchive& archive, const PageVersion& version) {
    if (++prepared == 9) stop.request();
    return page_reader(built_analyzer(), {})(archive, version);
  };
  ASSERT_TRUE(apply_feed(places(), interrupted, true)) << "a stop is no failure";
  const ApplyReport report = apply();
  EXPECT_EQ(report.totals.versions(), 25U);
  EXPECT_EQ(trouble(), "");
}

TEST_F(Rebuild, AnotherExtractionIsToldAndGoesOn) {
  fill();
  apply();
  {
    Xapian::WritableDatabase database(open().generation.database().string());
    database.set_metadata(std::string(schema::kExtractorKey), "0");
    database.commit();
  }
  store_page("p30", "Страница", "Договор с Япония.");
  EXPECT_EQ(apply().totals.versions(), 1U);
  EXPECT_THAT(trouble(), HasSubstr("izvor-indexer rebuild"));
  rebuild_all();
  EXPECT_EQ(trouble(), "");
}

TEST_F(Rebuild, AnotherSchemaSaysWhatToRun) {
  fill();
  apply();
  {
    Xapian::WritableDatabase database(open().generation.database().string());
    database.set_metadata(std::string(schema::kSchemaKey), "99");
    database.commit();
  }
  const auto report = apply_feed(places(), work_, false);
  ASSERT_FALSE(report);
  EXPECT_THAT(report.error().message, HasSubstr("izvor-indexer rebuild"));
  rebuild_all();
  EXPECT_EQ(trouble(), "");
}

}  // namespace
}  // namespace izvor
