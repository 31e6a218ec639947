// Where a text cites acts of the Union: "Регламент (ЕС) 2022/868", "Directive 95/46/EC", "32022R0868", "COM(2021) 206".
//
// Pure functions; safe from any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace izvor {

struct ActCitation {
  std::size_t begin = 0, end = 0;    ///< Bytes of the text: the number alone, without the words before it.
  std::vector<std::string> celexes;  ///< Of the act; several where the kind is not said.
  bool is_celex = false;             ///< Written as a CELEX number.
};

enum class CitedKind {
  kSaid,   ///< Only numbers behind a word that says what act it is.
  kAnyOf,  ///< "2022/868" alone may be a regulation, a directive or a decision.
};

/// At most `most`, in the order of the text.
[[nodiscard]] std::vector<ActCitation> find_act_citations(std::string_view text, CitedKind kind, std::size_t most);

/// The act that an address of EUR-Lex leads to, as CELEX number; empty when it leads to none.
[[nodiscard]] std::string celex_of_link(std::string_view address);

/// "32024R9101" of "02024R9101-20260115"; others stay as they are.
[[nodiscard]] std::string original_celex(std::string_view celex);

}  // namespace izvor
