#include "indexer/index/page_lead.h"

#include <xxhash.h>

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

namespace izvor {
namespace {

/// Where the text goes on after a title that it begins with.
std::size_t after_title(const StoredPage& page) {
  if (page.marks.size() < page.title_words.size()) return 0;
  for (std::size_t i = 0; i < page.title_words.size(); ++i)
    if (page.marks[i].word != (page.title_words[i] & kWordBits)) return 0;
  return page.title_words.size();
}

/// The least hashes of pairs of neighbouring words, sixteen of each pair.
class LeadSketch {
 public:
  LeadSketch() { least_.fill(UINT16_MAX); }

  void add(WordCode before, WordCode word) {
    const std::array<WordCode, 2> pair{before, word};
    for (std::size_t half = 0; half < 2; ++half) {
      const XXH128_hash_t hash = XXH3_128bits_withSeed(pair.data(), sizeof pair, half + 1);
      for (std::size_t i = 0; i < 4; ++i) {
        note(half * 8 + i, hash.low64 >> (16 * i));
        note(half * 8 + 4 + i, hash.high64 >> (16 * i));
      }
    }
  }
  [[nodiscard]] const std::array<std::uint16_t, 16>& least() const { return least_; }

 private:
  void note(std::size_t i, std::uint64_t hash) { least_[i] = std::min(least_[i], static_cast<std::uint16_t>(hash)); }

  std::array<std::uint16_t, 16> least_{};
};

bool has_digit(std::string_view word) {
  return std::ranges::any_of(word, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

PageLead lead_of(const StoredPage& page) {
  if (page.listing || page.title_words.empty()) return {};
  LeadSketch sketch;
  std::vector<WordCode> key(page.title_words);
  WordCode before = 0;
  std::size_t words = 0;
  for (std::size_t i = after_title(page); i < page.marks.size() && words < PageLead::kWords; ++i) {
    const WordMark& mark = page.marks[i];
    if (mark.same_place) continue;
    sketch.add(std::exchange(before, mark.word), mark.word);
    ++words;
    const bool inside = mark.begin <= mark.end && mark.end <= page.text.size();
    if (inside && has_digit(std::string_view(page.text).substr(mark.begin, mark.end - mark.begin))) key.push_back(mark.word);
  }
  if (words < PageLead::kLeastWords) return {};
  return {std::max<std::uint64_t>(XXH3_64bits(key.data(), key.size() * sizeof(WordCode)), 1), sketch.least()};
}

int hashes_alike(const PageLead& a, const PageLead& b) {
  int same = 0;
  for (std::size_t i = 0; i < a.sketch.size(); ++i) same += a.sketch[i] == b.sketch[i] ? 1 : 0;
  return same;
}

}  // namespace izvor
