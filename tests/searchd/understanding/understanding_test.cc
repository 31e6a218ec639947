// What people type, against a real index.
#include <gmock/gmock.h>

#include "tests/searchd/search/searching.h"

namespace izvor::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class UnderstandingTest : public SearcherTest {
 protected:
  UnderstandingTest() {
    index_.add("a.eu/services", "Цифрови услуги", "Цифровите услуги облекчават живота. Публикуваме и интернет страници.");
    index_.add("a.eu/partners", "Партньорство със Сингапур", "Подписано е цифрово партньорство със Сингапур за пристанища.");
    index_.add("a.eu/women", "Жени в технологиите", "Жените в цифровите технологии са повече. Киберсигурност за всички.");
    index_.add("a.eu/cloud", "Cloud", "The cloud of Europe: digital and open.");
    index_.add("a.eu/gdpr", "GDPR", "Общият регламент GDPR пази данните на гражданите в периферията.");
  }
  /// "kind: from > to" for each reading.
  std::vector<std::string> understood(const std::string& query) {
    std::vector<std::string> all;
    for (const Understood& one : ask(searcher(), query).understood) all.push_back(one.kind + ": " + one.from + " > " + one.to);
    return all;
  }
  std::string first(const std::string& query) {
    const auto all = found(query);
    return all.empty() ? "nothing" : all.front();
  }
};

TEST_F(UnderstandingTest, ReadsLatinLetters) {
  EXPECT_EQ(first("cifrovi uslugi"), "services");
  EXPECT_EQ(first("tsifrovi uslugi"), "services");
  EXPECT_THAT(understood("cifrovi uslugi"), ElementsAre("latin letters: cifrovi uslugi > цифрови услуги"));
  EXPECT_EQ(first("partnyorstvo sys singapur"), "partners");
}

TEST_F(UnderstandingTest, ReadsFormsThatNoPageHas) { EXPECT_EQ(first("partnyorstvata"), "partners"); }

TEST_F(UnderstandingTest, ReadsEveryLayout) {
  EXPECT_EQ(first("[rb,flr wi.whr"), "services") << "BDS";
  EXPECT_EQ(first("veni w tehnologiite"), "women") << "traditional phonetic";
  EXPECT_EQ(first("partn\\orstvo s singapur"), "partners") << "new phonetic";
  EXPECT_THAT(understood("[rb,flr wi.whr"), ElementsAre("keyboard layout: [rb,flr wi.whr > цифрови услуги"));
}

TEST_F(UnderstandingTest, ReadsLatinWordsTypedWithABulgarianLayout) {
  EXPECT_EQ(first("жази"), "gdpr") << "BDS";
  EXPECT_EQ(first("ГДПР") == "gdpr", first("гдпр") == "gdpr") << "either case";
}

TEST_F(UnderstandingTest, LeavesLatinWordsThatPagesHave) {
  EXPECT_THAT(understood("cloud"), IsEmpty());
  EXPECT_THAT(understood("open cloud of europe"), IsEmpty());
  EXPECT_THAT(understood("GDPR регламент"), IsEmpty());
}

TEST_F(UnderstandingTest, KeepsKnownWordsAmongOnesThatAreReread) {
  EXPECT_THAT(understood("GDPR reglament"), ElementsAre("latin letters: GDPR reglament > GDPR регламент"));
}

TEST_F(UnderstandingTest, LeavesWhatNothingExplains) { EXPECT_THAT(understood("zzzzxq wwkj"), IsEmpty()); }

TEST_F(UnderstandingTest, MendsSpelling) {
  EXPECT_EQ(first("партнорство"), "partners");
  EXPECT_THAT(understood("партнорство"), ElementsAre("spelling: партнорство > партньорство"));
  EXPECT_EQ(first("partnorstwo"), "partners") << "in Latin letters too";
}

TEST_F(UnderstandingTest, MendsNoWordThatTheDictionaryKnows) { EXPECT_THAT(understood("канцлер"), IsEmpty()); }

TEST_F(UnderstandingTest, PutsForgottenSpacesBack) {
  EXPECT_EQ(first("цифровиуслуги"), "services");
  EXPECT_THAT(understood("цифровиуслуги"), ElementsAre("space added: цифровиуслуги > цифрови услуги"));
  // Here the analyser tells the words apart by itself, as it does in pages.
  EXPECT_EQ(first("цифровитеуслуги"), "services");
}

