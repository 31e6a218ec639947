#include "searchd/versions/edit_script.h"

#include <algorithm>

namespace izvor {
namespace {

using Elements = std::span<const std::uint32_t>;

/// How far along `before` each diagonal (place in before − place in after) was reached with a number of edits.
class Frontier {
 public:
  explicit Frontier(std::size_t edits) : edits_(static_cast<std::ptrdiff_t>(edits)), reached_(2 * edits + 1, 0) {}

  [[nodiscard]] std::ptrdiff_t& at(std::ptrdiff_t diagonal) { return reached_[static_cast<std::size_t>(diagonal + edits_)]; }
  [[nodiscard]] std::ptrdiff_t get(std::ptrdiff_t diagonal) const {
    return diagonal < -edits_ || diagonal > edits_ ? -1 : reached_[static_cast<std::size_t>(diagonal + edits_)];
  }

 private:
  std::ptrdiff_t edits_;
  std::vector<std::ptrdiff_t> reached_;
};

/// Whether the step to `diagonal` was an addition (from the diagonal above) rather than a removal.
bool comes_from_above(const Frontier& last, std::ptrdiff_t diagonal, std::ptrdiff_t edits) {
  return diagonal == -edits || (diagonal != edits && last.get(diagonal - 1) < last.get(diagonal + 1));
}

/// The frontiers of 0, 1, 2… edits until both ends are reached; empty when they are not within the bound.
std::vector<Frontier> explore(Elements before, Elements after, std::size_t max_edits) {
  const auto before_size = static_cast<std::ptrdiff_t>(before.size());
  const auto after_size = static_cast<std::ptrdiff_t>(after.size());
  std::vector<Frontier> frontiers;
  for (std::size_t edits = 0; edits <= max_edits; ++edits) {
    const auto most = static_cast<std::ptrdiff_t>(edits);
    Frontier next(edits);
    for (std::ptrdiff_t diagonal = -most; diagonal <= most; diagonal += 2) {
      std::ptrdiff_t x = 0;
      if (edits > 0) {
        const Frontier& last = frontiers.back();
        x = comes_from_above(last, diagonal, most) ? last.get(diagonal + 1) : last.get(diagonal - 1) + 1;
      }
      std::ptrdiff_t y = x - diagonal;
      while (x < before_size && y >= 0 && y < after_size &&
             before[static_cast<std::size_t>(x)] == after[static_cast<std::size_t>(y)]) {
        ++x;
        ++y;
      }
      next.at(diagonal) = x;
      if (x >= before_size && y >= after_size) {
        frontiers.push_back(std::move(next));
        return frontiers;
      }
    }
    frontiers.push_back(std::move(next));
  }
  return {};
}

/// From both ends back to the beginning along the frontiers; the edits come out last first.
std::vector<Edit> walk_back(const std::vector<Frontier>& frontiers, std::ptrdiff_t x, std::ptrdiff_t y) {
  std::vector<Edit> edits;
  for (auto count = static_cast<std::ptrdiff_t>(frontiers.size()) - 1; count > 0; --count) {
    const Frontier& last = frontiers[static_cast<std::size_t>(count - 1)];
    const std::ptrdiff_t diagonal = x - y;
    const bool added = comes_from_above(last, diagonal, count);
    const std::ptrdiff_t from = added ? last.get(diagonal + 1) : last.get(diagonal - 1);
    const std::ptrdiff_t begin = added ? from : from + 1;
    for (; x > begin; --x, --y) edits.push_back(Edit::kKeep);
    edits.push_back(added ? Edit::kAdd : Edit::kRemove);
    added ? --y : --x;
  }
  for (; x > 0 && y > 0; --x, --y) edits.push_back(Edit::kKeep);
  return edits;
}

}  // namespace

std::optional<std::vector<Edit>> edit_script(Elements before, Elements after, std::size_t max_edits) {
  const auto shorter = std::min(before.size(), after.size());
  std::size_t head = 0;
  while (head < shorter && before[head] == after[head]) ++head;
  std::size_t tail = 0;
  while (tail < shorter - head && before[before.size() - 1 - tail] == after[after.size() - 1 - tail]) ++tail;
  const Elements old_middle = before.subspan(head, before.size() - head - tail);
  const Elements new_middle = after.subspan(head, after.size() - head - tail);
  const auto frontiers = explore(old_middle, new_middle, max_edits);
  if (frontiers.empty()) return std::nullopt;
  const std::vector<Edit> middle =
      walk_back(frontiers, static_cast<std::ptrdiff_t>(old_middle.size()), static_cast<std::ptrdiff_t>(new_middle.size()));
  std::vector<Edit> edits(head, Edit::kKeep);
  edits.insert(edits.end(), middle.rbegin(), middle.rend());
  edits.insert(edits.end(), tail, Edit::kKeep);
  return edits;
}

}  // namespace izvor
