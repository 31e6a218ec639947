// What a line of a legal act is by its wording alone, in Bulgarian and English: the heading of an article, chapter or annex,
// the number of a point, the formulas around the recitals.
//
// Lines are collapsed (white_space.h). Pure functions; safe from any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace izvor {

/// A line that begins an article or a paragraph of a law.
struct ArticleSign {
  std::string label;      ///< "Член 5", "Чл. 22а", "§ 1": what the line begins with, without the full stop.
  int number = 0;         ///< 0 of a sole article.
  bool alone = false;     ///< Nothing but the article's own heading follows.
  bool national = false;  ///< "Чл. 5." or "§ 1.", with the text on the same line.
};
[[nodiscard]] std::optional<ArticleSign> article_sign(std::string_view line);

/// A line that begins a part, title, chapter, section or annex.
struct DivisionSign {
  int level = 0;       ///< 2 to 4, as headings have them.
  bool alone = false;  ///< Its name, if it has one, is the next line.
};
[[nodiscard]] std::optional<DivisionSign> division_sign(std::string_view line);

/// "(a)", "1.", "iv)", "—", "§ 2.": the number of a point without its text.
[[nodiscard]] bool is_marker(std::string_view line);
/// Whether a line begins with such a number.
[[nodiscard]] bool begins_with_marker(std::string_view line);
/// The number of "(26) Text…"; 0 for other lines.
[[nodiscard]] int recital_number(std::string_view line);

/// "THE EUROPEAN PARLIAMENT AND THE COUNCIL OF THE EUROPEAN UNION,": who adopts, where the preamble begins.
[[nodiscard]] bool names_adopter(std::string_view line);
/// "HAVE ADOPTED THIS REGULATION:": where the articles begin.
[[nodiscard]] bool enacts(std::string_view line);
/// "(Text with EEA relevance)", "(recast)": stands where a short name does and is none.
[[nodiscard]] bool is_remark(std::string_view line);
/// "This text is meant purely as a documentation tool…"
[[nodiscard]] bool is_disclaimer(std::string_view line);

/// Without the marks of modifications: "►B", "▼M2", "◄"; empty for a line of dashes that stands for deleted text.
[[nodiscard]] std::string without_arrows(std::string_view line);

/// A line in capitals as it is written elsewhere: "REGULATION (EU) 2022/868 OF THE EUROPEAN PARLIAMENT" to "Regulation (EU)
/// 2022/868 of the European Parliament". Lines with small letters stay as they are.
[[nodiscard]] std::string without_capitals(std::string_view line);

}  // namespace izvor
