// Pages in Commission markup, their own text marked in their source (<!--own-->…<!--/own-->) and their facts listed beside them
// (tests/data/commission-pages), both before any code was run on them.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <sstream>

#include "indexer/extract/extract.h"
#include "indexer/extract/folded.h"
#include "izvor/utc_time.h"

namespace izvor {
namespace {

using Words = std::map<std::string, int>;

struct Facts {
  std::string file, url, type, published, modified, listing, title;
};

std::vector<Facts> read_facts() {
  std::ifstream in(std::filesystem::path(IZVOR_COMMISSION_PAGES) / "facts.tsv");
  std::vector<Facts> all;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with('#')) continue;
    std::istringstream fields(line);
    Facts facts;
    for (std::string* field :
         {&facts.file, &facts.url, &facts.type, &facts.published, &facts.modified, &facts.listing, &facts.title})
      std::getline(fields, *field, '\t');
    all.push_back(std::move(facts));
  }
  return all;
}

std::string read_page(const std::string& name) {
  std::ifstream in(std::filesystem::path(IZVOR_COMMISSION_PAGES) / name, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

Words words_of(const std::string& text) {
  std::istringstream in(text);
  Words words;
  for (std::string word; in >> word;) {
    if (const std::string key = letters_and_digits(word); !key.empty()) ++words[key];
  }
  return words;
}

/// What is marked as the page's own, without its tags: a space for each but those inside a line.
Words own_words(const std::string& html) {
  const std::string open = "<!--own-->", close = "<!--/own-->";
  std::string text;
  for (std::size_t at = html.find(open); at != std::string::npos; at = html.find(open, at)) {
    const std::size_t end = html.find(close, at);
    for (at += open.size(); at < end; ++at) {
      if (html[at] != '<') {
        text += html[at];
        continue;
      }
      const std::size_t tag_end = html.find('>', at);
      const bool inside_line = html[at + 1] == 'a' || html[at + 1] == 'b' || html.compare(at, 3, "</a") == 0;
      if (!inside_line || html.compare(at, 3, "<bl") == 0) text += ' ';
      at = tag_end;
    }
    text += ' ';
  }
  return words_of(text);
}

double f1(const Words& found, const Words& own) {
  double both = 0, of_found = 0, of_own = 0;
  for (const auto& [word, count] : found) of_found += count;
  for (const auto& [word, count] : own) {
    of_own += count;
    if (const auto at = found.find(word); at != found.end()) both += std::min(count, at->second);
  }
  return both == 0 ? 0 : 2 * both / (of_found + of_own);
}

std::string day_of(const std::optional<DatedFact>& fact) { return fact ? format_rfc3339(fact->time).substr(0, 10) : "-"; }

ExtractedPage extract(const Facts& facts, std::string body) {
  return extract_capture({.url = Url::parse(facts.url).value(),
                          .fetched = {},
                          .fields = {{"Content-Type", "text/html; charset=utf-8"}},
                          .request_head = {},
                          .body = std::move(body)})
      .value();
}

TEST(CommissionPages, AreReadWithTheirOwnTextAndAllFacts) {
  double sum = 0;
  const std::vector<Facts> all = read_facts();
  ASSERT_GE(all.size(), 40U);
  for (const Facts& facts : all) {
    const std::string html = read_page(facts.file);
    const ExtractedPage page = extract(facts, html);
    const double score = f1(words_of(page.text), own_words(html));
    sum += score;
    RecordProperty(facts.file, std::to_string(score));
    EXPECT_GE(score, 0.9) << facts.file << '\n' << page.text;
    EXPECT_EQ(page.type, facts.type) << facts.file;
    EXPECT_EQ(day_of(page.published), facts.published) << facts.file;
    EXPECT_EQ(day_of(page.modified), facts.modified) << facts.file;
    EXPECT_EQ(page.listing, facts.listing == "yes") << facts.file;
    EXPECT_EQ(page.title, facts.title) << facts.file;
    EXPECT_EQ(page.language, "bg") << facts.file;
  }
  const double mean = sum / static_cast<double>(all.size());
  RecordProperty("F1", std::to_string(mean));
  EXPECT_GE(mean, 0.98);
}

}  // namespace
}  // namespace izvor
