#include "indexer/analysis/acronyms.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace izvor {

namespace {

constexpr std::size_t kMostLetters = 10;
constexpr std::size_t kLongestBracket = 40;  ///< Bytes, of an acronym with its marks.
constexpr std::size_t kMostWords = 16;
constexpr std::size_t kLongestForm = 400;  ///< Bytes; bounds the work on a page of nothing but brackets.

struct Word {
  std::size_t begin = 0, end = 0;
  UChar32 first = 0;  ///< Its first letter, small.
  std::size_t letters = 0;
};

/// The character at `at`, which moves past it; -1 for bytes that are no UTF-8.
UChar32 next_character(std::string_view text, std::size_t& at) {
  const auto lead = static_cast<unsigned char>(text[at++]);
  if (lead < 0x80) return lead;
  const int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC2 ? 1 : 0;
  if (more == 0 || lead > 0xF4) return -1;
  UChar32 c = lead & (0x3F >> more);
  for (int i = 0; i < more; ++i) {
    if (at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U) return -1;
    c = c << 6 | (static_cast<unsigned char>(text[at++]) & 0x3F);
  }
  const bool shortest = more == 1 || (more == 2 ? c >= 0x800 : c >= 0x10000);
  return shortest && c <= 0x10FFFF && (c < 0xD800 || c > 0xDFFF) ? c : -1;
}

/// The letters of an acronym, small; empty when the text in brackets is none.
std::vector<UChar32> acronym_letters(std::string_view text) {
  std::vector<UChar32> letters;
  std::size_t capitals = 0;
  for (std::size_t at = 0; at < text.size();) {
    const UChar32 c = next_character(text, at);
    if (c < 0 || !u_isalpha(c)) return {};
    capitals += u_isupper(c) != 0 ? 1U : 0U;
    letters.push_back(u_tolower(c));
    if (letters.size() > kMostLetters) return {};
  }
  // "eID" and "МСП", no ordinary word in brackets.
  return letters.size() >= 2 && 2 * capitals > letters.size() ? letters : std::vector<UChar32>();
}

/// The words of the sentence that ends at `end`, the nearest ones.
std::vector<Word> words_before(std::string_view text, std::size_t end) {
  const std::size_t reach = end > kLongestForm ? end - kLongestForm : 0;
  std::vector<Word> words;
  Word open;
  for (std::size_t at = reach; at < end;) {
    const std::size_t begin = at;
    const UChar32 c = next_character(text, at);
    if (c >= 0 && (u_isalnum(c) != 0 || (c == '-' && open.letters > 0))) {
      if (open.letters == 0) open = {begin, begin, u_tolower(c), 0};
      ++open.letters;
      open.end = at;
      continue;
    }
    if (open.letters > 0) words.push_back(open);
    open = {};
    if (c < 0 || c == '.' || c == '\n' || c == ';' || c == '(' || c == ')' || c == ':') words.clear();
  }
  if (open.letters > 0) words.push_back(open);
  if (words.size() > kMostWords) words.erase(words.begin(), words.end() - static_cast<std::ptrdiff_t>(kMostWords));
  return words;
}

/// The word where the long form begins, counted from the end; -1 when the first letters do not spell the acronym.
std::ptrdiff_t match_from_end(const std::vector<Word>& words, const std::vector<UChar32>& letters) {
  auto letter = static_cast<std::ptrdiff_t>(letters.size()) - 1;
  auto word = static_cast<std::ptrdiff_t>(words.size()) - 1;
  bool last = true;
  while (word >= 0 && letter >= 0) {
    const Word& here = words[static_cast<std::size_t>(word)];
    if (here.first == letters[static_cast<std::size_t>(letter)]) {
      if (letter == 0) return word;
      --letter;
    } else if (last || here.letters > 3) {
      return -1;  // only "и", "на", "за" may stand between, and not at the end
    }
    last = false;
    --word;
  }
  return -1;
}

/// "Закона за здравното осигуряване (ЗЗО)": the law is meant, not its preposition.
std::size_t without_small_word(const std::vector<Word>& words, std::size_t first) {
  const bool small = first > 0 && words[first].letters <= 3;
  return small && words[first - 1].letters > 3 && words[first - 1].first == words[first].first ? first - 1 : first;
}

std::string one_line(std::string_view text) {
  std::string line;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (!space) line += c;
    if (space && !line.empty() && line.back() != ' ') line += ' ';
  }
  return line;
}

/// Without the quotation marks around it.
std::string_view unquoted(std::string_view text) {
  constexpr std::array<std::string_view, 6> kMarks = {"„", "“", "”", "\"", "«", "»"};
  for (const std::string_view mark : kMarks) {
    if (text.starts_with(mark)) text.remove_prefix(mark.size());
    if (text.ends_with(mark)) text.remove_suffix(mark.size());
  }
  return text;
}

/// "изкуствен интелект (ИИ)", "изкуствен интелект („ИИ“, на английски AI)".
std::optional<AcronymPair> pair_before(std::string_view text, std::size_t open) {
  const std::size_t end = text.substr(0, open + kLongestBracket).find_first_of("),;", open + 1);
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view acronym = unquoted(text.substr(open + 1, end - open - 1));
  const std::vector<UChar32> letters = acronym_letters(acronym);
  if (letters.empty()) return std::nullopt;
  const std::vector<Word> words = words_before(text, open);
  const std::ptrdiff_t match = match_from_end(words, letters);
  if (match < 0) return std::nullopt;
  const std::size_t begin = words[without_small_word(words, static_cast<std::size_t>(match))].begin;
  return AcronymPair{std::string(acronym), one_line(text.substr(begin, words.back().end - begin))};
}

/// "ИИ (изкуствен интелект)": the bracket holds the long form and nothing else.
std::optional<AcronymPair> pair_inside(std::string_view text, std::size_t open) {
  if (open == 0 || text[open - 1] != ' ') return std::nullopt;
  const std::string_view before = text.substr(0, open - 1);
  const std::size_t gap = before.find_last_of(" \n\t(");
  const std::string_view acronym = unquoted(gap == std::string_view::npos ? before : before.substr(gap + 1));
  if (acronym.size() > kLongestBracket) return std::nullopt;
  const std::vector<UChar32> letters = acronym_letters(acronym);
  if (letters.empty()) return std::nullopt;
  const std::size_t close = text.substr(0, open + kLongestForm).find_first_of("()\n", open + 1);
  if (close == std::string_view::npos || text[close] != ')') return std::nullopt;
  const std::vector<Word> words = words_before(text, close);
  if (words.empty() || match_from_end(words, letters) != 0) return std::nullopt;
  return AcronymPair{std::string(acronym), one_line(text.substr(words[0].begin, words.back().end - words[0].begin))};
}

}  // namespace

std::vector<AcronymPair> find_acronyms(std::string_view text) {
  std::vector<AcronymPair> pairs;
  for (std::size_t open = text.find('('); open != std::string_view::npos; open = text.find('(', open + 1)) {
    std::optional<AcronymPair> pair = pair_before(text, open);
    if (!pair) pair = pair_inside(text, open);
    if (pair) pairs.push_back(*std::move(pair));
  }
  return pairs;
}

}  // namespace izvor
