#include "crawler/links/tag_attributes.h"

#include <algorithm>

#include "crawler/platform/ascii.h"

namespace izvor {
namespace {

bool ends_name(char c) { return c == '>' || c == '/' || ascii::is_space(c); }

std::string_view take_until(std::string_view& text, std::size_t end) {
  const std::string_view taken = text.substr(0, end);
  text.remove_prefix(taken.size());
  return taken;
}

}  // namespace

TagAttributes::TagAttributes(std::string_view tag) : rest_(tag) {
  const auto* const end = std::find_if(rest_.begin(), rest_.end(), ends_name);
  rest_.remove_prefix(static_cast<std::size_t>(end - rest_.begin()));
}

bool TagAttributes::next() {
  while (!rest_.empty() && (rest_.front() == '/' || ascii::is_space(rest_.front()))) rest_.remove_prefix(1);
  if (rest_.empty() || rest_.front() == '>') return false;
  std::size_t end = 1;  // A leading "=" belongs to the name.
  while (end < rest_.size() && rest_[end] != '=' && !ends_name(rest_[end])) ++end;
  name_ = take_until(rest_, end);
  value_ = {};
  std::string_view after = rest_;
  while (!after.empty() && ascii::is_space(after.front())) after.remove_prefix(1);
  if (after.empty() || after.front() != '=') return true;
  rest_ = after.substr(1);
  skip_space();
  read_value();
  return true;
}

void TagAttributes::skip_space() {
  while (!rest_.empty() && ascii::is_space(rest_.front())) rest_.remove_prefix(1);
}

void TagAttributes::read_value() {
  if (rest_.empty()) return;
  const char quote = rest_.front();
  if (quote == '"' || quote == '\'') {
    rest_.remove_prefix(1);
    value_ = take_until(rest_, std::min(rest_.find(quote), rest_.size()));
    if (!rest_.empty()) rest_.remove_prefix(1);
    return;
  }
  std::size_t end = 0;
  while (end < rest_.size() && rest_[end] != '>' && !ascii::is_space(rest_[end])) ++end;
  value_ = take_until(rest_, end);
}

}  // namespace izvor
