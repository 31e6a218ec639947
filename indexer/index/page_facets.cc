#include "izvor/page_facets.h"

#include <algorithm>

namespace izvor {
namespace {

void append_line(std::string& out, std::string_view part) {
  const auto begin = static_cast<std::ptrdiff_t>(out.size());
  out.append(part);
  std::replace(out.begin() + begin, out.end(), '\n', ' ');
  out += '\n';
}

std::string take_line(std::string_view& rest) {
  const std::size_t end = std::min(rest.find('\n'), rest.size());
  std::string line(rest.substr(0, end));
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return line;
}

}  // namespace

std::string encode(const PageFacets& facets) {
  std::string out;
  for (const std::string* part : {&facets.type, &facets.language, &facets.site, &facets.year}) append_line(out, *part);
  for (const std::string& topic : facets.topics) append_line(out, topic);
  return out;
}

PageFacets decode_page_facets(std::string_view encoded) {
  PageFacets facets;
  for (std::string* part : {&facets.type, &facets.language, &facets.site, &facets.year}) *part = take_line(encoded);
  while (!encoded.empty()) facets.topics.push_back(take_line(encoded));
  return facets;
}

}  // namespace izvor
