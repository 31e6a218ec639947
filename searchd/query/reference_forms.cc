#include "searchd/query/reference_forms.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/analysis/token_patterns.h"

namespace izvor {
namespace {

constexpr std::size_t kMaxParts = 30;

/// "32022r2065" → "2022/2065" and "2065/2022".
std::vector<std::string> numbers_of_celex(std::string_view word) {
  constexpr std::size_t kLength = std::string_view("32022r2065").size();
  if (word.size() != kLength || word[0] != '3' || !patterns::is_year(word.substr(1, 4))) return {};
  if (std::string_view("rldh").find(word[5]) == std::string_view::npos || !patterns::all_digits(word.substr(6))) return {};
  const std::string year(word.substr(1, 4));
  const std::string number = std::to_string(patterns::to_int(word.substr(6)));
  return {year + "/" + number, number + "/" + year};
}

/// "2022/2065" → "32022r2065"…; also "910/2014".
std::vector<std::string> celex_of_number(std::string_view word) {
  const std::size_t slash = word.find('/');
  if (slash == std::string_view::npos) return {};
  std::string_view year = word.substr(0, slash), number = word.substr(slash + 1);
  if (!patterns::is_year(year)) std::swap(year, number);
  if (!patterns::is_year(year) || number.empty() || number.size() > 4 || !patterns::all_digits(number)) return {};
  std::vector<std::string> all;
  for (const char kind : {'r', 'l', 'd'})
    all.push_back("3" + std::string(year) + kind + std::string(4 - number.size(), '0') + std::string(number));
  return all;
}

/// Of "чл. 9, ал. 1, т. 3" the longest beginning that the index has: an act's own text numbers its points by "3.". Empty when
/// it has none, or all of it.
std::string beginning_of_article(std::string_view reference, const Understanding& understanding) {
  if (understanding.has_term(reference)) return {};
  for (std::size_t comma = reference.rfind(", "); comma != std::string_view::npos; comma = reference.rfind(", ")) {
    reference = reference.substr(0, comma);
    if (understanding.has_term(reference)) return std::string(reference);
  }
  return {};
}

}  // namespace

void add_reference_forms(QueryWord& word, Understanding& understanding) {
  std::vector<std::string> others;
  for (const WordForm& form : word.forms) {
    for (auto& other : numbers_of_celex(form.exact)) others.push_back(std::move(other));
    for (auto& other : celex_of_number(form.exact)) others.push_back(std::move(other));
    if (form.exact.starts_with("чл. "))
      for (auto& other : understanding.terms_beginning_with(form.exact + ", ", kMaxParts)) others.push_back(std::move(other));
  }
  for (const WordForm& form : word.forms)
    if (form.exact.starts_with("чл. ")) others.push_back(beginning_of_article(form.exact, understanding));
  for (const std::string& other : others)
    if (understanding.has_term(other)) word.forms.push_back({other, other, other, false});
}

}  // namespace izvor
