// Any bytes make a page whose parts fit together.
#include <algorithm>
#include <string>

#include "indexer/extract/extract.h"
#include "tests/fuzz/fuzz_check.h"

namespace {

using namespace izvor;

bool begins_character(const std::string& text, std::size_t at) {
  return at <= text.size() && (at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U);
}

void check(const ExtractedPage& page) {
  fuzz::demand(fuzz::is_utf8(page.text) && fuzz::is_utf8(page.title) && fuzz::is_utf8(page.description),
               "texts are valid UTF-8");
  fuzz::demand(page.text.empty() || page.text.back() == '\n', "text ends in a newline");
  fuzz::demand(page.title.find('\n') == std::string::npos, "a title is one line");
  fuzz::demand(std::is_sorted(page.inline_borders.begin(), page.inline_borders.end()), "borders ascend");
  for (const InlineBorder border : page.inline_borders) {
    fuzz::demand(border > 0 && border < page.text.size() && begins_character(page.text, border),
                 "borders lie between characters");
  }
  for (const Heading& heading : page.headings) {
    fuzz::demand(heading.offset < page.text.size() && begins_character(page.text, heading.offset), "headings lie in the text");
    fuzz::demand(heading.level >= 1 && heading.level <= 6, "headings have a level");
  }
  fuzz::demand(!page.extractor.empty(), "the rung has a name");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  ExtractLimits limits;
  limits.html.arena_bytes = std::size_t{4} << 20U;
  limits.html.deadline = std::chrono::seconds(20);  // Sanitizers are slow; time itself is tested elsewhere.
  limits.max_text_bytes = 20'000;
  const Capture capture{.url = Url::parse("https://example.eu/bg/policies/x").value(),
                        .fetched = {},
                        .fields = {{"Content-Type", "text/html"}},
                        .request_head = {},
                        .body = std::string(fuzz::view(bytes, size))};
  const auto page = extract_capture(capture, limits);
  fuzz::demand(page.has_value(), "HTML is always a page");
  check(*page);
  return 0;
}
