// Acts are found by number, name and article, with the article as the snippet: the 60 questions of tests/data/acts, judged
// before the code ran, over its 25 acts and pages that speak of them.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "indexer/extract/extract.h"
#include "searchd/query/act_question.h"
#include "searchd/search/searcher.h"
#include "tests/support/act_pages.h"
#include "tests/support/page_index.h"

namespace izvor {
namespace {

using testing::ActDescription;
using testing::PageIndex;

ExtractedPage extracted(const std::string& html, const std::string& url) {
  const Capture capture{.url = Url::parse(url).value(),
                        .fetched = {},
                        .fields = {{"Content-Type", "text/html; charset=utf-8"}},
                        .request_head = {},
                        .body = html};
  return extract_capture(capture).value();
}

std::string without_scheme(const std::string& url) { return url.substr(url.find("://") + 3); }

struct Question {
  std::string text, says;
  std::vector<std::string> acts;
};

std::vector<Question> read_questions() {
  std::ifstream in(std::string(IZVOR_ACTS) + "/queries.tsv");
  std::vector<Question> all;
  std::string line;
  for (std::getline(in, line); std::getline(in, line);) {
    std::istringstream fields(line);
    std::string query, acts, article, says, act;
    std::getline(fields, query, '\t');
    std::getline(fields, acts, '\t');
    std::getline(fields, article, '\t');
    std::getline(fields, says, '\t');
    Question question{query, says, {}};
    for (std::istringstream list(acts); std::getline(list, act, ',');) question.acts.push_back(act);
    all.push_back(std::move(question));
  }
  return all;
}

/// One index for all tests: a megabyte of law takes its time.
class Library {
 public:
  Library() {
    for (const ActDescription& act : testing::read_act_descriptions(std::string(IZVOR_ACTS) + "/acts.txt")) {
      const std::string url = Url::parse(act.fact("url")).value().str();
      urls_[act.name] = url;
      index_.add(without_scheme(url), extracted(testing::write_act_page(act), url));
    }
    add_policy_pages();
    searcher_ = std::make_unique<Searcher>(index_.settings(), testing::shared_analyzer());
  }

  SearchAnswer ask(const std::string& text) {
    SearchRequest request;
    request.text = text;
    return searcher_->search(request).value();
  }

  [[nodiscard]] const std::string& url(const std::string& act) const { return urls_.at(act); }

 private:
  void add_policy_pages() {
    for (int i = 0; i < 40; ++i) {
      const std::string number = std::to_string(i);
      index_.add(
          "policy.example/" + number, "Политика за реките " + number,
          "Регламент (ЕС) 2024/9101 и Директива (ЕС) 2019/9790 уреждат датчиците, картите и правото на достъп. Член 17 и чл. 5 "
          "се обсъждат от лодкарите всеки месец, както и мъглата, фаровете и шумът.\n");
    }
    index_.add("policy.example/acronym", "Какво е ОРФ",
               "General Lighthouse Regulation (GLR) защитава фаропазителите. Актът за речните датчици (АРД) също.\n");
  }

