#include "crawler/html/xhtml.h"

#include <gtest/gtest.h>

#include <string>

#include "crawler/html/charset.h"

namespace izvor {
namespace {

TEST(Xhtml, EmptyElementsGetAnEndTag) {
  EXPECT_EQ(xhtml_as_html("<title/><script src='/a>b.js' /><p>Мост</p>"),
            "<title></title><script src='/a>b.js' ></script><p>Мост</p>");
  EXPECT_EQ(xhtml_as_html("<a id='x'/>Мост<textarea rows='2'/>"), "<a id='x'></a>Мост<textarea rows='2'></textarea>");
}

TEST(Xhtml, WhatHtmlKnowsStaysAsItIs) {
  for (const std::string page : {"<br/><img src='a.png'/><hr />", "<p>а/>б</p>", "<a href='http://a.bg/'>а</a>",
                                 "<!-- <title/> --><?x <title/> ?><p title='<b/>'>а</p>", "<", "<p", "</p/>", "<!--", "<?", "<p a='"})
    EXPECT_EQ(xhtml_as_html(page), page);
}

TEST(Xhtml, CdataIsTextButInScripts) {
  EXPECT_EQ(xhtml_as_html("<p><![CDATA[а < б & в]]></p>"), "<p>а &lt; б &amp; в</p>");
  const std::string script = "<script>//<![CDATA[\nif (a < b) document.write('<p/>');\n//]]></script><p>а</p>";
  EXPECT_EQ(xhtml_as_html(script), script);
  EXPECT_EQ(xhtml_as_html("<![CDATA[а"), "а");
}

TEST(Xhtml, OnlyAPageOfThatTypeIsReadSo) {
  const std::string page = "<html xmlns='http://www.w3.org/1999/xhtml'><title/><p>Мост</p></html>";
  EXPECT_EQ(decode_page(page, "text/html; charset=utf-8").utf8, page);
  EXPECT_EQ(decode_page(page, "application/xhtml+xml; charset=utf-8").utf8,
            "<html xmlns='http://www.w3.org/1999/xhtml'><title></title><p>Мост</p></html>");
}

}  // namespace
}  // namespace izvor
