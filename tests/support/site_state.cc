#include "tests/support/site_state.h"

#include <algorithm>
#include <boost/algorithm/string/replace.hpp>
#include <utility>

namespace izvor::testing {
namespace {

bool is_text(const SiteReply& reply) {
  return reply.content_type.find("text/") != std::string::npos || reply.content_type.find("xml") != std::string::npos ||
         reply.content_type.find("json") != std::string::npos;
}

void fill_in_origin(SiteReply& reply, const std::string& origin) {
  boost::replace_all(reply.location, "{origin}", origin);
  for (auto& [name, value] : reply.headers) boost::replace_all(value, "{origin}", origin);
  if (!is_text(reply)) return;
  std::string escaped = origin;
  boost::replace_all(escaped, "/", "\\/");
  boost::replace_all(reply.body, "{origin}", origin);
  boost::replace_all(reply.body, "{origin_json}", escaped);  // JSON written by PHP escapes its slashes.
}

}  // namespace

void SiteState::set_origin(std::string origin) {
  const std::lock_guard lock(mutex_);
  origin_ = std::move(origin);
}

void SiteState::put(std::string_view target, SiteReply reply) {
  const std::lock_guard lock(mutex_);
  replies_.insert_or_assign(std::string(target), std::move(reply));
}

void SiteState::remove(std::string_view target) {
  const std::lock_guard lock(mutex_);
  if (const auto found = replies_.find(target); found != replies_.end()) replies_.erase(found);
}

void SiteState::reply_once(std::string_view target, SiteReply reply) {
  const std::lock_guard lock(mutex_);
  once_[std::string(target)].push_back(std::move(reply));
}

void SiteState::release(std::string_view target) {
  const std::lock_guard lock(mutex_);
  released_.emplace(target);
  changed_.notify_all();
}

SiteReply SiteState::reply(std::string_view target) const {
  const std::lock_guard lock(mutex_);
  return ordinary_reply(target);
}

SiteReply SiteState::ordinary_reply(std::string_view target) const {
  auto found = replies_.find(target);
  if (found == replies_.end()) found = replies_.find(target.substr(0, target.find('?')));
  return found == replies_.end() ? failure(404) : found->second;
}

std::vector<std::string> SiteState::targets() const {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> all;
  for (const auto& [target, reply] : replies_) all.push_back(target);
  return all;
}

std::vector<SiteRequest> SiteState::requests() const {
  const std::lock_guard lock(mutex_);
  std::vector<SiteRequest> all;
  for (const auto& [number, request] : requests_) all.push_back(request);
  return all;
}

void SiteState::forget_requests() {
  const std::lock_guard lock(mutex_);
  requests_.clear();
  most_at_once_ = under_way_;
}

std::size_t SiteState::most_at_once() const {
  const std::lock_guard lock(mutex_);
  return most_at_once_;
}

bool SiteState::wait_for_requests(std::string_view target, std::size_t times, std::chrono::milliseconds limit) const {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, limit, [&] {
    const auto asked = std::ranges::count_if(requests_, [&](const auto& entry) { return entry.second.target == target; });
    return static_cast<std::size_t>(asked) >= times;
  });
}

std::pair<SiteReply, std::size_t> SiteState::begin(SiteRequest request) {
  const std::lock_guard lock(mutex_);
  SiteReply reply;
  if (const auto turn = once_.find(request.target); turn != once_.end()) {
    reply = std::move(turn->second.front());
    turn->second.pop_front();
    if (turn->second.empty()) once_.erase(turn);
  } else {
    reply = ordinary_reply(request.target);
  }
  fill_in_origin(reply, origin_);
  const std::size_t number = next_number_++;
  if (remember_requests_) requests_.emplace(number, std::move(request));
  most_at_once_ = std::max(most_at_once_, ++under_way_);
  changed_.notify_all();
  return {std::move(reply), number};
}

void SiteState::answered(std::size_t number, int status) {
  const std::lock_guard lock(mutex_);
  --under_way_;
  if (const auto found = requests_.find(number); found != requests_.end()) found->second.status = status;
}

bool SiteState::wait_for_release(std::string_view target) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return stopping_ || released_.contains(target); });
  return !stopping_;
}

bool SiteState::pause(std::chrono::milliseconds length) {
  std::unique_lock lock(mutex_);
  return !changed_.wait_for(lock, length, [&] { return stopping_; });
}

void SiteState::stop() {
  const std::lock_guard lock(mutex_);
  stopping_ = true;
  changed_.notify_all();
}

bool SiteState::stopping() const {
  const std::lock_guard lock(mutex_);
  return stopping_;
}

}  // namespace izvor::testing
