#include "searchd/query/act_question.h"

#include <algorithm>
#include <array>
#include <utility>

#include "crawler/platform/ascii.h"
#include "indexer/extract/acts/act_citations.h"
#include "indexer/extract/folded.h"

namespace izvor {
namespace {

/// Longer questions are texts that mention acts.
constexpr std::size_t kMaxQuestionBytes = 400;

constexpr std::array<std::string_view, 7> kArticleWords{"чл", "член", "члена", "членове", "article", "art", "articles"};
constexpr std::array<std::string_view, 5> kRecitalWords{"съображение", "съображението", "съобр", "recital", "recitals"};
constexpr std::array<std::string_view, 8> kParagraphWords{"ал", "алинея", "параграф", "пар", "paragraph", "para", "par", "§"};
/// What belongs to the number of an act, and to no name.
constexpr std::array<std::string_view, 30> kBesideNumber{"регламент",
                                                         "регламента",
                                                         "регламентът",
                                                         "директива",
                                                         "директивата",
                                                         "решение",
                                                         "решението",
                                                         "препоръка",
                                                         "препоръката",
                                                         "делегиран",
                                                         "делегирания",
                                                         "рамково",
                                                         "изпълнение",
                                                         "комисията",
                                                         "съвета",
                                                         "regulation",
                                                         "directive",
                                                         "decision",
                                                         "recommendation",
                                                         "implementing",
                                                         "delegated",
                                                         "framework",
                                                         "no",
                                                         "№",
                                                         "ес",
                                                         "ео",
                                                         "eu",
                                                         "ec",
                                                         "евратом",
                                                         "celex"};
constexpr std::array<std::string_view, 7> kConnecting{"от", "на", "за", "в", "of", "the", "по"};

struct Word {
  std::string folded;
  std::size_t begin = 0, end = 0;
};

bool is_separator(char c) {
  return c == ' ' || c == ',' || c == ';' || c == '(' || c == ')' || c == ':' || c == '\t' || c == '\n';
}

template <class Words>
bool is_one_of(std::string_view word, const Words& words) {
  return std::ranges::find(words, word) != std::ranges::end(words);
}

std::vector<Word> words_of_question(std::string_view text) {
  std::vector<Word> words;
  for (std::size_t at = 0; at < text.size();) {
    if (is_separator(text[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && !is_separator(text[end])) ++end;
    std::string folded = fold_case(text.substr(at, end - at));
    while (folded.ends_with('.')) folded.pop_back();
    if (!folded.empty()) words.push_back({std::move(folded), at, end});
    at = end;
  }
  return words;
}

/// "5", "22а", "17a": a number and at most one letter.
bool is_article_number(std::string_view word) {
  std::size_t digits = 0;
  while (digits < word.size() && ascii::is_digit(word[digits])) ++digits;
  return digits > 0 && digits <= 4 && word.size() - digits <= 2;
}

class QuestionReader {
 public:
  explicit QuestionReader(std::string_view text) : text_(text), words_(words_of_question(text)), used_(words_.size()) {}

  ActQuestion read() {
    read_number();
    for (std::size_t at = 0; at < words_.size(); ++at) read_place(at);
    if (!question_.celexes.empty()) use_words_beside_number();
    question_.rest = rest();
    return std::move(question_);
  }

 private:
  void read_number() {
    for (const ActCitation& citation : find_act_citations(text_, CitedKind::kAnyOf, 2)) {
      if (!question_.celexes.empty()) {
        // Two acts: the question is about both, and none is meant alone.
        question_.celexes.clear();
        return;
      }
      question_.celexes = citation.celexes;
      question_.is_celex = citation.is_celex;
      for (std::size_t i = 0; i < words_.size(); ++i)
        if (words_[i].begin < citation.end && citation.begin < words_[i].end) used_[i] = true;
    }
  }

  /// «чл. 5», «чл.5», «съображение 26», «§ 4», with the paragraph behind it.
  void read_place(std::size_t at) {
    using Kind = AskedArticle::Kind;
    if (question_.article.asked() || used_[at]) return;
    std::string_view word = words_[at].folded;
    const Kind kind = is_one_of(word, kArticleWords)   ? Kind::kArticle
                      : is_one_of(word, kRecitalWords) ? Kind::kRecital
                      : word == "§"                    ? Kind::kParagraphSign
                                                       : Kind::kNone;
    if (kind != Kind::kNone && at + 1 < words_.size() && is_article_number(words_[at + 1].folded)) {
      take(kind, words_[at + 1].folded, at, at + 2);
    } else if (word.starts_with("чл.") && is_article_number(word.substr(std::string_view("чл.").size()))) {
      take(Kind::kArticle, std::string(word.substr(std::string_view("чл.").size())), at, at + 1);
    }
  }

  void take(AskedArticle::Kind kind, std::string number, std::size_t begin, std::size_t end) {
    question_.article = {kind, std::move(number), {}};
    for (std::size_t i = begin; i < end; ++i) used_[i] = true;
    if (kind == AskedArticle::Kind::kRecital) return;
    // «ал. 2», «параграф 2», "17(2)".
    const bool in_parentheses = end < words_.size() && is_article_number(words_[end].folded) && words_[end].begin > 0 &&
                                text_[words_[end].begin - 1] == '(';
    const bool named =
        end + 1 < words_.size() && is_one_of(words_[end].folded, kParagraphWords) && is_article_number(words_[end + 1].folded);
    if (!in_parentheses && !named) return;
    const std::size_t at = named ? end + 1 : end;
    question_.article.paragraph = words_[at].folded;
    used_[end] = used_[at] = true;
  }

  void use_words_beside_number() {
    for (std::size_t i = 0; i < words_.size(); ++i)
      if (is_one_of(words_[i].folded, kBesideNumber)) used_[i] = true;
  }

  /// From the first word that is left to the last, if nothing that was read stands between.
  [[nodiscard]] std::string rest() const {
    std::size_t first = words_.size(), last = 0;
    for (std::size_t i = 0; i < words_.size(); ++i) {
      if (used_[i] || (is_one_of(words_[i].folded, kConnecting) && first == words_.size())) continue;
      first = std::min(first, i);
      if (!is_one_of(words_[i].folded, kConnecting)) last = i;
    }
    if (first == words_.size()) return {};
    return std::string(text_.substr(words_[first].begin, words_[last].end - words_[first].begin));
  }

  std::string_view text_;
  std::vector<Word> words_;
  std::vector<bool> used_;
  ActQuestion question_;
};

}  // namespace

ActQuestion read_act_question(std::string_view text) {
  if (text.size() > kMaxQuestionBytes) return {};
  return QuestionReader(text).read();
}

}  // namespace izvor
