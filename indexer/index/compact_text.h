// Compact text: UTF-8 with every Cyrillic letter from А to я in one byte, for what an index stores a million times.
//
// Bulgarian terms are half as long in it, and text that is then compressed becomes a quarter smaller than as UTF-8. A lead byte
// of UTF-8 is never between 80 and BF, so these 64 bytes, where a character begins, stand for the 64 letters U+0410 to U+044F;
// all other characters stay as they are. FF marks a byte that is no UTF-8, so that any bytes come back as they were. Order is
// kept among Bulgarian words, and a beginning of a word stays one. Pure functions; safe from any thread.
#pragma once

#include <string>
#include <string_view>

namespace izvor {

/// Appends `utf8` in compact form.
void append_compact(std::string& out, std::string_view utf8);
/// Appends the UTF-8 of `compact`; what no append_compact made gives some text, and never reads past the end.
void append_expanded(std::string& out, std::string_view compact);

}  // namespace izvor
