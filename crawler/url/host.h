// The host of an address: domain, IPv4 or IPv6, after the URL standard's host parser
// (https://url.spec.whatwg.org/#host-parsing).
//
// Pure; safe from any thread. Used by Url only.
#pragma once

#include <string>
#include <string_view>

#include "izvor/result.h"

namespace izvor {

/// The host as it is written down: "example.eu", "xn--d1acpjx3f.xn--90ae", "192.0.2.1", "[2001:db8::1]". Fails on an empty
/// host, a forbidden character, and a name that IDNA (UTS #46, nontransitional) or DNS (63 bytes a label, 253 a name) refuse.
[[nodiscard]] Result<std::string> parse_host(std::string_view text);

}  // namespace izvor
