#include "searchd/routes/parameters.h"

#include <charconv>
#include <utility>

namespace izvor {

Problem bad_parameter(std::string_view name, Wording detail) { return {400, std::move(detail), std::string(name)}; }

Fault read_number(std::string_view name, std::string_view value, unsigned least, unsigned most, unsigned& out) {
  const auto [end, status] = std::from_chars(value.data(), value.data() + value.size(), out);
  if (status == std::errc() && end == value.data() + value.size() && out >= least && out <= most) return std::nullopt;
  const std::string range = std::to_string(least) + "–" + std::to_string(most);
  return bad_parameter(name, say_in_both(sentence("whole_number"), {{"name", std::string(name)}, {"range", range}}));
}

Fault read_sequence(std::string_view name, std::string_view value, std::uint64_t least, std::uint64_t& out) {
  const auto [end, status] = std::from_chars(value.data(), value.data() + value.size(), out);
  if (status == std::errc() && end == value.data() + value.size() && out >= least) return std::nullopt;
  return bad_parameter(
      name, say_in_both(sentence("sequence_number"), {{"name", std::string(name)}, {"least", std::to_string(least)}}));
}

Problem unknown_parameter(std::string_view name) {
  return bad_parameter(name, say_in_both(sentence("unknown_parameter"), {{"name", std::string(name)}}));
}

Problem repeated_parameter(std::string_view name) {
  return bad_parameter(name, say_in_both(sentence("repeated_parameter"), {{"name", std::string(name)}}));
}

}  // namespace izvor
