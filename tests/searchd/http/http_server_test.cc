#include "searchd/http/http_server.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "tests/support/raw_client.h"

namespace izvor {
namespace {

using namespace std::chrono_literals;
using testing::body_of;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::RawClient;
using testing::status_of;

constexpr std::string_view kGet = "GET /x HTTP/1.1\r\nHost: a\r\n\r\n";

HttpServerOptions quick() {
  HttpServerOptions options;
  options.listen = "127.0.0.1:0";
  options.threads = 2;
  options.head_deadline = 300ms;
  options.body_deadline = 300ms;
  options.idle_deadline = 10s;
  options.drain_deadline = 2s;
  return options;
}

/// Says what it was asked: "GET /x" and the body.
HttpResponse echo(const HttpRequest& request) {
  if (request.target == "/throw") throw std::runtime_error("no");
  HttpResponse response;
  response.set("Content-Type", "text/plain");
  response.body = request.method + " " + request.target + " " + request.body;
  return response;
}

HttpServer start(HttpServerOptions options = quick(), HttpHandler handler = echo) {
  auto server = HttpServer::start(options, [handler] { return handler; });
  if (!server) throw std::runtime_error(server.error().message);
  return std::move(*server);
}

std::string ask(const HttpServer& server, std::string_view request) {
  RawClient client(server.port());
  client.send(request);
  return client.read_answer();
}

TEST(HttpServer, AnswersARequest) {
  const HttpServer server = start();
  const std::string answer = ask(server, kGet);
  EXPECT_EQ(status_of(answer), 200);
  EXPECT_EQ(body_of(answer), "GET /x ");
  EXPECT_THAT(answer, HasSubstr("Date: "));
}

TEST(HttpServer, PortZeroChoosesOneAndSaysWhich) {
  const HttpServer server = start();
  EXPECT_NE(server.port(), 0);
  EXPECT_EQ(server.address(), "127.0.0.1:" + std::to_string(server.port()));
}

TEST(HttpServer, ATakenPortIsOneClearSentence) {
  const HttpServer server = start();
  HttpServerOptions same = quick();
  same.listen = server.address();
  const auto second = HttpServer::start(same, [] { return echo; });
  ASSERT_FALSE(second);
  EXPECT_THAT(second.error().message, HasSubstr("another program has this port"));
  EXPECT_THAT(second.error().message, Not(HasSubstr("\n")));
}

TEST(HttpServer, AnAddressThatIsNoneIsRefused) {
  for (const char* listen :
       {"", "8080", "127.0.0.1", "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:99999", "example.eu:80", "127.0.0.1:80x"}) {
    HttpServerOptions options = quick();
    options.listen = listen;
    EXPECT_FALSE(HttpServer::start(options, [] { return echo; })) << listen;
  }
}

TEST(HttpServer, OneConnectionCarriesManyRequests) {
  const HttpServer server = start();
  RawClient client(server.port());
  for (int i = 0; i < 3; ++i) {
    client.send(kGet);
    EXPECT_EQ(body_of(client.read_answer()), "GET /x ");
  }
}

TEST(HttpServer, PipelinedRequestsAreAnsweredInOrder) {
  const HttpServer server = start();
  RawClient client(server.port());
  client.send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(body_of(client.read_answer()), "GET /1 ");
  EXPECT_EQ(body_of(client.read_answer()), "GET /2 ");
}

TEST(HttpServer, HeadHasTheLengthButNotTheBody) {
  const HttpServer server = start();
  RawClient client(server.port());
  client.send("HEAD /x HTTP/1.1\r\nHost: a\r\n\r\n");
  const std::string answer = client.read_answer(true);
  EXPECT_THAT(answer, HasSubstr("Content-Length: 8\r\n"));
  client.send(kGet);
  EXPECT_EQ(body_of(client.read_answer()), "GET /x ") << "a body after HEAD would be taken for the next answer";
}

TEST(HttpServer, ConnectionCloseIsObeyed) {
  const HttpServer server = start();
  RawClient client(server.port());
  client.send("GET /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(client.read_answer(), HasSubstr("Connection: close"));
  EXPECT_TRUE(client.is_closed());
}

TEST(HttpServer, ABodyArrivesWholeByLengthAndByChunks) {
  const HttpServer server = start();
  EXPECT_EQ(body_of(ask(server, "POST /p HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello")), "POST /p hello");
  EXPECT_EQ(body_of(ask(server, "POST /p HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n")),
            "POST /p hello");
}

TEST(HttpServer, ExpectContinueIsEncouraged) {
  const HttpServer server = start();
  RawClient client(server.port());
  client.send("POST /p HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(status_of(client.read_answer(true)), 100);
  client.send("hi");
  EXPECT_EQ(body_of(client.read_answer()), "POST /p hi");
}

TEST(HttpServer, WhatAHandlerThrowsBecomesA500AndTheServerLives) {
  const HttpServer server = start();
  const std::string answer = ask(server, "GET /throw HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(status_of(answer), 500);
  EXPECT_THAT(answer, HasSubstr("application/problem+json"));
  EXPECT_EQ(status_of(ask(server, kGet)), 200);
}

TEST(HttpServer, TwoThreadsAnswerAtTheSameTime) {
  std::mutex mutex;
  std::condition_variable both;
  int inside = 0;
  const HttpServer server = start(quick(), [&](const HttpRequest&) {
    std::unique_lock lock(mutex);
    ++inside;
    both.notify_all();
    HttpResponse response;
    response.body = both.wait_for(lock, 5s, [&] { return inside == 2; }) ? "together" : "alone";
    return response;
  });
  RawClient first(server.port()), second(server.port());
  first.send(kGet);
  second.send(kGet);
  EXPECT_EQ(body_of(first.read_answer()), "together");
  EXPECT_EQ(body_of(second.read_answer()), "together");
}

TEST(HttpServer, StopAnswersWhatIsUnderWayAndClosesTheIdle) {
  std::mutex mutex;
  std::condition_variable changed;
  bool inside = false, go_on = false;
  HttpServer server = start(quick(), [&](const HttpRequest&) {
    std::unique_lock lock(mutex);
    inside = true;
    changed.notify_all();
    changed.wait_for(lock, 5s, [&] { return go_on; });
    HttpResponse response;
    response.body = "finished";
    return response;
  });
  RawClient idle(server.port()), busy(server.port());
  busy.send(kGet);
  {
    std::unique_lock lock(mutex);
    ASSERT_TRUE(changed.wait_for(lock, 5s, [&] { return inside; }));
    server.stop();
    go_on = true;
    changed.notify_all();
  }
  EXPECT_EQ(body_of(busy.read_answer()), "finished");
  EXPECT_TRUE(busy.is_closed());
  EXPECT_TRUE(idle.is_closed());
  server.wait();
  EXPECT_ANY_THROW(RawClient(server.port()));
}

TEST(HttpServer, StopDoesNotWaitForeverForAHalfSentRequest) {
  HttpServerOptions options = quick();
  options.head_deadline = 60s;
  options.drain_deadline = 100ms;
  HttpServer server = start(options);
  RawClient half(server.port());
  half.send("GET /x HT");
  EXPECT_EQ(status_of(ask(server, kGet)), 200);
  server.stop();
  server.wait();
  EXPECT_TRUE(half.is_closed());
}

TEST(HttpServer, WhenFullTheLongestIdleMakesRoom) {
  HttpServerOptions options = quick();
  options.threads = 1;
  options.max_connections = 3;
  options.head_deadline = 20s;
  const HttpServer server = start(options);
  std::vector<RawClient> clients;
  for (int i = 0; i < 4; ++i) {
    clients.emplace_back(server.port());
    clients.back().send(kGet);
    EXPECT_EQ(body_of(clients.back().read_answer()), "GET /x ") << i;
  }
  EXPECT_TRUE(clients.front().is_closed());
  clients.back().send(kGet);
  EXPECT_EQ(status_of(clients.back().read_answer()), 200);
}

TEST(HttpServer, AThousandIdleConnectionsLeaveOthersServed) {
  const HttpServer server = start();
  std::vector<RawClient> idle;
  for (int i = 0; i < 1000; ++i) idle.emplace_back(server.port());
  EXPECT_EQ(status_of(ask(server, kGet)), 200);
}

}  // namespace
}  // namespace izvor
