#include "crawler/links/query_encoder.h"

#include <unicode/ucnv.h>
#include <unicode/ucnv_err.h>
#include <unicode/unistr.h>

#include <algorithm>

#include "crawler/platform/ascii.h"

namespace izvor {
namespace {

// A longer one is no address anyway (Url::kMaxLength).
constexpr std::size_t kMaxReference = 4096;

bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

}  // namespace

void QueryEncoder::Close::operator()(UConverter* converter) const { ucnv_close(converter); }

QueryEncoder::QueryEncoder(std::string_view charset) : charset_(charset) {
  if (ascii::equal(charset, "utf-8") || ascii::starts_with(charset, "utf-16")) charset_.clear();
}

bool QueryEncoder::applies_to(std::string_view reference) const {
  if (charset_.empty() || reference.size() > kMaxReference) return false;
  const std::string_view before_fragment = reference.substr(0, reference.find('#'));
  const auto query = before_fragment.find('?');
  return query != std::string_view::npos && !std::all_of(before_fragment.begin() + static_cast<std::ptrdiff_t>(query),
                                                         before_fragment.end(), is_ascii);
}

std::string QueryEncoder::encode(std::string_view reference) {
  if (!converter_) {
    UErrorCode status = U_ZERO_ERROR;
    converter_.reset(ucnv_open(charset_.c_str(), &status));
    if (U_SUCCESS(status)) {
      ucnv_setFromUCallBack(converter_.get(), UCNV_FROM_U_CALLBACK_ESCAPE, UCNV_ESCAPE_XML_DEC, nullptr, nullptr, &status);
    }
    if (U_FAILURE(status)) {
      converter_.reset();
      charset_.clear();
      return std::string(reference);
    }
  }
  const std::string_view query = reference.substr(0, reference.find('#')).substr(reference.find('?'));
  std::string out(reference.substr(0, reference.find('?')));
  for (std::size_t at = 0; at < query.size();) {
    const bool plain = is_ascii(query[at]);
    std::size_t end = at;
    while (end < query.size() && is_ascii(query[end]) == plain) ++end;
    if (plain) {
      out += query.substr(at, end - at);
    } else {
      append_encoded(out, query.substr(at, end - at));
    }
    at = end;
  }
  return out;
}

void QueryEncoder::append_encoded(std::string& out, std::string_view utf8) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  const icu::UnicodeString text = icu::UnicodeString::fromUTF8({utf8.data(), static_cast<std::int32_t>(utf8.size())});
  UErrorCode status = U_ZERO_ERROR;
  // A character becomes eight bytes at most, or a reference of ten.
  std::string bytes(static_cast<std::size_t>(text.length()) * 12 + 16, '\0');
  const std::int32_t size = ucnv_fromUChars(converter_.get(), bytes.data(), static_cast<std::int32_t>(bytes.size()),
                                            text.getBuffer(), text.length(), &status);
  if (U_FAILURE(status)) return;
  bytes.resize(static_cast<std::size_t>(size));
  // Whatever came of a letter is written as %XX, a reference's own "&", "#" and ";" too, which would part the query.
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (ascii::is_digit(c) || ascii::is_alpha(c)) {
      out += c;
    } else {
      out += '%';
      out += kDigits[byte >> 4];
      out += kDigits[byte & 15];
    }
  }
}

}  // namespace izvor
