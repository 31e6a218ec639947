// Reads a page that is a legal act: its title, facts, articles and text.
//
// An act is recognised by what it says, not by one list of class names: a title with kind and number (act_title.h), and behind
// it articles, recitals or the formula that enacts it (act_wording.h). So pages of EUR-Lex, old and new, in their frame or
// bare, and of the State Gazette and its copies are read alike. README.md has the whole way. Pure; safe from any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "indexer/extract/head_facts.h"
#include "indexer/extract/page_tree.h"
#include "izvor/act.h"
#include "izvor/extracted_page.h"
#include "izvor/url.h"

namespace izvor {

struct ActPage {
  Act act;
  std::string title;
  std::string language;  ///< That the page declares for the act; empty when it does not.
  std::optional<UtcTime> published;
  std::string text;  ///< Every line ends in a newline; footnotes come last.
  std::vector<Heading> headings;
  std::vector<Link> links;
  std::string why;  ///< For people: "38 articles, 63 recitals".
  bool cut = false;
};

/// Nothing for pages that are no act.
[[nodiscard]] std::optional<ActPage> read_act(const PageTree& tree, const HeadFacts& facts, const Url& url,
                                              std::size_t max_text_bytes);

}  // namespace izvor
