// StoredPage: what the index keeps of a page beside its terms: facts to show, and the text with the places of its words, so
// that a snippet needs no second analysis.
//
// Each word of the text has a mark: where it stands and 16 bits of a hash of its root. A query's words have roots too, so one
// linear pass over the marks finds every candidate in any form; the few in the chosen window are then analysed to learn
// the exact grade. A word with two roots has two marks at the same place. Encoded by indexer/index/stored_page.cc:
// a version byte, then zstd over varints and text. A value; safe from any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "izvor/extracted_page.h"
#include "izvor/page_version.h"

namespace izvor {

struct WordMark {
  std::uint32_t begin = 0;  ///< Byte offset into StoredPage::text.
  std::uint32_t end = 0;
  std::uint16_t root = 0;        ///< root_mark() of the word's root.
  bool repaired_before = false;  ///< A space was lost before this word (glued): show one.
};

/// 16 bits of a hash of a root.
[[nodiscard]] std::uint16_t root_mark(std::string_view root);

/// XXH3-64 of title and text, 16 hexadecimal digits: what decides whether a page's *text* changed.
[[nodiscard]] std::string text_digest_of(std::string_view title, std::string_view text);

struct StoredPage {
  PageId id;
  Sequence sequence = 0;
  std::string url;
  std::string title;
  std::string description;
  std::string language;
  std::string type;
  std::vector<std::string> topics;
  std::optional<UtcTime> published;
  std::optional<UtcTime> modified;
  UtcTime fetched;
  std::string text_digest;  ///< XXH3-64 of title and text, hexadecimal: whether the *text* changed.
  std::vector<Heading> headings;
  std::string text;
  std::vector<WordMark> marks;  ///< Ascending by begin.
};

/// Document data for Xapian.
[[nodiscard]] std::string encode(const StoredPage& page);
/// Fails on damage or another version; never reads past the input.
[[nodiscard]] Result<StoredPage> decode_stored_page(std::string_view encoded);

}  // namespace izvor
