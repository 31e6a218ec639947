#include <algorithm>
#include <cstdio>

#include "crawler/archive/cdxj.h"
#include "crawler/commands/commands.h"
#include "izvor/page_archive.h"

namespace izvor {
namespace {

constexpr std::size_t kReadAtOnce = 1000;

int run_cdxj(const Settings& settings) {
  const Result<PageArchive> archive = PageArchive::open_for_reading(settings.archive_directory());
  if (!archive) return report_failure(archive.error());
  std::vector<std::string> lines;
  for (Sequence last = 0;;) {
    const Result<std::vector<PageVersion>> versions = archive->changes_since(last, kReadAtOnce);
    if (!versions) return report_failure(versions.error());
    if (versions->empty()) break;
    for (const PageVersion& version : *versions) {
      last = version.sequence;
      const Result<Url> url = Url::parse(version.url);
      if (url && version.kind == VersionKind::kContent) lines.push_back(cdxj_line(version, *url));
    }
  }
  std::sort(lines.begin(), lines.end());
  for (const std::string& line : lines) std::printf("%s\n", line.c_str());
  return kExitDone;
}

}  // namespace

void add_cdxj(Program& program) {
  program.add("cdxj", "Print an index of the archived versions in CDXJ, for other replay tools").runs(run_cdxj);
}

}  // namespace izvor
