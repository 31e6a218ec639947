#include "indexer/analysis/compiler/families.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <set>
#include <utility>

#include "indexer/analysis/bulgarian_letters.h"
#include "indexer/analysis/compiler/family_clusters.h"
#include "indexer/analysis/compiler/kinship.h"
#include "indexer/analysis/derivation.h"

namespace izvor::compiler {

namespace {

/// Two groups of lemmas are one family from this mean strength on.
constexpr double kLeastMean = 0.2;
/// Ends must be attested more often, and count less, between lemmas to which the rules of derivation.cc give different keys.
constexpr std::uint32_t kAttestedBesideKey = 4;
constexpr double kLeastBesideKey = 0.3;
constexpr double kWeightBesideKey = 0.5;
constexpr double kWeightOfAlternation = 0.5;
constexpr double kNameAndItsAdjective = 0.9;
/// Outweighs the links that are missing between the kin of a verb and those of its aspect partner.
constexpr double kOneVerb = 10;
constexpr double kApart = -1;
constexpr std::size_t kShortestLinked = 3;
constexpr std::size_t kShortestKeyOfName = 4;

/// What a key says of two lemmas that have it, by its letters after the prefix: where the dictionary has other pairs with the
/// same ends, and where it has none.
double strength_of_key(std::string_view key, bool attested) {
  constexpr std::array<double, 7> kAttested = {0, 0, 0, 0, 0.3, 0.5, 0.6};
  constexpr std::array<double, 7> kAlone = {0, 0, 0, 0, 0, 0.3, 0.5};
  const std::size_t letters = (key.size() - verbal_prefix(key).size()) / kBytesPerLetter;
  return (attested ? kAttested : kAlone).at(std::min(letters, kAlone.size() - 1));
}

LemmaClass lemma_class(WordClass word_class) {
  switch (word_class) {
    case WordClass::kVerb:
      return LemmaClass::kVerb;
    case WordClass::kAdjective:
      return LemmaClass::kAdjective;
    case WordClass::kMasculine:
    case WordClass::kFeminine:
    case WordClass::kNeuter:
      return LemmaClass::kNoun;
    default:
      return LemmaClass::kUnknown;
  }
}

bool is_name(const Kinship::Lemma& lemma) { return lemma.word_class == WordClass::kName; }

/// "Мартиника" and "Мартинов" begin alike by chance. Only words for people and things of a place come from names.
bool may_come_from_name(std::string_view word) { return word.ends_with("ки") || word.ends_with("ец") || word.ends_with("ин"); }

/// Both have the key as it is, with no consonant changed.
bool begin_with_key(std::string_view key, const std::string& a, const std::string& b) {
  std::string first = with_even_vowels(a), second = with_even_vowels(b);
  const std::size_t size = std::min({key.size(), first.size(), second.size()});
  return std::string_view(first).substr(0, size) == std::string_view(second).substr(0, size);
}

/// "изключа" and its aspect partner "изключвам".
bool are_aspect_partners(std::string_view perfective, std::string_view imperfective) {
  if (!perfective.ends_with("а") && !perfective.ends_with("я")) return false;
  perfective.remove_suffix(kBytesPerLetter);
  if (!imperfective.starts_with(perfective)) return false;
  imperfective.remove_prefix(perfective.size());
  constexpr std::array<std::string_view, 6> kEndings = {"увам", "авам", "явам", "вам", "ам", "ям"};
  return std::ranges::find(kEndings, imperfective) != kEndings.end();
}

/// A verb and its verbal noun, or two aspects of a verb.
bool are_one_verb(const Kinship::Lemma& a, const Kinship::Lemma& b) {
  if (a.word_class != WordClass::kVerb) return b.word_class == WordClass::kVerb && are_one_verb(b, a);
  if (b.word_class == WordClass::kVerb) return are_aspect_partners(a.word, b.word) || are_aspect_partners(b.word, a.word);
  return b.word_class == WordClass::kNeuter && a.word.ends_with("м") &&
         b.word == a.word.substr(0, a.word.size() - kBytesPerLetter) + "не";
}

/// Every lemma with its key by rule and its family.
class FamilyTree {
 public:
  FamilyTree(const Lexicon& lexicon, const std::vector<DataLine>& by_hand, const std::vector<DataLine>& strangers) {
    std::set<std::string, std::less<>> known;
    for (const auto& [form, readings] : lexicon.forms()) {
      for (const auto& [lemma, weight] : readings) known.insert(lemma);
    }
    for (const std::vector<DataLine>* lines : {&by_hand, &strangers}) {
      for (const DataLine& line : *lines) known.insert(line.begin(), line.end());
    }
    for (const std::string& lemma : known) {
      lemmas_.push_back({lemma, lexicon.class_of(lemma)});
      keys_.push_back(derivational_root(lemma, lemma_class(lexicon.class_of(lemma))));
    }
    std::vector<KinLink> links = attested_links();
    add_links_of_keys(links);
    for (const DataLine& line : strangers) {
      for (std::size_t i = 1; i < line.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
          links.push_back({.first = place_of(line[i]), .second = place_of(line[j]), .strength = kApart});
    }
    families_ = join_families(lemmas_.size(), links, kLeastMean);
    for (const DataLine& family : by_hand) {
      for (const std::string& word : family) families_[place_of(word)] = families_[place_of(family[0])];
    }
  }

  [[nodiscard]] Roots roots() const {
    std::map<std::uint32_t, std::vector<std::uint32_t>> members;
    for (std::uint32_t i = 0; i < families_.size(); ++i) members[families_[i]].push_back(i);
    std::vector<std::vector<std::uint32_t>> by_size;
    for (auto& [family, places] : members) by_size.push_back(std::move(places));
    std::ranges::stable_sort(by_size, std::greater{}, &std::vector<std::uint32_t>::size);
    Roots roots;
    std::set<std::string, std::less<>> taken;
    for (const auto& places : by_size) {
      const std::string root = name_of(places, taken);
      taken.insert(root);
      for (const std::uint32_t place : places) roots[lemmas_[place].word] = root;
    }
    return roots;
  }

 private:
  /// The dictionary's own, weighed by what the rules and the word classes say.
  [[nodiscard]] std::vector<KinLink> attested_links() const {
    std::vector<KinLink> links = Kinship(lemmas_).links();
    for (KinLink& link : links) {
      if (are_one_verb(lemmas_[link.first], lemmas_[link.second])) {
        link.strength = kOneVerb;
        continue;
      }
      const bool one_key = keys_[link.first] == keys_[link.second];
      if (!may_be_kin(link.first, link.second) ||
          (!one_key && (link.attested < kAttestedBesideKey || link.strength < kLeastBesideKey))) {
        link.strength = 0;
        continue;
      }
      if (!one_key) link.strength *= kWeightBesideKey;
      if (link.alternate) {
        link.strength *= kWeightOfAlternation;
      } else if (one_key) {
        link.strength = std::max(link.strength, strength_of_key(keys_[link.first], true));
      }
    }
    std::erase_if(links, [](const KinLink& link) { return link.strength == 0; });
    return links;
  }

  /// Lemmas of one long key, whatever their ends; names and their adjectives.
  void add_links_of_keys(std::vector<KinLink>& links) const {
    std::map<std::string_view, std::vector<std::uint32_t>> by_key;
    for (std::uint32_t i = 0; i < lemmas_.size(); ++i) by_key[keys_[i]].push_back(i);
    for (const auto& [key, places] : by_key) {
      for (std::size_t i = 1; i < places.size(); ++i)
        for (std::size_t j = 0; j < i; ++j) add_link_of_key(key, places[i], places[j], links);
    }
  }

  void add_link_of_key(std::string_view key, std::uint32_t first, std::uint32_t second, std::vector<KinLink>& links) const {
    if (!may_be_kin(first, second)) return;
    const Kinship::Lemma &a = lemmas_[first], &b = lemmas_[second];
    double strength = strength_of_key(key, false);
    if (is_name(a) != is_name(b)) {
      const Kinship::Lemma& word = is_name(a) ? b : a;
      const bool adjective = word.word_class == WordClass::kAdjective && word.word.ends_with("ки");
      strength = adjective && key.size() >= kShortestKeyOfName * kBytesPerLetter ? kNameAndItsAdjective : 0;
    } else if (strength > 0 && !begin_with_key(key, a.word, b.word)) {
      strength = 0;
    }
    if (strength > 0) links.push_back({.first = first, .second = second, .strength = strength});
  }

  [[nodiscard]] bool may_be_kin(std::uint32_t first, std::uint32_t second) const {
    const Kinship::Lemma &a = lemmas_[first], &b = lemmas_[second];
    if (std::min(a.word.size(), b.word.size()) < kShortestLinked * kBytesPerLetter) return false;
    if (a.word_class == WordClass::kOther && b.word_class == WordClass::kOther) return false;
    return is_name(a) == is_name(b) || may_come_from_name(is_name(a) ? b.word : a.word);
  }

  [[nodiscard]] std::uint32_t place_of(std::string_view word) const {
    return static_cast<std::uint32_t>(std::ranges::lower_bound(lemmas_, word, {}, &Kinship::Lemma::word) - lemmas_.begin());
  }

  [[nodiscard]] bool is_lemma_of_others(std::string_view key, std::uint32_t family) const {
    const std::uint32_t place = place_of(key);
    return place < lemmas_.size() && lemmas_[place].word == key && families_[place] != family;
  }

  /// The key that most of the family have, unless another family has it, or a lemma of another is spelt so: the index takes
  /// a lemma that is spelt like the root for that root. Else the shortest lemma.
  [[nodiscard]] std::string name_of(const std::vector<std::uint32_t>& places,
                                    const std::set<std::string, std::less<>>& taken) const {
    std::map<std::string_view, std::size_t> votes;
    for (const std::uint32_t place : places) ++votes[keys_[place]];
    const auto most = std::ranges::max_element(votes, {}, [](const auto& vote) { return vote.second; });
    const std::string_view key = most->first;
    if (!taken.contains(key) && !is_lemma_of_others(key, families_[places.front()])) return std::string(key);
    const auto shortest = std::ranges::min_element(places, {}, [&](std::uint32_t place) { return lemmas_[place].word.size(); });
    return lemmas_[*shortest].word;
  }

  std::vector<Kinship::Lemma> lemmas_;  ///< Sorted.
  std::vector<std::string> keys_;
  std::vector<std::uint32_t> families_;
};

}  // namespace

Roots find_roots(const Lexicon& lexicon, const std::vector<DataLine>& by_hand, const std::vector<DataLine>& strangers) {
  return FamilyTree(lexicon, by_hand, strangers).roots();
}

Result<Roots> find_roots(const Lexicon& lexicon, const std::filesystem::path& language_data) {
  const auto families = read_data_file(language_data / "families.txt");
  if (!families) return tl::unexpected(families.error());
  const auto strangers = read_data_file(language_data / "strangers.txt");
  if (!strangers) return tl::unexpected(strangers.error());
  return find_roots(lexicon, *families, *strangers);
}

}  // namespace izvor::compiler
