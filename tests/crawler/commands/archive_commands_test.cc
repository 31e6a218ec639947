// import, ping, url, verify and repair of izvor-crawler as a user runs them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <fstream>
#include <random>
#include <thread>

#include "crawler/pings/ping_queue.h"
#include "izvor/page_archive.h"
#include "tests/support/child_process.h"
#include "tests/support/temporary_directory.h"

namespace izvor {
namespace {

using testing::ChildProcess;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::ProcessResult;

class ArchiveCommandsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::create_directories(pages());
    std::ofstream(folder_.path() / "izvor.toml") << "[crawler]\nmax_page_bytes = 100000\n[[site]]\nname = "
                                                     "\"example\"\nseeds = [\"https://example.eu/\"]\n";
  }
  [[nodiscard]] std::filesystem::path pages() const { return folder_.path() / "pages"; }
  [[nodiscard]] std::filesystem::path archive_folder() const { return folder_.path() / "data" / "archive"; }
  void write_page(const std::string& name, const std::string& body) const { std::ofstream(pages() / name) << body; }
  void write_pages(int count) const {
    for (int i = 0; i < count; ++i) write_page(std::to_string(i) + ".html", "<p>" + std::to_string(i));
  }
  // Few and hard to compress, so that an import is under way for a while.
  void write_slow_pages(int count) const {
    std::minstd_rand random(1);
    for (int i = 0; i < count; ++i) {
      std::string body = "<p>";
      while (body.size() < 60'000) body += std::to_string(random());
      write_page(std::to_string(i) + ".html", body);
    }
  }
  [[nodiscard]] std::vector<std::string> command(std::vector<std::string> words) const {
    words.insert(words.begin(), IZVOR_CRAWLER_PROGRAM);
    words.insert(words.end(), {"--config", folder_.path() / "izvor.toml", "--data", folder_.path() / "data"});
    return words;
  }
  [[nodiscard]] ProcessResult run(const std::vector<std::string>& words) const { return testing::run_program(command(words)); }
  [[nodiscard]] std::vector<std::string> import_words() const {
    return {"import", pages(), "--base-url", "https://example.eu/bg/"};
  }

  testing::TemporaryDirectory folder_;
};

TEST_F(ArchiveCommandsTest, ImportEndsWithALineThatAddsUp) {
  write_pages(3);
  write_page("empty.html", "");
  write_page("large.html", std::string(100'001, 'x'));
  const ProcessResult first = run(import_words());
  EXPECT_EQ(first.status, 0) << first.messages;
  EXPECT_EQ(first.output, "found 5 = archived 3 + unchanged 0 + skipped 2; gone 0\n");
  EXPECT_THAT(first.messages, HasSubstr("skipped https://example.eu/bg/empty.html: it is empty"));
  EXPECT_EQ(run(import_words()).output, "found 5 = archived 0 + unchanged 3 + skipped 2; gone 0\n");
}

TEST_F(ArchiveCommandsTest, ImportWithADateAndAsMirror) {
  write_pages(2);
  auto words = import_words();
  words.insert(words.end(), {"--date", "2024-03-26"});
  EXPECT_EQ(run(words).status, 0);
  std::filesystem::remove(pages() / "1.html");
  words = import_words();
  words.emplace_back("--mirror");
  EXPECT_EQ(run(words).output, "found 1 = archived 0 + unchanged 1 + skipped 0; gone 1\n");
  const PageArchive archive = PageArchive::open_for_reading(archive_folder()).value();
  EXPECT_EQ(format_rfc3339(archive.changes_since(0, 1).value().at(0).fetched), "2024-03-26T00:00:00Z");
}

TEST_F(ArchiveCommandsTest, WrongUseIsTwoAndAFailureIsOne) {
  EXPECT_EQ(run({"import"}).status, 2);
  EXPECT_EQ(run({"url", "https://example.eu/"}).status, 2);
  for (const std::vector<std::string>& words :
       std::vector<std::vector<std::string>>{{"import", folder_.path() / "none", "--base-url", "https://example.eu/"},
                                             {"import", pages(), "--base-url", "example.eu"},
                                             {"import", pages()},
                                             {"import", pages(), "--base-url", "https://example.eu/", "--date", "yesterday"},
                                             {"verify"},
                                             {"repair"},
                                             {"ping", "ftp://example.eu/"},
                                             {"url", "https://example.eu/", "mailto:a@b.eu"},
                                             {"import", pages(), "--base-url", "https://example.eu/"}}) {
    const ProcessResult result = run(words);
    EXPECT_EQ(result.status, 1) << words[0];
    EXPECT_THAT(result.messages, HasSubstr("izvor-crawler: ")) << words[0];
  }
}

TEST_F(ArchiveCommandsTest, UrlPrintsTheNormalisedAddress) {
  EXPECT_EQ(run({"url", "HTTPS://Example.EU:443/bg/a?b#c", "../новини"}).output,
            "https://example.eu/%D0%BD%D0%BE%D0%B2%D0%B8%D0%BD%D0%B8\n");
  EXPECT_EQ(run({"url", "https://example.eu/bg/a", ""}).output, "https://example.eu/bg/a\n");
}

TEST_F(ArchiveCommandsTest, SecondWriterIsRefusedByNameAndPingsAreAccepted) {
  const auto held = PageArchive::open_for_writing(archive_folder(), {.writer = "izvor-crawler run"}).value();
  write_pages(1);
  for (const auto& words : {import_words(), std::vector<std::string>{"repair"}}) {
    const ProcessResult refused = run(words);
    EXPECT_EQ(refused.status, 1);
    EXPECT_THAT(refused.messages, HasSubstr("in use by izvor-crawler run (process "));
  }
  EXPECT_EQ(run({"ping", "https://example.eu/a", "https://example.eu/b"}).status, 0);
  EXPECT_EQ(PingQueue::open(archive_folder()).value().waiting().value(), 2U);
}

TEST_F(ArchiveCommandsTest, APingOfAForeignHostIsRefusedAndTheOthersAreKept) {
  const ProcessResult mixed = run({"ping", "https://elsewhere.eu/", "https://example.eu/a"});
  EXPECT_EQ(mixed.status, 1);
  EXPECT_THAT(mixed.messages, HasSubstr("refused https://elsewhere.eu/: outside every configured site"));
  EXPECT_THAT(mixed.output, HasSubstr("accepted 1, of which 1 were not waiting already"));
}

TEST_F(ArchiveCommandsTest, VerifyNamesTheDamagedRecordAndRepairMakesItCleanAgain) {
  write_pages(3);
  ASSERT_EQ(run(import_words()).status, 0);
  EXPECT_EQ(run({"verify"}).status, 0);
  const PageVersion second = PageArchive::open_for_reading(archive_folder()).value().changes_since(1, 1).value().at(0);
  {
    std::fstream file(archive_folder() / second.position.file, std::ios::in | std::ios::out | std::ios::binary);
    const auto middle = static_cast<std::streamoff>(second.position.offset + second.position.length / 2);
    file.seekg(middle);
    const int byte = file.get();
    file.seekp(middle);
    file.put(static_cast<char>(byte ^ 1));
  }
  const ProcessResult damaged = run({"verify"});
  EXPECT_EQ(damaged.status, 1);
  EXPECT_THAT(damaged.output, HasSubstr("damage: version 2 of " + second.url));
  EXPECT_EQ(run({"repair"}).output, "records 3, versions 2, lost records 1\n");
  EXPECT_EQ(run({"verify"}).status, 0);
}

TEST_F(ArchiveCommandsTest, KilledImportGoesOnAndLosesNothing) {
  write_slow_pages(300);
  std::uint64_t bytes = 0;
  for (int round = 0; round < 5; ++round) {
    ChildProcess import(command(import_words()));
    // Killed as soon as it has written a little more than the one before.
    const auto warc = archive_folder() / "izvor-00001.warc.gz";
    std::error_code ignored;
    const std::uint64_t goal = bytes + 100'000;
    while (!std::filesystem::exists(warc, ignored) || std::filesystem::file_size(warc, ignored) < goal)
      std::this_thread::yield();
    import.send(SIGKILL);
    import.wait();
    bytes = std::filesystem::file_size(warc, ignored);
  }
  const ProcessResult last = run(import_words());
  EXPECT_EQ(last.status, 0) << last.messages;
  EXPECT_THAT(last.output, HasSubstr("found 300"));
  const ProcessResult verified = run({"verify"});
  EXPECT_EQ(verified.status, 0) << verified.output;
  EXPECT_THAT(verified.output, HasSubstr("versions 300 "));
}

TEST_F(ArchiveCommandsTest, StopSignalEndsAnImportInOrder) {
  write_slow_pages(300);
  ChildProcess import(command(import_words()));
  const auto warc = archive_folder() / "izvor-00001.warc.gz";
  std::error_code ignored;
  while (!std::filesystem::exists(warc, ignored) || std::filesystem::file_size(warc, ignored) == 0) std::this_thread::yield();
  import.send(SIGTERM);
  const ProcessResult result = import.wait();
  EXPECT_EQ(result.status, 1);
  EXPECT_THAT(result.messages, HasSubstr("stopped before the end"));
  EXPECT_THAT(result.output, HasSubstr("found "));
  EXPECT_EQ(run({"verify"}).messages, "") << "everything that was stored is in the catalogue";
}

}  // namespace
}  // namespace izvor
