// Any bytes that may be an act give an act whose parts fit together, or none.
#include <algorithm>
#include <string>

#include "indexer/extract/extract.h"
#include "tests/fuzz/fuzz_check.h"

namespace {

using namespace izvor;

void check(const ExtractedPage& page, const Act& act) {
  for (const std::string* text : {&act.kind, &act.number, &act.celex, &act.eli, &act.short_name, &page.title, &page.text})
    fuzz::demand(fuzz::is_utf8(*text), "texts are valid UTF-8");
  fuzz::demand(!act.kind.empty() && page.type == "legislation", "an act has a kind");
  fuzz::demand(act.celex.size() <= 20, "a CELEX number is short");
  fuzz::demand(page.title.find('\n') == std::string::npos, "a title is one line");
  fuzz::demand(page.text.empty() || page.text.back() == '\n', "text ends in a newline");
  for (const Heading& heading : page.headings) {
    fuzz::demand(heading.offset < page.text.size() && heading.level >= 1 && heading.level <= 6, "headings lie in the text");
    fuzz::demand(heading.offset == 0 || page.text[heading.offset - 1] == '\n', "headings begin lines");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  ExtractLimits limits;
  limits.html.arena_bytes = std::size_t{4} << 20U;
  limits.html.deadline = std::chrono::seconds(20);  // Sanitizers are slow; time itself is tested elsewhere.
  limits.max_text_bytes = 20'000;
  const Capture capture{.url = Url::parse("https://example.eu/legal-content/BG/TXT/?uri=CELEX:32024R9101").value(),
                        .fetched = {},
                        .fields = {{"Content-Type", "text/html; charset=utf-8"}},
                        .request_head = {},
                        .body = std::string(fuzz::view(bytes, size))};
  const auto page = extract_capture(capture, limits);
  fuzz::demand(page.has_value(), "HTML is always a page");
  if (page->act) check(*page, *page->act);
  return 0;
}
