// A write or fsync that fails, whichever it is: nothing that was committed is lost, nothing is said to be done that is not, and
// the next start goes on. IZVOR_FAULT_CALLS sets how many of the first calls are tried (default 18, spread over 230; at
// the 222nd of a rebuild Xapian 1.4.22 terminates).
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "tests/faults/killed_indexer.h"

namespace izvor {
namespace {

struct Calls {
  int most = 230;
  int step = 13;
};

Calls calls_to_try() {
  const char* text = std::getenv("IZVOR_FAULT_CALLS");
  return text != nullptr ? Calls{std::atoi(text), 1} : Calls{};
}

class StarvedIndexer : public KilledIndexer {
 protected:
  /// An index that is behind its archive; each try begins with a copy of it.
  void SetUp() override {
    write_versions(60);
    ASSERT_EQ(finish({"run", "--once"}), 0);
    before_ = open().sequence;
    write_versions(60);
    archive_.reset();
    std::filesystem::copy(folder_.path() / "index", saved(), std::filesystem::copy_options::recursive);
  }

  [[nodiscard]] std::filesystem::path saved() const { return folder_.path() / "saved"; }

  void restore() const {
    std::filesystem::remove_all(folder_.path() / "index");
    std::filesystem::copy(saved(), folder_.path() / "index", std::filesystem::copy_options::recursive);
  }

  /// Runs the indexer with the call failing; whether there were so many calls.
  bool fail_at(int call, bool for_good, const std::string& subcommand, int& status) const {
    const std::filesystem::path mark = folder_.path() / "failed";
    std::filesystem::remove(mark);
    const std::string environment = "LD_PRELOAD=" IZVOR_FAILING_WRITES " IZVOR_FAIL_AT=" + std::to_string(call) +
                                    (for_good ? " IZVOR_FAIL_FOR_GOOD=1" : "") + " IZVOR_FAIL_MARK=" + mark.string();
    const std::string line = environment + " exec \"$0\" \"$@\" " + subcommand + " 2>/dev/null";
    status = finish_program("/bin/sh", {"-c", line, IZVOR_INDEXER, "--config", (folder_.path() / "izvor.toml").string(),
                                        "--data", folder_.path().string()});
    return std::filesystem::exists(mark);
  }

  void try_all(const std::string& subcommand) {
    const Calls calls = calls_to_try();
    int failed = 0;
    for (int call = 1; call <= calls.most; call += calls.step) {
      for (const bool for_good : {false, true}) {
        restore();
        int status = 0;
        const bool reached = fail_at(call, for_good, subcommand, status);
        ASSERT_TRUE(status == 0 || status == 1) << "call " << call << ": " << status;
        failed += status;
        ASSERT_EQ(trouble(), "") << "after call " << call << (for_good ? " and all behind it" : "");
        ASSERT_GE(open().sequence, before_);
        if (status == 0) {
          ASSERT_EQ(open().sequence, archive().last_sequence().value()) << "a false success, call " << call;
        }
        archive_.reset();
        ASSERT_EQ(finish({"run", "--once"}), 0) << "after call " << call;
        ASSERT_EQ(open().sequence, archive().last_sequence().value());
        archive_.reset();
        if (!reached) {
          RecordProperty("calls", call);
          EXPECT_GT(failed, 0);
          return;
        }
      }
    }
    EXPECT_GT(failed, 0);
  }

  Sequence before_ = 0;
};

TEST_F(StarvedIndexer, RunLosesNothingAndSaysSo) { try_all("run --once"); }

TEST_F(StarvedIndexer, RebuildLosesNothingAndSaysSo) { try_all("rebuild"); }

}  // namespace
}  // namespace izvor
