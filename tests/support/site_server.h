// SiteServer: a web site on 127.0.0.1 whose pages, faults and manners a test decides, and which remembers what it was asked.
//
// Real HTTP over real sockets: ETag and Last-Modified with 304, gzip, chunked bodies, delays, and failures on demand. Each
// connection has a thread of its own, which is wasteful and simple. Every function may be called from any thread while the
// server runs. Tests wait for a request (`wait_for_requests`) or hold an answer back (`SiteReply::hold`, `release`); nothing
// sleeps.
//
//   SiteServer site;
//   site.put("/bg/policies/ai", html_page("<p>…</p>"));
//   site.reply_once("/bg/policies/ai", failure(503, "120"));   // the first request fails, later ones do not
//   … crawl site.url("/bg/policies/ai") …
//   EXPECT_EQ(site.count("/robots.txt"), 1u);
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/site_reply.h"

namespace izvor::testing {

class SiteState;

class SiteServer {
 public:
  struct Options {
    std::filesystem::path folder;       ///< served as tests/support/site_folder.h says; empty: no pages yet
    std::string address = "127.0.0.1";  ///< another loopback address (127.0.0.2) makes another host
    std::uint16_t port = 0;             ///< 0: the system picks one
    bool remember_requests = true;      ///< false for a server that runs for days
  };

  /// Listens when it returns. Throws std::runtime_error when the port is taken or the folder cannot be read.
  SiteServer();
  explicit SiteServer(const std::filesystem::path& folder);
  explicit SiteServer(const Options& options);
  /// Closes every connection, answered or not.
  ~SiteServer();
  SiteServer(const SiteServer&) = delete;
  SiteServer& operator=(const SiteServer&) = delete;

  [[nodiscard]] std::uint16_t port() const;
  /// "http://127.0.0.1:PORT"
  [[nodiscard]] std::string origin() const;
  [[nodiscard]] std::string url(std::string_view target) const { return origin() + std::string(target); }

  // Pages. A target is a path, with "?query" where the answer is for that query alone; a query that is not known gets the page
  // of its path, as on the real site. "{origin}" in text bodies, locations and headers becomes the server's origin.
  void put(std::string_view target, SiteReply reply);
  void put(std::string_view target, std::string html) { put(target, html_page(std::move(html))); }
  /// 404 from now on.
  void remove(std::string_view target);
  void redirect(std::string_view target, std::string location, int status = 302);
  void robots(std::string text) { put("/robots.txt", plain_text(std::move(text))); }
  /// Replies for the next requests of a target, one each, before its ordinary one.
  void reply_once(std::string_view target, SiteReply reply);
  /// Lets the held answers of a target go, now and later.
  void release(std::string_view target);
  /// What a target answers at present (404 if it is unknown).
  [[nodiscard]] SiteReply reply(std::string_view target) const;
  /// Every target that has an answer of its own, sorted.
  [[nodiscard]] std::vector<std::string> targets() const;

  // What was asked. A request is counted when its head has been read.
  [[nodiscard]] std::vector<SiteRequest> requests() const;
  [[nodiscard]] std::vector<SiteRequest> requests(std::string_view target) const;
  [[nodiscard]] std::size_t count() const;
  [[nodiscard]] std::size_t count(std::string_view target) const;
  /// The most requests that were under way at one moment.
  [[nodiscard]] std::size_t most_at_once() const;
  /// Forgets the requests so far.
  void forget_requests();
  /// Waits until a target has been asked for `times` times; false when that does not happen in time.
  [[nodiscard]] bool wait_for_requests(std::string_view target, std::size_t times = 1,
                                       std::chrono::milliseconds limit = std::chrono::seconds(20)) const;

 private:
  class Listener;
  std::unique_ptr<SiteState> state_;
  std::unique_ptr<Listener> listener_;
};

}  // namespace izvor::testing
