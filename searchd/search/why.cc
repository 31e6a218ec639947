#include "searchd/search/why.h"

#include <cstddef>
#include <string_view>

namespace izvor {
namespace {

/// More examples than this make the line long and say nothing new.
constexpr std::size_t kMaxExamples = 3;

std::string in_quotes(std::string_view text) { return "„" + std::string(text) + "“"; }

/// "и двете думи", "3 от 4 думи", "думата".
std::string how_many(std::size_t found, std::size_t asked) {
  if (asked == 1) return "думата от търсенето";
  if (found < asked) return std::to_string(found) + " от " + std::to_string(asked) + " думи";
  if (asked == 2) return "и двете думи";
  if (asked == 3) return "и трите думи";
  if (asked == 4) return "и четирите думи";
  return "всичките " + std::to_string(asked) + " думи";
}

class Line {
 public:
  void add(std::string_view part) { text_.append(text_.empty() ? "" : "; ").append(part); }
  void add_list(std::string_view before, const std::vector<std::string>& parts, std::string_view after) {
    if (parts.empty()) return;
    std::string list(before);
    for (std::size_t i = 0; i < parts.size() && i < kMaxExamples; ++i) list.append(i == 0 ? "" : ", ").append(parts[i]);
    add(list.append(after));
  }
  [[nodiscard]] std::string text() && { return std::move(text_); }

 private:
  std::string text_;
};

}  // namespace

std::string why_found(const std::vector<Sought>& sought, const std::vector<Finding>& findings) {
  std::size_t asked = 0;
  std::size_t found = 0;
  std::vector<std::string> phrases, titles, forms, kin, synonyms, anchors;
  for (std::size_t i = 0; i < sought.size() && i < findings.size(); ++i) {
    const Finding& finding = findings[i];
    if (!sought[i].stop_word && !sought[i].is_phrase() && !sought[i].synonym) ++asked;
    if (finding.in_anchors) {
      ++found;
      anchors.push_back(in_quotes(sought[i].text()));
    }
    if (!finding.found || sought[i].stop_word) continue;
    if (sought[i].synonym) {
      synonyms.push_back(in_quotes(sought[i].text()));
      continue;
    }
    if (finding.in_title) titles.push_back(in_quotes(sought[i].text()));
    if (sought[i].is_phrase()) {
      phrases.push_back(in_quotes(sought[i].text()));
      continue;
    }
    ++found;
    if (finding.grade == schema::Grade::kLemma) forms.push_back(finding.form);
    if (finding.grade == schema::Grade::kRoot) kin.push_back(finding.form);
  }
  Line line;
  line.add_list("изразът ", phrases, "");
  if (found > 0) line.add(how_many(found, asked));
  line.add_list("със същото значение: ", synonyms, "");
  line.add_list("", titles, " в заглавието");
  line.add_list("", anchors, " в препратки от други страници");
  line.add_list("друга форма: ", forms, "");
  line.add_list("сродна дума: ", kin, "");
  return std::move(line).text();
}

}  // namespace izvor
