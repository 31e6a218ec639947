// CDXJ: an index of the archive for other tools (https://specs.webrecorder.net/cdxj/0.1.0/).
//
// One line for each version with content: the address as a sort key ("eu,example)/bg?x=1"), the time in 14 digits, and a JSON
// object with url, mime, status, digest, length, offset and filename. In order of key and time, byte by byte. Pure.
#pragma once

#include <string>

#include "izvor/page_version.h"
#include "izvor/url.h"

namespace izvor {

/// The address with its host turned around, in lower case: "https://Data.example.eu:8443/A?b" is "eu,example,data:8443)/a?b".
[[nodiscard]] std::string sort_key_of(const Url& url);

/// Without a line end.
[[nodiscard]] std::string cdxj_line(const PageVersion& version, const Url& url);

}  // namespace izvor
