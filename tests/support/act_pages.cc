#include "tests/support/act_pages.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <fstream>
#include <random>
#include <sstream>

namespace izvor::testing {
namespace {

constexpr std::array kBulgarianWords{"държавите",  "членки",        "вземат",      "необходимите", "мерки", "за",
                                     "да",         "осигурят",      "прилагането", "на",           "тези",  "разпоредби",
                                     "в",          "съответствие",  "с",           "общите",       "цели",  "и",
                                     "задължения", "компетентните", "органи",      "уведомяват",   "при",   "необходимост",
                                     "по",         "ред",           "определен",   "този",         "акт",   "условията"};
constexpr std::array kEnglishWords{
    "the",         "member", "states", "shall",      "take",   "measures",   "to",    "ensure",     "that",       "competent",
    "authorities", "apply",  "these",  "provisions", "in",     "accordance", "with",  "objectives", "of",         "this",
    "act",         "and",    "where",  "necessary",  "inform", "each",       "other", "about",      "conditions", "procedure"};

std::string upper_roman(int number) {
  std::string roman;
  for (; number >= 10; number -= 10) roman += "X";
  constexpr std::array kOnes{"", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"};
  return roman + kOnes[static_cast<std::size_t>(number)];
}

/// Writes one act. Each style has its own way to write the same parts.
class Page {
 public:
  explicit Page(const ActDescription& act)
      : act_(act), style_(act.fact("style")), bulgarian_(act.fact("language") == "bg"), random_(seed_of(act.name)) {
    const int units = std::max(1, act.number("articles") + act.number("recitals"));
    filler_ = std::max(120, act.number("bytes") / units / 2);
    prefix_ = style_ == "published" ? "oj-" : "";
  }

  std::string write() {
    if (style_ == "lex" || style_ == "gazette") {
      write_national();
    } else {
      write_header();
      write_preamble();
      write_articles();
      write_end();
    }
    return framed();
  }

 private:
  static std::uint32_t seed_of(const std::string& name) {
    std::uint32_t seed = 17;
    for (const char c : name) seed = seed * 31 + static_cast<unsigned char>(c);
    return seed;
  }

  [[nodiscard]] bool is(const char* style) const { return style_ == style; }
  [[nodiscard]] std::string by_language(const char* bulgarian, const char* english) const {
    return bulgarian_ ? bulgarian : english;
  }

  std::string filler(int bytes) {
    std::string text;
    while (static_cast<int>(text.size()) < bytes) {
      const std::size_t word = random_() % kBulgarianWords.size();
      text += std::string(text.empty() ? "" : " ") + (bulgarian_ ? kBulgarianWords.at(word) : kEnglishWords.at(word));
    }
    return text + ".";
  }

  /// A paragraph with the class name that the style has for it, if any.
  void paragraph(const std::string& name, const std::string& text, const std::string& id = {}) {
    html_ += "<p";
    if (!is("bare") && !is("commission") && !name.empty()) html_ += " class=\"" + prefix_ + name + "\"";
    if (!id.empty() && !is("bare") && !is("commission")) html_ += " id=\"" + id + "\"";
    html_ += ">" + text + "</p>\n";
  }

  void open(const std::string& id) {
    if (is("published") || is("old") || is("consolidated"))
      html_ += is("old") && id.starts_with("art") ? "<div>\n" : "<div class=\"eli-subdivision\" id=\"" + id + "\">\n";
  }
  void close() {
    if (is("published") || is("old") || is("consolidated")) html_ += "</div>\n";
  }

  /// "(а)" or "1." and its text, in two cells or two columns; bare pages have them in two paragraphs.
  void point(const std::string& mark, const std::string& text) {
    if (is("consolidated")) {
      html_ += "<div class=\"grid-container grid-list\"><div class=\"list grid-list-column-1\"><span>" + mark +
               " </span></div><div class=\"grid-list-column-2\"><p class=\"norm\">" + text + "</p></div></div>\n";
    } else if (is("bare") || is("commission")) {
      html_ += "<p>" + mark + "</p>\n<p>" + text + "</p>\n";
    } else {
      html_ += "<table width=\"100%\"><col width=\"4%\"/><tbody><tr><td valign=\"top\"><p class=\"" + prefix_ + "normal\">" +
               mark + "</p></td><td valign=\"top\"><p class=\"" + prefix_ + "normal\">" + text +
               "</p></td></tr></tbody></table>\n";
    }
  }

  void text_line(const std::string& text) {
    const std::size_t space = text.find(' ');
    const bool numbered = space < 6 && (text.at(space - 1) == '.' || text.at(space - 1) == ')');
    if (numbered && is("consolidated"))
      html_ += "<div class=\"norm\"><span class=\"no-parag\">" + text.substr(0, space) +
               "  </span><div class=\"norm inline-element\">" + text.substr(space + 1) + "</div></div>\n";
    else if (numbered && text.front() == '(')
      point(text.substr(0, space), text.substr(space + 1));
    else
      paragraph(is("consolidated") ? "norm" : "normal", text);
  }

  void write_header() {
    const std::string journal = act_.fact("published");
    const std::string day = journal.empty() ? ""
                                            : std::to_string(std::stoi(journal.substr(8))) + "." +
                                                  std::to_string(std::stoi(journal.substr(5, 2))) + "." + journal.substr(0, 4);
    const std::string language = bulgarian_ ? "BG" : "EN";
    if (is("published") || is("old")) {
      html_ += "<table width=\"100%\"><tbody><tr><td><p class=\"" + prefix_ + "hd-date\">" + day +
               "   </p></td><td><p class=\"" + prefix_ + "hd-lg\">" + language + "</p></td><td><p class=\"" + prefix_ +
               "hd-ti\">" + by_language("Официален вестник на Европейския съюз", "Official Journal of the European Union") +
               "</p></td><td><p class=\"" + prefix_ + "hd-oj\">L 152/1</p></td></tr></tbody></table>\n<hr/>\n";
    } else if (is("bare")) {
      html_ += "<p>" + by_language("Официален вестник", "Official Journal") + " L 281 , " + slashed(journal) +
               " P. 0031 - 0050</p>\n";
    } else if (is("commission")) {
      html_ += "<p>" + by_language("ЕВРОПЕЙСКА КОМИСИЯ", "EUROPEAN COMMISSION") + "</p>\n<p>Брюксел, 24.2.2021 г.</p>\n<p>" +
               act_.fact("reference") + "</p>\n";
    } else if (is("consolidated")) {
      write_consolidated_header(language);
    }
    write_title();
  }

  static std::string slashed(const std::string& day) {
    return day.size() < 10 ? day : day.substr(8) + "/" + day.substr(5, 2) + "/" + day.substr(0, 4);
  }

  void write_consolidated_header(const std::string& language) {
    const std::string state = act_.fact("state");
    html_ += "<p class=\"reference\">" + act_.fact("celex").substr(0, 10) + " — " + language + " — " + state.substr(8) + "." +
             state.substr(5, 2) + "." + state.substr(0, 4) + " — 002.001</p>\n<p class=\"disclaimer\">" +
             by_language("Настоящият текст служи само за информационни цели и няма правно действие.",
                         "This text is meant purely as a documentation tool and has no legal effect.") +
             "</p>\n";
    html_ +=
        "<table><tr><td valign=\"top\"><p class=\"arrow\"><a href=\"./x\">►B</a></p></td><td><p class=\"title-doc-first\" "
        "id=\"id-0090ede7-cbad-4ad5-aa55-3f3a98030478\">" +
        act_.fact("title") + "</p><p class=\"title-doc-first\">" + act_.fact("date") + "</p><p class=\"title-doc-last\">" +
        act_.fact("subject") +
        "</p><p class=\"title-doc-oj-reference\">(OJ L 201 31.7.2002, p. 37)</p></td></tr></table>\n<p "
        "class=\"hd-modifiers\">" +
        by_language("изменен с:", "Amended by:") +
        "</p>\n<table><tr><td><p class=\"arrow\"><a href=\"./y\">►M1</a></p></td><td><p class=\"title-fam-member-star\"><a "
        "href=\"./y\">" +
        by_language("РЕГЛАМЕНТ (ЕС) 2024/9909 НА ЕВРОПЕЙСКИЯ ПАРЛАМЕНТ И НА СЪВЕТА от 25 ноември 2024 година",
                    "REGULATION (EU) 2020/9909 OF THE EUROPEAN PARLIAMENT AND OF THE COUNCIL of 25 November 2020") +
        "</a></p></td><td><p class=\"toc-1\">  L 337</p></td><td><p class=\"toc-2\">11</p></td><td><p "
        "class=\"toc-2\">18.12.2024</p></td></tr></table>\n<hr/>\n<p class=\"arrow\"><a href=\"./x\">▼B</a></p>\n";
  }

  void write_title() {
    const char* name = is("consolidated") ? "title-doc-first" : "doc-ti";
    if (!is("bare") && !is("commission")) html_ += "<div class=\"eli-main-title\" id=\"tit_1\">\n";
    for (const char* part : {"title", "date", "subject", "behind"})
      if (!act_.fact(part).empty()) paragraph(name, act_.fact(part));
    if (is("published")) paragraph(name, by_language("(текст от значение за ЕИП)", "(Text with EEA relevance)"));
    if (!is("bare") && !is("commission")) html_ += "</div>\n";
    if (act_.fact("memorandum").empty()) return;
    paragraph("", by_language("ОБЯСНИТЕЛЕН МЕМОРАНДУМ", "EXPLANATORY MEMORANDUM"));
    for (int i = 0; i < 3; ++i) paragraph("", filler(filler_));
  }

  void write_preamble() {
    if (is("consolidated") || act_.number("articles") == 0) return;
    open("pbl_1");
    paragraph("normal", by_language("ЕВРОПЕЙСКИЯТ ПАРЛАМЕНТ И СЪВЕТЪТ НА ЕВРОПЕЙСКИЯ СЪЮЗ,",
                                    "THE EUROPEAN PARLIAMENT AND THE COUNCIL OF THE EUROPEAN UNION,"));
    paragraph("normal", by_language("като взеха предвид становището на Европейския икономически и социален комитет ",
                                    "Having regard to the opinion of the European Economic and Social Committee ") +
                            "<a id=\"ntc1-L\" href=\"#ntr1-L\">(<span class=\"" + prefix_ + "super\">1</span>)</a>,");
    paragraph("normal", by_language("като имат предвид, че:", "Whereas:"));
    for (int number = 1; number <= act_.number("recitals"); ++number) {
      open("rct_" + std::to_string(number));
      const ActArticle* own = article("r" + std::to_string(number));
      point("(" + std::to_string(number) + ")", own != nullptr ? own->paragraphs.front() : filler(filler_));
      close();
    }
    paragraph("normal", by_language("ПРИЕХА НАСТОЯЩИЯ АКТ:", "HAVE ADOPTED THIS ACT:"));
    close();
  }

  [[nodiscard]] const ActArticle* article(const std::string& number) const {
    const auto found = std::ranges::find(act_.articles, number, &ActArticle::number);
    return found == act_.articles.end() ? nullptr : &*found;
  }

  void write_chapter(const std::string& number) {
    const auto chapter = act_.chapters.find(number);
    if (chapter == act_.chapters.end()) return;
    const std::size_t space = chapter->second.find(' ');
    const bool consolidated = is("consolidated");
    paragraph(consolidated ? "title-division-1" : "ti-section-1",
              by_language("ГЛАВА ", "CHAPTER ") + chapter->second.substr(0, space), "d1e" + number);
    paragraph(consolidated ? "title-division-2" : "ti-section-2", chapter->second.substr(space + 1));
  }

  void write_articles() {
    const std::string sections = act_.fact("sections");
    if (!sections.empty()) return write_sections(sections);
    for (int number = 1; number <= act_.number("articles"); ++number) {
      const std::string digits = std::to_string(number);
      write_chapter(digits);
      if (is("consolidated") && number % 3 == 0) paragraph("modref", "<a href=\"./y\">▼M1</a>");
      open("art_" + digits);
      const ActArticle* own = article(digits);
      paragraph(is("consolidated") ? "title-article-norm" : "ti-art", by_language("Член ", "Article ") + digits,
                "d1e9" + digits);
      if (own != nullptr) {
        if (!is("bare")) html_ += "<div class=\"eli-title\">";
        paragraph(is("consolidated") ? "stitle-article-norm" : "sti-art", own->heading);
        if (!is("bare")) html_ += "</div>";
        for (const std::string& line : own->paragraphs) text_line(line);
      } else {
        text_line("1. " + filler(filler_));
        point(by_language("(а)", "(a)"), filler(filler_ / 2));
        point(by_language("(б)", "(b)"), filler(filler_ / 2));
      }
      close();
    }
  }

  void write_sections(const std::string& sections) {
    std::istringstream in(sections);
    int number = 1;
    for (std::string section; std::getline(in, section, '|'); ++number) {
      html_ += "<p><b>" + std::to_string(number) + ".   " + section + "</b></p>\n";
      for (int i = 0; i < 3; ++i) paragraph("", filler(400));
    }
  }

  void write_end() {
    for (int annex = 1; annex <= act_.number("annexes"); ++annex) {
      html_ += "<div id=\"anx_" + upper_roman(annex) + "\">";
      paragraph("doc-ti", by_language("ПРИЛОЖЕНИЕ ", "ANNEX ") + upper_roman(annex), "d9e" + std::to_string(annex));
      html_ += "<table><tr><td><p>A1</p></td><td><p>" + filler(60) + "</p></td></tr><tr><td><p>A2</p></td><td><p>" +
               filler(60) + "</p></td></tr></table></div>\n";
    }
    html_ += "<hr/><p class=\"" + prefix_ +
             "note\"><a id=\"ntr1-L\" href=\"#ntc1-L\">(<span>1</span>)</a>  ОВ C 286, 16.7.2021 г., стр. 38.</p>\n";
  }

  void write_national() {
    html_ += is("lex") ? "<div class=\"menu\"><a href=\"/a\">Закони</a> <a href=\"/b\">Кодекси</a></div><div "
                         "id=\"DocumentTitle\"><div class=\"Title\"><p>" +
                             act_.fact("title") + "</p></div></div><div class=\"HistoryOfDocument\">" + act_.fact("history") +
                             "</div>\n"
                       : "<table><tr><td><div class=\"titleHead\">Народно събрание</div></td></tr><tr><td><table><tr><td><span "
                         "class=\"mark\">брой: 43, от дата " +
                             act_.fact("journal") +
                             " г. Официален раздел</span></td><td><span "
                             "class=\"mark\">стр.19</span></td></tr></table></td></tr><tr><td><span class=\"tdHead1\">" +
                             act_.fact("title") +
                             "</span></td></tr><tr><td><div><p><strong>УКАЗ № 7</strong></p><p><strong>ЗАКОН</strong></p>\n";
    for (int number = 1; number <= act_.number("articles"); ++number) {
      const std::string digits = std::to_string(number);
      if (const auto chapter = act_.chapters.find(digits); chapter != act_.chapters.end())
        html_ += "<div class=\"Section\"><p>Глава " + chapter->second.substr(0, chapter->second.find(' ')) + ".<br>" +
                 chapter->second.substr(chapter->second.find(' ') + 1) + "</p></div>\n";
      const ActArticle* own = article(digits);
      const std::string sign = is("lex") ? "Чл. " : "§ ";
      std::vector<std::string> lines = own != nullptr ? own->paragraphs : std::vector<std::string>{filler(filler_)};
      html_ += "<div class=\"Article\" id=\"to_paragraph_id";
      for (const std::string& part : {digits, std::string("\"><p><b>"), sign, digits, std::string(".</b> ")}) html_ += part;
      html_ += lines.front() + "</p>";
      for (std::size_t i = 1; i < lines.size(); ++i) html_ += "<p>" + lines[i] + "</p>";
      html_ += "</div>\n";
    }
    if (is("gazette")) html_ += "</div></td></tr></table>";
  }

  /// The whole page: bare, or in the frame of the reading address.
  std::string framed() {
    const std::string title = is("published") || is("old") ? "L_2022152BG.01000101.xml"
                              : is("consolidated") ? "Consolidated TEXT: " + act_.fact("celex").substr(0, 10) + " — BG"
                              : is("lex")          ? "Lex.bg - Закони, правилници, конституция"
                                                   : "Държавен вестник";
    const std::string head = is("commission") ? "" : "<title>" + title + "</title>";
    if (act_.fact("frame").empty())
      return "<!DOCTYPE html><html><head><meta charset=\"utf-8\">" + head + "</head><body>" + html_ + "</body></html>";
    return "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>EUR-Lex - " + act_.fact("celex") +
           " - BG - EUR-Lex</title></head><body><header><nav><ul><li><a href=\"/\">Начало</a></li><li><a "
           "href=\"/oj\">Официален вестник</a></li></ul></nav></header>"
           "<div class=\"container\"><div class=\"row\"><div id=\"languages\"><ul><li><a href=\"/BG\">BG</a></li><li><a "
           "href=\"/EN\">EN</a></li></ul></div><h1>Document " +
           act_.fact("celex") + "</h1><p>" + act_.fact("full") +
           "</p><ul><li><a href=\"/procedure\">Процедура</a></li></ul><div class=\"panel\"><div id=\"textTabContent\"><div "
           "id=\"document1\">" +
           html_ +
           "</div></div></div></div></div><footer><p>Този сайт се управлява от Службата за публикации, която отговаря за него "
           "пред всички посетители.</p></footer></body></html>";
  }

  const ActDescription& act_;
  std::string style_;
  bool bulgarian_;
  std::minstd_rand random_;
  int filler_ = 0;
  std::string prefix_;
  std::string html_;
};

}  // namespace

std::string ActDescription::fact(const std::string& key) const {
  const auto found = facts.find(key);
  return found == facts.end() ? std::string() : found->second;
}

int ActDescription::number(const std::string& key) const {
  const std::string value = fact(key);
  return value.empty() ? 0 : std::stoi(value);
}

std::vector<ActDescription> read_act_descriptions(const std::string& file) {
  std::ifstream in(file);
  std::vector<ActDescription> acts;
  std::string chapter;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("= ")) {
      acts.push_back({.name = line.substr(2), .facts = {}, .articles = {}, .chapters = {}});
    } else if (line.starts_with("@c ")) {
      chapter = line.substr(3);
    } else if (line.starts_with("@ ") || line.starts_with("@r ")) {
      const bool recital = line.starts_with("@r ");
      const std::string rest = line.substr(recital ? 3 : 2);
      const std::size_t space = std::min(rest.find(' '), rest.size());
      acts.back().articles.push_back({.number = (recital ? "r" : "") + rest.substr(0, space),
                                      .heading = rest.substr(std::min(space + 1, rest.size())),
                                      .paragraphs = {}});
      if (!chapter.empty() && !recital) acts.back().chapters[rest.substr(0, space)] = chapter;
      if (!recital) chapter.clear();
    } else if (!acts.empty() && acts.back().articles.empty()) {
      const std::size_t colon = line.find(": ");
      if (colon != std::string::npos) acts.back().facts[line.substr(0, colon)] = line.substr(colon + 2);
    } else if (!acts.empty() && !line.empty()) {
      acts.back().articles.back().paragraphs.push_back(line);
    }
  }
  return acts;
}

std::string write_act_page(const ActDescription& act) { return Page(act).write(); }

}  // namespace izvor::testing
