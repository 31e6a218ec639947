#include "crawler/archive/http_message.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "crawler/coding/content_coding.h"
#include "crawler/platform/ascii.h"

namespace izvor {
namespace {

constexpr std::string_view kOriginalPrefix = "X-Archive-Orig-";
constexpr std::array<std::string_view, 3> kWireFields = {"Content-Encoding", "Transfer-Encoding", "Content-Length"};

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

std::string_view reason_phrase(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 304:
      return "Not Modified";
    case 404:
      return "Not Found";
    case 410:
      return "Gone";
    default:
      return "";  // RFC 9112, section 4: may be empty.
  }
}

bool is_token(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return c > ' ' && c < '\x7f' && std::string_view("\"(),/:;<=>?@[\\]{}").find(c) == std::string_view::npos;
  });
}

void append_field(std::string& out, std::string_view name, std::string_view value) {
  if (!is_token(name)) return;  // A server's nonsense must not become a head that nobody can read.
  out += name;
  out += ": ";
  out += one_line(value);
  out += "\r\n";
}

std::string status_line(int status) {
  return "HTTP/1.1 " + std::to_string(status) + " " + std::string(reason_phrase(status)) + "\r\n";
}

/// One line off the front, without its end ("\r\n" or "\n").
std::optional<std::string_view> take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  std::string_view line = text.substr(0, end);
  text.remove_prefix(end + 1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

/// "HTTP/1.1 200 OK" → 200.
std::optional<int> parse_status_line(std::string_view line) {
  if (!line.starts_with("HTTP/") || line.size() > 1000) return std::nullopt;
  const std::size_t space = line.find(' ');
  if (space == std::string_view::npos || line.size() < space + 4) return std::nullopt;
  int status = 0;
  const char* begin = line.data() + space + 1;
  const auto [end, error] = std::from_chars(begin, begin + 3, status);
  if (error != std::errc() || end != begin + 3 || status < 100) return std::nullopt;
  if (line.size() > space + 4 && line[space + 4] != ' ') return std::nullopt;
  return status;
}

Result<std::string> dechunk(std::string_view text, std::size_t max_bytes) {
  std::string body;
  for (;;) {
    const auto line = take_line(text);
    std::size_t size = 0;
    if (!line) return fail("its chunks are cut off");
    const auto [end, error] = std::from_chars(line->data(), line->data() + line->size(), size, 16);
    if (error != std::errc() || end == line->data()) return fail("its chunks are damaged");
    if (size == 0) return body;
    if (size > text.size()) return fail("its chunks are cut off");
    if (size > max_bytes - body.size()) return fail("it is larger than " + std::to_string(max_bytes) + " bytes");
    body += text.substr(0, size);
    text.remove_prefix(size);
    if (!take_line(text)) return fail("its chunks are cut off");
  }
}

}  // namespace

bool same_name(std::string_view a, std::string_view b) { return ascii::equal(a, b); }

std::string_view find_field(const std::vector<HttpField>& fields, std::string_view name) {
  const auto found = std::find_if(fields.begin(), fields.end(), [&](const HttpField& f) { return same_name(f.first, name); });
  return found == fields.end() ? std::string_view() : std::string_view(found->second);
}

std::string one_line(std::string_view value) {
  std::string out(trimmed(value));
  std::replace_if(
      out.begin(), out.end(), [](char c) { return (c >= 0 && c < ' ' && c != '\t') || c == '\x7f'; }, ' ');
  return std::string(trimmed(out));
}

std::string response_head(int status, const std::vector<HttpField>& fields, std::size_t body_bytes) {
  std::string head = status_line(status);
  for (const auto& [name, value] : fields) {
    const bool wire =
        std::any_of(kWireFields.begin(), kWireFields.end(), [&name = name](std::string_view f) { return same_name(f, name); });
    append_field(head, wire ? std::string(kOriginalPrefix) + name : name, value);
  }
  append_field(head, "Content-Length", std::to_string(body_bytes));
  return head + "\r\n";
}

std::string bodiless_response_head(int status, const std::vector<HttpField>& fields) {
  std::string head = status_line(status);
  for (const auto& [name, value] : fields) append_field(head, name, value);
  return head + "\r\n";
}

Result<HttpResponse> parse_http_response(std::string&& message) {
  constexpr std::size_t kMaxHeadBytes = std::size_t{1} << 20U;
  std::string_view rest(message);
  const auto first = take_line(rest);
  const auto status = first ? parse_status_line(*first) : std::nullopt;
  if (!status) return fail("it does not begin with an HTTP status line");
  HttpResponse response{.status = *status, .fields = {}, .body = {}};
  for (;;) {
    const auto line = take_line(rest);
    if (!line || message.size() - rest.size() > kMaxHeadBytes) return fail("its HTTP head does not end");
    if (line->empty()) break;
    const std::size_t colon = line->find(':');
    const bool folded = line->front() == ' ' || line->front() == '\t';
    if (folded && !response.fields.empty()) {
      response.fields.back().second += " " + std::string(trimmed(*line));
    } else if (colon != std::string_view::npos) {
      response.fields.emplace_back(trimmed(line->substr(0, colon)), trimmed(line->substr(colon + 1)));
    }
  }
  message.erase(0, message.size() - rest.size());
  response.body = std::move(message);
  return response;
}

Result<void> decode_body(HttpResponse& response, std::size_t max_bytes) {
  if (response.body.size() > max_bytes) return fail("it is larger than " + std::to_string(max_bytes) + " bytes");
  if (same_name(find_field(response.fields, "Transfer-Encoding"), "chunked")) {
    auto body = dechunk(response.body, max_bytes);
    // Many programs write the chunks undone and keep the field.
    if (body) response.body = std::move(*body);
  }
  const std::string_view coding = find_field(response.fields, "Content-Encoding");
  if (coding.empty() || same_name(coding, "identity")) return {};
  auto body = decode_content(coding, response.body, {.max_bytes = max_bytes});
  if (!body) return fail(body.error().message);
  response.body = std::move(*body);
  return {};
}

}  // namespace izvor
