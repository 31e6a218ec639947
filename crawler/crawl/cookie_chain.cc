#include "crawler/crawl/cookie_chain.h"

#include <algorithm>

#include "crawler/fetcher/http_fields.h"
#include "crawler/scope/tracking.h"

namespace izvor {

std::optional<Url> CookieChain::target_of(const FetchResult& result) {
  const int status = result.status;
  const bool is_redirect = status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
  if (result.failure != FetchFailure::kNone || !is_redirect) return std::nullopt;
  const std::string_view location = field_of(result.fields, "Location");
  if (location.empty()) return std::nullopt;
  Result<Url> target = Url::resolve(result.url, location);
  return target ? std::optional(std::move(*target)) : std::nullopt;
}

void CookieChain::add(FetchResult redirect, const Url& target) {
  // libcurl exports what was sent together with what was set.
  if (!redirect.cookies.empty()) cookies_ = redirect.cookies;
  target_ = target;
  redirects_.push_back(std::move(redirect));
}

std::vector<std::pair<Url, FetchResult>> CookieChain::settlements(const Url& asked, FetchResult last) const {
  std::vector<std::pair<Url, FetchResult>> answers;
  for (std::size_t i = 0; i < redirects_.size(); ++i) {
    answers.emplace_back(i == 0 ? asked : without_tracking(redirects_[i].url), redirects_[i]);
  }
  answers.emplace_back(redirects_.empty() ? asked : without_tracking(last.url), std::move(last));
  std::vector<std::pair<Url, FetchResult>> settled;
  for (std::size_t i = 0; i < answers.size(); ++i) {
    // What lies between two visits of one address is a detour.
    for (std::size_t later = answers.size() - 1; later > i; --later) {
      if (answers[later].first != answers[i].first) continue;
      i = later;
      break;
    }
    settled.push_back(answers[i]);
  }
  return settled;
}

}  // namespace izvor
