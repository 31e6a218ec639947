#include "tests/whole_way/programs.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include <fstream>
#include <stdexcept>
#include <utility>

namespace izvor::testing {
namespace {

constexpr const char* kSettings = R"([crawler]
contact = "tests@example.eu"
delay_ms = 0
latency_factor = 0.0
allowed_private_addresses = ["127.0.0.1"]
[[site]]
name = "Site under test"
seeds = ["{}/bg"]
{}
)";

std::size_t keep(char* bytes, std::size_t size, std::size_t count, void* body) {
  static_cast<std::string*>(body)->append(bytes, size * count);
  return size * count;
}

HttpAnswer transfer(const std::string& url, const std::string* body, const std::string& bearer_token) {
  const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> handle(curl_easy_init(), &curl_easy_cleanup);
  HttpAnswer answer;
  curl_slist* fields = nullptr;
  curl_easy_setopt(handle.get(), CURLOPT_URL, url.c_str());
  curl_easy_setopt(handle.get(), CURLOPT_TIMEOUT, 30L);
  curl_easy_setopt(handle.get(), CURLOPT_NOPROXY, "*");
  curl_easy_setopt(handle.get(), CURLOPT_WRITEFUNCTION, &keep);
  curl_easy_setopt(handle.get(), CURLOPT_WRITEDATA, &answer.body);
  if (body != nullptr) {
    fields = curl_slist_append(fields, "Content-Type: application/json");
    fields = curl_slist_append(fields, ("Authorization: Bearer " + bearer_token).c_str());
    curl_easy_setopt(handle.get(), CURLOPT_HTTPHEADER, fields);
    curl_easy_setopt(handle.get(), CURLOPT_POSTFIELDS, body->c_str());
  }
  curl_easy_perform(handle.get());
  curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &answer.status);
  curl_slist_free_all(fields);
  return answer;
}

}  // namespace

Programs::Programs(const std::string& site, const std::string& more_settings) {
  std::ofstream(folder_.path() / "izvor.toml") << fmt::format(kSettings, site, more_settings);
}

std::vector<std::string> Programs::command(const char* program, const std::vector<std::string>& arguments) const {
  std::vector<std::string> words{program, "--config", (folder_.path() / "izvor.toml").string(), "--data", data().string()};
  words.insert(words.end(), arguments.begin(), arguments.end());
  return words;
}

std::vector<std::string> Programs::crawler(const std::vector<std::string>& arguments) const {
  return command(IZVOR_CRAWLER, arguments);
}

std::vector<std::string> Programs::indexer(const std::vector<std::string>& arguments) const {
  return command(IZVOR_INDEXER, arguments);
}

std::vector<std::string> Programs::searchd(const std::vector<std::string>& arguments) const {
  return command(IZVOR_SEARCHD, arguments);
}

Daemon::Daemon(const Programs& programs)
    : process_(std::make_unique<ChildProcess>(programs.searchd({"serve", "--listen", "127.0.0.1:0"}))) {
  // The whole line, so that no digit of the port is missing.
  if (!process_->wait_for("\n")) throw std::runtime_error("izvor-searchd did not start: " + process_->messages());
  const std::string said = process_->output();
  const std::size_t begin = said.find("http://");
  if (begin == std::string::npos) throw std::runtime_error("izvor-searchd did not say where it listens: " + said);
  origin_ = said.substr(begin, said.find('\n', begin) - begin);
}

HttpAnswer http_get(const std::string& url) { return transfer(url, nullptr, ""); }

HttpAnswer http_post(const std::string& url, const std::string& body, const std::string& bearer_token) {
  return transfer(url, &body, bearer_token);
}

std::string percent_encoded(const std::string& text) {
  std::string encoded;
  for (const char byte : text) encoded += fmt::format("%{:02X}", static_cast<unsigned char>(byte));
  return encoded;
}

}  // namespace izvor::testing
