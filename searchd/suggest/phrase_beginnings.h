// PhraseBeginnings: the phrases in the order of their letters, so that those that go on as somebody types are a range.
//
// Letters and digits count, whatever stands between them is one space, case does not matter: "регламент (ес) 20" begins
// "Регламент (ЕС) 2024/1689". Keeps numbers only: four bytes a phrase. Immutable; safe from any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace izvor {

/// Small letters and digits with single spaces between them; one at the end where the text ends with anything else.
[[nodiscard]] std::string folded_beginning(std::string_view text);

class PhraseBeginnings {
 public:
  using TextOf = std::function<std::string_view(std::uint32_t)>;

  PhraseBeginnings() = default;
  PhraseBeginnings(std::size_t phrases, const TextOf& text_of);

  /// The `most` lowest numbers of phrases that begin with `beginning` (folded), ascending. `text_of` as at first.
  [[nodiscard]] std::vector<std::uint32_t> first_of(std::string_view beginning, std::size_t most, const TextOf& text_of) const;

 private:
  std::vector<std::uint32_t> in_order_;
};

}  // namespace izvor
