#include "indexer/index/repeated_phrases.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace izvor {
namespace {

constexpr std::size_t kShortestWord = 6;     ///< Bytes: three Cyrillic letters.
constexpr std::size_t kLongestPhrase = 120;  ///< Bytes.

bool may_end_phrase(const Token& token) {
  return token.kind == TokenKind::kWord && !token.stop_word && token.exact.size() >= kShortestWord;
}

/// Whether one space is all that stands between two words.
bool are_neighbours(std::string_view text, const Token& left, const Token& right) {
  return right.begin == left.end + 1 && text[left.end] == ' ';
}

/// Of a line with fewer words most are labels and values: "Име на заявителя".
constexpr std::size_t kShortestProse = 5;

/// What fills a form in: "Име на заявителя: ……", "Подпис ____".
bool is_filled_in(std::string_view text, std::uint32_t end) {
  const std::string_view rest = text.substr(end);
  for (const std::string_view sign : {":", " :", "…", " …", "..", " ..", "_", " _"})
    if (rest.starts_with(sign)) return true;
  return false;
}

/// Of each word, whether its line has enough words to be prose.
std::vector<bool> words_of_prose(std::string_view text, std::span<const Token* const> words) {
  std::vector<bool> prose(words.size());
  for (std::size_t first = 0; first < words.size();) {
    const std::size_t end = std::min(text.find('\n', words[first]->begin), text.size());
    std::size_t last = first;
    while (last < words.size() && words[last]->begin < end) ++last;
    last = std::max(last, first + 1);
    for (std::size_t i = first; i < last; ++i) prose[i] = last - first >= kShortestProse;
    first = last;
  }
  return prose;
}

struct Phrase {
  std::uint64_t key = 0;  ///< Of its lemmas.
  std::uint32_t begin = 0, end = 0;
  std::string_view goes_on;  ///< The lemma of the word that follows at once; empty when none does.
};

std::uint64_t key_of(const Token& first, const Token& last, const Token* between) {
  const std::hash<std::string_view> hash;
  std::uint64_t key = hash(first.lemma) * 0x9E3779B97F4A7C15U + hash(last.lemma);
  if (between) key = key * 0x9E3779B97F4A7C15U + hash(between->exact);
  return key;
}

/// The phrase that begins with words[i].
std::optional<Phrase> phrase_at(std::string_view text, std::span<const Token* const> words, std::size_t i) {
  const auto neighbours = [&](std::size_t k) { return k + 1 < words.size() && are_neighbours(text, *words[k], *words[k + 1]); };
  if (!may_end_phrase(*words[i]) || !neighbours(i)) return std::nullopt;
  const auto phrase = [&](std::size_t last, const Token* between) {
    const bool goes_on = neighbours(last) && may_end_phrase(*words[last + 1]);
    return Phrase{.key = key_of(*words[i], *words[last], between),
                  .begin = words[i]->begin,
                  .end = words[last]->end,
                  .goes_on = goes_on ? words[last + 1]->lemma : std::string_view()};
  };
  if (may_end_phrase(*words[i + 1])) return phrase(i + 1, nullptr);
  if (!words[i + 1]->stop_word || !neighbours(i + 1) || !may_end_phrase(*words[i + 2])) return std::nullopt;
  return phrase(i + 2, words[i + 1]);
}

/// What the page wrote, without second lemmas, joined forms and halves.
std::vector<const Token*> written_words(const Analysis& analysis) {
  std::vector<const Token*> words;
  words.reserve(analysis.tokens().size());
  for (const Token& token : analysis.tokens()) {
    if (token.origin == TokenOrigin::kText) words.push_back(&token);
  }
  return words;
}

/// Whether the same word mostly follows: "акт за изкуствения" is a piece of a longer phrase.
bool is_fragment(std::span<const Phrase> forms) {
  std::map<std::string_view, std::size_t> followers;
  for (const Phrase& form : forms) ++followers[form.goes_on];
  return std::any_of(followers.begin(), followers.end(),
                     [&](const auto& follower) { return !follower.first.empty() && 2 * follower.second > forms.size(); });
}

/// The form that stands in the text most often.
std::string usual_form(std::string_view text, std::span<const Phrase> forms) {
  std::map<std::string_view, std::size_t> counts;
  for (const Phrase& form : forms) ++counts[text.substr(form.begin, form.end - form.begin)];
  const auto best =
      std::max_element(counts.begin(), counts.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  return std::string(best->first);
}

}  // namespace

double share_of_prose(std::string_view text, const Analysis& analysis) {
  const std::vector<const Token*> words = written_words(analysis);
  if (words.empty()) return 1;
  const std::vector<bool> prose = words_of_prose(text, words);
  return static_cast<double>(std::count(prose.begin(), prose.end(), true)) / static_cast<double>(words.size());
}

std::vector<std::string> repeated_phrases(std::string_view text, const Analysis& analysis, std::size_t least,
                                          std::size_t most) {
  const std::vector<const Token*> words = written_words(analysis);
  const std::vector<bool> prose = words_of_prose(text, words);
  std::vector<Phrase> found;
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    if (!prose[i]) continue;
    const std::optional<Phrase> phrase = phrase_at(text, words, i);
    if (phrase && !is_filled_in(text, phrase->end) && phrase->end - phrase->begin <= kLongestPhrase) found.push_back(*phrase);
  }
  // In order of their places within a key.
  std::stable_sort(found.begin(), found.end(), [](const Phrase& a, const Phrase& b) { return a.key < b.key; });
  std::vector<std::span<const Phrase>> repeated;
  for (auto first = found.begin(); first != found.end();) {
    const auto last = std::find_if(first, found.end(), [&](const Phrase& phrase) { return phrase.key != first->key; });
    const std::span<const Phrase> forms(first, last);
    if (forms.size() >= least && !is_fragment(forms)) repeated.push_back(forms);
    first = last;
  }
  // Ties by place, so that the same page always gives the same phrases.
  const auto order = [](std::span<const Phrase> a, std::span<const Phrase> b) {
    return std::pair(b.size(), a.front().begin) < std::pair(a.size(), b.front().begin);
  };
  std::sort(repeated.begin(), repeated.end(), order);
  if (repeated.size() > most) repeated.resize(most);
  std::vector<std::string> phrases;
  for (const std::span<const Phrase> forms : repeated) phrases.push_back(usual_form(text, forms));
  return phrases;
}

}  // namespace izvor
