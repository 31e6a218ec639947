#include "crawler/scope/trap_count.h"

#include <algorithm>
#include <functional>
#include <string_view>

namespace izvor {
namespace {

constexpr std::size_t kMostPatterns = 1'000'000;

bool is_number(std::string_view segment) {
  // "2024", "03", also "2024-03-26".
  return !segment.empty() &&
         std::all_of(segment.begin(), segment.end(), [](char c) { return (c >= '0' && c <= '9') || c == '-' || c == '.'; });
}

}  // namespace

std::string TrapCount::pattern_of(const Url& url) {
  std::string pattern(url.origin());
  unsigned numbers = 0;
  for (std::string_view path = url.path().substr(1); !path.empty();) {
    const auto end = std::min(path.find('/'), path.size());
    const std::string_view segment = path.substr(0, end);
    path.remove_prefix(std::min(end + 1, path.size()));
    const bool number = is_number(segment);
    numbers += number ? 1 : 0;
    pattern += '/';
    pattern += number ? std::string_view("#") : segment;
  }
  bool has_values = false;
  for (std::string_view query = url.query(); !query.empty();) {
    const auto end = std::min(query.find('&'), query.size());
    const std::string_view parameter = query.substr(0, end);
    query.remove_prefix(std::min(end + 1, query.size()));
    pattern += has_values ? '&' : '?';
    has_values = true;
    pattern += parameter.substr(0, parameter.find('='));
    pattern += "=#";
  }
  return numbers >= 2 || has_values ? pattern : std::string();
}

std::uint64_t TrapCount::key_of(const std::string& pattern) const {
  const std::uint64_t key = std::hash<std::string>()(pattern);
  return taken_.size() >= kMostPatterns && taken_.find(key) == taken_.end() ? 0 : key;
}

bool TrapCount::is_full(const std::string& pattern) const {
  const auto taken = taken_.find(key_of(pattern));
  return taken != taken_.end() && taken->second >= most_;
}

void TrapCount::take(const std::string& pattern) { ++taken_[key_of(pattern)]; }

}  // namespace izvor
