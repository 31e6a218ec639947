#include "indexer/analysis/english_stems.h"

#include <xapian.h>

#include <array>
#include <functional>

namespace izvor {

struct EnglishStems::State {
  struct Remembered {
    std::string word;
    std::string stem;
  };
  static constexpr std::size_t kRemembered = 1024;

  Xapian::Stem stemmer{"english"};
  std::array<Remembered, kRemembered> recent;
};

EnglishStems::EnglishStems() = default;
EnglishStems::EnglishStems(EnglishStems&&) noexcept = default;
EnglishStems& EnglishStems::operator=(EnglishStems&&) noexcept = default;
EnglishStems::~EnglishStems() = default;

std::string_view EnglishStems::stem(std::string_view word) {
  // Born at the first Latin word: many a query has none.
  if (!state_) state_ = std::make_unique<State>();
  State::Remembered& place = state_->recent[std::hash<std::string_view>{}(word) % State::kRemembered];
  if (place.word != word) {
    place.word = word;
    place.stem = state_->stemmer(place.word);
  }
  return place.stem;
}

}  // namespace izvor
