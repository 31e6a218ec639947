#include "crawler/crawl/crawl.h"

#include <algorithm>
#include <stdexcept>
#include <utility>
#include <vector>

#include "crawler/fetcher/http_fields.h"

namespace izvor {
namespace {

constexpr unsigned kMaxRobotsRedirects = 5;  // RFC 9309, section 2.3.1.2: at least five.
constexpr std::uint64_t kMaxSitemapBytes = 50'000'000;
constexpr std::chrono::milliseconds kLongestTurn{500};  // Pings and stops are looked for this often.
constexpr std::chrono::seconds kPatience{60};           // How long a single pass waits for a host that asked to rest.
constexpr int kDecisionsATurn = 200;  // Refused without a request, of one host, before others have their turn.

}  // namespace

Crawl::Crawl(Parts parts)
    : parts_(parts),
      frontier_(parts_.archive.catalogue()),
      pace_(parts_.settings, parts_.clock),
      revisits_(parts_.settings, parts_.archive.catalogue(), frontier_, pace_, parts_.clock),
      ranking_(frontier_, revisits_, parts_.clock),
      robots_(frontier_, parts_.clock, std::string(product_token_of(parts_.settings.user_agent))),
      intake_(parts_.settings, parts_.scope, frontier_, revisits_, parts_.clock),
      settlement_({.settings = parts_.settings,
                   .archive = parts_.archive,
                   .frontier = frontier_,
                   .pace = pace_,
                   .revisits = revisits_,
                   .intake = intake_,
                   .summary = summary_}),
      pings_(
          {.queue = parts_.pings, .intake = intake_, .archive = parts_.archive, .summary = summary_, .clock = parts_.clock}) {
  for (const HostRecord& host : frontier_.hosts()) pace_.restore(host);
}

CrawlSummary Crawl::run(const CrawlOptions& options) {
  intake_.take_seeds();
  pass_ = options.once ? frontier_.begin_pass() : 0;
  unacknowledged_ = true;
  while (!options.stop()) {
    take_pings();
    revisits_.plan_when_due();
    start_due();
    if (options.once && is_done()) {
      frontier_.end_pass();
      break;
    }
    acknowledge();
    for (FetchResult& result : parts_.fetcher.wait(time_to_wait())) {
      // The host answers its next request while what others have answered is read.
      start_due_of(settle(std::move(result)));
    }
    acknowledge();
    options.on_turn(summary_);
  }
  unacknowledged_ = true;
  acknowledge();
  count_put_off();
  return summary_;
}

void Crawl::take_pings() {
  if (pings_.take()) unacknowledged_ = true;
}

void Crawl::start_due() {
  for (const auto& [authority, pages] : intake_.pages_of_hosts()) {
    if (!start_due_of(authority)) return;
  }
}

// False when no host may be asked anything now.
bool Crawl::start_due_of(const std::string& authority) {
  if (under_way_.size() >= std::max(parts_.settings.connections, 1U) || revisits_.budget_is_spent()) return false;
  for (int i = 0; i < kDecisionsATurn && pace_.is_ready(authority); ++i) {
    if (!start_next_of(authority)) break;
  }
  return true;
}

// False when the host has nothing due, or is not ready any more.
bool Crawl::start_next_of(const std::string& authority) {
  const std::optional<FrontierEntry> next = frontier_.next(authority, parts_.clock.now(), pass_, revisits_.signals_are_spent());
  if (!next) return false;
  const std::optional<FrontierEntry> entry = ranking_.best(*next, pass_);
  if (!decide(*entry)) return true;
  const RobotsCache::Known* robots = robots_.find(entry->url);
  if (robots == nullptr) {
    start_robots(*entry, RobotsCache::address_of(entry->url), 0);
  } else if (robots->rules.unreachable()) {
    pace_.hold(authority, robots->expires, "robots.txt is unreachable");
  } else {
    start_page(*entry);
  }
  return false;
}

// Whether the address may be asked for at all, as far as is known; otherwise it is settled here.
bool Crawl::decide(const FrontierEntry& entry) {
  if (entry.kind == EntryKind::kPage) {  // The settings may have changed since it was found.
    if (const auto refusal = parts_.scope.refusal(entry.url)) return leave_out(entry, "scope", *refusal);
  }
  const RobotsCache::Known* robots = robots_.find(entry.url);
  if (robots == nullptr || robots->rules.unreachable()) return true;
  const RobotsVerdict verdict = robots->rules.decide(entry.url.target());
  return verdict.allowed || leave_out(entry, "robots.txt", verdict.rule);
}

bool Crawl::leave_out(const FrontierEntry& entry, const std::string& reason, const std::string& detail) {
  settlement_.leave_out(entry, reason, detail, parts_.clock.now(), pass_);
  pings_.visited(entry.url, pings_.taken());
  unacknowledged_ = true;
  return false;
}

void Crawl::start_page(FrontierEntry entry) {
  const bool is_page = entry.kind == EntryKind::kPage;
  if (is_page && captured_elsewhere(entry)) {
    entry.etag.clear();
    entry.last_modified.clear();
  }
  FetchRequest request{.url = entry.url,
                       .tag = ++last_tag_,
                       .etag = entry.etag,
                       .last_modified = entry.last_modified,
                       .max_bytes = is_page ? parts_.settings.max_page_bytes : kMaxSitemapBytes,
                       .html_only = is_page};
  if (is_page) revisits_.count(entry);
  if (!is_page) request.accept = "application/xml, text/xml;q=0.9, */*;q=0.1";
  pace_.started(std::string(entry.url.authority()));
  under_way_.emplace(last_tag_, Job{.entry = entry, .pings_answered = pings_.taken()});
  parts_.fetcher.start(std::move(request));
}

bool Crawl::captured_elsewhere(const FrontierEntry& entry) const {
  if (entry.etag.empty() && entry.last_modified.empty()) return false;
  const Result<std::optional<UtcTime>> visited = parts_.archive.last_visit(page_id_of(entry.url));
  return !visited || (*visited && entry.last_success && **visited > *entry.last_success);
}

void Crawl::start_robots(const FrontierEntry& entry, const Url& address, unsigned hops) {
  pace_.started(std::string(entry.url.authority()));
  under_way_.emplace(++last_tag_, Job{.entry = entry, .is_robots = true, .robots_hops = hops});
  parts_.fetcher.start({.url = address,
                        .tag = last_tag_,
                        .accept = "text/plain, */*;q=0.1",
                        .max_bytes = RobotsTxt::kMaxBytes + 1,
                        .keep_beginning = true});
}

std::string Crawl::settle(FetchResult result) {
  const auto found = under_way_.find(result.tag);
  const Job job = std::move(found->second);
  under_way_.erase(found);
  unacknowledged_ = true;
  std::string authority(job.entry.url.authority());
  note_answer(authority, result);
  if (job.is_robots) {
    settle_robots(job, result);
  } else {
    settlement_.settle(job.entry, std::move(result), pass_);
    pings_.visited(job.entry.url, job.pings_answered);
  }
  frontier_.put_host(pace_.host(authority));
  return authority;
}

void Crawl::note_answer(const std::string& authority, const FetchResult& result) {
  if (result.failure == FetchFailure::kTimeout || result.failure == FetchFailure::kUnreachable) {
    pace_.failed(authority, result.reason);
  } else {
    pace_.finished(authority, result.latency);
  }
}

void Crawl::settle_robots(const Job& job, FetchResult& result) {
  const bool is_redirect = result.status >= 301 && result.status <= 308 && result.status != 304;
  if (is_redirect && job.robots_hops < kMaxRobotsRedirects) {
    if (const Result<Url> target = Url::resolve(result.url, field_of(result.fields, "Location"))) {
      return start_robots(job.entry, *target, job.robots_hops + 1);
    }
  }
  if (result.failure == FetchFailure::kRefusedAddress) {  // Not the server's doing, and it costs no request to find out.
    leave_out(job.entry, "private address", result.reason);
    return;
  }
  // What was torn off at a bound of ours, or is no HTTP, is no answer.
  const int status = result.failure == FetchFailure::kNone ? result.status : 0;
  const std::string authority(job.entry.url.authority());
  const RobotsCache::Known& known = robots_.put(job.entry.url, status, std::move(result.body));
  pace_.set_crawl_delay(authority, known.rules.crawl_delay());
  if (known.rules.unreachable()) return rest_without_robots(job, result, known);
  for (const std::string& sitemap : known.rules.sitemaps()) {
    if (const Result<Url> url = Url::resolve(job.entry.url, sitemap)) intake_.take_sitemap(*url, job.entry.url, 0);
  }
}

// The pages stay due; the one that asked keeps the reason.
void Crawl::rest_without_robots(const Job& job, const FetchResult& result, const RobotsCache::Known& robots) {
  const UtcTime now = parts_.clock.now();
  const auto asked = retry_after_of(result.fields, now).value_or(std::chrono::seconds(0));
  const std::string why = robots.rules.decide("/").rule + (result.reason.empty() ? "" : ": " + result.reason);
  pace_.hold(std::string(job.entry.url.authority()), std::max(robots.expires, now + asked), why);
  const Result<void> noted = parts_.archive.store_skipped(job.entry.url.str(), now, "robots.txt unavailable: " + why);
  if (!noted) throw std::runtime_error(noted.error().message);
}

void Crawl::acknowledge() {
  if (!unacknowledged_) return;
  frontier_.write_counts();
  if (const Result<void> durable = parts_.archive.acknowledge(); !durable) throw std::runtime_error(durable.error().message);
  pings_.forget_visited();
  unacknowledged_ = false;
}

// A pass is done when nothing is under way and nothing is due but at hosts that want a longer rest than we wait for.
bool Crawl::is_done() {
  if (!under_way_.empty()) return false;
  if (revisits_.budget_is_spent()) return true;
  const auto& hosts = intake_.pages_of_hosts();
  return std::none_of(hosts.begin(), hosts.end(), [&](const auto& host) {
    return may_wait_for(host.first) && frontier_.next(host.first, parts_.clock.now(), pass_);
  });
}

bool Crawl::may_wait_for(const std::string& authority) const {
  return pace_.ready_at(authority) - parts_.clock.steady() <=
         std::max<std::chrono::milliseconds>(kPatience, pace_.pause(authority));
}

void Crawl::count_put_off() {
  for (const auto& [authority, pages] : intake_.pages_of_hosts()) {
    if (pace_.is_ready(authority) && !revisits_.budget_is_spent()) continue;
    summary_.put_off += frontier_.count_due(authority, parts_.clock.now(), pass_);
  }
}

std::chrono::milliseconds Crawl::time_to_wait() const {
  std::chrono::milliseconds wait = kLongestTurn;
  for (const auto& [authority, pages] : intake_.pages_of_hosts()) {
    if (pace_.is_busy(authority)) continue;
    const auto rest = std::chrono::ceil<std::chrono::milliseconds>(pace_.ready_at(authority) - parts_.clock.steady());
    if (rest > std::chrono::milliseconds(0)) wait = std::min(wait, rest);
  }
  return wait;
}

}  // namespace izvor
