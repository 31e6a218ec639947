#include "searchd/query/query_parser.h"

#include <gtest/gtest.h>

#include <string>

namespace izvor {
namespace {

using namespace std::literals;

/// The clauses as text: "-" excluded, "t:" title, quotes for phrases, "{}" around groups.
std::string shown(const std::vector<QueryClause>& clauses) {
  std::string out;
  for (const QueryClause& clause : clauses) {
    out.append(out.empty() ? "" : " | ").append(clause.excluded ? "-" : "");
    out.append(clause.field == QueryField::kTitle ? "t:" : "");
    out.append(clause.alternative ? "or:" : "");
    if (!clause.group.empty()) {
      out.append("{").append(shown(clause.group)).append("}");
      continue;
    }
    out.append(clause.phrase ? "\"" : "").append(clause.text).append(clause.phrase ? "\"" : "");
    out.append(clause.prefix ? "*" : "");
  }
  return out;
}

std::string shown(const AskedFilters& asked) {
  std::string out;
  for (const std::string& site : asked.sites) out.append(" site=").append(site);
  for (const std::string& site : asked.excluded.sites) out.append(" -site=").append(site);
  for (const std::string& type : asked.types) out.append(" type=").append(type);
  for (const std::string& type : asked.excluded.types) out.append(" -type=").append(type);
  for (const std::string& topic : asked.topics) out.append(" topic=").append(topic);
  for (const std::string& language : asked.languages) out.append(" lang=").append(language);
  for (const std::string& topic : asked.excluded.topics) out.append(" -topic=").append(topic);
  for (const std::string& language : asked.excluded.languages) out.append(" -lang=").append(language);
  if (asked.from) out.append(" from=").append(format_rfc3339(*asked.from).substr(0, 10));
  if (asked.to) out.append(" to=").append(format_rfc3339(*asked.to).substr(0, 10));
  for (const AskedFilters& either : asked.either) out.append(" either(").append(shown(either)).append(")");
  return out;
}

std::string shown(std::string_view query) {
  const auto parsed = parse_query(query);
  if (!parsed) return "error: " + parsed.error().bound;
  std::string out = shown(parsed->clauses);
  out += shown(static_cast<const AskedFilters&>(*parsed));
  for (const Understood& reading : parsed->understood) out.append(" [").append(reading.kind).append("]");
  return out;
}

TEST(QueryParser, NeighbouringWordsAreOneText) {
  EXPECT_EQ(shown("чл. 5, ал. 2"), "чл. 5, ал. 2");
  EXPECT_EQ(shown("  цифрови \t услуги\n"), "цифрови \t услуги");
}

TEST(QueryParser, KnowsTheQuotesThatPeopleType) {
  EXPECT_EQ(shown("„подводни кабели“"), "\"подводни кабели\"");
  EXPECT_EQ(shown("„подводни кабели”"), "\"подводни кабели\"");
  EXPECT_EQ(shown("„подводни кабели\""), "\"подводни кабели\"");
  EXPECT_EQ(shown("“подводни кабели”"), "\"подводни кабели\"");
  EXPECT_EQ(shown("«подводни кабели»"), "\"подводни кабели\"");
  EXPECT_EQ(shown("\"подводни кабели\""), "\"подводни кабели\"");
  EXPECT_EQ(shown("нови \"подводни кабели\" в морето"), "нови | \"подводни кабели\" | в морето");
}

TEST(QueryParser, AQuoteThatIsNotClosedIsForgivenAndSaid) {
  EXPECT_EQ(shown("\"подводни кабели"), "\"подводни кабели [quotes]");
  EXPECT_EQ(shown("«подводни «кабели"), "«подводни «кабели [quotes]");
  EXPECT_EQ(shown("раздела \"Известия"), "раздела \"Известия [quotes]");
}

TEST(QueryParser, AQuoteInsideAWordBelongsToTheWord) { EXPECT_EQ(shown("5G“/6G мрежи“"), "5G“/6G мрежи“"); }

TEST(QueryParser, TheMinusExcludesOnlyBeforeAWord) {
  EXPECT_EQ(shown("съюз -митнически"), "съюз | -митнически");
  EXPECT_EQ(shown("съюз -„митнически съюз“"), "съюз | -\"митнически съюз\"");
  EXPECT_EQ(shown("2023 - 2030"), "2023 - 2030");
  EXPECT_EQ(shown("е-правителство"), "е-правителство");
  EXPECT_EQ(shown("--- -"), "--- -");
}

TEST(QueryParser, FieldsAreBulgarianOrEnglishInAnyCase) {
  EXPECT_EQ(shown("заглавие:доклад title:report"), "t:доклад | t:report");
  EXPECT_EQ(shown("ЗАГЛАВИЕ:„годишен доклад“"), "t:\"годишен доклад\"");
  EXPECT_EQ(shown("-заглавие:доклад"), "-t:доклад");
  EXPECT_EQ(shown("доклад сайт:Example.EU"), "доклад site=example.eu");
  EXPECT_EQ(shown("доклад -site:https://example.eu/bg/x"), "доклад -site=example.eu");
}

TEST(QueryParser, OfFiltersOfDifferentKindsJoinedByOrOneIsEnough) {
  EXPECT_EQ(shown("а вид:новини ИЛИ сайт:a.eu"), "а either( site=a.eu type=news)");
  EXPECT_EQ(shown("вид:новини OR сайт:a.eu а"), "а either( site=a.eu type=news)");
  EXPECT_EQ(shown("а (вид:новини ИЛИ сайт:a.eu ИЛИ вид:събития)"), "а either( site=a.eu type=news type=events)");
  EXPECT_EQ(shown("вид:(новини ИЛИ събития) ИЛИ (тема:б) език:bg"), " lang=bg either( type=news type=events topic=б)");
  EXPECT_EQ(shown("от:2024 ИЛИ до:2020"), " either( from=2024-01-01 to=2021-01-01)");
  EXPECT_EQ(shown("вид:новини ИЛИ сайт:a.eu тема:б ИЛИ език:bg"), " either( site=a.eu type=news) either( topic=б lang=bg)");
  // Of one kind, they are values of it.
  EXPECT_EQ(shown("сайт:a.eu ИЛИ сайт:b.eu"), " site=a.eu site=b.eu");
  // Only what ИЛИ stands between is joined.
  EXPECT_EQ(shown("вид:новини сайт:a.eu"), " site=a.eu type=news");
  EXPECT_EQ(shown("вид:новини а ИЛИ сайт:a.eu"), "а site=a.eu type=news");
  EXPECT_EQ(shown("-вид:новини ИЛИ сайт:a.eu"), " site=a.eu -type=news");
  EXPECT_EQ(shown("вид:новини ИЛИ -сайт:a.eu"), " -site=a.eu type=news");
  EXPECT_EQ(shown("(а вид:новини) ИЛИ сайт:a.eu"), "{а} site=a.eu type=news");
}

TEST(QueryParser, AFilterInAGroupThatIsLeftOutLeavesOut) {
  EXPECT_EQ(shown("а -(вид:новини)"), "а -type=news");
  EXPECT_EQ(shown("а -(вид:новини ИЛИ сайт:a.eu) вид:събития"), "а -site=a.eu type=events -type=news");
}

TEST(QueryParser, AFieldWithoutAValueIsWords) {
  EXPECT_EQ(shown("заглавие: доклад"), "заглавие: доклад");
  EXPECT_EQ(shown("сайт:"), "сайт:");
  EXPECT_EQ(shown("сайт:12:34:56 x"), "сайт:12:34:56 x");
  EXPECT_EQ(shown("подзаглавие:доклад"), "подзаглавие:доклад");
}

TEST(QueryParser, ControlCharactersSeparateWords) {
  EXPECT_EQ(shown("а\0б\x01\x7f"sv), "а\0б"s);
  EXPECT_EQ(shown("\0-съюз"sv), "-съюз");
}

TEST(QueryParser, EmptyQueriesHaveNoClauses) {
  EXPECT_EQ(shown(""), "");
  EXPECT_EQ(shown(" \n\t"), "");
  EXPECT_EQ(shown("\"\" „“"), "\"\" | \"\"");
}

TEST(QueryParser, ItsBoundIsNamed) {
  EXPECT_EQ(shown(std::string(SearchRequest::kMaxQueryBytes, 'a')), std::string(SearchRequest::kMaxQueryBytes, 'a'));
  EXPECT_EQ(shown(std::string(SearchRequest::kMaxQueryBytes + 1, 'a')), "error: query bytes");
}

TEST(QueryParser, InvalidUtf8IsRefused) {
  for (const char* text : {"\xff", "съ\xd1", "\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80"}) {
    const auto parsed = parse_query(text);
    ASSERT_FALSE(parsed) << text;
    EXPECT_EQ(parsed.error().kind, SearchErrorKind::kBadRequest);
  }
}

TEST(QueryParser, AnyHostileTextGivesClausesInsideIt) {
  for (const char* pattern : {"\"", "„", "«", "-", "--\"", "заглавие:", "сайт:\"", "(((", "-„-", "а\" ", "« "}) {
    std::string text;
    while (text.size() + 16 < SearchRequest::kMaxQueryBytes) text += pattern;
    const auto parsed = parse_query(text);
    ASSERT_TRUE(parsed) << pattern;
    EXPECT_LE(parsed->understood.size(), 2U) << pattern;
    for (const QueryClause& clause : parsed->clauses) {
      EXPECT_GE(clause.text.data(), text.data());
      EXPECT_LE(clause.text.data() + clause.text.size(), text.data() + text.size());
    }
  }
}

TEST(QueryParser, ReadsFieldsInBulgarianAndEnglish) {
  EXPECT_EQ(shown("вид:новини роуминг"), "роуминг type=news");
  EXPECT_EQ(shown("Type:FAQS комбайн"), "комбайн type=faqs");
  EXPECT_EQ(shown("тема:„Блокова верига“ пясъчник"), "пясъчник topic=Блокова верига");
  EXPECT_EQ(shown("-вид:събития кошер"), "кошер -type=events");
  EXPECT_EQ(shown("език:en cloud"), "cloud lang=en");
  EXPECT_EQ(shown("вид:„нещо друго“"), "вид:„нещо друго“") << "no kind of page: words";
}

TEST(QueryParser, ReadsDatesOfPublication) {
  EXPECT_EQ(shown("чипове от:2023 до:2024-06"), "чипове from=2023-01-01 to=2024-07-01");
  EXPECT_EQ(shown("до:13.06.2024"), " to=2024-06-14");
  EXPECT_EQ(shown("from:2024-02-29"), " from=2024-02-29");
  EXPECT_EQ(shown("от:2023-02-29"), "от:2023-02-29") << "no such day: words";
  EXPECT_EQ(shown("от:София до:Варна"), "от:София до:Варна");
}

TEST(QueryParser, ReadsDatesAmongTheWords) {
  EXPECT_EQ(shown("партньорства след 1 февруари 2023 г."), "партньорства  |  from=2023-02-02 [dates]");
  EXPECT_EQ(shown("преди май 2024 чипове"), " чипове to=2024-05-01 [dates]");
  EXPECT_EQ(shown("цели след 2030"), "цели след 2030") << "a bare year is no date";
  EXPECT_EQ(shown("„след 1 май 2024“"), "\"след 1 май 2024\"") << "quoted words stay";
  const auto words = parse_query("след 1 май 2024", WrittenDates::kWords);
  EXPECT_FALSE(words->from);
}

TEST(QueryParser, ReadsOperatorsInCapitals) {
  EXPECT_EQ(shown("„а б“ ИЛИ „в г“"), "\"а б\" | or:\"в г\"");
  EXPECT_EQ(shown("кабел НЕ море"), "кабел | -море");
  EXPECT_EQ(shown("cable NOT sea OR land"), "cable | -sea | land");
  EXPECT_EQ(shown("кабел не море или суша"), "кабел не море или суша");
  EXPECT_EQ(shown("НЕ"), "НЕ");
  EXPECT_EQ(shown("кабел ИЛИ"), "кабел ИЛИ");
}

TEST(QueryParser, JoinsAWordToAPhraseByOr) {
  EXPECT_EQ(shown("нови кабели ИЛИ „а б“"), "нови | \"кабели\" | or:\"а б\"");
  EXPECT_EQ(shown("„а б“ ИЛИ кабели нови"), "\"а б\" | or:\"кабели\" | нови");
  EXPECT_EQ(shown("„а б“ ИЛИ в ИЛИ г"), "\"а б\" | or:\"в\" | or:\"г\"");
  EXPECT_EQ(shown("циф* ИЛИ „а б“"), "\"циф\"* | or:\"а б\"");
  EXPECT_EQ(shown("а\u00A0б ИЛИ заглавие:в"), "а | \"б\" | t:or:в");
  EXPECT_EQ(shown("а ИЛИ б"), "а | б");
}

TEST(QueryParser, ParenthesesGroupWhereTheyHaveAnOperatorOrASign) {
  EXPECT_EQ(shown("(морски ИЛИ подводни) кабели"), "{морски | or:подводни} | кабели");
  EXPECT_EQ(shown("(а б ИЛИ в г)"), "{а б | or:в г}");
  EXPECT_EQ(shown("-(а б)"), "-{а б}");
  EXPECT_EQ(shown("кабел НЕ (а ИЛИ б)"), "кабел | -{а | or:б}");
  EXPECT_EQ(shown("заглавие:(а б)"), "t:{а б}");
  EXPECT_EQ(shown("„а“ ИЛИ (б в)"), "\"а\" | or:{б в}");
  EXPECT_EQ(shown("(б в) ИЛИ „а“"), "{б в} | or:\"а\"");
  EXPECT_EQ(shown("(„а б“ -в (г ИЛИ д))"), "{\"а б\" | -в | {г | or:д}}");
  EXPECT_EQ(shown("вид:(новини ИЛИ събития) а"), "а type=news type=events");
  EXPECT_EQ(shown("-вид:(новини ИЛИ събития) а"), "а -type=news -type=events");
  EXPECT_EQ(shown("вид:(новини ИЛИ дреболии) а"), "вид:(новини ИЛИ дреболии) а type=news");
  EXPECT_EQ(shown("(данни сайт:a.eu) б"), "данни | б site=a.eu");
}

TEST(QueryParser, OtherParenthesesAreLettersOfTheText) {
  EXPECT_EQ(shown("(ЕС) 2024/1689"), "(ЕС) 2024/1689");
  EXPECT_EQ(shown("чл. 5(2) и чл. 6 (3)"), "чл. 5(2) и чл. 6 (3)");
  EXPECT_EQ(shown("(а ИЛИ б"), "(а | б");
  EXPECT_EQ(shown("а ИЛИ б)"), "а | б)");
  EXPECT_EQ(shown(")( () (  )"), ")( () (  )");
  EXPECT_EQ(shown("„(а“ ИЛИ „б)“"), "\"(а\" | or:\"б)\"");
  EXPECT_EQ(shown("(а „б) в“"), "(а | \"б) в\"");
  EXPECT_EQ(shown("x(а ИЛИ б)"), "x(а | б)");
}

TEST(QueryParser, TheBoundOfNestingIsNamed) {
  EXPECT_EQ(shown("((((а ИЛИ б))))"), "{{{{а | or:б}}}}") << "four are understood";
  EXPECT_EQ(shown("(а ИЛИ (б ИЛИ (в ИЛИ (г ИЛИ д))))"), "{а | or:{б | or:{в | or:{г | or:д}}}}");
  EXPECT_EQ(shown("(((((а)))))"), "error: nesting");
  EXPECT_EQ(shown("(а ИЛИ (б ИЛИ (в ИЛИ (г ИЛИ (д ИЛИ е)))))"), "error: nesting");
  EXPECT_EQ(shown("((((((((а"), "((((((((а") << "not closed, so not nested";
}

TEST(QueryParser, ReadsPrefixesOfThreeLettersOrMore) {
  EXPECT_EQ(shown("циф* услуги"), "циф* | услуги");
  EXPECT_EQ(shown("ци* услуги"), "ци* услуги");
  EXPECT_EQ(shown("5г*"), "5г*");
  EXPECT_EQ(shown("***"), "***");
}

}  // namespace
}  // namespace izvor
