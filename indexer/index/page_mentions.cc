#include "indexer/index/page_mentions.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <span>
#include <utility>

namespace izvor {
namespace {

constexpr std::size_t kMostLetters = 8;
/// In a line of capitals ordinary words look like acronyms.
constexpr std::size_t kShortInCapitals = 5;
/// "2FA" is one, "2NaOH" is not.
constexpr std::size_t kMostAfterDigit = 2;
constexpr std::size_t kShortestAct = 10;  ///< Bytes: "закон".

struct Letters {
  std::size_t all = 0, capitals = 0;
};

/// Of Latin and Cyrillic; digits are neither.
Letters letters_of_written(std::string_view word) {
  Letters letters;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const auto c = static_cast<unsigned char>(word[i]);
    if (c >= '0' && c <= '9') continue;
    if ((c & 0xC0U) == 0x80U) continue;
    ++letters.all;
    const unsigned char next = i + 1 < word.size() ? static_cast<unsigned char>(word[i + 1]) : 0;
    const bool capital = (c >= 'A' && c <= 'Z') || (c == 0xD0 && next >= 0x80 && next <= 0xAF);
    letters.capitals += capital ? 1U : 0U;
  }
  return letters;
}

class MentionReader {
 public:
  MentionReader(std::string_view text, const Analysis& analysis) : text_(text) {
    for (const Token& token : analysis.tokens())
      if (token.origin == TokenOrigin::kText) words_.push_back(&token);
  }

  /// Of each mention, by its normalised form, how often it is written how.
  using Counts = std::map<std::string_view, std::map<std::string, std::size_t>>;
  [[nodiscard]] Counts read() const {
    Counts counts;
    for (std::size_t i = 0; i < words_.size(); ++i) {
      if (is_reference(*words_[i])) {
        ++counts[words_[i]->exact][whole_reference(i)];
      } else if (is_acronym(i)) {
        ++counts[words_[i]->exact][std::string(written(*words_[i]))];
      }
    }
    return counts;
  }

 private:
  [[nodiscard]] std::string_view written(const Token& token) const {
    return text_.substr(token.begin, token.end - token.begin);
  }

  [[nodiscard]] static bool is_reference(const Token& token) {
    return token.kind == TokenKind::kReference && token.exact.find('/') != std::string_view::npos;
  }

  [[nodiscard]] bool is_all_capitals(std::size_t i) const {
    const Letters letters = letters_of_written(written(*words_[i]));
    return letters.all > 1 && letters.capitals == letters.all;
  }

  [[nodiscard]] bool is_acronym(std::size_t i) const {
    const Token& token = *words_[i];
    if (token.kind != TokenKind::kWord && token.kind != TokenKind::kMixed) return false;
    if (token.stop_word || token.source == LemmaSource::kDictionary) return false;
    const Letters letters = letters_of_written(written(token));
    const bool measure = written(token).front() >= '0' && written(token).front() <= '9' && letters.all > kMostAfterDigit;
    if (measure || letters.capitals < 2 || letters.all > kMostLetters || 2 * letters.capitals <= letters.all) return false;
    const bool among_capitals = (i > 0 && is_all_capitals(i - 1)) || (i + 1 < words_.size() && is_all_capitals(i + 1));
    return letters.all <= kShortInCapitals || !among_capitals;
  }

  /// With the kind of act in its lemma: "Регламент (ЕС) 2016/679" of "Регламента (ЕС) 2016/679".
  [[nodiscard]] std::string whole_reference(std::size_t i) const {
    const Token& reference = *words_[i];
    const Token* act = act_of(i);
    if (act == nullptr) return std::string(written(reference));
    // The first letter as written, so that capitals stay.
    return std::string(written(*act).substr(0, 2))
        .append(act->lemma.substr(2))
        .append(text_.substr(act->end, reference.end - act->end));
  }

  /// The word that a reference begins with, when it is the name of a kind of act; else null.
  [[nodiscard]] const Token* act_of(std::size_t i) const {
    const Token& reference = *words_[i];
    const auto names = [&](const Token& word) {
      return word.kind == TokenKind::kWord && word.begin == reference.begin && word.source == LemmaSource::kDictionary &&
             !word.stop_word && word.lemma.size() >= kShortestAct && word.exact.substr(0, 2) == word.lemma.substr(0, 2);
    };
    if (i > 0 && names(*words_[i - 1])) return words_[i - 1];
    return i + 1 < words_.size() && names(*words_[i + 1]) ? words_[i + 1] : nullptr;
  }

  std::string_view text_;
  std::vector<const Token*> words_;
};

}  // namespace

std::vector<std::string> page_mentions(std::string_view text, const Analysis& analysis, std::size_t least, std::size_t most) {
  struct Mention {
    std::string written;
    std::size_t times = 0;
  };
  std::vector<Mention> mentions;
  const MentionReader reader(text, analysis);
  for (const auto& [exact, forms] : reader.read()) {
    Mention mention;
    std::size_t most_usual = 0;
    for (const auto& [form, times] : forms) {
      mention.times += times;
      // A reference says more with its act before it.
      if (times < most_usual && mention.written.size() >= form.size()) continue;
      if (form.size() < mention.written.size() && mention.written.ends_with(form)) continue;
      mention.written = form;
      most_usual = times;
    }
    if (mention.times >= least) mentions.push_back(std::move(mention));
  }
  std::stable_sort(mentions.begin(), mentions.end(), [](const Mention& a, const Mention& b) { return a.times > b.times; });
  if (mentions.size() > most) mentions.resize(most);
  std::vector<std::string> written;
  for (Mention& mention : mentions) written.push_back(std::move(mention.written));
  return written;
}

}  // namespace izvor
