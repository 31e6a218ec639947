#include "indexer/index/timeline.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace izvor {
namespace {

bool found_before(const VersionFinding& a, const VersionFinding& b) {
  return std::tie(a.fetched, a.rank, a.sequence) < std::tie(b.fetched, b.rank, b.sequence);
}

}  // namespace

Timeline timeline_of(const std::vector<VersionFinding>& findings) {
  Timeline timeline;
  const VersionFinding* before = nullptr;
  for (const VersionFinding& finding : findings) {
    const bool repeats = before != nullptr && before->state == finding.state;
    before = &finding;
    if (repeats || finding.asks == Asks::kKeep) continue;
    std::optional<ShownText>& live = timeline.live;
    const bool same = live && finding.asks == Asks::kShow && live->text_digest == finding.text_digest;
    if (live && !same) timeline.past.push_back({live->since, live->valid_from, finding.fetched});
    if (finding.asks == Asks::kRemove) {
      live.reset();
    } else if (same) {
      live->shown = finding.sequence;
    } else {
      live = ShownText{finding.sequence, finding.fetched, finding.sequence, finding.text_digest};
    }
  }
  return timeline;
}

bool add_in_order(std::vector<VersionFinding>& findings, VersionFinding finding) {
  const auto place = std::upper_bound(findings.begin(), findings.end(), finding, found_before);
  const bool last = place == findings.end();
  findings.insert(place, std::move(finding));
  return last;
}

}  // namespace izvor
