#include "searchd/understanding/vocabulary.h"

#include <algorithm>
#include <string>

#include "izvor/index_schema.h"
#include "searchd/understanding/letters.h"

namespace izvor {

Vocabulary Vocabulary::read(const Xapian::Database& index) {
  std::vector<std::pair<std::string, std::uint32_t>> words;
  const auto end = index.allterms_end();
  for (auto term = index.allterms_begin(); term != end; ++term) {
    const auto parts = schema::parts_of(*term);
    if (!parts || parts->field != schema::Field::kBody || parts->grade != schema::Grade::kExact) continue;
    auto letters = letters_of(parts->word);
    if (!letters || letters->empty() || letters->size() > kMaxLetters) continue;
    words.emplace_back(std::move(*letters), term.get_termfreq());
  }
  std::sort(words.begin(), words.end());
  // A damaged index may name a term twice.
  const auto same = [](const auto& a, const auto& b) { return a.first == b.first; };
  words.erase(std::unique(words.begin(), words.end(), same), words.end());
  return Vocabulary(words);
}

Vocabulary::Vocabulary(std::span<const std::pair<std::string, std::uint32_t>> words) : words_(words.size()) {
  // A node and the words that go through it; nodes are laid level by level, so siblings are neighbours.
  struct Range {
    std::size_t first = 0, last = 0;
  };
  std::vector<Range> ranges{{0, words.size()}};
  std::vector<Range> next;
  nodes_.emplace_back();
  std::size_t node = 0;
  for (std::size_t depth = 0; !ranges.empty(); ++depth) {
    next.clear();
    for (const Range& range : ranges) {
      nodes_[node].first_child = static_cast<std::uint32_t>(nodes_.size());
      std::size_t i = range.first;
      if (i < range.last && words[i].first.size() == depth) nodes_[node].pages = words[i++].second;
      while (i < range.last) {
        const char letter = words[i].first[depth];
        std::size_t end = i;
        while (end < range.last && words[end].first[depth] == letter) ++end;
        nodes_.push_back({.letter = static_cast<std::uint8_t>(letter)});
        ++nodes_[node].children;
        next.push_back({i, end});
        i = end;
      }
      ++node;
    }
    ranges.swap(next);
  }
  nodes_.shrink_to_fit();
}

const Vocabulary::Node* Vocabulary::find(std::string_view letters) const {
  const Node* node = &root();
  for (const char letter : letters) {
    const auto under = children(*node);
    const auto child = std::ranges::lower_bound(under, static_cast<std::uint8_t>(letter), {}, &Node::letter);
    if (child == under.end() || child->letter != static_cast<std::uint8_t>(letter)) return nullptr;
    node = &*child;
  }
  return node;
}

std::uint32_t Vocabulary::pages_with(std::string_view letters) const {
  const Node* node = find(letters);
  return node && !letters.empty() ? node->pages : 0;
}

std::vector<std::string> Vocabulary::words_beginning_with(std::string_view letters, std::size_t most) const {
  std::vector<std::string> words;
  std::vector<std::pair<const Node*, std::string>> below;
  if (const Node* node = find(letters)) below.emplace_back(node, letters);
  while (!below.empty() && words.size() < most) {
    const auto [node, path] = std::move(below.back());
    below.pop_back();
    if (node->pages > 0) words.push_back(word_of(path));
    for (const Node& child : children(*node)) below.emplace_back(&child, path + static_cast<char>(child.letter));
  }
  return words;
}

}  // namespace izvor
