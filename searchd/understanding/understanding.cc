#include "searchd/understanding/understanding.h"

#include <utility>

#include "searchd/understanding/spelling_mender.h"
#include "searchd/understanding/typing_reader.h"

namespace izvor {

std::string Understanding::read(std::string_view clause, std::vector<Understood>& understood) {
  TypingReading reading = TypingReader(knowledge_.vocabulary, words_).read(clause);
  if (reading.text != clause && reading.typing != Typing::kAsTyped) {
    const bool latin = reading.typing == Typing::kLatinLetters;
    understood.push_back({latin ? "latin letters" : "keyboard layout", std::string(clause), reading.text});
  }
  return SpellingMender(knowledge_.vocabulary, words_).mend(reading.text, understood);
}

}  // namespace izvor
