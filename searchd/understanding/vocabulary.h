// Vocabulary: every word form of the index with the pages it is on, as a trie of letters.
//
// What is typed in Latin letters, with an error, or without a space is read against it: a walk down the trie follows many
// readings at once and leaves each where no word goes on, so its cost hangs on the readings, not on the number of words. Made
// when an index opens; immutable, shared by all threads.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <xapian.h>

namespace izvor {

class Vocabulary {
 public:
  struct Node {
    std::uint32_t first_child = 0;
    std::uint32_t pages = 0;  ///< With the word that ends here; 0: none does.
    std::uint8_t letter = 0;
    std::uint8_t children = 0;
  };

  /// The forms in the bodies of the pages, of at most kMaxLetters letters. Throws Xapian::Error.
  [[nodiscard]] static Vocabulary read(const Xapian::Database& index);
  /// Of words in ascending order of their letters, each once (letters.h).
  explicit Vocabulary(std::span<const std::pair<std::string, std::uint32_t>> words);
  Vocabulary() : Vocabulary(std::span<const std::pair<std::string, std::uint32_t>>()) {}

  [[nodiscard]] const Node& root() const { return nodes_.front(); }
  [[nodiscard]] std::span<const Node> children(const Node& node) const {
    return std::span(nodes_).subspan(node.first_child, node.children);
  }
  /// Pages with a word, given as letters; 0 when there is no such word.
  [[nodiscard]] std::uint32_t pages_with(std::string_view letters) const;
  /// Words (UTF-8) with a beginning, given as letters; at most `most`.
  [[nodiscard]] std::vector<std::string> words_beginning_with(std::string_view letters, std::size_t most) const;
  [[nodiscard]] std::size_t words() const { return words_; }
  [[nodiscard]] std::size_t bytes() const { return nodes_.capacity() * sizeof(Node); }

  static constexpr std::size_t kMaxLetters = 40;

 private:
  [[nodiscard]] const Node* find(std::string_view letters) const;

  std::vector<Node> nodes_;
  std::size_t words_ = 0;
};

}  // namespace izvor
