#include "indexer/analysis/compiler/automaton_builder.h"

#include <algorithm>
#include <stdexcept>

#include "indexer/analysis/letter_automaton.h"

namespace izvor::compiler {

std::size_t AutomatonBuilder::StateHash::operator()(const State& state) const {
  std::size_t hash = 1469598103934665603U;
  for (const Edge& edge : state) hash = (hash ^ (edge.target * 64U + edge.letter)) * 1099511628211U;
  return hash;
}

AutomatonBuilder::AutomatonBuilder() : path_(1), words_(1) {}

void AutomatonBuilder::add(std::span<const Letter> key, std::uint32_t value) {
  if (!previous_.empty() && !std::lexicographical_compare(previous_.begin(), previous_.end(), key.begin(), key.end())) {
    throw std::logic_error("automaton keys out of order");
  }
  const auto common = static_cast<std::size_t>(std::ranges::mismatch(previous_, key).in1 - previous_.begin());
  freeze_below(common);
  path_.resize(key.size() + 1);
  path_[key.size()].push_back({kEndOfKey, value});
  previous_.assign(key.begin(), key.end());
}

std::vector<std::uint32_t> AutomatonBuilder::finish() {
  // A map of nothing: a start state whose only edge no word takes.
  if (previous_.empty()) path_[0].push_back({LetterAutomaton::kLetterMask, 1});
  freeze_below(0);
  words_[0] = freeze(path_[0]);
  return std::move(words_);
}

void AutomatonBuilder::freeze_below(std::size_t depth) {
  for (std::size_t i = previous_.size(); i > depth; --i) {
    path_[i - 1].push_back({previous_[i - 1], freeze(path_[i])});
    path_[i].clear();
  }
}

std::uint32_t AutomatonBuilder::freeze(const State& state) {
  const auto found = frozen_.find(state);
  if (found != frozen_.end()) return found->second;
  const auto first = static_cast<std::uint32_t>(words_.size());
  for (const Edge& edge : state) words_.push_back(edge.target << LetterAutomaton::kTargetShift | edge.letter);
  words_.back() |= LetterAutomaton::kLastEdge;
  frozen_.emplace(state, first);
  return first;
}

std::vector<std::uint32_t> build_automaton(const std::map<std::vector<Letter>, std::uint32_t>& keys) {
  AutomatonBuilder builder;
  for (const auto& [key, value] : keys) builder.add(key, value);
  return builder.finish();
}

}  // namespace izvor::compiler
