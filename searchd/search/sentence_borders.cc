#include "searchd/search/sentence_borders.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>

#include "searchd/query/utf8_cursor.h"

namespace izvor {
namespace {

bool is_ascii_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

/// The word that ends just before `end`, without the space before it.
std::string_view word_before(std::string_view text, std::size_t end) {
  std::size_t begin = end;
  while (begin > 0 && !is_ascii_space(text[begin - 1]) && text[begin - 1] != '(') --begin;
  return text.substr(begin, end - begin);
}

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::ranges::find(words, word) != words.end();
}

/// What is followed by its number or its name.
bool leads_on(std::string_view word) {
  constexpr std::array<std::string_view, 26> kLeading = {
      "чл.", "ал.", "т.",    "пар.", "стр.", "бр.",   "гл.", "№",    "§",   "гр.",   "ул.",  "бул.", "жк.",
      "св.", "д-р", "проф.", "доц.", "инж.", "акад.", "г-н", "г-жа", "вж.", "напр.", "срв.", "No.",  "Art."};
  return is_one_of(word, kLeading);
}

/// A full stop behind an abbreviation ends no sentence; nor does one behind an initial.
bool is_abbreviation(std::string_view word) {
  constexpr std::array<std::string_view, 16> kOthers = {"г.",   "гг.", "в.",   "лв.",    "млн.", "млрд.", "хил.", "им.",
                                                        "рег.", "ок.", "тел.", "т.нар.", "т.е.", "с.",    "р.",   "ч."};
  constexpr std::size_t kInitial = 3;  // Bytes, of a Cyrillic letter and the full stop.
  const bool initial = word.size() == kInitial && word[0] == '\xD0' && static_cast<unsigned char>(word[1]) <= 0xAF;
  return initial || leads_on(word) || is_one_of(word, kOthers);
}

/// Whether the space at `i` stands inside "чл. 5", "2023 г." or "20 %": nothing is cut there.
bool ties(std::string_view text, std::size_t i) {
  constexpr std::array<std::string_view, 8> kFollowing = {"г.", "г ", "%", "лв.", "евро", "млн.", "млрд.", "хил."};
  if (leads_on(word_before(text, i))) return true;
  const std::string_view rest = text.substr(std::min(i + 1, text.size()));
  const bool number = i > 0 && text[i - 1] >= '0' && text[i - 1] <= '9';
  const bool group = number && !rest.empty() && rest.front() >= '0' && rest.front() <= '9';
  return group || (number && std::ranges::any_of(kFollowing, [&](std::string_view word) { return rest.starts_with(word); }));
}

/// Whether a sentence may begin at `i`: after a line's end, or after a full stop, a space and before a capital or a quote.
/// So "чл. 5" and "2024 г. от" are not torn, nor "2024 г. Комисията".
bool begins_sentence(std::string_view text, std::size_t i) {
  if (i == 0 || text[i - 1] == '\n') return true;
  if (i < 2 || i >= text.size() || text[i - 1] != ' ') return false;
  const char stop = text[i - 2];
  if (stop != '.' && stop != '!' && stop != '?') return false;
  if (stop == '.' && is_abbreviation(word_before(text, i - 1))) return false;
  const auto c = static_cast<UChar32>(code_point_at(text, i).value);
  return u_isupper(c) != 0 || c == 0x201E || c == 0xAB || c == '"';
}

/// Whether a sentence ends just before `i`.
bool ends_sentence(std::string_view text, std::size_t i) {
  if (i >= text.size() || text[i] == '\n') return true;
  return text[i] == ' ' && begins_sentence(text, i + 1);
}

std::size_t beginning(std::string_view text, ByteRange core, std::size_t spare) {
  const std::size_t earliest = core.begin > spare ? core.begin - spare : 0;
  for (std::size_t i = core.begin + 1; i-- > earliest;)
    if (begins_sentence(text, i)) return i;
  // No sentence begins near: a third of the room for what leads to the match.
  std::size_t i = core.begin > spare / 2 ? core.begin - spare / 2 : 0;
  const std::size_t line = core.begin == 0 ? std::string_view::npos : text.rfind('\n', core.begin - 1);
  if (line != std::string_view::npos) i = std::max(i, line + 1);
  while (i < core.begin && i > 0 && (!is_ascii_space(text[i - 1]) || (text[i - 1] == ' ' && ties(text, i - 1)))) ++i;
  return i;
}

std::size_t ending(std::string_view text, ByteRange core, std::size_t begin, std::size_t bytes) {
  const std::size_t latest = std::min(text.size(), std::max<std::size_t>(begin + bytes, core.end));
  const std::size_t enough = core.end + (latest - core.end) / 2;
  for (std::size_t i = latest; i > core.end && i >= enough; --i)
    if (ends_sentence(text, i)) return i;
  if (latest == text.size()) return latest;
  std::size_t i = latest;
  while (i > core.end && (!is_ascii_space(text[i]) || (text[i] == ' ' && ties(text, i)))) --i;
  return i;
}

}  // namespace

Fragment fragment_around(std::string_view text, ByteRange core, std::uint32_t bytes) {
  const std::size_t spare = bytes > core.end - core.begin ? bytes - (core.end - core.begin) : 0;
  const std::size_t begin = beginning(text, core, spare * 2 / 3);
  const std::size_t end = ending(text, core, begin, bytes);
  Fragment fragment;
  fragment.begin = static_cast<std::uint32_t>(begin);
  fragment.end = static_cast<std::uint32_t>(end);
  fragment.cut_before = !begins_sentence(text, begin);
  fragment.cut_after = !ends_sentence(text, end);
  return fragment;
}

std::uint32_t bytes_of(std::string_view text, std::uint32_t characters) {
  const std::string_view sample = text.substr(0, 512);
  if (sample.empty()) return characters;
  const auto begun =
      std::count_if(sample.begin(), sample.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
  return static_cast<std::uint32_t>(sample.size() * characters / static_cast<std::size_t>(std::max<std::ptrdiff_t>(begun, 1)));
}

}  // namespace izvor
