// PromptCrawl: the crawl with a fetcher that answers at once and lets the clock run while the crawl waits.
//
// For the crawl's manners in time, and for what loopback cannot show: http and https of one host. Belongs to one thread.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "crawler/crawl/crawl.h"
#include "izvor/page_archive.h"
#include "tests/support/manual_clock.h"
#include "tests/support/temporary_directory.h"

namespace izvor::testing {

// A web of pages by address; notes when each was asked for, in std::chrono::milliseconds since the start.
class PromptFetcher final : public Fetcher {
 public:
  explicit PromptFetcher(ManualClock& clock) : clock_(clock), start_(clock.steady()) {}

  void put(const std::string& address, const std::string& body) { answers_[address] = {.status = 200, .body = body}; }
  void redirect(const std::string& address, const std::string& location) {
    answers_[address] = {.status = 301, .location = location};
  }
  void put_unreachable(const std::string& origin) { unreachable_.insert(origin); }
  void fail(const std::string& address, int status, const std::string& retry_after) {
    answers_[address] = {.status = status, .retry_after = retry_after};
  }

  void start(FetchRequest request) override {
    log_.emplace_back(std::chrono::duration_cast<std::chrono::milliseconds>(clock_.steady() - start_).count(), request.url.str());
    const std::string address = request.url.str();
    under_way_.push_back(std::move(request));
    on_start(address);
    most_at_once_ = std::max(most_at_once_, under_way_.size());
  }

  std::vector<FetchResult> wait(std::chrono::milliseconds longest) override {
    if (under_way_.empty() || turns_held > 0) {
      --turns_held;
      clock_.advance(longest);
      return {};
    }
    clock_.advance(latency);
    std::vector<FetchResult> results;
    for (const FetchRequest& request : under_way_) results.push_back(answer(request));
    under_way_.clear();
    return results;
  }

  [[nodiscard]] std::vector<long> times_of(const std::string& address) const {
    std::vector<long> times;
    for (const auto& [time, asked] : log_) {
      if (asked == address) times.push_back(time);
    }
    return times;
  }
  [[nodiscard]] std::vector<std::string> order() const {
    std::vector<std::string> addresses;
    for (const auto& [time, asked] : log_) addresses.push_back(asked);
    return addresses;
  }
  [[nodiscard]] std::size_t most_at_once() const { return most_at_once_; }

  std::chrono::milliseconds latency{0};
  int turns_held = 0;  ///< How often `wait` returns nothing before it answers.
  std::function<void(const std::string&)> on_start = [](const std::string&) {};

 private:
  struct Answer {
    int status = 404;
    std::string body = {};
    std::string retry_after = {};
    std::string location = {};
  };

  FetchResult answer(const FetchRequest& request) {
    const auto found = answers_.find(request.url.str());
    const Answer answer = found == answers_.end() ? Answer{} : found->second;
    FetchResult result{.url = request.url, .tag = request.tag};
    result.fetched = clock_.now();
    if (unreachable_.contains(std::string(request.url.origin()))) {
      result.failure = FetchFailure::kUnreachable;
      result.reason = "SSL connect error";
      return result;
    }
    result.status = answer.status;
    result.fields = {{"Content-Type", "text/html; charset=utf-8"}};
    if (!answer.retry_after.empty()) result.fields.emplace_back("Retry-After", answer.retry_after);
    result.request_head = "GET " + std::string(request.url.target()) + " HTTP/1.1\r\n\r\n";
    if (!answer.location.empty()) result.fields.emplace_back("Location", answer.location);
    result.body = answer.body;
    result.latency = latency;
    return result;
  }

  ManualClock& clock_;
  std::chrono::steady_clock::time_point start_;
  std::map<std::string, Answer> answers_;
  std::set<std::string> unreachable_;
  std::vector<FetchRequest> under_way_;
  std::vector<std::pair<long, std::string>> log_;
  std::size_t most_at_once_ = 0;
};

class PromptCrawl : public ::testing::Test {
 protected:
  PromptCrawl() { seed({"https://a.eu/"}); }

  void seed(const std::vector<std::string>& seeds) {
    sites_ = {SiteSettings{.name = "sample", .seeds = seeds, .include = {}, .exclude = {}, .sitemaps = {}}};
  }

  CrawlSummary crawl(
      bool once = true, std::function<bool()> stop = [] { return false; }) {
    PageArchive archive = PageArchive::open_for_writing(folder_.path()).value();
    PingQueue pings = PingQueue::open(folder_.path()).value();
    const Scope scope = Scope::make(sites_, settings_).value();
    Crawl crawl(
        {.settings = settings_, .scope = scope, .archive = archive, .pings = &pings, .fetcher = fetcher_, .clock = clock_});
    return crawl.run({.once = once, .stop = std::move(stop)});
  }

  TemporaryDirectory folder_;
  ManualClock clock_;
  PromptFetcher fetcher_{clock_};
  CrawlerSettings settings_;
  std::vector<SiteSettings> sites_;
};

}  // namespace izvor::testing
