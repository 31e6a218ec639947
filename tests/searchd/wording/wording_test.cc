#include "searchd/wording/wording.h"

#include <gmock/gmock.h>

#include <set>
#include <stdexcept>

namespace izvor {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::multiset<std::string> places_of(std::string_view sentence) {
  std::multiset<std::string> places;
  for (std::size_t open = sentence.find('{'); open != std::string_view::npos; open = sentence.find('{', open + 1))
    places.emplace(sentence.substr(open, sentence.find('}', open) - open + 1));
  return places;
}

TEST(Sentences, HaveTheSamePlacesInBothLanguages) {
  for (const Sentence& sentence : kSentences) {
    const auto bulgarian = places_of(sentence.bulgarian), english = places_of(sentence.english);
    for (const std::string& place : english) EXPECT_EQ(bulgarian.count(place), 1U) << sentence.key << " " << place;
    EXPECT_FALSE(sentence.bulgarian.empty() || sentence.english.empty()) << sentence.key;
  }
}

TEST(Sentences, FitIntoScriptsAndAttributesAsTheyAre) {
  for (const Sentence& sentence : kSentences)
    for (const Language language : {Language::kBulgarian, Language::kEnglish}) {
      EXPECT_THAT(std::string(sentence.in(language)), Not(HasSubstr("\""))) << sentence.key;
      EXPECT_THAT(std::string(sentence.in(language)), Not(HasSubstr("\\"))) << sentence.key;
    }
}

TEST(Sentences, HaveEachKeyOnce) {
  std::set<std::string_view> keys;
  for (const Sentence& sentence : kSentences) EXPECT_TRUE(keys.insert(sentence.key).second) << sentence.key;
}

TEST(Wording, WhatIsFilledInIsNotReadAsASentence) {
  EXPECT_EQ(say(Language::kBulgarian, sentence("exactly_as_typed"), {{"query", "{name} {{x}} {0}"}}),
            "Само точно „{name} {{x}} {0}“");
}

TEST(Wording, TemplatesGetTheirSentencesEscapedUnlessTheyBringMarkup) {
  EXPECT_EQ(with_sentences("<b title=\"{{t.more}}\">{{query}}</b>", Language::kEnglish), "<b title=\"More\">{{query}}</b>");
  EXPECT_EQ(with_sentences("{{t.no_page_matches}}", Language::kEnglish), "No page matches “{{query}}”");
  EXPECT_THAT(with_sentences("{{t.press_slash}}", Language::kEnglish), HasSubstr("&lt;kbd&gt;"));
  EXPECT_THAT(with_sentences("{{&t.press_slash}}", Language::kEnglish), HasSubstr("<kbd>/</kbd>"));
  EXPECT_EQ(with_sentences("{bg: \"{{bg.search}}\", en: \"{{en.search}}\", many: \"{{en.suggestions_many}}\"}",
                           Language::kBulgarian),
            "{bg: \"Търсене\", en: \"Search\", many: \"{count} suggestions\"}");
  EXPECT_EQ(with_sentences("{{{title}}} {{#a}}{{.}}{{/a}} {{", Language::kEnglish), "{{{title}}} {{#a}}{{.}}{{/a}} {{");
  EXPECT_THROW((void)with_sentences("{{t.no_such_key}}", Language::kEnglish), std::logic_error);
}

TEST(Wording, CountsAndDatesAreBulgarianOrEnglish) {
  EXPECT_EQ(found_pages(0, true), "Няма намерени страници");
  EXPECT_EQ(found_pages(1, true), "Намерена е 1 страница");
  EXPECT_EQ(found_pages(2, true), "Намерени са 2 страници");
  EXPECT_EQ(found_pages(1234567, false), "Намерени са около 1\u00A0234\u00A0567 страници");
  EXPECT_EQ(found_pages(1234567, true, Language::kEnglish), "1,234,567 pages found");
  const UtcTime day(std::chrono::sys_days(std::chrono::year(2024) / 12 / 1));
  EXPECT_EQ(written_date(day), "1\u00A0декември\u00A02024\u00A0г.");
  EXPECT_EQ(written_date(day, Language::kEnglish), "1\u00A0December\u00A02024");
}

TEST(Wording, ReadingsAreSentences) {
  EXPECT_EQ(sentence_of({"synonym", "ИИ", "изкуствен интелект"}), "Включени са и: изкуствен интелект.");
  EXPECT_EQ(sentence_of({"spelling", "а", "б"}), "Показани са резултати за „б“ вместо „а“.");
  EXPECT_EQ(sentence_of({"spelling", "а", "б"}, Language::kEnglish), "Showing results for “б” instead of “а”.");
}

TEST(Wording, KindsOfPagesHaveNames) {
  EXPECT_EQ(name_of_type("library"), "Публикация");
  EXPECT_EQ(name_of_types("news"), "Новини");
  EXPECT_EQ(name_of_type("news", Language::kEnglish), "News item");
  EXPECT_EQ(name_of_type("case"), "case");
}

}  // namespace
}  // namespace izvor
