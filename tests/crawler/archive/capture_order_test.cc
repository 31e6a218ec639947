// Captures in the order of their time, in whatever order they arrive.
#include "crawler/archive/capture_order.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <set>

#include "crawler/archive/archive_check.h"
#include "crawler/archive/archive_repair.h"
#include "crawler/archive/gzip.h"
#include "crawler/archive/importer.h"
#include "tests/support/capture_builder.h"
#include "tests/support/foreign_warc.h"
#include "tests/support/temporary_directory.h"

namespace izvor {
namespace {

using ::testing::ElementsAre;
using testing::foreign_record;
using ::testing::HasSubstr;
using testing::html_answer;
using ::testing::IsEmpty;
using testing::MadeCapture;
using testing::MadeHistory;

constexpr const char* kUrl = "https://example.eu/bg/a";

TEST(WarcDate, ReducedPrecisionIsTheFirstSecondOfWhatItNames) {
  const auto read = [](std::string_view text) { return format_rfc3339(parse_warc_date(text).value().second); };
  EXPECT_EQ(read("2016"), "2016-01-01T00:00:00Z");
  EXPECT_EQ(read("2016-09"), "2016-09-01T00:00:00Z");
  EXPECT_EQ(read("2016-09-19"), "2016-09-19T00:00:00Z");
  EXPECT_EQ(read("2016-09-19T17:20Z"), "2016-09-19T17:20:00Z");
  EXPECT_EQ(read("2016-09-19T17:20:24.5Z"), "2016-09-19T17:20:24Z");
  EXPECT_EQ(parse_warc_date("2016-09-19T17:20:24.5Z").value().nanoseconds, 500'000'000U);
  EXPECT_EQ(parse_warc_date("2016-09-19T17:20:24.123456789012Z").value().nanoseconds, 123'456'789U);
  for (const char* wrong : {"", "16", "2016-", "2016-13", "2016-09-31", "yesterday"})
    EXPECT_FALSE(parse_warc_date(wrong)) << wrong;
}

/// An archive that files of other programs are imported into.
class CaptureOrder : public ::testing::Test {
 protected:
  [[nodiscard]] std::filesystem::path folder() const { return work_.path() / name_; }
  ImportReport import(const std::string& records, bool damaged = false, bool compressed = false) {
    const std::filesystem::path file = work_.path() / (compressed ? "x.warc.gz" : "x.warc");
    std::ofstream(file, std::ios::binary) << records;
    auto archive = PageArchive::open_for_writing(folder()).value();
    ImportOptions options{
        .path = file, .base = {}, .date = {}, .now = *parse_rfc3339("2026-01-01"), .stop = {}, .progress = {}};
    options.damaged = damaged;
    ImportReport report = import_pages(archive, options).value();
    EXPECT_EQ(report.found, report.archived + report.unchanged + report.waiting + report.skipped);
    std::uint64_t others = 0;
    for (const auto& [type, count] : report.other_records) others += count;
    if (report.lost_bytes == 0) {
      EXPECT_EQ(report.records, report.found + others);
    }
    return report;
  }
  [[nodiscard]] PageArchive reader() const { return PageArchive::open_for_reading(folder()).value(); }
  /// What the page was, oldest first: "2020-01-01 text", "2021-01-01 -" where it was gone.
  [[nodiscard]] std::vector<std::string> timeline(const std::string& url = kUrl) const {
    const PageArchive archive = reader();
    auto versions = archive.versions_of(page_id_of(*Url::parse(url))).value();
    leave_out_repeats(versions);
    std::vector<std::string> lines;
    for (const PageVersion& version : versions) {
      const std::string what = version.kind == VersionKind::kGone ? "-" : archive.read(version).value().body;
      lines.insert(lines.begin(), format_rfc3339(version.fetched).substr(0, 10) + " " + what);
    }
    return lines;
  }
  static std::string page(const std::string& date, const std::string& body, const std::vector<HttpField>& more = {}) {
    return foreign_record("response", kUrl, date, html_answer(body), more);
  }
  static std::string missing(const std::string& date) {
    return foreign_record("response", kUrl, date, html_answer("няма", "404 Not Found"));
  }
  static std::string revisit(const std::string& date, const std::vector<HttpField>& refers) {
    return foreign_record("revisit", kUrl, date, html_answer(""), refers);
  }
  void expect_sound() {
    const auto check = check_archive(folder());
    ASSERT_TRUE(check);
    EXPECT_THAT(check->damage, IsEmpty());
  }
  /// The same after the catalogue was made from the WARC files alone.
  void expect_repairable() {
    const auto before = everything();
    for (const char* suffix : {"", "-wal", "-shm"})
      std::filesystem::remove(folder() / ("catalogue.sqlite" + std::string(suffix)));
    ASSERT_TRUE(repair_archive(folder()));
    EXPECT_EQ(everything(), before);
  }
  std::string everything() {
    PageArchive archive = reader();
    std::string text;
    for (const char* sql : {"SELECT * FROM pages", "SELECT * FROM versions", "SELECT * FROM visits",
                            "SELECT * FROM origins ORDER BY 1, 2", "SELECT * FROM waiting"}) {
      SQLite::Statement row(archive.catalogue(), sql);
      while (row.executeStep()) {
        for (int i = 0; i < row.getColumnCount(); ++i) text += row.getColumn(i).getString() + "|";
        text += "\n";
      }
    }
    return text;
  }

