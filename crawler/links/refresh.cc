#include "crawler/links/refresh.h"

#include <algorithm>

#include "crawler/platform/ascii.h"

namespace izvor {
namespace {

void skip(std::string_view& text, bool (*wanted)(char)) {
  const auto* const end = std::find_if_not(text.begin(), text.end(), wanted);
  text.remove_prefix(static_cast<std::size_t>(end - text.begin()));
}

bool is_space(char c) { return ascii::is_space(c); }

}  // namespace

std::string_view refresh_target(std::string_view content) {
  skip(content, is_space);
  if (content.empty() || (!ascii::is_digit(content.front()) && content.front() != '.')) return {};
  skip(content, [](char c) { return ascii::is_digit(c) || c == '.'; });
  if (content.empty() || (content.front() != ';' && content.front() != ',' && !ascii::is_space(content.front()))) return {};
  skip(content, is_space);
  if (!content.empty() && (content.front() == ';' || content.front() == ',')) content.remove_prefix(1);
  skip(content, is_space);
  if (ascii::starts_with(content, "url")) {
    std::string_view rest = content.substr(3);
    skip(rest, is_space);
    if (rest.starts_with('=')) {
      rest.remove_prefix(1);
      skip(rest, is_space);
      content = rest;
    }
  }
  if (!content.empty() && (content.front() == '"' || content.front() == '\'')) {
    const char quote = content.front();
    content.remove_prefix(1);
    content = content.substr(0, content.find(quote));
  }
  return ascii::trim(content);
}

}  // namespace izvor
