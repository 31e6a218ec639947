// HtmlDocument: a page parsed by Gumbo, bounded before and during the parse.
//
// Gumbo alone is quadratic in depth, takes gigabytes on 41 KB of nested formatting, and overflows the stack when it frees a
// deep tree. Here a linear scan caps depth and attributes first, an arena caps bytes and time, and the arena is freed at once.
// Walk the tree with an explicit stack (crawler/html/walk.h), never by recursion. Implemented in crawler/html. An object
// belongs to one thread at a time.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "izvor/result.h"

struct GumboInternalNode;

namespace izvor {

struct HtmlLimits {
  std::size_t max_source_bytes = std::size_t{8} << 20;  ///< The source is cut here.
  std::size_t max_depth = 512;                          ///< Deeper elements are dropped, their text kept.
  std::size_t max_attributes = 400;                     ///< Of one tag; the rest is dropped.
  std::size_t arena_bytes = std::size_t{128} << 20;     ///< The parse is given up here.
  std::chrono::milliseconds deadline{1000};             ///< The parse is given up here.
};

class HtmlDocument {
 public:
  /// Parses UTF-8 text (see decode_page in crawler/html/charset.h). Fails when a bound is exceeded that leaves no tree.
  [[nodiscard]] static Result<HtmlDocument> parse(std::string_view utf8, HtmlLimits limits = {});

  HtmlDocument(HtmlDocument&&) noexcept;
  HtmlDocument& operator=(HtmlDocument&&) noexcept;
  ~HtmlDocument();

  /// The document node (GUMBO_NODE_DOCUMENT).
  [[nodiscard]] const GumboInternalNode& root() const;
  /// What was cut before the parse ("source cut at 8388608 bytes"), empty when nothing was.
  [[nodiscard]] const std::string& cut_reason() const;

 private:
  struct Tree;
  explicit HtmlDocument(std::unique_ptr<Tree> tree);
  std::unique_ptr<Tree> tree_;
};

}  // namespace izvor
