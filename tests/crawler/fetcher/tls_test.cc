// TLS and HTTP/2 against a server that this project did not write, with certificates that the test makes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <utility>

#include "crawler/fetcher/curl_fetcher.h"
#include "crawler/fetcher/http_fields.h"
#include "tests/support/http2_server.h"
#include "tests/support/temporary_directory.h"

namespace izvor {
namespace {

using std::chrono::milliseconds;
using ::testing::HasSubstr;
using testing::Http2Server;
using ::testing::StartsWith;
using testing::TestCertificate;

class TlsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!Http2Server::is_installed()) GTEST_SKIP() << "nghttp2-server is not installed (config/debian-packages.txt)";
    std::filesystem::create_directory(folder_.path() / "pages");
    put("a.html", "<p>извор</p>");
  }

  void put(const std::string& name, const std::string& html) { std::ofstream(folder_.path() / "pages" / name) << html; }

  [[nodiscard]] TestCertificate certificate(const TestCertificate::Options& options = {}) const {
    return TestCertificate::make(folder_.path(), options);
  }
  [[nodiscard]] Http2Server serve(const TestCertificate& certificate) const { return {folder_.path() / "pages", certificate}; }

  // `trusted` empty: the authorities of the system.
  [[nodiscard]] CurlFetcher make(const std::filesystem::path& trusted) const {
    return CurlFetcher::make({.user_agent = "Izvor/0.1 (+mailto:test@example.eu)",
                              .timeout = milliseconds(20'000),
                              .addresses = AddressPolicy::make({"127.0.0.1"}).value(),
                              .certificate_authorities = trusted},
                             clock_)
        .value();
  }

  static FetchResult fetch(CurlFetcher& fetcher, const std::string& address) {
    fetcher.start({.url = Url::parse(address).value(), .max_bytes = 1'000'000});
    while (true) {
      std::vector<FetchResult> finished = fetcher.wait(milliseconds(1000));
      if (!finished.empty()) return std::move(finished.front());
    }
  }

  // A page behind a certificate that must not be accepted.
  FetchResult refused_by(const Http2Server& server, const std::filesystem::path& trusted) {
    CurlFetcher fetcher = make(trusted);
    FetchResult result = fetch(fetcher, server.url("/a.html"));
    EXPECT_EQ(result.failure, FetchFailure::kUnreachable);
    EXPECT_EQ(result.status, 0);
    EXPECT_EQ(result.body, "");
    EXPECT_THAT(result.reason, StartsWith("the server's certificate is not accepted: "));
    return result;
  }

  SystemClock clock_;
  testing::TemporaryDirectory folder_;
};

TEST_F(TlsTest, ACertificateOfNoKnownAuthorityIsRefused) {
  const Http2Server server = serve(certificate());
  EXPECT_THAT(refused_by(server, {}).reason, HasSubstr("self-signed certificate"));
}

TEST_F(TlsTest, AnExpiredCertificateIsRefused) {
  const TestCertificate expired = certificate({.valid_from = -7200, .valid_until = -3600});
  const Http2Server server = serve(expired);
  EXPECT_THAT(refused_by(server, expired.certificate).reason, HasSubstr("certificate has expired"));
}

TEST_F(TlsTest, ACertificateThatIsNotValidYetIsRefused) {
  const TestCertificate early = certificate({.valid_from = 3600, .valid_until = 7200});
  const Http2Server server = serve(early);
  EXPECT_THAT(refused_by(server, early.certificate).reason, HasSubstr("certificate is not yet valid"));
}

TEST_F(TlsTest, ACertificateOfAnotherHostIsRefused) {
  const TestCertificate other = certificate({.names = "DNS:other.test"});
  const Http2Server server = serve(other);
  EXPECT_THAT(refused_by(server, other.certificate).reason, HasSubstr("127.0.0.1"));
}

TEST_F(TlsTest, Http2IsSpokenWhereItIsOffered) {
  const TestCertificate trusted = certificate();
  const Http2Server server = serve(trusted);
  CurlFetcher fetcher = make(trusted.certificate);
  const FetchResult result = fetch(fetcher, server.url("/a.html"));
  ASSERT_EQ(result.failure, FetchFailure::kNone) << result.reason;
  EXPECT_EQ(result.status, 200);
  EXPECT_EQ(result.body, "<p>извор</p>");
  EXPECT_EQ(media_type_of(result.fields), "text/html");
  EXPECT_THAT(result.request_head, StartsWith("GET /a.html HTTP/2\r\n"));
  EXPECT_THAT(server.log(), HasSubstr("h2"));
}

TEST_F(TlsTest, OneConnectionServesAllRequestsOverHttp2) {
  constexpr int kPages = 20;
  for (int i = 0; i < kPages; ++i) put(std::to_string(i) + ".html", "<p>" + std::to_string(i) + "</p>");
  const TestCertificate trusted = certificate();
  const Http2Server server = serve(trusted);
  CurlFetcher fetcher = make(trusted.certificate);
  for (int i = 0; i < kPages; ++i) {
    const FetchResult result = fetch(fetcher, server.url("/" + std::to_string(i) + ".html"));
    ASSERT_EQ(result.body, "<p>" + std::to_string(i) + "</p>") << result.reason;
  }
  std::size_t connections = 0;
  const std::string log = server.log();
  for (auto at = log.find("negotiated"); at != std::string::npos; at = log.find("negotiated", at + 1)) ++connections;
  EXPECT_EQ(connections, 1u) << log;
}

TEST_F(TlsTest, ABodyOverTheCapIsCutOverHttp2AndTheNextPageComes) {
  put("large.html", std::string(3'000'000, 'x'));
  const TestCertificate trusted = certificate();
  const Http2Server server = serve(trusted);
  CurlFetcher fetcher = make(trusted.certificate);
  EXPECT_EQ(fetch(fetcher, server.url("/large.html")).failure, FetchFailure::kTooLarge);
  EXPECT_EQ(fetch(fetcher, server.url("/a.html")).status, 200);
}

}  // namespace
}  // namespace izvor
