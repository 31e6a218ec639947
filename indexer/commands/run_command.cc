// `izvor-indexer run`: brings the index up to the archive and, unless --once, follows it.
#include <spdlog/spdlog.h>

#include <iostream>
#include <memory>

#include "crawler/platform/progress.h"
#include "crawler/platform/stop_signal.h"
#include "indexer/commands/commands.h"
#include "indexer/commands/indexing.h"

namespace izvor {
namespace {

int run_feed(const Settings& settings, bool once) {
  const Result<Indexing> indexing = Indexing::open(settings);
  if (!indexing) return report_failure(indexing.error());
  const StopSignal stop;
  IndexingWork work = indexing->work();
  work.stop = &stop;
  ProgressLine progress("index");
  // Who follows has no end to count towards.
  if (once) work.progress = [&progress](std::uint64_t done, std::uint64_t total) { progress.update(done, total); };
  const Result<ApplyReport> report = apply_feed(indexing->places(), work, !once);
  progress.clear();
  if (!report) return report_failure(report.error());
  std::cerr << "izvor-indexer: " << summary(*report) << '\n';
  return kExitDone;
}

}  // namespace

void add_run(Program& program) {
  const auto once = std::make_shared<bool>(false);
  program.add("run", "Bring the index up to the archive and follow it")
      .flag("--once", *once, "Apply what the archive has, say what became of it, and end")
      .teaches(
          "Versions are applied in the archive's order, each exactly once, whatever is interrupted when. What was skipped, "
          "and\n"
          "why, stays in the index's journal: `izvor-indexer status`. Ends on SIGTERM or Ctrl-C, with everything written.")
      .runs([once](const Settings& settings) { return run_feed(settings, *once); });
}

}  // namespace izvor
