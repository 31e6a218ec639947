#include "tests/support/child_process.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <thread>

namespace izvor::testing {
namespace {

std::string read_whole(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

ChildProcess::ChildProcess(const std::vector<std::string>& arguments) {
  std::vector<std::string> copies = arguments;
  std::vector<char*> pointers;
  for (std::string& argument : copies) pointers.push_back(argument.data());
  pointers.push_back(nullptr);
  const std::string output = folder_.path() / "output";
  const std::string messages = folder_.path() / "messages";
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, messages.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  const int error = posix_spawn(&process_, pointers[0], &actions, nullptr, pointers.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) throw std::runtime_error("cannot start " + arguments[0]);
}

ChildProcess::~ChildProcess() { kill(); }

void ChildProcess::send(int signal) const {
  if (process_ > 0) ::kill(process_, signal);
}

bool ChildProcess::running() {
  if (process_ < 0) return false;
  int state = 0;
  const pid_t ended = waitpid(process_, &state, WNOHANG);
  if (ended != process_) return true;
  status_ = WIFEXITED(state) ? WEXITSTATUS(state) : 128 + WTERMSIG(state);
  process_ = -1;
  return false;
}

void ChildProcess::kill() {
  send(SIGKILL);
  while (running()) pause_between_probes();
}

ProcessResult ChildProcess::wait() {
  if (!eventually([this] { return !running(); })) kill();
  return {.status = status_, .output = output(), .messages = messages()};
}

std::string ChildProcess::output() const { return read_whole(folder_.path() / "output"); }

std::string ChildProcess::messages() const { return read_whole(folder_.path() / "messages"); }

bool ChildProcess::wait_for(std::string_view text) {
  const auto said = [&] { return (output() + messages()).find(text) != std::string::npos; };
  // Whether it runs is asked before what it said, so that its last words count.
  const auto decided = [&] {
    const bool ended = !running();
    return said() || ended;
  };
  return eventually(decided) && said();
}

ProcessResult run_program(const std::vector<std::string>& arguments) { return ChildProcess(arguments).wait(); }

void pause_between_probes() { std::this_thread::sleep_for(std::chrono::milliseconds(2)); }

}  // namespace izvor::testing
