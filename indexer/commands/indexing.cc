#include "indexer/commands/indexing.h"

#include <spdlog/spdlog.h>

#include <utility>

namespace izvor {

Result<Indexing> Indexing::open(const CommandContext& context) {
  Result<Settings> settings = context.settings();
  if (!settings) return fail(settings.error().message);
  spdlog::set_level(spdlog::level::from_str(settings->log_level));
  const std::filesystem::path& table = settings->analysis.lemma_table;
  Result<Analyzer> analyzer = Analyzer::open(table.empty() ? default_lemma_table() : table);
  if (!analyzer) return fail(analyzer.error().message);
  return Indexing{*std::move(settings), *std::move(analyzer)};
}

IndexingWork Indexing::work() const {
  IndexingWork work;
  work.settings = settings.indexer;
  work.analyzer = &analyzer;
  return work;
}

std::string summary(const ApplyReport& report) {
  std::string text = std::to_string(report.totals.versions()) + " versions:";
  for (const EntryKind kind : {EntryKind::kNew, EntryKind::kChanged, EntryKind::kUnchanged, EntryKind::kGone,
                               EntryKind::kSkipped, EntryKind::kQuarantined}) {
    text += (kind == EntryKind::kNew ? " " : ", ") + std::to_string(report.totals.of(kind)) + " " + std::string(name_of(kind));
  }
  return text + "; " + std::to_string(report.documents) + " pages in the index, archive applied up to version " +
         std::to_string(report.sequence);
}

}  // namespace izvor
