#include "izvor/html_document.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <string>
#include <vector>

#include "crawler/html/bare_text.h"
#include "crawler/html/source_guard.h"
#include "crawler/html/walk.h"

namespace izvor {
namespace {

using namespace std::string_view_literals;

std::string repeat(const std::string& text, std::size_t times) {
  std::string out;
  out.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

std::string text_of_document(const HtmlDocument& document) {
  std::string text;
  walk(document.root(), [&](const GumboNode& node) {
    text += text_of(node);
    return true;
  });
  return text;
}

std::size_t depth_of(const HtmlDocument& document) {
  std::size_t depth = 0;
  std::size_t deepest = 0;
  walk(
      document.root(),
      [&](const GumboNode&) {
        deepest = std::max(deepest, ++depth);
        return true;
      },
      [&](const GumboNode&) { --depth; });
  return deepest;
}

std::size_t count_elements(const HtmlDocument& document, GumboTag tag) {
  std::size_t count = 0;
  walk(document.root(), [&](const GumboNode& node) {
    count += is_element(node) && tag_of(node) == tag;
    return true;
  });
  return count;
}

/// Parses and checks the bound that every trap must keep: one second of processor time, with some air for sanitizers.
Result<HtmlDocument> parse_in_time(const std::string& html) {
  const std::clock_t start = std::clock();
  auto document = HtmlDocument::parse(html);
  EXPECT_LT(std::clock() - start, 4 * CLOCKS_PER_SEC);
  return document;
}

TEST(HtmlDocument, KeepsTextAndAttributes) {
  const auto document = HtmlDocument::parse("<p id=a>Цифрови &amp; <b>услуги</b>");
  ASSERT_TRUE(document);
  EXPECT_EQ(text_of_document(*document), "Цифрови & услуги");
  EXPECT_EQ(document->cut_reason(), "");
}

TEST(HtmlDocument, DeepElementsAreDroppedAndTheirTextKept) {
  const auto document = parse_in_time(repeat("<div>x", 100'000));
  ASSERT_TRUE(document);
  EXPECT_LE(depth_of(*document), 520U);
  const std::string text = text_of_document(*document);
  EXPECT_EQ(std::count(text.begin(), text.end(), 'x'), 100'000);
  EXPECT_NE(document->cut_reason().find("512"), std::string::npos);
}

TEST(HtmlDocument, DeepElementsOfEveryKindAreDropped) {
  for (const std::string tag :
       {"span", "b", "table", "ul", "svg", "x-own", "font", "section", "object", "select", "template"}) {
    const auto document = parse_in_time(repeat("<" + tag + ">x", 50'000));
    EXPECT_LE(document ? depth_of(*document) : 0, 2'000U) << tag;
  }
}

TEST(HtmlDocument, ElementsAfterADeepPartAreKept) {
  const auto document = HtmlDocument::parse(repeat("<div>", 600) + repeat("</div>", 600) + "<p>after</p>");
  ASSERT_TRUE(document);
  EXPECT_EQ(count_elements(*document, GUMBO_TAG_P), 1U);
}

TEST(HtmlDocument, UnclosedParagraphsItemsAndCellsAreNotDeep) {
  const auto document =
      HtmlDocument::parse(repeat("<p>a<b>b</b>", 2'000) + "<ul>" + repeat("<li>c<p>d", 2'000) + "</ul><table>" +
                          repeat("<tr><td>e<td>f", 2'000) + "</table><dl>" + repeat("<dt>g<dd>h", 2'000));
  ASSERT_TRUE(document);
  EXPECT_EQ(document->cut_reason(), "");
  EXPECT_EQ(count_elements(*document, GUMBO_TAG_LI), 2'000U);
}

TEST(HtmlDocument, AMillionSpansAreFreedWithoutRecursion) {
  const auto document = parse_in_time(repeat("<span>", 1'000'000) + "end");
  ASSERT_TRUE(document);
  EXPECT_NE(text_of_document(*document).find("end"), std::string::npos);
}

TEST(HtmlDocument, NestedFormattingStopsAtTheArenasCap) {
  std::string html;
  for (int i = 0; i < 3'000; ++i) html += "<b id=" + std::to_string(i) + "><p>";
  const auto document = parse_in_time(html);
  EXPECT_TRUE(document || document.error().message.find("allowed") != std::string::npos);
}

TEST(HtmlDocument, AttributesAreCapped) {
  std::string html = "<p ";
  for (int i = 0; i < 50'000; ++i) html += "a" + std::to_string(i) + "=\">\" ";
  html += ">text</p>";
  const auto document = parse_in_time(html);
  ASSERT_TRUE(document);
  EXPECT_EQ(text_of_document(*document), "text");
  EXPECT_NE(document->cut_reason().find("400"), std::string::npos);
}

TEST(HtmlDocument, InputWithoutNulAtItsEndIsNotOverread) {
  for (const std::string html :
       {"<",   "<p",   "<p a", "<p a=", "<p a='", "&",       "&am",      "&#",           "&#x",     "<!",
        "<!-", "<!--", "</",   "</p",   "\xD0",   "<script", "<script>", "<script><!--", "<title>", "<svg><![CDATA["}) {
    const std::vector<char> exact(html.begin(), html.end());
    EXPECT_TRUE(HtmlDocument::parse(std::string_view(exact.data(), exact.size()))) << html;
  }
}

TEST(HtmlDocument, TwentyMegabytesAreCut) {
  HtmlLimits limits;
  limits.deadline = std::chrono::seconds(20);  // Sanitizers take long over eight megabytes.
  const auto document = HtmlDocument::parse(repeat("<p>Цифрови услуги</p>\n", 600'000), limits);
  ASSERT_TRUE(document);
  EXPECT_NE(document->cut_reason().find("8388608"), std::string::npos);
}

TEST(HtmlDocument, NulsAndBrokenUtf8AreNoDanger) {
  const auto document = HtmlDocument::parse("<p>a\0b</p><p>\xFF\xC0\xD0</p>"sv);
  ASSERT_TRUE(document);
  EXPECT_NE(text_of_document(*document).find("ab"), std::string::npos);
}

TEST(HtmlDocument, TimeIsBounded) {
  HtmlLimits limits;
  limits.deadline = std::chrono::milliseconds(-1);
  const auto document = HtmlDocument::parse(repeat("<p>x", 10'000), limits);
  ASSERT_FALSE(document);
  EXPECT_NE(document.error().message.find("time"), std::string::npos);
}

TEST(HtmlDocument, MemoryIsBounded) {
  HtmlLimits limits;
  limits.arena_bytes = 1 << 20;
  const auto document = HtmlDocument::parse(repeat("<p>x", 100'000), limits);
  ASSERT_FALSE(document);
  EXPECT_NE(document.error().message.find("memory"), std::string::npos);
}

TEST(SourceGuard, LeavesOutCommentsScriptsAndStylesButJsonLd) {
  const GuardedSource guarded = guard_source(
      "a<!-- c -->b<style>p{}</style><script>1<2</script><script type=\"application/ld+json\">{}</script>", HtmlLimits());
  EXPECT_EQ(guarded.html, "ab<style></style><script></script><script type=\"application/ld+json\">{}</script>");
}

TEST(SourceGuard, AScriptInsideAScriptsCommentDoesNotEndIt) {
  const GuardedSource guarded =
      guard_source("<script><!-- document.write('<script>x</script>'); --></script><p>text", HtmlLimits());
  EXPECT_EQ(guarded.html, "<script></script><p>text");
}

TEST(BareText, ReadsTitleAndBlocks) {
  const BareText bare =
      read_bare_text("<title>A &amp; B</title><style>x</style><p>one <b>Ц</b>ифров</p><div>two&nbsp;&#8211;</div>", 1000);
  EXPECT_EQ(bare.title, "A & B");
  EXPECT_EQ(bare.text, "one Цифров\ntwo\xC2\xA0–\n");
}

TEST(BareText, EndsInANewline) { EXPECT_EQ(read_bare_text("<p>one<p>two <b>three", 1000).text, "one\ntwo three\n"); }

}  // namespace
}  // namespace izvor
