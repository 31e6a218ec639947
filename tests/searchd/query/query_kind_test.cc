#include "searchd/query/query_kind.h"

#include <gtest/gtest.h>

#include <initializer_list>

namespace izvor::testing {
namespace {

QueryWord word(const std::string& text, bool stop_word = false) {
  return {.forms = {{text, text, text}}, .text = text, .stop_word = stop_word};
}

QueryPlan plan_of(std::initializer_list<const char*> words) {
  QueryPlan plan;
  for (const char* text : words) plan.words.push_back(word(text, std::string(text).size() <= 4));
  return plan;
}

QueryPlan plan_of(std::size_t words) {
  QueryPlan plan;
  for (std::size_t i = 0; i < words; ++i) plan.words.push_back(word("дума" + std::to_string(i)));
  return plan;
}

TEST(QueryKind, IsToldByTheNumberOfWords) {
  EXPECT_EQ(kind_of(QueryPlan()), QueryKind::kFewWords);
  EXPECT_EQ(kind_of(plan_of(1)), QueryKind::kFewWords);
  EXPECT_EQ(kind_of(plan_of(kMostFewWords)), QueryKind::kFewWords);
  EXPECT_EQ(kind_of(plan_of(kMostFewWords + 1)), QueryKind::kPhrase);
  EXPECT_EQ(kind_of(plan_of(kLeastPassage - 1)), QueryKind::kPhrase);
  EXPECT_EQ(kind_of(plan_of(kLeastPassage)), QueryKind::kPassage);
}

TEST(QueryKind, CapitalsInsideAreAName) {
  EXPECT_EQ(kind_of(plan_of({"Георги", "Първанов"})), QueryKind::kName);
  EXPECT_EQ(kind_of(plan_of({"президент", "Георги", "Първанов"})), QueryKind::kName);
  EXPECT_EQ(kind_of(plan_of({"Съвет", "на", "Европа"})), QueryKind::kName);
  EXPECT_EQ(kind_of(plan_of({"Exchange", "Online"})), QueryKind::kName);
}

TEST(QueryKind, OtherCapitalsAreNone) {
  EXPECT_EQ(kind_of(plan_of({"Подводни", "кабели"})), QueryKind::kFewWords) << "a sentence begins so";
  EXPECT_EQ(kind_of(plan_of({"Първанов"})), QueryKind::kFewWords);
  EXPECT_EQ(kind_of(plan_of({"ПОДВОДНИ", "КАБЕЛИ", "КОРАБИ"})), QueryKind::kPhrase) << "caps lock";
  EXPECT_EQ(kind_of(plan_of({"правила", "кабели", "кораби", "Варна"})), QueryKind::kPhrase);
  EXPECT_EQ(kind_of(plan_of({"Един", "Двама", "Трима", "Четири", "Петима"})), QueryKind::kPhrase) << "a headline in title case";
}

TEST(QueryKind, StopWordsDoNotCountAndQuotedWordsDo) {
  QueryPlan plan = plan_of(2);
  for (int i = 0; i < 20; ++i) plan.words.push_back(word("и", true));
  EXPECT_EQ(content_words(plan), 2U);
  EXPECT_EQ(kind_of(plan), QueryKind::kFewWords);
  plan.required.push_back({{word("подводни"), word("и", true), word("кабели")}});
  EXPECT_EQ(content_words(plan), 4U);
  EXPECT_EQ(kind_of(plan), QueryKind::kPhrase);
}

TEST(QueryKind, WhatAnOperatorSetsHoldsForEveryKind) {
  RankingSettings off;
  off.early = 0;
  RankingSettings more;
  more.early = 2 * RankingSettings().early;
  for (const QueryKind kind : {QueryKind::kFewWords, QueryKind::kName, QueryKind::kPhrase, QueryKind::kPassage}) {
    EXPECT_EQ(weights_for(kind, off).early, 0);
    EXPECT_DOUBLE_EQ(weights_for(kind, more).early, 2 * weights_for(kind, RankingSettings()).early);
  }
  EXPECT_EQ(weights_for(QueryKind::kPhrase, RankingSettings()).early, RankingSettings().early) << "the settings are a phrase's";
}

TEST(QueryKind, TheVeryFormsCountMostInPassages) {
  const auto share = [](QueryKind kind) {
    const QueryWeights weights = weights_for(kind, RankingSettings());
    return weights.exact / (weights.exact + weights.lemma + weights.root);
  };
  for (const QueryKind kind : {QueryKind::kFewWords, QueryKind::kName, QueryKind::kPhrase})
    EXPECT_GT(share(QueryKind::kPassage), share(kind));
}

}  // namespace
}  // namespace izvor::testing
