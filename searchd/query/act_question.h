// Whether a question asks for an act, or for an article of one: «чл. 5, ал. 2 от Регламент (ЕС) 2022/868», «член 17 GDPR»,
// «съображение 26 от Акта за данните», «32022R0868».
//
// By the letters of the question alone: whether the index has the act is for ActFinder (searchd/search/act_finder.h). Pure;
// safe from any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace izvor {

/// A place in an act.
struct AskedArticle {
  enum class Kind { kNone, kArticle, kRecital, kParagraphSign };

  Kind kind = Kind::kNone;
  std::string number;     ///< "17", "22а"; in small letters.
  std::string paragraph;  ///< "2" of «ал. 2»; empty when none is asked.

  [[nodiscard]] bool asked() const { return kind != Kind::kNone; }
};

struct ActQuestion {
  AskedArticle article;
  std::vector<std::string> celexes;  ///< Acts that the number may mean.
  bool is_celex = false;             ///< It was typed as a CELEX number: that page, no other state.
  std::string rest;                  ///< What else was typed: the name of an act, perhaps; without «от» at its ends.

  /// Whether the question is nothing but a reference, if `rest` is a name.
  [[nodiscard]] bool refers() const { return article.asked() || !celexes.empty(); }
};

[[nodiscard]] ActQuestion read_act_question(std::string_view text);

}  // namespace izvor
