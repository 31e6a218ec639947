#include "searchd/understanding/understanding.h"

#include <utility>

#include "searchd/understanding/spelling_mender.h"
#include "searchd/understanding/typing_reader.h"

namespace izvor {

std::string Understanding::read(std::string_view clause, std::vector<Understood>& understood) {
  TypingReading reading = TypingReader(knowledge_.index->vocabulary, words_).read(clause);
  if (reading.text != clause && reading.typing != Typing::kAsTyped) {
    const bool latin = reading.typing == Typing::kLatinLetters;
    understood.push_back({latin ? "latin letters" : "keyboard layout", std::string(clause), reading.text});
  }
  return SpellingMender(knowledge_.index->vocabulary, words_).mend(reading.text, understood);
}

bool Understanding::has_every_word(std::string_view expression) {
  const std::span<const Token> tokens = words_.tokens_of(expression);
  for (std::size_t i = 0; i < tokens.size();) {
    const std::uint32_t place = tokens[i].position;
    bool known = false;
    for (; i < tokens.size() && tokens[i].position == place; ++i)
      known = known || words_.acquaintance_of_index(tokens[i]) >= Acquaintance::kForm;
    if (!known) return false;
  }
  return !tokens.empty();
}

std::vector<Widening> Understanding::widen(std::span<const ComparedWord> words) {
  std::vector<Widening> all = knowledge_.synonyms.widen(words);
  for (Widening& widening : all)
    std::erase_if(widening.expressions, [&](const std::string& expression) { return !has_every_word(expression); });
  std::erase_if(all, [](const Widening& widening) { return widening.expressions.empty(); });
  return all;
}

}  // namespace izvor
