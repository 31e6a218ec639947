#include "searchd/understanding/latin_reading.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <utility>

#include "searchd/understanding/letters.h"

namespace izvor {
namespace {

/// A spelling, and how unusual it is: 0 for the law's and for the commonest ones of informal typing.
struct Spelling {
  std::u32string_view cyrillic;
  std::string_view latin;
  int cost;
};

constexpr std::array kSpellings = std::to_array<Spelling>({
    {U"а", "a", 0},   {U"б", "b", 0},    {U"в", "v", 0},  {U"в", "w", 1},   {U"г", "g", 0},  {U"д", "d", 0},   {U"е", "e", 0},
    {U"ж", "zh", 0},  {U"ж", "j", 0},    {U"ж", "x", 6},  {U"з", "z", 0},   {U"и", "i", 0},  {U"и", "y", 5},   {U"й", "y", 1},
    {U"й", "j", 1},   {U"й", "i", 2},    {U"к", "k", 0},  {U"к", "c", 5},   {U"к", "ck", 6}, {U"кс", "x", 1},  {U"кв", "qu", 3},
    {U"л", "l", 0},   {U"м", "m", 0},    {U"н", "n", 0},  {U"о", "o", 0},   {U"п", "p", 0},  {U"р", "r", 0},   {U"с", "s", 0},
    {U"т", "t", 0},   {U"у", "u", 0},    {U"у", "ou", 2}, {U"у", "oo", 5},  {U"ф", "f", 0},  {U"ф", "ph", 3},  {U"х", "h", 0},
    {U"х", "x", 3},   {U"х", "kh", 3},   {U"ц", "ts", 0}, {U"ц", "c", 0},   {U"ц", "tz", 1}, {U"ч", "ch", 0},  {U"ч", "4", 0},
    {U"ч", "tch", 2}, {U"ч", "q", 5},    {U"ш", "sh", 0}, {U"ш", "6", 0},   {U"ш", "w", 4},  {U"щ", "sht", 0}, {U"щ", "6t", 0},
    {U"щ", "sch", 3}, {U"щ", "shch", 3}, {U"ъ", "a", 2},  {U"ъ", "y", 1},   {U"ъ", "u", 2},  {U"ь", "y", 0},   {U"ь", "j", 1},
    {U"ь", "i", 2},   {U"ьо", "o", 4},   {U"ю", "yu", 0}, {U"ю", "ju", 0},  {U"ю", "iu", 1}, {U"ю", "u", 6},   {U"я", "ya", 0},
    {U"я", "q", 0},   {U"я", "ja", 0},   {U"я", "ia", 2}, {U"ия", "ia", 0}, {U"дж", "j", 4},
});

/// Spellings as the walk wants them: letters of this folder, sorted by their first.
struct Unit {
  std::string letters;
  std::string_view latin;
  int cost = 0;
};

const std::vector<Unit>& units() {
  static const std::vector<Unit> all = [] {
    std::vector<Unit> made;
    for (const Spelling& spelling : kSpellings) {
      std::string letters;
      for (const char32_t c : spelling.cyrillic) letters.push_back(static_cast<char>(cyrillic_letter(c)));
      made.push_back({std::move(letters), spelling.latin, spelling.cost});
    }
    return made;
  }();
  return all;
}

constexpr std::size_t kMaxReadings = 8;
/// Dearer readings are no reading: two unusual letters, or six slightly unusual ones.
constexpr int kMaxCost = 12;
/// Bounds the walk for hostile input such as a thousand letters "y".
constexpr std::size_t kMaxSteps = 20'000;

class ReadingWalk {
 public:
  ReadingWalk(const Vocabulary& vocabulary, std::string_view latin) : vocabulary_(vocabulary), latin_(latin) {}

