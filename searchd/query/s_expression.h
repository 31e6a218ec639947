// SExpression: a tree as indented text, "(any (word "кабел") (word "порт"))", for people and for comparison.
//
// What fits a line stands on one; otherwise each part has a line of its own. A value; safe from any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace izvor {

class SExpression {
 public:
  static constexpr std::size_t kColumns = 120;

  /// A list: "(name part part …)".
  explicit SExpression(std::string_view name) : text_(name), list_(true) {}
  /// A name or a value, printed as it is.
  [[nodiscard]] static SExpression atom(std::string text);
  /// Text of people in quotes, on one line: whatever could steer a terminal is escaped.
  [[nodiscard]] static SExpression quoted(std::string_view text);

  SExpression& add(SExpression part);

  /// Ends with a line break.
  [[nodiscard]] std::string text() const;

 private:
  SExpression() = default;
  void append_flat(std::string& out) const;
  void append(std::string& out, std::size_t indent) const;

  std::string text_;
  bool list_ = false;
  std::vector<SExpression> parts_;
};

}  // namespace izvor
