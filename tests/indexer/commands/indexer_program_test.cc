// izvor-indexer as its users call it: exit status, what goes to standard output, what is said.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/json.hpp>
#include <csignal>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "tests/indexer/index/index_fixture.h"

extern char** environ;

namespace izvor {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

struct Outcome {
  int status = 0;
  std::string out;
  std::string said;
};

class IndexerProgram : public IndexFixture {
 protected:
  IndexerProgram() { std::ofstream(folder_.path() / "izvor.toml") << "[indexer]\n"; }

  [[nodiscard]] pid_t start(std::vector<std::string> words) const {
    words.insert(words.begin(), IZVOR_INDEXER);
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    constexpr int kWrite = O_WRONLY | O_CREAT | O_TRUNC;
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, (folder_.path() / "out").c_str(), kWrite, 0600);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, (folder_.path() / "said").c_str(), kWrite, 0600);
    pid_t child = 0;
    EXPECT_EQ(posix_spawn(&child, IZVOR_INDEXER, &actions, nullptr, arguments.data(), environ), 0);
    posix_spawn_file_actions_destroy(&actions);
    return child;
  }

  [[nodiscard]] std::string text_of(const char* name) const {
    std::ifstream file(folder_.path() / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  }

  [[nodiscard]] Outcome outcome_of(pid_t child) const {
    int status = 0;
    waitpid(child, &status, 0);
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, text_of("out"), text_of("said")};
  }

  /// Runs with this test's settings and data, given after the subcommand.
  [[nodiscard]] Outcome call(std::vector<std::string> words) const {
    for (const std::string& word :
         {std::string("--config"), (folder_.path() / "izvor.toml").string(), std::string("--data"), folder_.path().string()}) {
      words.push_back(word);
    }
    return outcome_of(start(words));
  }
};

TEST_F(IndexerProgram, WrongUsageIsTwo) {
  EXPECT_EQ(outcome_of(start({})).status, 2);
  EXPECT_EQ(outcome_of(start({"bogus"})).status, 2);
  EXPECT_EQ(outcome_of(start({"run", "--bogus"})).status, 2);
}

TEST_F(IndexerProgram, HelpTeaches) {
  const Outcome help = outcome_of(start({"--help"}));
  EXPECT_EQ(help.status, 0);
  EXPECT_THAT(help.out, HasSubstr("run --once"));
  EXPECT_EQ(outcome_of(start({"rebuild", "--help"})).status, 0);
}

TEST_F(IndexerProgram, SharedOptionsMayStandBeforeTheSubcommand) {
  archive();
  EXPECT_EQ(outcome_of(start({"--data", folder_.path().string(), "run", "--once"})).status, 0);
}

TEST_F(IndexerProgram, WithoutAnArchiveItSaysSo) {
  const Outcome run = call({"run", "--once"});
  EXPECT_EQ(run.status, 1);
  EXPECT_THAT(run.said, HasSubstr("archive"));
}

TEST_F(IndexerProgram, RunTellsWhatBecameOfEveryVersion) {
  store_page("a", "Страница", "Съюзът подписа споразумение.");
  store("b", html("Скрита", "Текст.", "<meta name=robots content=noindex>"));
  const Outcome run = call({"run", "--once"});
  EXPECT_EQ(run.status, 0);
  EXPECT_THAT(run.said, HasSubstr("2 versions: 1 new, 0 changed, 0 unchanged, 0 gone, 1 skipped, 0 quarantined"));
  EXPECT_THAT(run.out, IsEmpty());
}

TEST_F(IndexerProgram, StatusIsOneJsonObject) {
  store_page("a", "Страница", "Съюзът подписа споразумение.");
  store("b", html("Скрита", "Текст.", "<meta name=robots content=noindex>"));
  ASSERT_EQ(call({"run", "--once"}).status, 0);
  const Outcome status = call({"status", "--json"});
  ASSERT_EQ(status.status, 0);
  const boost::json::object object = boost::json::parse(status.out).as_object();
  EXPECT_EQ(object.at("documents").to_number<int>(), 1);
  EXPECT_EQ(object.at("sequence").to_number<int>(), 2);
  EXPECT_EQ(object.at("archive_sequence").to_number<int>(), 2);
  std::int64_t versions = 0;
  for (const auto& count : object.at("versions").as_array()) versions += count.at("versions").to_number<std::int64_t>();
  EXPECT_EQ(versions, 2);
  EXPECT_THAT(call({"status"}).out, HasSubstr("skipped: noindex"));
}

TEST_F(IndexerProgram, CheckIsOneWhenAPageIsMissing) {
  store_page("a", "Страница", "Съюзът подписа споразумение.");
  ASSERT_EQ(call({"run", "--once"}).status, 0);
  EXPECT_EQ(call({"check"}).status, 0);
  {
    Xapian::WritableDatabase database(open().generation.database().string());
    database.delete_document(schema::boolean_term(schema::kPagePrefix, page_id_of(url_of("a"))));
    database.commit();
  }
  const Outcome check = call({"check"});
  EXPECT_EQ(check.status, 1);
  EXPECT_THAT(check.out, HasSubstr("is live in the journal and not in the index"));
  EXPECT_THAT(check.said, HasSubstr("izvor-indexer rebuild"));
  EXPECT_EQ(call({"rebuild"}).status, 0);
  EXPECT_EQ(call({"check"}).status, 0);
}

TEST_F(IndexerProgram, TextQualityIsCsvForEditors) {
  store_page("a", "Страница", "Съюзът подписа споразумение съсстратегията.");
  store("b", html("Скрита", "съсстратегията", "<meta name=robots content=noindex>"));
  const Outcome check = call({"check", "--text-quality"});
  EXPECT_EQ(check.status, 0);
  EXPECT_THAT(check.out, HasSubstr("https://example.eu/bg/a,Страница,1,със стратегията,,,,,1\r\n"));
  EXPECT_THAT(check.out, ::testing::Not(HasSubstr("/bg/b")));
  EXPECT_THAT(check.said, HasSubstr("1 of 1 pages"));
}

TEST_F(IndexerProgram, TerminationEndsAFollowingRunCleanly) {
  store_page("a", "Страница", "Съюзът подписа споразумение.");
  const pid_t child = start({"run", "--data", folder_.path().string()});
  for (int i = 0; i < 3000 && !(open_index(places().index_directory, built_analyzer().fingerprint()) &&
                                open().database.get_doccount() == 1);
       ++i) {
    usleep(10'000);
  }
  // While it runs, a second one is refused by name.
  std::filesystem::rename(folder_.path() / "said", folder_.path() / "said-by-first");
  const Outcome second = call({"run", "--once"});
  EXPECT_EQ(second.status, 1);
  EXPECT_THAT(second.said, HasSubstr("izvor-indexer run"));
  EXPECT_THAT(second.said, HasSubstr(std::to_string(child)));
  kill(child, SIGTERM);
  EXPECT_EQ(outcome_of(child).status, 0);
  EXPECT_EQ(trouble(), "");
}

}  // namespace
}  // namespace izvor
