#include "indexer/extract/narrowed_content.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "crawler/html/walk.h"
#include "indexer/extract/folded.h"
#include "indexer/extract/page_entries.h"
#include "indexer/extract/text_writer.h"

namespace izvor {
namespace {

constexpr std::size_t kLeastRows = 3;
/// In a row the value may be a link: the ministry, the programme.
constexpr std::uint32_t kShortRowLetters = 200;
/// A section behind the text is not a line of advertising.
constexpr std::uint32_t kSectionProse = 150;
constexpr std::uint32_t kHeadingLetters = 80;
/// Headings that are links name other pages.
constexpr int kTeaserHeadings = 2;
/// Larger subtrees are no lists of facts, and are not searched for forms either.
constexpr NodeIndex kNodesLookedAt = 2'000;

/// Folded beginnings of headings above what other pages say.
constexpr std::array<std::string_view, 24> kElsewhere{
    "related",       "you might",   "you may",     "more from",     "more on",         "read more", "read next", "recommended",
    "recent",        "latest",      "popular",     "trending",      "about the",       "subscribe", "newsletter", "contact",
    "вижте също",    "още по",      "още от",      "свързани",      "прочетете",       "последни",  "подобни",   "абонирайте"};

bool leads_elsewhere(const std::string& heading) {
  return std::ranges::any_of(kElsewhere, [&](std::string_view beginning) { return heading.starts_with(beginning); });
}

bool is_list(GumboTag tag) {
  return tag == GUMBO_TAG_UL || tag == GUMBO_TAG_OL || tag == GUMBO_TAG_DL || tag == GUMBO_TAG_TABLE;
}

}  // namespace

void NarrowedContent::pass(NodeIndex root, NodeIndex child) {
  std::vector<NodeIndex> before, after;
  for (NodeIndex at = root + 1; at < tree_[root].end; at = tree_[at].end) {
    if (at == child || dropped_[at] || clean_[at].letters == 0) continue;
    (at < child ? before : after).push_back(at);
  }
  keep_before(before);
  keep_after(after);
}

/// No form, nothing that a name speaks against, and not a list of other pages.
bool NarrowedContent::can_belong(NodeIndex index) const {
  const PageNode& node = tree_[index];
  const Clean& clean = clean_[index];
  if (clean.letters > kShortRowLetters && clean.link_letters * 2 > clean.letters) return false;
  if (node.end - index > kNodesLookedAt) return false;
  int headings_that_link = 0;
  for (NodeIndex at = index; at < node.end; ++at) {
    if (tree_[at].tag == GUMBO_TAG_FORM || tree_[at].tag == GUMBO_TAG_LABEL) return false;
    if ((tree_[at].signs & (kTeasers | kByline | kOtherPages)) != 0) return false;
    if (!is_heading(tree_[at].tag)) continue;
    const NodeIndex above = tree_[at].parent;
    const bool links = tree_[at].link_letters > 0 || (above != kNoNode && tree_[above].tag == GUMBO_TAG_A);
    headings_that_link += links ? 1 : 0;
    if (headings_that_link >= kTeaserHeadings) return false;
    if (tree_[at].letters <= kHeadingLetters && leads_elsewhere(fold_case(line_of(tree_, at)))) return false;
  }
  return true;
}

/// A label with its value.
bool NarrowedContent::is_row(NodeIndex index) const {
  const PageNode& node = tree_[index];
  return !node.is_text && node.is_block && !is_heading(node.tag) && clean_[index].letters > clean_[index].link_letters;
}

/// Whether neighbours of the same shape make a table of it.
bool NarrowedContent::is_row_of_run(const std::vector<NodeIndex>& siblings, std::size_t at) const {
  const auto alike = [&](std::size_t other) {
    const GumboNode& one = *tree_[siblings[at]].node;
    const GumboNode& two = *tree_[siblings[other]].node;
    return is_row(siblings[other]) && tag_of(one) == tag_of(two) && attribute_of(one, "class") == attribute_of(two, "class");
  };
  std::size_t first = at, last = at;
  while (first > 0 && alike(first - 1)) --first;
  while (last + 1 < siblings.size() && alike(last + 1)) ++last;
  return is_row(siblings[at]) && last - first + 1 >= kLeastRows;
}

/// A list or table whose lines say something by themselves.
bool NarrowedContent::has_facts(NodeIndex index) const {
  for (NodeIndex at = index; at < tree_[index].end; ++at)
    if (is_list(tree_[at].tag) && clean_[at].letters > 2 * clean_[at].link_letters) return true;
  return false;
}

void NarrowedContent::keep_before(const std::vector<NodeIndex>& siblings) {
  bool next_kept = true;  // The text itself.
  for (std::size_t at = siblings.size(); at-- > 0;) {
    const NodeIndex index = siblings[at];
    const bool heading = is_heading(tree_[index].tag) && tree_[index].link_letters == 0 && next_kept;
    const bool prose = clean_[index].prose > 0 && clean_[index].link_letters * 2 <= clean_[index].letters;
    const bool says = prose || is_row_of_run(siblings, at) || has_facts(index);
    next_kept = heading || (says && can_belong(index));
    if (next_kept) kept_.push_back(index);
  }
}

void NarrowedContent::keep_after(const std::vector<NodeIndex>& siblings) {
  bool heading_before = false;
  for (std::size_t at = 0; at < siblings.size(); ++at) {
    const NodeIndex index = siblings[at];
    const bool heading = is_heading(tree_[index].tag);
    const bool headed = heading_before || tree_[index].headings > 0;
    const bool section = headed && clean_[index].prose >= kSectionProse;
    const bool keep = !heading && (section || is_row_of_run(siblings, at)) && can_belong(index);
    if (keep && heading_before) kept_.push_back(siblings[at - 1]);
    if (keep) kept_.push_back(index);
    heading_before = heading && !leads_elsewhere(fold_case(line_of(tree_, index)));
  }
}

}  // namespace izvor
