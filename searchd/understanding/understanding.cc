#include "searchd/understanding/understanding.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>

#include "izvor/index_schema.h"
#include "searchd/understanding/keyboard_reader.h"
#include "searchd/understanding/letters.h"
#include "searchd/understanding/spelling_reader.h"

namespace izvor {
namespace {

/// Clauses of more words are texts that were pasted: their compounds are written as they are.
constexpr std::size_t kMaxCompoundWords = 16;

bool is_strong(const Reading& reading) { return reading.strength >= Strength::kWidening; }

/// Edits of all readings that are searched.
std::vector<TextEdit> strong_edits(const std::vector<Reading>& readings) {
  std::vector<TextEdit> all;
  for (const Reading& reading : readings)
    if (is_strong(reading)) all.insert(all.end(), reading.edits.begin(), reading.edits.end());
  return all;
}

void append(std::vector<Reading>& readings, std::vector<Reading> more) {
  std::move(more.begin(), more.end(), std::back_inserter(readings));
}

std::string typed_at(std::string_view clause, const Reading& reading) {
  if (reading.of_whole_clause) return std::string(clause);
  return std::string(clause.substr(reading.edits.front().begin, reading.edits.front().end - reading.edits.front().begin));
}

std::string read_at(std::string_view clause, const Reading& reading) {
  return reading.of_whole_clause ? with_edits(clause, reading.edits) : reading.edits.front().to;
}

bool apart(const Widening& one, const std::vector<Widening>& all) {
  return std::ranges::none_of(
      all, [&](const Widening& other) { return one.first < other.first + other.count && other.first < one.first + one.count; });
}

}  // namespace

/// Words of the clause that are one with a neighbour: not misspelt, however strange a half is.
std::vector<TextEdit> Understanding::compound_places(std::string_view clause) {
  struct Place {
    std::size_t begin, end;
    std::string exact;
  };
  std::vector<Place> places;
  for (std::span<const Token> tokens = words_.tokens_of(clause); !tokens.empty();
       tokens = tokens.subspan(tokens_at_place(tokens)))
    places.push_back({tokens.front().begin, tokens.front().end, std::string(tokens.front().exact)});
  std::vector<TextEdit> found;
  for (std::size_t i = 0; i + 1 < places.size() && places.size() <= kMaxCompoundWords; ++i)
    if (compounds_.joined(places[i].exact, places[i + 1].exact)) found.push_back({places[i].begin, places[i + 1].end, {}});
  return found;
}

/// In the order of trust: what was typed in Latin letters is read as a whole; Cyrillic words are misspelt rather than typed
/// with another layout on.
std::vector<Reading> Understanding::readings_of(std::string_view clause) {
  const Vocabulary& vocabulary = knowledge_.index->vocabulary;
  KeyboardReader keyboard(vocabulary, words_, capitals_);
  std::vector<Reading> readings = keyboard.read_latin(clause);
  std::vector<TextEdit> taken = strong_edits(readings);
  std::vector<TextEdit> compounds = compound_places(clause);
  std::move(compounds.begin(), compounds.end(), std::back_inserter(taken));
  std::vector<Reading> spelling = SpellingReader(vocabulary, words_, capitals_, compounds_).read(clause, taken);
  std::vector<Reading> layouts = keyboard.read_cyrillic(clause);
  const auto mended = static_cast<std::size_t>(std::ranges::count_if(spelling, is_strong));
  const bool other_layout = !layouts.empty() && is_strong(layouts.front()) && layouts.front().edits.size() > mended;
  if (other_layout) {
    append(readings, std::move(layouts));
    for (Reading& one : spelling) one.strength = std::min(one.strength, Strength::kOffered);
    append(readings, std::move(spelling));
  } else {
    for (Reading& one : layouts) one.strength = std::min(one.strength, Strength::kOffered);
    append(readings, std::move(spelling));
    if (readings.empty()) append(readings, std::move(layouts));
  }
  return readings;
}

void Understanding::widen_by(const Reading& reading, std::string_view clause) {
  for (const TextEdit& edit : reading.edits) {
    WideningReading widening;
    for (const Token& token : words_.tokens_of(clause.substr(edit.begin, edit.end - edit.begin)))
      if (token.origin == TokenOrigin::kText || token.origin == TokenOrigin::kPart) widening.typed.emplace_back(token.exact);
    widening.expression = edit.to;
    widening.kind = name_of(reading.kind);
    widening_readings_.push_back(std::move(widening));
  }
}

ClauseReading Understanding::read(std::string_view clause) {
  widening_readings_.clear();
  ClauseReading meant;
  meant.text = std::string(clause);
  if (mode_ == Mode::kLiteral) return meant;
  std::vector<TextEdit> edits;
  for (const Reading& reading : readings_of(clause)) {
    std::string kind(name_of(reading.kind));
    std::string from = typed_at(clause, reading), to = read_at(clause, reading);
    if (reading.strength == Strength::kReplacing) {
      edits.insert(edits.end(), reading.edits.begin(), reading.edits.end());
      meant.understood.push_back({std::move(kind), std::move(from), std::move(to)});
    } else if (reading.strength == Strength::kWidening) {
      widen_by(reading, clause);
    } else if (reading.strength == Strength::kOffered) {
      meant.offers.push_back({std::move(kind), std::move(from), std::move(to), reading.edits});
    }
  }
  std::ranges::sort(edits, {}, &TextEdit::begin);
  meant.text = with_edits(clause, edits);
  return meant;
}

bool Understanding::has_every_word(std::string_view expression) {
  std::span<const Token> tokens = words_.tokens_of(expression);
  if (tokens.empty()) return false;
  // An acronym is the word in capitals, and nothing else of the same letters.
  const bool acronym = tokens.front().capitals != Capitals::kNone && tokens_at_place(tokens) == tokens.size();
  if (acronym) return pages_in_capitals(tokens.front().exact) > 0;
  while (!tokens.empty()) {
    const auto place = tokens.first(tokens_at_place(tokens));
    const bool known =
        std::ranges::any_of(place, [&](const Token& token) { return words_.attestation(token) >= Attestation::kForm; });
    if (!known) return false;
    tokens = tokens.subspan(place.size());
  }
  return true;
}

/// Neighbours as one word, and words as two.
void Understanding::add_compounds(std::span<const ComparedWord> words, std::vector<Widening>& all) {
  if (words.size() > kMaxCompoundWords) return;
  const auto add = [&](std::size_t first, std::size_t count, std::string expression) {
    Widening widening{first, count, {std::move(expression)}, "compound"};
    if (apart(widening, all)) all.push_back(std::move(widening));
  };
  for (std::size_t i = 0; i + 1 < words.size(); ++i)
    if (auto joined = compounds_.joined(words[i].exact, words[i + 1].exact)) add(i, 2, std::move(*joined));
  for (std::size_t i = 0; i < words.size(); ++i)
    if (auto halves = compounds_.apart(words[i].exact)) add(i, 1, std::move(*halves));
}

/// Readings that widen, where their words stand.
void Understanding::add_readings(std::span<const ComparedWord> words, std::vector<Widening>& all) const {
  for (const WideningReading& reading : widening_readings_) {
    const auto at = std::search(words.begin(), words.end(), reading.typed.begin(), reading.typed.end(),
                                [](const ComparedWord& word, const std::string& typed) { return word.exact == typed; });
    if (reading.typed.empty() || at == words.end()) continue;
    Widening widening{static_cast<std::size_t>(at - words.begin()), reading.typed.size(), {reading.expression}, reading.kind};
    if (apart(widening, all)) all.push_back(std::move(widening));
  }
}

std::vector<Widening> Understanding::widen(std::span<const ComparedWord> words) {
  if (mode_ == Mode::kLiteral) return {};
  std::vector<Widening> all = knowledge_.synonyms.widen(words);
  for (Widening& widening : all)
    std::erase_if(widening.expressions, [&](const std::string& expression) { return !has_every_word(expression); });
  std::erase_if(all, [](const Widening& widening) { return widening.expressions.empty(); });
  add_readings(words, all);
  add_compounds(words, all);
  std::ranges::sort(all, {}, &Widening::first);
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

std::uint32_t Understanding::pages_with_form(std::string_view exact) const {
  return index_.get_termfreq(schema::term_for(schema::Field::kBody, schema::Grade::kExact, exact));
}

std::uint32_t Understanding::pages_in_capitals(std::string_view exact) const {
  return index_.get_termfreq(schema::term_in_capitals(schema::Field::kBody, exact));
}

bool Understanding::has_page(const PageId& page) const {
  return index_.term_exists(schema::boolean_term(schema::kPagePrefix, page));
}

}  // namespace izvor
