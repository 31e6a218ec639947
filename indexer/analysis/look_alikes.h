// Letters that look the same in Latin and Cyrillic: "Cъвет" with a Latin C, "EC" for ЕС.
//
// Folded only inside words of mixed script, and in all-capital Latin words whose Cyrillic reading is a known acronym: genuine
// words of either script are never touched. Pure functions; safe from any thread.
#pragma once

#include <string>
#include <string_view>

namespace izvor {

/// The scripts of a word's letters.
struct WordShape {
  bool latin = false;
  bool cyrillic = false;
  bool digits = false;
  bool other_letters = false;
  bool only_latin_capitals = true;  ///< No letter but A to Z.
};

[[nodiscard]] WordShape shape_of(std::string_view word);

/// The word with its Latin look-alikes made Cyrillic; empty when a letter has no look-alike.
[[nodiscard]] std::string to_cyrillic_look(std::string_view word);
/// The other way round.
[[nodiscard]] std::string to_latin_look(std::string_view word);

}  // namespace izvor