  std::vector<LatinReading> run() {
    go(vocabulary_.root(), 0, 0);
    std::vector<LatinReading> readings;
    for (const auto& [letters, reading] : found_) readings.push_back({word_of(letters), reading.cost, reading.pages});
    // Ten times as common is worth four tenths of a wrong letter.
    const auto dearness = [](const LatinReading& r) { return r.cost - 1.7 * std::log(r.pages); };
    std::stable_sort(readings.begin(), readings.end(),
                     [&](const LatinReading& a, const LatinReading& b) { return dearness(a) < dearness(b); });
    if (readings.size() > kMaxReadings) readings.resize(kMaxReadings);
    return readings;
  }

 private:
  struct Reading {
    int cost = 0;
    std::uint32_t pages = 0;
  };

  void go(const Vocabulary::Node& node, std::size_t at, int cost) {
    if (at == latin_.size()) {
      if (node.pages > 0) note(node.pages, cost);
      return;
    }
    if (++steps_ > kMaxSteps) return;
    for (const Unit& unit : units())
      if (latin_.substr(at).starts_with(unit.latin) && cost + unit.cost <= kMaxCost) follow(node, unit, at, cost);
    const char c = latin_[at];
    if (c >= '0' && c <= '9')
      follow(node, {std::string(1, static_cast<char>(kFirstDigit + c - '0')), latin_.substr(at, 1)}, at, cost);
  }

  void follow(const Vocabulary::Node& node, const Unit& unit, std::size_t at, int cost) {
    const Vocabulary::Node* below = &node;
    for (const char letter : unit.letters) {
      const auto under = vocabulary_.children(*below);
      const auto child = std::find_if(under.begin(), under.end(), [&](const Vocabulary::Node& candidate) {
        return candidate.letter == static_cast<std::uint8_t>(letter);
      });
      if (child == under.end()) return;
      below = &*child;
    }
    path_ += unit.letters;
    go(*below, at + unit.latin.size(), cost + unit.cost);
    path_.resize(path_.size() - unit.letters.size());
  }

  void note(std::uint32_t pages, int cost) {
    const auto [place, fresh] = found_.try_emplace(path_, Reading{cost, pages});
    if (!fresh) place->second.cost = std::min(place->second.cost, cost);
  }

  const Vocabulary& vocabulary_;
  std::string_view latin_;
  std::string path_;
  std::map<std::string, Reading> found_;
  std::size_t steps_ = 0;
};

}  // namespace

std::vector<LatinReading> known_readings(const Vocabulary& vocabulary, std::string_view latin) {
  if (latin.empty() || latin.size() > 2 * Vocabulary::kMaxLetters) return {};
  return ReadingWalk(vocabulary, latin).run();
}

std::vector<LatinReading> plain_readings(std::string_view latin, std::size_t most) {
  if (latin.size() > 2 * Vocabulary::kMaxLetters) return {};
  // The cheapest beginnings that spell the first `at` characters.
  std::vector<std::vector<std::pair<int, std::string>>> begun(latin.size() + 1);
  begun.front().emplace_back(0, "");
  for (std::size_t at = 0; at < latin.size(); ++at) {
    auto& here = begun[at];
    std::stable_sort(here.begin(), here.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    if (here.size() > most) here.resize(most);
    const char c = latin[at];
    for (const auto& [cost, letters] : here) {
      for (const Unit& unit : units())
        if (latin.substr(at).starts_with(unit.latin))
          begun[at + unit.latin.size()].emplace_back(cost + unit.cost, letters + unit.letters);
      if (c >= '0' && c <= '9') begun[at + 1].emplace_back(cost + 1, letters + static_cast<char>(kFirstDigit + c - '0'));
    }
  }
  auto& whole = begun.back();
  std::stable_sort(whole.begin(), whole.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<LatinReading> readings;
  for (const auto& [cost, letters] : whole) {
    std::string word = word_of(letters);
    const bool known = std::any_of(readings.begin(), readings.end(), [&](const LatinReading& r) { return r.word == word; });
    if (!known && readings.size() < most) readings.push_back({std::move(word), cost, 0});
  }
  return readings;
}

}  // namespace izvor
