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

void append_new(std::vector<Suggestion>& found, const std::vector<Suggestion>& more, std::size_t limit) {
  for (const Suggestion& suggestion : more) {
    if (found.size() >= limit) return;
    if (std::find(found.begin(), found.end(), suggestion) == found.end()) found.push_back(suggestion);
  }
}

constexpr std::array kEveryLayout = {KeyboardLayout::kBds, KeyboardLayout::kTraditionalPhonetic, KeyboardLayout::kNewPhonetic};
/// One or two keys give the beginning of some word under any layout.
constexpr std::size_t kLeastKeys = 3;
/// Places kept for what a layout finds beside Latin letters.
constexpr std::size_t kKeptForLayouts = 3;

bool has_latin(std::string_view typed) { return std::any_of(typed.begin(), typed.end(), ascii::is_alpha); }

/// One beginning, asked for in several readings.
class BeginningReader {
 public:
  BeginningReader(const Suggestions& suggestions, std::string_view typed, std::size_t limit, const Analyzer& analyzer,
                  Analysis& analysis)
      : suggestions_(suggestions), typed_(typed), limit_(limit), analyzer_(analyzer), analysis_(analysis) {}

  [[nodiscard]] std::vector<Suggestion> read() {
    constexpr auto kTaken = Suggestions::Errors::kTaken, kForgiven = Suggestions::Errors::kForgiven;
    std::vector<Suggestion> found = under(typed_, kTaken);
    const std::string cyrillic = has_latin(typed_) ? in_cyrillic(suggestions_, typed_) : std::string();
    if (found.size() < limit_ && !cyrillic.empty()) add_readings_of_latin(under(cyrillic, kTaken), found);
    if (found.empty()) add_latin_words(found);
    if (found.empty()) found = under(typed_, kForgiven);
    if (found.empty() && !cyrillic.empty()) found = under(cyrillic, kForgiven);
    return found;
  }

 private:
  [[nodiscard]] std::vector<Suggestion> under(std::string_view text, Suggestions::Errors errors) {
    return suggestions_.continuing(text, limit_, analyzer_, analysis_, errors);
  }

  /// Latin letters first, then the layouts, of which a few always have a place.
  void add_readings_of_latin(const std::vector<Suggestion>& as_letters, std::vector<Suggestion>& found) {
    std::vector<Suggestion> as_keys;
    if (typed_.size() >= kLeastKeys || (found.empty() && as_letters.empty()))
      for (const KeyboardLayout layout : kEveryLayout)
        append_new(as_keys, under(typed_under(layout, typed_), Suggestions::Errors::kTaken), limit_);
    const std::size_t kept = std::min({as_keys.size(), kKeptForLayouts, limit_ / 2});
    append_new(found, as_letters, limit_ - kept);
    append_new(found, as_keys, limit_);
    append_new(found, as_letters, limit_);
  }

  /// Cyrillic that says nothing: a Latin word with a Cyrillic layout left on, "пдгр" for "gdpr".
  void add_latin_words(std::vector<Suggestion>& found) {
    if (has_latin(typed_)) return;
    for (const KeyboardLayout layout : kEveryLayout) {
      const std::string keys = keys_of(layout, folded_beginning(typed_));
      if (has_latin(keys)) append_new(found, under(keys, Suggestions::Errors::kTaken), limit_);
    }
  }

  const Suggestions& suggestions_;
  std::string_view typed_;
  std::size_t limit_;
  const Analyzer& analyzer_;
  Analysis& analysis_;
};

}  // namespace

std::vector<Suggestion> suggest(const Suggestions& suggestions, std::string_view typed, std::size_t limit,
                                const Analyzer& analyzer, Analysis& analysis) {
  if (typed.size() > Suggestions::kMostTyped) return {};
  return BeginningReader(suggestions, typed, limit, analyzer, analysis).read();
}

}  // namespace izvor
