#include "crawler/fetcher/curl_fetcher.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "crawler/fetcher/http_fields.h"
#include "tests/support/site_server.h"

namespace izvor {
namespace {

using std::chrono::milliseconds;
using ::testing::AllOf;
using ::testing::HasSubstr;
using testing::html_page;
using testing::SiteFault;
using testing::SiteReply;
using testing::SiteServer;
using ::testing::StartsWith;

class CurlFetcherTest : public ::testing::Test {
 protected:
  CurlFetcher make(std::vector<std::string> allowed = {"127.0.0.1"}, milliseconds timeout = milliseconds(20'000)) {
    return CurlFetcher::make({.user_agent = "Izvor/0.1 (+mailto:test@example.eu)",
                              .timeout = timeout,
                              .addresses = AddressPolicy::make(allowed).value()},
                             clock_)
        .value();
  }

  [[nodiscard]] FetchRequest request(const std::string& target) const {
    return {.url = Url::parse(site_.url(target)).value(), .max_bytes = 100'000};
  }

  static FetchResult finish(CurlFetcher& fetcher, FetchRequest request) {
    fetcher.start(std::move(request));
    while (true) {
      std::vector<FetchResult> finished = fetcher.wait(milliseconds(1000));
      if (!finished.empty()) return std::move(finished.front());
    }
  }

  FetchResult fetch(const std::string& target) {
    CurlFetcher fetcher = make();
    return finish(fetcher, request(target));
  }

  void put_fault(const std::string& target, SiteFault fault) {
    SiteReply reply = html_page("<p>страница</p>");
    reply.fault = fault;
    reply.fault_bytes = std::size_t{50} << 20;
    site_.put(target, reply);
  }

  SystemClock clock_;
  SiteServer site_;
};

TEST_F(CurlFetcherTest, ReadsAPageAndKeepsTheExchange) {
  site_.put("/bg", html_page("<p>извор</p>"));
  const FetchResult result = fetch("/bg");
  EXPECT_EQ(result.failure, FetchFailure::kNone) << result.reason;
  EXPECT_EQ(result.status, 200);
  EXPECT_THAT(result.body, HasSubstr("извор"));
  EXPECT_EQ(media_type_of(result.fields), "text/html");
  EXPECT_THAT(result.request_head,
              AllOf(StartsWith("GET /bg HTTP/1.1\r\n"), HasSubstr("\r\nUser-Agent: Izvor/0.1 (+mailto:test@example.eu)\r\n")));
}

TEST_F(CurlFetcherTest, SendsValidatorsAndTakes304) {
  site_.put("/bg", html_page("<p>извор</p>"));
  CurlFetcher fetcher = make();
  FetchRequest again = request("/bg");
  again.etag = field_of(finish(fetcher, request("/bg")).fields, "ETag");
  ASSERT_FALSE(again.etag.empty());
  const FetchResult result = finish(fetcher, again);
  EXPECT_EQ(result.status, 304);
  EXPECT_EQ(result.body, "");
}

TEST_F(CurlFetcherTest, ARedirectIsAnAnswerAndIsNotFollowed) {
  site_.redirect("/a", "file:///etc/passwd");
  const FetchResult result = fetch("/a");
  EXPECT_EQ(result.status, 302);
  EXPECT_EQ(field_of(result.fields, "Location"), "file:///etc/passwd");
  EXPECT_EQ(site_.count(), 1u);
}

TEST_F(CurlFetcherTest, AGzipBombIsCutByItsDecodedBytes) {
  put_fault("/bomb", SiteFault::gzip_bomb);
  const FetchResult result = fetch("/bomb");
  EXPECT_EQ(result.failure, FetchFailure::kTooLarge);
  EXPECT_EQ(result.reason, "more than 100000 bytes");
  EXPECT_EQ(result.body, "");
}

TEST_F(CurlFetcherTest, AnEndlessBodyIsCut) {
  put_fault("/endless", SiteFault::endless_body);
  EXPECT_EQ(fetch("/endless").failure, FetchFailure::kTooLarge);
}

TEST_F(CurlFetcherTest, ASlowDripEndsWithTheAbsoluteTime) {
  put_fault("/drip", SiteFault::slow_drip);
  CurlFetcher fetcher = make({"127.0.0.1"}, milliseconds(150));
  const FetchResult result = finish(fetcher, request("/drip"));
  EXPECT_EQ(result.failure, FetchFailure::kTimeout);
  EXPECT_EQ(result.reason, "not finished within 150 ms");
}

TEST_F(CurlFetcherTest, AFloodOfHeaderFieldsIsCut) {
  put_fault("/flood", SiteFault::header_flood);
  EXPECT_EQ(fetch("/flood").failure, FetchFailure::kBadResponse);
}

TEST_F(CurlFetcherTest, WhatIsNoHttpIsABadResponse) {
  put_fault("/noise", SiteFault::not_http);
  EXPECT_EQ(fetch("/noise").failure, FetchFailure::kBadResponse);
}

TEST_F(CurlFetcherTest, DamagedGzipIsABadResponse) {
  put_fault("/damaged", SiteFault::broken_gzip);
  EXPECT_EQ(fetch("/damaged").failure, FetchFailure::kBadResponse);
}

TEST_F(CurlFetcherTest, ATornAnswerIsUnreachableNotAPage) {
  for (const SiteFault fault : {SiteFault::drop, SiteFault::drop_in_head, SiteFault::truncate_body, SiteFault::bad_chunk}) {
    put_fault("/torn", fault);
    const FetchResult result = fetch("/torn");
    EXPECT_EQ(result.failure, FetchFailure::kUnreachable) << static_cast<int>(fault);
    EXPECT_EQ(result.body, "");
  }
}

TEST_F(CurlFetcherTest, PrivateAddressesAreNeverConnected) {
  CurlFetcher fetcher = make({});
  const FetchResult result = finish(fetcher, request("/"));
  EXPECT_EQ(result.failure, FetchFailure::kRefusedAddress);
  EXPECT_THAT(result.reason, HasSubstr("allowed_private_addresses"));
  const std::string port = std::to_string(site_.port());
  for (const std::string host : {"localhost", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0"}) {
    const auto url = Url::parse("http://" + host + ":" + port + "/");
    if (!url) continue;
    EXPECT_EQ(finish(fetcher, {.url = *url, .max_bytes = 100}).failure, FetchFailure::kRefusedAddress) << host;
  }
  EXPECT_EQ(site_.count(), 0u);
}

TEST_F(CurlFetcherTest, AMappedAddressIsAllowedWhenItsIPv4FormIs) {
  site_.put("/", html_page("x"));
  CurlFetcher fetcher = make();
  const auto url = Url::parse("http://[::ffff:127.0.0.1]:" + std::to_string(site_.port()) + "/").value();
  EXPECT_NE(finish(fetcher, {.url = url, .max_bytes = 10'000}).failure, FetchFailure::kRefusedAddress);
}

TEST_F(CurlFetcherTest, TheBodyOfAnotherTypeIsNotRead) {
  SiteReply pdf = html_page(std::string(80'000, 'x'));
  pdf.content_type = "application/pdf";
  site_.put("/a.pdf", pdf);
  CurlFetcher fetcher = make();
  FetchRequest pages_only = request("/a.pdf");
  pages_only.pages_only = true;
  const FetchResult result = finish(fetcher, pages_only);
  EXPECT_EQ(result.failure, FetchFailure::kNone) << result.reason;
  EXPECT_EQ(result.status, 200);
  EXPECT_EQ(result.body, "");
}

TEST_F(CurlFetcherTest, ABodyThatWasDecodedAlreadyIsRead) {
  SiteReply decoded = html_page("<p>извор</p>");
  decoded.gzip = false;
  decoded.headers = {{"Content-Encoding", "gzip"}};
  site_.put("/decoded", decoded);
  const FetchResult result = fetch("/decoded");
  EXPECT_EQ(result.failure, FetchFailure::kNone) << result.reason;
  EXPECT_EQ(result.body, "<p>извор</p>");
}

TEST_F(CurlFetcherTest, BrotliAndZstdAreAskedForToo) {
  site_.put("/", html_page("x"));
  static_cast<void>(fetch("/"));
  EXPECT_EQ(site_.requests("/").at(0).header("Accept-Encoding").value_or(""), "gzip, deflate, br, zstd");
}

TEST_F(CurlFetcherTest, APrivateAddressIsRefusedToARequestForPublicOnesAlone) {
  site_.put("/", html_page("x"));
  CurlFetcher fetcher = make();
  FetchRequest public_only = request("/");
  public_only.public_only = true;
  EXPECT_EQ(finish(fetcher, public_only).failure, FetchFailure::kRefusedAddress);
  EXPECT_EQ(site_.count("/"), 0u);
}

TEST_F(CurlFetcherTest, ARedirectsCookieIsSentWithTheRequestThatBringsIt) {
  SiteReply gate = testing::redirect_to("/in");
  gate.headers = {{"Set-Cookie", "seen=1; Path=/in"}};
  site_.put("/", gate);
  site_.put("/in", html_page("x"));
  site_.put("/other", html_page("x"));
  CurlFetcher fetcher = make();
  const FetchResult redirect = finish(fetcher, request("/"));
  ASSERT_EQ(redirect.cookies.size(), 1u);
  for (const char* target : {"/in", "/other"}) {
    FetchRequest next = request(target);
    next.cookies = redirect.cookies;
    static_cast<void>(finish(fetcher, next));
  }
  EXPECT_EQ(site_.requests("/in").at(0).header("Cookie").value_or(""), "seen=1");
  EXPECT_FALSE(site_.requests("/other").at(0).header("Cookie")) << "its path is another one";
  static_cast<void>(finish(fetcher, request("/in")));
  EXPECT_FALSE(site_.requests("/in").at(1).header("Cookie")) << "no cookie outlives its chain";
}

TEST_F(CurlFetcherTest, AProxyOfTheEnvironmentIsNotUsed) {
  site_.put("/", html_page("x"));
  ASSERT_EQ(setenv("http_proxy", "http://127.0.0.1:1", 1), 0);
  const FetchResult result = fetch("/");
  ASSERT_EQ(unsetenv("http_proxy"), 0);
  EXPECT_EQ(result.status, 200) << result.reason;
}

TEST_F(CurlFetcherTest, ManyRequestsAreUnderWayAtOnce) {
  SiteReply held = html_page("x");
  held.hold = true;
  for (const char* target : {"/1", "/2", "/3"}) site_.put(target, held);
  CurlFetcher fetcher = make();
  for (const char* target : {"/1", "/2", "/3"}) fetcher.start(request(target));
  static_cast<void>(fetcher.wait(milliseconds(1)));
  std::size_t finished = 0;
  for (const char* target : {"/1", "/2", "/3"}) {
    while (site_.count(target) == 0) finished += fetcher.wait(milliseconds(10)).size();
  }
  EXPECT_EQ(finished, 0u);
  for (const char* target : {"/1", "/2", "/3"}) site_.release(target);
  while (finished < 3) finished += fetcher.wait(milliseconds(1000)).size();
  EXPECT_EQ(site_.most_at_once(), 3u);
}

}  // namespace
}  // namespace izvor
