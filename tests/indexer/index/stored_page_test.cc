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
  page.title_words = {3, 4 | kSamePlace};
  page.marks = {{.begin = 0, .end = 16, .word = 0x7EDC},
                {.begin = 17, .end = 41, .word = 1, .repaired_before = true},
                {.begin = 17, .end = 41, .word = 2, .same_place = true}};
  return page;
}

TEST(StoredPage, ComesBackAsItWas) {
  const StoredPage page = sample();
  const Result<StoredPage> back = decode_stored_page(encode(page), encode_words(page));
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
  EXPECT_EQ(back->title_words, page.title_words);
  EXPECT_EQ(back->marks[0].word, 0x7EDC);
  EXPECT_FALSE(back->marks[1].same_place);
  EXPECT_TRUE(back->marks[2].same_place);
  EXPECT_EQ(back->marks[1].begin, 17U);
  EXPECT_EQ(back->marks[1].end, 41U);
  EXPECT_TRUE(back->marks[1].repaired_before);
  EXPECT_FALSE(back->marks[2].repaired_before);
}

TEST(StoredPage, PlacesComeBackWhereverTheyAre) {
  StoredPage page = sample();
  page.text = "Един, два-три (2024) 漢字漢字 " + std::string(300, '.') + " край";
  const auto mark = [&](std::uint32_t begin, std::uint32_t end) { page.marks.push_back({.begin = begin, .end = end}); };
  page.marks.clear();
  mark(0, 8);    // As expected.
  mark(10, 23);  // A compound, then its parts.
  mark(10, 16);
  mark(17, 23);
  mark(17, 23);  // A second lemma.
  mark(25, 29);  // Behind a bracket.
  mark(31, 37);  // Letters that no run has.
  mark(37, 43);
  mark(static_cast<std::uint32_t>(page.text.size() - 8), static_cast<std::uint32_t>(page.text.size()));  // Far away.
  const Result<StoredPage> back = decode_stored_page(encode(page), encode_words(page));
  ASSERT_TRUE(back) << back.error().message;
  ASSERT_EQ(back->marks.size(), page.marks.size());
  for (std::size_t i = 0; i < page.marks.size(); ++i) {
    EXPECT_EQ(back->marks[i].begin, page.marks[i].begin) << i;
    EXPECT_EQ(back->marks[i].end, page.marks[i].end) << i;
  }
}

TEST(StoredPage, EveryTruncationIsRefused) {
  const std::string whole = encode(sample());
  const std::string words = encode_words(sample());
  for (std::size_t length = 0; length < whole.size(); ++length) {
    EXPECT_FALSE(decode_stored_page(std::string_view(whole).substr(0, length), words)) << length;
  }
}

TEST(StoredPage, WordsOfAnotherTextAreRefused) {
  StoredPage other = sample();
  other.marks.pop_back();
  EXPECT_FALSE(decode_stored_page(encode(sample()), encode_words(other)));
  EXPECT_FALSE(decode_stored_page(encode(sample()), ""));
}

TEST(StoredPage, AnyBytesComeBackAsTheyWere) {
  StoredPage page = sample();
  page.text = "Ѐ Ѕ Я я ё ѝ € 𝄞 \x80\xBF\xFF\xD0 \xE2\x82";
  page.marks.clear();
  const Result<StoredPage> back = decode_stored_page(encode(page), encode_words(page));
  ASSERT_TRUE(back);
  EXPECT_EQ(back->text, page.text);
}

TEST(StoredPage, EveryChangedByteIsRefusedOrHarmless) {
  const std::string whole = encode(sample());
  for (std::size_t i = 0; i < whole.size(); ++i) {
    for (const int flip : {1, 0x80, 0xFF}) {
      std::string damaged = whole;
      damaged[i] = static_cast<char>(damaged[i] ^ flip);
      const Result<StoredPage> page = decode_stored_page(damaged, encode_words(sample()));
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
  other[0] = 1;
  const Result<StoredPage> page = decode_stored_page(other, encode_words(sample()));
  ASSERT_FALSE(page);
  EXPECT_NE(page.error().message.find("izvor-indexer rebuild"), std::string::npos);
}

TEST(StoredPage, AnEmptyPageIsAPage) {
  const Result<StoredPage> back = decode_stored_page(encode(StoredPage{}), encode_words(StoredPage{}));
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
