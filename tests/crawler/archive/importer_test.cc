#include "crawler/archive/importer.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>

#include "crawler/archive/gzip.h"
#include "crawler/archive/warc_record.h"
#include "crawler/archive/warc_writer.h"
#include "tests/support/capture_builder.h"
#include "tests/support/temporary_directory.h"

namespace izvor {
namespace {

using namespace std::literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class ImporterTest : public ::testing::Test {
 protected:
  void SetUp() override { std::filesystem::create_directories(pages()); }
  [[nodiscard]] std::filesystem::path pages() const { return work_.path() / "pages"; }
  void write(const std::string& name, std::string_view content) const {
    std::filesystem::create_directories((pages() / name).parent_path());
    std::ofstream(pages() / name, std::ios::binary) << content;
  }
  Result<ImportReport> import(const std::filesystem::path& path) {
    options_.path = path;
    options_.now = *parse_rfc3339("2024-06-01");
    auto archive = PageArchive::open_for_writing(work_.path() / "archive").value();
    return import_pages(archive, options_);
  }
  ImportReport import_folder() { return import(pages()).value(); }
  std::vector<std::string> urls() {
    std::vector<std::string> urls;
    const auto versions = archive().current_versions(0, 1000).value();
    for (const PageVersion& version : versions) urls.push_back(version.url);
    return urls;
  }
  PageArchive archive() { return std::move(PageArchive::open_for_reading(work_.path() / "archive").value()); }
  std::string reason_of(const std::string& address) {
    PageArchive reader = archive();
    SQLite::Statement select(reader.catalogue(), "SELECT reason FROM skipped WHERE address = ?");
    select.bind(1, address);
    return select.executeStep() ? select.getColumn(0).getString() : "";
  }

  testing::TemporaryDirectory work_;
  ImportOptions options_{
      .path = {}, .base = *Url::parse("https://example.eu/docs"), .date = {}, .now = {}, .stop = {}, .progress = {}};
};

void expect_adds_up(const ImportReport& report) {
  EXPECT_EQ(report.found, report.archived + report.unchanged + report.skipped);
}

TEST_F(ImporterTest, PathBelowTheFolderIsAppendedToTheBase) {
  write("b.html", "<p>б");
  write("a/новини 1.html", "<p>а");
  write("a.txt", "заглавие\n\nтекст");
  write("c%20?.HTML", "<p>в");
  write("style.css", "p{}");
  const ImportReport report = import_folder();
  EXPECT_EQ(report.archived, 4U);
  EXPECT_EQ(report.other_files, 1U);
  expect_adds_up(report);
  EXPECT_THAT(urls(), ElementsAre("https://example.eu/docs/a.txt",
                                  "https://example.eu/docs/a/%D0%BD%D0%BE%D0%B2%D0%B8%D0%BD%D0%B8%201.html",
                                  "https://example.eu/docs/b.html", "https://example.eu/docs/c%2520%3F.HTML"));
}

TEST_F(ImporterTest, SecondImportOfTheSameFolderChangesNothing) {
  write("a.html", "<p>а");
  write("b.html", "<p>б");
  import_folder();
  write("b.html", "<p>бб");
  const ImportReport report = import_folder();
  EXPECT_EQ(report.archived, 1U);
  EXPECT_EQ(report.unchanged, 1U);
  expect_adds_up(report);
}

TEST_F(ImporterTest, DateIsTheVersionsDate) {
  write("a.html", "<p>а");
  options_.date = *parse_rfc3339("2019-05-05");
  import_folder();
  EXPECT_EQ(format_rfc3339(archive().changes_since(0, 1).value().at(0).fetched), "2019-05-05T00:00:00Z");
}

TEST_F(ImporterTest, BadFilesAreSkippedWithAReasonAndTheRestIsImported) {
  write("good.html", "<p>а");
  write("empty.html", "");
  write("blank.txt", " \n\r\n");
  write("large.html", std::string(2000, 'a'));
  write("pdf.html", "%PDF-1.7 ...");
  write("binary.html", std::string(100, '\x01'));
  std::filesystem::create_symlink("circle.html", pages() / "circle.html");
  std::filesystem::create_directory_symlink(".", pages() / "self");
  ASSERT_EQ(mkfifo((pages() / "pipe.html").c_str(), 0600), 0);
  options_.max_page_bytes = 1000;
  const ImportReport report = import_folder();
  EXPECT_EQ(report.archived, 1U);
  EXPECT_EQ(report.skipped, 8U);
  expect_adds_up(report);
  EXPECT_EQ(reason_of("https://example.eu/docs/empty.html"), "it is empty");
  EXPECT_EQ(reason_of("https://example.eu/docs/blank.txt"), "it is empty");
  EXPECT_THAT(reason_of("https://example.eu/docs/large.html"), HasSubstr("too large"));
  EXPECT_THAT(reason_of("https://example.eu/docs/pdf.html"), HasSubstr("PDF"));
  EXPECT_THAT(reason_of("https://example.eu/docs/binary.html"), HasSubstr("binary"));
  EXPECT_THAT(reason_of("https://example.eu/docs/circle.html"), HasSubstr("circle"));
  EXPECT_THAT(reason_of("https://example.eu/docs/self"), HasSubstr("already"));
  EXPECT_THAT(reason_of("https://example.eu/docs/pipe.html"), HasSubstr("not a regular file"));
}

TEST_F(ImporterTest, PageWithSomeNulsIsAPage) {
  write("a.html", "<html><body><p>текст с \0 нула и още думи</p></body></html>"sv);
  write("b.html", "\xff\xfe<\0p\0>\0"sv);
  EXPECT_EQ(import_folder().archived, 2U);
}

TEST_F(ImporterTest, MirrorTakesMissingPagesForGone) {
  write("a.html", "<p>а");
  write("b.html", "<p>б");
  import_folder();
  std::filesystem::remove(pages() / "b.html");
  options_.mirror = true;
  EXPECT_EQ(import_folder().gone, 1U);
  EXPECT_THAT(urls(), ElementsAre("https://example.eu/docs/a.html"));
  EXPECT_EQ(import_folder().gone, 0U);
}

TEST_F(ImporterTest, MirrorLeavesOtherAddressesAndBadFilesAlone) {
  write("a.html", "<p>а");
  write("bad.html", "<p>б");
  import_folder();
  options_.base = *Url::parse("https://example.eu/documents");
  import_folder();
  options_.base = *Url::parse("https://example.eu/docs");
  options_.mirror = true;
  write("bad.html", "");
  const ImportReport report = import_folder();
  EXPECT_EQ(report.gone, 0U);
  EXPECT_EQ(report.skipped, 1U);
}

TEST_F(ImporterTest, MirrorOfAnEmptyFolderRemovesNothing) {
  write("a.html", "<p>а");
  import_folder();
  std::filesystem::remove(pages() / "a.html");
  options_.mirror = true;
  const ImportReport report = import_folder();
  EXPECT_EQ(report.gone, 0U);
  EXPECT_THAT(report.mirror_refused, HasSubstr("no page"));
}

TEST_F(ImporterTest, OneFileIsAppendedByItsName) {
  write("seed.txt", "заглавие\n\nтекст");
  ASSERT_TRUE(import(pages() / "seed.txt"));
  EXPECT_THAT(urls(), ElementsAre("https://example.eu/docs/seed.txt"));
}

TEST_F(ImporterTest, MissingFolderSaysSo) {
  const auto report = import(pages() / "none");
  ASSERT_FALSE(report);
  EXPECT_THAT(report.error().message, HasSubstr("none"));
}

TEST_F(ImporterTest, StopLeavesWhatWasImported) {
  write("a.html", "<p>а");
  write("b.html", "<p>б");
  int asked = 0;
  options_.stop = [&asked] { return ++asked > 1; };
  const ImportReport report = import_folder();
  EXPECT_TRUE(report.stopped);
  EXPECT_EQ(report.archived, 1U);
  EXPECT_EQ(urls().size(), 1U);
}

/// A WARC file as another program may have written it.
std::string response_record_text(const std::string& url, const std::string& head, const std::string& body) {
  WarcRecord record;
  record.fields = {{"WARC-Type", "response"},
                   {"WARC-Target-URI", "<" + url + ">"},
                   {"WARC-Date", "2020-02-02T02:02:02Z"},
                   {"Content-Type", "application/http; msgtype=response"}};
  record.block = "HTTP/1.1 " + head + "\r\n\r\n" + body;
  return serialise(record);
}

std::string sample_warc() {
  GzipWriter gzip;
  return response_record_text("https://a.example/1", "200 OK\r\nContent-Type: text/html", "<p>едно") +
         response_record_text("https://a.example/2", "200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip",
                              gzip.member("<p>две")) +
         response_record_text("https://a.example/3", "200 OK\r\nTransfer-Encoding: chunked", "4\r\n<p>3\r\n0\r\n\r\n") +
         response_record_text("https://a.example/4", "404 Not Found", "няма") +
         response_record_text("https://a.example/5", "200 OK\r\nContent-Type: image/png", "\x89PNG") +
         response_record_text("https://a.example/6", "200 OK\r\nContent-Encoding: br", "xyz");
}

class WarcImport : public ImporterTest {
 protected:
  void expect_sample(const std::filesystem::path& path) {
    options_.base.reset();
    const ImportReport report = import(path).value();
    EXPECT_EQ(report.found, 6U);
    EXPECT_EQ(report.archived, 4U);
    expect_adds_up(report);
    EXPECT_THAT(urls(), ElementsAre("https://a.example/1", "https://a.example/2", "https://a.example/3", "https://a.example/6"));
    const PageArchive reader = archive();
    const auto versions = reader.changes_since(0, 10).value();
    EXPECT_EQ(reader.read(versions.at(1)).value().body, "<p>две");
    EXPECT_EQ(reader.read(versions.at(2)).value().body, "<p>3");
    EXPECT_EQ(format_rfc3339(versions.at(0).fetched), "2020-02-02T02:02:02Z");
    EXPECT_THAT(reason_of("https://a.example/4"), HasSubstr("404"));
    EXPECT_EQ(reader.read(versions.at(3)).value().body, "xyz") << "decoded already, whatever its field says";
  }
};

TEST_F(WarcImport, PlainFile) {
  write("x.warc", sample_warc());
  expect_sample(pages() / "x.warc");
}

TEST_F(WarcImport, FileCompressedAsAWhole) {
  write("x.warc.gz", GzipWriter().member(sample_warc()));
  expect_sample(pages() / "x.warc.gz");
}

TEST_F(WarcImport, ArchivesOfOursCanBeImported) {
  {
    auto other = PageArchive::open_for_writing(work_.path() / "other").value();
    ASSERT_TRUE(other.store(testing::fetched_page("https://a.example/1", "<p>едно")));
    ASSERT_TRUE(other.store(testing::imported_page("https://a.example/2", "<p>две")));
    ASSERT_TRUE(other.acknowledge());
  }
  const ImportReport report = import(work_.path() / "other" / "izvor-00001.warc.gz").value();
  EXPECT_EQ(report.archived, 2U);
  EXPECT_EQ(archive().read(archive().changes_since(0, 9).value().at(0)).value().status, 200);
}

TEST_F(WarcImport, DamagedRecordIsSkippedAndTheNextOnesAreFound) {
  GzipWriter gzip;
  std::string first = gzip.member(response_record_text("https://a.example/1", "200 OK", "<p>едно"));
  first[first.size() / 2] = static_cast<char>(first[first.size() / 2] ^ 0x40);
  write("x.warc.gz", first + gzip.member(response_record_text("https://a.example/2", "200 OK", "<p>две")));
  const ImportReport report = import(pages() / "x.warc.gz").value();
  EXPECT_EQ(report.archived, 1U);
  EXPECT_EQ(report.skipped, 1U);
  expect_adds_up(report);
}

TEST_F(WarcImport, GzipBombIsPassedOver) {
  WarcRecord bomb;
  bomb.fields = {
      {"WARC-Type", "response"}, {"WARC-Target-URI", "https://a.example/bomb"}, {"WARC-Date", "2020-02-02T02:02:02Z"}};
  bomb.block = "HTTP/1.1 200 OK\r\n\r\n" + std::string(20'000'000, 'a');
  GzipWriter gzip;
  std::string file = gzip.member(serialise(bomb));
  bomb = {};
  write("x.warc.gz", file + gzip.member(response_record_text("https://a.example/2", "200 OK", "<p>две")));
  options_.max_page_bytes = 1'000'000;
  const ImportReport report = import(pages() / "x.warc.gz").value();
  EXPECT_EQ(report.archived, 1U);
  EXPECT_EQ(report.skipped, 1U);
}

TEST_F(WarcImport, BodyThatInflatesBeyondTheLimitIsSkipped) {
  GzipWriter gzip;
  write("x.warc", response_record_text("https://a.example/1", "200 OK\r\nContent-Encoding: gzip",
                                       gzip.member(std::string(2'000'000, 'a'))));
  options_.max_page_bytes = 1'000'000;
  const ImportReport report = import(pages() / "x.warc").value();
  EXPECT_EQ(report.skipped, 1U);
  EXPECT_THAT(reason_of("https://a.example/1"), HasSubstr("1000000"));
}

TEST_F(WarcImport, FileFullOfFalseBeginningsEndsSoon) {
  std::string file;
  while (file.size() < 3'000'000) file += "\x1f\x8b\x08";
  write("x.warc.gz", file);
  const ImportReport report = import(pages() / "x.warc.gz").value();
  EXPECT_EQ(report.archived, 0U);
  EXPECT_EQ(report.skipped, 1U);
}

TEST_F(WarcImport, WhatIsNoWarcFileIsSkippedWithAReason) {
  write("x.warc", "hello\r\nworld");
  const ImportReport report = import(pages() / "x.warc").value();
  EXPECT_EQ(report.found, 1U);
  EXPECT_EQ(report.skipped, 1U);
  EXPECT_THAT(reason_of("x.warc at byte 0"), HasSubstr("no WARC record"));
}

}  // namespace
}  // namespace izvor
