// What is left of an archive when a writer dies, or when its files are damaged.
#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <random>

#include "crawler/archive/archive_check.h"
#include "crawler/archive/archive_repair.h"
#include "izvor/page_archive.h"
#include "tests/support/capture_builder.h"
#include "tests/support/temporary_directory.h"

namespace izvor {
namespace {

using testing::fetched_page;
using ::testing::HasSubstr;
using testing::imported_page;
using ::testing::IsEmpty;

constexpr const char* kWarc = "izvor-00001.warc.gz";
constexpr const char* kCrashPage = "https://example.eu/";

std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void write_bytes(const std::filesystem::path& file, std::string_view bytes) { std::ofstream(file, std::ios::binary) << bytes; }

/// Every version with all that is known of it, for comparing.
std::vector<std::string> versions_in(const std::filesystem::path& folder) {
  const PageArchive archive = PageArchive::open_for_reading(folder).value();
  const auto versions = archive.changes_since(0, 100'000).value();
  std::vector<std::string> lines;
  for (const PageVersion& v : versions) {
    lines.push_back(std::to_string(v.sequence) + " " + v.page + " " + v.url + " " + format_rfc3339(v.fetched) + " " +
                    std::to_string(static_cast<int>(v.kind)) + " " + std::to_string(v.status) + " " + v.content_type + " " +
                    v.payload_digest + " " + v.position.file + " " + std::to_string(v.position.offset) + " " +
                    std::to_string(v.position.length));
  }
  return lines;
}

class CrashTest : public ::testing::Test {
 protected:
  [[nodiscard]] std::filesystem::path folder() const { return work_.path() / "archive"; }
  PageArchive open() const { return std::move(PageArchive::open_for_writing(folder()).value()); }

  /// Three acknowledged versions and a revisit; then, in `last_record_`, one more version of which the catalogue does not know.
  void make_archive_with_tail() {
    {
      auto archive = open();
      ASSERT_TRUE(archive.store(fetched_page(kCrashPage, "<p>едно")));
      ASSERT_TRUE(archive.store(fetched_page(kCrashPage, "<p>едно")));
      ASSERT_TRUE(archive.store(imported_page(std::string(kCrashPage) + "2", "<p>две")));
      ASSERT_TRUE(archive.store_gone(*Url::parse(kCrashPage), *parse_rfc3339("2024-04-01"), 410, "410 Gone"));
      ASSERT_TRUE(archive.acknowledge());
    }
    acknowledged_bytes_ = std::filesystem::file_size(folder() / kWarc);
    catalogue_ = bytes_of(folder() / "catalogue.sqlite");
    {
      auto archive = open();
      ASSERT_TRUE(archive.store(imported_page(std::string(kCrashPage) + "3", "<p>три и още малко текст")));
      ASSERT_TRUE(archive.acknowledge());
    }
    warc_ = bytes_of(folder() / kWarc);
  }
  /// Puts the files back as a crash would have left them: the old catalogue beside these WARC bytes.
  void put_back(std::string_view warc) const {
    std::filesystem::remove(folder() / "catalogue.sqlite-wal");
    std::filesystem::remove(folder() / "catalogue.sqlite-shm");
    write_bytes(folder() / "catalogue.sqlite", catalogue_);
    write_bytes(folder() / kWarc, warc);
  }
  void expect_clean(const std::string& what) const {
    const ArchiveCheck check = check_archive(folder()).value();
    EXPECT_THAT(check.damage, IsEmpty()) << what;
    EXPECT_THAT(check.notes, IsEmpty()) << what;
  }
  void expect_repair_changes_nothing(const std::string& what) const {
    const auto before = versions_in(folder());
    ASSERT_TRUE(repair_archive(folder())) << what;
    EXPECT_EQ(versions_in(folder()), before) << what;
    expect_clean(what);
  }

  testing::TemporaryDirectory work_;
  std::uint64_t acknowledged_bytes_ = 0;
  std::string catalogue_, warc_;
};

TEST_F(CrashTest, TailCutAtAnyByteIsCutBackToTheLastWholeRecord) {
  make_archive_with_tail();
  for (std::size_t cut = acknowledged_bytes_; cut <= warc_.size(); ++cut) {
    const std::string what = "cut at " + std::to_string(cut);
    put_back(std::string_view(warc_).substr(0, cut));
    {
      auto archive = open();
      EXPECT_EQ(archive.last_sequence().value(), cut == warc_.size() ? 4U : 3U) << what;
    }
    EXPECT_EQ(std::filesystem::file_size(folder() / kWarc), cut == warc_.size() ? cut : acknowledged_bytes_) << what;
    expect_clean(what);
  }
  expect_repair_changes_nothing("whole");
}

TEST_F(CrashTest, BitFlippedAnywhereInAnUnacknowledgedTailLosesAtMostThatRecord) {
  make_archive_with_tail();
  for (std::size_t at = acknowledged_bytes_; at < warc_.size(); ++at) {
    const std::string what = "flipped at " + std::to_string(at);
    std::string damaged = warc_;
    damaged[at] = static_cast<char>(damaged[at] ^ (1 << (at % 8)));
    put_back(damaged);
    {
      auto archive = open();
      const Sequence last = archive.last_sequence().value();
      ASSERT_GE(last, 3U) << what;
      // Some bytes of a gzip head mean nothing: the record is then whole.
      if (last == 4U) {
        EXPECT_TRUE(archive.read(archive.changes_since(3, 1).value().at(0))) << what;
      }
    }
    expect_clean(what);
  }
}

TEST_F(CrashTest, BitFlippedAnywhereInAnAcknowledgedRecordIsFoundAndTheRestRepaired) {
  make_archive_with_tail();
  const auto whole = versions_in(folder());
  for (std::size_t at = acknowledged_bytes_; at < warc_.size(); at += 3) {
    const std::string what = "flipped at " + std::to_string(at);
    std::filesystem::remove_all(folder());
    {
      // The same again, so that the catalogue knows all of it.
      std::filesystem::create_directories(folder());
      put_back(warc_);
      auto archive = open();
    }
    std::string damaged = warc_;
    damaged[at] = static_cast<char>(damaged[at] ^ (1 << (at % 8)));
    write_bytes(folder() / kWarc, damaged);
    const ArchiveCheck check = check_archive(folder()).value();
    const PageArchive reader = PageArchive::open_for_reading(folder()).value();
    const bool readable = reader.read(reader.changes_since(3, 1).value().at(0)).has_value();
    EXPECT_EQ(check.damage.empty(), readable) << what;
    if (!readable) {
      EXPECT_THAT(check.damage, ::testing::Contains(HasSubstr("version 4 of https://example.eu/3"))) << what;
    }
    ASSERT_TRUE(repair_archive(folder())) << what;
    const auto repaired = versions_in(folder());
    EXPECT_EQ(repaired, std::vector(whole.begin(), whole.begin() + (readable ? 4 : 3))) << what;
    expect_clean(what);
  }
}

TEST_F(CrashTest, DamageBeforeTheTailIsNotCutButReported) {
  make_archive_with_tail();
  std::string damaged = warc_ + warc_.substr(acknowledged_bytes_);
  damaged[acknowledged_bytes_ + 30] ^= 1;
  put_back(damaged);
  const auto archive = PageArchive::open_for_writing(folder());
  ASSERT_FALSE(archive) << "a whole record follows: this is no torn end";
  EXPECT_THAT(archive.error().message, HasSubstr("izvor-crawler repair"));
  EXPECT_EQ(bytes_of(folder() / kWarc), damaged);
}

TEST_F(CrashTest, DamagedRecordInTheMiddleIsKeptAsideByRepair) {
  make_archive_with_tail();
  std::string damaged = warc_;
  const PageVersion second = PageArchive::open_for_reading(folder()).value().changes_since(1, 1).value().at(0);
  damaged[second.position.offset + second.position.length / 2] ^= 1;
  write_bytes(folder() / kWarc, damaged);
  EXPECT_FALSE(check_archive(folder()).value().damage.empty());
  const ArchiveRepair repair = repair_archive(folder()).value();
  EXPECT_EQ(repair.lost_records, 1U);
  EXPECT_EQ(repair.versions, 3U);
  EXPECT_EQ(bytes_of(folder() / (std::string(kWarc) + ".damaged")), damaged);
  expect_clean("after repair");
  EXPECT_EQ(open().store(fetched_page(kCrashPage, "<p>пак")).value().sequence, 5U);
}

TEST_F(CrashTest, ShorterFileThanTheCatalogueKnowsIsRefused) {
  make_archive_with_tail();
  write_bytes(folder() / kWarc, std::string_view(warc_).substr(0, warc_.size() - 1));
  EXPECT_FALSE(PageArchive::open_for_writing(folder()));
  EXPECT_FALSE(check_archive(folder()).value().damage.empty());
  const ArchiveRepair repair = repair_archive(folder()).value();
  EXPECT_THAT(repair.notes, ::testing::Contains(HasSubstr("izvor-indexer rebuild"))) << "number 4 will be given again";
  expect_clean("after repair");
}

TEST_F(CrashTest, LostCatalogueIsMadeAnewAndTheFrontiersTablesSurviveARepair) {
  make_archive_with_tail();
  const auto before = versions_in(folder());
  {
    auto archive = open();
    archive.catalogue().exec("CREATE TABLE frontier (url TEXT); INSERT INTO frontier VALUES ('kept')");
    ASSERT_TRUE(archive.acknowledge());
  }
  expect_repair_changes_nothing("with a whole catalogue");
  EXPECT_EQ(open().catalogue().execAndGet("SELECT count(*) FROM frontier").getInt(), 1);
  write_bytes(folder() / "catalogue.sqlite", "this is no database at all, only some words that stand in its place");
  EXPECT_FALSE(PageArchive::open_for_writing(folder()));
  ASSERT_TRUE(repair_archive(folder()));
  EXPECT_EQ(versions_in(folder()), before);
  std::filesystem::remove(folder() / "catalogue.sqlite");
  { auto archive = open(); }
  EXPECT_EQ(versions_in(folder()), before) << "a removed catalogue is the same as a repair";
}

TEST_F(CrashTest, CheckFindsRowsThatDoNotFit) {
  make_archive_with_tail();
  {
    auto archive = open();
    archive.catalogue().exec("UPDATE versions SET content_type = 'text/plain' WHERE sequence = 1");
    archive.catalogue().exec("DELETE FROM versions WHERE sequence = 2");
    ASSERT_TRUE(archive.acknowledge());
  }
  const auto damage = check_archive(folder()).value().damage;
  EXPECT_THAT(damage, ::testing::Contains(HasSubstr("differ in its type")));
  EXPECT_THAT(damage, ::testing::Contains(HasSubstr("is not in the catalogue")));
}

TEST_F(CrashTest, RepairIsRefusedWhileAnotherProcessWrites) {
  auto archive = open();
  const auto repair = repair_archive(folder());
  ASSERT_FALSE(repair);
  EXPECT_THAT(repair.error().message, HasSubstr("in use by"));
}

TEST_F(CrashTest, FullDiskCutsTheRecordOffAgainAndTheWriterStops) {
  {
    auto archive = open();
    ASSERT_TRUE(archive.store(fetched_page(kCrashPage, "<p>едно")));
    ASSERT_TRUE(archive.acknowledge());
  }
  const std::uint64_t before = std::filesystem::file_size(folder() / kWarc);
  const pid_t child = fork();
  if (child == 0) {
    // A limit on the size of files fails a write as a full disk does: after a part of it.
    std::signal(SIGXFSZ, SIG_IGN);
    auto archive = open();
    const rlimit limit{.rlim_cur = before + 100, .rlim_max = before + 100};
    if (setrlimit(RLIMIT_FSIZE, &limit) != 0) _exit(2);
    const bool first = archive.store(fetched_page(kCrashPage, "<p>две")).has_value();
    const bool second = archive.store(imported_page(kCrashPage, "x")).has_value();
    _exit(first || second || archive.acknowledge() ? 1 : 0);
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  EXPECT_EQ(std::filesystem::file_size(folder() / kWarc), before);
  EXPECT_EQ(open().store(fetched_page(kCrashPage, "<p>две")).value().sequence, 2U);
}

/// Stores and acknowledges until it is killed; tells each acknowledged number.
[[noreturn]] void write_until_killed(const std::filesystem::path& folder, int to_parent, unsigned seed) {
  std::minstd_rand random(seed);
  auto archive = PageArchive::open_for_writing(folder, {.warc_file_bytes = 20'000, .writer = "child"}).value();
  for (;;) {
    for (auto i = random() % 4; i > 0; --i) {
      const std::string url = kCrashPage + std::to_string(random() % 20);
      if (random() % 10 == 0) {
        if (!archive.store_gone(*Url::parse(url), *parse_rfc3339("2024-04-01"), 404, "gone")) _exit(1);
      } else {
        if (!archive.store(fetched_page(url, "<p>" + std::string(random() % 5000, 'x') + std::to_string(random() % 3))))
          _exit(1);
      }
    }
    const Sequence last = archive.last_sequence().value();
    if (!archive.acknowledge()) _exit(1);
    if (write(to_parent, &last, sizeof last) != sizeof last) _exit(1);
  }
}

TEST_F(CrashTest, KilledWriterLosesNothingThatWasAcknowledged) {
  std::minstd_rand random(7);
  for (unsigned round = 0; round < 15; ++round) {
    int pipe_ends[2];
    ASSERT_EQ(pipe(pipe_ends), 0);
    const pid_t child = fork();
    if (child == 0) write_until_killed(folder(), pipe_ends[1], round + 1);
    close(pipe_ends[1]);
    Sequence acknowledged = 0;
    for (auto i = 1 + random() % 20; i > 0; --i) {
      ASSERT_EQ(read(pipe_ends[0], &acknowledged, sizeof acknowledged), static_cast<ssize_t>(sizeof acknowledged));
    }
    ASSERT_EQ(kill(child, SIGKILL), 0);
    ASSERT_EQ(waitpid(child, nullptr, 0), child);
    for (Sequence next = 0; read(pipe_ends[0], &next, sizeof next) == static_cast<ssize_t>(sizeof next);) acknowledged = next;
    close(pipe_ends[0]);
    {
      auto archive = open();
      EXPECT_GE(archive.last_sequence().value(), acknowledged);
    }
    expect_clean("round " + std::to_string(round));
    expect_repair_changes_nothing("round " + std::to_string(round));
  }
  const auto versions = versions_in(folder());
  for (std::size_t i = 0; i < versions.size(); ++i) EXPECT_TRUE(versions[i].starts_with(std::to_string(i + 1) + " "));
}

}  // namespace
}  // namespace izvor
