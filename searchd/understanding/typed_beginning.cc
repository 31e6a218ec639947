#include "searchd/understanding/typed_beginning.h"

#include <algorithm>
#include <array>
#include <string>

#include "crawler/platform/ascii.h"
#include "searchd/understanding/keyboard_layouts.h"
#include "searchd/understanding/latin_reading.h"

namespace izvor {
namespace {

constexpr std::size_t kMostReadings = 8;

std::string small_letters(std::string_view latin) {
  std::string small(latin);
  for (char& c : small) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return small;
}

/// The reading that begins a word of the suggestions, or the most usual one; the word itself when it has none.
std::string read_word(const Suggestions& suggestions, std::string_view latin) {
  const std::string small = small_letters(latin);
  const auto readings = plain_readings(small, kMostReadings);
  const auto known = std::find_if(readings.begin(), readings.end(), [&](const auto& r) { return suggestions.know(r.word); });
  if (known != readings.end()) return known->word;
  return readings.empty() ? small : readings.front().word;
}

/// Every run of Latin letters (and digits among them: "4asovnik") as Cyrillic.
std::string in_cyrillic(const Suggestions& suggestions, std::string_view typed) {
  const auto goes_on = [](char c) { return ascii::is_alpha(c) || (c >= '0' && c <= '9'); };
  std::string text;
  for (std::size_t i = 0; i < typed.size();) {
    const std::size_t begin = i;
    while (i < typed.size() && goes_on(typed[i])) ++i;
    const std::string_view run = typed.substr(begin, i - begin);
    if (std::any_of(run.begin(), run.end(), ascii::is_alpha)) {
      text += read_word(suggestions, run);
    } else {
      text += run;
    }
    if (i < typed.size()) text += typed[i++];
  }
  return text;
}

void append_new(std::vector<Suggestion>& found, std::vector<Suggestion> more, std::size_t limit) {
  for (Suggestion& suggestion : more) {
    if (found.size() == limit) return;
    if (std::find(found.begin(), found.end(), suggestion) == found.end()) found.push_back(std::move(suggestion));
  }
}

}  // namespace

std::vector<Suggestion> suggest(const Suggestions& suggestions, std::string_view typed, std::size_t limit,
                                const Analyzer& analyzer, Analysis& analysis) {
  if (typed.size() > Suggestions::kMostTyped) return {};
  std::vector<Suggestion> found = suggestions.continuing(typed, limit, analyzer, analysis);
  if (found.size() < limit && std::any_of(typed.begin(), typed.end(), ascii::is_alpha)) {
    append_new(found, suggestions.continuing(in_cyrillic(suggestions, typed), limit, analyzer, analysis), limit);
  }
  for (const KeyboardLayout layout :
       std::array{KeyboardLayout::kBds, KeyboardLayout::kTraditionalPhonetic, KeyboardLayout::kNewPhonetic}) {
    if (!found.empty()) return found;
    found = suggestions.continuing(typed_under(layout, typed), limit, analyzer, analysis);
  }
  return found;
}

}  // namespace izvor
