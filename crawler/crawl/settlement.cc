#include "crawler/crawl/settlement.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "crawler/fetcher/http_fields.h"
#include "crawler/frontier/schedule.h"
#include "crawler/html/charset.h"
#include "crawler/links/page_links.h"
#include "crawler/links/refresh.h"
#include "crawler/robots/robots_txt.h"
#include "crawler/scope/tracking.h"

namespace izvor {
namespace {

constexpr std::size_t kMaxValidatorBytes = 512;  // A longer one is not worth carrying; the page is then fetched whole.
constexpr unsigned kPatientFailures = 3;
constexpr std::chrono::seconds kUsualRest{30};  // For a 429 or 503 that does not say how long.

// An archive that cannot be written is a broken environment: the crawl ends with the message.
template <class T>
T required(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().message);
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

std::string validator_of(const std::vector<HttpField>& fields, std::string_view name) {
  const std::string_view value = field_of(fields, name);
  return value.size() > kMaxValidatorBytes ? std::string() : std::string(value);
}

Capture capture_of(const Url& url, FetchResult&& result) {
  return {.url = url,
          .fetched = result.fetched,
          .status = result.status,
          .fields = std::move(result.fields),
          .request_head = std::move(result.request_head),
          .body = std::move(result.body)};
}

Result<PageLinks> read_source(const Capture& capture, std::string_view product_token) {
  try {
    const bool is_text = media_type_of(capture.fields) == "text/plain";
    const DecodedPage page = decode_page(capture.body, field_of(capture.fields, "Content-Type"), !is_text);
    if (is_text) return links_of_text(page.utf8);
    return links_of(page.utf8, {.page = capture.url, .product_token = product_token, .charset = page.charset});
  } catch (const std::exception& trouble) {
    return fail(trouble.what());
  }
}

}  // namespace

void Settlement::settle(FrontierEntry entry, FetchResult result, std::uint64_t pass) {
  const bool pinged = entry.priority == Priority::kPing;
  const bool conditional = !entry.etag.empty() || !entry.last_modified.empty();
  const Judgement judgement = judge(result, entry.kind, conditional);
  const UtcTime now = result.fetched;
  const std::chrono::milliseconds latency = result.latency;
  outcome_ = {};
  entry.priority = entry.kind == EntryKind::kSitemap ? Priority::kSitemap : Priority::kDue;
  entry.last_fetch = now;
  entry.last_status = result.status;
  if (entry.kind == EntryKind::kPage) ++parts_.summary.fetched;
  parts_.summary.body_bytes += result.body.size();
  switch (judgement.finding) {
    case Finding::kContent:
      entry.kind == EntryKind::kSitemap ? read_sitemap(entry, result) : keep_page(entry, std::move(result));
      break;
    case Finding::kNotModified:
      keep_unchanged(entry, std::move(result));
      break;
    case Finding::kRedirect:
      follow_redirect(entry, result, *judgement.redirect_to, pinged);
      break;
    case Finding::kMissing:
      note_missing(entry, result, pinged);
      break;
    case Finding::kLeaveOut:
      if (result.status == 401 || result.status == 403) {
        refuse(entry, judgement.reason, judgement.detail, now);
      } else {
        skip(entry, judgement.reason, judgement.detail, now);
      }
      break;
    case Finding::kAskedToWait:
      rest_host(entry, result, judgement);
      break;
    case Finding::kTryAgain:
      try_again(entry, judgement, now);
      break;
  }
  const bool may_come_again = judgement.finding == Finding::kAskedToWait || judgement.finding == Finding::kTryAgain;
  parts_.frontier.settle(entry, may_come_again ? 0 : pass);
  outcome_.words = entry.last_result;
  spdlog::debug("{}: {}, after {} ms", entry.url.str(), entry.last_result, latency.count());
}

void Settlement::leave_out(FrontierEntry entry, const std::string& reason, const std::string& detail, UtcTime now,
                           std::uint64_t pass) {
  entry.priority = entry.kind == EntryKind::kSitemap ? Priority::kSitemap : Priority::kDue;
  outcome_ = {};
  if (entry.kind == EntryKind::kPage) ++parts_.summary.unasked;
  if (reason == "robots.txt") {
    refuse(entry, reason, detail, now);
  } else {
    skip(entry, reason, detail, now);
  }
  parts_.frontier.settle(entry, pass);
  outcome_.words = entry.last_result;
}

void Settlement::keep_page(FrontierEntry& entry, FetchResult result) {
  const bool known = entry.last_success.has_value();
  const Capture capture = capture_of(entry.url, std::move(result));
  if (gives_way_to_twin(entry, capture)) return;
  const Stored stored = required(parts_.archive.store(capture));
  // The archive may have the version although nobody has followed its links: it came back from a WARC file after a kill or a
  // repair, or it was imported.
  const bool changed = (stored.sequence || !known) && read_page(entry, capture);
  succeed(entry, capture.fields, capture.fetched, changed);
  if (!stored.sequence) {
    entry.last_result = "unchanged";
    outcome_.unchanged = true;
    ++parts_.summary.unchanged;
  } else {
    entry.last_result = "kept as version " + std::to_string(*stored.sequence);
    outcome_.version = stored.sequence;
    ++(known ? parts_.summary.changed : parts_.summary.added);
  }
}

// Twins on http and https that say the same are one page: the one that rel=canonical names, or else the https one.
bool Settlement::gives_way_to_twin(FrontierEntry& entry, const Capture& capture) {
  const std::optional<Url> address = parts_.intake.twin_of(entry.url);
  std::optional<FrontierEntry> twin = address ? parts_.frontier.find(*address) : std::nullopt;
  if (!twin || twin->state != EntryState::kKept || twin->text_digest == 0) return false;
  const Result<PageLinks> page = read_source(capture, product_token_of(parts_.settings.user_agent));
  if (!page) return false;
  if (page->text_digest != twin->text_digest) {
    // What was one page yesterday may have changed under both addresses since: the twin is looked at first.
    const bool was_one = entry.state == EntryState::kRedirect && entry.redirect_target == address->str();
    if (!was_one || entry.failures > 0) return false;
    entry.failures = 1;
    entry.due = parts_.revisits.next_visit(entry, capture.fetched);
    parts_.frontier.ping(*address, capture.fetched);
    entry.last_result = "no longer says what " + address->str() + " said, which is visited first";
    ++parts_.summary.twins;
    return true;
  }
  const bool canonical_decides = page->canonical && (*page->canonical == *address || *page->canonical == entry.url);
  if (canonical_decides ? *page->canonical == entry.url : entry.url.scheme() == "https") {
    end_twin(entry, std::move(*twin), capture.fetched);
    return false;
  }
  ++parts_.summary.twins;
  end_twin(*twin, entry, capture.fetched);
  entry = *parts_.frontier.find(entry.url);
  return true;
}

void Settlement::end_twin(const FrontierEntry& entry, FrontierEntry twin, UtcTime now) {
  twin.last_result = "says the same as " + entry.url.str();
  if (has_content(twin.url)) required(parts_.archive.store_gone(twin.url, now, 0, twin.last_result));
  twin.state = EntryState::kRedirect;
  twin.redirect_target = entry.url.str();
  twin.failures = 0;
  twin.missing_since.reset();
  twin.etag.clear();
  twin.last_modified.clear();
  twin.due = parts_.revisits.next_visit(twin, now);
  parts_.frontier.clear_skipped(twin.url);
  parts_.frontier.settle(twin, 0);
}

// The page is kept whatever its markup does to us.
bool Settlement::read_page(FrontierEntry& entry, const Capture& capture) {
  const std::string_view product_token = product_token_of(parts_.settings.user_agent);
  const Result<PageLinks> page = read_source(capture, product_token);
  if (!page) {
    spdlog::warn("{}: kept, but its links cannot be read: {}", capture.url.str(), page.error().message);
    return true;
  }
  const bool changed = entry.text_digest != page->text_digest;
  entry.text_digest = page->text_digest;
  parts_.intake.take_feeds(page->feeds, capture.url);
  if (robots_directives_of(capture.fields, product_token).nofollow) return changed;
  for (const Url& link : page->follow) static_cast<void>(parts_.intake.take_page(link, Priority::kDue));
  if (const std::string_view target = refresh_target(field_of(capture.fields, "Refresh")); !target.empty()) {
    if (const Result<Url> url = Url::resolve(capture.url, target)) static_cast<void>(parts_.intake.take_page(*url, Priority::kDue));
  }
  return changed;
}

void Settlement::read_sitemap(FrontierEntry& entry, const FetchResult& result) {
  const Sitemap sitemap = parse_sitemap(result.body);
  if (sitemap.entries.empty() && !sitemap.cut_reason.empty()) {
    return skip(entry, "bad sitemap", sitemap.cut_reason, result.fetched);
  }
  ++parts_.summary.sitemaps;
  succeed(entry, result.fields, result.fetched, true);
  entry.last_result = std::to_string(sitemap.entries.size()) + (sitemap.is_index ? " sitemaps" : " addresses");
  parts_.intake.take_entries(sitemap, entry);
  note_sitemap_trouble(entry, sitemap, result.fetched);
}

// What was lost is kept where other losses are, although the sitemap as a whole was read. A feed may well be empty.
void Settlement::note_sitemap_trouble(FrontierEntry& entry, const Sitemap& sitemap, UtcTime now) {
  const bool is_empty = sitemap.entries.empty() && !sitemap.is_feed;
  const std::string trouble = is_empty ? "no address in it" : sitemap.trouble();
  if (trouble.empty()) return parts_.frontier.clear_skipped(entry.url);
  ++(is_empty ? parts_.summary.empty_sitemaps : parts_.summary.damaged_sitemaps);
  const std::string what = entry.last_result;
  if (is_empty) spdlog::warn("{}: a sitemap without an address", entry.url.str());
  note_reason(entry, is_empty ? "empty sitemap" : "damaged sitemap", trouble, now);
  entry.last_result = what + "; " + entry.last_result;
}

void Settlement::keep_unchanged(FrontierEntry& entry, FetchResult result) {
  if (entry.kind == EntryKind::kPage && !has_content(entry.url)) {
    // Damage to the archive may have taken the version that the validators belong to.
    entry.etag.clear();
    entry.last_modified.clear();
    entry.due = result.fetched;
    entry.last_result = "not modified, but the archive lacks it: to be fetched whole";
    ++parts_.summary.skipped["lost by the archive"];
    return;
  }
  // A 304 need not repeat the validators (RFC 9110, section 15.4.5); what it does not repeat still holds.
  const std::string etag = entry.etag;
  const std::string last_modified = entry.last_modified;
  succeed(entry, result.fields, result.fetched, false);
  entry.last_result = "not modified";
  outcome_.unchanged = true;
  if (entry.etag.empty()) entry.etag = etag;
  if (entry.last_modified.empty()) entry.last_modified = last_modified;
  parts_.frontier.clear_skipped(entry.url);
  if (entry.kind == EntryKind::kSitemap) return;
  ++parts_.summary.unchanged;
  required(parts_.archive.store_not_modified(capture_of(entry.url, std::move(result))));
}

void Settlement::succeed(FrontierEntry& entry, const std::vector<HttpField>& fields, UtcTime now, bool changed) {
  entry.state = EntryState::kKept;
  entry.etag = validator_of(fields, "ETag");
  entry.last_modified = validator_of(fields, "Last-Modified");
  entry.failures = 0;
  entry.missing_since.reset();
  entry.redirect_target.clear();
  if (entry.kind == EntryKind::kPage) {
    parts_.revisits.visited(entry, changed, now);
  } else {
    entry.due = parts_.revisits.next_visit(entry, now);
  }
  entry.last_success = parts_.summary.last_success = now;
  parts_.pace.host(std::string(entry.url.origin())).last_success = now;
}

void Settlement::follow_redirect(FrontierEntry& entry, const FetchResult& result, const Url& named, bool pinged) {
  const Url target = without_tracking(named);
  std::string refusal = redirect_trap(entry, target);
  const unsigned hops = entry.redirect_hops + 1;
  if (refusal.empty() && entry.kind == EntryKind::kSitemap) {
    parts_.intake.take_sitemap(target, entry.url, hops);
  } else if (refusal.empty()) {
    refusal = parts_.intake.take_page(target, pinged ? Priority::kPing : Priority::kDue, hops).value_or("");
    if (refusal.empty() && pinged) static_cast<void>(parts_.intake.take_ping(target));
  }
  if (!refusal.empty()) {
    const std::string detail = "leads to " + target.str() + ": " + refusal;
    if (parts_.scope.outside_sites(target)) return refuse(entry, "redirect", detail, result.fetched);
    return skip(entry, "redirect", detail, result.fetched);
  }
  if (entry.kind == EntryKind::kPage) ++parts_.summary.redirects;
  entry.state = EntryState::kRedirect;
  entry.redirect_target = target.str();
  entry.etag.clear();
  entry.last_modified.clear();
  entry.failures = 0;
  entry.last_result = "status " + std::to_string(result.status) + ", leads to " + target.str();
  entry.due = parts_.revisits.next_visit(entry, result.fetched);
  parts_.frontier.clear_skipped(entry.url);
  note_moved(entry, result, target);
}

std::string Settlement::redirect_trap(const FrontierEntry& entry, const Url& target) {
  if (target == entry.url) return "it redirects to itself";
  if (entry.redirect_hops >= parts_.settings.max_redirects) {
    return "more than " + std::to_string(parts_.settings.max_redirects) + " redirects in a row";
  }
  std::optional<FrontierEntry> next = parts_.frontier.find(target);
  for (unsigned hop = 0; hop < parts_.settings.max_redirects && next && next->state == EntryState::kRedirect; ++hop) {
    if (next->redirect_target == entry.url.str()) return "a redirect loop";
    const Result<Url> after = Url::parse(next->redirect_target);
    if (!after) break;
    next = parts_.frontier.find(*after);
  }
  return {};
}

void Settlement::note_missing(FrontierEntry& entry, const FetchResult& result, bool pinged) {
  const UtcTime now = result.fetched;
  const std::string words = "status " + std::to_string(result.status);
  entry.failures = 0;
  entry.etag.clear();
  entry.last_modified.clear();
  entry.due = parts_.revisits.next_visit(entry, now);
  entry.last_result = words;
  const bool was_gone = entry.state == EntryState::kGone;
  const UtcTime since = entry.missing_since.value_or(now);
  if (was_gone || !has_content(entry.url)) {
    ++(entry.kind == EntryKind::kPage ? parts_.summary.missing : parts_.summary.failed_sitemaps);
    if (was_gone) return;
    entry.state = EntryState::kMissing;
    return note_reason(entry, words, "", now);
  }
  if (pinged && result.status == 410) {  // Whoever takes a page away on purpose and says so need not wait.
    entry.missing_since = since;
    entry.last_result = words + ", after a ping";
    return remove(entry, now, result.status);
  }
  if (!entry.missing_since || !is_gone(parts_.settings, since, now)) {
    ++parts_.summary.missing;
    entry.state = EntryState::kMissing;
    entry.missing_since = since;
    entry.due = next_confirmation(parts_.settings, since);
    entry.last_result = words + ", to be confirmed";
    return;
  }
  const auto hours = std::chrono::duration_cast<std::chrono::hours>(now - since).count();
  entry.last_result = words + " twice, " + std::to_string(hours) + " h apart";
  remove(entry, now, result.status);
}

void Settlement::remove(FrontierEntry& entry, UtcTime now, int status) {
  if (const std::string refusal = guard_.refusal(std::string(entry.url.authority()), now); !refusal.empty()) {
    ++parts_.summary.held_back;
    return note_reason(entry, "removal held back", entry.last_result + "; " + refusal, now);
  }
  outcome_.version = required(parts_.archive.store_gone(entry.url, now, status, entry.last_result)).sequence;
  entry.state = EntryState::kGone;
  // What comes back is fetched whole: validators would speak of a version that is over.
  entry.etag.clear();
  entry.last_modified.clear();
  ++parts_.summary.gone;
  parts_.frontier.clear_skipped(entry.url);
}

void Settlement::note_moved(FrontierEntry& entry, const FetchResult& result, const Url& target) {
  if (entry.kind != EntryKind::kPage || !has_content(entry.url) || !has_content(target)) return entry.missing_since.reset();
  const UtcTime now = result.fetched;
  if (!entry.missing_since) entry.missing_since = now;
  if (!is_gone(parts_.settings, *entry.missing_since, now)) {
    entry.due = std::min(entry.due, next_confirmation(parts_.settings, *entry.missing_since));
    return;
  }
  entry.last_result = "moved to " + target.str() + ", status " + std::to_string(result.status) + " twice";
  --parts_.summary.redirects;  // Counted once, as gone or held back.
  remove(entry, now, result.status);
  entry.state = EntryState::kRedirect;
}

bool Settlement::has_content(const Url& url) const {
  const std::vector<PageVersion> versions = required(parts_.archive.versions_of(page_id_of(url)));
  return !versions.empty() && versions.front().kind == VersionKind::kContent;
}

void Settlement::rest_host(FrontierEntry& entry, const FetchResult& result, const Judgement& judgement) {
  const UtcTime now = result.fetched;
  const auto rest = std::clamp(judgement.retry_after.value_or(kUsualRest), std::chrono::seconds(1), std::chrono::seconds(Pace::kLongestRest));
  parts_.pace.hold(std::string(entry.url.origin()), now + rest, judgement.reason);
  try_again(entry, judgement, now);
  // The host rests; the page stays due, so that it is asked first when the rest is over. Not for ever.
  if (entry.failures <= kPatientFailures) entry.due = now;
}

void Settlement::try_again(FrontierEntry& entry, const Judgement& judgement, UtcTime now) {
  ++entry.failures;
  entry.due = next_attempt(parts_.settings, now, entry.failures);
  ++(entry.kind == EntryKind::kPage ? parts_.summary.skipped[judgement.reason] : parts_.summary.failed_sitemaps);
  note_reason(entry, judgement.reason, judgement.detail, now);
}

void Settlement::skip(FrontierEntry& entry, const std::string& reason, const std::string& detail, UtcTime now) {
  entry.state = EntryState::kSkipped;
  entry.failures = 0;
  entry.missing_since.reset();
  entry.due = parts_.revisits.next_visit(entry, now);
  ++(entry.kind == EntryKind::kPage ? parts_.summary.skipped[reason] : parts_.summary.failed_sitemaps);
  note_reason(entry, reason, detail, now);
}

void Settlement::refuse(FrontierEntry& entry, const std::string& reason, const std::string& detail, UtcTime now) {
  const bool was_gone = entry.state == EntryState::kGone;
  const std::optional<UtcTime> since = entry.missing_since;
  skip(entry, reason, detail, now);
  if (entry.kind != EntryKind::kPage) return;
  if (was_gone) {
    entry.state = EntryState::kGone;
    entry.missing_since = since;
    return;
  }
  if (!has_content(entry.url)) return;
  entry.missing_since = since.value_or(now);
  if (now - *entry.missing_since < parts_.settings.refused_after) {
    entry.due = std::min(entry.due, *entry.missing_since + parts_.settings.refused_after);
    return;
  }
  const auto hours = std::chrono::duration_cast<std::chrono::hours>(now - *entry.missing_since).count();
  entry.last_result += ", twice, " + std::to_string(hours) + " h apart";
  entry.last_fetch = now;  // The guard counts by it what has gone today.
  --parts_.summary.skipped[reason];  // Counted once, as gone or held back.
  remove(entry, now, entry.last_status == 401 || entry.last_status == 403 ? entry.last_status : 0);
}

std::uint64_t Settlement::remove_foreign_pages(UtcTime now) {
  constexpr std::size_t kAtOnce = 1000;
  std::vector<Url> foreign;
  std::int64_t after = 0;
  for (std::vector<Url> some; !(some = parts_.frontier.kept_addresses(after, kAtOnce)).empty();) {
    for (Url& url : some) {
      if (parts_.scope.outside_sites(url) && has_content(url)) foreign.push_back(std::move(url));
    }
  }
  if (foreign.empty()) return 0;
  spdlog::warn("{} kept pages belong to no configured site any more and leave the index; their versions stay in the archive",
               foreign.size());
  for (const Url& url : foreign) {
    std::optional<FrontierEntry> entry = parts_.frontier.find(url);
    if (!entry) continue;
    entry->last_result = "scope: " + *parts_.scope.outside_sites(url);
    required(parts_.archive.store_gone(url, now, 0, entry->last_result));
    entry->state = EntryState::kGone;
    entry->etag.clear();
    entry->last_modified.clear();
    parts_.frontier.settle(*entry, 0);
    ++parts_.summary.gone;
    ++parts_.summary.unasked;
  }
  return foreign.size();
}

void Settlement::note_reason(FrontierEntry& entry, const std::string& reason, const std::string& detail, UtcTime now) {
  entry.last_result = detail.empty() ? reason : reason + ": " + detail;
  required(parts_.archive.store_skipped(entry.url.str(), now, entry.last_result));
}

}  // namespace izvor
