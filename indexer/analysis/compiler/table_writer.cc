#include "indexer/analysis/compiler/table_writer.h"

#include <xxhash.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <ranges>
#include <span>
#include <stdexcept>
#include <system_error>

#include "indexer/analysis/compiler/automaton_builder.h"

namespace izvor::compiler {

namespace {

std::vector<Letter> letters_of(std::string_view word) {
  const LetterWord letters(word);
  if (letters.empty()) throw std::invalid_argument("not a Bulgarian word: " + std::string(word));
  return {letters.letters().begin(), letters.letters().end()};
}

/// Below are short articles, vocatives, the second person plural: too rare in text to be worth a second token.
constexpr double kLeastAlternative = 3.9;
constexpr std::size_t kMostAlternatives = 2;

template <class T>
std::string bytes_of(const std::vector<T>& values) {
  return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)};
}

template <class T>
void append_value(std::string& bytes, T value) {
  bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
}

}  // namespace

void TableWriter::add_form(std::string_view form, const std::vector<std::string>& lemmas) {
  std::vector<std::uint16_t> numbers;
  for (const std::string& lemma : lemmas) numbers.push_back(rule_between(form, lemma));
  forms_[letters_of(form)] = rule_set(numbers);
}

void TableWriter::add_guess(std::string_view ending, unsigned strip, std::string_view append) {
  std::vector<Letter> letters = letters_of(ending);
  std::ranges::reverse(letters);
  guesses_[std::move(letters)] = rule_set({rule(strip, append)});
}

void TableWriter::add_root(std::string_view lemma, std::string_view root) {
  families_[letters_of(lemma)] = rule_set({rule_between(lemma, root)});
}

void TableWriter::add_stop_word(std::string_view word) { stops_[letters_of(word)] = 0; }

void TableWriter::add_acronym(std::string_view word) { acronyms_[letters_of(word)] = 0; }

std::uint16_t TableWriter::rule_between(std::string_view word, std::string_view made) {
  std::size_t common = 0;
  while (common < word.size() && common < made.size() && word[common] == made[common]) ++common;
  common -= common % kBytesPerLetter;
  return rule(static_cast<unsigned>((word.size() - common) / kBytesPerLetter), made.substr(common));
}

std::uint16_t TableWriter::rule(unsigned strip, std::string_view append) {
  const auto next = static_cast<std::uint16_t>(rules_.size());
  const auto [place, is_new] = rule_numbers_.try_emplace({strip, std::string(append)}, next);
  if (!is_new) return place->second;
  std::size_t offset = endings_.find(append);
  if (offset == std::string::npos) {
    offset = endings_.size();
    endings_ += append;
  }
  if (rules_.size() >= 0xFFFF || offset > 0xFFFF) throw std::length_error("too many ending rules");
  rules_.push_back(
      {static_cast<std::uint8_t>(strip), static_cast<std::uint8_t>(append.size()), static_cast<std::uint16_t>(offset)});
  return next;
}

std::uint32_t TableWriter::rule_set(const std::vector<std::uint16_t>& numbers) {
  const auto next = static_cast<std::uint32_t>(sets_.size());
  const auto [place, is_new] = set_indexes_.try_emplace(numbers, next);
  if (is_new) {
    sets_.push_back(static_cast<std::uint16_t>(numbers.size()));
    sets_.insert(sets_.end(), numbers.begin(), numbers.end());
  }
  return place->second;
}

Result<void> TableWriter::write(const std::filesystem::path& file) {
  const std::array<std::string, LemmaTable::kSectionCount> sections = {bytes_of(build_automaton(forms_)),
                                                                       bytes_of(build_automaton(guesses_)),
                                                                       bytes_of(build_automaton(families_)),
                                                                       bytes_of(build_automaton(stops_)),
                                                                       bytes_of(build_automaton(acronyms_)),
                                                                       bytes_of(sets_),
                                                                       bytes_of(rules_),
                                                                       endings_};
  constexpr std::size_t kHeaderBytes = 32;
  std::string directory;
  std::string content;
  const std::size_t start = kHeaderBytes + std::size_t{LemmaTable::kSectionCount} * 8;
  for (const std::string& section : sections) {
    append_value(directory, static_cast<std::uint32_t>(start + content.size()));
    append_value(directory, static_cast<std::uint32_t>(section.size()));
    content += section;
    content.resize((start + content.size() + 7) / 8 * 8 - start);
  }
  content.insert(0, directory);
  std::string header = "IZVLEMMA";
  append_value(header, LemmaTable::kFormatVersion);
  append_value(header, static_cast<std::uint32_t>(LemmaTable::kSectionCount));
  append_value(header, static_cast<std::uint64_t>(XXH3_64bits(content.data(), content.size())));
  append_value(header, static_cast<std::uint64_t>(kHeaderBytes + content.size()));

  // Beside it and renamed: a running program may have the old table mapped, and would die of a shorter one.
  const std::filesystem::path made = file.string() + ".new";
  std::ofstream out(made, std::ios::binary | std::ios::trunc);
  out << header << content;
  out.close();
  std::error_code failure;
  if (out) std::filesystem::rename(made, file, failure);
  if (!out || failure)
    return fail("cannot write the lemma table " + file.string() + "; is there space, may the build write there?");
  return {};
}

void add_forms(const Lexicon& lexicon, TableWriter& table) {
  for (const auto& entry : lexicon.forms()) {
    const auto& readings = entry.second;  // Not a structured binding: the lambda below could not capture it in clang 14.
    std::vector<std::string> lemmas = Lexicon::ranked(readings);
    const double least = std::min(kLeastAlternative, readings.at(lemmas.front()));
    std::erase_if(lemmas, [&known = readings, least](const std::string& lemma) { return known.at(lemma) < least; });
    if (lemmas.size() > kMostAlternatives) lemmas.resize(kMostAlternatives);
    table.add_form(entry.first, lemmas);
  }
}

}  // namespace izvor::compiler
