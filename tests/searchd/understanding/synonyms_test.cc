// Acronyms, synonyms and best bets, against a real index and real files.
#include "searchd/understanding/synonyms.h"

#include <gmock/gmock.h>

#include <fstream>

#include "tests/searchd/search/searching.h"

namespace izvor::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

std::vector<std::string> widened(const Synonyms& synonyms, std::vector<ComparedWord> words) {
  std::vector<std::string> all;
  for (const Widening& one : synonyms.widen(words))
    for (const std::string& expression : one.expressions)
      all.push_back(std::to_string(one.first) + "+" + std::to_string(one.count) + " " + expression);
  return all;
}

TEST(Synonyms, WorkInEveryDirectionAndTakeTheLongestExpression) {
  const Synonyms synonyms("ИИ = AI = изкуствен интелект\n# без = това\nинтелект = ум\nняма равно\n", {}, shared_analyzer());
  EXPECT_THAT(widened(synonyms, {{"ии", "ии"}}), ElementsAre("0+1 AI", "0+1 изкуствен интелект"));
  EXPECT_THAT(widened(synonyms, {{"за", "за"}, {"изкуствения", "изкуствен"}, {"интелект", "интелект"}}),
              ElementsAre("1+2 ИИ", "1+2 AI"));
  EXPECT_THAT(widened(synonyms, {{"ум", "ум"}}), ElementsAre("0+1 интелект"));
  EXPECT_THAT(widened(synonyms, {{"без", "без"}}), IsEmpty()) << "a comment";
}

TEST(Synonyms, KnowAcronymsFromWords) {
  const Synonyms synonyms("СЕ = Съвет на Европа\nВИТ = високи технологии\n", {}, shared_analyzer());
  EXPECT_THAT(widened(synonyms, {{"се", "се", false, false}}), IsEmpty()) << "a word in small letters";
  EXPECT_THAT(widened(synonyms, {{"се", "се", true, true}}), ElementsAre("0+1 Съвет на Европа"));
  const Synonyms words("вит = извит\n", {}, shared_analyzer());
  EXPECT_THAT(widened(words, {{"вит", "вит", true, true}}), IsEmpty()) << "an acronym is no word";
}

TEST(Synonyms, OfPagesNameTheCommonestLongForms) {
  const std::vector<IntroducedAcronym> introduced = {
      {"ОДП", "общо доставяне на платформи", 9}, {"ОДП", "отворена дигитална платформа", 4}, {"ОДП", "от друга планета", 1}};
  const Synonyms synonyms("", introduced, shared_analyzer());
  EXPECT_THAT(widened(synonyms, {{"одп", "одп"}}),
              ElementsAre("0+1 общо доставяне на платформи", "0+1 отворена дигитална платформа"));
}

TEST(Synonyms, AreCapped) {
  std::string line = "дума0";
  for (int i = 1; i < 40; ++i) line += " = дума" + std::to_string(i);
  const Synonyms synonyms(line, {}, shared_analyzer());
  EXPECT_EQ(widened(synonyms, {{"дума0", "дума0"}}).size(), Synonyms::kMaxExpressions);
}

class SynonymSearch : public ::testing::Test {
 protected:
  SynonymSearch() : settings_(index_.settings()) {
    settings_.search.synonyms = folder_.path() / "synonyms.txt";
    settings_.search.best_bets = folder_.path() / "bets.txt";
    index_.add("a.eu/ai", "Изкуствен интелект", "Актът за изкуствения интелект пази хората.");
    index_.add("a.eu/short", "ИИ в училище", "Уроци за ИИ.");
    index_.add("a.eu/sme", "Фирми", "Малките и средни предприятия (МСП) са двигател.");
    index_.add("a.eu/few", "МСП и облакът", "Облакът помага на МСП.");
    write("synonyms.txt", "ИИ = AI = изкуствен интелект\n");
  }
  void write(const char* name, const std::string& text) { std::ofstream(folder_.path() / name) << text; }
  std::vector<std::string> found(const std::string& query) {
    Searcher searcher(settings_, shared_analyzer());
    return paths(ask(searcher, query));
  }

  PageIndex index_;
  TemporaryDirectory folder_;
  Settings settings_;
};

TEST_F(SynonymSearch, FindsAcronymsByTheirLongFormsAndTheOtherWayRound) {
  EXPECT_THAT(found("ИИ"), UnorderedElementsAre("ai", "short"));
  EXPECT_THAT(found("AI"), UnorderedElementsAre("ai", "short"));
  EXPECT_THAT(found("изкуствен интелект"), ElementsAre("ai", "short"));
}

TEST_F(SynonymSearch, FindsWhatThePagesThemselvesIntroduce) {
  EXPECT_THAT(found("малки и средни предприятия"), ElementsAre("sme", "few"));
}

TEST_F(SynonymSearch, HighlightsTheOtherExpressionWhole) {
  Searcher searcher(settings_, shared_analyzer());
  const SearchAnswer answer = ask(searcher, "AI");
  const auto hit = std::ranges::find_if(answer.hits, [](const SearchHit& h) { return h.url.ends_with("/ai"); });
  ASSERT_NE(hit, answer.hits.end());
  EXPECT_THAT(highlighted(hit->title), ElementsAre("Изкуствен интелект"));
  EXPECT_THAT(hit->why, ::testing::HasSubstr("със същото значение: „изкуствен интелект“"));
  EXPECT_EQ(answer.understood.at(0).kind, "synonym");
}

TEST_F(SynonymSearch, AnAcronymIsNoWordThatIsSpeltLikeIt) {
  write("synonyms.txt", "ИЗД = акт за данните\n");
  index_.add("a.eu/act", "Данни", "Новият ИЗД влиза в сила.");
  index_.add("a.eu/issue", "Вестници", "Издателят издава вестник за изданията.");
  EXPECT_THAT(found("ИЗД"), ElementsAre("act"));
  index_.add("a.eu/long", "Акт за данните", "Актът за данните е приет.");
  EXPECT_THAT(found("акт за данните"), ElementsAre("long", "act", "ai")) << "the last has one of the words";
}

TEST_F(SynonymSearch, SortedByDateFindsEitherExpression) {
  Searcher searcher(settings_, shared_analyzer());
  SearchRequest request;
  request.text = "изкуствен интелект";
  request.sort = SortOrder::kNewest;
  EXPECT_THAT(paths(ask(searcher, request)), UnorderedElementsAre("ai", "short"));
}

TEST_F(SynonymSearch, ReadsItsFilesAgainWhenTheyChange) {
  EXPECT_THAT(found("робот"), IsEmpty());
  write("synonyms.txt", "ИИ = робот\n");
  EXPECT_THAT(found("робот"), ElementsAre("short"));
}

TEST_F(SynonymSearch, PutsBestBetsFirstInsideTheFilters) {
  EXPECT_EQ(found("облак").at(0), "few");
  write("bets.txt", "# примери\nоблаците = https://a.eu/sme\nоблаците = https://a.eu/gone\n");
  EXPECT_THAT(found("облак"), ElementsAre("sme", "few"));
  EXPECT_THAT(found("облак сайт:b.eu"), IsEmpty());
  EXPECT_EQ(found("облак МСП").at(0), "few") << "another question";
}

}  // namespace
}  // namespace izvor::testing
