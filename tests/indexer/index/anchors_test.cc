// What pages are called by others that link to them: found, forgotten, and the same however the index came about.
#include <gtest/gtest.h>
#include <xapian.h>

#include <string>

#include "crawler/html/charset.h"
#include "crawler/links/page_links.h"
#include "crawler/scope/tracking.h"
#include "indexer/extract/extract.h"
#include "indexer/index/anchor_terms.h"
#include "tests/indexer/index/index_fixture.h"

namespace izvor {
namespace {

class Anchors : public IndexFixture {
 protected:
  void store_linking(const std::string& path, const std::string& target, const std::string& text) {
    store(path, html("Новини", "Днес излезе дълга статия за всичко. <a href=\"/bg/" + target + "\">" + text + "</a> следва."));
  }

  /// How many pages are called by this word, in any form.
  [[nodiscard]] std::uint64_t called(const std::string& word) const {
    Analysis analysis;
    built_analyzer().analyze(word, analysis);
    const std::string root(analysis.tokens().front().root);
    return open().database.get_termfreq(schema::term_for(schema::Field::kAnchors, schema::Grade::kRoot, root));
  }

  /// Every page with its terms and how often it has them.
  [[nodiscard]] std::string all_terms() const {
    const OpenIndex index = open();
    std::string text;
    const std::string prefix(schema::kPagePrefix);
    for (auto page = index.database.allterms_begin(prefix); page != index.database.allterms_end(prefix); ++page) {
      const auto document = *index.database.postlist_begin(*page);
      for (auto term = index.database.termlist_begin(document); term != index.database.termlist_end(document); ++term)
        text += *term + " " + std::to_string(term.get_wdf()) + "\n";
    }
    return text;
  }
};

TEST_F(Anchors, APageHasTheWordsOfLinksToItThatItsTitleLacks) {
  store_page("gdpr", "Регламент за личните данни", "Съюзът подписа споразумение.");
  store_linking("a", "gdpr", "регламент кабел");
  apply();
  EXPECT_EQ(called("кабел"), 1U);
  EXPECT_EQ(called("регламент"), 0U) << "its title says that";
  EXPECT_EQ(trouble(), "");
}

TEST_F(Anchors, TheOrderInWhichPagesComeMakesNoDifference) {
  store_linking("a", "gdpr", "кабел");
  store_page("gdpr", "Регламент", "Съюзът подписа споразумение.");
  apply();
  EXPECT_EQ(called("кабел"), 1U);
}

TEST_F(Anchors, WhatALinkSaidGoesWithIt) {
  store_page("gdpr", "Регламент", "Съюзът подписа споразумение.");
  store_linking("a", "gdpr", "кабел");
  apply();
  store_linking("a", "gdpr", "канада");
  apply();
  EXPECT_EQ(called("кабел"), 0U);
  EXPECT_EQ(called("канада"), 1U);
  store_gone("a");
  apply();
  EXPECT_EQ(called("канада"), 0U);
  EXPECT_EQ(trouble(), "");
}

TEST_F(Anchors, AChangedPageKeepsWhatItIsCalled) {
  store_page("gdpr", "Регламент", "Съюзът подписа споразумение.");
  store_linking("a", "gdpr", "кабел");
  apply();
  store_page("gdpr", "Регламент", "Канада подписа споразумение.");
  apply();
  EXPECT_EQ(called("кабел"), 1U);
  store_page("gdpr", "Кабел", "Канада подписа споразумение.");
  apply();
  EXPECT_EQ(called("кабел"), 0U) << "now its title says it";
  EXPECT_EQ(trouble(), "");
}

TEST_F(Anchors, ARebuildEndsInTheSameTermsAsTheFeed) {
  for (int i = 0; i < 12; ++i) store_page("p" + std::to_string(i), "Страница", "Съюзът подписа споразумение.");
  apply();
  for (int i = 0; i < 12; ++i) {
    store_linking("l" + std::to_string(i), "p" + std::to_string((i * 5) % 12), i % 2 == 0 ? "подводен кабел" : "канада");
    if (i % 3 == 0) apply();
  }
  store_gone("l4");
  store_linking("l5", "p0", "япония");
  apply();
  const std::string followed = all_terms();
  work_.settings.commit_pages = 1;
  rebuild_all();
  EXPECT_EQ(all_terms(), followed);
  EXPECT_EQ(trouble(), "");
}

TEST_F(Anchors, NameTheAddressThatTheCrawlerAsksFor) {
  // "закон" in windows-1251, in the page's text and in the query of its link.
  const std::string word = "\xE7\xE0\xEA\xEE\xED";
  const Capture capture{.url = url_of("a"),
                        .fetched = {},
                        .status = 200,
                        .fields = {{"Content-Type", "text/html; charset=windows-1251"}},
                        .request_head = {},
                        .body = "<html><head><base href=/old/></head><body><main><p>" + word + " <a href='t.php?q=" + word +
                                "&amp;utm_source=x&amp;n=1'>" + word + "</a></p></main></body></html>"};
  const ExtractedPage page = extract_capture(capture).value();
  const auto terms = anchor_terms(page_id_of(capture.url), page.links);
  ASSERT_EQ(terms.size(), 1U);
  const DecodedPage decoded = decode_page(capture.body, capture.fields.front().second);
  const PageLinks followed =
      links_of(decoded.utf8, {.page = capture.url, .product_token = "Izvor", .charset = decoded.charset});
  ASSERT_EQ(followed.follow.size(), 1U);
  const Url asked_for = without_tracking(followed.follow.front());
  EXPECT_EQ(asked_for.target(), "/old/t.php?q=%E7%E0%EA%EE%ED&n=1");
  EXPECT_EQ(anchor_target(terms.front()), page_id_of(asked_for));
}

TEST_F(Anchors, LinksToThePageItselfAndOverlongTextsAreNoNames) {
  const PageId page = page_id_of(url_of("a"));
  EXPECT_TRUE(anchor_terms(page, {{.url = url_of("a").str(), .text = "себе си"}}).empty());
  EXPECT_TRUE(anchor_terms(page, {{.url = url_of("b").str(), .text = std::string(1'000, 'x')}}).empty());
  const auto terms = anchor_terms(page, {{.url = url_of("b").str(), .text = "кабел"}});
  ASSERT_EQ(terms.size(), 1U);
  EXPECT_EQ(anchor_target(terms.front()), page_id_of(url_of("b")));
}

}  // namespace
}  // namespace izvor
