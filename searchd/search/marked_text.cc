#include "searchd/search/marked_text.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

#include "searchd/query/utf8_cursor.h"

namespace izvor {
namespace {

constexpr std::string_view kEllipsis = "…";
constexpr std::string_view kSeparator = "·";
/// A passage longer than this is quoted by its two ends.
constexpr std::size_t kMaxQuotation = 150;
constexpr std::uint32_t kNoBreakSpace = 0xA0;

bool is_white(char32_t c) { return c == ' ' || (c >= '\t' && c <= '\r') || c == kNoBreakSpace || c == 0x2028 || c == 0x2029; }

bool ends_with_ellipsis(std::string_view text) { return text.ends_with(kEllipsis) || text.ends_with("..."); }
bool begins_with_ellipsis(std::string_view text) { return text.starts_with(kEllipsis) || text.starts_with("..."); }

/// Whether a reader sees that something ended here.
bool ends_block(std::string_view text) {
  return ends_with_ellipsis(text) || std::string_view(".!?:;,|·").find(text.back()) != std::string_view::npos;
}

/// Appends characters and keeps count of UTF-16 units; runs of white space become one space.
class Writer {
 public:
  void put(std::string_view character, char32_t value) {
    if (is_white(value)) {
      after_line_ = after_line_ || value == '\n';
      return put_space();
    }
    settle();
    out_.text.append(character);
    units_ += value > 0xFFFF ? 2 : 1;
    after_space_ = false;
  }
  void put_space() {
    if (after_space_) return;
    out_.text.push_back(' ');
    ++units_;
    after_space_ = true;
  }
  /// A heading or the item of a list ends without a sign: what follows is set apart by one.
  void settle() {
    if (!std::exchange(after_line_, false) || out_.text.empty()) return;
    std::string_view said = out_.text;
    if (after_space_) said.remove_suffix(1);
    if (said.empty() || ends_block(said)) return;
    out_.text.append(kSeparator).push_back(' ');
    units_ += 2;
    after_space_ = true;
  }
  void begin_highlight() {
    settle();
    out_.highlights.push_back({units_, units_});
  }
  void end_highlight() { out_.highlights.back().end = units_; }
  HighlightedText finish(bool cut_after) {
    if (after_space_ && !out_.text.empty()) out_.text.pop_back();
    if (cut_after && !ends_with_ellipsis(out_.text)) out_.text.append(" ").append(kEllipsis);
    return std::move(out_);
  }
  void put_ellipsis() {
    put(kEllipsis, 0x2026);
    put_space();
  }

 private:
  HighlightedText out_;
  std::uint32_t units_ = 0;
  bool after_line_ = false;
  bool after_space_ = true;  // Also drops white space at the beginning.
};

void append_percent_encoded(std::string& out, std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_';
    if (plain) {
      out.push_back(c);
      continue;
    }
    // The minus sign and the comma are syntax of text directives, so they are encoded too.
    const auto byte = static_cast<unsigned char>(c);
    out.append({'%', kDigits[byte >> 4], kDigits[byte & 15]});
  }
}

/// Widened to white space on both sides, then trimmed of what is no letter or digit.
ByteRange whole_words(std::string_view text, ByteRange range) {
  const auto white_at = [&](std::size_t i) { return is_white(code_point_at(text, i).value); };
  const auto previous = [&](std::size_t i) {
    do --i;
    while (i > 0 && !is_character_border(text, i));
    return i;
  };
  std::size_t begin = range.begin;
  while (begin > 0 && !white_at(previous(begin))) begin = previous(begin);
  std::size_t end = range.end;
  while (end < text.size() && !white_at(end)) end = code_point_at(text, end).next;
  const auto alphanumeric = [&](std::size_t i) { return u_isalnum(static_cast<UChar32>(code_point_at(text, i).value)) != 0; };
  while (begin < range.begin && !alphanumeric(begin)) begin = code_point_at(text, begin).next;
  while (end > range.end && !alphanumeric(previous(end))) end = previous(end);
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

}  // namespace

HighlightedText show(const MarkedPiece& piece) {
  Writer writer;
  if (piece.cut_before && !begins_with_ellipsis(piece.text.substr(piece.range.begin))) writer.put_ellipsis();
  auto match = piece.matched.begin();
  auto mark = std::lower_bound(piece.marks.begin(), piece.marks.end(), piece.range.begin,
                               [](const WordMark& m, std::uint32_t begin) { return m.begin < begin; });
  bool open = false;
  for (std::size_t i = piece.range.begin; i < piece.range.end;) {
    for (; mark != piece.marks.end() && mark->begin <= i; ++mark)
      if (mark->repaired_before && mark->begin == i && i > piece.range.begin) writer.put_space();
    if (!open && match != piece.matched.end() && match->begin <= i) {
      writer.begin_highlight();
      open = true;
    }
    const CodePoint point = code_point_at(piece.text, i);
    writer.put(piece.text.substr(i, point.next - i), point.value);
    i = point.next;
    if (open && match->end <= i) {
      writer.end_highlight();
      open = false;
      ++match;
    }
  }
  if (open) writer.end_highlight();
  return writer.finish(piece.cut_after);
}

std::string passage_link(std::string_view url, const Passage& passage) {
  std::string link(url);
  link.push_back('#');
  append_percent_encoded(link, passage.anchor);
  link.append(":~:text=");
  const ByteRange whole = whole_words(passage.text, passage.range);
  const std::string_view quotation = passage.text.substr(whole.begin, whole.end - whole.begin);
  const std::size_t line = quotation.find('\n');
  if (quotation.size() <= kMaxQuotation && line == std::string_view::npos) {
    append_percent_encoded(link, quotation);
    return link;
  }
  // The first and the last words; browsers find what lies between, over the borders of blocks too.
  const auto words_end = [](std::string_view s, std::size_t limit) {
    const std::size_t stop = std::min({s.find('\n'), s.size(), limit});
    const std::size_t space = stop < s.size() ? s.find_first_of(" \n", stop > 0 ? stop : 0) : s.size();
    return std::min({space, s.find('\n'), s.size()});
  };
  const std::string_view head = quotation.substr(0, words_end(quotation, kMaxQuotation / 3));
  const std::size_t tail_line = quotation.rfind('\n');
  std::size_t tail = quotation.size() - std::min(quotation.size(), kMaxQuotation / 3);
  tail = quotation.rfind(' ', tail) == std::string_view::npos ? tail : quotation.rfind(' ', tail) + 1;
  if (tail_line != std::string_view::npos) tail = std::max(tail, tail_line + 1);
  while (!is_character_border(quotation, tail)) ++tail;
  append_percent_encoded(link, head);
  if (tail >= head.size()) {
    link.push_back(',');
    append_percent_encoded(link, quotation.substr(tail));
  }
  return link;
}

}  // namespace izvor
