#include "searchd/versions/text_diff.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <utility>

#include "searchd/query/utf8_cursor.h"
#include "searchd/versions/edit_script.h"

namespace izvor {
namespace {

using Kind = DiffPiece::Kind;
using Tokens = std::vector<std::string_view>;

/// More edits than this cost more memory than a reader gains by them.
constexpr std::size_t kMostEdits = 1000;

Tokens lines_of(std::string_view text) {
  Tokens lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return lines;
}

bool is_letter(std::uint32_t character) { return u_isalnum(static_cast<UChar32>(character)) != 0; }

/// Words; every other character stands alone.
Tokens words_of(std::string_view text) {
  Tokens words;
  for (std::size_t begin = 0; begin < text.size();) {
    CodePoint point = code_point_at(text, begin);
    std::size_t end = point.next;
    if (is_letter(point.value)) {
      for (; end < text.size(); end = point.next) {
        point = code_point_at(text, end);
        if (!is_letter(point.value)) break;
      }
    }
    words.push_back(text.substr(begin, end - begin));
    begin = end;
  }
  return words;
}

bool has_letters(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint point = code_point_at(text, i);
    if (is_letter(point.value)) return true;
    i = point.next;
  }
  return false;
}

/// Numbers for tokens, the same for the same.
class Numbering {
 public:
  std::vector<std::uint32_t> of(const Tokens& tokens) {
    std::vector<std::uint32_t> numbers;
    numbers.reserve(tokens.size());
    for (const std::string_view token : tokens)
      numbers.push_back(numbers_.emplace(token, static_cast<std::uint32_t>(numbers_.size())).first->second);
    return numbers;
  }

 private:
  std::unordered_map<std::string_view, std::uint32_t> numbers_;
};

class Differ {
 public:
  explicit Differ(std::size_t steps) : steps_(steps) {}

  TextDiff run(std::string_view before, std::string_view after) {
    const Tokens old_lines = lines_of(before), new_lines = lines_of(after);
    const auto edits = script(old_lines, new_lines);
    if (!edits) {
      compare_words(before, after);
    } else {
      by_lines(*edits, old_lines, new_lines);
    }
    return std::move(diff_);
  }

 private:
  /// The edits, as long as steps are left for them.
  std::optional<std::vector<Edit>> script(const Tokens& before, const Tokens& after) {
    const std::size_t size = before.size() + after.size() + 1;
    const std::size_t most = std::min(kMostEdits, steps_ / size);
    Numbering numbering;
    const auto old_numbers = numbering.of(before), new_numbers = numbering.of(after);
    auto edits = edit_script(old_numbers, new_numbers, most);
    const std::size_t needed =
        edits ? static_cast<std::size_t>(std::ranges::count_if(*edits, [](Edit edit) { return edit != Edit::kKeep; })) : most;
    steps_ -= std::min(steps_, size * (needed + 1));
    return edits;
  }

  /// Neighbouring lines that changed are compared by their words.
  void by_lines(const std::vector<Edit>& edits, const Tokens& old_lines, const Tokens& new_lines) {
    std::size_t old_line = 0, new_line = 0;
    std::string removed, added;
    for (const Edit edit : edits) {
      if (edit == Edit::kRemove) removed += old_lines[old_line++];
      if (edit == Edit::kAdd) added += new_lines[new_line++];
      if (edit != Edit::kKeep) continue;
      compare_words(std::exchange(removed, {}), std::exchange(added, {}));
      put(Kind::kEqual, old_lines[old_line]);
      ++old_line;
      ++new_line;
    }
    compare_words(removed, added);
  }

  void compare_words(std::string_view before, std::string_view after) {
    if (before.empty() || after.empty()) {
      put(Kind::kRemoved, before);
      put(Kind::kAdded, after);
      return;
    }
    const Tokens old_words = words_of(before), new_words = words_of(after);
    const auto edits = script(old_words, new_words);
    if (edits) return by_words(*edits, old_words, new_words);
    diff_.coarse = true;
    put(Kind::kRemoved, before);
    put(Kind::kAdded, after);
  }

  /// A space or a comma that stayed between two changed words is no comfort to a reader: it changes with them.
  void by_words(const std::vector<Edit>& edits, const Tokens& old_words, const Tokens& new_words) {
    std::size_t old_word = 0, new_word = 0;
    std::string removed, added, kept;
    const auto flush = [&] {
      put(Kind::kRemoved, std::exchange(removed, {}));
      put(Kind::kAdded, std::exchange(added, {}));
    };
    for (const Edit edit : edits) {
      if (edit == Edit::kKeep) {
        kept += old_words[old_word++];
        ++new_word;
        continue;
      }
      if (!kept.empty() && (has_letters(kept) || (removed.empty() && added.empty()))) {
        flush();
        put(Kind::kEqual, std::exchange(kept, {}));
      }
      removed += kept;
      added += std::exchange(kept, {});
      if (edit == Edit::kRemove) removed += old_words[old_word++];
      if (edit == Edit::kAdd) added += new_words[new_word++];
    }
    flush();
    put(Kind::kEqual, kept);
  }

  void put(Kind kind, std::string_view text) {
    if (text.empty()) return;
    if (diff_.pieces.empty() || diff_.pieces.back().kind != kind) diff_.pieces.push_back({kind, {}});
    diff_.pieces.back().text += text;
  }

  std::size_t steps_;
  TextDiff diff_;
};

}  // namespace

bool TextDiff::changed() const {
  return std::ranges::any_of(pieces, [](const DiffPiece& piece) { return piece.kind != Kind::kEqual; });
}

TextDiff diff_texts(std::string_view before, std::string_view after, std::size_t steps) {
  return Differ(steps).run(before, after);
}

}  // namespace izvor
