// The language of a page: what it declares, and what its text is in. Pure; safe from any thread.
#pragma once

#include <string>
#include <string_view>

namespace izvor {

/// The primary subtag of a BCP 47 tag in lower case ("bg" of "bg-BG"); empty when it is none.
[[nodiscard]] std::string primary_language(std::string_view tag);

/// The language that `text` is in, by CLD2; `declared` where the text is too short or too mixed to tell. CLD2 is weak on a few
/// words: for pages only, never for queries.
[[nodiscard]] std::string detect_language(std::string_view text, std::string_view declared);

}  // namespace izvor
