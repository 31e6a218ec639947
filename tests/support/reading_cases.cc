#include "tests/support/reading_cases.h"

#include <array>
#include <fstream>
#include <stdexcept>
#include <utility>

#include "searchd/understanding/letters.h"

namespace izvor::testing {
namespace {

constexpr std::string_view kAlphabet = "абвгдежзийклмнопрстуфхцчшщъьюя";
/// In the order of the alphabet.
using Spellings = std::array<std::string_view, 30>;

constexpr Spellings kOfficial = {"a", "b", "v", "g", "d", "e", "zh", "z", "i", "y", "k",  "l",  "m",  "n",   "o",
                                 "p", "r", "s", "t", "u", "f", "h",  "ts", "ch", "sh", "sht", "a", "y", "yu", "ya"};
constexpr Spellings kDigits = {"a", "b", "v", "g", "d", "e", "j", "z", "i", "i", "k",  "l",  "m", "n",  "o",
                               "p", "r", "s", "t", "u", "f", "h", "c", "4", "6", "6t", "u", "y", "iu", "q"};
constexpr Spellings kW = {"a", "b", "w", "g", "d", "e", "j", "z", "i", "y", "k",  "l",   "m", "n",  "o",
                          "p", "r", "s", "t", "u", "f", "h", "c", "ch", "sh", "sht", "y", "y", "yu", "ya"};
constexpr Spellings kQ = {"a", "b", "v", "g", "d", "e", "j", "z", "i", "j", "k",  "l",   "m", "n",  "o",
                          "p", "r", "s", "t", "u", "f", "h", "c", "ch", "sh", "sht", "y", "j", "ju", "q"};

void add_error(std::string& letters, std::mt19937& random) {
  const auto below = [&](std::size_t most) { return std::uniform_int_distribution<std::size_t>(0, most - 1)(random); };
  const char letter = letters_of(kAlphabet.substr(2 * below(kOfficial.size()), 2)).value().front();
  const std::size_t at = below(letters.size());
  switch (below(4)) {
    case 0:
      letters.erase(at, 1);
      break;
    case 1:
      letters.insert(at, 1, letter);
      break;
    case 2:
      letters[at] = letter;
      break;
    default:
      std::swap(letters[at], letters[at + 1 < letters.size() ? at + 1 : at - 1]);
  }
}

}  // namespace

std::map<std::string, std::vector<std::string>> correct_words(const std::string& file) {
  std::ifstream in(file);
  if (!in) throw std::runtime_error("cannot read " + file);
  std::map<std::string, std::vector<std::string>> words;
  std::string line;
  std::getline(in, line);  // The header.
  while (std::getline(in, line)) {
    const std::size_t tab = line.find('\t');
    if (tab != std::string::npos) words[line.substr(0, tab)].push_back(line.substr(tab + 1));
  }
  return words;
}

std::string with_errors(std::string_view word, std::size_t errors, std::mt19937& random) {
  std::string letters = letters_of(word).value();
  for (std::size_t i = 0; i < errors; ++i) add_error(letters, random);
  return word_of(letters);
}

std::string in_latin(std::string_view word, LatinHabit habit) {
  const std::array<const Spellings*, 4> all = {&kOfficial, &kDigits, &kW, &kQ};
  const Spellings& spellings = *all.at(static_cast<std::size_t>(habit));
  std::string latin;
  for (std::size_t i = 0; i + 1 < word.size(); i += 2) {
    const std::size_t at = kAlphabet.find(word.substr(i, 2));
    if (at == std::string_view::npos) throw std::invalid_argument("not a Bulgarian word: " + std::string(word));
    // The law writes a final -ия as -ia.
    const bool final_ia = habit == LatinHabit::kOfficial && i + 4 == word.size() && word.substr(i) == "ия";
    if (final_ia) return latin + "ia";
    latin += spellings.at(at / 2);
  }
  return latin;
}

}  // namespace izvor::testing
