// What the tests of searching share: asking, and reading answers as a program would.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "searchd/search/searcher.h"
#include "tests/support/page_index.h"

namespace izvor::testing {

inline SearchAnswer ask(Searcher& searcher, const SearchRequest& request) {
  auto outcome = searcher.search(request);
  EXPECT_TRUE(outcome) << (outcome ? "" : outcome.error().message);
  return outcome ? std::move(*outcome) : SearchAnswer();
}

inline SearchAnswer ask(Searcher& searcher, const std::string& text) {
  SearchRequest request;
  request.text = text;
  request.fold = false;  // Pages of tests are often the same text.
  return ask(searcher, request);
}

/// The paths of the results, in order.
inline std::vector<std::string> paths(const SearchAnswer& answer) {
  std::vector<std::string> all;
  for (const SearchHit& hit : answer.hits) all.push_back(hit.url.substr(hit.url.find('/', 8) + 1));
  return all;
}

/// What is highlighted, read as JavaScript would: by UTF-16 units.
inline std::vector<std::string> highlighted(const HighlightedText& text) {
  std::vector<std::string> all;
  for (const Highlight& highlight : text.highlights) {
    std::string piece;
    std::uint32_t unit = 0;
    for (std::size_t i = 0; i < text.text.size();) {
      const auto lead = static_cast<unsigned char>(text.text[i]);
      const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
      if (unit >= highlight.begin && unit < highlight.end) piece += text.text.substr(i, length);
      unit += length == 4 ? 2 : 1;
      i += length;
    }
    all.push_back(piece);
  }
  return all;
}

class SearcherTest : public ::testing::Test {
 protected:
  Searcher& searcher() {
    if (!searcher_) searcher_ = std::make_unique<Searcher>(index_.settings(), shared_analyzer());
    return *searcher_;
  }
  std::vector<std::string> found(const std::string& query) { return paths(ask(searcher(), query)); }

  PageIndex index_;

 private:
  std::unique_ptr<Searcher> searcher_;
};

}  // namespace izvor::testing
