// SiteState: what SiteServer's pages are at this moment and what has been asked, shared by its connections.
//
// One mutex guards all of it. For SiteServer alone; tests speak to SiteServer.
#pragma once

#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/site_reply.h"

namespace izvor::testing {

class SiteState {
 public:
  explicit SiteState(bool remember_requests) : remember_requests_(remember_requests) {}

  void set_origin(std::string origin);
  void put(std::string_view target, SiteReply reply);
  void remove(std::string_view target);
  void reply_once(std::string_view target, SiteReply reply);
  void release(std::string_view target);
  [[nodiscard]] SiteReply reply(std::string_view target) const;
  [[nodiscard]] std::vector<std::string> targets() const;

  [[nodiscard]] std::vector<SiteRequest> requests() const;
  void forget_requests();
  [[nodiscard]] std::size_t most_at_once() const;
  [[nodiscard]] bool wait_for_requests(std::string_view target, std::size_t times, std::chrono::milliseconds limit) const;

  // For connections.
  /// Notes a request and takes the reply that is its turn, with the origin filled in. The number is for `answered`.
  [[nodiscard]] std::pair<SiteReply, std::size_t> begin(SiteRequest request);
  void answered(std::size_t number, int status);
  /// False when the server stops meanwhile.
  [[nodiscard]] bool wait_for_release(std::string_view target);
  [[nodiscard]] bool pause(std::chrono::milliseconds length);
  void stop();
  [[nodiscard]] bool stopping() const;

 private:
  [[nodiscard]] SiteReply ordinary_reply(std::string_view target) const;

  const bool remember_requests_;
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  std::string origin_;
  std::map<std::string, SiteReply, std::less<>> replies_;
  std::map<std::string, std::deque<SiteReply>, std::less<>> once_;
  std::set<std::string, std::less<>> released_;
  std::map<std::size_t, SiteRequest> requests_;
  std::size_t next_number_ = 0, under_way_ = 0, most_at_once_ = 0;
  bool stopping_ = false;
};

}  // namespace izvor::testing
