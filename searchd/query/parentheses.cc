#include "searchd/query/parentheses.h"

#include <algorithm>

#include "searchd/query/query_signs.h"
#include "searchd/query/utf8_cursor.h"

namespace izvor {
namespace {

UChar32 at(std::string_view text, std::size_t i, std::size_t* next) {
  const CodePoint point = code_point_at(text, i);
  *next = point.next;
  return static_cast<UChar32>(point.value);
}

/// Jumps over quotations as the parser reads them.
class QuoteSkipper {
 public:
  explicit QuoteSkipper(std::string_view text) : text_(text) {}

  /// Where the quotation that opens before `inside` ends; nothing when it is not closed.
  std::optional<std::size_t> end_of(UChar32 opening, std::size_t inside) {
    bool& unclosed = opening == kLeftGuillemet ? unclosed_guillemet_ : unclosed_quote_;
    if (unclosed) return std::nullopt;
    for (std::size_t i = inside, next = inside; i < text_.size(); i = next)
      if (closes_quote(opening, at(text_, i, &next))) return next;
    unclosed = true;
    return std::nullopt;
  }

 private:
  std::string_view text_;
  bool unclosed_quote_ = false, unclosed_guillemet_ = false;
};

bool may_end_at(std::string_view text, std::size_t i) {
  std::size_t next = 0;
  return i >= text.size() || text[i] == ')' || is_query_space(at(text, i, &next));
}

std::size_t deepest(const std::vector<std::pair<std::size_t, std::size_t>>& pairs) {
  std::vector<std::size_t> open;
  std::size_t depth = 0;
  for (const auto& [begin, end] : pairs) {
    while (!open.empty() && open.back() < begin) open.pop_back();
    open.push_back(end);
    depth = std::max(depth, open.size());
  }
  return depth;
}

}  // namespace

Parentheses::Parentheses(std::string_view query) {
  struct Opened {
    std::size_t at = 0;
    bool before_clause = false;
  };
  if (query.find('(') == std::string_view::npos) return;
  std::vector<Opened> opened;
  QuoteSkipper quotes(query);
  bool fresh = true, after_quote = false;
  for (std::size_t i = 0, next = 0; i < query.size(); i = next) {
    const UChar32 c = at(query, i, &next);
    if ((fresh || std::exchange(after_quote, false)) && is_opening_quote(c)) {
      const auto end = quotes.end_of(c, next);
      if (end) next = *end;
      after_quote = end.has_value();
      fresh = false;
    } else if (c == '(') {
      opened.push_back({i, std::exchange(fresh, true)});
    } else if (c == ')') {
      fresh = false;
      if (opened.empty()) continue;
      if (opened.back().before_clause && may_end_at(query, next)) pairs_.emplace_back(opened.back().at, i);
      opened.pop_back();
    } else {
      // A sign and a field stand between white space and what they are about.
      fresh = is_query_space(c) || c == ':' || (fresh && c == '-');
    }
  }
  std::sort(pairs_.begin(), pairs_.end());
  depth_ = deepest(pairs_);
}

std::optional<std::size_t> Parentheses::closing(std::size_t open) const {
  const auto found = std::lower_bound(pairs_.begin(), pairs_.end(), std::pair(open, std::size_t{0}));
  if (found == pairs_.end() || found->first != open) return std::nullopt;
  return found->second;
}

}  // namespace izvor
