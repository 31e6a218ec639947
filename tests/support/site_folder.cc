#include "tests/support/site_folder.h"

#include <toml++/toml.h>

#include <boost/algorithm/string/replace.hpp>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>
#include <string_view>

namespace izvor::testing {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kResponses = "responses.toml";

std::string read_file(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + file.string());
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::string content_type_of(const fs::path& file) {
  const std::string suffix = file.extension().string();
  if (suffix == ".html") return "text/html; charset=utf-8";
  if (suffix == ".txt") return "text/plain; charset=utf-8";
  if (suffix == ".xml") return "application/xml; charset=utf-8";
  if (suffix == ".css") return "text/css; charset=utf-8";
  if (suffix == ".pdf") return "application/pdf";
  return "application/octet-stream";
}

std::string target_of(const fs::path& relative) {
  if (relative.extension() != ".html") return "/" + relative.generic_string();
  if (relative.stem() != "index") return "/" + (relative.parent_path() / relative.stem()).generic_string();
  return "/" + relative.parent_path().generic_string();
}

SiteReply reply_of(const fs::path& file, const std::string& origin) {
  SiteReply reply;
  reply.body = read_file(file);
  reply.content_type = content_type_of(file);
  if (!origin.empty() && reply.content_type.find("charset") != std::string::npos) {
    std::string escaped = origin;
    boost::replace_all(escaped, "/", "\\/");
    boost::replace_all(reply.body, origin, "{origin}");
    boost::replace_all(reply.body, escaped, "{origin_json}");
  }
  return reply;
}

[[noreturn]] void refuse(const std::string& target, std::string_view key) {
  throw std::runtime_error(std::string(kResponses) + ": \"" + target + "\": unknown key or wrong type: " + std::string(key));
}

// True when the key is known and its value has the right type.
bool set_field(SiteReply& reply, std::string_view key, const toml::node& value) {
  if (key == "headers" && value.is_table()) {
    for (const auto& [name, text] : *value.as_table()) reply.headers.emplace_back(name.str(), text.value_or(std::string()));
    return true;
  }
  if (const auto flag = value.value<bool>(); value.is_boolean()) {
    if (key == "chunked") return reply.chunked = *flag, true;
    if (key == "gzip") return reply.gzip = *flag, true;
    return false;
  }
  if (key == "status" && value.is_integer()) return reply.status = value.value_or(200), true;
  if (!value.is_string()) return false;
  const std::string text = value.value_or(std::string());
  if (key == "location") return reply.location = text, true;
  if (key == "content_type") return reply.content_type = text, true;
  if (key == "charset") return reply.content_type = "text/html; charset=" + text, true;
  if (key == "last_modified") return reply.last_modified = text, true;
  if (key == "body") return reply.body = text, true;
  return key == "file";
}

SiteReply described_reply(const fs::path& folder, const std::string& origin, const std::string& target,
                          const toml::table& description, SiteReply reply) {
  if (const auto file = description["file"].value<std::string>()) reply = reply_of(folder / *file, origin);
  for (const auto& [key, value] : description) {
    if (!set_field(reply, key.str(), value)) refuse(target, key.str());
  }
  if (reply.status != 200) reply.etag.clear();
  return reply;
}

toml::table read_responses(const fs::path& file) {
  if (!fs::exists(file)) return {};
  try {
    return toml::parse_file(file.string());
  } catch (const toml::parse_error& error) {
    std::ostringstream words;
    words << file.string() << ": " << error.description() << " (" << error.source().begin << ")";
    throw std::runtime_error(words.str());
  }
}

}  // namespace

std::map<std::string, SiteReply> read_site_folder(const fs::path& folder) {
  if (!fs::is_directory(folder)) throw std::runtime_error("no such folder: " + folder.string());
  const toml::table responses = read_responses(folder / kResponses);
  const std::string origin = responses["origin"].value_or(std::string());

  std::map<std::string, SiteReply> replies;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const fs::path relative = entry.path().lexically_relative(folder);
    if (!entry.is_regular_file() || relative == kResponses || relative.extension() == ".md") continue;
    replies.emplace(target_of(relative), reply_of(entry.path(), origin));
  }
  for (const auto& [key, value] : responses) {
    if (!value.is_table()) continue;
    const std::string target(key.str());
    replies[target] = described_reply(folder, origin, target, *value.as_table(), replies[target]);
  }
  return replies;
}

}  // namespace izvor::testing
