// Requests as no well-meaning client sends them. Each gets a 4xx or 5xx, or loses its connection; never a 200 for what
// was smuggled; and the server goes on answering others.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>

#include "searchd/http/http_server.h"
#include "tests/support/raw_client.h"

namespace izvor {
namespace {

using namespace std::literals;
using testing::RawClient;
using testing::status_of;

HttpServer start_bounded() {
  HttpServerOptions options;
  options.listen = "127.0.0.1:0";
  options.threads = 1;  // One stuck client would show at once.
  options.head_deadline = 300ms;
  options.body_deadline = 300ms;
  options.max_body_bytes = 1000;
  auto server = HttpServer::start(options, [] {
    return [](const HttpRequest& request) {
      HttpResponse response;
      response.body = request.target;
      return response;
    };
  });
  if (!server) throw std::runtime_error(server.error().message);
  return std::move(*server);
}

int status_after(const HttpServer& server, std::string_view request) {
  RawClient client(server.port());
  client.send(request);
  return status_of(client.read_answer());
}

struct Hostile {
  const char* name;
  std::string request;
};

std::string repeated(std::string_view text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

class Malformed : public ::testing::TestWithParam<Hostile> {};

TEST_P(Malformed, IsRefusedAndTheConnectionClosed) {
  const HttpServer server = start_bounded();
  RawClient client(server.port());
  client.send(GetParam().request);
  const std::string answers = client.read_all();
  EXPECT_GE(status_of(answers), 400) << answers;
  EXPECT_EQ(std::count(answers.begin(), answers.end(), '\0'), 0);
  EXPECT_EQ(answers.find("HTTP/1.1 ", 8), std::string::npos) << "more than one answer: something was smuggled in\n" << answers;
  EXPECT_EQ(status_after(server, "GET / HTTP/1.1\r\nHost: a\r\n\r\n"), 200) << "others are not served any more";
}

const std::string kSmuggled = "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n";

INSTANTIATE_TEST_SUITE_P(
    Requests, Malformed,
    ::testing::Values(
        Hostile{"DuplicateContentLength",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nContent-Length: 40\r\n\r\n" + kSmuggled},
        Hostile{"ContentLengthList", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0, 40\r\n\r\n" + kSmuggled},
        Hostile{"LengthThenChunked",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + kSmuggled},
        Hostile{"ChunkedThenLength",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n" + kSmuggled},
        Hostile{"NegativeContentLength", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n"},
        Hostile{"SignedContentLength", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +5\r\n\r\nhello"},
        Hostile{"HexadecimalContentLength", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0x5\r\n\r\nhello"},
        Hostile{"HugeContentLength", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999999\r\n\r\n"},
        Hostile{"EmptyContentLength", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length:\r\n\r\n"},
        Hostile{"BodyAboveTheLimit", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1001\r\n\r\n" + std::string(1001, 'x')},
        Hostile{"ChunksAboveTheLimit", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" +
                                           repeated("64\r\n" + std::string(100, 'x') + "\r\n", 12) + "0\r\n\r\n"},
        Hostile{"ChunkSizeThatIsNone",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n"},
        Hostile{"NegativeChunkSize",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nhello\r\n0\r\n\r\n"},
        Hostile{"ChunkSizeThatOverflows",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\nhello\r\n0\r\n\r\n"},
        Hostile{"ChunkWithoutItsEnd",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhelloXX0\r\n\r\n" + kSmuggled},
        Hostile{"BareLineFeeds", "GET / HTTP/1.1\nHost: a\n\n"},
        Hostile{"BareLineFeedInAField", "GET / HTTP/1.1\r\nHost: a\nX: y\r\n\r\n"},
        Hostile{"BareCarriageReturn", "GET / HTTP/1.1\r\nHost: a\rX: y\r\n\r\n"},
        Hostile{"NulInAField", "GET / HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n"s},
        Hostile{"NulInTheTarget", "GET /\0 HTTP/1.1\r\nHost: a\r\n\r\n"s},
        Hostile{"SpaceBeforeTheColon", "GET / HTTP/1.1\r\nHost : a\r\n\r\n"},
        Hostile{"SpaceInAFieldName", "GET / HTTP/1.1\r\nHost: a\r\nX Y: z\r\n\r\n"},
        Hostile{"FieldWithoutAName", "GET / HTTP/1.1\r\nHost: a\r\n: z\r\n\r\n"},
        Hostile{"FieldWithoutAColon", "GET / HTTP/1.1\r\nHost: a\r\nnonsense\r\n\r\n"},
        Hostile{"FirstFieldFolded", "GET / HTTP/1.1\r\n Host: a\r\n\r\n"}, Hostile{"NoHost", "GET / HTTP/1.1\r\n\r\n"},
        Hostile{"TwoHosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"},
        Hostile{"HugeField", "GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(40'000, 'x') + "\r\n\r\n"},
        Hostile{"ManyFields", "GET / HTTP/1.1\r\nHost: a\r\n" + repeated("X: y\r\n", 10'000) + "\r\n"},
        Hostile{"HugeTarget", "GET /" + std::string(40'000, 'x') + " HTTP/1.1\r\nHost: a\r\n\r\n"},
        Hostile{"SpaceInTheTarget", "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n"}, Hostile{"NoVersion", "GET /\r\n\r\n"},
        Hostile{"Http09", "GET /\n"}, Hostile{"Http2", "GET / HTTP/2.0\r\nHost: a\r\n\r\n"},
        Hostile{"Http2Preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"},
        Hostile{"WrongProtocol", "GET / FTP/1.1\r\nHost: a\r\n\r\n"},
        Hostile{"LowerCaseProtocol", "GET / http/1.1\r\nHost: a\r\n\r\n"},
        Hostile{"NoMethod", " / HTTP/1.1\r\nHost: a\r\n\r\n"},
        Hostile{"MethodWithOddLetters", "G@T[ / HTTP/1.1\r\nHost: a\r\n\r\n"},
        Hostile{"TlsHello", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"s + std::string(50, '\x11')},
        Hostile{"BinaryNoise", std::string("\xff\xfe\x80\x81\r\n\r\n")},
        Hostile{"UnknownExpectation", "POST / HTTP/1.1\r\nHost: a\r\nExpect: 200-ok\r\nContent-Length: 1\r\n\r\nx"},
        Hostile{"UnknownTransferEncoding", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\nhello"},
        Hostile{"ChunkedTwice", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n"},
        Hostile{"ChunkedBehindAVerticalTab",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: \x0b"
                "chunked\r\n\r\n0\r\n\r\n" +
                    kSmuggled},
        Hostile{
            "ChunkedWithAParameter",
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked;q=1\r\nContent-Length: 5\r\n\r\n0\r\n\r\n" + kSmuggled},
        Hostile{"TransferEncodingTwice",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: identity\r\nTransfer-Encoding: "
                "chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n" +
                    kSmuggled},
        Hostile{"SpaceBeforeTheColonOfTransferEncoding",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding : chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n" + kSmuggled},
        Hostile{"ContentLengthWithASpaceInside", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1 0\r\n\r\n" + kSmuggled},
        Hostile{"ChunkSizeWithABareLineFeed",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\nhe\r\n0\r\n\r\n" + kSmuggled},
        Hostile{"AbsoluteTargetOfManyBytes", "GET http://a/" + std::string(40'000, 'x') + " HTTP/1.1\r\nHost: a\r\n\r\n"},
        Hostile{"ObfuscatedChunked", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"}),
    [](const auto& hostile) { return hostile.param.name; });

class HalfSent : public ::testing::TestWithParam<Hostile> {};

TEST_P(HalfSent, LosesItsConnectionAtTheDeadlineWhileOthersAreServed) {
  const HttpServer server = start_bounded();
  RawClient half(server.port());
  half.send(GetParam().request);
  EXPECT_EQ(status_after(server, "GET / HTTP/1.1\r\nHost: a\r\n\r\n"), 200);
  EXPECT_TRUE(half.is_closed());
}

INSTANTIATE_TEST_SUITE_P(Requests, HalfSent,
                         ::testing::Values(Hostile{"Nothing", ""}, Hostile{"HalfALine", "GET /x HT"},
                                           Hostile{"HalfAHead", "GET /x HTTP/1.1\r\nHost: a\r\n"},
                                           Hostile{"HalfABody", "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhel"},
                                           Hostile{"HalfAChunk",
                                                   "POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhe"}),
                         [](const auto& hostile) { return hostile.param.name; });

TEST(HostileRequests, DrippingBytesGainsNoTime) {
  const HttpServer server = start_bounded();
  RawClient client(server.port());
  const auto started = std::chrono::steady_clock::now();
  // Endless fields, as fast as the server takes them: only an absolute deadline or the limit ends this.
  client.send("GET / HTTP/1.1\r\nHost: a\r\n");
  while (client.send("X") && std::chrono::steady_clock::now() - started < 4s) continue;
  EXPECT_LT(std::chrono::steady_clock::now() - started, 4s);
  EXPECT_EQ(status_after(server, "GET / HTTP/1.1\r\nHost: a\r\n\r\n"), 200);
}

TEST(HostileRequests, ABodyThatDripsGainsNoTimeEither) {
  const HttpServer server = start_bounded();
  RawClient client(server.port());
  const auto started = std::chrono::steady_clock::now();
  client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
  while (client.send("1\r\nx\r\n") && std::chrono::steady_clock::now() - started < 4s) continue;
  EXPECT_LT(std::chrono::steady_clock::now() - started, 4s);
  EXPECT_EQ(status_after(server, "GET / HTTP/1.1\r\nHost: a\r\n\r\n"), 200);
}

TEST(HostileRequests, ClosingEarlyDoesNoHarm) {
  const HttpServer server = start_bounded();
  for (int i = 0; i < 50; ++i) {
    RawClient client(server.port());
    client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  }
  EXPECT_EQ(status_after(server, "GET / HTTP/1.1\r\nHost: a\r\n\r\n"), 200);
}

}  // namespace
}  // namespace izvor
