// The crawl over HTTP/2 and TLS, against a server that this project did not write.
#include <gmock/gmock.h>

#include <fstream>

#include "tests/crawler/crawl/crawl_fixture.h"
#include "tests/support/http2_server.h"

namespace izvor {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using testing::Http2Server;
using ::testing::SizeIs;
using ::testing::StartsWith;
using testing::TestCertificate;

class CrawlTlsTest : public testing::CrawlFixture {
 protected:
  void SetUp() override {
    if (!Http2Server::is_installed()) GTEST_SKIP() << "nghttp2-server is not installed (config/debian-packages.txt)";
    std::ofstream(pages_.path() / "index.html") << page_with_links({"/a.html", "/b.html"});
    std::ofstream(pages_.path() / "a.html") << page_with_links({"/"}, "първа");
    std::ofstream(pages_.path() / "b.html") << page_with_links({"/missing.html"}, "втора");
  }

  [[nodiscard]] std::vector<PageVersion> versions_at(const std::string& address) const {
    const PageArchive archive = PageArchive::open_for_reading(settings_.archive_directory()).value();
    return archive.versions_of(page_id_of(Url::parse(address).value())).value();
  }

  testing::TemporaryDirectory pages_;
};

TEST_F(CrawlTlsTest, AWholeSiteIsArchivedOverHttp2) {
  const TestCertificate certificate = TestCertificate::make(folder_.path(), {});
  const Http2Server server(pages_.path(), certificate);
  settings_.crawler.certificate_authorities = certificate.certificate;
  settings_.sites[0].seeds = {server.url("/")};
  const CrawlSummary summary = crawl_once();
  EXPECT_EQ(summary.added, 3u) << summary.text();
  EXPECT_EQ(summary.missing, 1u) << summary.text();
  const std::vector<PageVersion> versions = versions_at(server.url("/a.html"));
  ASSERT_THAT(versions, SizeIs(1));
  const Capture capture = PageArchive::open_for_reading(settings_.archive_directory()).value().read(versions[0]).value();
  EXPECT_EQ(capture.status, 200);
  EXPECT_THAT(capture.body, HasSubstr("първа"));
}

TEST_F(CrawlTlsTest, AnInvalidCertificateLeavesItsReasonAndTheCrawlGoesOn) {
  const TestCertificate unknown = TestCertificate::make(folder_.path(), {});
  const Http2Server server(pages_.path(), unknown);
  settings_.sites[0].include = {site_.origin() + "/", server.url("/")};
  site_.put("/", page_with_links({server.url("/a.html"), "/good"}));
  site_.put("/good", page_with_links({}));
  EXPECT_EQ(crawl_once().added, 2u);
  EXPECT_THAT(versions("/good"), SizeIs(1));
  EXPECT_THAT(versions_at(server.url("/a.html")), SizeIs(0));
  EXPECT_THAT(skipped(server.url("/a.html")),
              AllOf(StartsWith("robots.txt unavailable"), HasSubstr("the server's certificate is not accepted")));
}

}  // namespace
}  // namespace izvor
