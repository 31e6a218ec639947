// A host name that means one address when it is looked up first and another one later, or several at once.
//
// The names of this test resolve as it says: its own getaddrinfo stands before the system's, which libcurl asks. Sockets,
// servers and everything else are real.
#include <dlfcn.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netdb.h>

#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "crawler/fetcher/curl_fetcher.h"
#include "tests/support/site_server.h"

namespace {

// libcurl asks from a thread of its own. Each look-up of a name takes the next of its answers; the last one stays.
class Names {
 public:
  void put(const std::string& name, std::vector<std::vector<std::string>> answers) {
    const std::lock_guard lock(mutex_);
    answers_[name] = std::move(answers);
  }
  std::vector<std::string> take(const std::string& name) {
    const std::lock_guard lock(mutex_);
    const auto found = answers_.find(name);
    if (found == answers_.end()) return {};
    std::vector<std::string> answer = found->second.front();
    if (found->second.size() > 1) found->second.erase(found->second.begin());
    return answer;
  }

 private:
  std::mutex mutex_;
  std::map<std::string, std::vector<std::vector<std::string>>> answers_;
};

Names& names() {
  static Names all;
  return all;
}

using Resolver = int (*)(const char*, const char*, const addrinfo*, addrinfo**);

Resolver system_resolver() {
  static const auto real = reinterpret_cast<Resolver>(::dlsym(RTLD_NEXT, "getaddrinfo"));
  return real;
}

}  // namespace

extern "C" int getaddrinfo(const char* node, const char* service, const addrinfo* hints, addrinfo** result) {
  const std::vector<std::string> addresses = node != nullptr ? names().take(node) : std::vector<std::string>();
  if (addresses.empty()) return system_resolver()(node, service, hints, result);
  addrinfo** end = result;
  for (const std::string& address : addresses) {
    if (const int error = system_resolver()(address.c_str(), service, hints, end); error != 0) return error;
    while (*end != nullptr) end = &(*end)->ai_next;
  }
  return 0;
}

namespace izvor {
namespace {

using std::chrono::milliseconds;
using ::testing::HasSubstr;
using testing::SiteServer;

class ChangingNameTest : public ::testing::Test {
 protected:
  ChangingNameTest() : inside_({.folder = {}, .address = "127.0.0.2", .port = site_.port(), .remember_requests = true}) {
    site_.put("/", testing::html_page("<p>извор</p>"));
    inside_.put("/", testing::html_page("<p>тайна</p>"));
  }

  // Only the first server's address may be asked.
  [[nodiscard]] CurlFetcher make() const {
    return CurlFetcher::make({.user_agent = "Izvor/0.1 (+mailto:test@example.eu)",
                              .timeout = milliseconds(20'000),
                              .addresses = AddressPolicy::make({"127.0.0.1"}).value()},
                             clock_)
        .value();
  }

  [[nodiscard]] FetchResult fetch(CurlFetcher& fetcher, const std::string& host) const {
    fetcher.start(
        {.url = Url::parse("http://" + host + ":" + std::to_string(site_.port()) + "/").value(), .max_bytes = 10'000});
    while (true) {
      std::vector<FetchResult> finished = fetcher.wait(milliseconds(1000));
      if (!finished.empty()) return std::move(finished.front());
    }
  }

  SystemClock clock_;
  SiteServer site_;
  SiteServer inside_;  ///< On the same port of a private address that the settings do not name.
};

TEST_F(ChangingNameTest, ANameThatMovesToAPrivateAddressIsRefusedWhenConnecting) {
  names().put("moving.test", {{"127.0.0.1"}, {"127.0.0.2"}});
  CurlFetcher before = make();
  EXPECT_THAT(fetch(before, "moving.test").body, HasSubstr("извор"));
  CurlFetcher after = make();  // A name is remembered for a minute; this one has not asked yet.
  const FetchResult result = fetch(after, "moving.test");
  EXPECT_EQ(result.failure, FetchFailure::kRefusedAddress);
  EXPECT_THAT(result.reason, HasSubstr("allowed_private_addresses"));
  EXPECT_EQ(inside_.count(), 0u);
}

TEST_F(ChangingNameTest, OfSeveralAddressesOnlyTheAllowedOneIsConnected) {
  names().put("several.test", {{"127.0.0.2", "127.0.0.1"}});
  CurlFetcher fetcher = make();
  const FetchResult result = fetch(fetcher, "several.test");
  EXPECT_EQ(result.failure, FetchFailure::kNone) << result.reason;
  EXPECT_THAT(result.body, HasSubstr("извор"));
  EXPECT_EQ(inside_.count(), 0u);
}

TEST_F(ChangingNameTest, AMappedPrivateAddressIsRefused) {
  names().put("mapped.test", {{"::ffff:127.0.0.2"}});
  CurlFetcher fetcher = make();
  EXPECT_EQ(fetch(fetcher, "mapped.test").failure, FetchFailure::kRefusedAddress);
  EXPECT_EQ(inside_.count(), 0u);
}

}  // namespace
}  // namespace izvor
