#include "searchd/web/markup.h"

#include <gtest/gtest.h>

namespace izvor {
namespace {

using namespace std::literals;

TEST(Markup, EscapesOnce) {
  EXPECT_EQ(escape_html("a & <b> \"c\" 'd' &amp;"), "a &amp; &lt;b&gt; &quot;c&quot; &#39;d&#39; &amp;amp;");
}

TEST(Markup, ControlCharactersAreReplaced) { EXPECT_EQ(escape_html("a\0b\x1b\n"s), "a\uFFFDb\uFFFD\n"); }

TEST(Markup, HighlightsAreCountedInUtf16Units) {
  EXPECT_EQ(marked_html(HighlightedText{"😀 дума", {{3, 7}}}), "😀 <mark>дума</mark>");
  EXPECT_EQ(marked_html(HighlightedText{"<дума>", {{1, 5}}}), "&lt;<mark>дума</mark>&gt;");
}

TEST(Markup, HighlightsThatDoNotFitAreCutAndStayBalanced) {
  EXPECT_EQ(marked_html(HighlightedText{"дума", {{2, 100}}}), "ду<mark>ма</mark>");
  EXPECT_EQ(marked_html(HighlightedText{"дума", {{3, 1}}}), "дума");
  EXPECT_EQ(marked_html(HighlightedText{"дума", {{0, 3}, {1, 4}}}), "<mark>дум</mark><mark>а</mark>");
  EXPECT_EQ(marked_html(HighlightedText{"", {{0, 3}}}), "");
}

TEST(Markup, BrokenUtf8DoesNotRunPastTheEnd) {
  EXPECT_EQ(marked_html(HighlightedText{"\xF0", {{0, 9}}}), "<mark>\xF0</mark>");
  EXPECT_EQ(marked_html(HighlightedText{"\x80\x80\xD0", {{1, 2}}}), "\x80\x80<mark>\xD0</mark>");
}

TEST(Markup, SnippetsAreJoinedByAnEllipsis) {
  EXPECT_EQ(marked_html(std::vector<Snippet>{{{"a", {}}, ""}, {{"b", {{0, 1}}}, ""}}), "a … <mark>b</mark>");
  EXPECT_EQ(marked_html(std::vector<Snippet>{{{"a …", {}}, ""}, {{"b", {}}, ""}}), "a … b");
}

}  // namespace
}  // namespace izvor
