// PageTree: the visible part of a parsed page as one flat array in document order, with measures of every element.
//
// The rungs of the extractor ask the same questions of every element (how much text, how much of it in links, what its class
// says), many times. Flat, each answer is computed once, a subtree is a range, and no rung needs recursion or a stack. Scripts,
// styles, forms' fields and hidden elements are not in it. Points into the HtmlDocument, which must outlive it. Immutable; safe
// from any thread.
#pragma once

#include <gumbo.h>

#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

namespace izvor {

using NodeIndex = std::uint32_t;
inline constexpr NodeIndex kNoNode = std::numeric_limits<NodeIndex>::max();

/// What the names of an element (class, id, role) and its tag say about it: bits.
using NodeSigns = std::uint16_t;
inline constexpr NodeSigns kBoilerplate = 1U << 0U;  ///< Navigation, share list, cookie notice: by its names.
inline constexpr NodeSigns kStructural = 1U << 1U;   ///< The same, by its tag or role: nobody puts an article into <nav>.
inline constexpr NodeSigns kOtherPages = 1U << 2U;   ///< Related content, recommendations: text of other pages.
inline constexpr NodeSigns kTeasers =
    1U << 3U;  ///< Cards and carousels: of other pages beside an article, content of a portal.
inline constexpr NodeSigns kComments = 1U << 4U;  ///< Readers' comments.
inline constexpr NodeSigns kHeader = 1U << 5U;    ///< The page's or an article's header: title and date, seldom text.
inline constexpr NodeSigns kByline = 1U << 6U;    ///< Author, date, reading time, picture credit: short lines about the text.
inline constexpr NodeSigns kControl = 1U << 7U;   ///< A button.
inline constexpr NodeSigns kUnseen = 1U << 8U;    ///< For screen readers only.
inline constexpr NodeSigns kHidden = 1U << 9U;    ///< Not shown until a script shows it.
inline constexpr NodeSigns kDialog = 1U << 10U;   ///< Opened over the page by a script.

struct PageNode {
  const GumboNode* node = nullptr;
  NodeIndex parent = kNoNode;
  NodeIndex end = 0;                 ///< One past the last descendant.
  GumboTag tag = GUMBO_TAG_UNKNOWN;  ///< Unknown for text.
  bool is_text = false;
  bool is_block = false;    ///< Begins and ends a line.
  bool has_digits = false;  ///< A date may be in it.
  NodeSigns signs = 0;
  std::uint32_t letters = 0;        ///< Characters that are not white space.
  std::uint32_t link_letters = 0;   ///< Of these, inside links.
  std::uint32_t prose_letters = 0;  ///< Of these, in lines long enough to be sentences and not made of links.
  std::uint32_t line_letters = 0;   ///< Of these, outside inner blocks: the element's own line of text.
  std::uint32_t line_link_letters = 0;
  std::uint16_t headings = 0;
  std::uint16_t paragraphs = 0;  ///< <p> with some text.
};

class PageTree {
 public:
  /// `with_noscript`: what stands in for the page where no script runs is read, too.
  explicit PageTree(const GumboNode& document, bool with_noscript = false);

  [[nodiscard]] std::span<const PageNode> nodes() const { return nodes_; }
  [[nodiscard]] const PageNode& operator[](NodeIndex index) const { return nodes_[index]; }
  [[nodiscard]] NodeIndex size() const { return static_cast<NodeIndex>(nodes_.size()); }
  /// The body; the root where there is none.
  [[nodiscard]] NodeIndex body() const { return body_; }
  /// Elements that tell facts, wherever they stand: meta, link, title, JSON-LD scripts, html. In document order.
  [[nodiscard]] std::span<const GumboNode* const> facts() const { return facts_; }

  /// Whether `node` lies in the subtree of `ancestor` or is it.
  [[nodiscard]] bool contains(NodeIndex ancestor, NodeIndex node) const {
    return node >= ancestor && node < nodes_[ancestor].end;
  }
  /// Share of the letters that stand in links; 0 without letters.
  [[nodiscard]] double link_density(NodeIndex index) const;

 private:
  [[nodiscard]] bool enter(const GumboNode& node);
  void leave();
  void add_text(const GumboNode& node);

  std::vector<PageNode> nodes_;
  std::vector<const GumboNode*> facts_;
  std::vector<NodeIndex> open_;
  NodeIndex body_ = 0;
  bool with_noscript_;
  unsigned links_open_ = 0;
  unsigned code_open_ = 0;
};

[[nodiscard]] bool is_heading(GumboTag tag);
/// 1 to 6; 0 for other tags.
[[nodiscard]] int heading_level(GumboTag tag);
[[nodiscard]] bool is_block_tag(GumboTag tag);
/// Whether an element's own line is long enough, and little enough links, to be sentences.
[[nodiscard]] bool is_prose_line(const PageNode& node);

}  // namespace izvor
