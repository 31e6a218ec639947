#include "searchd/understanding/typed_beginning.h"

#include <gmock/gmock.h>

#include "tests/support/page_index.h"

namespace izvor {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::shared_analyzer;

std::vector<std::string> suggested(std::string_view typed) {
  static const std::vector<SuggestedPhrase> kPhrases = {
      {"цифрова свързаност", 9}, {"Партньорство със Сингапур", 2}, {"Digital skills", 2}, {"Единен цифров портал", 1}};
  static const Suggestions kSuggestions(kPhrases, shared_analyzer());
  Analysis analysis;
  std::vector<std::string> texts;
  for (const Suggestion& suggestion : suggest(kSuggestions, typed, 5, shared_analyzer(), analysis))
    texts.push_back(suggestion.text);
  return texts;
}

TEST(TypedBeginning, IsReadFromLatinLetters) {
  EXPECT_THAT(suggested("sing"), ElementsAre("Партньорство със Сингапур"));
  EXPECT_THAT(suggested("tsifrova svar"), ElementsAre("цифрова свързаност"));
  EXPECT_THAT(suggested("Partnyorstvo"), ElementsAre("Партньорство със Сингапур"));
}

TEST(TypedBeginning, EnglishWordsStayEnglish) { EXPECT_THAT(suggested("digi"), ElementsAre("Digital skills")); }

TEST(TypedBeginning, IsReadUnderTheLayoutThatWasMeant) {
  EXPECT_THAT(suggested("портал"), ElementsAre("Единен цифров портал"));
  EXPECT_THAT(suggested("zidrn"), IsEmpty());
  // "синг" on the keys of BDS.
  EXPECT_THAT(suggested("irkh"), ElementsAre("Партньорство със Сингапур"));
}

TEST(TypedBeginning, ALayoutIsReadBesideLatinLetters) {
  static const std::vector<SuggestedPhrase> kPhrases = {{"мфолски език", 9}, {"Подводни кабели", 1}, {"GDPR", 1}};
  static const Suggestions kSuggestions(kPhrases, shared_analyzer());
  Analysis analysis;
  const auto both = suggest(kSuggestions, "mfol", 5, shared_analyzer(), analysis);
  ASSERT_EQ(both.size(), 2U) << "м-ф-о-л begins one phrase, п-о-д-в another";
  EXPECT_EQ(both.back().text, "Подводни кабели");
  EXPECT_THAT(suggest(kSuggestions, "жази", 5, shared_analyzer(), analysis), ::testing::SizeIs(1));
}

}  // namespace
}  // namespace izvor
