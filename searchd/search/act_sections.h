// Sections of a legal act: which part of its text an article, a paragraph of it or a recital is.
//
// Pure; safe from any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "izvor/stored_page.h"
#include "searchd/query/act_question.h"

namespace izvor {

struct ActSection {
  std::uint32_t begin = 0, end = 0;  ///< Bytes of the text.
  std::string_view anchor;           ///< Of the article; may be empty.
};

/// Whether a page has articles: the indexer found that it is an act.
[[nodiscard]] bool is_act(const StoredPage& page);

/// The part that was asked for; that of the whole article where it has no such paragraph. Nothing when there is no such
/// article.
[[nodiscard]] std::optional<ActSection> section_asked(const StoredPage& page, const AskedArticle& asked);

/// The article or recital that holds a place of the text.
[[nodiscard]] std::optional<ActSection> section_around(const StoredPage& page, std::uint32_t place);

}  // namespace izvor
