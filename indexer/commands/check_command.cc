// `izvor-indexer check`: whether the index says what the archive says.
#include <iostream>

#include "indexer/commands/commands.h"
#include "indexer/commands/indexing.h"
#include "indexer/index/index_check.h"

namespace izvor {
namespace {

int run(const Settings& settings) {
  const Result<Indexing> indexing = Indexing::open(settings);
  if (!indexing) return report_failure(indexing.error());
  const Result<CheckReport> report = check_index(indexing->places(), indexing->analyzer.fingerprint());
  if (!report) return report_failure(report.error());
  for (const std::string& problem : report->problems) std::cout << problem << '\n';
  if (report->more_problems != 0) std::cout << "and " << report->more_problems << " more\n";
  if (!report->clean()) return report_failure({"the index does not fit its archive; run `izvor-indexer rebuild`"});
  std::cerr << "izvor-indexer: clean: " << report->pages << " pages, archive applied up to version " << report->sequence
            << " of " << report->archive_sequence << '\n';
  return kExitDone;
}

}  // namespace

void add_check(Program& program) {
  program.add("check", "Compare the index with the archive")
      .teaches(
          "Every page of the archive is there once and no other, its text is the one that was indexed, every version has its "
          "row\n"
          "in the journal, and the database is sound. What is wrong goes to standard output, one line each, and the exit "
          "status\n"
          "is 1.")
      .runs(run);
}

}  // namespace izvor
