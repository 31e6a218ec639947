#include <cstdio>

#include "crawler/archive/archive_repair.h"
#include "crawler/commands/commands.h"
#include "crawler/platform/progress.h"

namespace izvor {
namespace {

int run_repair(const Settings& settings) {
  ProgressLine progress("repair (files)");
  const auto report = repair_archive(settings.archive_directory(),
                                     [&progress](std::uint64_t done, std::uint64_t total) { progress.update(done, total); });
  progress.clear();
  if (!report) return report_failure(report.error());
  for (const std::string& note : report->notes) std::fprintf(stderr, "note: %s\n", note.c_str());
  const auto number = [](std::uint64_t value) { return static_cast<unsigned long long>(value); };
  std::printf("records %llu, versions %llu, lost records %llu\n", number(report->records), number(report->versions),
              number(report->lost_records));
  return kExitDone;
}

}  // namespace

void add_repair(Program& program) { program.add("repair", "Make the catalogue anew from the WARC files").runs(run_repair); }

}  // namespace izvor
