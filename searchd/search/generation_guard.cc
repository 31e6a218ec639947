#include "searchd/search/generation_guard.h"

#include <spawn.h>
#include <spdlog/spdlog.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <utility>

namespace izvor {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::minutes kLookAgain{1};

GenerationGuard::Verdict verdict_of(int state, const std::filesystem::path& database) {
  using enum GenerationGuard::Verdict;
  if (WIFEXITED(state) && WEXITSTATUS(state) == GenerationGuard::kExitSound) return kSound;
  const bool killed = WIFSIGNALED(state) && WTERMSIG(state) != SIGTERM;
  if (killed || (WIFEXITED(state) && WEXITSTATUS(state) == GenerationGuard::kExitDamaged)) {
    spdlog::error("{} is damaged{}; run izvor-indexer rebuild", database.string(),
                  killed ? " (what looked at it died of it)" : "");
    return kDamaged;
  }
  spdlog::warn("{} could not be looked at beforehand; it is opened", database.string());
  return kSound;
}

}  // namespace

GenerationGuard::GenerationGuard(std::vector<std::string> command) : command_(std::move(command)) {}

GenerationGuard::~GenerationGuard() {
  {
    const std::lock_guard lock(mutex_);
    if (process_ > 0) kill(process_, SIGTERM);
  }
  wait();
}

GenerationGuard::Verdict GenerationGuard::of(const Generation& generation) {
  const std::filesystem::path database = generation.database();
  const std::lock_guard lock(mutex_);
  const auto known = looks_.find(database);
  if (known == looks_.end()) {
    begin(database);
    return Verdict::kBusy;
  }
  Look& look = known->second;
  if (look.verdict == Verdict::kDamaged && !look.looking && Clock::now() - look.ended > kLookAgain) begin(database);
  return look.verdict;
}

void GenerationGuard::wait() {
  std::vector<std::thread> threads;
  {
    const std::lock_guard lock(mutex_);
    for (auto& [database, look] : looks_)
      if (look.thread.joinable()) threads.push_back(std::move(look.thread));
  }
  for (std::thread& thread : threads) thread.join();
}

/// What was said before stays said until the new look ends.
void GenerationGuard::begin(const std::filesystem::path& database) {
  Look& next = looks_[database];
  if (next.thread.joinable()) next.thread.join();  // It has said what it saw.
  next.looking = true;
  next.thread = std::thread([this, database] { look(database); });
}

void GenerationGuard::look(const std::filesystem::path& database) {
  const Verdict verdict = ask_process(database);
  const std::lock_guard lock(mutex_);
  Look& done = looks_[database];
  done.verdict = verdict;
  done.ended = Clock::now();
  done.looking = false;
}

GenerationGuard::Verdict GenerationGuard::ask_process(const std::filesystem::path& database) {
  std::vector<std::string> words = command_;
  words.push_back(database.string());
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  pid_t process = -1;
  {
    const std::lock_guard lock(mutex_);
    if (const int failed = posix_spawn(&process, arguments[0], nullptr, nullptr, arguments.data(), environ); failed != 0) {
      spdlog::warn("cannot start {}: {}; {} is opened unseen", words.front(), std::strerror(failed), database.string());
      return Verdict::kSound;
    }
    process_ = process;
  }
  int state = 0;
  while (waitpid(process, &state, 0) < 0 && errno == EINTR) continue;
  {
    const std::lock_guard lock(mutex_);
    process_ = -1;
  }
  return verdict_of(state, database);
}

}  // namespace izvor
