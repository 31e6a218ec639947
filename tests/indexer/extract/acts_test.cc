// The acts of tests/data/acts, whose titles, facts and articles were written down before any code read them; and small pages
// that are like acts, or like none.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "indexer/extract/extract.h"
#include "izvor/utc_time.h"
#include "tests/support/act_pages.h"

namespace izvor {
namespace {

using testing::ActArticle;
using testing::ActDescription;

ExtractedPage read_as(const std::string& html, const std::string& url) {
  const Capture capture{.url = Url::parse(url).value(),
                        .fetched = parse_rfc3339("2026-10-01").value(),
                        .fields = {{"Content-Type", "text/html; charset=utf-8"}},
                        .request_head = {},
                        .body = html};
  return extract_capture(capture).value();
}

ExtractedPage read_body(const std::string& body) {
  return read_as("<html><head><title>x</title></head><body>" + body + "</body></html>", "https://example.eu/bg/x");
}

std::string calendar_day(const std::optional<UtcTime>& time) { return time ? format_rfc3339(*time).substr(0, 10) : ""; }
std::string calendar_day(const std::optional<DatedFact>& fact) { return fact ? calendar_day(std::optional(fact->time)) : ""; }

const Heading* heading(const ExtractedPage& page, const std::string& text) {
  const auto found = std::ranges::find(page.headings, text, &Heading::text);
  return found == page.headings.end() ? nullptr : &*found;
}

bool is_national(const ActDescription& act) { return act.fact("style") == "lex" || act.fact("style") == "gazette"; }

std::string label_of(const ActDescription& act, const std::string& number) {
  const bool bulgarian = act.fact("language") == "bg";
  if (number.front() == 'r') return (bulgarian ? "Съображение " : "Recital ") + number.substr(1);
  if (act.fact("style") == "lex") return "Чл. " + number;
  if (act.fact("style") == "gazette") return "§ " + number;
  return (bulgarian ? "Член " : "Article ") + number;
}

std::string anchor_of(const ActDescription& act, const std::string& number) {
  const std::string style = act.fact("style");
  if (style == "lex" || style == "gazette") return "to_paragraph_id" + number;
  if (style == "bare" || style == "commission") return "";
  if (number.front() == 'r') return "rct_" + number.substr(1);
  return style == "old" ? "d1e9" + number : "art_" + number;
}

/// The text from a heading to the next article.
std::string text_below(const ExtractedPage& page, const Heading& from) {
  std::size_t end = page.text.size();
  for (const Heading& next : page.headings)
    if (next.offset > from.offset && next.level == from.level) end = std::min<std::size_t>(end, next.offset);
  return page.text.substr(from.offset, end - from.offset);
}

class InventedActs : public ::testing::TestWithParam<ActDescription> {
 protected:
  ExtractedPage page = read_as(testing::write_act_page(GetParam()), GetParam().fact("url"));
};

TEST_P(InventedActs, have_the_title_and_the_facts_that_were_written_down) {
  const ActDescription& act = GetParam();
  EXPECT_EQ(page.title, act.fact("full"));
  EXPECT_EQ(page.type, "legislation");
  EXPECT_EQ(page.language, act.fact("language"));
  ASSERT_TRUE(page.act);
  EXPECT_EQ(page.act->kind, act.fact("kind"));
  EXPECT_EQ(page.act->number, act.fact("number"));
  EXPECT_EQ(page.act->celex, act.fact("celex"));
  EXPECT_EQ(page.act->eli, act.fact("eli"));
  EXPECT_EQ(page.act->short_name, act.fact("short"));
  EXPECT_EQ(calendar_day(page.act->date), act.fact("day"));
  EXPECT_EQ(calendar_day(page.act->state), act.fact("state"));
  EXPECT_EQ(calendar_day(page.published), act.fact("published"));
  EXPECT_EQ(page.cut_reason, "");
}

TEST_P(InventedActs, have_each_article_and_recital_with_its_anchor_and_text) {
  const ActDescription& act = GetParam();
  const auto count = [this](const std::string& beginning) {
    return std::ranges::count_if(page.headings, [&](const Heading& one) { return one.text.starts_with(beginning); });
  };
  const std::string any = label_of(act, "1");
  EXPECT_EQ(count(any.substr(0, any.size() - 1)), act.number("articles"));
  const std::string recital = label_of(act, "r1");
  EXPECT_EQ(count(recital.substr(0, recital.size() - 1)), act.number("recitals"));
  for (const ActArticle& article : act.articles) {
    const Heading* found = heading(page, label_of(act, article.number));
    ASSERT_NE(found, nullptr) << article.number;
    EXPECT_EQ(found->anchor, anchor_of(act, article.number));
    const std::string text = text_below(page, *found);
    for (const std::string& line : article.paragraphs)
      EXPECT_NE(text.find(line + "\n"), std::string::npos) << line << "\n" << text;
    if (article.heading.empty()) continue;
    const Heading* name = heading(page, article.heading);
    ASSERT_NE(name, nullptr) << article.heading;
    EXPECT_EQ(name->anchor, anchor_of(act, article.number));
  }
}

TEST_P(InventedActs, have_no_marks_no_disclaimer_no_frame_and_footnotes_last) {
  for (const char* foreign :
       {"►", "▼", "◄", "служи само", "documentation tool", "Процедура", "Службата за публикации", "Кодекси"})
    EXPECT_EQ(page.text.find(foreign), std::string::npos) << foreign;
  if (is_national(GetParam())) return;
  const std::size_t note = page.text.find("ОВ C 286");
  ASSERT_NE(note, std::string::npos);
  for (const Heading& one : page.headings) EXPECT_LT(one.offset, note);
}

INSTANTIATE_TEST_SUITE_P(Acts, InventedActs, ::testing::ValuesIn(testing::read_act_descriptions(IZVOR_ACTS)),
                         [](const auto& one) {
                           std::string name = one.param.name;
                           std::ranges::replace(name, '-', '_');
                           return name;
                         });

TEST(Acts, are_no_articles_about_acts) {
  const ExtractedPage page = read_body(
      "<main><h1>Регламент (ЕС) 2022/868: какво се променя</h1><p>Регламент (ЕС) 2022/868 на Европейския парламент и на Съвета "
      "урежда "
      "посредничеството при данни.</p><p>Член 5 от него казва кой има достъп до данните на държавните органи и при какви "
      "условия.</p>"
      "<p>Чл. 7 изброява органите, които помагат на останалите при повторното използване на данни.</p></main>");
  EXPECT_FALSE(page.act);
  EXPECT_NE(page.type, "legislation");
}

TEST(Acts, of_the_gazette_have_paragraphs_and_inserted_articles_to_jump_to) {
  const ExtractedPage page = read_body(
      "<table><tr><td><span class=\"mark\">брой: 12, от дата 3.2.2025 г. Официален раздел</span></td></tr><tr><td><span "
      "class=\"t\">Закон за "
      "изменение на Закона за кладенците</span></td></tr><tr><td><p>УКАЗ № 9</p><p>ЗАКОН</p><p>§ 1. В чл. 3 думата „кофа“ се "
      "заменя с „помпа“.</p>"
      "<p>§ 2. Създава се чл. 8а:</p><p>Чл. 8а. (1) Помпата се пази от замръзване през зимата.</p></td></tr></table>");
  ASSERT_TRUE(page.act);
  EXPECT_EQ(page.title, "Закон за изменение на Закона за кладенците");
  EXPECT_EQ(calendar_day(page.published), "2025-02-03");
  std::vector<std::string> labels;
  for (const Heading& one : page.headings) labels.push_back(one.text);
  EXPECT_EQ(labels, (std::vector<std::string>{"§ 1", "§ 2", "Чл. 8а"}));
}

TEST(Acts, keep_names_that_hold_a_word_of_boilerplate_in_a_uuid) {
  const ExtractedPage page = read_body(
      "<main><h1>Кладенци</h1><p id=\"id-0090ede7-cbad-4ad5-aa55-3f3a98030478\">Кладенците в общината се почистват всяка "
      "пролет от "
      "доброволци, които изваждат тинята и проверяват зидарията на пръстена.</p><p>Водата се изследва в лабораторията на "
      "окръжния град, "
      "която съобщава резултата на жителите до една седмица след вземането на пробата.</p></main>");
  EXPECT_NE(page.text.find("доброволци"), std::string::npos);
}

TEST(Acts, set_rows_of_annex_tables_on_one_line) {
  const ExtractedPage page = read_body(
      "<p>REGULATION (EU) 2021/77 OF THE EUROPEAN PARLIAMENT AND OF THE COUNCIL</p><p>of 3 May 2021</p><p>on wells</p>"
      "<p>HAVE ADOPTED THIS REGULATION:</p><p>Article 1</p><p>Wells shall be clean.</p><p>Article 2</p><p>The Annex lists "
      "them.</p>"
      "<p>ANNEX</p><table><tr><td><p>Well</p></td><td><p>Depth</p></td></tr><tr><td><p>Oak</p></td><td><p>12 "
      "m</p></td></tr></table>");
  ASSERT_TRUE(page.act);
  EXPECT_EQ(page.title, "Regulation (EU) 2021/77 of the European Parliament and of the Council of 3 May 2021 on wells");
  EXPECT_NE(page.text.find("Oak\t12 m\n"), std::string::npos) << page.text;
  EXPECT_NE(heading(page, "ANNEX"), nullptr);
}

}  // namespace
}  // namespace izvor
