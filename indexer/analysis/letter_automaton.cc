#include "indexer/analysis/letter_automaton.h"

namespace izvor {

bool LetterAutomaton::is_sound() const {
  if (words_.size() < 2 || (words_.back() & kLastEdge) == 0) return false;
  if (start() == 0 || start() >= words_.size()) return false;
  for (std::size_t i = 1; i < words_.size(); ++i) {
    if ((words_[i] & kLetterMask) == kEndOfKey) continue;
    if ((words_[i] & kLetterMask) > kLetterCount) continue;
    const std::uint32_t target = words_[i] >> kTargetShift;
    // States are written children first, so targets point backwards: no cycles.
    if (target == 0 || target >= i) return false;
  }
  return true;
}

}  // namespace izvor
