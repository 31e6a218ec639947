#include "tests/bench/page_generator.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <random>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace izvor::testing {
namespace {

constexpr std::size_t kVocabulary = 40'000;
// So that the shares of the 10, 100 and 1,000 commonest words are near those of Bulgarian news.
constexpr double kExponent = 1.08;
constexpr double kOffset = 1.5;
// Short words are common and long ones rare, more or less.
constexpr double kLengthNoise = 10;
constexpr std::size_t kLongest = 14;
constexpr std::size_t kWords = 620;
constexpr std::string_view kFunctionWords[] = {
    "на",   "и",    "за",    "да",    "се",    "в",      "от",    "с",      "по",   "е",     "са",   "при",  "до",  "или",
    "не",   "като", "което", "които", "която", "както",  "между", "чрез",   "след", "през",  "към",  "над",  "под", "без",
    "един", "една", "този",  "тази",  "тези",  "техния", "може",  "трябва", "също", "освен", "само", "беше", "има", "още"};

constexpr std::array<std::string_view, 6> kSections{"policies", "news", "library", "events", "factpages", "faqs"};
constexpr std::array<std::string_view, 12> kMonths{"януари", "февруари", "март",      "април",    "май",     "юни",
                                                   "юли",    "август",   "септември", "октомври", "ноември", "декември"};
constexpr std::string_view kLanguages[] = {"bg", "es", "cs", "da", "de", "et", "el", "en", "fr", "ga", "hr", "it",
                                           "lv", "lt", "hu", "mt", "nl", "pl", "pt", "ro", "sk", "sl", "fi", "sv"};

/// Writes one page: the words come from outside, the letters and tags from here.
class PageWriter {
 public:
  PageWriter(const std::vector<std::string>& words, const std::vector<double>& frequencies, std::mt19937_64& random)
      : words_(words), frequencies_(frequencies), random_(random) {}

  std::string title() { return sentence(4 + random_() % 6); }

  std::string sentence(std::size_t length) {
    std::string text;
    for (std::size_t i = 0; i < length; ++i) {
      if (i > 0) text += i % 9 == 7 ? ", " : " ";
      text += word();
    }
    return capital(std::move(text));
  }

  std::string paragraph() {
    std::string text = "<p>";
    for (std::size_t sentences = 3 + random_() % 3; sentences > 0; --sentences) {
      const std::size_t length = 8 + random_() % 14;
      written_ += length;
      text += sentence(length) + (sentences > 1 ? ". " : ".");
    }
    return text + "</p>\n";
  }

  std::string list() {
    std::string text = "<ul class=\"ecl-unordered-list\">\n";
    for (int i = 0; i < 5; ++i) {
      written_ += 8;
      text += "<li class=\"ecl-unordered-list__item\">" + sentence(8) + ";</li>\n";
    }
    return text + "</ul>\n";
  }

