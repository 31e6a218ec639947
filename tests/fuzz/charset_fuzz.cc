// Any bytes under any label become valid UTF-8. The first line of the input is the Content-Type.
#include "crawler/html/charset.h"
#include "crawler/html/encoding_label.h"
#include "tests/fuzz/fuzz_check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace izvor;
  const std::string_view input = fuzz::view(bytes, size);
  const std::size_t line = input.substr(0, 100).find('\n');
  const std::string_view content_type = line == std::string_view::npos ? std::string_view() : input.substr(0, line);
  const DecodedPage page = decode_page(line == std::string_view::npos ? input : input.substr(line + 1), content_type);
  fuzz::demand(fuzz::is_utf8(page.utf8), "decoded pages are valid UTF-8");
  fuzz::demand(page.utf8.find('\0') == std::string::npos, "decoded pages hold no NUL");
  fuzz::demand(encoding_of_label(page.charset) == page.charset || page.charset == "Big5-HKSCS", "the charset has a label");
  return 0;
}
