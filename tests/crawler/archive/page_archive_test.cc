#include "izvor/page_archive.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "crawler/archive/warc_reader.h"
#include "crawler/archive/warc_writer.h"
#include "tests/support/capture_builder.h"
#include "tests/support/temporary_directory.h"

namespace izvor {
namespace {

using testing::fetched_page;
using ::testing::HasSubstr;
using testing::imported_page;
using testing::TemporaryDirectory;

constexpr const char* kPage = "https://example.eu/bg/a";

class PageArchiveTest : public ::testing::Test {
 protected:
  PageArchive open() { return std::move(PageArchive::open_for_writing(folder_.path()).value()); }
  PageArchive reader() { return std::move(PageArchive::open_for_reading(folder_.path()).value()); }
  /// Type of each record, in order.
  std::vector<std::string> record_types() {
    std::vector<std::string> types;
    for (const WarcEntry& entry : records()) types.emplace_back(entry.record.type());
    return types;
  }
  std::vector<WarcEntry> records() {
    std::vector<WarcEntry> entries;
    const auto names = warc_file_names(folder_.path()).value();
    for (const std::string& name : names) {
      auto warc = WarcReader::open(folder_.path() / name).value();
      while (auto entry = warc.next().value()) entries.push_back(*entry);
    }
    return entries;
  }
  TemporaryDirectory folder_;
};

TEST_F(PageArchiveTest, StoredPageCanBeReadBack) {
  auto archive = open();
  Capture page = fetched_page(kPage, "<p>Здравей\r\n\r\n</p>");
  page.fields.emplace_back("X-Robots-Tag", "noarchive");
  EXPECT_EQ(archive.store(page).value().sequence, 1U);
  ASSERT_TRUE(archive.acknowledge());
  const auto versions = reader().changes_since(0, 10).value();
  ASSERT_EQ(versions.size(), 1U);
  EXPECT_EQ(versions[0].url, kPage);
  EXPECT_EQ(versions[0].page, page_id_of(page.url));
  EXPECT_EQ(versions[0].fetched, page.fetched);
  EXPECT_EQ(versions[0].content_type, "text/html; charset=utf-8");
  const Capture again = reader().read(versions[0]).value();
  EXPECT_EQ(again.body, page.body);
  EXPECT_EQ(again.status, 200);
  EXPECT_EQ(again.fetched, page.fetched);
  EXPECT_THAT(again.fields, ::testing::Contains(HttpField("X-Robots-Tag", "noarchive")));
}

TEST_F(PageArchiveTest, ReaderSeesOnlyWhatWasAcknowledged) {
  auto archive = open();
  ASSERT_TRUE(archive.store(fetched_page(kPage, "a")));
  EXPECT_EQ(reader().last_sequence().value(), 0U);
  ASSERT_TRUE(archive.acknowledge());
  EXPECT_EQ(reader().last_sequence().value(), 1U);
}

TEST_F(PageArchiveTest, UnchangedPayloadIsARevisitAndNoVersion) {
  auto archive = open();
  ASSERT_TRUE(archive.store(fetched_page(kPage, "a", "2024-01-01T00:00:00Z")));
  EXPECT_FALSE(archive.store(fetched_page(kPage, "a", "2024-01-02T00:00:00Z")).value().sequence);
  ASSERT_TRUE(archive.acknowledge());
  EXPECT_EQ(archive.last_sequence().value(), 1U);
  EXPECT_THAT(record_types(), ::testing::ElementsAre("warcinfo", "response", "request", "revisit", "request"));
  const auto entries = records();
  const WarcRecord& response = entries[1].record;
  const WarcRecord& revisit = entries[3].record;
  EXPECT_EQ(revisit.field("WARC-Profile"), "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest");
  EXPECT_EQ(revisit.field("WARC-Refers-To-Target-URI"), kPage);
  EXPECT_EQ(revisit.field("WARC-Refers-To-Date"), "2024-01-01T00:00:00Z");
  EXPECT_EQ(revisit.field("WARC-Payload-Digest"), response.field("WARC-Payload-Digest"));
  EXPECT_EQ(entries[4].record.field("WARC-Concurrent-To"), revisit.field("WARC-Record-ID"));
}

TEST_F(PageArchiveTest, ChangedRobotsTagOrTypeIsAVersionAlthoughThePayloadIsTheSame) {
  auto archive = open();
  Capture page = fetched_page(kPage, "a");
  ASSERT_TRUE(archive.store(page));
  page.fields.emplace_back("x-robots-tag", "noindex");
  EXPECT_EQ(archive.store(page).value().sequence, 2U);
  page.fields[0].second = "text/html; charset=windows-1251";
  EXPECT_EQ(archive.store(page).value().sequence, 3U);
  EXPECT_FALSE(archive.store(page).value().sequence);
}

TEST_F(PageArchiveTest, NotModifiedIsARevisitOfTheLastContent) {
  auto archive = open();
  Capture page = fetched_page(kPage, "a");
  ASSERT_TRUE(archive.store(page));
  Capture answer = fetched_page(kPage, "", "2024-05-01T00:00:00Z");
  EXPECT_FALSE(archive.store_not_modified(answer)) << "200 is no 304";
  answer.status = 304;
  ASSERT_TRUE(archive.store_not_modified(answer));
  EXPECT_EQ(archive.last_sequence().value(), 1U);
  ASSERT_TRUE(archive.acknowledge());
  const WarcRecord revisit = records()[3].record;
  EXPECT_EQ(revisit.field("WARC-Profile"), "http://netpreserve.org/warc/1.1/revisit/server-not-modified");
  EXPECT_EQ(revisit.field("WARC-Refers-To-Date"), "2024-03-26T09:00:00Z");
  EXPECT_EQ(revisit.field("WARC-Payload-Digest"), payload_digest_of("a"));
}

TEST_F(PageArchiveTest, NotModifiedOfAnUnknownPageIsRefused) {
  auto archive = open();
  Capture answer = fetched_page(kPage, "");
  answer.status = 304;
  EXPECT_FALSE(archive.store_not_modified(answer));
  EXPECT_TRUE(archive.store(fetched_page(kPage, "a"))) << "a refusal harms nothing";
}

TEST_F(PageArchiveTest, GonePageIsAVersionAndComesBackAsOne) {
  auto archive = open();
  ASSERT_TRUE(archive.store(fetched_page(kPage, "a")));
  const Url url = *Url::parse(kPage);
  const UtcTime when = *parse_rfc3339("2024-04-01");
  EXPECT_EQ(archive.store_gone(url, when, 404, "404 twice,\r\n26 h apart").value().sequence, 2U);
  EXPECT_FALSE(archive.store_gone(url, when, 404, "again").value().sequence);
  EXPECT_TRUE(archive.current_versions(0, 10).value().empty());
  EXPECT_EQ(archive.store(fetched_page(kPage, "a")).value().sequence, 3U) << "the same payload, but it was gone";
  ASSERT_TRUE(archive.acknowledge());
  const auto versions = archive.versions_of(page_id_of(url)).value();
  ASSERT_EQ(versions.size(), 3U);
  EXPECT_EQ(versions[1].kind, VersionKind::kGone);
  EXPECT_EQ(versions[1].status, 404);
  EXPECT_FALSE(archive.read(versions[1]));
  EXPECT_EQ(archive.current_versions(0, 10).value().at(0).sequence, 3U);
}

TEST_F(PageArchiveTest, GoneIsNothingForAPageThatNeverWas) {
  auto archive = open();
  EXPECT_FALSE(archive.store_gone(*Url::parse(kPage), *parse_rfc3339("2024-04-01"), 404, "x").value().sequence);
}

TEST_F(PageArchiveTest, ImportIsAResourceRecordOfTheFileAsItIs) {
  auto archive = open();
  ASSERT_TRUE(archive.store(imported_page(kPage, "HTTP/1.1 200 OK\r\n\r\nlooks like a response")));
  ASSERT_TRUE(archive.acknowledge());
  EXPECT_THAT(record_types(), ::testing::ElementsAre("warcinfo", "resource"));
  const Capture again = archive.read(archive.changes_since(0, 1).value().at(0)).value();
  EXPECT_TRUE(again.imported);
  EXPECT_EQ(again.body, "HTTP/1.1 200 OK\r\n\r\nlooks like a response");
  EXPECT_EQ(again.fields.at(0).second, "text/html");
}

TEST_F(PageArchiveTest, CodingsOnTheWireAreKeptUnderAnotherNameAndTheLengthIsTrue) {
  auto archive = open();
  Capture page = fetched_page(kPage, "decoded");
  page.fields.insert(page.fields.end(),
                     {{"content-encoding", "gzip"}, {"Content-Length", "31"}, {"Transfer-Encoding", "chunked"}});
  ASSERT_TRUE(archive.store(page));
  ASSERT_TRUE(archive.acknowledge());
  EXPECT_THAT(records()[1].record.block,
              HasSubstr("\r\nX-Archive-Orig-content-encoding: gzip\r\nX-Archive-Orig-Content-Length: 31\r\n"
                        "X-Archive-Orig-Transfer-Encoding: chunked\r\nContent-Length: 7\r\n\r\ndecoded"));
}

TEST_F(PageArchiveTest, AFieldCannotForgeAnother) {
  auto archive = open();
  Capture page = fetched_page(kPage, "a");
  page.fields = {{"Content-Type", "text/html\r\nX-Robots-Tag: noindex"}, {"Bad Name\r\nX: y", "z"}};
  ASSERT_TRUE(archive.store(page));
  ASSERT_TRUE(archive.acknowledge());
  const Capture again = archive.read(archive.changes_since(0, 1).value().at(0)).value();
  EXPECT_THAT(again.fields, ::testing::ElementsAre(HttpField("Content-Type", "text/html  X-Robots-Tag: noindex"),
                                                   HttpField("Content-Length", "1")));
}

TEST_F(PageArchiveTest, FilesRotateAndEveryOneBeginsWithWarcinfo) {
  auto archive = std::move(PageArchive::open_for_writing(folder_.path(), {.warc_file_bytes = 1000, .writer = {}}).value());
  for (int i = 0; i < 10; ++i) ASSERT_TRUE(archive.store(fetched_page(kPage + std::to_string(i), std::string(500, 'a'))));
  ASSERT_TRUE(archive.acknowledge());
  const auto names = warc_file_names(folder_.path()).value();
  EXPECT_GT(names.size(), 2U);
  for (const std::string& name : names) {
    auto warc = WarcReader::open(folder_.path() / name).value();
    EXPECT_EQ(warc.next().value()->record.type(), "warcinfo");
  }
  const auto versions = archive.changes_since(0, 100).value();
  EXPECT_EQ(versions.size(), 10U);
  for (const PageVersion& version : versions) EXPECT_TRUE(archive.read(version));
}

TEST_F(PageArchiveTest, EveryRecordIsAGzipMemberOfItsOwn) {
  auto archive = open();
  ASSERT_TRUE(archive.store(fetched_page(kPage, "a")));
  ASSERT_TRUE(archive.acknowledge());
  std::uint64_t end = 0;
  for (const WarcEntry& entry : records()) {
    EXPECT_EQ(entry.offset, end);
    ASSERT_GT(entry.length, 0U);
    end = entry.offset + entry.length;
  }
  EXPECT_EQ(end, std::filesystem::file_size(folder_.path() / "izvor-00001.warc.gz"));
}

TEST_F(PageArchiveTest, SecondWriterIsRefusedByName) {
  auto first = std::move(PageArchive::open_for_writing(folder_.path(), {.writer = "izvor-crawler run"}).value());
  const auto second = PageArchive::open_for_writing(folder_.path());
  ASSERT_FALSE(second);
  EXPECT_THAT(second.error().message, HasSubstr("in use by izvor-crawler run (process "));
}

TEST_F(PageArchiveTest, ReadingWithoutAnArchiveSaysWhatToRun) {
  const auto archive = PageArchive::open_for_reading(folder_.path() / "none");
  ASSERT_FALSE(archive);
  EXPECT_THAT(archive.error().message, HasSubstr("izvor-crawler import"));
}

TEST_F(PageArchiveTest, OpenedForReadingItCannotBeWritten) {
  { auto archive = open(); }
  auto archive = reader();
  EXPECT_FALSE(archive.store(fetched_page(kPage, "a")));
  EXPECT_FALSE(archive.acknowledge());
}

TEST_F(PageArchiveTest, TheFrontiersTablesAreInTheSameTransaction) {
  {
    auto archive = open();
    archive.catalogue().exec("CREATE TABLE frontier (url TEXT)");
    ASSERT_TRUE(archive.acknowledge());
    archive.catalogue().exec("INSERT INTO frontier VALUES ('kept')");
    ASSERT_TRUE(archive.acknowledge());
    archive.catalogue().exec("INSERT INTO frontier VALUES ('not acknowledged')");
  }
  auto archive = open();
  EXPECT_EQ(archive.catalogue().execAndGet("SELECT count(*) FROM frontier").getInt(), 1);
}

TEST_F(PageArchiveTest, WhatWasWrittenAndNotAcknowledgedIsReplayedAtTheNextStart) {
  {
    auto archive = open();
    ASSERT_TRUE(archive.store(fetched_page(kPage, "a")));
  }
  auto archive = open();
  EXPECT_EQ(archive.last_sequence().value(), 1U);
  EXPECT_EQ(archive.read(archive.changes_since(0, 1).value().at(0)).value().body, "a");
  EXPECT_EQ(archive.store(fetched_page(kPage, "b")).value().sequence, 2U);
}

TEST_F(PageArchiveTest, SkippedAddressesAreKeptUntilThePageIsStored) {
  auto archive = open();
  ASSERT_TRUE(archive.store_skipped(kPage, *parse_rfc3339("2024-01-01"), "too large"));
  ASSERT_TRUE(archive.store_skipped(kPage, *parse_rfc3339("2024-01-02"), "empty"));
  EXPECT_EQ(archive.catalogue().execAndGet("SELECT count(*) FROM skipped").getInt(), 1);
  EXPECT_EQ(archive.catalogue().execAndGet("SELECT reason FROM skipped").getString(), "empty");
  ASSERT_TRUE(archive.store(fetched_page(kPage, "a")));
  EXPECT_EQ(archive.catalogue().execAndGet("SELECT count(*) FROM skipped").getInt(), 0);
}

TEST_F(PageArchiveTest, DamagedContentIsNotHandedOut) {
  {
    auto archive = open();
    ASSERT_TRUE(archive.store(fetched_page(kPage, std::string(2000, 'a'))));
    ASSERT_TRUE(archive.acknowledge());
  }
  const PageVersion version = reader().changes_since(0, 1).value().at(0);
  std::fstream file(folder_.path() / version.position.file, std::ios::in | std::ios::out | std::ios::binary);
  const auto middle = static_cast<std::streamoff>(version.position.offset + version.position.length / 2);
  file.seekg(middle);
  const int byte = file.get();
  file.seekp(middle);
  file.put(static_cast<char>(byte ^ 1));
  file.close();
  const auto capture = reader().read(version);
  ASSERT_FALSE(capture);
  EXPECT_THAT(capture.error().message, HasSubstr("izvor-crawler verify"));
}

}  // namespace
}  // namespace izvor