TEST_F(UnderstandingTest, ReadsCompoundsTogetherAndApart) {
  index_.add("a.eu/super", "Супер компютър", "Новият супер компютър смята бързо.");
  index_.add("a.eu/semi", "Чипове", "Полупроводниците са малки.");
  EXPECT_THAT(understood("кибер сигурност"), ElementsAre("compound: кибер сигурност > киберсигурност"));
  EXPECT_EQ(first("кибер сигурност"), "women");
  EXPECT_EQ(first("кибер-сигурност"), "women");
  EXPECT_EQ(first("полу проводници"), "semi") << "which says it with another ending only";
  EXPECT_THAT(understood("суперкомпютър"), ElementsAre("compound: суперкомпютър > супер компютър"));
  EXPECT_EQ(first("суперкомпютър"), "super");
  EXPECT_EQ(first("супер-компютър"), "super");
  EXPECT_THAT(understood("цифрови технологии"), IsEmpty()) << "no word together";
}

TEST_F(UnderstandingTest, ACompoundIsOneWordInRankingAndInWhatIsSaidOfIt) {
  for (int i = 0; i < 4; ++i)
    index_.add("a.eu/report" + std::to_string(i), "Кибер Европа",
               "Кибер учение за сигурността и сигурност на киберсигурността.");
  index_.add("a.eu/title", "Киберсигурност", "Киберсигурността пази мрежите.");
  for (const char* query : {"кибер сигурност", "кибер-сигурност"}) {
    const SearchAnswer answer = ask(searcher(), query);
    ASSERT_FALSE(answer.hits.empty()) << query;
    EXPECT_TRUE(answer.hits.front().url.ends_with("/title")) << query;
    EXPECT_EQ(answer.hits.front().why, "със същото значение: „киберсигурност“") << query;
  }
}

TEST_F(UnderstandingTest, APrepositionIsPartOfAWordOnlyWhereNoPageHasItApart) {
  index_.add("a.eu/sub", "Подмодули", "Подмодулите са хранилища в хранилището.");
  index_.add("a.eu/safe", "Безопасност", "Безопасността е важна. Без опасност за хората.");
  index_.add("a.eu/hyphen", "Хранилища", "Изтрийте всички под-модули.");
  EXPECT_THAT(understood("под модули"), ElementsAre("compound: под модули > подмодули"));
  EXPECT_EQ(first("под модули"), "sub");
  EXPECT_THAT(understood("без опасност"), IsEmpty());
}

TEST_F(UnderstandingTest, OffersWhatIsNotSearched) {
  index_.add("a.eu/greens", "Зелени", "Със зелени технологии за чиста Европа.");
  const SearchAnswer answer = ask(searcher(), "визита Зеленски вид:новини");
  EXPECT_THAT(answer.understood, IsEmpty());
  ASSERT_EQ(answer.offers.size(), 1U);
  EXPECT_EQ(answer.offers.front().kind, "spelling");
  EXPECT_EQ(answer.offers.front().from, "Зеленски");
  EXPECT_EQ(answer.offers.front().query, "визита зелени вид:новини");
}

TEST_F(UnderstandingTest, PutsNamesRightByNames) {
  EXPECT_THAT(understood("Сингапурр"), ElementsAre("spelling: Сингапурр > сингапур"));
  EXPECT_THAT(understood("Пристанеща"), IsEmpty()) << "no name";
  ASSERT_FALSE(ask(searcher(), "Пристанеща").offers.empty());
  EXPECT_EQ(ask(searcher(), "Пристанеща").offers.front().to, "пристанища");
}

TEST_F(UnderstandingTest, LeavesNamesAcronymsAndEnglishWordsAlone) {
  index_.add("a.eu/shumen", "Шумен и София", "Градовете Шумен и София. The word up.o and jek are here, and [ru too.");
  for (const char* query : {"Столтенберг", "КЗЛД", "ЦИК", "fibre", "women", "Шолц", "WOMEN", "Women"})
    EXPECT_THAT(understood(query), IsEmpty()) << query;
}

TEST_F(UnderstandingTest, WidensWhatIsRareBesideItsReading) {
  for (int i = 0; i < 40; ++i) index_.add("a.eu/many" + std::to_string(i), "Ваучери", "Ваучери за малки предприятия.");
  index_.add("a.eu/slug", "Адрес", "Страницата vaucheri е само адрес.");
  const SearchAnswer answer = ask(searcher(), "vaucheri");
  ASSERT_EQ(answer.understood.size(), 1U);
  EXPECT_EQ(answer.understood.front().to, "ваучери");
  EXPECT_TRUE(answer.understood.front().widened);
  EXPECT_EQ(paths(answer).front(), "slug") << "what was typed weighs more";
}

TEST_F(UnderstandingTest, KnowsFormsOfWordsThatNoDictionaryHas) {
  index_.add("a.eu/qubit", "Квантови изчисления", "Кубитът е основата.");
  EXPECT_EQ(first("кубит"), "qubit");
  EXPECT_THAT(ask(searcher(), "кубит").offers, IsEmpty());
}

