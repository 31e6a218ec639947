#include "crawler/fetcher/address_policy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>

namespace izvor {
namespace {

using ::testing::HasSubstr;

bool allows(const std::string& address, const std::vector<std::string>& allowed = {}) {
  return AddressPolicy::make(allowed).value().allows(parse_ip(address).value());
}

TEST(AddressPolicy, PublicAddressesAreAllowed) {
  for (const char* address : {"147.67.34.45", "1.1.1.1", "172.15.0.1", "172.32.0.1", "2a01:7080:24:100::666:45",
                              "::ffff:1.1.1.1", "64:ff9b::101:101", "2001:4860::1"}) {
    EXPECT_TRUE(allows(address)) << address;
  }
}

TEST(AddressPolicy, SpecialAddressesAreRefused) {
  for (const char* address : {"0.0.0.0",         "10.1.2.3",   "100.64.0.1",      "127.0.0.1", "127.255.0.1",
                              "169.254.169.254", "172.16.0.1", "172.31.255.255",  "192.0.0.8", "192.168.1.1",
                              "198.18.0.1",      "224.0.0.1",  "255.255.255.255", "::",        "::1",
                              "fe80::1",         "fc00::1",    "fd12::1",         "ff02::1",   "2001:db8::1",
                              "2002:7f00:1::",   "2001::1",    "fec0::1"}) {
    EXPECT_FALSE(allows(address)) << address;
  }
}

TEST(AddressPolicy, IPv4InsideIPv6IsJudgedAsIPv4) {
  for (const char* address : {"::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:a9fe:a9fe", "64:ff9b::7f00:1", "::127.0.0.1"}) {
    EXPECT_FALSE(allows(address)) << address;
  }
}

TEST(AddressPolicy, SettingsNameExceptions) {
  EXPECT_TRUE(allows("127.0.0.1", {"127.0.0.1"}));
  EXPECT_TRUE(allows("::ffff:127.0.0.1", {"127.0.0.1"}));
  EXPECT_FALSE(allows("127.0.0.2", {"127.0.0.1"}));
  EXPECT_TRUE(allows("10.20.30.40", {"192.168.0.0/16", "10.0.0.0/8"}));
  EXPECT_FALSE(allows("11.0.0.1", {"10.0.0.0/7", "127.0.0.0/9"}) && allows("127.128.0.1", {"127.0.0.0/9"}));
  EXPECT_TRUE(allows("fd00::1", {"fd00::/8"}));
}

TEST(AddressPolicy, AWrongExceptionIsNamed) {
  for (const std::string bad : {"localhost", "10.0.0.0/33", "10.0.0.0/", "::/129", "10.0.0.0/8x", ""}) {
    const auto policy = AddressPolicy::make({bad});
    ASSERT_FALSE(policy) << bad;
    EXPECT_THAT(policy.error().message, HasSubstr("allowed_private_addresses has \"" + bad + "\""));
  }
}

TEST(AddressPolicy, SocketAddressesAreRead) {
  sockaddr_in v4{};
  v4.sin_family = AF_INET;
  v4.sin_addr.s_addr = htonl(0x7F000001);
  EXPECT_EQ(ip_of(reinterpret_cast<const sockaddr&>(v4)), parse_ip("127.0.0.1"));
  sockaddr other{};
  other.sa_family = AF_UNIX;
  EXPECT_FALSE(ip_of(other));
}

}  // namespace
}  // namespace izvor
