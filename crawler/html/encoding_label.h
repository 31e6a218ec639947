// Encoding labels: the names that pages and servers give to encodings.
//
// After the Encoding standard (https://encoding.spec.whatwg.org/#names-and-labels). Pure functions; safe from any thread.
#pragma once

#include <string_view>

namespace izvor {

/// The standard's name of the encoding that a label means ("latin1" is "windows-1252"), empty for an unknown one. The name is
/// also ICU's converter name.
[[nodiscard]] std::string_view encoding_of_label(std::string_view label);

/// The charset parameter of a Content-Type value, without quotes; empty when there is none.
[[nodiscard]] std::string_view charset_parameter(std::string_view content_type);

/// The encoding that a page's own markup declares in its first 1024 bytes
/// (https://html.spec.whatwg.org/#prescan-a-byte-stream-to-determine-its-encoding), empty when it declares none.
[[nodiscard]] std::string_view encoding_of_meta(std::string_view body);

}  // namespace izvor
