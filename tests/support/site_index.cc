#include "tests/support/site_index.h"

#include "indexer/extract/extract.h"
#include "izvor/url.h"
#include "tests/support/site_folder.h"

namespace izvor::testing {
namespace {

constexpr std::string_view kHost = "digital.example";

void add_page(const std::string& target, const SiteReply& reply, PageIndex& pages) {
  const std::string address = std::string(kHost) + target;
  const auto url = Url::parse("https://" + address);
  if (!url) return;
  const Capture capture{
      .url = *url, .fetched = {}, .fields = {{"Content-Type", reply.content_type}}, .request_head = {}, .body = reply.body};
  if (const auto page = extract_capture(capture)) pages.add(address, *page);
}

}  // namespace

SiteIndex::SiteIndex(const std::filesystem::path& folder) {
  for (const auto& [target, reply] : read_site_folder(folder))
    if (reply.status == 200 && reply.content_type.starts_with("text/html")) add_page(target, reply, pages_);
}

}  // namespace izvor::testing
