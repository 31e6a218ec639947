// Any bytes are parsed or refused within the bounds, and what is parsed can be walked.
#include "crawler/html/bare_text.h"
#include "crawler/html/walk.h"
#include "izvor/html_document.h"
#include "tests/fuzz/fuzz_check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace izvor;
  const std::string_view input = fuzz::view(bytes, size);
  HtmlLimits limits;
  limits.arena_bytes = std::size_t{4} << 20U;
  limits.max_depth = 64;
  limits.max_attributes = 20;
  limits.deadline = std::chrono::seconds(20);  // Sanitizers are slow; time itself is tested elsewhere.
  if (const auto document = HtmlDocument::parse(input, limits)) {
    std::size_t open = 0;
    std::size_t nodes = 0;
    walk(
        document->root(),
        [&](const GumboNode&) {
          ++open;
          ++nodes;
          return true;
        },
        [&](const GumboNode&) { --open; });
    fuzz::demand(open == 0, "a walk leaves what it enters");
    fuzz::demand(nodes > 0, "a document has nodes");
  }
  const BareText bare = read_bare_text(input, 10'000);
  fuzz::demand(bare.text.size() <= input.size() * 3 + 16, "bare text does not grow");
  return 0;
}
