// WordMemo: the grades of the Bulgarian words that were looked up lately, kept from text to text.
//
// Most words of a text are frequent ones, and a look-up walks the lemma table letter by letter, each letter another place in
// memory. A slot holds one form of up to twelve letters; the next form that belongs there takes it over. Forms are compared
// whole, so that a memo never changes what a word becomes. One thread at a time.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "izvor/token.h"

namespace izvor {

/// A word made from another: some bytes of its beginning, then an ending.
struct RemadeWord {
  static constexpr std::size_t kMaxEnding = 14;

  std::uint8_t kept = 0;
  std::uint8_t appended = 0;
  std::array<char, kMaxEnding> ending{};

  /// How `made` comes from `form`; none when the ending is too long.
  [[nodiscard]] static std::optional<RemadeWord> from(std::string_view form, std::string_view made);
};

class WordMemo {
 public:
  static constexpr std::size_t kMaxFormBytes = 24;

  struct Entry {
    std::array<char, kMaxFormBytes> form{};
    std::uint8_t form_bytes = 0;  ///< 0: empty.
    LemmaSource source = LemmaSource::kNone;
    bool stop_word = false;
    bool second_lemma = false;
    RemadeWord lemma;
    RemadeWord root;
  };

  /// Forgets everything when the entries are those of another table.
  void use_table(std::uint64_t checksum);
  /// The entry of `form`; nullptr when it is not there.
  [[nodiscard]] const Entry* find(std::string_view form) const;
  /// Keeps what became of a graded token, where it fits.
  void keep(const Token& token, bool second_lemma);

 private:
  static constexpr std::size_t kSlots = 4096;

  std::vector<Entry> slots_;  ///< Empty until the first table.
  std::uint64_t table_ = 0;
};

}  // namespace izvor