  testing::TemporaryDirectory work_;
  std::string name_ = "archive";
};

TEST_F(CaptureOrder, AnOlderCaptureThatComesLaterTakesItsPlaceInThePast) {
  EXPECT_EQ(import(page("2024-01-01", "new")).in_past, 0U);
  EXPECT_EQ(import(page("2020-01-01", "old")).in_past, 1U);
  EXPECT_THAT(timeline(), ElementsAre("2020-01-01 old", "2024-01-01 new"));
  EXPECT_EQ(reader().current_versions(0, 9).value().at(0).sequence, 1U);
  const auto changes = reader().changes_since(0, 9).value();
  EXPECT_EQ(changes.at(1).sequence, 2U) << "numbers are those of arrival";
  expect_sound();
  expect_repairable();
}

TEST_F(CaptureOrder, ImportingAFileTwiceWritesNothing) {
  const std::string file = page("2020-01-01", "a") + page("2021-01-01", "a") + missing("2022-01-01") + page("2023-01-01", "b");
  import(file);
  const auto bytes = std::filesystem::file_size(folder() / "izvor-00001.warc.gz");
  const ImportReport again = import(file);
  EXPECT_EQ(again.archived, 0U);
  EXPECT_EQ(again.unchanged, 4U);
  EXPECT_EQ(std::filesystem::file_size(folder() / "izvor-00001.warc.gz"), bytes);
}

TEST_F(CaptureOrder, AVisitTurnsOutToBeAChangeWhenSomethingElseComesBeforeIt) {
  import(page("2020-01-01", "a") + page("2022-01-01", "a") + page("2023-01-01", "a"));
  EXPECT_THAT(timeline(), ElementsAre("2020-01-01 a"));
  import(page("2021-01-01", "b"));
  EXPECT_THAT(timeline(), ElementsAre("2020-01-01 a", "2021-01-01 b", "2022-01-01 a"));
  expect_sound();
  expect_repairable();
}

TEST_F(CaptureOrder, AnOlderCaptureOfTheSamePayloadSaysSinceWhen) {
  import(page("2024-01-01", "a"));
  import(page("2020-01-01", "a"));
  EXPECT_THAT(timeline(), ElementsAre("2020-01-01 a"));
}

TEST_F(CaptureOrder, MissingEndsAPageAtThatTimeWheneverItIsTold) {
  EXPECT_EQ(import(missing("2022-01-01") + missing("2023-01-01")).archived, 0U) << "nothing is known that could be gone";
  import(page("2024-01-01", "b"));
  EXPECT_THAT(timeline(), ElementsAre("2024-01-01 b"));
  import(page("2020-01-01", "a"));
  EXPECT_THAT(timeline(), ElementsAre("2020-01-01 a", "2022-01-01 -", "2024-01-01 b"));
  import(missing("2025-01-01"));
  EXPECT_THAT(reader().current_versions(0, 9).value(), IsEmpty());
  expect_sound();
  expect_repairable();
}

TEST_F(CaptureOrder, RevisitsFindWhatTheyRepeatByAnyOfTheirFields) {
  const std::string a = page("2020-01-01", "a", {{"WARC-Record-ID", "<urn:uuid:a>"}, {"WARC-Payload-Digest", "xxh:aaa"}});
  const std::string b = page("2021-01-01", "b", {{"WARC-Record-ID", "<urn:uuid:b>"}, {"WARC-Payload-Digest", "xxh:bbb"}});
  const std::string by_digest = revisit("2022-01-01", {{"WARC-Payload-Digest", "xxh:aaa"}});
  const std::string by_record = revisit("2023-01-01", {{"WARC-Refers-To", "<urn:uuid:b>"},
                                                       {"WARC-Truncated", "length"},
                                                       {"WARC-Block-Digest", "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ"}});
  const std::string by_date =
      revisit("2024-01-01", {{"WARC-Refers-To-Target-URI", kUrl}, {"WARC-Refers-To-Date", "2020-01-01T00:00:00Z"}});
  const std::string of_a_revisit =
      revisit("2025-01-01", {{"WARC-Refers-To-Target-URI", kUrl}, {"WARC-Refers-To-Date", "2023-01-01"}});
  const std::vector<std::string> expected{"2020-01-01 a", "2021-01-01 b", "2022-01-01 a",
                                          "2023-01-01 b", "2024-01-01 a", "2025-01-01 b"};
  EXPECT_EQ(import(a + b + by_digest + by_record + by_date + of_a_revisit).archived, 6U);
  EXPECT_EQ(timeline(), expected);
  name_ = "in files, the originals last";
  const ImportReport first = import(of_a_revisit + by_date + by_record + by_digest);
  EXPECT_EQ(first.waiting, 4U);
  EXPECT_EQ(first.lost, 0U);
  EXPECT_EQ(import(by_date).waiting, 1U) << "it waits once";
  EXPECT_THAT(timeline(), IsEmpty());
  expect_repairable();
  EXPECT_EQ(import(a).settled, 2U);
  EXPECT_EQ(import(b).settled, 2U);
  EXPECT_EQ(timeline(), expected);
  expect_sound();
  expect_repairable();
}

TEST_F(CaptureOrder, OneCaptureUnderTwoNamesIsFoundByBoth) {
  const std::string file = page("2020-01-01", "a", {{"WARC-Record-ID", "<urn:uuid:1>"}}) +
                           page("2020-01-01", "a", {{"WARC-Record-ID", "<urn:uuid:2>"}}) + page("2021-01-01", "b") +
                           revisit("2022-01-01", {{"WARC-Refers-To", "<urn:uuid:2>"}});
  EXPECT_EQ(import(file).waiting, 0U);
  EXPECT_THAT(timeline(), ElementsAre("2020-01-01 a", "2021-01-01 b", "2022-01-01 a"));
  const auto bytes = std::filesystem::file_size(folder() / "izvor-00001.warc.gz");
  import(file);
  EXPECT_EQ(std::filesystem::file_size(folder() / "izvor-00001.warc.gz"), bytes);
}

/// What `wget --warc-file=NAME` writes around each answer: `first` as its first run does, otherwise as a run with --warc-dedup
/// does of a page that says the same.
std::string wget_records(const std::string& url, const std::string& date, bool first) {
  const std::string target = "<" + url + ">";
  const std::string original = "<urn:uuid:11111111-2222-3333-4444-" + url.substr(url.size() - 1) + "00000000000>";
  const std::string digest = "sha1:CFOGPAY55CXZY3KEUHG3V5BKMHMZCX7R";
  const std::string head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 4\r\n\r\n";
  const std::string request =
      foreign_record("request", target, date, "GET / HTTP/1.1\r\n\r\n", {{"Content-Type", "application/http;msgtype=request"}});
  if (first) {
    return request + foreign_record("response", target, date, head + "<p>a",
                                    {{"WARC-Record-ID", original},
                                     {"WARC-Payload-Digest", digest},
                                     {"Content-Type", "application/http;msgtype=response"}});
  }
  // Wget names no address and date, notes the digest of nothing for the block, and calls that truncated.
  return request + foreign_record("revisit", target, date, head,
                                  {{"WARC-Record-ID", original.substr(0, 10) + "-of-" + date + url.substr(url.size() - 1) + ">"},
                                   {"WARC-Refers-To", original},
                                   {"WARC-Profile", "http://netpreserve.org/warc/1.0/revisit/identical-payload-digest"},
                                   {"WARC-Truncated", "length"},
                                   {"WARC-Block-Digest", "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ"},
                                   {"WARC-Payload-Digest", digest},
                                   {"Content-Type", "application/http;msgtype=response"}});
}

TEST_F(CaptureOrder, FilesOfWgetWithDedupAreImportedWholeInEitherOrder) {
  const std::string notes = foreign_record("warcinfo", "", "2020-01-01T00:00:00Z", "software: Wget/1.21.3\r\n") +
                            foreign_record("metadata", "metadata://gnu.org/software/wget/warc/MANIFEST.txt",
                                           "2020-01-01T00:00:00Z", "<urn:uuid:x>\n") +
                            foreign_record("resource", "metadata://gnu.org/software/wget/warc/wget.log", "2020-01-01T00:00:00Z",
                                           "Length: 4\n", {{"Content-Type", "text/plain"}});
  std::string first = notes, second = notes;
  for (const char* name : {"1", "2", "3"}) {
    const std::string url = "https://example.eu/" + std::string(name);
    first += wget_records(url, "2020-01-01T00:00:00Z", true);
    second += wget_records(url, "2021-01-01T00:00:00Z", false);
  }
  second += page("2021-01-01", "new") + missing("2022-01-01");
  const auto expect_whole = [&] {
    for (const char* name : {"1", "2", "3"})
      EXPECT_THAT(timeline("https://example.eu/" + std::string(name)), ElementsAre("2020-01-01 <p>a"));
    EXPECT_THAT(timeline(), ElementsAre("2021-01-01 new", "2022-01-01 -"));
    expect_sound();
    expect_repairable();
  };
  ImportReport report = import(first);
  EXPECT_EQ(report.found, 3U);
  EXPECT_EQ(report.archived, 3U);
  EXPECT_EQ(report.other_records.at("resource of metadata:"), 1U);
  report = import(second);
  EXPECT_EQ(report.unchanged, 3U);
  EXPECT_EQ(report.archived, 2U);
  expect_whole();
  name_ = "the second file first";
  EXPECT_EQ(import(second).waiting, 3U);
  EXPECT_EQ(import(first, false, true).settled, 3U);
  EXPECT_EQ(import(second).archived, 0U);
  expect_whole();
}

TEST_F(CaptureOrder, ADateAloneNamesAllThatWasSaidInItsSecondWhateverArrivesFirst) {
  const std::string a = page("2020-01-01", "a"), b = page("2020-01-01", "b");
  const std::string later = revisit("2021-01-01", {{"WARC-Refers-To-Target-URI", kUrl}, {"WARC-Refers-To-Date", "2020-01-01"}});
  const std::string after_it = revisit("2022-01-01", {{"WARC-Refers-To-Target-URI", kUrl}, {"WARC-Refers-To-Date", "2021-01-01"}});
  import(a + b + later + after_it);
  const std::vector<std::string> expected = timeline();
  ASSERT_EQ(expected.size(), 6U) << "both, each time";
  std::vector<std::string> records{a, after_it, b, later};
  std::sort(records.begin(), records.end());
  int order = 0;
  do {
    name_ = "order " + std::to_string(order++);
    for (const std::string& record : records) import(record);
    EXPECT_EQ(timeline(), expected) << name_;
    const auto bytes = std::filesystem::file_size(folder() / "izvor-00001.warc.gz");
    EXPECT_EQ(import(after_it + later + b + a).waiting, 0U);
    EXPECT_EQ(std::filesystem::file_size(folder() / "izvor-00001.warc.gz"), bytes);
    expect_sound();
    expect_repairable();
  } while (std::next_permutation(records.begin(), records.end()));
}

TEST_F(CaptureOrder, WhatIsKnownUnderAnotherDigestIsNotWhatARevisitNames) {
  const std::vector<HttpField> of_b{{"WARC-Payload-Digest", "xxh:bbb"}};
  import(page("2020-01-01", "a", {{"WARC-Payload-Digest", "xxh:aaa"}}));
  std::vector<HttpField> refers = of_b;
  refers.emplace_back("WARC-Refers-To-Target-URI", kUrl);
  refers.emplace_back("WARC-Refers-To-Date", "2020-01-01T00:00:00Z");
  EXPECT_EQ(import(revisit("2021-01-01", refers)).waiting, 1U);
  EXPECT_EQ(import(page("2020-01-01", "b", of_b)).settled, 1U);
  EXPECT_THAT(timeline().back(), HasSubstr("2021-01-01 b"));
}

TEST_F(CaptureOrder, ARevisitThatSaysNothingIsSkippedWithThatReason) {
  const ImportReport report = import(page("2020-01-01", "a") + revisit("2021-01-01", {}));
  EXPECT_EQ(report.skipped, 1U);
  EXPECT_THAT(report.examples.at(0).reason, HasSubstr("does not say"));
}

TEST_F(CaptureOrder, ADateInTheFutureIsRefused) {
  const ImportReport report = import(page("2031-01-01", "later") + page("2020", "a"));
  EXPECT_EQ(report.lost, 1U);
  EXPECT_THAT(report.examples.at(0).reason, HasSubstr("future"));
  EXPECT_THAT(timeline(), ElementsAre("2020-01-01 a"));
}

TEST_F(CaptureOrder, WhatIsNotWholeIsTakenOnlyWhenAskedForAndMarked) {
  const std::string url = "https://example.eu/";
  const auto bad = [&](const std::string& name, const std::string& block, const std::vector<HttpField>& more) {
    return foreign_record("response", url + name, "2020-01-01T00:00:00Z", block, more);
  };
  const std::string head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n";
  std::string long_page = "<p>седем";
  for (int i = 0; i < 500; ++i) long_page += std::to_string(i * i) + " ";
  const std::string whole_page = GzipWriter().member(long_page);
  const std::string cut_page = whole_page.substr(0, whole_page.size() / 2);
  const std::string file =
      bad("truncated", html_answer("<p>едно"), {{"WARC-Truncated", "disconnect"}}) +
      bad("segment", html_answer("<p>две"), {{"WARC-Segment-Number", "1"}}) +
      bad("short", head + "Content-Length: 500\r\n\r\n<p>три", {}) +
      bad("digest", html_answer("<p>четири"), {{"WARC-Payload-Digest", "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ"}}) +
      bad("block", html_answer("<p>пет"), {{"WARC-Block-Digest", "sha256:" + std::string(64, '0')}}) +
      bad("chunks", head + "Transfer-Encoding: chunked\r\n\r\n7\r\n<p>ше\r\nff\r\nст", {}) +
      bad("gzip", head + "Content-Encoding: gzip\r\n\r\n" + cut_page, {}) +
      foreign_record("continuation", url + "segment", "2020-01-01", "ква", {{"WARC-Segment-Number", "2"}}) +
      bad("good", head + "Content-Length: 4\r\n\r\nабв", {{"WARC-Payload-Digest", "sha1:" + std::string(5, 'A')}});
  const ImportReport refused = import(file);
  EXPECT_EQ(refused.archived, 1U);
  EXPECT_EQ(refused.lost, 8U);
  const ImportReport taken = import(file, true);
  EXPECT_EQ(taken.archived, 7U);
  EXPECT_EQ(taken.damaged, 7U);
  EXPECT_EQ(taken.lost, 1U) << "a piece alone is no page";
  EXPECT_EQ(taken.damaged_pages.size(), 7U);
  std::map<std::string, std::string> damage;
  const auto versions = reader().changes_since(0, 99).value();
  for (const PageVersion& version : versions) damage[version.url.substr(url.size())] = version.damage;
  EXPECT_EQ(damage["good"], "");
  EXPECT_THAT(damage["truncated"], HasSubstr("truncated"));
  EXPECT_THAT(damage["short"], HasSubstr("Content-Length"));
  EXPECT_THAT(damage["digest"], HasSubstr("digest"));
  EXPECT_THAT(timeline(url + "chunks"), ElementsAre("2020-01-01 <p>шест")) << "what is there of it";
  EXPECT_THAT(timeline(url + "gzip").at(0), HasSubstr("<p>седем"));
  expect_sound();
  expect_repairable();
}

TEST_F(CaptureOrder, DigestsInEitherWritingAreVerified) {
  const auto record = [](const std::string& name, const std::string& digest) {
    return foreign_record("response", "https://example.eu/" + name, "2020", html_answer("<p>a"),
                          {{"WARC-Payload-Digest", digest}});
  };
  const ImportReport report = import(record("1", "sha1:CFOGPAY55CXZY3KEUHG3V5BKMHMZCX7R") +
                                     record("2", "SHA-1:115C67831DE8AF9C6D44A1CDBAF42A61D9915FF1") +
                                     record("3", "sha1:CFOGPAY55CXZY3KEUHG3V5BKMHMZCX7A") + record("4", "blake:beef"));
  EXPECT_EQ(report.archived, 3U);
  EXPECT_EQ(report.lost, 1U);
}

TEST_F(CaptureOrder, AfterDamageAFileThatIsNotCompressedGoesOnAtTheNextRecord) {
  std::string file;
  std::string lost;
  for (int i = 0; i < 50; ++i) {
    std::string record = foreign_record("response", "https://example.eu/" + std::to_string(i), "2020-01-01T00:00:00Z",
                                        html_answer("<p>страница, която цитира\nWARC/1.0 на свой ред"));
    if (i == 10) record.replace(record.find("Content-Length: "), 16, "Content-Length: 9");
    if (i == 20) record.erase(record.size() / 2, 30);
    if (i == 30) record = std::string(1000, '\0');
    if (i == 10 || i == 20 || i == 30) lost += record;
    file += record;
  }
  const ImportReport report = import(file);
  EXPECT_EQ(report.archived, 47U);
  EXPECT_GE(report.lost, 2U);
  EXPECT_GE(report.lost_bytes, lost.size() - 4);
  EXPECT_LE(report.lost_bytes, lost.size() + 1000);
}

TEST_F(CaptureOrder, AFetchIsNewerThanACaptureOfTheFuture) {
  {
    auto archive = PageArchive::open_for_writing(folder()).value();
    ASSERT_TRUE(archive.store(testing::fetched_page(kUrl, "a", "2030-01-01")));
    ASSERT_TRUE(archive.store(testing::fetched_page(kUrl, "b", "2026-01-01")));
    ASSERT_TRUE(archive.acknowledge());
  }
  EXPECT_EQ(reader().current_versions(0, 9).value().at(0).sequence, 2U);
  EXPECT_THAT(timeline(), ElementsAre("2030-01-01 a", "2030-01-01 b"));
  expect_repairable();
}

TEST_F(CaptureOrder, PagesOfOneFolderAndDateAreInTheOrderInWhichTheyCame) {
  std::filesystem::create_directories(work_.path() / "pages");
  for (const char* body : {"<p>първо", "<p>второ", "<p>трето"}) {
    std::ofstream(work_.path() / "pages" / "a.html") << body;
    auto archive = PageArchive::open_for_writing(folder()).value();
    ImportOptions options{.path = work_.path() / "pages",
                          .base = *Url::parse("https://example.eu/bg"),
                          .date = *parse_rfc3339("2020-01-01"),
                          .now = *parse_rfc3339("2026-01-01"),
                          .stop = {},
                          .progress = {}};
    ASSERT_EQ(import_pages(archive, options).value().archived, 1U);
    ASSERT_EQ(import_pages(archive, options).value().unchanged, 1U);
  }
  EXPECT_THAT(timeline("https://example.eu/bg/a.html"),
              ElementsAre("2020-01-01 <p>първо", "2020-01-01 <p>второ", "2020-01-01 <p>трето"));
}

TEST_F(CaptureOrder, FortyPagesInTwelveOrdersAndTwiceOverAreTheSame) {
  constexpr std::int64_t kBegin = 1'500'000'000, kEnd = 1'700'000'000;
  const MadeHistory history(11, 40, kBegin, kEnd);
  ASSERT_GT(history.ambiguous(), 2U);
  std::string expected;
  for (unsigned order = 0; order < 12; ++order) {
    name_ = "order " + std::to_string(order);
    std::vector<MadeCapture> captures = history.captures();
    std::mt19937 random(order);
    if (order > 0) std::shuffle(captures.begin(), captures.end(), random);
    if (order == 1) std::reverse(captures.begin(), captures.end());
    std::string all;
    std::string part;
    for (std::size_t i = 0; i < captures.size(); ++i) {
      part += captures[i].record;
      all += captures[i].record;
      if (i % 60 != 59) continue;
      import(part);
      part.clear();
    }
    import(part);
    const auto bytes = std::filesystem::file_size(folder() / "izvor-00001.warc.gz");
    EXPECT_EQ(import(all).archived, 0U);
    EXPECT_EQ(std::filesystem::file_size(folder() / "izvor-00001.warc.gz"), bytes) << "the second time writes nothing";
    std::set<std::string> urls;
    for (const MadeCapture& capture : captures) urls.insert(capture.url);
    std::string found;
    for (const std::string& url : urls) {
      for (const std::string& line : timeline(url)) found += url + " " + line + "\n";
    }
    if (order == 0) expected = found;
    EXPECT_EQ(found, expected) << name_;
    std::map<std::string, std::string> current;
    const PageArchive archive = reader();
    const auto versions = archive.current_versions(0, 1000).value();
    for (const PageVersion& version : versions) current[version.url] = archive.read(version).value().body;
    EXPECT_EQ(current, history.pages_at(kEnd)) << name_;
    if (order % 4 == 3) expect_repairable();
    expect_sound();
  }
}

/// The catalogue of before there was a capture order.
void make_old(const std::filesystem::path& catalogue) {
  SQLite::Database database(catalogue.string(), SQLite::OPEN_READWRITE);
  database.exec(
      "DROP INDEX versions_by_capture; DROP TABLE visits; DROP TABLE origins; DROP TABLE waiting;"
      "ALTER TABLE versions DROP COLUMN place; ALTER TABLE versions DROP COLUMN damage;"
      "CREATE INDEX versions_by_page ON versions (page, sequence);"
      "UPDATE pages SET last_sequence = (SELECT max(sequence) FROM versions WHERE versions.page = pages.page);"
      "PRAGMA user_version = 1");
}

TEST_F(CaptureOrder, ACatalogueOfAnOlderProgramIsReadAndBroughtUpToDate) {
  import(page("2024-01-01", "new") + page("2025-01-01", "new") + page("2020-01-01", "old"));
  const std::string before = everything();
  make_old(folder() / "catalogue.sqlite");
  EXPECT_THAT(timeline(), ElementsAre("2020-01-01 old", "2024-01-01 new")) << "a reader does not write";
  EXPECT_EQ(reader().current_versions(0, 9).value().at(0).sequence, 1U);
  { ASSERT_TRUE(PageArchive::open_for_writing(folder())); }
  EXPECT_EQ(everything(), before) << "with the visit of 2025, which the old catalogue did not have";
  import(page("2024-06-01", "between"));
  EXPECT_THAT(timeline(), ElementsAre("2020-01-01 old", "2024-01-01 new", "2024-06-01 between", "2025-01-01 new"));
  expect_sound();
}

}  // namespace
}  // namespace izvor
