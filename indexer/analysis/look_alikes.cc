#include "indexer/analysis/look_alikes.h"

#include <algorithm>
#include <array>

namespace izvor {

namespace {

struct Pair {
  char latin;
  std::string_view cyrillic;
};

constexpr std::array<Pair, 18> kPairs = {{{'A', "А"},
                                          {'B', "В"},
                                          {'C', "С"},
                                          {'E', "Е"},
                                          {'H', "Н"},
                                          {'K', "К"},
                                          {'M', "М"},
                                          {'O', "О"},
                                          {'P', "Р"},
                                          {'T', "Т"},
                                          {'X', "Х"},
                                          {'Y', "У"},
                                          {'a', "а"},
                                          {'c', "с"},
                                          {'e', "е"},
                                          {'o', "о"},
                                          {'p', "р"},
                                          {'x', "х"}}};

bool is_latin(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool is_cyrillic_lead(char c) { return c == '\xD0' || c == '\xD1'; }

}  // namespace

WordShape shape_of(std::string_view word) {
  WordShape shape;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const char c = word[i];
    const bool capital = c >= 'A' && c <= 'Z';
    if (is_latin(c)) {
      shape.latin = true;
      shape.only_latin_capitals &= capital;
    } else if (is_cyrillic_lead(c)) {
      shape.cyrillic = true;
      shape.only_latin_capitals = false;
      ++i;
    } else if (c >= '0' && c <= '9') {
      shape.digits = true;
    } else if (static_cast<unsigned char>(c) >= 0x80) {
      shape.other_letters = true;
      shape.only_latin_capitals = false;
    }
  }
  shape.only_latin_capitals &= shape.latin && !shape.digits;
  return shape;
}

std::string to_cyrillic_look(std::string_view word) {
  std::string made;
  for (const char c : word) {
    const auto* const pair = std::ranges::find(kPairs, c, &Pair::latin);
    if (pair != kPairs.end()) {
      made += pair->cyrillic;
    } else if (is_latin(c)) {
      return {};
    } else {
      made += c;
    }
  }
  return made;
}

std::string to_latin_look(std::string_view word) {
  std::string made;
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (!is_cyrillic_lead(word[i])) {
      made += word[i];
      continue;
    }
    const auto* const pair = std::ranges::find(kPairs, word.substr(i, 2), &Pair::cyrillic);
    if (pair == kPairs.end()) return {};
    made += pair->latin;
    ++i;
  }
  return made;
}

}  // namespace izvor
