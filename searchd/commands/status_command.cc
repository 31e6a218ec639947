#include <boost/json.hpp>
#include <iostream>
#include <memory>
#include <optional>

#include "indexer/analysis/open_analyzer.h"
#include "izvor/page_archive.h"
#include "searchd/commands/commands.h"
#include "searchd/search/searcher.h"

namespace izvor {
namespace {

/// None when there is no archive to ask.
std::optional<Sequence> last_of_archive(const Settings& settings) {
  const auto archive = PageArchive::open_for_reading(settings.archive_directory());
  if (!archive) return std::nullopt;
  const auto last = archive->last_sequence();
  return last ? std::optional(*last) : std::nullopt;
}

void print_json(const IndexState& index, std::optional<Sequence> archived) {
  boost::json::object out{{"ready", index.ready}, {"pages", index.pages}, {"sequence", index.sequence}};
  if (archived) out["archive_sequence"] = *archived;
  if (!index.ready) out["problem"] = index.problem;
  std::cout << boost::json::serialize(out) << '\n';
}

void print_words(const IndexState& index, std::optional<Sequence> archived) {
  std::cout << "index     " << (index.ready ? "ready" : "not ready: " + index.problem) << '\n'
            << "pages     " << index.pages << '\n'
            << "sequence  " << index.sequence;
  if (archived && *archived > index.sequence) std::cout << " (" << *archived - index.sequence << " behind the archive)";
  if (!archived) std::cout << " (no archive to compare with)";
  std::cout << '\n';
}

int status(const Settings& settings, bool as_json) {
  const auto analyzer = open_analyzer(settings);
  if (!analyzer) return report_failure(analyzer.error());
  const IndexState index = Searcher(settings, *analyzer).state();
  const auto archived = last_of_archive(settings);
  as_json ? print_json(index, archived) : print_words(index, archived);
  return index.ready ? kExitDone : kExitFailed;
}

}  // namespace

void add_status(Program& program) {
  const auto as_json = std::make_shared<bool>(false);
  program.add("status", "Say whether the index can be searched and how far it is behind the archive")
      .flag("--json", *as_json, "Print one JSON object")
      .teaches("Exit status: 0 when the index can be searched, 1 when it cannot.")
      .runs([as_json](const Settings& settings) { return status(settings, *as_json); });
}

}  // namespace izvor
