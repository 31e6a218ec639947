#include "searchd/routes/revision.h"

#include "searchd/web/embedded_file.h"

namespace izvor {
namespace {

/// Changes with the templates and the description of the API; a change of code alone comes with a new start, and those who kept
/// an answer of the same index lose nothing by it.
std::string program_revision() {
  const std::string_view name = embedded_file("assets/openapi.json").public_name;
  return std::string(name.substr(name.find('-') + 1, 6));
}

std::string_view without_weakness(std::string_view tag) {
  if (tag.starts_with("W/")) tag.remove_prefix(2);
  return tag;
}

}  // namespace

std::string revision_of(const IndexState& index) {
  return "W/\"" + std::to_string(index.sequence) + "-" + std::to_string(index.pages) + "-" + program_revision() + "\"";
}

bool has_revision(const HttpRequest& request, std::string_view tag) {
  std::string_view list = request.field("If-None-Match");
  while (!list.empty()) {
    const auto comma = list.find(',');
    std::string_view one = list.substr(0, comma);
    list = comma == std::string_view::npos ? std::string_view() : list.substr(comma + 1);
    while (!one.empty() && one.front() == ' ') one.remove_prefix(1);
    while (!one.empty() && one.back() == ' ') one.remove_suffix(1);
    if (one == "*" || without_weakness(one) == without_weakness(tag)) return true;
  }
  return false;
}

HttpResponse not_modified(std::string tag) {
  HttpResponse response;
  response.status = 304;
  response.set("ETag", std::move(tag));
  return response;
}

}  // namespace izvor
