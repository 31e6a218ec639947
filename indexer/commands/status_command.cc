// `izvor-indexer status`: how far the index is, and what was left out and why.
#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <iostream>
#include <memory>

#include "indexer/commands/command.h"
#include "indexer/commands/indexing.h"
#include "indexer/index/index_status.h"

namespace izvor {
namespace {

namespace json = boost::json;

json::object to_json(const IndexStatus& status) {
  json::array versions;
  for (const EntryCount& count : status.counts) {
    versions.push_back({{"kind", name_of(count.kind)}, {"reason", count.reason}, {"versions", count.entries}});
  }
  return {{"generation", status.generation},
          {"documents", status.documents},
          {"sequence", status.sequence},
          {"archive_sequence", status.archive_sequence ? json::value(*status.archive_sequence) : json::value(nullptr)},
          {"committed", status.committed ? json::value(format_rfc3339(*status.committed)) : json::value(nullptr)},
          {"bytes", status.bytes},
          {"versions", std::move(versions)}};
}

void print(const IndexStatus& status, std::ostream& out) {
  out << "generation  " << status.generation << '\n' << "pages       " << status.documents << '\n';
  out << "sequence    " << status.sequence;
  if (!status.archive_sequence) {
    out << " (no archive to compare with)\n";
  } else if (*status.archive_sequence == status.sequence) {
    out << " (all of the archive)\n";
  } else {
    out << " of " << *status.archive_sequence << '\n';
  }
  if (status.committed) out << "committed   " << format_rfc3339(*status.committed) << '\n';
  out << "bytes       " << status.bytes << '\n' << "versions\n";
  for (const EntryCount& count : status.counts) {
    out << "  " << count.entries << ' ' << name_of(count.kind) << (count.reason.empty() ? "" : ": " + count.reason) << '\n';
  }
}

void run(CommandContext& context, bool as_json) {
  const Result<Indexing> indexing = Indexing::open(context);
  if (!indexing) return context.failed(indexing.error().message);
  const Result<IndexStatus> status = read_index_status(indexing->places(), indexing->analyzer.fingerprint());
  if (!status) return context.failed(status.error().message);
  if (as_json) {
    std::cout << json::serialize(to_json(*status)) << '\n';
  } else {
    print(*status, std::cout);
  }
}

}  // namespace

void add_status(CLI::App& program, CommandContext& context) {
  CLI::App* command = program.add_subcommand("status", "How far the index is, and what was left out and why");
  const auto as_json = std::make_shared<bool>(false);
  command->add_flag("--json", *as_json, "One JSON object");
  command->callback([&context, as_json] { run(context, *as_json); });
}

}  // namespace izvor
