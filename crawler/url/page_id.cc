#include "izvor/page_id.h"

#include <algorithm>

#include "crawler/platform/sha256.h"

namespace izvor {
namespace {

constexpr std::size_t kDigits = 24;

}  // namespace

PageId page_id_of(const Url& url) { return sha256_hex(url.str()).substr(0, kDigits); }

bool is_page_id(std::string_view text) {
  return text.size() == kDigits &&
         std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

}  // namespace izvor
