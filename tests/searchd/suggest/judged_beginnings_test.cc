// Beginnings that were judged before they were tried: what must be shown for them, and what must not.
//
// tests/data/suggestions.txt says how. Over the sample site, and beside it a folder of forms, laws, questions, a help desk,
// English pages and files whose names became titles.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <string>
#include <vector>

#include "searchd/search/searcher.h"
#include "tests/support/site_index.h"

namespace izvor {
namespace {

ExtractedPage page_of(const std::string& title, const std::string& text, const std::vector<std::string>& headings = {}) {
  ExtractedPage page;
  page.title = title;
  page.language = "bg";
  page.text = text;
  for (const std::string& heading : headings) {
    page.headings.push_back(
        {.level = 2, .text = heading, .anchor = "", .offset = static_cast<std::uint32_t>(page.text.size())});
    page.text += "\n" + heading + "\n";
  }
  return page;
}

/// Long pages full of labels, as a ministry's folder has them.
void add_forms(testing::PageIndex& index) {
  unsigned number = 0;
  for (const char* what : {"регистрация на земеделски стопанин", "издаване на скица", "достъп до архив", "промяна на адрес",
                           "ползване на отпуск", "възстановяване на такса", "вписване в регистър", "преместване на дете"}) {
    for (const char* year : {"2019", "2021", "2023"}) {
      std::string text;
      for (int i = 0; i < 6; ++i)
        text +=
            "Дата: ____\nАвтор: ____\nИме на заявителя: …………\nПодпис на заявителя ____\nДата на подаване\nАвтор на "
            "документа\nЗащита на заявителя: ……\nПодписаният декларирам, че данните на заявителя: ____ са верни и пълни.\n";
      index.add("forms.example/" + std::to_string(++number),
                page_of(std::string("Заявление за ") + what + ", " + year, text,
                        {"Данни за заявителя", "Дата на подаване", "Подпис на заявителя", "Автор", "Дата:"}));
    }
  }
}

void add_laws(testing::PageIndex& index) {
  index.add("law.example/1",
            page_of("Регламент (ЕС) 2024/1689 на Европейския парламент и на Съвета от 13 юни 2024 година за установяване на "
                    "хармонизирани правила относно изкуствения интелект",
                    "Настоящият регламент установява правила."));
  index.add("law.example/2", page_of("Регламент (ЕС) 2022/2065 на Европейския парламент и на Съвета от 19 октомври 2022 "
                                     "година относно единния пазар на цифрови услуги",
                                     "Настоящият регламент се отнася до услугите."));
  index.add("law.example/3", page_of("Директива (ЕС) 2022/2555 на Европейския парламент и на Съвета от 14 декември 2022 година "
                                     "относно мерки за високо общо ниво на киберсигурност",
                                     "Държавите членки приемат мерки."));
  index.add("law.example/4", page_of("Права на хората",
                                     "Общият регламент за защита на данните (ОРЗД) е известен като GDPR. Регламент (ЕС) "
                                     "2016/679 урежда правата. Според GDPR човек има права; Регламент (ЕС) 2016/679 ги "
                                     "изброява. За ОРЗД и GDPR се говори често."));
  index.add("law.example/5", page_of("Електронна идентификация",
                                     "Схемите за eID се признават взаимно. Картата с eID е лична. "
                                     "Без eID няма услуги. ENISA дава насоки, а ENISA ги следи."));
  index.add("law.example/6", page_of("Наредба за условията и реда за", "Текст на наредбата."));
}

void add_questions(testing::PageIndex& index) {
  unsigned number = 0;
  for (const char* title :
       {"Как да подам жалба?", "Как да си направя електронен подпис", "Какво е отворен код?", "Какво е машинно обучение",
        "Кой може да кандидатства за безвъзмездна помощ?", "Как да възстановя изтрит файл в Windows 10",
        "Компютърът не се включва след актуализация", "How to apply for funding", "Digital skills for all"})
    index.add("help.example/" + std::to_string(++number), page_of(title, "Отговорът е прост и кратък."));
  for (const char* title : {"zaiavlenie_obrazec_2", "scan0001.pdf", "index.html"})
    index.add("files.example/" + std::to_string(++number), page_of(title, "Сканиран документ."));
  index.add("files.example/cloud",
            page_of("Бележки",
                    "Стои облачната инфраструктура, расте облачната инфраструктура, скъпа е облачната инфраструктура. "
                    "Важна е морската навигация, нужна е морската навигация, точна е морската навигация."));
}

class Judged : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    site_ = std::make_unique<testing::SiteIndex>(IZVOR_SAMPLE_SITE);
    add_forms(site_->pages());
    add_laws(site_->pages());
    add_questions(site_->pages());
  }
  static void TearDownTestSuite() { site_.reset(); }

