// StoredPage: what the index keeps of a page beside its terms: facts to show, and the text with the places of its words, so
// that a snippet needs no second analysis.
//
// Each word of the text has a mark: where it stands and its WordCode. A query's words have codes too, so one linear pass over
// the marks finds every candidate in any form; the few in the chosen window are then analysed to learn the exact grade. A
// word with two lemmas has two marks at the same place. The places are part of the document data, which
// indexer/index/stored_page.cc encodes; the codes are the value schema::kWords, which phrases need without the rest. A value;
// safe from any thread.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "izvor/extracted_page.h"
#include "izvor/page_version.h"
#include "izvor/word_sequence.h"

namespace izvor {

struct WordMark {
  std::uint32_t begin = 0;  ///< Byte offset into StoredPage::text.
  std::uint32_t end = 0;
  WordCode word = 0;             ///< Without kSamePlace.
  bool same_place = false;       ///< Stands at the place of the mark before it.
  bool repaired_before = false;  ///< A space was lost before this word (glued): show one.
};

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
  bool listing = false;     ///< As ExtractedPage::listing; kept in schema::kListing, not in the document data.
  std::vector<Heading> headings;
  std::string text;
  std::vector<WordCode> title_words;  ///< With kSamePlace.
  std::vector<WordMark> marks;        ///< In the order of their positions.
};

/// Document data for Xapian.
[[nodiscard]] std::string encode(const StoredPage& page);
/// The value schema::kWords.
[[nodiscard]] std::string encode_words(const StoredPage& page);

/// Puts both together again. Keeps what unpacking needs from page to page: setting it up anew takes longer than a short text.
/// One thread.
class StoredPageDecoder {
 public:
  StoredPageDecoder();
  StoredPageDecoder(StoredPageDecoder&&) noexcept;
  StoredPageDecoder& operator=(StoredPageDecoder&&) noexcept;
  ~StoredPageDecoder();

  /// Fails on damage or another version; never reads past the input.
  [[nodiscard]] Result<StoredPage> decode(std::string_view encoded, std::string_view words);

 private:
  struct Workspace;
  std::unique_ptr<Workspace> workspace_;
};

/// The same for a single page.
[[nodiscard]] Result<StoredPage> decode_stored_page(std::string_view encoded, std::string_view words);

}  // namespace izvor
