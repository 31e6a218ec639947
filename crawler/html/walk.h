// Walking a Gumbo tree without recursion, and reading its nodes.
//
// A page decides how deep its tree is, so recursion would let it overflow the stack. Pure functions over a document that
// nobody changes; safe from any thread.
#pragma once

#include <gumbo.h>

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "crawler/platform/ascii.h"

namespace izvor {

[[nodiscard]] inline bool is_element(const GumboNode& node) {
  return node.type == GUMBO_NODE_ELEMENT || node.type == GUMBO_NODE_TEMPLATE;
}

/// Character data: text, CDATA or white space; comments are none.
[[nodiscard]] inline bool is_text(const GumboNode& node) {
  return node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_WHITESPACE || node.type == GUMBO_NODE_CDATA;
}

/// The element's tag; GUMBO_TAG_UNKNOWN for other nodes, and for elements of SVG and MathML but their root.
[[nodiscard]] inline GumboTag tag_of(const GumboNode& node) {
  return is_element(node) ? node.v.element.tag : GUMBO_TAG_UNKNOWN;
}

[[nodiscard]] inline std::string_view text_of(const GumboNode& node) {
  return is_text(node) ? std::string_view(node.v.text.text) : std::string_view();
}

/// Child nodes; none for text.
[[nodiscard]] inline std::span<const GumboNode* const> children_of(const GumboNode& node) {
  const GumboVector* children = nullptr;
  if (is_element(node)) children = &node.v.element.children;
  if (node.type == GUMBO_NODE_DOCUMENT) children = &node.v.document.children;
  if (children == nullptr || children->length == 0) return {};
  return {const_cast<const GumboNode* const*>(reinterpret_cast<GumboNode**>(children->data)), children->length};
}

[[nodiscard]] inline bool has_attribute(const GumboNode& node, const char* name) {
  return is_element(node) && gumbo_get_attribute(&node.v.element.attributes, name) != nullptr;
}

/// The attribute's value, character references resolved; empty when there is none.
[[nodiscard]] inline std::string_view attribute_of(const GumboNode& node, const char* name) {
  if (!is_element(node)) return {};
  const GumboAttribute* attribute = gumbo_get_attribute(&node.v.element.attributes, name);
  return attribute == nullptr ? std::string_view() : std::string_view(attribute->value);
}

/// Whether the class attribute has `part` in it, whatever the case of its letters.
[[nodiscard]] inline bool has_class(const GumboNode& node, std::string_view part) {
  return ascii::find(attribute_of(node, "class"), part) != std::string_view::npos;
}

/// Visits `root` and everything below it in document order. `enter(node)` says whether to go into the node; `leave(node)` is
/// called for every node that was entered, after its descendants.
template <class Enter, class Leave>
void walk(const GumboNode& root, Enter&& enter, Leave&& leave) {
  struct Frame {
    const GumboNode* node;
    std::size_t next_child;
  };
  if (!enter(root)) return;
  std::vector<Frame> open{{&root, 0}};
  while (!open.empty()) {
    Frame& frame = open.back();
    const auto children = children_of(*frame.node);
    if (frame.next_child == children.size()) {
      leave(*frame.node);
      open.pop_back();
      continue;
    }
    const GumboNode& child = *children[frame.next_child++];
    if (enter(child)) open.push_back({&child, 0});
  }
}

template <class Enter>
void walk(const GumboNode& root, Enter&& enter) {
  walk(root, enter, [](const GumboNode&) {});
}

}  // namespace izvor
