#include "searchd/understanding/latin_reading.h"

#include <gmock/gmock.h>

#include "tests/searchd/understanding/word_list.h"

namespace izvor::testing {
namespace {

std::string best_reading(const Vocabulary& words, std::string_view latin) {
  const auto readings = known_readings(words, latin);
  return readings.empty() ? "" : readings.front().word;
}

TEST(LatinReading, TakesTheLawsAndPeoplesSpellings) {
  const Vocabulary words = vocabulary_of({{"цифрови", 3},
                                          {"часовник", 1},
                                          {"шест", 1},
                                          {"къща", 2},
                                          {"жени", 1},
                                          {"юли", 1},
                                          {"япония", 4},
                                          {"шофьор", 1},
                                          {"максимум", 1}});
  for (const std::string_view latin : {"tsifrovi", "cifrovi", "tzifrovi", "cifrowi"})
    EXPECT_EQ(best_reading(words, latin), "цифрови") << latin;
  for (const std::string_view latin : {"chasovnik", "4asovnik", "tchasovnik"})
    EXPECT_EQ(best_reading(words, latin), "часовник") << latin;
  for (const std::string_view latin : {"shest", "6est"}) EXPECT_EQ(best_reading(words, latin), "шест") << latin;
  for (const std::string_view latin : {"kashta", "kyshta", "kushta", "ky6ta", "ka6ta"})
    EXPECT_EQ(best_reading(words, latin), "къща") << latin;
  for (const std::string_view latin : {"zheni", "jeni"}) EXPECT_EQ(best_reading(words, latin), "жени") << latin;
  for (const std::string_view latin : {"yuli", "juli", "iuli"}) EXPECT_EQ(best_reading(words, latin), "юли") << latin;
  for (const std::string_view latin : {"yaponia", "yaponiya", "qponiq", "japonija"})
    EXPECT_EQ(best_reading(words, latin), "япония") << latin;
  for (const std::string_view latin : {"shofyor", "6ofior", "shofjor"})
    EXPECT_EQ(best_reading(words, latin), "шофьор") << latin;
  EXPECT_EQ(best_reading(words, "maximum"), "максимум");
}

TEST(LatinReading, OfTwoWordsWithOneSpellingTheCommonComesFirst) {
  EXPECT_EQ(best_reading(vocabulary_of({{"път", 50}, {"пат", 1}}), "pat"), "път");
  EXPECT_EQ(best_reading(vocabulary_of({{"път", 1}, {"пат", 1}}), "pat"), "пат")
      << "the plain spelling, when both are as common";
}

TEST(LatinReading, FindsNothingThatIsNotInTheVocabulary) {
  EXPECT_EQ(best_reading(vocabulary_of({{"цифрови", 3}}), "digital"), "");
  EXPECT_EQ(best_reading(vocabulary_of({{"цифрови", 3}}), "cifro"), "") << "a beginning is no word";
  EXPECT_EQ(best_reading(Vocabulary(), ""), "");
}

TEST(LatinReading, GivesTheLikeliestSpellingsOfUnknownWords) {
  const auto readings = plain_readings("kashta", 8);
  std::vector<std::string> words;
  for (const LatinReading& reading : readings) words.push_back(reading.word);
  EXPECT_THAT(words, ::testing::Contains("къща"));
  EXPECT_THAT(words, ::testing::Contains("каща"));
  EXPECT_LE(words.size(), 8U);
  EXPECT_TRUE(plain_readings("na[ta", 8).empty()) << "no spelling has a bracket";
}

TEST(LatinReading, EndsSoonWhateverIsTyped) {
  const Vocabulary words = vocabulary_of({{"ййййййййййййййййййййъъъъъъъъъъ", 1}, {"ьььььььььь", 1}});
  EXPECT_TRUE(known_readings(words, std::string(60, 'y')).empty());
  EXPECT_TRUE(known_readings(words, std::string(5000, 'y')).empty());
  EXPECT_LE(plain_readings(std::string(80, 'y'), 8).size(), 8U);
}

}  // namespace
}  // namespace izvor::testing
