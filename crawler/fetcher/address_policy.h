// AddressPolicy: which IP addresses the crawler may connect to.
//
// A page may redirect or resolve to anything, so private, loopback, link-local and other special addresses (RFC 6890 and its
// registries) are refused unless the settings name them. Asked when the socket is opened, after name resolution, at every hop:
// what a name resolved to a moment ago proves nothing. IPv4 inside IPv6 (mapped, NAT64) is judged as IPv4. Immutable once
// made; safe from any thread.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "izvor/result.h"

struct sockaddr;

namespace izvor {

/// Sixteen bytes; an IPv4 address stands in its mapped form, ::ffff:a.b.c.d.
using IpAddress = std::array<std::uint8_t, 16>;

[[nodiscard]] std::optional<IpAddress> parse_ip(std::string_view text);
/// None for a family other than IPv4 and IPv6.
[[nodiscard]] std::optional<IpAddress> ip_of(const sockaddr& address);

class AddressPolicy {
 public:
  /// `allowed_private`: addresses or CIDR blocks, "127.0.0.1", "10.0.0.0/8", "fd00::/8". Fails on anything else, naming it.
  [[nodiscard]] static Result<AddressPolicy> make(const std::vector<std::string>& allowed_private);

  [[nodiscard]] bool allows(const IpAddress& address) const;
  [[nodiscard]] static bool is_public(const IpAddress& address);

 private:
  struct Block {
    IpAddress address{};
    unsigned bits = 128;
  };
  [[nodiscard]] static std::optional<Block> parse_block(std::string_view text);
  [[nodiscard]] static bool contains(const Block& block, const IpAddress& address);

  std::vector<Block> allowed_;
};

}  // namespace izvor
