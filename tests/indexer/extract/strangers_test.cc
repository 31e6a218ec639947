// Pages in markup that nobody here designed: records, press releases, accordions, lists of other pages, timelines.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "indexer/extract/error_page.h"
#include "indexer/extract/extract.h"

namespace izvor {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::string_view kLong =
    "Пристанищната управа въведе нов ред за пилотите, които водят корабите по тесния ръкав, и обясни как се подават заявките. "
    "Редът важи за всички плавателни съдове с дължина над двадесет метра, освен за спасителните лодки и за учебните ветроходи. "
    "Капитаните записват курса си предварително и получават отговор до един час, а при мъгла чакат на котва пред вълнолома.";

std::string paragraph() { return "<p>" + std::string(kLong) + "</p>"; }

ExtractedPage read_strange(const std::string& body, std::string_view seen = "2026-11-01") {
  return extract_capture({.url = Url::parse("https://pages.example.eu/bg/stranica").value(),
                          .fetched = parse_rfc3339(seen).value(),
                          .fields = {{"Content-Type", "text/html; charset=utf-8"}},
                          .request_head = {},
                          .body = body})
      .value();
}

std::string day(const std::optional<DatedFact>& fact) { return fact ? format_rfc3339(fact->time).substr(0, 10) : "none"; }

// --- nothing said is thrown away -------------------------------------------------------------------------------------------

TEST(Strangers, ARecordKeepsItsRowsBesideTheLongText) {
  const ExtractedPage page = read_strange(
      "<body><div class='record'><div class='fact'><div>Номер</div><div>Р-512</div></div><div class='fact'><div>Относно</div>"
      "<div>УРЕДБА ЗА ПИЛОТАЖА</div></div><div class='fact'><div>Вносител</div><div><a href='/m'>Министър на "
      "флота</a></div></div>"
      "<div class='text'>" +
      paragraph() + paragraph() + "</div></div>");
  for (const char* said : {"Р-512", "УРЕДБА ЗА ПИЛОТАЖА", "Министър на флота", "двадесет метра"})
    EXPECT_THAT(page.text, HasSubstr(said));
}

TEST(Strangers, ALeadAndFactsInBlocksOfTheirOwnAreKept) {
  const ExtractedPage page = read_strange(
      "<article><div class=block><h1>Нов ред за пилотите</h1></div><div class=block><ul><li>Отговор до един час</li></ul></div>"
      "<div class=block><p>Управата прие уредбата след две години обсъждане с капитаните и с рибарските сдружения в залива.</p>"
      "</div><div class=block>" +
      paragraph() + paragraph() + "</div></article>");
  EXPECT_THAT(page.text, HasSubstr("Отговор до един час"));
  EXPECT_THAT(page.text, HasSubstr("рибарските сдружения"));
}

TEST(Strangers, ALeadBetweenTheTitleAndMainIsKept) {
  const ExtractedPage page = read_strange(
      "<body><header><a href=/>Начало</a><h1>Нов ред за пилотите</h1><p>Управата прие уредбата след две години обсъждане с "
      "капитаните и с рибарските сдружения в залива.</p></header><main>" +
      paragraph() + paragraph() + "</main>");
  EXPECT_THAT(page.text, HasSubstr("рибарските сдружения"));
}

TEST(Strangers, ClosedPanelsAreContentHoweverShortTheirAnswers) {
  const char* panels[] = {
      "<div class='accordion'><h3><button aria-controls=a1>Кой подава заявка?</button></h3><div id=a1 "
      "hidden>Капитанът.</div></div>",
      "<div class='ecl-accordion__item'><h3><button aria-controls=b1>Кой подава заявка?</button></h3>"
      "<div class='ecl-accordion__content' hidden id=b1><p>Капитанът.</p></div></div>",
      "<div class='accordion-item'><button data-bs-target='#c1'>Кой подава заявка?</button>"
      "<div class='accordion-collapse collapse' id=c1 style='display:none'><p>Капитанът.</p></div></div>",
      "<ul role=tablist><li><h3><a href='#d1'>Кой подава заявка?</a></h3></li></ul><div role=tabpanel id=d1 "
      "hidden>Капитанът.</div>",
      "<details><summary>Кой подава заявка?</summary>Капитанът.</details>"};
  for (const std::string panel : panels) {
    const ExtractedPage page = read_strange("<body><main><h1>Въпроси</h1>" + paragraph() + panel + "</main>");
    EXPECT_THAT(page.text, HasSubstr("Капитанът.")) << panel;
    EXPECT_THAT(page.text, HasSubstr("Кой подава заявка?")) << panel;
  }
}

TEST(Strangers, ClosedMenusAndDialogsAreNoContent) {
  const ExtractedPage page = read_strange(
      "<body><header><button aria-controls=menu>Меню</button><nav id=menu hidden><a href=/a>Пристанища</a></nav></header><main>"
      "<h1>Ред</h1>" +
      paragraph() + paragraph() + "<div class='modal' id=m hidden>Изпратете сигнал</div></main>");
  EXPECT_THAT(page.text, Not(HasSubstr("Пристанища")));
  EXPECT_THAT(page.text, Not(HasSubstr("Изпратете сигнал")));
}

TEST(Strangers, TheStepsOfATimelineAreKept) {
  const ExtractedPage page = read_strange(
      "<main><h1>Ход</h1><h4>Стъпки</h4><ol class='ecl-timeline'><li><div class='ecl-timeline__tooltip'><div>Внесена</div>"
      "<div>10/05/2025</div></div></li><li><div class='ecl-timeline__tooltip'><div>Отговор на "
      "управата</div><div>19/03/2026</div>"
      "</div></li></ol><h2>Цели</h2>" +
      paragraph() + paragraph() + "</main>");
  EXPECT_THAT(page.text, HasSubstr("Отговор на управата"));
  EXPECT_THAT(page.text, HasSubstr("Стъпки"));
}

TEST(Strangers, ALabelAndItsValueAreTwoWords) {
  const ExtractedPage page =
      read_strange("<main><h1>Указания</h1>" + paragraph() +
                   "<ul><li><span class=label-detail>Вид на изданието</span><span class=text>Наръчник</span></li></ul></main>");
  EXPECT_THAT(page.text, HasSubstr("Вид на изданието Наръчник"));
}

TEST(Strangers, ALoneBoldLineBeforeProseIsAHeading) {
  const ExtractedPage page = read_strange("<main><h1>Ред</h1>" + paragraph() + "<p><strong>Следващи стъпки</strong></p>" +
                                          paragraph() + "<p><b>Важно:</b> носете фенер.</p></main>");
  ASSERT_EQ(page.headings.size(), 1U);
  EXPECT_EQ(page.headings[0].text, "Следващи стъпки");
}

TEST(Strangers, MachineTokensAreNoTopics) {
  const ExtractedPage page = read_strange(
      "<head><meta name=keywords content='productType:PRESS_RELEASE, com:AFET, Пилотаж, Достъп: пристанища'></head><main>" +
      paragraph() + "</main>");
  EXPECT_EQ(page.topics, (std::vector<std::string>{"Пилотаж", "Достъп: пристанища"}));
}

// --- dates are the page's --------------------------------------------------------------------------------------------------

TEST(Strangers, EachDateOfALineBelongsToItsWord) {
  const ExtractedPage page = read_strange("<main><h1>Ред</h1><p>Създаден на: 04.03.2026 | Последно обновен на: 05.06.2026</p>" +
                                          paragraph() + "</main>");
  EXPECT_EQ(day(page.published), "2026-03-04");
  EXPECT_EQ(day(page.modified), "2026-06-05");
}

TEST(Strangers, TheDateThatReadersSeeWinsOverTheAttribute) {
  for (const auto& [time, expected] : {std::pair{"<time datetime='2018-07-01T20:00:00'>11/02/2026</time>", "2026-02-11"},
                                       std::pair{"<time datetime='2026-03-31T22:30:00Z'>1 април 2026 г.</time>", "2026-04-01"},
                                       std::pair{"<time datetime='2026-03-31T22:30:00Z'>преди седмица</time>", "2026-03-31"}})
    EXPECT_EQ(day(read_strange("<main><h1>Ред</h1><p>" + std::string(time) + "</p>" + paragraph() + "</main>").published),
              expected);
}

TEST(Strangers, ADeadlineOrAnEntryIntoForceIsNoDateOfThePage) {
  for (const char* line : {"Краен срок: 08/08/2026", "Срок за подаване: 8 август 2026 г.", "В сила от 10.10.2023 г.",
                           "Deadline: 08/08/2026", "Изтича на 08.08.2026"})
    EXPECT_EQ(day(read_strange("<main><h1>Ред</h1><p>" + std::string(line) + "</p>" + paragraph() + "</main>").published),
              "none")
        << line;
}

TEST(Strangers, TheDateOfAnAttachmentIsNotThePages) {
  const ExtractedPage page = read_strange(
      "<section><h2>Съвет на пилотите</h2>" + paragraph() + paragraph() +
      "<div class=box><a href='/f/zapoved.pdf'>Заповед</a><p>Дата на публикуване: 15.10.2023 г.</p></div></section>");
  EXPECT_EQ(day(page.published), "none");
}

TEST(Strangers, ADateAfterThePageWasSeenIsNone) {
  const std::string future =
      "<head><meta property='article:published_time' content='2099-01-01'></head><main><p>12.05.2026</p>" + paragraph() +
      "</main>";
  EXPECT_EQ(day(read_strange(future).published), "2026-05-12");
  // The day after is still possible: it has begun in the east.
  EXPECT_EQ(day(read_strange("<head><meta name=date content='2026-11-02'></head><main>" + paragraph() + "</main>").published),
            "2026-11-02");
}

TEST(Strangers, ADateOfASectionIsNotThePages) {
  const std::string section = "<main><h1>Ред</h1>" + paragraph() + "<h2>Дарители</h2><p>Последна актуализация: 20/12/2025</p>";
  EXPECT_EQ(day(read_strange(section + "<table><tr><td>Сдружение<td>20 000</table></main>").modified), "none");
  EXPECT_EQ(day(read_strange(section + "</main>").modified), "2025-12-20");
}

// --- lists of other pages --------------------------------------------------------------------------------------------------

std::string entry(const char* date, const char* name) {
  return std::string("<div class='col'><div class='card-x'><div>") + date + "</div><h3><a href='/n/1'>" + name +
         "</a></h3><div>Кратко представяне на новината за хората...</div><a href='#'>Още</a></div></div>";
}

TEST(Strangers, RepeatedEntriesMakeAListWhoseDatesAreNotThePages) {
  const ExtractedPage page = read_strange("<section id=content><h1>Новини</h1>" + entry("17.05.2026", "Пуснат е първият фар") +
                                          entry("05.04.2026", "Подписан е договор за кея") +
                                          entry("21.11.2025", "Обучение на капитани") + "</section>");
  EXPECT_TRUE(page.listing);
  EXPECT_EQ(day(page.published), "none");
  EXPECT_THAT(page.text, HasSubstr("Пуснат е първият фар"));
}

TEST(Strangers, AnArticleWithAListOfSourcesIsNoList) {
  const ExtractedPage page = read_strange(
      "<main><h1>Ред</h1>" + paragraph() + paragraph() + paragraph() +
      "<ul><li><a href=/1>Уредба за пилотажа</a> 01.02.2024</li><li><a href=/2>Наредба за фаровете</a> 01.03.2024</li>"
      "<li><a href=/3>Закон за водите</a> 01.04.2024</li></ul></main>");
  EXPECT_FALSE(page.listing);
  EXPECT_THAT(page.text, HasSubstr("Наредба за фаровете"));
}

// --- titles and errors -----------------------------------------------------------------------------------------------------

TEST(Strangers, ATitleThatSaysNothingOfThePageGivesWayToItsProminentLine) {
  const std::string rows =
      "<table><tr><td><ul id=nav><li><a href=a>Пилоти</a></li><li><a href=b>Фарове</a></li></ul></td></tr><tr><td>";
  EXPECT_EQ(read_strange("<title>Община Заливна - официален сайт</title><body>" + rows + "<p class=naslov>Пилоти</p>" +
                         paragraph() + "</td></tr></table>")
                .title,
            "Пилоти");
  EXPECT_EQ(
      read_strange("<title>Вестник на флота</title><body><div class=titleHead>Отдел първи</div><span class=tdHead1>Указ за "
                   "пилотажа</span>" +
                   paragraph())
          .title,
      "Указ за пилотажа");
}

TEST(Strangers, TheNameOfTheSiteInItsHeaderIsNotTheTitle) {
  EXPECT_EQ(read_strange("<title>Министерство на флота</title><header><h1>Министерство на флота</h1></header><div id=main>"
                         "<h2 class=title>Нов ред за пилотите</h2>" +
                         paragraph() + "</div>")
                .title,
            "Нов ред за пилотите");
  // The title of an article whose header stands outside is spoken of in the text.
  EXPECT_EQ(read_strange("<title>Ред за пилотите</title><header><h1>Ред за пилотите</h1></header><main><h2>Заявки</h2>" +
                         paragraph() + "</main>")
                .title,
            "Ред за пилотите");
}

TEST(Strangers, TheOnlyHeadingOfMainIsTheTitle) {
  EXPECT_EQ(read_strange(
                "<title>Резюме | Дневник на законите | Събрание</title><main><div><h1><span>Резолюция за фаровете</span></h1>"
                "</div><div>" +
                paragraph() + paragraph() + "</div></main>")
                .title,
            "Резолюция за фаровете");
}

TEST(Strangers, RowsAboutAPublicationAreNoByline) {
  const ExtractedPage page = read_strange("<main><article><h1>Пилоти</h1>" + paragraph() + paragraph() +
                                          "<ul class='metadata-detail'><li><span>Вид</span><span>Доклад</span></li>"
                                          "<li><span>Издател</span><span>Пристанищна управа</span></li></ul><ul "
                                          "class='meta'><li>от редактора</li><li>02.03.2024</li></ul>"
                                          "</article></main>");
  EXPECT_THAT(page.text, HasSubstr("Пристанищна управа"));
  EXPECT_THAT(page.text, Not(HasSubstr("от редактора")));
}

// --- several articles, and pages for other readers
// ----------------------------------------------------------------------------

TEST(Strangers, OfSeveralArticlesTheOneWithTheHeadingIsThePage) {
  const std::string own =
      "<article><h1>Нов ред за пилотите</h1><time datetime=2024-03-02>2 март 2024 г.</time>" + paragraph() + "</article>";
  const std::string story =
      "<p>Лозарите от долината събраха гроздето две седмици по-рано и сега чакат първите проби от избата на кооперацията.</p>";
  std::string scrolled, further, answers;
  for (int i = 0; i < 3; ++i) {
    scrolled += "<article><h1>Ранен гроздобер</h1><time datetime=2024-02-01></time>" + story + story + story + "</article>";
    further += "<article><h3><a href='/lozya'>Ранен гроздобер</a></h3>" + story + story + "</article>";
    answers += "<article><b>Лозар</b> <time datetime=2024-03-05>5 март</time>" + story + "</article>";
  }
  for (const std::string& others : {scrolled, further, answers}) {
    const ExtractedPage page = read_strange("<title>Нов ред за пилотите</title><main>" + own + others + "</main>");
    EXPECT_EQ(page.title, "Нов ред за пилотите");
    EXPECT_EQ(day(page.published), "2024-03-02");
    EXPECT_THAT(page.text, HasSubstr("двадесет метра"));
    EXPECT_THAT(page.text, Not(HasSubstr("Лозарите")));
  }
}

TEST(Strangers, AnArticleInsideTheLayoutsArticleIsThePage) {
  const ExtractedPage page = read_strange(
      "<title>Пилоти</title><main><article class=layout><section><article><h1>Пилоти</h1>"
      "<time datetime=2024-03-02>2 март 2024 г.</time>" +
      paragraph() + paragraph() + "</article></section></article></main>");
  EXPECT_THAT(page.text, HasSubstr("двадесет метра"));
}

TEST(Strangers, ArticlesThatAreSectionsOfOnePageAreAllKept) {
  const ExtractedPage page = read_strange("<title>Наръчник</title><main><article><h1>Наръчник</h1>" + paragraph() +
                                          "</article><article><h2>Заявки</h2>" + paragraph() +
                                          "<p>Заявките се подават в канцеларията на пристанището или по електронен път, с "
                                          "подпис на капитана и печат на дружеството.</p>"
                                          "</article></main>");
  EXPECT_THAT(page.text, HasSubstr("печат на дружеството"));
}

TEST(Strangers, WhatIsForReadersWithoutScriptsStandsInForAnEmptyPage) {
  const std::string page = "<title>Пилоти</title><div id=app></div><noscript>" + paragraph() + "</noscript>";
  EXPECT_THAT(read_strange(page).text, HasSubstr("двадесет метра"));
  EXPECT_THAT(
      read_strange(
          "<title>Пилоти</title><main>" + paragraph() + "</main><noscript><p>Включете JavaScript.</p>" +
          "<p>Тази страница се чете по-добре със скриптове, но и без тях казва всичко нужно на капитаните.</p></noscript>")
          .text,
      Not(HasSubstr("скриптове")));
  EXPECT_EQ(read_strange("<title>Пилоти</title><div id=app></div><noscript>You need to enable JavaScript to run this app, "
                         "which then shows the register of pilots and their licences to everybody.</noscript>")
                .text,
            "");
}

TEST(Strangers, EmptyElementsOfXhtmlSwallowNothing) {
  const std::string page =
      "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml' xml:lang='bg'><head><title/>"
      "<script src='/x.js'/></head><body><h1>Пилоти</h1>" +
      paragraph() + "</body></html>";
  const auto read = extract_capture({.url = Url::parse("https://pages.example.eu/bg/x").value(),
                                     .fetched = {},
                                     .fields = {{"Content-Type", "application/xhtml+xml; charset=utf-8"}},
                                     .request_head = {},
                                     .body = page});
  EXPECT_EQ(read->title, "Пилоти");
  EXPECT_THAT(read->text, HasSubstr("двадесет метра"));
}

TEST(Strangers, AnErrorPageIsKnownByItsTitleAndItsFewWords) {
  const auto is_error = [](std::string_view title, const std::string& text) {
    return reads_as_error_page(read_strange("<title>" + std::string(title) + "</title><body><p>" + text + "</p>"));
  };
  for (const char* title : {"ErrorPage", "Страницата не е намерена", "404 - Not Found", "ГРЕШКА!", "Service Unavailable"})
    EXPECT_TRUE(is_error(title, "Опитайте по-късно.")) << title;
  for (const char* title : {"403 Забранена грешка в пощата", "Грешка 550 при изпращане", "Грешки на пилотите", "Фарове"})
    EXPECT_FALSE(is_error(title, "Изберете друг сървър.")) << title;
  std::string handbook;
  for (int i = 0; i < 6; ++i) handbook += kLong;
  EXPECT_FALSE(is_error("Грешка", handbook));
}

}  // namespace
}  // namespace izvor
