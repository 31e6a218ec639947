#include "izvor/url.h"

#include <array>
#include <optional>
#include <vector>

#include "crawler/platform/ascii.h"
#include "crawler/url/host.h"
#include "crawler/url/percent.h"

namespace izvor {

/// An address taken apart; `path` begins with "/", `query` with "?" where there is one.
struct UrlParts {
  std::string scheme;
  std::string authority;  ///< Host, and ":port" when it is not the scheme's own.
  std::size_t host_size = 0;
  std::uint16_t port = 0;
  std::string path;
  std::string query;
};

namespace {

using std::string;
using std::string_view;

/// The URL standard reads "\" as "/" in http and https addresses.
bool is_slash(char c) { return c == '/' || c == '\\'; }

string cleaned(string_view text) {
  while (!text.empty() && static_cast<unsigned char>(text.front()) <= ' ') text.remove_prefix(1);
  while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ') text.remove_suffix(1);
  string out;
  out.reserve(text.size());
  for (const char c : text) {
    if (c != '\t' && c != '\n' && c != '\r') out += c;
  }
  out.resize(std::min(out.find('#'), out.size()));
  return out;
}

/// Takes "scheme:" off the front; lower case, without the colon.
std::optional<string> take_scheme(string_view& text) {
  if (text.empty() || !ascii::is_alpha(text.front())) return std::nullopt;
  std::size_t end = 1;
  while (end < text.size() && (ascii::is_alpha(text[end]) || ascii::is_digit(text[end]) ||
                               string_view("+-.").find(text[end]) != string_view::npos)) {
    ++end;
  }
  if (end == text.size() || text[end] != ':') return std::nullopt;
  string scheme(text.substr(0, end));
  for (char& c : scheme) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  text.remove_prefix(end + 1);
  return scheme;
}

Result<std::optional<std::uint16_t>> parse_port(string_view digits, std::uint16_t standard) {
  unsigned value = 0;
  for (const char c : digits) {
    if (!ascii::is_digit(c)) return fail("the port is not a number");
    value = value * 10 + static_cast<unsigned>(c - '0');
    if (value > 65535) return fail("the port is above 65535");
  }
  if (digits.empty() || value == standard) return std::optional<std::uint16_t>();
  return std::optional<std::uint16_t>(static_cast<std::uint16_t>(value));
}

/// Reads the authority off the front of `text`.
Result<void> take_authority(string_view& text, UrlParts& parts) {
  while (!text.empty() && is_slash(text.front())) text.remove_prefix(1);
  const std::size_t end = std::min(text.find_first_of("/\\?"), text.size());
  const string_view authority = text.substr(0, end);
  text.remove_prefix(end);
  if (authority.find('@') != string_view::npos) return fail("user information (user:password@) is not accepted");
  std::size_t colon = authority.rfind(':');
  const std::size_t bracket = authority.rfind(']');
  if (bracket != string_view::npos && colon != string_view::npos && colon < bracket) colon = string_view::npos;
  auto host = parse_host(authority.substr(0, colon));
  if (!host) return tl::make_unexpected(host.error());
  const std::uint16_t standard = parts.scheme == "https" ? 443 : 80;
  const auto port = parse_port(colon == string_view::npos ? string_view() : authority.substr(colon + 1), standard);
  if (!port) return tl::make_unexpected(port.error());
  parts.host_size = host->size();
  parts.port = port->value_or(standard);
  parts.authority = *port ? *host + ":" + std::to_string(**port) : *host;
  return {};
}

/// "." and "..", also written %2e.
std::size_t dots(string_view segment) {
  std::size_t count = 0;
  while (!segment.empty()) {
    if (segment.front() == '.') {
      segment.remove_prefix(1);
    } else if (segment.starts_with("%2e") || segment.starts_with("%2E")) {
      segment.remove_prefix(3);
    } else {
      return 0;
    }
    ++count;
  }
  return count <= 2 ? count : 0;
}

/// Removes dot segments and encodes. `folder` are the base's segments that a relative path starts from, encoded.
string normalised_path(string_view folder, string_view text) {
  std::vector<string> segments;
  const auto walk = [&segments](string_view path) {
    for (;;) {
      const std::size_t end = path.find_first_of("/\\");
      const string_view segment = path.substr(0, end);
      const bool last = end == string_view::npos;
      const std::size_t count = dots(segment);
      if (count == 2 && !segments.empty()) segments.pop_back();
      if (count == 0) {
        segments.push_back(percent_encode(segment, UrlPart::kPath));
      } else if (last) {
        segments.emplace_back();
      }
      if (last) return;
      path.remove_prefix(end + 1);
    }
  };
  if (folder.size() > 1) walk(folder.substr(1, folder.size() - 2));
  walk(text);
  string path;
  for (const string& segment : segments) {
    path += '/';
    path += segment;
  }
  return path;
}

/// Path and query from what follows the authority.
void take_target(string_view text, string_view folder, UrlParts& parts) {
  const std::size_t mark = text.find('?');
  string_view path = text.substr(0, mark);
  if (!path.empty() && is_slash(path.front())) {
    path.remove_prefix(1);
    folder = {};
  }
  parts.path = normalised_path(folder, path);
  parts.query = mark == string_view::npos ? string() : "?" + percent_encode(text.substr(mark + 1), UrlPart::kQuery);
}

UrlParts parts_of(const Url& base) {
  UrlParts parts{.scheme = string(base.scheme()),
                 .authority = string(base.authority()),
                 .host_size = base.host().size(),
                 .port = base.port(),
                 .path = string(base.path()),
                 .query = string(base.target().substr(base.path().size()))};
  return parts;
}

/// Text without scheme, or with the base's own: relative to the base.
Result<UrlParts> resolve_relative(const Url& base, string_view text) {
  UrlParts parts = parts_of(base);
  if (text.size() >= 2 && is_slash(text[0]) && is_slash(text[1])) {
    if (auto taken = take_authority(text, parts); !taken) return tl::make_unexpected(taken.error());
    take_target(text, {}, parts);
  } else if (text.starts_with('?')) {
    parts.query = "?" + percent_encode(text.substr(1), UrlPart::kQuery);
  } else if (!text.empty()) {
    const string folder = parts.path.substr(0, parts.path.rfind('/') + 1);
    take_target(text, folder, parts);
  }
  return parts;
}

Result<UrlParts> parse_parts(string_view text, const Url* base) {
  const auto scheme = take_scheme(text);
  if (!scheme && base != nullptr) return resolve_relative(*base, text);
  if (!scheme) return fail("it has no scheme; write https://…");
  if (*scheme != "http" && *scheme != "https") return fail("the scheme is " + *scheme + "; only http and https are known");
  const bool has_slashes = text.size() >= 2 && is_slash(text[0]) && is_slash(text[1]);
  if (base != nullptr && base->scheme() == *scheme && !has_slashes) return resolve_relative(*base, text);
  UrlParts parts{.scheme = *scheme, .authority = {}, .host_size = 0, .port = 0, .path = {}, .query = {}};
  if (auto taken = take_authority(text, parts); !taken) return tl::make_unexpected(taken.error());
  take_target(text, {}, parts);
  return parts;
}

/// Checked before anything looks at the text: an attacker pays for every byte that we parse.
Result<UrlParts> parse_bounded(string_view text, const Url* base) {
  const auto with_text = [text](const Error& error) {
    return fail("cannot read the address \"" + string(text.substr(0, 200)) + "\": " + error.message);
  };
  if (text.size() > Url::kMaxLength) {
    return with_text({"it has " + std::to_string(text.size()) + " bytes, at most " + std::to_string(Url::kMaxLength)});
  }
  auto parts = parse_parts(cleaned(text), base);
  if (!parts) return with_text(parts.error());
  const std::size_t size = parts->scheme.size() + 3 + parts->authority.size() + parts->path.size() + parts->query.size();
  if (size > Url::kMaxLength)
    return with_text({"it is longer than " + std::to_string(Url::kMaxLength) + " bytes when encoded"});
  return parts;
}

std::uint32_t narrow(std::size_t value) { return static_cast<std::uint32_t>(value); }

}  // namespace

Url Url::assemble(const UrlParts& parts) {
  Url url;
  url.text_ = parts.scheme + "://" + parts.authority + parts.path + parts.query;
  url.scheme_end_ = narrow(parts.scheme.size());
  url.host_begin_ = url.scheme_end_ + 3;
  url.host_end_ = url.host_begin_ + narrow(parts.host_size);
  url.path_begin_ = url.host_begin_ + narrow(parts.authority.size());
  url.path_end_ = url.path_begin_ + narrow(parts.path.size());
  url.port_ = parts.port;
  return url;
}

Result<Url> Url::parse(std::string_view text) { return parse_bounded(text, nullptr).map(assemble); }

Result<Url> Url::resolve(const Url& base, std::string_view reference) { return parse_bounded(reference, &base).map(assemble); }

}  // namespace izvor
