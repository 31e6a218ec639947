#include "searchd/versions/version_reader.h"

#include <exception>
#include <string>

#include "indexer/extract/extract.h"

namespace izvor {
namespace {

VersionText without_text(std::string reason) { return {.title = {}, .text = {}, .missing = std::move(reason)}; }

}  // namespace

Result<void> VersionReader::open() {
  if (archive_) return {};
  auto opened = PageArchive::open_for_reading(directory_);
  if (!opened) return fail(opened.error().message);
  archive_.emplace(std::move(*opened));
  return {};
}

Result<std::vector<PageVersion>> VersionReader::versions_of(const PageId& page) {
  if (auto opened = open(); !opened) return fail(opened.error().message);
  auto versions = archive_->versions_of(page);
  if (!versions) archive_.reset();
  return versions;
}

Result<VersionText> VersionReader::text_of(const PageVersion& version) {
  if (version.kind == VersionKind::kGone) return without_text("the page is gone");
  if (auto opened = open(); !opened) return fail(opened.error().message);
  const auto capture = archive_->read(version);
  if (!capture) return fail(capture.error().message);
  ExtractLimits limits;
  limits.max_text_bytes = max_text_bytes_;
  try {
    auto page = extract_capture(*capture, limits);
    if (!page) return without_text(page.error().message);
    return VersionText{.title = std::move(page->title), .text = std::move(page->text), .missing = {}};
  } catch (const std::exception& error) {
    return without_text(std::string("cannot be understood: ") + error.what());
  }
}

}  // namespace izvor