  PageIndex index_;
  std::map<std::string, std::string> urls_;
  std::unique_ptr<Searcher> searcher_;
};

Library& library() {
  static Library the_library;
  return the_library;
}

std::string snippets_of(const SearchHit& hit) {
  std::string text;
  for (const Snippet& snippet : hit.snippets) text += snippet.text.text + " ";
  return text;
}

TEST(Acts, answer_sixty_questions_by_article_name_and_words) {
  double ranks = 0;
  int articles = 0, right = 0;
  const std::vector<Question> questions = read_questions();
  ASSERT_EQ(questions.size(), 60U);
  for (const Question& question : questions) {
    const SearchAnswer answer = library().ask(question.text);
    const auto is_wanted = [&](const SearchHit& hit) {
      return std::ranges::any_of(question.acts, [&](const std::string& act) { return library().url(act) == hit.url; });
    };
    const auto found = std::ranges::find_if(answer.hits, is_wanted);
    const double rank = found == answer.hits.end() ? 0 : 1.0 / static_cast<double>(found - answer.hits.begin() + 1);
    ranks += rank;
    if (rank < 1)
      std::cout << "rank " << rank << ": " << question.text << " -> "
                << (answer.hits.empty() ? "nothing" : answer.hits.front().url) << "\n";
    if (question.says.empty()) continue;
    ++articles;
    const bool shown = found != answer.hits.end() && snippets_of(*found).find(question.says) != std::string::npos;
    right += shown;
    if (!shown && found != answer.hits.end()) std::cout << "shown: " << question.text << " -> " << snippets_of(*found) << "\n";
  }
  const double mean = ranks / static_cast<double>(questions.size());
  std::cout << "MRR " << mean << ", right article " << right << " of " << articles << "\n";
  EXPECT_GE(mean, .95);
  EXPECT_GE(right, articles * 9 / 10);
}

TEST(Acts, are_linked_to_by_the_anchor_of_the_article) {
  const SearchHit hit = library().ask("чл. 5, ал. 2 от Регламент (ЕС) 2024/9101").hits.at(0);
  EXPECT_EQ(hit.url, library().url("sensors-2026"));
  EXPECT_EQ(hit.type, "legislation");
  ASSERT_EQ(hit.snippets.size(), 1U);
  EXPECT_TRUE(hit.snippets[0].link.starts_with(hit.url + "#art_5")) << hit.snippets[0].link;
  EXPECT_TRUE(hit.snippets[0].text.text.starts_with("2. Лодкарите")) << hit.snippets[0].text.text;
}

TEST(Acts, are_found_by_an_acronym_that_pages_introduce) {
  const SearchAnswer answer = library().ask("член 17 GLR");
  ASSERT_FALSE(answer.hits.empty());
  EXPECT_EQ(answer.hits[0].url, library().url("gspr-2016"));
  EXPECT_NE(snippets_of(answer.hits[0]).find("light the lamp"), std::string::npos);
}

TEST(Acts, come_in_their_newest_state_first) {
  const SearchAnswer answer = library().ask("Регламент (ЕС) 2024/9101");
  ASSERT_FALSE(answer.hits.empty());
  EXPECT_EQ(answer.hits[0].url, library().url("sensors-2026"));
}

TEST(Acts, are_named_on_pages_that_cite_them) {
  const SearchAnswer answer = library().ask("политика за реките");
  ASSERT_FALSE(answer.hits.empty());
  ASSERT_EQ(answer.hits[0].acts.size(), 2U);
  EXPECT_EQ(answer.hits[0].acts[0].celex, "32019L9790");
  EXPECT_EQ(answer.hits[0].acts[1].celex, "32024R9101");
  EXPECT_EQ(answer.hits[0].acts[1].url, library().url("sensors-2026"));
  EXPECT_TRUE(answer.hits[0].acts[1].title.starts_with("Регламент (ЕС) 2024/9101")) << answer.hits[0].acts[1].title;
}

TEST(ActQuestions, tell_article_paragraph_act_and_the_rest) {
  const ActQuestion question = read_act_question("чл. 5, ал. 2 от Регламент (ЕС) 2022/868");
  EXPECT_EQ(question.article.number, "5");
  EXPECT_EQ(question.article.paragraph, "2");
  EXPECT_EQ(question.celexes, std::vector<std::string>{"32022R0868"});
  EXPECT_EQ(question.rest, "");
  EXPECT_EQ(read_act_question("член 17 GDPR").rest, "GDPR");
  EXPECT_EQ(read_act_question("Article 17(2) of the Data Act").article.paragraph, "2");
  EXPECT_EQ(read_act_question("съображение 26 от Акта за данните").rest, "Акта за данните");
  EXPECT_TRUE(read_act_question("32022r0868").is_celex);
  EXPECT_FALSE(read_act_question("политика за данните").refers());
  EXPECT_TRUE(read_act_question("Регламент 2022/868 и Директива 95/46/ЕО").celexes.empty());
}

}  // namespace
}  // namespace izvor
