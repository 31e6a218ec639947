#include "searchd/routes/parameters.h"

#include <charconv>
#include <utility>

namespace izvor {

Problem bad_parameter(std::string_view name, std::string bulgarian, std::string english) {
  return {400, {std::move(bulgarian), std::move(english)}, std::string(name)};
}

Fault read_number(std::string_view name, std::string_view value, unsigned least, unsigned most, unsigned& out) {
  const auto [end, status] = std::from_chars(value.data(), value.data() + value.size(), out);
  if (status == std::errc() && end == value.data() + value.size() && out >= least && out <= most) return std::nullopt;
  const std::string range = std::to_string(least) + "–" + std::to_string(most);
  return bad_parameter(name, quoted(name) + " е цяло число в границите " + range + ".",
                       quoted_in_english(name) + " is a whole number within " + range + ".");
}

Fault read_sequence(std::string_view name, std::string_view value, std::uint64_t least, std::uint64_t& out) {
  const auto [end, status] = std::from_chars(value.data(), value.data() + value.size(), out);
  if (status == std::errc() && end == value.data() + value.size() && out >= least) return std::nullopt;
  return bad_parameter(name, quoted(name) + " е номер на версия в архива: цяло число от " + std::to_string(least) + " нагоре.",
                       quoted_in_english(name) + " is the number of a version in the archive: a whole number from " +
                           std::to_string(least) + " up.");
}

Problem unknown_parameter(std::string_view name) {
  return bad_parameter(name, "Непознат параметър " + quoted(name) + ".", "Unknown parameter " + quoted_in_english(name) + ".");
}

Problem repeated_parameter(std::string_view name) {
  return bad_parameter(name, quoted(name) + " е дадено повече от веднъж.",
                       quoted_in_english(name) + " is given more than once.");
}

std::string quoted(std::string_view name) { return "„" + std::string(name) + "“"; }
std::string quoted_in_english(std::string_view name) { return "\"" + std::string(name) + "\""; }

}  // namespace izvor
