#include "indexer/index/effective_versions.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "crawler/archive/capture_order.h"
#include "indexer/index/prepared_page.h"

namespace izvor {
namespace {

constexpr std::size_t kVersionsAtOnce = 4096;

/// What decides about one version, in little memory: an archive has millions.
struct Candidate {
  UtcTime fetched;
  std::string rank;
  Sequence sequence = 0;
  std::size_t state = 0;
  bool decides = false;
  bool gone = false;
};

/// The number of the version to show; none.
std::optional<Sequence> shown_of(std::vector<Candidate>& candidates) {
  std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
    return std::tie(a.fetched, a.rank, a.sequence) < std::tie(b.fetched, b.rank, b.sequence);
  });
  std::optional<Sequence> shown;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const Candidate& version = candidates[i];
    const bool repeats = i > 0 && candidates[i - 1].state == version.state;
    if (repeats || !version.decides) continue;
    shown = version.gone ? std::nullopt : std::optional(version.sequence);
  }
  return shown;
}

}  // namespace

Result<std::vector<bool>> effective_versions(const PageArchive& archive, Sequence up_to) {
  std::unordered_map<PageId, std::vector<Candidate>> pages;
  for (Sequence after = 0; after < up_to;) {
    const Result<std::vector<PageVersion>> versions = archive.changes_since(after, kVersionsAtOnce);
    if (!versions) return fail(versions.error().message);
    if (versions->empty()) break;
    for (const PageVersion& version : *versions) {
      if (version.sequence > up_to) continue;
      pages[version.page].push_back({.fetched = version.fetched,
                                     .rank = rank_of(version),
                                     .sequence = version.sequence,
                                     .state = std::hash<std::string>()(state_of(version)),
                                     .decides = decides(version),
                                     .gone = version.kind == VersionKind::kGone});
    }
    after = versions->back().sequence;
  }
  std::vector<bool> effective(up_to + 1, false);
  for (auto& [page, candidates] : pages) {
    if (const std::optional<Sequence> shown = shown_of(candidates)) effective[*shown] = true;
  }
  return effective;
}

}  // namespace izvor
