// `izvor-indexer status`: how far the index is, and what was left out and why.
#include <boost/json.hpp>
#include <iostream>
#include <memory>

#include "indexer/commands/commands.h"
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
          {"notice", status.notice},
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
  out << "bytes       " << status.bytes << '\n';
  if (!status.notice.empty()) out << "notice      " << status.notice << '\n';
  out << "versions\n";
  for (const EntryCount& count : status.counts) {
    out << "  " << count.entries << ' ' << name_of(count.kind) << (count.reason.empty() ? "" : ": " + count.reason) << '\n';
  }
}

int run_status(const Settings& settings, bool as_json) {
  const Result<Indexing> indexing = Indexing::open(settings);
  if (!indexing) return report_failure(indexing.error());
  const Result<IndexStatus> status = read_index_status(indexing->places(), indexing->analyzer.fingerprint());
  if (!status) return report_failure(status.error());
  if (as_json) {
    std::cout << json::serialize(to_json(*status)) << '\n';
  } else {
    print(*status, std::cout);
  }
  return kExitDone;
}

}  // namespace

void add_status(Program& program) {
  const auto as_json = std::make_shared<bool>(false);
  program.add("status", "How far the index is, and what was left out and why")
      .flag("--json", *as_json, "One JSON object")
      .runs([as_json](const Settings& settings) { return run_status(settings, *as_json); });
}

}  // namespace izvor
