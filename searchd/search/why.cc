#include "searchd/search/why.h"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>

#include "searchd/wording/wording.h"

namespace izvor {
namespace {

/// More examples than this make the line long and say nothing new.
constexpr std::size_t kMaxExamples = 3;

std::string in_quotes(std::string_view text) { return "„" + std::string(text) + "“"; }

class Line {
 public:
  void add(const Sentence& sentence, const std::vector<std::string>& words) {
    std::vector<std::string> said;
    for (const std::string& word : words)
      if (said.size() < kMaxExamples && std::ranges::find(said, word) == said.end()) said.push_back(word);
    if (said.empty()) return;
    std::string list;
    for (const std::string& word : said) list.append(list.empty() ? "" : ", ").append(word);
    text_.append(text_.empty() ? "" : "; ").append(say(Language::kBulgarian, sentence, {{"words", std::move(list)}}));
  }
  [[nodiscard]] std::string text() && { return std::move(text_); }

 private:
  std::string text_;
};

/// Whether other words, or the phrase it stands in, say what the word at `place` was meant to say.
bool is_said_otherwise(std::uint32_t place, const std::vector<Sought>& sought, const std::vector<Finding>& findings) {
  for (std::size_t i = 0; i < sought.size() && i < findings.size(); ++i) {
    const bool covers = sought[i].first <= place && place <= sought[i].last;
    if (findings[i].found && !sought[i].typed() && covers) return true;
  }
  return false;
}

/// Whether the words that an expression stands for are found themselves.
bool is_said_as_typed(const Sought& other, const std::vector<Sought>& sought, const std::vector<Finding>& findings) {
  for (std::size_t i = 0; i < sought.size() && i < findings.size(); ++i) {
    const bool meant = sought[i].typed() && !sought[i].stop_word && !sought[i].is_phrase();
    if (meant && other.first <= sought[i].first && sought[i].first <= other.last && !findings[i].found) return false;
  }
  return true;
}

}  // namespace

std::string why_found(const std::vector<Sought>& sought, const std::vector<Finding>& findings) {
  std::vector<std::string> missing, elsewhere, anchors, kin, synonyms, parts;
  for (std::size_t i = 0; i < sought.size() && i < findings.size(); ++i) {
    const Finding& finding = findings[i];
    if (sought[i].stop_word) continue;
    const std::string text = in_quotes(sought[i].text());
    if (finding.in_anchors) {
      anchors.push_back(text);
    } else if (!finding.found) {
      const bool needed = sought[i].typed() && !sought[i].is_phrase();
      if (needed && !is_said_otherwise(sought[i].first, sought, findings)) missing.push_back(text);
    } else if (!sought[i].typed() && is_said_as_typed(sought[i], sought, findings)) {
      continue;
    } else if (sought[i].synonym) {
      synonyms.push_back(text);
    } else if (sought[i].part) {
      parts.push_back(in_quotes(finding.form));
    } else if (finding.grade == schema::Grade::kRoot) {
      kin.push_back(in_quotes(finding.form));
    } else if (!finding.shown) {
      elsewhere.push_back(text);
    }
  }
  Line line;
  line.add(sentence("why_same_meaning"), synonyms);
  line.add(sentence("why_kin"), kin);
  line.add(sentence("why_part"), parts);
  line.add(sentence("why_elsewhere"), elsewhere);
  line.add(sentence("why_anchors"), anchors);
  line.add(sentence("why_without"), missing);
  return std::move(line).text();
}

}  // namespace izvor
