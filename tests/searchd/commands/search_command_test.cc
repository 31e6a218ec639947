#include "searchd/commands/print_answer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>
#include <string>

namespace izvor {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

SearchAnswer one_hit() {
  SearchHit hit;
  hit.url = "https://example.eu/a";
  hit.title = {"Кабели 🌊 и кабели", {{0, 6}, {12, 18}}};
  hit.published = *parse_rfc3339("2024-03-26");
  hit.snippets.push_back({{"… под \033[2Jводата \xC2\x9B лежат кабели", {{22, 28}}}, "https://example.eu/a#:~:text=x"});
  hit.why = "думата от търсенето";
  SearchAnswer answer;
  answer.hits.push_back(hit);
  answer.total = 1;
  return answer;
}

std::string printed(Colour colour) {
  std::ostringstream out;
  print_answer(one_hit(), 11, colour, out);
  return out.str();
}

TEST(SearchCommand, ResultsAreNumberedWithDateAndAddress) {
  EXPECT_THAT(printed(Colour::kPlain), HasSubstr("11. Кабели 🌊 и кабели\n   2024-03-26 · https://example.eu/a\n"));
}

TEST(SearchCommand, PagesCannotSteerTheTerminal) {
  const std::string text = printed(Colour::kPlain);
  EXPECT_THAT(text, Not(HasSubstr("\033")));
  EXPECT_THAT(text, Not(HasSubstr("\xC2\x9B")));
  EXPECT_THAT(text, HasSubstr("под  [2Jводата"));
}

TEST(SearchCommand, WhatBecameOfTheQueryComesBeforeTheResults) {
  SearchAnswer answer = one_hit();
  answer.stages = QueryStages{"(query)\n", "(plan)\n", "(words)\n"};
  std::ostringstream out;
  print_answer(answer, 1, Colour::kPlain, out);
  EXPECT_EQ(out.str().find("(query)\n(plan)\n(words)\n\n1. "), 0U) << out.str();
}

TEST(SearchCommand, TheWayToMoreResultsIsSaid) {
  SearchAnswer answer = one_hit();
  answer.total = 25;
  std::ostringstream second, last;
  print_summary(answer, 20, 2, second);
  EXPECT_THAT(second.str(), HasSubstr("намерени: 25; още: --page 3\n"));
  print_summary(answer, 25, 3, last);
  EXPECT_THAT(last.str(), HasSubstr("намерени: 25\n"));
}

TEST(SearchCommand, HighlightsCountUtf16Units) {
  const std::string text = printed(Colour::kAnsi);
  EXPECT_THAT(text, HasSubstr("\033[1;33mКабели\033[0m\033[1m 🌊 и \033[1;33mкабели\033[0m\n"));
}

}  // namespace
}  // namespace izvor
