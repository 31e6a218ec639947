#include "izvor/stored_page.h"

#include <gtest/gtest.h>

#include <string>

namespace izvor {
namespace {

StoredPage sample() {
  StoredPage page;
  page.id = "0123456789abcdef01234567";
  page.sequence = 300;
  page.url = "https://example.eu/bg/policies/x";
  page.title = "Цифрови партньорства";
  page.language = "bg";
  page.type = "policies";
  page.topics = {"Данни", "Изкуствен интелект"};
  page.published = UtcTime(std::chrono::seconds(1'700'000'000));
  page.fetched = UtcTime(std::chrono::seconds(-5));
  page.text = "Заглавие\nЕвропейският съюз и Сингапур.\n";
  page.text_digest = text_digest_of(page.title, page.text);
  page.headings = {{.level = 2, .text = "Заглавие", .anchor = "h", .offset = 0}};
  page.marks = {{.begin = 0, .end = 16, .root = 0xFEDC},
                {.begin = 17, .end = 41, .root = 1, .repaired_before = true},
                {.begin = 17, .end = 41, .root = 2}};
  return page;
}

TEST(StoredPage, ComesBackAsItWas) {
  const StoredPage page = sample();
  const Result<StoredPage> back = decode_stored_page(encode(page));
  ASSERT_TRUE(back) << back.error().message;
  EXPECT_EQ(back->id, page.id);
  EXPECT_EQ(back->sequence, page.sequence);
  EXPECT_EQ(back->url, page.url);
  EXPECT_EQ(back->title, page.title);
  EXPECT_EQ(back->language, page.language);
  EXPECT_EQ(back->type, page.type);
  EXPECT_EQ(back->topics, page.topics);
  EXPECT_EQ(back->published, page.published);
  EXPECT_EQ(back->modified, std::nullopt);
  EXPECT_EQ(back->fetched, page.fetched);
  EXPECT_EQ(back->text_digest, page.text_digest);
  EXPECT_EQ(back->text, page.text);
  ASSERT_EQ(back->headings.size(), 1U);
  EXPECT_EQ(back->headings[0].anchor, "h");
  EXPECT_EQ(back->headings[0].level, 2);
  ASSERT_EQ(back->marks.size(), 3U);
  EXPECT_EQ(back->marks[0].root, 0xFEDC);
  EXPECT_EQ(back->marks[1].begin, 17U);
  EXPECT_EQ(back->marks[1].end, 41U);
  EXPECT_TRUE(back->marks[1].repaired_before);
  EXPECT_FALSE(back->marks[2].repaired_before);
}

TEST(StoredPage, EveryTruncationIsRefused) {
  const std::string whole = encode(sample());
  for (std::size_t length = 0; length < whole.size(); ++length) {
    EXPECT_FALSE(decode_stored_page(std::string_view(whole).substr(0, length))) << length;
  }
}

TEST(StoredPage, EveryChangedByteIsRefusedOrHarmless) {
  const std::string whole = encode(sample());
  for (std::size_t i = 0; i < whole.size(); ++i) {
    for (const int flip : {1, 0x80, 0xFF}) {
      std::string damaged = whole;
      damaged[i] = static_cast<char>(damaged[i] ^ flip);
      const Result<StoredPage> page = decode_stored_page(damaged);
      if (!page) continue;
      for (const WordMark& mark : page->marks) {
        EXPECT_LE(mark.begin, mark.end);
        EXPECT_LE(mark.end, page->text.size());
      }
    }
  }
}

TEST(StoredPage, AnotherFormatIsRefusedWithAdvice) {
  std::string other = encode(sample());
  other[0] = 2;
  const Result<StoredPage> page = decode_stored_page(other);
  ASSERT_FALSE(page);
  EXPECT_NE(page.error().message.find("izvor-indexer rebuild"), std::string::npos);
}

TEST(StoredPage, AnEmptyPageIsAPage) {
  const Result<StoredPage> back = decode_stored_page(encode(StoredPage{}));
  ASSERT_TRUE(back);
  EXPECT_TRUE(back->marks.empty());
}

TEST(TextDigest, TellsTitleFromText) {
  EXPECT_NE(text_digest_of("а", "б"), text_digest_of("аб", ""));
  EXPECT_EQ(text_digest_of("а", "б"), text_digest_of("а", "б"));
  EXPECT_EQ(text_digest_of("а", "б").size(), 16U);
}

}  // namespace
}  // namespace izvor
