#include "izvor/analyzer.h"

#include <gmock/gmock.h>

#include "tests/indexer/analysis/analyzer_fixture.h"

namespace izvor {
namespace {

using ::testing::ElementsAre;

TEST(Analyzer, FindsTheLemmaOfInflectedWords) {
  EXPECT_EQ(lemma("партньорствата"), "партньорство");
  EXPECT_EQ(lemma("цифровите"), "цифров");
  EXPECT_EQ(lemma("европейската"), "европейски");
}

/// Every token with its grades, on a line of its own.
std::string grades_of(std::string_view text, Analysis& analysis) {
  built_analyzer().analyze(text, analysis);
  std::string lines;
  for (const Token& token : analysis.tokens()) {
    for (const std::string_view form : {token.exact, token.lemma, token.root}) lines.append(form).append(1, ' ');
    lines += token.stop_word ? "stop " : "";
    lines += std::to_string(static_cast<int>(token.source)) + " " + std::to_string(static_cast<int>(token.origin)) + "\n";
  }
  return lines;
}

TEST(Analyzer, AWordIsReadTheSecondTimeAsTheFirst) {
  std::string text;
  for (int i = 0; i < 20; ++i)
    text += "Партньорствата за подводни кабели и наши страни от ЕС, непознатите хрумковци, решенията, digital policies. ";
  Analysis fresh;
  Analysis used;
  const std::string first = grades_of(text, fresh);
  static_cast<void>(grades_of(text, used));
  EXPECT_EQ(grades_of(text, used), first);
  // A short text is read without the memo.
  Analysis once;
  EXPECT_EQ(first.find(grades_of(text.substr(0, text.find(". ") + 2), once)), 0U);
}

TEST(Analyzer, PutsParadigmsTogetherThatTheDictionaryListsBare) {
  for (const char* form : {"дойде", "дошли", "дошлите"}) EXPECT_EQ(lemma(form), "дойда") << form;
  for (const char* form : {"влезе", "влязоха", "влезли"}) EXPECT_EQ(lemma(form), "вляза") << form;
  for (const char* form : {"изсякоха", "изсечена"}) EXPECT_EQ(lemma(form), "изсека") << form;
  for (const char* form : {"центъра", "центрове", "центровете"}) EXPECT_EQ(lemma(form), "център") << form;
  EXPECT_EQ(lemma("началниците"), "началник");
  EXPECT_EQ(lemma("бреговете"), "бряг");
}

TEST(Analyzer, ReadsAnAmbiguousFormAsTheLikelierWord) {
  EXPECT_EQ(lemma("решения"), "решение");    // not the participle of "реша"
  EXPECT_EQ(lemma("политика"), "политика");  // not "политик" with its short article
  EXPECT_EQ(lemma("иска"), "искам");         // not "иск" with its short article
  EXPECT_EQ(lemma("разделени"), "разделя");  // not the adjective
  EXPECT_EQ(lemma("страни"), "страна");
}

TEST(Analyzer, KnowsTheSupplement) {
  EXPECT_EQ(lemma("киберсигурността"), "киберсигурност");
  EXPECT_EQ(lemma("уебсайтовете"), "уебсайт");
  EXPECT_EQ(lemma("екосистемите"), "екосистема");
}

TEST(Analyzer, OffsetsPointIntoTheText) {
  const std::string_view text = "Цифрови  услуги, в ЕС.";
  Analysis analysis;
  built_analyzer().analyze(text, analysis);
  std::vector<std::string> cut;
  for (const Token& token : analysis.tokens()) cut.emplace_back(text.substr(token.begin, token.end - token.begin));
  EXPECT_THAT(cut, ElementsAre("Цифрови", "услуги", "в", "ЕС"));
}

TEST(Analyzer, FoldsCaseAccentsAndSoftHyphens) {
  EXPECT_THAT(words_of("ЦИФРОВИ усл\u00ADуги сво\u0301боден ѝ"), ElementsAre("цифрови", "услуги", "свободен", "и"));
}

TEST(Analyzer, KeepsTheMarkOfShortI) { EXPECT_THAT(words_of("Й и\u0306"), ElementsAre("й", "й")); }

TEST(Analyzer, StemsLatinWordsButNotShortOnes) {
  EXPECT_EQ(lemma("services"), "servic");
  EXPECT_EQ(lemma("AI"), "ai");
}

TEST(Analyzer, MarksStopWords) {
  Analysis analysis;
  built_analyzer().analyze("и цифров", analysis);
  ASSERT_EQ(analysis.tokens().size(), 2U);
  EXPECT_TRUE(analysis.tokens()[0].stop_word);
  EXPECT_FALSE(analysis.tokens()[1].stop_word);
}

TEST(Analyzer, SurvivesInvalidUtf8) {
  const std::string_view text = "\xD0\xD0цифров\xFF\xFEуслуга\xD1";
  EXPECT_THAT(words_of(text), ElementsAre("цифров", "услуга"));
}

TEST(Analyzer, ReusesAnAnalysisForTheNextText) {
  Analysis analysis;
  built_analyzer().analyze("първи текст тук", analysis);
  built_analyzer().analyze("втори", analysis);
  ASSERT_EQ(analysis.tokens().size(), 1U);
  EXPECT_EQ(analysis.tokens()[0].exact, "втори");
}

TEST(Analyzer, KeepsBothLemmasOfAFormAtItsPlace) {
  Analysis analysis;
  built_analyzer().analyze("Европа има цели", analysis);
  std::vector<std::string> told;
  for (const Token& token : analysis.tokens()) {
    told.push_back(std::string(token.lemma) + "@" + std::to_string(token.position) +
                   (token.origin == TokenOrigin::kAlternative ? "+" : ""));
  }
  EXPECT_THAT(told, ElementsAre("европа@1", "имам@2", "цел@3", "цял@3+"));
}

}  // namespace
}  // namespace izvor
