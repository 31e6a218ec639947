// The indexer as a process of its own, over an archive that grows by versions of every sort, to be killed and starved.
#pragma once

#include <fcntl.h>
#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include "tests/indexer/index/index_fixture.h"

extern char** environ;

namespace izvor {

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
          put(path, html("Страница " + path, "Съюзът подписа споразумение " + std::to_string(random_() % 50) +
                                                 ", виж <a href=\"/bg/p" + std::to_string(random_() % 200) +
                                                 "\">договор за кабел " + std::to_string(random_() % 5) + "</a>."));
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

}  // namespace izvor
