// `izvor-indexer check`: whether the index says what the archive says.
#include <iostream>
#include <memory>

#include "indexer/commands/commands.h"
#include "indexer/commands/indexing.h"
#include "indexer/commands/text_quality.h"
#include "indexer/index/index_check.h"

namespace izvor {
namespace {

int run_check(const Settings& settings) {
  const Result<Indexing> indexing = Indexing::open(settings);
  if (!indexing) return report_failure(indexing.error());
  const Result<CheckReport> report = check_index(indexing->places(), indexing->analyzer);
  if (!report) return report_failure(report.error());
  for (const std::string& problem : report->problems) std::cout << problem << '\n';
  if (report->more_problems != 0) std::cout << "and " << report->more_problems << " more\n";
  if (!report->clean()) return report_failure({"the index does not fit its archive; run `izvor-indexer rebuild`"});
  std::cerr << "izvor-indexer: clean: " << report->pages << " pages, archive applied up to version " << report->sequence
            << " of " << report->archive_sequence << '\n';
  return kExitDone;
}

int run_text_quality(const Settings& settings) {
  const Result<Indexing> indexing = Indexing::open(settings);
  if (!indexing) return report_failure(indexing.error());
  const Result<PageArchive> archive = PageArchive::open_for_reading(indexing->places().archive_directory);
  if (!archive) return report_failure(archive.error());
  const Result<TextQualityReport> report = write_text_quality(*archive, indexing->analyzer, std::cout);
  if (!report) return report_failure(report.error());
  if (!std::cout.flush()) return report_failure({"the list could not be written"});
  std::cerr << "izvor-indexer: " << report->to_mend << " of " << report->pages << " pages have something to mend; "
            << report->unreadable << " could not be read\n";
  return kExitDone;
}

}  // namespace

void add_check(Program& program) {
  const auto text_quality = std::make_shared<bool>(false);
  program.add("check", "Compare the index with the archive")
      .flag("--text-quality", *text_quality, "Instead, list what editors should mend in the pages, as CSV")
      .teaches(
          "Every page of the archive is there once and no other, its text is the one that was indexed, every version has its "
          "row\n"
          "in the journal, and the database is sound. What is wrong goes to standard output, one line each, and the exit "
          "status\n"
          "is 1.\n"
          "With --text-quality: one row for each page with glued words, words of mixed script, a wrong or missing lang, or no\n"
          "date; nothing but the archive is read. `izvor-indexer check --text-quality > to-mend.csv`")
      .runs([text_quality](const Settings& settings) {
        return *text_quality ? run_text_quality(settings) : run_check(settings);
      });
}

}  // namespace izvor
