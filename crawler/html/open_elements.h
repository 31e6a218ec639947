// OpenElements: which elements are open at a place in HTML source, as nearly as a linear scan can tell.
//
// Follows the tree construction rules (https://html.spec.whatwg.org/#parsing-main-inbody) for what ends what: unclosed
// paragraphs, list items and cells do not pile up. It errs where formatting elements are misnested; the arena's cap holds
// there. An object belongs to one thread at a time.
#pragma once

#include <gumbo.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace izvor {

class OpenElements {
 public:
  explicit OpenElements(std::size_t max_depth) : max_depth_(max_depth) { open_.reserve(max_depth); }

  /// A start tag: false when the element would be too deep and has to be dropped.
  [[nodiscard]] bool start(GumboTag tag);
  /// An end tag: false when it belongs to a dropped element.
  [[nodiscard]] bool end(GumboTag tag);
  /// Whether SVG or MathML is open.
  [[nodiscard]] bool foreign() const { return count(GUMBO_TAG_SVG) + count(GUMBO_TAG_MATH) > 0; }

 private:
  [[nodiscard]] std::uint32_t count(GumboTag tag) const { return counts_[static_cast<std::size_t>(tag)]; }
  void end_implied(GumboTag tag);
  template <class Stops>
  void close(GumboTag tag, Stops&& stops);
  void pop_to(std::size_t depth);

  std::size_t max_depth_;
  std::vector<GumboTag> open_;
  std::array<std::uint32_t, GUMBO_TAG_LAST + 1> counts_{};   ///< Of each tag in open_.
  std::array<std::uint32_t, GUMBO_TAG_LAST + 1> dropped_{};  ///< Dropped and not yet ended.
};

}  // namespace izvor
