// What a body is by its first bytes, whatever its label says: downloads that scripts serve as text/html are none of our pages.
//
// Pure; safe from any thread.
#pragma once

#include <string_view>

namespace izvor {

/// "a PDF", "a JPEG image", "binary data": what begins like this is no page; empty for text. Magic numbers after the MIME
/// Sniffing standard (https://mimesniff.spec.whatwg.org/), and NULs where the encoding is not UTF-16.
[[nodiscard]] std::string_view binary_kind_of(std::string_view body);

/// A label that servers also put on HTML: none, XML, or "some bytes". `media_type`: without parameters.
[[nodiscard]] bool is_vague_type(std::string_view media_type);

/// Whether it begins with a doctype or an element of HTML's own.
[[nodiscard]] bool begins_like_html(std::string_view body);

}  // namespace izvor
