// Keyboard layouts: what a Bulgarian word looks like when it was typed with the wrong layout on.
//
// Three layouts are in use: BDS (the state standard, on typewriters too), the traditional and the new phonetic one. Tables
// follow BDS 5237:1978 and BDS 5237:2006 as Windows and XKB have them. Each key is one letter, so a reading is certain, only
// its layout is not. Pure; safe from any thread.
#pragma once

#include <string>
#include <string_view>

namespace izvor {

enum class KeyboardLayout { kBds, kTraditionalPhonetic, kNewPhonetic };

/// What the keys give under the layout: "[rb,flr" → "цифрови"; keys without a letter stay as they are. Lower case.
[[nodiscard]] std::string typed_under(KeyboardLayout layout, std::string_view keys);

/// The other way round, for Latin words typed with a Bulgarian layout on: "жази" → "gdpr" (BDS). Other characters stay.
[[nodiscard]] std::string keys_of(KeyboardLayout layout, std::string_view cyrillic);

}  // namespace izvor
