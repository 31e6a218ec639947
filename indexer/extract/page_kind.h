// What kind of page this is, and what it is about: type and topics. Pure; safe from any thread.
#pragma once

#include <string>
#include <vector>

#include "indexer/extract/head_facts.h"
#include "indexer/extract/page_tree.h"
#include "izvor/url.h"

namespace izvor {

/// "policies", "news", "events", "library", "faqs"…, by the address ("/bg/policies/x"), what the page says of itself, and its
/// header; "pages" when nothing tells.
[[nodiscard]] std::string find_type(const PageTree& tree, const HeadFacts& facts, const Url& url);

/// Related topics of the margin, keywords and tags; each once, at most 20.
[[nodiscard]] std::vector<std::string> find_topics(const PageTree& tree, const HeadFacts& facts);

}  // namespace izvor
