// Sitemaps and feeds on any bytes: XML, gzip, text, and what is none of them.
#include "crawler/sitemap/feed_time.h"
#include "crawler/sitemap/sitemap.h"
#include "tests/fuzz/fuzz_check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using izvor::fuzz::demand;
  const std::string_view input = izvor::fuzz::view(bytes, size);
  const izvor::SitemapLimits limits{.max_bytes = 100'000, .max_entries = 50, .max_alternates = 50};
  const izvor::Sitemap sitemap = izvor::parse_sitemap(input, limits);
  demand(sitemap.entries.size() <= limits.max_entries, "entries are bounded");
  demand(sitemap.alternates.size() <= limits.max_alternates, "alternates are bounded");
  for (const izvor::SitemapEntry& entry : sitemap.entries) {
    demand(!entry.url.empty() && entry.url.size() <= 4096, "an entry has an address of bounded length");
  }
  static_cast<void>(izvor::parse_w3c_time(input.substr(0, 40)));
  static_cast<void>(izvor::parse_mail_date(input));
  return 0;
}
