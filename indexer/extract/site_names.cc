#include "indexer/extract/site_names.h"

#include <array>
#include <cstddef>

#include "crawler/platform/ascii.h"
#include "indexer/extract/folded.h"

namespace izvor {
namespace {

constexpr std::array<std::string_view, 9> kSeparators{" | ", " - ", " – ", " — ", " :: ", " » ", " · ", " • ", " / "};

}  // namespace

std::vector<std::string> title_parts(std::string_view title) {
  std::vector<std::string> parts;
  while (!title.empty()) {
    std::size_t cut = std::string_view::npos;
    std::size_t width = 0;
    for (const std::string_view separator : kSeparators) {
      if (const std::size_t at = title.find(separator); at < cut) {
        cut = at;
        width = separator.size();
      }
    }
    if (cut > 0) parts.emplace_back(ascii::trim(title.substr(0, cut)));
    if (cut == std::string_view::npos) break;
    title.remove_prefix(cut + width);
  }
  return parts;
}

void SiteNames::add_title(std::string_view host, std::string_view title) {
  Titles& titles = hosts_.try_emplace(std::string(host)).first->second;
  if (!titles.seen.emplace(title).second) return;
  std::set<std::string> keys;
  for (const std::string& part : title_parts(title)) keys.insert(letters_and_digits(part));
  for (const std::string& key : keys) ++titles.with_part[key];
}

bool SiteNames::knows(std::string_view host) const {
  const auto titles = hosts_.find(host);
  return titles != hosts_.end() && titles->second.seen.size() >= kLeastTitles;
}

bool SiteNames::is_name(std::string_view host, std::string_view part) const {
  const auto titles = hosts_.find(host);
  if (titles == hosts_.end() || titles->second.seen.size() < kLeastTitles) return false;
  const auto with_part = titles->second.with_part.find(letters_and_digits(part));
  return with_part != titles->second.with_part.end() && with_part->second * 2 >= titles->second.seen.size();
}

}  // namespace izvor
