// `izvor-indexer rebuild`: a new generation of the index from the archive, without the network.
#include <CLI/CLI.hpp>
#include <iostream>

#include "crawler/platform/progress.h"
#include "crawler/platform/stop_signal.h"
#include "indexer/commands/command.h"
#include "indexer/commands/indexing.h"
#include "indexer/index/rebuild.h"

namespace izvor {
namespace {

void run(CommandContext& context) {
  const Result<Indexing> indexing = Indexing::open(context);
  if (!indexing) return context.failed(indexing.error().message);
  const StopSignal stop;
  IndexingWork work = indexing->work();
  work.stop = &stop;
  ProgressLine progress("rebuild");
  work.progress = [&progress](std::uint64_t done, std::uint64_t total) { progress.update(done, total); };
  const Result<ApplyReport> report = rebuild(indexing->places(), work);
  progress.clear();
  if (!report) return context.failed(report.error().message);
  std::cerr << "izvor-indexer: " << summary(*report) << '\n';
}

}  // namespace

void add_rebuild(CLI::App& program, CommandContext& context) {
  CLI::App* command = program.add_subcommand("rebuild", "Make the whole index anew from the archive, without the network");
  command->footer(
      "Needed when a new version of Izvor says so, or when the index is damaged. Searches go on in the old index until the\n"
      "new one is whole; the two are exchanged at once. An interrupted rebuild is continued by the next. A running\n"
      "`izvor-indexer run` must be ended before, and started again afterwards.");
  command->callback([&context] { run(context); });
}

}  // namespace izvor
