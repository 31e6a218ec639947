#include "searchd/understanding/understanding.h"

#include <utility>

#include "izvor/index_schema.h"
#include "searchd/understanding/letters.h"
#include "searchd/understanding/spelling_mender.h"
#include "searchd/understanding/typing_reader.h"

namespace izvor {

std::string Understanding::read(std::string_view clause, std::vector<Understood>& understood) {
  if (mode_ == Mode::kLiteral) return std::string(clause);
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
  if (mode_ == Mode::kLiteral) return {};
  std::vector<Widening> all = knowledge_.synonyms.widen(words);
  for (Widening& widening : all)
    std::erase_if(widening.expressions, [&](const std::string& expression) { return !has_every_word(expression); });
  std::erase_if(all, [](const Widening& widening) { return widening.expressions.empty(); });
  return all;
}

std::vector<std::string> Understanding::words_beginning_with(std::string_view beginning) const {
  constexpr std::size_t kMost = 1000;
  const auto letters = letters_of(beginning);
  return letters ? knowledge_.index->vocabulary.words_beginning_with(*letters, kMost) : std::vector<std::string>();
}

std::vector<std::string> Understanding::terms_beginning_with(std::string_view beginning, std::size_t most) const {
  constexpr std::size_t kMostSeen = 1000;  // Of terms in any field and grade.
  std::vector<std::string> words;
  const std::string bytes = schema::term_beginning(beginning);
  const auto end = index_.allterms_end(bytes);
  std::size_t seen = 0;
  for (auto term = index_.allterms_begin(bytes); term != end && words.size() < most && ++seen < kMostSeen; ++term) {
    auto parts = schema::parts_of(*term);
    if (parts && parts->field == schema::Field::kBody && parts->grade == schema::Grade::kExact)
      words.push_back(std::move(parts->word));
  }
  return words;
}

bool Understanding::has_term(std::string_view exact) const {
  return index_.term_exists(schema::term_for(schema::Field::kBody, schema::Grade::kExact, exact));
}

}  // namespace izvor
