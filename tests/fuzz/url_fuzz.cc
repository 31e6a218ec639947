// The URL parser on any bytes: what it accepts is ASCII, within the bound, and reads the same again.
#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "izvor/page_id.h"
#include "izvor/url.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void examine(const izvor::Url& url) {
  const std::string& text = url.str();
  require(text.size() <= izvor::Url::kMaxLength);
  require(std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7f'; }));
  require(url.scheme() == "http" || url.scheme() == "https");
  require(!url.host().empty() && url.path().starts_with('/'));
  require(std::string(url.origin()) + std::string(url.target()) == text);
  require(izvor::is_page_id(izvor::page_id_of(url)));
  const auto again = izvor::Url::parse(text);
  require(again && *again == url);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  static const izvor::Url base = *izvor::Url::parse("https://example.eu/bg/a/b?c");
  if (const auto url = izvor::Url::parse(text)) examine(*url);
  if (const auto url = izvor::Url::resolve(base, text)) examine(*url);
  return 0;
}
