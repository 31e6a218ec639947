// kill -9 at any moment of indexing or rebuilding: the index is clean at once, nothing that was committed is lost, and the
// next start goes on. IZVOR_KILL_LOOPS sets the number of kills (default 4).
#include <fcntl.h>
#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include "tests/indexer/index/index_fixture.h"

extern char** environ;

namespace izvor {
namespace {

int kill_loops() {
  const char* text = std::getenv("IZVOR_KILL_LOOPS");
  return text != nullptr ? std::atoi(text) : 4;
}

class KilledIndexer : public IndexFixture {
 protected:
  KilledIndexer() {
    // Small batches, so that a kill meets many commits.
    std::ofstream(folder_.path() / "izvor.toml") << "[indexer]\ncommit_pages = 10\n";
  }

  /// Adds versions of every sort.
  void write_versions(int count) {
    for (int i = 0; i < count; ++i) {
      const std::string path = "p" + std::to_string(random_() % 200);
      switch (random_() % 8) {
        case 0:
          ASSERT_TRUE(archive().store_gone(url_of(path), UtcTime(std::chrono::seconds(1'700'000'000 + ++clock_)), 410, "410"));
          break;
        case 1:
          put(path, html("Скрита", "Текст " + std::to_string(random_()), "<meta name=robots content=noindex>"));
          break;
        case 2:
          put(path, html("Грешка", std::to_string(random_())), 503);
          break;
        default:
          put(path, html("Страница " + path, "Съюзът подписа споразумение " + std::to_string(random_() % 50)));
      }
    }
    ASSERT_TRUE(archive().acknowledge());
  }

  [[nodiscard]] static pid_t start_program(const std::string& program, std::vector<std::string> words) {
    words.insert(words.begin(), program);
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    pid_t child = 0;
    EXPECT_EQ(posix_spawn(&child, program.c_str(), &actions, nullptr, arguments.data(), environ), 0);
    posix_spawn_file_actions_destroy(&actions);
    return child;
  }

  [[nodiscard]] pid_t start(const std::vector<std::string>& subcommand) const {
    std::vector<std::string> words{"--config", (folder_.path() / "izvor.toml").string(), "--data", folder_.path().string()};
    words.insert(words.end(), subcommand.begin(), subcommand.end());
    return start_program(IZVOR_INDEXER, words);
  }

  /// Lets the command run to its end; its exit status.
  static int status_of(pid_t child) {
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

  static int finish_program(const std::string& program, const std::vector<std::string>& words) {
    return status_of(start_program(program, words));
  }

  int finish(const std::vector<std::string>& subcommand) { return status_of(start(subcommand)); }

  /// Kills the command at a random moment; false when it had ended before, and then the next kill comes sooner.
  bool kill_within(const std::vector<std::string>& subcommand, unsigned& most_microseconds) {
    const pid_t child = start(subcommand);
    // The one wait of these tests that is not for something: the moment is the point.
    usleep(static_cast<useconds_t>(random_() % most_microseconds));
    kill(child, SIGKILL);
    int status = 0;
    waitpid(child, &status, 0);
    if (WIFSIGNALED(status)) return true;
    most_microseconds = std::max(1'000U, most_microseconds / 4 * 3);
    return false;
  }

  /// How long an undisturbed run of the command takes, so that kills fall into all of it.
  unsigned microseconds_of(const std::vector<std::string>& subcommand) {
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_EQ(finish(subcommand), 0);
    const auto took = std::chrono::steady_clock::now() - begin;
    return static_cast<unsigned>(std::chrono::duration_cast<std::chrono::microseconds>(took).count());
  }

  std::mt19937 random_{20240613};  // NOLINT(cert-msc51-cpp): the same kills every time.
};

TEST_F(KilledIndexer, RunLosesNothingAndGoesOn) {
  write_versions(100);
  unsigned took = microseconds_of({"run", "--once"});
  Sequence before = open().sequence;
  for (int killed = 0; killed < kill_loops();) {
    write_versions(100);
    if (kill_within({"run", "--once"}, took)) ++killed;
    ASSERT_EQ(trouble(), "") << "after kill " << killed;
    ASSERT_GE(open().sequence, before) << "what was committed is there";
    before = open().sequence;
  }
  ASSERT_EQ(finish({"run", "--once"}), 0);
  EXPECT_EQ(open().sequence, archive().last_sequence().value());
  EXPECT_EQ(trouble(), "");
}

TEST_F(KilledIndexer, RebuildLeavesTheLiveIndexAndGoesOn) {
  write_versions(300);
  ASSERT_EQ(finish({"run", "--once"}), 0);
  unsigned took = microseconds_of({"rebuild"});
  for (int killed = 0; killed < kill_loops();) {
    if (kill_within({"rebuild"}, took)) ++killed;
    ASSERT_EQ(trouble(), "") << "after kill " << killed;
  }
  ASSERT_EQ(finish({"rebuild"}), 0);
  EXPECT_EQ(open().sequence, archive().last_sequence().value());
  EXPECT_EQ(trouble(), "");
}

TEST_F(KilledIndexer, AFullDiskIsSaidAndLosesNothing) {
  write_versions(60);
  ASSERT_EQ(finish({"run", "--once"}), 0);
  const Sequence before = open().sequence;
  write_versions(300);
  // No file may grow beyond so many blocks: writes fail as on a full disk. The first limits are too small for anything.
  int failed = 0;
  for (const char* blocks : {"8", "64", "256", "400", "600", "800"}) {
    const std::string limited = std::string("trap '' XFSZ; ulimit -f ") + blocks + "; exec \"$0\" \"$@\" 2>/dev/null";
    const int status =
        finish_program("/bin/sh", {"-c", limited, IZVOR_INDEXER, "--config", (folder_.path() / "izvor.toml").string(), "--data",
                                   folder_.path().string(), "run", "--once"});
    ASSERT_TRUE(status == 0 || status == 1) << status;
    failed += status;
    // No false success: done means all of it.
    if (status == 0) {
      EXPECT_EQ(open().sequence, archive().last_sequence().value());
    }
    ASSERT_EQ(trouble(), "") << "at " << blocks << " blocks";
    ASSERT_GE(open().sequence, before);
  }
  EXPECT_GT(failed, 0);
  ASSERT_EQ(finish({"run", "--once"}), 0);
  EXPECT_EQ(open().sequence, archive().last_sequence().value());
  EXPECT_EQ(trouble(), "");
}

}  // namespace
}  // namespace izvor
