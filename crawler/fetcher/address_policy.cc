#include "crawler/fetcher/address_policy.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <charconv>
#include <cstring>

namespace izvor {
namespace {

constexpr IpAddress kMappedPrefix = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
constexpr IpAddress kNat64Prefix = {0, 0x64, 0xFF, 0x9B};
constexpr std::size_t kV4Begin = 12;

bool same_first_12(const IpAddress& a, const IpAddress& b) { return std::equal(a.begin(), a.begin() + kV4Begin, b.begin()); }

struct V4Block {
  std::array<std::uint8_t, 4> address;
  unsigned bits;
};

// What the IANA registry of special-purpose IPv4 addresses does not call globally reachable, and multicast.
constexpr std::array<V4Block, 15> kSpecialV4 = {{{{0, 0, 0, 0}, 8},
                                                 {{10, 0, 0, 0}, 8},
                                                 {{100, 64, 0, 0}, 10},
                                                 {{127, 0, 0, 0}, 8},
                                                 {{169, 254, 0, 0}, 16},
                                                 {{172, 16, 0, 0}, 12},
                                                 {{192, 0, 0, 0}, 24},
                                                 {{192, 0, 2, 0}, 24},
                                                 {{192, 88, 99, 0}, 24},
                                                 {{192, 168, 0, 0}, 16},
                                                 {{198, 18, 0, 0}, 15},
                                                 {{198, 51, 100, 0}, 24},
                                                 {{203, 0, 113, 0}, 24},
                                                 {{224, 0, 0, 0}, 4},
                                                 {{240, 0, 0, 0}, 4}}};

template <class Bytes>
bool same_bits(const Bytes& a, const std::uint8_t* b, unsigned bits) {
  const std::size_t whole = bits / 8;
  if (!std::equal(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(whole), b)) return false;
  const unsigned rest = bits % 8;
  return rest == 0 || (a[whole] >> (8 - rest)) == (b[whole] >> (8 - rest));
}

bool is_public_v4(const std::uint8_t* address) {
  return std::none_of(kSpecialV4.begin(), kSpecialV4.end(),
                      [&](const V4Block& block) { return same_bits(block.address, address, block.bits); });
}

IpAddress mapped(const void* v4) {
  IpAddress address = kMappedPrefix;
  std::memcpy(address.data() + kV4Begin, v4, 4);
  return address;
}

}  // namespace

std::optional<IpAddress> parse_ip(std::string_view text) {
  const std::string terminated(text);
  in_addr v4{};
  if (inet_pton(AF_INET, terminated.c_str(), &v4) == 1) return mapped(&v4);
  IpAddress v6{};
  if (inet_pton(AF_INET6, terminated.c_str(), v6.data()) == 1) return v6;
  return std::nullopt;
}

std::optional<IpAddress> ip_of(const sockaddr& address) {
  if (address.sa_family == AF_INET) return mapped(&reinterpret_cast<const sockaddr_in&>(address).sin_addr);
  if (address.sa_family != AF_INET6) return std::nullopt;
  IpAddress v6{};
  std::memcpy(v6.data(), &reinterpret_cast<const sockaddr_in6&>(address).sin6_addr, v6.size());
  return v6;
}

Result<AddressPolicy> AddressPolicy::make(const std::vector<std::string>& allowed_private) {
  AddressPolicy policy;
  for (const std::string& text : allowed_private) {
    const std::optional<Block> block = parse_block(text);
    if (!block) {
      return fail("crawler.allowed_private_addresses has \"" + text +
                  "\", which is neither an IP address nor a block like 10.0.0.0/8.");
    }
    policy.allowed_.push_back(*block);
  }
  return policy;
}

std::optional<AddressPolicy::Block> AddressPolicy::parse_block(std::string_view text) {
  const auto slash = text.find('/');
  const std::optional<IpAddress> address = parse_ip(text.substr(0, slash));
  if (!address) return std::nullopt;
  Block block{*address, 128};
  if (slash == std::string_view::npos) return block;
  const std::string_view digits = text.substr(slash + 1);
  unsigned bits = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), bits);
  const bool is_v4 = text.find(':') == std::string_view::npos;
  if (error != std::errc() || end != digits.data() + digits.size() || bits > (is_v4 ? 32U : 128U)) return std::nullopt;
  block.bits = is_v4 ? bits + 96 : bits;
  return block;
}

bool AddressPolicy::contains(const Block& block, const IpAddress& address) {
  return same_bits(block.address, address.data(), block.bits);
}

bool AddressPolicy::allows(const IpAddress& address) const {
  return is_public(address) ||
         std::any_of(allowed_.begin(), allowed_.end(), [&](const Block& block) { return contains(block, address); });
}

bool AddressPolicy::is_public(const IpAddress& address) {
  if (same_first_12(address, kMappedPrefix) || same_first_12(address, kNat64Prefix)) {
    return is_public_v4(address.data() + kV4Begin);
  }
  if ((address[0] & 0xE0) != 0x20) return false;                      // Global unicast is 2000::/3 and nothing else so far.
  const bool tunnel_6to4 = address[0] == 0x20 && address[1] == 0x02;  // 2002::/16
  const bool special = address[0] == 0x20 && address[1] == 0x01 && address[2] < 0x02;  // 2001::/23
  const bool documentation = address[0] == 0x20 && address[1] == 0x01 && address[2] == 0x0D && address[3] == 0xB8;
  const bool documentation_new = address[0] == 0x3F && address[1] == 0xFF && (address[2] & 0xF0) == 0;  // 3fff::/20
  return !tunnel_6to4 && !special && !documentation && !documentation_new;
}

}  // namespace izvor
