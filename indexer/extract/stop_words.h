// Stop words as a sign of running text: menus, labels and lists of names have few of them.
//
// For pages whose text is broken into short lines, so that no line reads as a sentence. Bulgarian and English. Pure; safe from
// any thread.
#pragma once

#include <cstddef>
#include <string_view>

namespace izvor {

/// How many words of `text` are stop words.
[[nodiscard]] std::size_t count_stop_words(std::string_view text);

}  // namespace izvor
