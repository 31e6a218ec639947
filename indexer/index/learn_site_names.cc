#include "indexer/index/learn_site_names.h"

#include <cstddef>
#include <string>
#include <unordered_map>
#include <vector>

#include "indexer/extract/extract.h"

namespace izvor {
namespace {

constexpr std::size_t kTitlesPerSite = 20;
constexpr std::size_t kMostTitles = 2'000;
constexpr std::size_t kVersionsAtOnce = 1024;

}  // namespace

Result<SiteNames> learn_site_names(const PageArchive& archive) {
  SiteNames names;
  std::unordered_map<std::string, std::size_t> of_host;
  std::size_t titles = 0;
  for (Sequence after = 0; titles < kMostTitles;) {
    const Result<std::vector<PageVersion>> versions = archive.current_versions(after, kVersionsAtOnce);
    if (!versions) return fail(versions.error().message);
    if (versions->empty()) break;
    after = versions->back().sequence;
    for (const PageVersion& version : *versions) {
      const Result<Url> url = Url::parse(version.url);
      if (!url || version.status != 200 || of_host[std::string(url->host())] == kTitlesPerSite) continue;
      const Result<Capture> capture = archive.read(version);
      if (!capture) continue;
      const std::string title = title_element_of(*capture);
      if (title.empty()) continue;
      names.add_title(url->host(), title);
      ++of_host[std::string(url->host())];
      if (++titles == kMostTitles) break;
    }
  }
  return names;
}

}  // namespace izvor
