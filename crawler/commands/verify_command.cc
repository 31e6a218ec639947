#include <cstdio>

#include "crawler/archive/archive_check.h"
#include "crawler/commands/commands.h"
#include "crawler/platform/progress.h"

namespace izvor {
namespace {

int run_verify(const Settings& settings) {
  ProgressLine progress("verify (bytes)");
  const auto report = check_archive(settings.archive_directory(),
                                    [&progress](std::uint64_t done, std::uint64_t total) { progress.update(done, total); });
  progress.clear();
  if (!report) return report_failure(report.error());
  for (const std::string& note : report->notes) std::fprintf(stderr, "note: %s\n", note.c_str());
  for (const std::string& damage : report->damage) std::printf("damage: %s\n", damage.c_str());
  const auto number = [](std::uint64_t value) { return static_cast<unsigned long long>(value); };
  std::printf("files %llu, bytes %llu, records %llu: versions %llu (of which gone %llu), revisits %llu; damage %zu\n",
              number(report->files), number(report->bytes), number(report->records), number(report->versions),
              number(report->gone), number(report->revisits), report->damage.size());
  if (report->damage.empty()) return kExitDone;
  return report_failure({"the archive is damaged; make a copy of it, then run: izvor-crawler repair"});
}

}  // namespace

void add_verify(Program& program) {
  program.add("verify", "Check every record, every digest, and the catalogue").runs(run_verify);
}

}  // namespace izvor
