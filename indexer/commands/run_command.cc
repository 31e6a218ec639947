// `izvor-indexer run`: brings the index up to the archive and, unless --once, follows it.
#include <spdlog/spdlog.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "crawler/platform/progress.h"
#include "crawler/platform/stop_signal.h"
#include "indexer/commands/command.h"
#include "indexer/commands/indexing.h"

namespace izvor {
namespace {

void run(CommandContext& context, bool once) {
  const Result<Indexing> indexing = Indexing::open(context);
  if (!indexing) return context.failed(indexing.error().message);
  const StopSignal stop;
  IndexingWork work = indexing->work();
  work.stop = &stop;
  ProgressLine progress("index");
  // Who follows has no end to count towards.
  if (once) work.progress = [&progress](std::uint64_t done, std::uint64_t total) { progress.update(done, total); };
  const Result<ApplyReport> report = apply_feed(indexing->places(), work, !once);
  progress.clear();
  if (!report) return context.failed(report.error().message);
  std::cerr << "izvor-indexer: " << summary(*report) << '\n';
}

}  // namespace

void add_run(CLI::App& program, CommandContext& context) {
  CLI::App* command = program.add_subcommand("run", "Bring the index up to the archive and follow it");
  const auto once = std::make_shared<bool>(false);
  command->add_flag("--once", *once, "Apply what the archive has, say what became of it, and end");
  command->footer(
      "Versions are applied in the archive's order, each exactly once, whatever is interrupted when. What was skipped, and\n"
      "why, stays in the index's journal: `izvor-indexer status`. Ends on SIGTERM or Ctrl-C, with everything written.");
  command->callback([&context, once] { run(context, *once); });
}

}  // namespace izvor
