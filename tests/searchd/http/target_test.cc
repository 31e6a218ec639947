#include "searchd/http/target.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace izvor {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

TEST(Target, DecodesPathAndParametersOnce) {
  const auto target = Target::parse("/p%C3%A4th/a+b?q=%D1%86%D0%B8%D1%84+%2541&x&y=&=z&&a=b=c");
  ASSERT_TRUE(target);
  EXPECT_EQ(target->path, "/päth/a+b") << "a plus is a space in the query only";
  EXPECT_THAT(target->parameters,
              ElementsAre(Pair("q", "циф %41"), Pair("x", ""), Pair("y", ""), Pair("", "z"), Pair("a", "b=c")));
}

TEST(Target, AbsoluteFormIsReadAsItsPath) {
  EXPECT_EQ(Target::parse("http://example.eu:80/search?q=x")->path, "/search");
  EXPECT_EQ(Target::parse("http://example.eu")->path, "/");
}

TEST(Target, BrokenPercentEncodingIsRefused) {
  for (const char* text : {"/%", "/%4", "/%zz", "/?q=%", "/?q=%G0", "/?%=x", "/?q=abc%e"})
    EXPECT_FALSE(Target::parse(text)) << text;
}

TEST(Target, WhatIsNotUtf8IsRefused) {
  for (const char* text : {"/%FF", "/?q=%C0%80", "/?q=%ED%A0%80", "/?q=%F5%80%80%80", "/?q=%E2%82", "/?q=\xD1", "/?q=%80"})
    EXPECT_FALSE(Target::parse(text)) << text;
}

TEST(Target, WhatBeginsWithoutASlashIsRefused) {
  for (const char* text : {"*", "search", "ftp://a/b", "example.eu:443"}) EXPECT_FALSE(Target::parse(text)) << text;
}

TEST(Target, TooManyParametersAreRefused) {
  std::string text = "/?";
  for (int i = 0; i < 64; ++i) text += "a=b&";
  EXPECT_TRUE(Target::parse(text));
  EXPECT_FALSE(Target::parse(text + "a=b"));
}

TEST(Target, EncodingAndDecodingAreInverse) {
  const std::string all = "Ц +&=?#/%\"'<>~-._";
  EXPECT_EQ(decode_component(encode_component(all), true), all);
  EXPECT_EQ(encode_component("a b/~"), "a%20b%2F~");
}

}  // namespace
}  // namespace izvor