TEST_F(UnderstandingTest, SaysTheWayBackAndGoesIt) {
  SearchRequest request;
  request.text = "cifrovi uslugi";
  EXPECT_TRUE(ask(searcher(), request).undoable);
  request.literally = true;
  const SearchAnswer answer = ask(searcher(), request);
  EXPECT_THAT(answer.hits, IsEmpty());
  EXPECT_THAT(answer.understood, IsEmpty());
  EXPECT_FALSE(answer.undoable);
}

TEST_F(UnderstandingTest, LearnsTheWordsOfNewPages) {
  EXPECT_EQ(first("fotonika"), "nothing");
  index_.add("a.eu/photonics", "Фотоника", "Фотониката е светлина.");
  EXPECT_EQ(first("fotonika"), "photonics");
}

TEST_F(UnderstandingTest, ReadsFieldsAndPhrasesToo) {
  EXPECT_EQ(first("заглавие:uslugi"), "services");
  EXPECT_EQ(first("„cifrovite uslugi“"), "services");
}

class QueryLanguageTest : public SearcherTest {
 protected:
  QueryLanguageTest() {
    ExtractedPage page;
    page.language = "bg";
    page.title = "Цифрови услуги";
    page.text = "Регламент (ЕС) 2022/2065 влезе в сила. Чл. 5, ал. 2 пази децата. Цифровизация.";
    page.type = "policies";
    page.topics = {"Онлайн платформи"};
    page.published = DatedFact{*parse_rfc3339("2022-10-19"), "meta"};
    index_.add("a.eu/dsa", page);
    page.title = "Среща за чиповете";
    page.text = "На 16 май 2024 г. министрите се срещат. Чиповете са малко.";
    page.type = "news";
    page.topics = {"Чипове"};
    page.published = DatedFact{*parse_rfc3339("2024-05-02"), "meta"};
    index_.add("a.eu/meeting", page);
  }
};

TEST_F(QueryLanguageTest, FindsReferencesByEveryName) {
  for (const char* query :
       {"2022/2065", "(ЕС) 2022/2065", "32022R2065", "Регламент 2022/2065", "чл. 5", "член 5, ал. 2", "чл.5 ал.2"}) {
    const auto all = found(query);
    ASSERT_FALSE(all.empty()) << query;
    EXPECT_EQ(all.front(), "dsa") << query;
  }
  EXPECT_THAT(found("32019L0790"), IsEmpty());
}

TEST_F(QueryLanguageTest, NarrowsByFields) {
  EXPECT_THAT(found("вид:новини"), ElementsAre("meeting"));
  EXPECT_THAT(found("-вид:новини цифрови чипове"), ElementsAre("dsa"));
  EXPECT_THAT(found("тема:„онлайн платформи“"), ElementsAre("dsa"));
  EXPECT_THAT(found("от:2023"), ElementsAre("meeting"));
  EXPECT_THAT(found("до:2023 цифрови"), ElementsAre("dsa"));
  EXPECT_THAT(found("цифрови вид:новини"), IsEmpty());
}

TEST_F(QueryLanguageTest, ReadsDatesAmongTheWordsUnlessThatFindsNothing) {
  EXPECT_THAT(found("чипове след 1 февруари 2023 г."), ElementsAre("meeting"));
  EXPECT_THAT(found("услуги след 1 февруари 2023 г."), ElementsAre("dsa")) << "as words again";
}

TEST_F(QueryLanguageTest, AMonthMeansItsDays) { EXPECT_EQ(found("май 2024").at(0), "meeting"); }

TEST_F(QueryLanguageTest, ReadsPrefixesAndAlternatives) {
  EXPECT_THAT(found("цифровиз*"), ElementsAre("dsa"));
  EXPECT_THAT(found("„чиповете са малко“ ИЛИ „пази децата“"), ::testing::UnorderedElementsAre("meeting", "dsa"));
  EXPECT_THAT(found("„чиповете са малко“ „пази децата“ сайт:a.eu заглавие:няма"), IsEmpty());
}

TEST_F(QueryLanguageTest, APrefixOfTooManyWordsNamesTheBound) {
  std::string text;
  for (char32_t a = U'а'; a < U'т'; ++a)
    for (char32_t b = U'а'; b < U'и'; ++b) {
      text += "запр";
      for (const char32_t c : {a, b}) text += {static_cast<char>(0xD0 | (c >> 6 & 1)), static_cast<char>(0x80 | (c & 0x3F))};
      text += "кс ";
    }
  index_.add("a.eu/many", "Много", text);
  SearchRequest request;
  request.text = "запр*";
  const auto outcome = searcher().search(request);
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().kind, SearchErrorKind::kBadRequest);
  EXPECT_EQ(outcome.error().bound, "prefix expansions");
}

}  // namespace
}  // namespace izvor::testing
