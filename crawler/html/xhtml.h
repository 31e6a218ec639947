// XHTML for an HTML parser: what XML reads differently is written out.
//
// In XHTML <title/> and <script src="x"/> are empty elements and <![CDATA[…]]> is text. To an HTML parser the first two swallow
// the page, and the third is a comment. Pure; safe from any thread.
#pragma once

#include <string>
#include <string_view>

namespace izvor {

/// Whether a Content-Type says that the page is XHTML.
[[nodiscard]] bool is_xhtml(std::string_view content_type);

/// The same page with an end tag behind each empty element that HTML does not know as one, and CDATA outside scripts and styles
/// as escaped text. Linear; a page without either stays as it is.
[[nodiscard]] std::string xhtml_as_html(std::string_view xhtml);

}  // namespace izvor
