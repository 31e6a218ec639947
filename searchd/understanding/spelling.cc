#include "searchd/understanding/spelling.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "searchd/understanding/letters.h"

namespace izvor {
namespace {

constexpr int kHesitation = 6, kSwap = 8, kFirstLetter = 5;
/// Two edits shift a word by two letters at most.
constexpr int kBand = 2;
constexpr int kWidth = 2 * kBand + 1;
constexpr int kTooDear = 100;

using Costs = std::array<std::array<std::uint8_t, kLetterEnd>, kLetterEnd>;

/// Unstressed vowels, voiced and unvoiced consonants, letters that sound or look alike, neighbours in the alphabet of mistakes.
constexpr std::u32string_view kConfused = U"аъоуеиеядтбпвфгкжшзсщшчщйиьйцсюуяа";

Costs make_exchange_costs() {
  Costs costs{};
  for (std::size_t a = 0; a < kLetterEnd; ++a)
    for (std::size_t b = 0; b < kLetterEnd; ++b) costs[a][b] = a == b ? 0 : kEdit;
  for (std::size_t i = 0; i + 1 < kConfused.size(); i += 2) {
    const std::size_t a = cyrillic_letter(kConfused[i]), b = cyrillic_letter(kConfused[i + 1]);
    costs[a][b] = costs[b][a] = kHesitation;
  }
  return costs;
}

const Costs& exchange_costs() {
  static const Costs costs = make_exchange_costs();
  return costs;
}

/// One walk: rows of the edit table, one for each letter on the way down, kept to a band around the diagonal.
class EditWalk {
 public:
  EditWalk(const Vocabulary& vocabulary, std::string letters)
      : vocabulary_(vocabulary),
        word_(std::move(letters)),
        allowance_(edit_allowance(word_.size())),
        exchange_(exchange_costs()) {}

  std::vector<std::pair<std::string, Correction>> run() {
    Row first;
    first.fill(kTooDear);
    first[kBand] = 0;
    first[kBand + 1] = kEdit + kFirstLetter;
    first[kBand + 2] = 2 * kEdit + kFirstLetter;
    rows_.front() = first;
    go(vocabulary_.root(), 0);
    return std::move(found_);
  }

 private:
  using Row = std::array<std::uint8_t, kWidth>;  ///< Cell k is column depth + k - kBand.

  [[nodiscard]] std::uint8_t letter(int column) const {
    return static_cast<std::uint8_t>(word_[static_cast<std::size_t>(column - 1)]);
  }

  /// Leaving out or putting in `c` beside `beside`: a letter too many of two, or a soft sign, is a hesitation.
  [[nodiscard]] static int indel(std::uint8_t c, std::uint8_t beside, bool first) {
    const int cost = c == beside || c == cyrillic_letter(U'ь') ? kHesitation : kEdit;
    return first ? cost + kFirstLetter : cost;
  }

  void go(const Vocabulary::Node& node, std::size_t depth) {
    for (const Vocabulary::Node& child : vocabulary_.children(node)) {
      if (depth + 1 >= rows_.size()) return;
      path_.push_back(static_cast<char>(child.letter));
      if (fill(depth + 1) <= allowance_) {
        if (child.pages > 0) note(child, depth + 1);
        go(child, depth + 1);
      }
      path_.pop_back();
    }
  }

  /// Computes the row of the last letter of the path; returns its least cost.
  int fill(std::size_t depth) {
    Row& row = rows_[depth];
    const Row& above = rows_[depth - 1];
    const int length = static_cast<int>(word_.size());
    const auto c = static_cast<std::uint8_t>(path_.back());
    const std::uint8_t before = depth > 1 ? static_cast<std::uint8_t>(path_[depth - 2]) : std::uint8_t{0};
    const bool first_row = depth == 1;
    int least = kTooDear;
    for (int k = 0; k < kWidth; ++k) {
      const int column = static_cast<int>(depth) + k - kBand;
      int best = kTooDear;
      if (column >= 0 && column <= length) {
        const auto cell = static_cast<std::size_t>(k);
        if (k + 1 < kWidth) best = above[cell + 1] + indel(c, before, column == 0);
        if (column > 0) {
          const std::uint8_t typed = letter(column);
          const std::uint8_t typed_before = column > 1 ? letter(column - 1) : std::uint8_t{0};
          const bool first = first_row && column == 1;
          const int exchange = exchange_[c][typed];
          best = std::min(best, above[cell] + exchange + (first && exchange > 0 ? kFirstLetter : 0));
          if (k > 0) best = std::min(best, row[cell - 1] + indel(typed, typed_before, column == 1 && first_row));
          if (depth > 1 && column > 1 && c != before && c == typed_before && before == typed)
            best = std::min(best, rows_[depth - 2][cell] + kSwap);
        }
      }
      row[static_cast<std::size_t>(k)] = static_cast<std::uint8_t>(std::min(best, kTooDear));
      least = std::min(least, best);
    }
    return least;
  }

  void note(const Vocabulary::Node& node, std::size_t depth) {
    const int k = static_cast<int>(word_.size()) - static_cast<int>(depth) + kBand;
    if (k < 0 || k >= kWidth) return;
    const int cost = rows_[depth][static_cast<std::size_t>(k)];
    if (cost > 0 && cost <= allowance_) found_.emplace_back(path_, Correction{{}, cost, node.pages});
  }

  const Vocabulary& vocabulary_;
  const std::string word_;
  const int allowance_;
  const Costs& exchange_;
  std::string path_;
  std::array<Row, Vocabulary::kMaxLetters + kBand + 1> rows_{};
  std::vector<std::pair<std::string, Correction>> found_;
};

}  // namespace

std::vector<Correction> corrections(const Vocabulary& vocabulary, std::string_view word, std::size_t most) {
  auto letters = letters_of(word);
  if (!letters || letters->size() > Vocabulary::kMaxLetters || edit_allowance(letters->size()) == 0) return {};
  auto found = EditWalk(vocabulary, std::move(*letters)).run();
  // A word ten times as common may be 1.6 dearer: measured by spelling_bench, 0.7 mends a little more than 1.3.
  const auto dearness = [](const auto& c) { return c.second.cost - 0.7 * std::log(c.second.pages); };
  const auto end = found.begin() + static_cast<std::ptrdiff_t>(std::min(most, found.size()));
  std::partial_sort(found.begin(), end, found.end(), [&](const auto& a, const auto& b) {
    const double left = dearness(a), right = dearness(b);
    return left != right ? left < right : a.first < b.first;
  });
  std::vector<Correction> best;
  for (auto one = found.begin(); one != end; ++one) {
    best.push_back(std::move(one->second));
    best.back().word = word_of(one->first);
  }
  return best;
}

}  // namespace izvor
