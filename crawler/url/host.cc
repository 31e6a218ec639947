#include "crawler/url/host.h"

#include <arpa/inet.h>
#include <unicode/bytestream.h>
#include <unicode/idna.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>
#include <vector>

#include "crawler/platform/ascii.h"
#include "crawler/url/percent.h"

namespace izvor {
namespace {

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// Forbidden domain code points of the URL standard.
bool is_forbidden(char c) {
  return c <= ' ' || c == '\x7f' || std::string_view("#/:<>?@[\\]^|%").find(c) != std::string_view::npos;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

Result<std::string> idna_to_ascii(std::string_view name) {
  UErrorCode status = U_ZERO_ERROR;
  constexpr std::uint32_t kOptions = UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ | UIDNA_NONTRANSITIONAL_TO_ASCII;
  const std::unique_ptr<icu::IDNA> idna(icu::IDNA::createUTS46Instance(kOptions, status));
  if (U_FAILURE(status)) return fail(std::string("ICU cannot be used: ") + u_errorName(status));
  std::string ascii;
  icu::StringByteSink<std::string> sink(&ascii);
  icu::IDNAInfo info;
  idna->nameToASCII_UTF8(icu::StringPiece(name.data(), static_cast<std::int32_t>(name.size())), sink, info, status);
  // The URL standard switches these checks off (CheckHyphens, VerifyDnsLength); lengths are checked below for every host.
  constexpr std::uint32_t kAllowed = UIDNA_ERROR_LEADING_HYPHEN | UIDNA_ERROR_TRAILING_HYPHEN | UIDNA_ERROR_HYPHEN_3_4 |
                                     UIDNA_ERROR_EMPTY_LABEL | UIDNA_ERROR_LABEL_TOO_LONG | UIDNA_ERROR_DOMAIN_NAME_TOO_LONG;
  if (U_FAILURE(status) || (info.getErrors() & ~kAllowed) != 0) return fail("the host is not a valid international name");
  return ascii;
}

/// A number of an IPv4 address: decimal, 0x hexadecimal, 0 octal.
std::optional<std::uint64_t> ipv4_number(std::string_view text) {
  if (text.empty()) return std::nullopt;
  unsigned base = 10;
  if (text.size() >= 2 && text[0] == '0' && (text[1] == 'x' || text[1] == 'X')) {
    base = 16;
    text.remove_prefix(2);
  } else if (text.size() >= 2 && text[0] == '0') {
    base = 8;
    text.remove_prefix(1);
  }
  std::uint64_t value = 0;
  for (const char c : text) {
    unsigned digit = 99;
    if (ascii::is_digit(c)) digit = static_cast<unsigned>(c - '0');
    if (c >= 'a' && c <= 'f') digit = static_cast<unsigned>(c - 'a') + 10;
    if (digit >= base) return std::nullopt;
    value = std::min<std::uint64_t>(value * base + digit, std::uint64_t{1} << 40U);  // Saturates: any excess is refused.
  }
  return value;
}

std::vector<std::string_view> split_labels(std::string_view name) {
  std::vector<std::string_view> labels;
  for (;;) {
    const std::size_t dot = name.find('.');
    labels.push_back(name.substr(0, dot));
    if (dot == std::string_view::npos) return labels;
    name.remove_prefix(dot + 1);
  }
}

bool ends_in_number(std::vector<std::string_view> labels) {
  if (labels.back().empty() && labels.size() > 1) labels.pop_back();
  const std::string_view last = labels.back();
  if (!last.empty() && std::all_of(last.begin(), last.end(), ascii::is_digit)) return true;
  return last.starts_with("0x") && ipv4_number(last).has_value();
}

Result<std::string> parse_ipv4(std::vector<std::string_view> labels) {
  const auto bad = [] { return fail("the host ends in a number but is not an IPv4 address"); };
  if (labels.back().empty() && labels.size() > 1) labels.pop_back();
  if (labels.size() > 4) return bad();
  std::uint64_t address = 0;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const auto number = ipv4_number(labels[i]);
    if (!number) return bad();
    const bool last = i + 1 == labels.size();
    const std::uint64_t limit = last ? std::uint64_t{1} << (8 * (5 - labels.size())) : 256;
    if (*number >= limit) return bad();
    address += last ? *number : *number << (8 * (3 - i));
  }
  std::string text;
  for (int shift = 24; shift >= 0; shift -= 8) {
    text += std::to_string((address >> static_cast<unsigned>(shift)) & 255U);
    if (shift > 0) text += '.';
  }
  return text;
}

/// First of the longest run of at least two zero pieces; 8 when there is none.
std::size_t zero_run(const std::array<unsigned, 8>& pieces, std::size_t& length) {
  std::size_t best = 8;
  length = 1;
  for (std::size_t i = 0; i < 8; ++i) {
    std::size_t end = i;
    while (end < 8 && pieces[end] == 0) ++end;
    if (end - i > length) {
      best = i;
      length = end - i;
    }
    i = end;
  }
  return best;
}

Result<std::string> parse_ipv6(std::string_view text) {
  in6_addr address{};
  const std::string copy(text);
  if (copy.find('\0') != std::string::npos || inet_pton(AF_INET6, copy.c_str(), &address) != 1) {
    return fail("the host is not an IPv6 address");
  }
  std::array<unsigned, 8> pieces{};
  for (std::size_t i = 0; i < 8; ++i) pieces[i] = address.s6_addr[2 * i] * 256U + address.s6_addr[2 * i + 1];
  std::size_t length = 0;
  const std::size_t run = zero_run(pieces, length);
  // Written by hand: inet_ntop writes mapped IPv4 addresses with dots, the URL standard does not.
  std::string out = "[";
  for (std::size_t i = 0; i < 8; ++i) {
    if (i == run) {
      out += i == 0 ? "::" : ":";
      i += length - 1;
      continue;
    }
    std::array<char, 8> piece{};
    std::snprintf(piece.data(), piece.size(), "%x", pieces[i]);
    out += piece.data();
    if (i < 7) out += ':';
  }
  return out + "]";
}

}  // namespace

Result<std::string> parse_host(std::string_view text) {
  if (text.starts_with('[')) {
    if (!text.ends_with(']')) return fail("the host begins with [ and does not end with ]");
    return parse_ipv6(text.substr(1, text.size() - 2));
  }
  const std::string decoded = percent_decode(text);
  std::string name = lower(decoded);
  if (!is_ascii(name) || name.find("xn--") != std::string::npos) {
    auto ascii = idna_to_ascii(decoded);
    if (!ascii) return ascii;
    name = std::move(*ascii);
  }
  if (name.empty()) return fail("the host is missing");
  if (std::any_of(name.begin(), name.end(), is_forbidden)) return fail("the host has a character that no host may have");
  const auto labels = split_labels(name);
  if (ends_in_number(labels)) return parse_ipv4(labels);
  const bool long_label = std::any_of(labels.begin(), labels.end(), [](std::string_view label) { return label.size() > 63; });
  if (long_label || name.size() > 254) return fail("the host is longer than DNS allows");
  return name;
}

}  // namespace izvor
