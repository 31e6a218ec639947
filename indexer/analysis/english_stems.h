// EnglishStems: Latin words by Xapian's Snowball stemmer, the recent ones remembered.
//
// One thread at a time: a Snowball stemmer keeps state.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace izvor {

class EnglishStems {
 public:
  EnglishStems();
  EnglishStems(EnglishStems&&) noexcept;
  EnglishStems& operator=(EnglishStems&&) noexcept;
  ~EnglishStems();

  /// The stem of a lower-case word; the view lives until the next call.
  [[nodiscard]] std::string_view stem(std::string_view word);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace izvor