  static std::vector<std::string> shown(Searcher& searcher, const std::string& typed) {
    std::vector<std::string> texts;
    const auto suggestions = searcher.suggest(typed, 8);
    if (!suggestions) throw std::runtime_error(suggestions.error().message);
    for (const Suggestion& suggestion : *suggestions) texts.push_back(suggestion.text);
    return texts;
  }

  static std::unique_ptr<testing::SiteIndex> site_;
};

std::unique_ptr<testing::SiteIndex> Judged::site_;

bool holds(const std::string& judgement, const std::vector<std::string>& shown) {
  if (judgement == "=0") return shown.empty();
  const std::string text = judgement.substr(2);
  const auto has = [&](const std::string& one) { return one.find(text) != std::string::npos; };
  switch (judgement.front()) {
    case '+':
      return std::find(shown.begin(), shown.end(), text) != shown.end();
    case '~':
      return std::any_of(shown.begin(), shown.end(), has);
    case '^':
      return !shown.empty() && shown.front().starts_with(text);
    case '-':
      return std::none_of(shown.begin(), shown.end(), has);
    default:
      throw std::runtime_error("no judgement: " + judgement);
  }
}

std::size_t characters_in(const std::string& text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

TEST_F(Judged, BeginningsShowWhatTheyShould) {
  Searcher searcher(site_->settings(), testing::shared_analyzer());
  std::ifstream in(IZVOR_SUGGESTIONS);
  std::string line;
  std::size_t beginnings = 0;
  while (std::getline(in, line)) {
    if (line.empty() || line.front() == '#') continue;
    ++beginnings;
    std::istringstream fields(line);
    std::string typed, judgement;
    std::getline(fields, typed, '\t');
    const std::vector<std::string> texts = shown(searcher, typed);
    while (std::getline(fields, judgement, '\t'))
      EXPECT_TRUE(holds(judgement, texts)) << typed << " | " << judgement << " | " << ::testing::PrintToString(texts);
    EXPECT_EQ(std::set(texts.begin(), texts.end()).size(), texts.size()) << typed;
    for (const std::string& text : texts) {
      EXPECT_LE(characters_in(text), 70U) << text;
      EXPECT_FALSE(text.ends_with(":") || text.ends_with("…") || text.find('_') != std::string::npos) << text;
    }
  }
  EXPECT_GE(beginnings, 60U);
}

/// Thousands of forms would fill every answer with what a form says, if pages counted without end.
TEST_F(Judged, AFolderOfFormsHidesNothing) {
  Searcher searcher(site_->settings(), testing::shared_analyzer());
  std::set<std::string> about_forms;
  for (const char* typed : {"д", "а", "и", "п", "з", "да", "ав", "им", "под", "зая"})
    for (const std::string& text : shown(searcher, typed))
      if (text.find("заявител") != std::string::npos || text.find("на подаване") != std::string::npos) about_forms.insert(text);
  EXPECT_THAT(about_forms, ::testing::IsEmpty());
}

}  // namespace
}  // namespace izvor
