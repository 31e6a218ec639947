// `izvor-indexer rebuild`: a new generation of the index from the archive, without the network.
#include <iostream>

#include "crawler/platform/progress.h"
#include "crawler/platform/stop_signal.h"
#include "indexer/commands/commands.h"
#include "indexer/commands/indexing.h"
#include "indexer/index/rebuild.h"

namespace izvor {
namespace {

int run_rebuild(const Settings& settings) {
  const Result<Indexing> indexing = Indexing::open(settings);
  if (!indexing) return report_failure(indexing.error());
  const StopSignal stop;
  IndexingWork work = indexing->work();
  work.stop = &stop;
  ProgressLine progress("rebuild");
  work.progress = [&progress](std::uint64_t done, std::uint64_t total) { progress.update(done, total); };
  const Result<ApplyReport> report = rebuild(indexing->places(), work);
  progress.clear();
  if (!report) return report_failure(report.error());
  std::cerr << "izvor-indexer: " << summary(*report) << '\n';
  return kExitDone;
}

}  // namespace

void add_rebuild(Program& program) {
  program.add("rebuild", "Make the whole index anew from the archive, without the network")
      .teaches(
          "Needed when a new version of Izvor says so, or when the index is damaged. Searches go on in the old index until "
          "the\n"
          "new one is whole; the two are exchanged at once. An interrupted rebuild is continued by the next. A running\n"
          "`izvor-indexer run` of the same version may go on: it follows into the new index.")
      .runs(run_rebuild);
}

}  // namespace izvor
