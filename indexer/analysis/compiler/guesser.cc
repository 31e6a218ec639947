#include "indexer/analysis/compiler/guesser.h"

#include <algorithm>
#include <unordered_map>

namespace izvor::compiler {

namespace {

constexpr std::size_t kLongestEnding = 10;
constexpr int kLeastSupportOfGuess = 2;

/// (letters to strip, letters to append)
using Rule = std::pair<unsigned, std::string>;

Rule rule_between(const std::string& form, const std::string& lemma) {
  std::size_t common = 0;
  while (common < form.size() && common < lemma.size() && form[common] == lemma[common]) ++common;
  common -= common % kBytesPerLetter;
  return {static_cast<unsigned>((form.size() - common) / kBytesPerLetter), lemma.substr(common)};
}

struct Votes {
  std::map<Rule, int> rules;
  [[nodiscard]] std::pair<Rule, int> best() const {
    const auto most = std::ranges::max_element(rules, {}, [](const auto& rule) { return rule.second; });
    return {most->first, most->second};
  }
};

}  // namespace

void add_guesses(const Lexicon& lexicon, TableWriter& table) {
  std::map<std::string, Votes> endings;
  for (const auto& [form, readings] : lexicon.forms()) {
    const Rule rule = rule_between(form, Lexicon::ranked(readings).front());
    const std::size_t letters = form.size() / kBytesPerLetter;
    for (std::size_t length = 1; length <= std::min(letters, kLongestEnding); ++length) {
      if (rule.first > length) continue;
      ++endings[form.substr((letters - length) * kBytesPerLetter)].rules[rule];
    }
  }
  // Shorter endings come first in the walk from the end, so compare with the longest shorter one that was kept.
  std::unordered_map<std::string, Rule> said;
  std::vector<std::string> by_length;
  by_length.reserve(endings.size());
  for (const auto& [ending, votes] : endings) by_length.push_back(ending);
  std::ranges::stable_sort(by_length, {}, &std::string::size);
  for (const std::string& ending : by_length) {
    const auto [rule, count] = endings.at(ending).best();
    const auto shorter = said.find(ending.substr(std::min(ending.size(), kBytesPerLetter)));
    if (count < kLeastSupportOfGuess && shorter != said.end()) {
      said[ending] = shorter->second;
      continue;
    }
    if (shorter == said.end() || shorter->second != rule) table.add_guess(ending, rule.first, rule.second);
    said[ending] = rule;
  }
}

}  // namespace izvor::compiler
