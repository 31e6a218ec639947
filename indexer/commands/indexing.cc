#include "indexer/commands/indexing.h"

#include <utility>

#include "crawler/robots/robots_txt.h"
#include "indexer/analysis/open_analyzer.h"

namespace izvor {

Result<Indexing> Indexing::open(const Settings& settings) {
  Result<Analyzer> analyzer = open_analyzer(settings);
  if (!analyzer) return fail(analyzer.error().message);
  return Indexing{settings, *std::move(analyzer)};
}

IndexingWork Indexing::work() const {
  IndexingWork work;
  work.settings = settings.indexer;
  work.product_token = product_token_of(settings.crawler.user_agent);
  work.analyzer = &analyzer;
  return work;
}

std::string summary(const ApplyReport& report) {
  std::string text = std::to_string(report.totals.versions()) + " versions:";
  for (const EntryKind kind : {EntryKind::kNew, EntryKind::kChanged, EntryKind::kUnchanged, EntryKind::kGone,
                               EntryKind::kSkipped, EntryKind::kQuarantined, EntryKind::kPast}) {
    if (kind == EntryKind::kPast && report.totals.of(kind) == 0) continue;
    text += (kind == EntryKind::kNew ? " " : ", ") + std::to_string(report.totals.of(kind)) + " " + std::string(name_of(kind));
  }
  return text + "; " + std::to_string(report.documents) + " pages in the index, archive applied up to version " +
         std::to_string(report.sequence);
}

}  // namespace izvor
