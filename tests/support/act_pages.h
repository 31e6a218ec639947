// The acts of tests/data/acts: read from their short description and written as pages in the markup of EUR-Lex and of Bulgarian
// sites of laws. What the description leaves out is filled from a seed, so that an act of a megabyte is a few lines there.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace izvor::testing {

struct ActArticle {
  std::string number;   ///< "5"; of a recital "r26".
  std::string heading;  ///< May be empty.
  std::vector<std::string> paragraphs;
};

struct ActDescription {
  std::string name;
  std::map<std::string, std::string> facts;     ///< "style", "title", "celex"…; README.md beside the data names them.
  std::vector<ActArticle> articles;             ///< Those that are written out.
  std::map<std::string, std::string> chapters;  ///< Number and name of the chapter that begins before an article.

  [[nodiscard]] std::string fact(const std::string& key) const;
  [[nodiscard]] int number(const std::string& key) const;
};

[[nodiscard]] std::vector<ActDescription> read_act_descriptions(const std::string& file);

/// The page, in UTF-8.
[[nodiscard]] std::string write_act_page(const ActDescription& act);

}  // namespace izvor::testing
