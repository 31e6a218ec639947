// Parentheses: which of a query's parentheses may group its clauses: closed ones that stand where a clause may.
//
// "(а ИЛИ б) в" may; "чл. 5(2)", "(а" and what stands in quotes may not. Linear in the bytes. Pure; safe from any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace izvor {

class Parentheses {
 public:
  /// Of valid UTF-8.
  explicit Parentheses(std::string_view query);

  /// Where the parenthesis that opens at byte `open` closes.
  [[nodiscard]] std::optional<std::size_t> closing(std::size_t open) const;
  /// How deep they are nested; 0 when there are none.
  [[nodiscard]] std::size_t depth() const { return depth_; }

 private:
  std::vector<std::pair<std::size_t, std::size_t>> pairs_;  ///< Open and close, by open.
  std::size_t depth_ = 0;
};

}  // namespace izvor
