// Charset to UTF-8: which encoding a page is in, and the page in UTF-8.
//
// Follows the HTML standard's order (https://html.spec.whatwg.org/#determining-the-character-encoding): byte order mark,
// HTTP label, meta prescan, detection. A label that the bytes contradict is overruled: UTF-8 bytes labelled windows-1251 are
// the commonest fault of old servers. Pure functions; safe from any thread.
#pragma once

#include <string>
#include <string_view>

namespace izvor {

enum class CharsetSource { kByteOrderMark, kHttp, kMeta, kDetected, kDefault };

struct DecodedPage {
  std::string utf8;     ///< Always valid UTF-8, without byte order mark and NULs; what cannot be decoded is U+FFFD.
  std::string charset;  ///< The encoding that was used, as the Encoding standard names it: "UTF-8", "windows-1251".
  CharsetSource source = CharsetSource::kDefault;
  std::string overruled;  ///< The label that the bytes contradict; empty when none does.
};

/// Decodes `body`, and writes out what an HTML parser would read otherwise in XHTML (xhtml.h); `content_type` is the HTTP field as received, may be empty. `prescan_meta` is false for plain text.
[[nodiscard]] DecodedPage decode_page(std::string_view body, std::string_view content_type, bool prescan_meta = true);

}  // namespace izvor
