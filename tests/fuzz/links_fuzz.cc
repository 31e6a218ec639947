// Links of a page on any bytes, and the addresses that come of them: tracking parameters dropped, traps told apart.
#include "crawler/html/charset.h"
#include "crawler/links/page_links.h"
#include "crawler/scope/tracking.h"
#include "crawler/scope/trap_count.h"
#include "tests/fuzz/fuzz_check.h"

namespace izvor::fuzz {
namespace {

void examine_address(const Url& url) {
  const Url bare = without_tracking(url);
  demand(without_tracking(bare) == bare, "what is dropped is dropped at once");
  demand(Url::parse(bare.str()).value() == bare, "an address without tracking is a normal address");
  static_cast<void>(TrapCount::pattern_of(bare));
}

}  // namespace
}  // namespace izvor::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using izvor::fuzz::demand;
  const izvor::DecodedPage page = izvor::decode_page(izvor::fuzz::view(bytes, size), "text/html");
  demand(izvor::fuzz::is_utf8(page.utf8), "a page is UTF-8");
  static const izvor::Url base = izvor::Url::parse("https://example.eu/bg/policies/x?page=1").value();
  const izvor::LinkLimits limits{.max_links = 20, .max_feeds = 3};
  const izvor::PageLinks links = izvor::links_of(page.utf8, {.page = base, .product_token = "Izvor", .charset = page.charset}, limits);
  demand(links.follow.size() <= limits.max_links && links.feeds.size() <= limits.max_feeds, "links are bounded");
  demand(!links.directives.nofollow || links.follow.empty(), "nofollow is obeyed");
  demand(links.text_digest != 0, "a page has a digest");
  for (const izvor::Url& link : links.follow) izvor::fuzz::examine_address(link);
  return 0;
}
