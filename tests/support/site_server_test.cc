#include "tests/support/site_server.h"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <fstream>
#include <future>
#include <string>

#include "tests/support/site_folder.h"
#include "tests/support/temporary_directory.h"

namespace izvor::testing {
namespace {

using ::testing::Contains;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

// Sends `text` and reads until the server closes or `limit` bytes have come.
std::string ask_raw(const SiteServer& server, const std::string& text, std::size_t limit = std::size_t{1} << 20) {
  const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(server.port());
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  EXPECT_EQ(::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  EXPECT_EQ(::send(fd, text.data(), text.size(), MSG_NOSIGNAL), static_cast<ssize_t>(text.size()));
  std::string answer;
  char piece[4096];
  for (ssize_t n = 0; answer.size() < limit && (n = ::read(fd, piece, sizeof piece)) > 0;) {
    answer.append(piece, static_cast<std::size_t>(n));
  }
  ::close(fd);
  return answer;
}

std::string get(const SiteServer& server, const std::string& target, const std::string& headers = {}) {
  return ask_raw(server, "GET " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + headers + "\r\n");
}

std::string field(const std::string& answer, const std::string& name) {
  const std::size_t at = answer.find("\r\n" + name + ": ");
  if (at == std::string::npos) return {};
  const std::size_t begin = at + name.size() + 4;
  return answer.substr(begin, answer.find("\r\n", begin) - begin);
}

TEST(SiteServer, AnswersAddedChangedAndRemovedPages) {
  SiteServer server;
  EXPECT_THAT(get(server, "/a"), StartsWith("HTTP/1.1 404"));
  server.put("/a", "<p>едно</p>");
  EXPECT_THAT(get(server, "/a"), EndsWith("<p>едно</p>"));
  server.put("/a", "<p>две</p>");
  EXPECT_THAT(get(server, "/a"), EndsWith("<p>две</p>"));
  server.remove("/a");
  EXPECT_THAT(get(server, "/a"), StartsWith("HTTP/1.1 404"));
}

TEST(SiteServer, SaysNotModifiedForTheSameTagUntilThePageChanges) {
  SiteServer server;
  server.put("/a", "<p>едно</p>");
  const std::string condition = "If-None-Match: " + field(get(server, "/a"), "ETag") + "\r\n";
  EXPECT_THAT(get(server, "/a", condition), StartsWith("HTTP/1.1 304"));
  server.put("/a", "<p>две</p>");
  EXPECT_THAT(get(server, "/a", condition), StartsWith("HTTP/1.1 200"));
}

TEST(SiteServer, SaysNotModifiedForTheSameDate) {
  SiteServer server;
  SiteReply page = html_page("x");
  page.last_modified = "Tue, 26 Mar 2024 09:00:00 GMT";
  page.etag.clear();
  server.put("/a", page);
  EXPECT_THAT(get(server, "/a", "If-Modified-Since: Tue, 26 Mar 2024 09:00:00 GMT\r\n"), StartsWith("HTTP/1.1 304"));
  EXPECT_THAT(get(server, "/a", "If-Modified-Since: Tue, 26 Mar 2024 08:00:00 GMT\r\n"), StartsWith("HTTP/1.1 200"));
}

TEST(SiteServer, CompressesForThoseWhoAcceptIt) {
  SiteServer server;
  server.put("/a", std::string(5000, 'a'));
  EXPECT_THAT(field(get(server, "/a", "Accept-Encoding: gzip\r\n"), "Content-Encoding"), "gzip");
  EXPECT_LT(get(server, "/a", "Accept-Encoding: gzip\r\n").size(), 1000u);
  EXPECT_THAT(get(server, "/a"), EndsWith("aaaa"));
}

TEST(SiteServer, SendsChunksWhenTold) {
  SiteServer server;
  SiteReply page = html_page("<p>x</p>");
  page.chunked = true;
  server.put("/a", page);
  const std::string answer = get(server, "/a");
  EXPECT_EQ(field(answer, "Transfer-Encoding"), "chunked");
  EXPECT_EQ(field(answer, "Content-Length"), "");
}

TEST(SiteServer, AnswersInTurnAndThenOrdinarily) {
  SiteServer server;
  server.put("/a", "<p>x</p>");
  server.reply_once("/a", failure(503, "120"));
  server.reply_once("/a", failure(429));
  const std::string first = get(server, "/a");
  EXPECT_THAT(first, StartsWith("HTTP/1.1 503"));
  EXPECT_EQ(field(first, "Retry-After"), "120");
  EXPECT_THAT(get(server, "/a"), StartsWith("HTTP/1.1 429"));
  EXPECT_THAT(get(server, "/a"), StartsWith("HTTP/1.1 200"));
}

TEST(SiteServer, RemembersRequestsWithTheirHeaders) {
  SiteServer server;
  (void)get(server, "/a?b=1", "User-Agent: izvor\r\n");
  ASSERT_EQ(server.count("/a?b=1"), 1u);
  const SiteRequest request = server.requests().front();
  EXPECT_EQ(request.header("user-agent"), "izvor");
  EXPECT_EQ(request.status, 404);
  server.forget_requests();
  EXPECT_EQ(server.count(), 0u);
}

TEST(SiteServer, AQueryThatIsNotKnownGetsThePageOfItsPath) {
  SiteServer server;
  server.put("/a", "<p>всички</p>");
  server.put("/a?page=1", "<p>втора</p>");
  EXPECT_THAT(get(server, "/a?page=1"), EndsWith("<p>втора</p>"));
  EXPECT_THAT(get(server, "/a?pk_source=x"), EndsWith("<p>всички</p>"));
}

TEST(SiteServer, RedirectsToAnyAddress) {
  SiteServer server;
  server.redirect("/a", "file:///etc/passwd");
  server.redirect("/b", "{origin}/c", 301);
  EXPECT_EQ(field(get(server, "/a"), "Location"), "file:///etc/passwd");
  EXPECT_EQ(field(get(server, "/b"), "Location"), server.url("/c"));
}

TEST(SiteServer, HoldsAnAnswerUntilItIsReleased) {
  SiteServer server;
  SiteReply page = html_page("<p>x</p>");
  page.hold = true;
  server.put("/a", page);
  auto answer = std::async(std::launch::async, [&] { return get(server, "/a"); });
  ASSERT_TRUE(server.wait_for_requests("/a"));
  EXPECT_EQ(server.most_at_once(), 1u);
  server.release("/a");
  EXPECT_THAT(answer.get(), EndsWith("<p>x</p>"));
}

TEST(SiteServer, EndsWhileAnAnswerIsHeld) {
  std::future<std::string> answer;
  {
    SiteServer server;
    SiteReply page = html_page("<p>x</p>");
    page.hold = true;
    server.put("/a", page);
    answer = std::async(std::launch::async, [&] { return get(server, "/a"); });
    ASSERT_TRUE(server.wait_for_requests("/a"));
  }
  EXPECT_EQ(answer.get(), "");
}

class SiteServerFaults : public ::testing::Test {
 protected:
  std::string faulty(SiteFault fault, std::size_t limit = std::size_t{1} << 20) {
    SiteReply page = html_page("<p>" + std::string(400, 'x') + "</p>");
    page.fault = fault;
    page.fault_bytes = std::size_t{2} << 20;
    page.drip_interval = std::chrono::milliseconds(0);
    server_.put("/a", page);
    return ask_raw(server_, "GET /a HTTP/1.1\r\nHost: x\r\n\r\n", limit);
  }
  SiteServer server_;
};

TEST_F(SiteServerFaults, DropsTheConnection) {
  EXPECT_EQ(faulty(SiteFault::drop), "");
  EXPECT_EQ(faulty(SiteFault::drop_in_head), "HTTP/1.1 200 OK\r\nContent-Ty");
}

TEST_F(SiteServerFaults, TruncatesTheBody) {
  const std::string answer = faulty(SiteFault::truncate_body);
  EXPECT_EQ(field(answer, "Content-Length"), "407");
  EXPECT_EQ(answer.size() - answer.find("\r\n\r\n") - 4, 203u);
}

TEST_F(SiteServerFaults, SendsWithoutEnd) {
  EXPECT_GE(faulty(SiteFault::endless_body).size(), std::size_t{1} << 20);
  EXPECT_GE(faulty(SiteFault::header_flood).size(), std::size_t{1} << 20);
}

TEST_F(SiteServerFaults, DripsTheBody) { EXPECT_THAT(faulty(SiteFault::slow_drip), EndsWith("xxx</p>")); }

TEST_F(SiteServerFaults, SendsAGzipBombThatIsSmallOnTheWire) {
  const std::string answer = faulty(SiteFault::gzip_bomb);
  EXPECT_EQ(field(answer, "Content-Encoding"), "gzip");
  EXPECT_LT(answer.size(), 20'000u);
}

TEST_F(SiteServerFaults, BreaksItsEncodings) {
  EXPECT_THAT(faulty(SiteFault::broken_gzip), HasSubstr("Content-Encoding: gzip"));
  EXPECT_THAT(faulty(SiteFault::bad_chunk), EndsWith("what size\r\n"));
}

TEST_F(SiteServerFaults, SendsWhatIsNotHttp) { EXPECT_THAT(faulty(SiteFault::not_http), Not(StartsWith("HTTP"))); }

void write(const std::filesystem::path& file, std::string_view text) {
  std::filesystem::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << text;
}

TEST(SiteFolder, AddressesFollowFromFileNames) {
  const TemporaryDirectory folder;
  write(folder.path() / "index.html", "<p>корен</p>");
  write(folder.path() / "bg/index.html", "<p>начало</p>");
  write(folder.path() / "bg/policies/ai.html", "<p>ИИ</p>");
  write(folder.path() / "robots.txt", "User-agent: *\n");
  write(folder.path() / "README.md", "not a page");
  const SiteServer server(folder.path());
  EXPECT_THAT(server.targets(), ::testing::ElementsAre("/", "/bg", "/bg/policies/ai", "/robots.txt"));
}

TEST(SiteFolder, ResponsesAreDescribedInOneFile) {
  const TemporaryDirectory folder;
  write(folder.path() / "a.html", "<a href=\"https://site.example/b\">https:\\/\\/site.example\\/b</a>");
  write(folder.path() / "responses.toml", R"(
origin = "https://site.example"
["/a"]
last_modified = "Tue, 26 Mar 2024 09:00:00 GMT"
headers = { X-Robots-Tag = "noindex" }
["/b"]
status = 301
location = "{origin}/a"
["/c?page=1"]
file = "a.html"
charset = "windows-1251"
)");
  const SiteServer server(folder.path());
  const std::string page = get(server, "/a");
  EXPECT_THAT(page, HasSubstr("<a href=\"" + server.url("/b") + "\">http:\\/\\/127.0.0.1:"));
  EXPECT_EQ(field(page, "Last-Modified"), "Tue, 26 Mar 2024 09:00:00 GMT");
  EXPECT_EQ(field(page, "X-Robots-Tag"), "noindex");
  EXPECT_EQ(field(get(server, "/b"), "Location"), server.url("/a"));
  EXPECT_EQ(field(get(server, "/c?page=1"), "Content-Type"), "text/html; charset=windows-1251");
}

TEST(SiteFolder, AnUnknownKeyIsRefused) {
  const TemporaryDirectory folder;
  write(folder.path() / "responses.toml", "[\"/a\"]\nstatsu = 301\n");
  EXPECT_THROW((void)read_site_folder(folder.path()), std::runtime_error);
}

TEST(SiteFolder, TheSampleSiteCanBeServed) {
  const SiteServer server(IZVOR_SAMPLE_SITE);
  EXPECT_THAT(server.targets(), Contains("/robots.txt"));
  EXPECT_THAT(get(server, "/robots.txt"), HasSubstr("Sitemap: " + server.origin()));
}

}  // namespace
}  // namespace izvor::testing
