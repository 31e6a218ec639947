#include <cstdio>
#include <memory>

#include "crawler/archive/importer.h"
#include "crawler/commands/commands.h"
#include "crawler/platform/progress.h"
#include "crawler/platform/stop_signal.h"
#include "izvor/clock.h"

namespace izvor {
namespace {

struct ImportArguments {
  std::string path, base, date;
  bool mirror = false;
  bool damaged = false;
};

Result<ImportOptions> options_of(const ImportArguments& arguments, const Settings& settings) {
  ImportOptions options;
  options.path = arguments.path;
  options.mirror = arguments.mirror;
  options.damaged = arguments.damaged;
  options.now = SystemClock().now();
  options.max_page_bytes = settings.crawler.max_page_bytes;
  if (!arguments.base.empty()) {
    auto base = Url::parse(arguments.base);
    if (!base) return tl::make_unexpected(base.error());
    if (!base->query().empty()) return fail("the base address " + base->str() + " has a query; file names cannot follow that");
    options.base = *base;
  }
  if (!arguments.date.empty()) {
    const auto date = parse_rfc3339(arguments.date);
    if (!date) return tl::make_unexpected(date.error());
    options.date = *date;
  }
  return options;
}

unsigned long long number(std::uint64_t value) { return value; }

/// What was not imported and why, in words.
void print_skipped(const ImportReport& report) {
  for (const SkippedPage& skipped : report.examples) {
    std::fprintf(stderr, "skipped %s: %s\n", skipped.address.c_str(), skipped.reason.c_str());
  }
  if (report.skipped > report.examples.size()) {
    std::fprintf(stderr, "and %llu more; by reason:\n", number(report.skipped - report.examples.size()));
    for (const auto& [reason, pages] : report.reasons) std::fprintf(stderr, "  %llu: %s\n", number(pages), reason.c_str());
  }
  if (report.other_files > 0) {
    std::fprintf(stderr, "not looked at: %llu files that are neither .html nor .txt\n", number(report.other_files));
  }
  if (report.lost_bytes > 0) std::fprintf(stderr, "passed over %llu bytes after damage\n", number(report.lost_bytes));
}

/// What was imported and is not as usual.
void print_oddities(const ImportReport& report) {
  for (const SkippedPage& page : report.damaged_pages) {
    std::fprintf(stderr, "imported damaged %s: %s\n", page.address.c_str(), page.reason.c_str());
  }
  if (report.damaged > report.damaged_pages.size()) {
    std::fprintf(stderr, "and %llu more damaged ones\n", number(report.damaged - report.damaged_pages.size()));
  }
  if (report.in_past > 0) {
    std::fprintf(stderr, "%llu captures are older than what the archive has of their pages: added to the past\n",
                 number(report.in_past));
  }
  if (report.waiting > 0) {
    std::fprintf(stderr, "%llu revisits repeat records that have not been imported yet; they wait for them\n",
                 number(report.waiting));
  }
  if (report.settled > 0) std::fprintf(stderr, "%llu revisits that had waited were imported\n", number(report.settled));
  if (!report.mirror_refused.empty()) {
    std::fprintf(stderr, "no page was taken for gone, because %s\n", report.mirror_refused.c_str());
  }
}

void print_report(const ImportReport& report) {
  print_skipped(report);
  print_oddities(report);
  if (report.records > 0) {
    std::string others;
    std::uint64_t count = 0;
    for (const auto& [type, records] : report.other_records) {
      others += (others.empty() ? " (" : ", ") + type + " " + std::to_string(records);
      count += records;
    }
    std::printf("read %llu records = pages %llu + others %llu%s\n", number(report.records), number(report.records - count),
                number(count), others.empty() ? "" : (others + ")").c_str());
  }
  const std::string waiting = report.waiting > 0 ? " + waiting " + std::to_string(report.waiting) : std::string();
  std::printf("found %llu = archived %llu + unchanged %llu%s + skipped %llu; gone %llu\n", number(report.found),
              number(report.archived), number(report.unchanged), waiting.c_str(), number(report.skipped), number(report.gone));
}

int run_import(const ImportArguments& arguments, const Settings& settings) {
  auto options = options_of(arguments, settings);
  if (!options) return report_failure(options.error());
  if (const auto usable = check_options(*options); !usable) return report_failure(usable.error());
  const StopSignal stop;
  ProgressLine progress("import");
  options->stop = [&stop] { return stop.requested(); };
  options->progress = [&progress](std::uint64_t done, std::uint64_t total) { progress.update(done, total); };
  constexpr std::uint64_t kMegabyte = 1'000'000;
  auto archive = PageArchive::open_for_writing(
      settings.archive_directory(),
      {.warc_file_bytes = settings.crawler.warc_file_megabytes * kMegabyte, .writer = "izvor-crawler import"});
  if (!archive) return report_failure(archive.error());
  const auto report = import_pages(*archive, *options);
  progress.clear();
  if (!report) return report_failure(report.error());
  print_report(*report);
  if (report->stopped) return report_failure({"stopped before the end; the same command goes on"});
  if (report->found == 0) return report_failure({"there is no page in " + arguments.path});
  if (report->lost > 0) {
    return report_failure({std::to_string(report->lost) + " pages were lost, as told above" +
                           (options->damaged ? "" : "; --damaged takes those that are not whole")});
  }
  return report->mirror_refused.empty() ? kExitDone : kExitFailed;
}

}  // namespace

void add_import(Program& program) {
  const auto arguments = std::make_shared<ImportArguments>();
  program.add("import", "Archive the pages of a folder or of a WARC file, without the network")
      .positional("PATH", arguments->path, "Folder of .html and .txt files, or one such file, or a .warc or .warc.gz file")
      .option("--base-url", arguments->base,
              "Address of the folder: a file's path is appended to it (a WARC file's records have their own)", "URL")
      .option("--date", arguments->date, "Date of the versions, 2024-03-26 or 2024-03-26T09:00:00Z (default: now)", "TIME")
      .flag("--damaged", arguments->damaged,
            "Take records of a WARC file that are truncated, segments, shorter than declared or without their digest, too")
      .flag("--mirror", arguments->mirror, "The folder is the whole site: pages under the base that it lacks are gone")
      .runs([arguments](const Settings& settings) { return run_import(*arguments, settings); });
}

}  // namespace izvor
