#include "indexer/index/apply_feed.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <string>
#include <thread>

#include "crawler/platform/stop_signal.h"
#include "indexer/index/generations.h"
#include "indexer/index/index_status.h"
#include "tests/indexer/index/index_fixture.h"

namespace izvor {
namespace {

using ::testing::HasSubstr;

class ApplyFeed : public IndexFixture {};

TEST_F(ApplyFeed, AnEmptyArchiveGivesAnEmptyIndex) {
  archive();
  EXPECT_EQ(apply().documents, 0U);
  EXPECT_EQ(trouble(), "");
}

TEST_F(ApplyFeed, NewChangedUnchangedAndGoneAddUp) {
  store_page("a", "Партньорства", "Съюзът подписа споразумение със Сингапур.");
  store_page("b", "Данни", "Законодателният акт за данните се прилага.");
  const ApplyReport first = apply();
  EXPECT_EQ(first.totals.of(EntryKind::kNew), 2U);
  EXPECT_EQ(first.documents, 2U);

  store_page("a", "Партньорства", "Съюзът подписа договор с Канада.");
  // Another payload, the same text: a token in a script.
  store("b", html("Данни", "Законодателният акт за данните се прилага.", "<script>token=7</script>"));
  store_gone("a");
  const ApplyReport second = apply();
  EXPECT_EQ(second.totals.of(EntryKind::kChanged), 1U);
  EXPECT_EQ(second.totals.of(EntryKind::kUnchanged), 1U);
  EXPECT_EQ(second.totals.of(EntryKind::kGone), 1U);
  EXPECT_EQ(second.totals.versions(), 3U);
  EXPECT_EQ(second.documents, 1U);
  EXPECT_EQ(second.sequence, 5U);
  EXPECT_EQ(trouble(), "");
}

TEST_F(ApplyFeed, AChangedPageIsFoundUnderItsNewWordsOnly) {
  store_page("a", "Новина", "Съюзът подписа споразумение със Сингапур.");
  apply();
  EXPECT_EQ(pages_with("сингапур"), 1U);
  store_page("a", "Новина", "Съюзът подписа споразумение с Канада.");
  apply();
  EXPECT_EQ(pages_with("сингапур"), 0U);
  EXPECT_EQ(pages_with("канада"), 1U);
}

TEST_F(ApplyFeed, TheSamePageTwiceInOneBatchIsShownOnce) {
  store_page("a", "Новина", "Съюзът подписа споразумение със Сингапур.");
  store_page("a", "Новина", "Съюзът подписа споразумение с Канада.");
  const ApplyReport report = apply();
  EXPECT_EQ(report.totals.of(EntryKind::kNew), 1U);
  EXPECT_EQ(report.totals.of(EntryKind::kChanged), 1U);
  EXPECT_EQ(pages_with("сингапур"), 0U);
  EXPECT_EQ(trouble(), "");
}

TEST_F(ApplyFeed, WhatMayNotBeShownIsSkippedWithItsReason) {
  store("noindex", html("Тайна", "Не се показва.", "<meta name=robots content=noindex>"));
  store("copy", html("Копие", "Същият текст.", "<link rel=canonical href='https://example.eu/bg/original'>"));
  store_page("original", "Оригинал", "Същият текст, и малко повече.");
  store("empty", "<!doctype html><html><body><main></main></body></html>");
  store("picture", "\x89PNG", 200, "image/png");
  const ApplyReport report = apply();
  EXPECT_EQ(report.totals.of(EntryKind::kSkipped), 4U);
  EXPECT_EQ(report.documents, 1U);
  EXPECT_EQ(row(1)->reason, "noindex");
  EXPECT_EQ(row(2)->reason, "canonical elsewhere: https://example.eu/bg/original");
  EXPECT_EQ(row(4)->reason, "no text");
  EXPECT_FALSE(row(5)->reason.empty());
  EXPECT_EQ(trouble(), "");
}

TEST_F(ApplyFeed, ACopyOfWhatIsNotKeptIsShown) {
  store("copy", html("Копие", "Договор с Япония.", "<link rel=canonical href='https://elsewhere.example.org/original'>"));
  store_page("lost", "Изчезнала", "Имаше оригинал.");
  store_gone("lost");
  store("rest", html("Копие", "Договор с Канада.", "<link rel=canonical href='https://example.eu/bg/lost'>"));
  EXPECT_EQ(apply().documents, 2U);
  EXPECT_EQ(pages_with("япония"), 1U);
  EXPECT_EQ(pages_with("канада"), 1U);
  EXPECT_EQ(trouble(), "");
}

TEST_F(ApplyFeed, TitlesLoseWhatOtherPagesOfTheSiteHaveToo) {
  int number = 0;
  for (const char* title : {"ЕС", "Мрежи", "Данни", "Умения", "Услуги", "Въпроси - отговори"}) {
    put("p" + std::to_string(++number), std::string("<!doctype html><html><head><meta charset=utf-8><title>") + title +
                                            " - Бъдеще за всички</title></head><body><p>Съюзът подписа споразумение.</p>");
  }
  ASSERT_TRUE(archive().acknowledge());
  apply();
  EXPECT_EQ(row(1)->title, "ЕС");
  EXPECT_EQ(row(6)->title, "Въпроси - отговори");
  rebuild_all();
  EXPECT_EQ(row(1)->title, "ЕС");
}

TEST_F(ApplyFeed, APageThatBecomesNoindexVanishesAndMayComeBack) {
  store_page("a", "Новина", "Съюзът подписа споразумение.");
  apply();
  store("a", html("Новина", "Съюзът подписа споразумение.", "<meta name=robots content=noindex>"));
  EXPECT_EQ(apply().documents, 0U);
  store("a", html("Новина", "Съюзът подписа споразумение.", "<!-- again -->"));
  const ApplyReport back = apply();
  EXPECT_EQ(back.documents, 1U);
  EXPECT_EQ(back.totals.of(EntryKind::kNew), 1U);
  EXPECT_EQ(trouble(), "");
}

TEST_F(ApplyFeed, AnErrorPageLeavesThePageAlone) {
  store_page("a", "Новина", "Съюзът подписа споразумение.");
  store("a", html("Грешка", "Сървърът е зает."), 503);
  const ApplyReport report = apply();
  EXPECT_EQ(report.totals.of(EntryKind::kSkipped), 1U);
  EXPECT_EQ(report.documents, 1U);
  EXPECT_EQ(row(2)->reason, "status 503");
  EXPECT_EQ(pages_with("споразумение"), 1U);
  EXPECT_EQ(trouble(), "");
}

TEST_F(ApplyFeed, ApplyingTwiceChangesNothing) {
  store_page("a", "Новина", "Съюзът подписа споразумение.");
  apply();
  const std::uint64_t revision = open().revision;
  const ApplyReport again = apply();
  EXPECT_EQ(again.totals.versions(), 0U);
  EXPECT_EQ(open().revision, revision);
}

TEST_F(ApplyFeed, NewFactsOfTheSameTextAreWritten) {
  store("a", html("Новина", "Съюзът подписа споразумение.", "<meta name=description content='Първо описание'>"));
  apply();
  store("a", html("Новина", "Съюзът подписа споразумение.", "<meta name=description content='Второ описание'>"));
  const ApplyReport report = apply();
  EXPECT_EQ(report.totals.of(EntryKind::kUnchanged), 1U);
  const OpenIndex index = open();
  const auto page = stored_page_of(index.database.get_document(*index.database.postlist_begin("")));
  ASSERT_TRUE(page);
  EXPECT_EQ(page->description, "Второ описание");
  EXPECT_EQ(trouble(), "");
}

/// Pages whose address has "poison" get a term that Xapian refuses only when it commits.
PreparePage with_poison(const Analyzer& analyzer) {
  return [&analyzer](const PageArchive& archive, const PageVersion& version) {
    PreparedPage page = page_reader(analyzer, {})(archive, version);
    if (version.url.find("poison") != std::string::npos) page.document.add_term(std::string(200, '\0'));
    return page;
  };
}

TEST_F(ApplyFeed, APoisonDocumentCostsOnlyItself) {
  for (int i = 0; i < 40; ++i) {
    const std::string name = (i == 17 || i == 31 ? "poison" : "page") + std::to_string(i);
    put(name, html("Страница", "Съюзът подписа споразумение номер " + std::to_string(i)));
  }
  ASSERT_TRUE(archive().acknowledge());
  work_.prepare = with_poison(built_analyzer());
  const ApplyReport report = apply();
  EXPECT_EQ(report.totals.of(EntryKind::kQuarantined), 2U);
  EXPECT_EQ(report.totals.of(EntryKind::kNew), 38U);
  EXPECT_EQ(report.documents, 38U);
  EXPECT_EQ(row(18)->kind, EntryKind::kQuarantined);
  EXPECT_THAT(row(18)->reason, HasSubstr("refused by the index"));
  EXPECT_EQ(row(32)->kind, EntryKind::kQuarantined);
  EXPECT_EQ(trouble(), "");
}

TEST_F(ApplyFeed, APoisonousVersionTakesTheOldOneWithIt) {
  store_page("poison", "Страница", "Съюзът подписа споразумение.");
  apply();
  store_page("poison", "Страница", "Нов текст.");
  work_.prepare = with_poison(built_analyzer());
  EXPECT_EQ(apply().documents, 0U);
  EXPECT_EQ(trouble(), "");
}

TEST_F(ApplyFeed, AReaderThatThrowsCostsOnlyThePage) {
  store_page("a", "Страница", "Съюзът подписа споразумение.");
  store("deep", [] {
    std::string bomb;
    for (int i = 0; i < 100'000; ++i) bomb += "<div>";
    return bomb + "Дълбоко";
  }());
  store_page("b", "Страница", "Съюзът подписа друго споразумение.");
  const ApplyReport report = apply();
  EXPECT_EQ(report.totals.versions(), 3U);
  EXPECT_GE(report.documents, 2U);
  EXPECT_EQ(trouble(), "");
}

/// Overwrites every WARC file with nonsense of the same length.
void damage_archive(const std::filesystem::path& directory) {
  for (const auto& file : std::filesystem::directory_iterator(directory)) {
    if (file.path().extension() != ".gz") continue;
    const std::string nonsense(file.file_size(), 'x');
    std::ofstream(file.path(), std::ios::binary) << nonsense;
  }
}

TEST_F(ApplyFeed, AnUnreadableRecordIsQuarantinedAndThePageStays) {
  store_page("a", "Страница", "Съюзът подписа споразумение.");
  apply();
  store_page("a", "Страница", "Нов текст.");
  archive_.reset();
  damage_archive(places().archive_directory);
  const ApplyReport report = apply();
  EXPECT_EQ(report.totals.of(EntryKind::kQuarantined), 1U);
  EXPECT_EQ(report.documents, 1U);
  EXPECT_THAT(row(2)->reason, HasSubstr("cannot be read"));
  EXPECT_EQ(trouble(), "");
}

TEST_F(ApplyFeed, ALostArchiveEndsTheRunAndChangesNothing) {
  store_page("a", "Страница", "Съюзът подписа споразумение.");
  apply();
  for (int i = 0; i < 30; ++i) put("p" + std::to_string(i), html("Страница", "Текст " + std::to_string(i)));
  ASSERT_TRUE(archive().acknowledge());
  archive_.reset();
  damage_archive(places().archive_directory);
  const auto report = apply_feed(places(), work_, false);
  ASSERT_FALSE(report);
  EXPECT_THAT(report.error().message, HasSubstr("izvor-crawler verify"));
  const auto rebuilt = rebuild(places(), work_);
  ASSERT_FALSE(rebuilt);
  EXPECT_THAT(rebuilt.error().message, HasSubstr("the live index stays"));
  EXPECT_EQ(open().sequence, 1U);
  EXPECT_EQ(open().database.get_doccount(), 1U);
}

TEST_F(ApplyFeed, ASecondIndexerIsRefusedByName) {
  archive();
  const auto lock = lock_index(places().index_directory, "izvor-indexer rebuild");
  ASSERT_TRUE(lock);
  const auto report = apply_feed(places(), work_, false);
  ASSERT_FALSE(report);
  EXPECT_THAT(report.error().message, HasSubstr("izvor-indexer rebuild"));
}

TEST_F(ApplyFeed, AnIndexAheadOfItsArchiveIsRefused) {
  store_page("a", "Страница", "Съюзът подписа споразумение.");
  store_page("b", "Страница", "Съюзът подписа друго споразумение.");
  apply();
  archive_.reset();
  std::filesystem::remove_all(places().archive_directory);
  store_page("a", "Страница", "Съюзът подписа споразумение.");
  const auto report = apply_feed(places(), work_, false);
  ASSERT_FALSE(report);
  EXPECT_THAT(report.error().message, HasSubstr("ends at 1"));
  EXPECT_THAT(report.error().message, HasSubstr("izvor-indexer rebuild"));
  EXPECT_EQ(rebuild_all().documents, 1U);
  EXPECT_EQ(trouble(), "");
}

TEST_F(ApplyFeed, ADamagedStubSaysWhatToRunAndRebuildMendsIt) {
  store_page("a", "Страница", "Съюзът подписа споразумение.");
  apply();
  std::ofstream(stub_file(places().index_directory)) << "nonsense";
  const auto report = apply_feed(places(), work_, false);
  ASSERT_FALSE(report);
  EXPECT_THAT(report.error().message, HasSubstr("izvor-indexer rebuild"));
  EXPECT_EQ(rebuild_all().documents, 1U);
  EXPECT_EQ(trouble(), "");
}

TEST_F(ApplyFeed, FollowingFindsNewVersionsUntilItIsStopped) {
  store_page("a", "Страница", "Съюзът подписа споразумение.");
  StopSignal stop;
  work_.stop = &stop;
  Result<ApplyReport> report;
  std::thread indexer([&] { report = apply_feed(places(), work_, true); });
  const auto wait_for = [&](std::uint64_t pages) {
    for (int i = 0; i < 3000; ++i) {
      const auto index = open_index(places().index_directory, built_analyzer().fingerprint());
      if (index && index->database.get_doccount() == pages) return true;
      usleep(10'000);
    }
    return false;
  };
  EXPECT_TRUE(wait_for(1));
  store_page("b", "Страница", "Съюзът подписа друго споразумение.");
  EXPECT_TRUE(wait_for(2));
  stop.request();
  indexer.join();
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->documents, 2U);
  EXPECT_EQ(trouble(), "");
}

TEST_F(ApplyFeed, TheJournalSaysWhyAPageIsGone) {
  store_page("a", "Страница", "Съюзът подписа споразумение.");
  ASSERT_TRUE(archive().store_gone(url_of("a"), UtcTime(std::chrono::seconds(1'800'000'000)), 0,
                                   "robots.txt: Disallow: /a (line 2), twice, 25 h apart"));
  ASSERT_TRUE(archive().acknowledge());
  apply();
  const auto journal = Journal::open_for_reading(live_generation(places().index_directory).value()->journal());
  ASSERT_TRUE(journal) << journal.error().message;
  EXPECT_EQ(journal->entry(2).value()->reason, "robots.txt: Disallow: /a (line 2), twice, 25 h apart");
}

TEST_F(ApplyFeed, ThePageAsksTheConfiguredCrawlerNotToIndexIt) {
  store("a", html("Тайна", "Не се показва.", "<meta name=mybot content=noindex>"));
  work_.product_token = "MyBot";
  EXPECT_EQ(apply().documents, 0U);
}

TEST_F(ApplyFeed, ADownloadThatIsLabelledHtmlIsNoPage) {
  store("a", "%PDF-1.7 <html><p>Съюзът подписа споразумение.</p></html>");
  EXPECT_EQ(apply().documents, 0U);
}

TEST_F(ApplyFeed, StatusAddsUp) {
  store_page("a", "Страница", "Съюзът подписа споразумение.");
  store("noindex", html("Тайна", "Не се показва.", "<meta name=robots content=noindex>"));
  store_gone("a");
  apply();
  store_page("c", "Страница", "Още не е приложена.");
  const auto status = read_index_status(places(), built_analyzer().fingerprint());
  ASSERT_TRUE(status) << status.error().message;
  EXPECT_EQ(status->versions(EntryKind::kNew), 1U);
  EXPECT_EQ(status->versions(EntryKind::kGone), 1U);
  EXPECT_EQ(status->versions(EntryKind::kSkipped), 1U);
  EXPECT_EQ(status->sequence, 3U);
  EXPECT_EQ(status->archive_sequence, 4U);
  EXPECT_GT(status->bytes, 0U);
  EXPECT_TRUE(status->committed);
}

}  // namespace
}  // namespace izvor
