// Kinship: how strongly the dictionary attests that two lemmas are of one family.
//
// Two lemmas that begin alike differ in their ends: "боксувам" and "боксуване" in -м of a verb and -не of a noun. How many
// longer words of the dictionary differ in the same way, among how many that have one of the two ends, is the rate of that
// pair of ends. A pair of lemmas is kin when the rate is high beside the chance that some other lemma that begins so has the
// second end. So "лечение" and "лечебен" meet, and "мед" and "медия" do not, although they begin alike. Consonants that
// alternate (к ч ц, г ж з, х ш с, т щ, д ж) count as one where the dictionary has pairs with the same ends around them.
//
// Used by compile_lemmas at build time only. Not for several threads.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "indexer/analysis/compiler/word_class.h"

namespace izvor::compiler {

/// Two lemmas by their places in the list, and how likely they are kin, from 0 to 1.
struct KinLink {
  std::uint32_t first = 0;
  std::uint32_t second = 0;
  double strength = 0;
  bool alternate = false;      ///< The stems end in consonants that alternate.
  std::uint32_t attested = 0;  ///< Pairs of longer words that differ in the same way.
};

/// е for я before a consonant: бял, белота.
[[nodiscard]] std::string with_even_vowels(std::string word);

class Kinship {
 public:
  struct Lemma {
    std::string word;
    WordClass word_class = WordClass::kOther;
  };

  explicit Kinship(const std::vector<Lemma>& lemmas);

  /// All pairs worth considering, each once.
  [[nodiscard]] std::vector<KinLink> links() const;

 private:
  using End = std::uint32_t;  ///< What follows the common beginning, with its word class, as a number.

  struct Entry {
    std::string spelling;      ///< With even vowels.
    std::uint32_t number = 0;  ///< In the caller's list.
    std::uint32_t prefix = 0;  ///< Letters of the prefix.
    std::vector<End> ends;     ///< By letters before it.
    std::vector<End> after_alternation;
  };
  struct Pair {
    const Entry& first;
    const Entry& second;
    std::size_t letters;  ///< That both begin with.
    std::size_t stem;     ///< Of these, letters after the prefix.
    std::size_t nodes;    ///< Lemmas that begin with them.
  };
  struct Ends {
    End first = 0;
    End second = 0;
    bool alternate = false;
  };
  static constexpr std::size_t kLongestStem = 6;

  [[nodiscard]] std::vector<Entry> spell(const std::vector<Lemma>& lemmas);
  End number_of(std::string_view end, WordClass word_class, bool after_alternation);
  void count_ends();
  void count_pairs();
  template <class Visit>
  void each_pair(std::size_t shortest_stem, Visit&& visit) const;
  [[nodiscard]] static Ends ends_of(const Pair& pair);
  [[nodiscard]] KinLink link(const Pair& pair) const;

  std::unordered_map<std::string, End> numbers_;
  std::vector<Entry> entries_;  ///< Sorted by spelling.
  std::unordered_map<std::uint64_t, std::uint32_t> pairs_;
  std::vector<std::uint32_t> after_long_stems_;
  std::array<std::vector<std::uint32_t>, kLongestStem + 1> by_stem_;
  std::array<double, kLongestStem + 1> all_by_stem_{};
};

}  // namespace izvor::compiler
