#include "indexer/index/effective_versions.h"

#include <algorithm>
#include <unordered_map>

#include "indexer/index/prepared_page.h"

namespace izvor {
namespace {

constexpr std::size_t kVersionsAtOnce = 4096;

}  // namespace

Result<std::vector<bool>> effective_versions(const PageArchive& archive, Sequence up_to) {
  std::unordered_map<PageId, Sequence> shown;
  for (Sequence after = 0; after < up_to;) {
    const Result<std::vector<PageVersion>> versions = archive.changes_since(after, kVersionsAtOnce);
    if (!versions) return fail(versions.error().message);
    if (versions->empty()) break;
    for (const PageVersion& version : *versions) {
      if (version.sequence > up_to || !decides(version)) continue;
      if (version.kind == VersionKind::kGone) {
        shown.erase(version.page);
      } else {
        shown[version.page] = version.sequence;
      }
    }
    after = versions->back().sequence;
  }
  std::vector<bool> effective(up_to + 1, false);
  for (const auto& [page, sequence] : shown) effective[sequence] = true;
  return effective;
}

}  // namespace izvor
