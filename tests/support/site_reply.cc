#include "tests/support/site_reply.h"

#include <algorithm>

namespace izvor::testing {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool same_name(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](char x, char y) { return lower(x) == lower(y); });
}

SiteReply reply(std::string body, std::string content_type) {
  SiteReply made;
  made.body = std::move(body);
  made.content_type = std::move(content_type);
  return made;
}

}  // namespace

std::optional<std::string_view> SiteRequest::header(std::string_view name) const {
  const auto found = std::ranges::find_if(headers, [&](const auto& field) { return same_name(field.first, name); });
  if (found == headers.end()) return std::nullopt;
  return found->second;
}

SiteReply html_page(std::string body) { return reply(std::move(body), "text/html; charset=utf-8"); }
SiteReply plain_text(std::string body) { return reply(std::move(body), "text/plain; charset=utf-8"); }
SiteReply xml_file(std::string body) { return reply(std::move(body), "application/xml; charset=utf-8"); }

SiteReply redirect_to(std::string location, int status) {
  SiteReply made = html_page("<!DOCTYPE html><title>Moved</title><p>Moved.</p>\n");
  made.status = status;
  made.location = std::move(location);
  made.etag.clear();
  return made;
}

SiteReply failure(int status, std::string_view retry_after) {
  const std::string words = "Error " + std::to_string(status);
  SiteReply made = html_page("<!DOCTYPE html><title>" + words + "</title><h1>" + words + "</h1>\n");
  made.status = status;
  made.etag.clear();
  if (!retry_after.empty()) made.headers.emplace_back("Retry-After", retry_after);
  return made;
}

}  // namespace izvor::testing