  std::string table() {
    std::string text = "<table class=\"ecl-table\"><tbody>\n";
    for (int row = 0; row < 4; ++row) {
      written_ += 5;
      text += "<tr class=\"ecl-table__row\"><td class=\"ecl-table__cell\">" + sentence(4) +
              "</td><td class=\"ecl-table__cell\">" + std::to_string(random_() % 10'000) + "</td></tr>\n";
    }
    return text + "</tbody></table>\n";
  }

  std::string body() {
    std::string text = paragraph();
    for (unsigned section = 1; written_ < kWords; ++section) {
      const std::string anchor = "section_" + std::to_string(section);
      text += "<h2 class=\"ecl-u-type-heading-2\" id=\"" + anchor + "\">" + sentence(3 + random_() % 4) + "</h2>\n";
      text += paragraph() + (section == 2 ? list() : section == 3 ? table() : paragraph());
    }
    return text;
  }

 private:
  const std::string& word() {
    const double drawn = std::uniform_real_distribution<double>(0, 1)(random_);
    const auto found = std::lower_bound(frequencies_.begin(), frequencies_.end(), drawn);
    return words_[static_cast<std::size_t>(std::min(found, frequencies_.end() - 1) - frequencies_.begin())];
  }

  /// The Cyrillic letters а to п have their capitals 32 code points before, in the same block of UTF-8; р to я in the one
  /// before.
  static std::string capital(std::string text) {
    const auto first = static_cast<unsigned char>(text[0]);
    const auto second = static_cast<unsigned char>(text[1]);
    if (first == 0xD0 && second >= 0xB0) text[1] = static_cast<char>(second - 0x20);
    if (first == 0xD1 && second <= 0x8F) {
      text[0] = static_cast<char>(0xD0);
      text[1] = static_cast<char>(second + 0x20);
    }
    return text;
  }

  const std::vector<std::string>& words_;
  const std::vector<double>& frequencies_;
  std::mt19937_64& random_;
  std::size_t written_ = 0;
};

std::string menu(PageWriter& writer) {
  std::string text = "<nav class=\"ecl-menu\" aria-expanded=\"false\"><ul class=\"ecl-menu__list\">\n";
  for (int i = 0; i < 22; ++i) {
    const std::string number = std::to_string(i);
    text +=
        "<li class=\"ecl-menu__item\" data-ecl-menu-item=\"\"><a class=\"ecl-link ecl-menu__link\" href=\"/bg/policies/menu-" +
        number + "\" data-ecl-menu-link=\"\" id=\"ecl-menu-item-" + number + "\">" + writer.sentence(3) + "</a></li>\n";
  }
  return text + "</ul></nav>\n";
}

std::string languages(std::string_view path) {
  std::string text = "<div class=\"ecl-site-header__language\"><ul class=\"ecl-site-header__language-list\">\n";
  for (const std::string_view language : kLanguages) {
    text += "<li><a class=\"ecl-link ecl-site-header__language-link\" hreflang=\"" + std::string(language) + "\" href=\"/" +
            std::string(language) + std::string(path.substr(2)) + "\">" + std::string(language) + "</a></li>\n";
  }
  return text + "</ul></div>\n";
}

std::string cards(PageWriter& writer) {
  std::string text = "<div class=\"cnt-aside\"><aside>\n";
  for (int i = 0; i < 4; ++i) {
    text +=
        "<article class=\"ecl-content-item\"><div class=\"ecl-content-block\"><div class=\"ecl-content-block__title\"><a "
        "class=\"ecl-link\" href=\"/bg/news/card-" +
        std::to_string(i) + "\"><span>" + writer.sentence(6) +
        "</span></a></div><div class=\"ecl-content-block__description\">" + writer.sentence(14) + "</div></div></article>\n";
  }
  return text + "</aside></div>\n";
}

}  // namespace

PageGenerator::PageGenerator(const std::filesystem::path& word_list, std::uint64_t seed) : seed_(seed) {
  std::ifstream in(word_list);
  std::vector<std::string> listed;
  for (std::string word; std::getline(in, word);) {
    // Lower-case Cyrillic of three letters or more.
    if (word.size() >= 6 && word.size() <= 40 && static_cast<unsigned char>(word[0]) >= 0xD0 &&
        (static_cast<unsigned char>(word[0]) > 0xD0 || static_cast<unsigned char>(word[1]) >= 0xB0))
      listed.push_back(std::move(word));
  }
  if (listed.size() < kVocabulary) throw std::runtime_error("too few words in " + word_list.string());
  std::mt19937_64 random(seed);
  std::shuffle(listed.begin(), listed.end(), random);
  std::vector<std::pair<double, std::size_t>> order;
  for (std::size_t i = 0; i < listed.size(); ++i) {
    const double noise = std::uniform_real_distribution<double>(0, kLengthNoise)(random);
    order.emplace_back(static_cast<double>(std::min(listed[i].size() / 2, kLongest)) + noise, i);
  }
  std::sort(order.begin(), order.end());
  words_.assign(std::begin(kFunctionWords), std::end(kFunctionWords));
  const std::size_t step = order.size() / kVocabulary;
  for (std::size_t i = 0; words_.size() < kVocabulary; i += step) words_.push_back(listed[order[i].second]);
  double sum = 0;
  for (std::size_t rank = 1; rank <= words_.size(); ++rank) {
    sum += std::pow(static_cast<double>(rank) + kOffset, -kExponent);
    frequencies_.push_back(sum);
  }
  for (double& frequency : frequencies_) frequency /= sum;
}

GeneratedPage PageGenerator::page(std::uint64_t number, unsigned revision) const {
  std::mt19937_64 random(seed_ * 1'000'003 + number);
  PageWriter writer(words_, frequencies_, random);
  GeneratedPage page;
  page.path = "bg/" + std::string(kSections[random() % kSections.size()]) + "/page-" + std::to_string(number);
  const std::string title = writer.title();
  const std::string day = std::to_string(1 + random() % 28);
  const std::size_t month = random() % 12;
  const std::string year = std::to_string(2015 + random() % 12);
  const std::string digits = std::string(month < 9 ? "0" : "") + std::to_string(month + 1);
  const std::string date = year + "-" + digits + "-" + (day.size() < 2 ? "0" : "") + day;
  page.html =
      "<!DOCTYPE html>\n<html lang=\"bg\" dir=\"ltr\">\n<head>\n<meta charset=\"utf-8\"/>\n<meta name=\"description\" "
      "content=\"" +
      writer.sentence(16) + "\"/>\n<meta property=\"article:published_time\" content=\"" + date +
      "T10:00:00+0200\"/>\n<title>" + title +
      " | Shaping Europe’s digital future</title>\n</head>\n<body class=\"language-bg ecl-typography\">\n" +
      "<header class=\"ecl-site-header\">\n" + languages(page.path) + menu(writer) +
      "</header>\n<div class=\"ecl-page-header\"><nav "
      "class=\"ecl-breadcrumb\"><a href=\"/bg\">Начало</a></nav><h1 class=\"ecl-page-header__title\">" +
      title + "</h1><p class=\"ecl-page-header__description\">" + writer.sentence(18) +
      ".</p></div>\n<main id=\"main-content\"><div class=\"cnt-main-body\"><div class=\"ecl\">\n" + writer.body();
  // Drawn last, so that the rest of the page does not depend on it.
  for (unsigned i = 0; i < revision; ++i) page.html += "<p>" + writer.sentence(12) + " " + std::to_string(revision) + ".</p>\n";
  page.html += "</div></div>\n" + cards(writer) + "<div class=\"cnt-last-update-block\"><h5>Последна актуализация</h5><p>" +
               day + " " + std::string(kMonths.at(month)) + " " + year +
               "</p></div>\n</main>\n<footer class=\"ecl-site-footer\">" + menu(writer) + "</footer>\n</body>\n</html>\n";
  return page;
}

}  // namespace izvor::testing
