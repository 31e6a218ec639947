#include "crawler/crawl/response_policy.h"

#include <algorithm>
#include <utility>

#include "crawler/fetcher/http_fields.h"
#include "crawler/html/body_kind.h"

namespace izvor {
namespace {

constexpr std::size_t kMaxShownLocation = 200;

Judgement judge_failure(const FetchResult& result) {
  switch (result.failure) {
    case FetchFailure::kTimeout:
      return {Finding::kTryAgain, "timeout", result.reason};
    case FetchFailure::kUnreachable:
      return {Finding::kTryAgain, "unreachable", result.reason};
    case FetchFailure::kRefusedAddress:
      return {Finding::kLeaveOut, "private address", result.reason};
    case FetchFailure::kTooLarge:
      return {Finding::kLeaveOut, "too large", result.reason};
    case FetchFailure::kBadResponse:
    case FetchFailure::kNone:
      break;
  }
  return {Finding::kLeaveOut, "bad response", result.reason};
}

Judgement judge_content(const FetchResult& result, EntryKind kind) {
  if (kind == EntryKind::kSitemap) return {Finding::kContent};
  const std::string type = media_type_of(result.fields);
  if (const std::string_view binary = binary_kind_of(result.body); !binary.empty() && (is_page_type(type) || type.empty())) {
    return {Finding::kLeaveOut, "not HTML", "begins like " + std::string(binary)};
  }
  if (is_page_type(type) || (is_vague_type(type) && begins_like_html(result.body))) return {Finding::kContent};
  return {Finding::kLeaveOut, "not HTML", type.empty() ? "no Content-Type, and no HTML in the body" : type};
}

Judgement judge_redirect(const FetchResult& result) {
  const std::string location(field_of(result.fields, "Location"));
  if (location.empty())
    return {Finding::kLeaveOut, "redirect", "status " + std::to_string(result.status) + " without Location"};
  Result<Url> target = Url::resolve(result.url, location);
  if (!target) {
    return {Finding::kLeaveOut, "redirect",
            "leads to " + location.substr(0, kMaxShownLocation) + ": " + target.error().message};
  }
  return {.finding = Finding::kRedirect, .redirect_to = std::move(*target)};
}

bool is_redirect(int status) { return status == 301 || status == 302 || status == 303 || status == 307 || status == 308; }

bool may_pass(int status) { return status >= 500 || status == 408 || status == 425; }

}  // namespace

Judgement judge(const FetchResult& result, EntryKind kind, bool conditional) {
  if (result.failure != FetchFailure::kNone) return judge_failure(result);
  const int status = result.status;
  const std::string words = "status " + std::to_string(status);
  if (status == 200) return judge_content(result, kind);
  if (status == 304 && conditional) return {Finding::kNotModified};
  if (is_redirect(status)) return judge_redirect(result);
  if (status == 404 || status == 410) return {Finding::kMissing, words};
  if (status == 429 || status == 503) {
    return {.finding = Finding::kAskedToWait, .reason = words, .retry_after = retry_after_of(result.fields, result.fetched)};
  }
  return {may_pass(status) ? Finding::kTryAgain : Finding::kLeaveOut, words};
}

}  // namespace izvor
