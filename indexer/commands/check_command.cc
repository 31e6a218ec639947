// `izvor-indexer check`: whether the index says what the archive says.
#include <CLI/CLI.hpp>
#include <iostream>

#include "indexer/commands/command.h"
#include "indexer/commands/indexing.h"
#include "indexer/index/index_check.h"

namespace izvor {
namespace {

void run(CommandContext& context) {
  const Result<Indexing> indexing = Indexing::open(context);
  if (!indexing) return context.failed(indexing.error().message);
  const Result<CheckReport> report = check_index(indexing->places(), indexing->analyzer.fingerprint());
  if (!report) return context.failed(report.error().message);
  for (const std::string& problem : report->problems) std::cout << problem << '\n';
  if (report->more_problems != 0) std::cout << "and " << report->more_problems << " more\n";
  if (!report->clean()) return context.failed("the index does not fit its archive; run `izvor-indexer rebuild`");
  std::cerr << "izvor-indexer: clean: " << report->pages << " pages, archive applied up to version " << report->sequence
            << " of " << report->archive_sequence << '\n';
}

}  // namespace

void add_check(CLI::App& program, CommandContext& context) {
  CLI::App* command = program.add_subcommand("check", "Compare the index with the archive");
  command->footer(
      "Every page of the archive is there once and no other, its text is the one that was indexed, every version has its row\n"
      "in the journal, and the database is sound. What is wrong goes to standard output, one line each, and the exit status\n"
      "is 1.");
  command->callback([&context] { run(context); });
}

}  // namespace izvor
