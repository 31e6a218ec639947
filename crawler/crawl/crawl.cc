#include "crawler/crawl/crawl.h"

#include <algorithm>
#include <stdexcept>
#include <tuple>
#include <utility>
#include <vector>

#include "crawler/fetcher/http_fields.h"
#include "crawler/frontier/far_times.h"
#include "crawler/scope/tracking.h"

namespace izvor {
namespace {

constexpr unsigned kMaxRobotsRedirects = 5;  // RFC 9309, section 2.3.1.2: at least five.
constexpr std::uint64_t kMaxSitemapBytes = 50'000'000;
constexpr std::chrono::milliseconds kLongestTurn{500};  // Pings and stops are looked for this often.
constexpr std::chrono::seconds kPatience{60};           // How long a single pass waits for a host that asked to rest.
constexpr int kDecisionsATurn = 200;  // Refused without a request, of one host, before others have their turn.
constexpr std::chrono::hours kClockSetBack{1};

// Before anything is restored from it, what a wrong clock has left in it is mended.
Frontier open_frontier(const Crawl::Parts& parts) {
  Frontier frontier(parts.archive.catalogue());
  bring_far_times_back(parts.archive.catalogue(), parts.settings, parts.clock.now());
  return frontier;
}

// Whether `a` goes before `b`; they are of two origins of one host. `signals_last`: as for Frontier::next.
bool is_more_urgent(const FrontierEntry& a, const FrontierEntry& b, bool signals_last) {
  const auto rank = [signals_last](const FrontierEntry& entry) {
    const bool by_signal = entry.priority == Priority::kPing || entry.priority == Priority::kNews;
    const bool is_new = entry.priority == Priority::kPing && !entry.last_success;
    return std::tuple(signals_last && by_signal, entry.priority, is_new, entry.due);
  };
  return rank(a) < rank(b);
}

}  // namespace

Crawl::Crawl(Parts parts)
    : parts_(parts),
      frontier_(open_frontier(parts_)),
      pace_(parts_.settings, parts_.clock),
      revisits_(parts_.settings, parts_.archive.catalogue(), frontier_, pace_, parts_.clock),
      ranking_(frontier_, revisits_, parts_.clock),
      robots_(frontier_, parts_.clock, std::string(product_token_of(parts_.settings.user_agent))),
      intake_(parts_.settings, parts_.scope, frontier_, revisits_, parts_.clock),
      settlement_({.settings = parts_.settings,
                   .scope = parts_.scope,
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
  settlement_.remove_foreign_pages(parts_.clock.now());
  intake_.take_seeds();
  pass_ = options.once ? frontier_.begin_pass() : 0;
  unacknowledged_ = true;
  while (!options.stop()) {
    watch_the_clock();
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

// One run's clock that was ahead and is set right must not stop what it has dated.
void Crawl::watch_the_clock() {
  const UtcTime now = parts_.clock.now();
  if (now + kClockSetBack < latest_) {
    if (bring_far_times_back(parts_.archive.catalogue(), parts_.settings, now) > 0) unacknowledged_ = true;
    latest_ = now;
  }
  latest_ = std::max(latest_, now);
}

// The host after the one that was served last has the first turn, so that none waits for ever when connections are few.
void Crawl::start_due() {
  const auto& hosts = intake_.hosts();
  auto host = hosts.upper_bound(last_served_);
  for (std::size_t i = 0; i < hosts.size(); ++i, ++host) {
    if (host == hosts.end()) host = hosts.begin();
    if (!start_due_of(host->first)) return;
    last_served_ = host->first;
  }
}

// False when no host may be asked anything now.
bool Crawl::start_due_of(const std::string& authority) {
  if (under_way_.size() >= std::max(parts_.settings.connections, 1U)) return false;
  if (go_on_with_chain(authority)) return true;
  if (revisits_.budget_is_spent()) return !chains_.empty();  // What has begun is brought to its end.
  for (int i = 0; i < kDecisionsATurn; ++i) {
    if (!start_next_of(authority)) break;
  }
  return true;
}

// The most urgent entry of the origins that may be asked now.
std::optional<FrontierEntry> Crawl::next_of(const std::string& authority) {
  const auto host = intake_.hosts().find(authority);
  if (host == intake_.hosts().end()) return std::nullopt;
  const bool signals_last = revisits_.signals_are_spent(authority, intake_.hosts().size());
  std::optional<FrontierEntry> best;
  for (const std::string& origin : host->second.origins) {
    if (!pace_.is_ready(origin)) continue;
    std::optional<FrontierEntry> next = frontier_.next(origin, parts_.clock.now(), pass_, signals_last);
    if (next && (!best || is_more_urgent(*next, *best, signals_last))) best = std::move(next);
  }
  return best;
}

// False when the host has nothing due, or is not ready any more.
bool Crawl::start_next_of(const std::string& authority) {
  const std::optional<FrontierEntry> next = next_of(authority);
  if (!next) return false;
  const std::optional<FrontierEntry> entry = ranking_.best(*next, pass_);
  if (!decide(*entry)) return true;
  if (has_to_stand_back(*entry)) return false;
  const RobotsCache::Known* robots = robots_.find(entry->url);
  if (robots == nullptr) {
    start_robots(*entry, RobotsCache::address_of(entry->url), 0);
  } else if (robots->rules.unreachable()) {
    pace_.hold(std::string(entry->url.origin()), robots->expires, "robots.txt is unreachable");
  } else {
    start_page(*entry);
  }
  return true;
}

bool Crawl::has_to_stand_back(const FrontierEntry& entry) {
  return entry.kind == EntryKind::kPage && !revisits_.may_visit(entry, intake_.hosts().size());
}

// Whether nothing of the origin may be asked for today.
bool Crawl::has_to_stand_back(const std::string& authority, const std::string& origin) {
  const bool signals_last = revisits_.signals_are_spent(authority, intake_.hosts().size());
  const auto next = frontier_.next(origin, parts_.clock.now(), pass_, signals_last);
  return next && has_to_stand_back(*next);
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
  pings_.visited(entry.url, pings_.taken(), settlement_.outcome());
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
                       .pages_only = is_page};
  if (is_page) revisits_.count(entry);
  if (!is_page) request.accept = "application/xml, text/xml;q=0.9, */*;q=0.1";
  pace_.started(std::string(entry.url.origin()));
  under_way_.emplace(last_tag_, Job{.entry = entry, .pings_answered = pings_.taken()});
  parts_.fetcher.start(std::move(request));
}

bool Crawl::captured_elsewhere(const FrontierEntry& entry) const {
  if (entry.etag.empty() && entry.last_modified.empty()) return false;
  const Result<std::optional<UtcTime>> visited = parts_.archive.last_visit(page_id_of(entry.url));
  return !visited || (*visited && entry.last_success && **visited > *entry.last_success);
}

void Crawl::start_robots(const FrontierEntry& entry, const Url& address, unsigned hops) {
  pace_.started(std::string(entry.url.origin()));
  under_way_.emplace(++last_tag_, Job{.entry = entry, .is_robots = true, .robots_hops = hops});
  parts_.fetcher.start({.url = address,
                        .tag = last_tag_,
                        .accept = "text/plain, */*;q=0.1",
                        .max_bytes = RobotsTxt::kMaxBytes + 1,
                        .keep_beginning = true,
                        // Where a site may not send us, its robots.txt may not either.
                        .public_only = hops > 0 && !parts_.scope.names_host_of(address)});
}

std::string Crawl::settle(FetchResult result) {
  const auto found = under_way_.find(result.tag);
  Job job = std::move(found->second);
  under_way_.erase(found);
  unacknowledged_ = true;
  const std::string origin(job.entry.url.origin());
  std::string authority(job.entry.url.authority());
  note_answer(origin, result);
  if (job.is_robots) {
    settle_robots(job, result);
  } else if (const auto target = CookieChain::target_of(result); target && may_follow_at_once(job, result, *target)) {
    job.chain.add(std::move(result), *target);
    chains_.insert_or_assign(authority, std::move(job));
  } else {
    settle_page(job, std::move(result));
  }
  frontier_.put_host(pace_.host(origin));
  return authority;
}

// A redirect that sets a cookie, or one that leads to where the page's own redirect led from, makes sense only in one go.
bool Crawl::may_follow_at_once(const Job& job, const FetchResult& result, const Url& target) {
  if (job.entry.kind != EntryKind::kPage || job.chain.hops() >= parts_.settings.max_redirects) return false;
  if (target.authority() != job.entry.url.authority() || parts_.scope.refusal(without_tracking(target))) return false;
  if (!may_wait_for(std::string(target.origin()))) return false;
  const RobotsCache::Known* robots = robots_.find(target);
  if (robots == nullptr || !robots->rules.decide(target.target()).allowed) return false;
  if (!result.cookies.empty() || job.chain.hops() > 0) return true;
  const std::optional<FrontierEntry> next = frontier_.find(without_tracking(target));
  return next && next->state == EntryState::kRedirect && next->redirect_target == job.entry.url.str();
}

// True when the host has a chain that waits: nothing else is asked before it.
bool Crawl::go_on_with_chain(const std::string& authority) {
  const auto waiting = chains_.find(authority);
  if (waiting == chains_.end()) return false;
  if (!pace_.is_ready(std::string(waiting->second.chain.target().origin()))) return true;
  Job job = std::move(waiting->second);
  chains_.erase(waiting);
  revisits_.count(job.entry);
  pace_.started(std::string(job.entry.url.origin()));
  parts_.fetcher.start({.url = job.chain.target(),
                        .tag = ++last_tag_,
                        .max_bytes = parts_.settings.max_page_bytes,
                        .pages_only = true,
                        .cookies = job.chain.cookies()});
  under_way_.emplace(last_tag_, std::move(job));
  return true;
}

void Crawl::settle_page(const Job& job, FetchResult result) {
  for (auto& [url, answer] : job.chain.settlements(job.entry.url, std::move(result))) {
    const bool is_asked = url == job.entry.url;
    const std::optional<FrontierEntry> entry = is_asked ? std::optional(job.entry) : frontier_.find(url);
    if (!entry || (!is_asked && entry->kind != EntryKind::kPage)) break;
    settlement_.settle(*entry, std::move(answer), pass_);
    pings_.visited(url, job.pings_answered, settlement_.outcome());
  }
}

void Crawl::note_answer(const std::string& origin, const FetchResult& result) {
  if (result.failure == FetchFailure::kTimeout || result.failure == FetchFailure::kUnreachable) {
    pace_.failed(origin, result.reason);
  } else {
    pace_.finished(origin, result.latency);
  }
}

void Crawl::settle_robots(const Job& job, FetchResult& result) {
  const bool is_redirect = result.status >= 301 && result.status <= 308 && result.status != 304;
  if (is_redirect && job.robots_hops < kMaxRobotsRedirects) {
    if (const Result<Url> target = Url::resolve(result.url, field_of(result.fields, "Location"))) {
      return start_robots(job.entry, *target, job.robots_hops + 1);
    }
  }
  // Not the server's doing, and it costs no request to find out.
  if (result.failure == FetchFailure::kRefusedAddress && job.robots_hops == 0) {
    leave_out(job.entry, "private address", result.reason);
    return;
  }
  // What was torn off at a bound of ours, or is no HTTP, is no answer.
  const int status = result.failure == FetchFailure::kNone ? result.status : 0;
  const RobotsCache::Known& known = robots_.put(job.entry.url, status, std::move(result.body));
  note_reachable(job.entry.url, status != 0);
  pace_.set_crawl_delay(std::string(job.entry.url.origin()), known.rules.crawl_delay());
  if (known.rules.unreachable()) return rest_without_robots(job, result, known);
  for (const std::string& sitemap : known.rules.sitemaps()) {
    if (const Result<Url> url = Url::resolve(job.entry.url, sitemap)) intake_.take_sitemap(*url, job.entry.url, 0);
  }
}

void Crawl::note_reachable(const Url& url, bool reachable) {
  const std::string origin(url.origin());
  if (reachable) {
    unreachable_.erase(origin);
    intake_.note_answer_of(origin);
  } else {
    unreachable_.insert(origin);
  }
  const std::optional<Url> twin = intake_.twin_of(url);
  if (!twin || unreachable_.empty()) return;
  const std::string other(twin->origin());
  const std::string& silent = reachable ? other : origin;
  if (!unreachable_.contains(silent)) return;
  // Robots.txt was had there, or a page was kept before.
  const RobotsCache::Known* robots = robots_.find(reachable ? url : *twin);
  if (robots != nullptr && !robots->rules.unreachable()) intake_.take_twins_of(silent);
}

// The pages stay due; the one that asked keeps the reason.
void Crawl::rest_without_robots(const Job& job, const FetchResult& result, const RobotsCache::Known& robots) {
  const UtcTime now = parts_.clock.now();
  const auto asked = retry_after_of(result.fields, now).value_or(std::chrono::seconds(0));
  const std::string why = robots.rules.decide("/").rule + (result.reason.empty() ? "" : ": " + result.reason);
  pace_.hold(std::string(job.entry.url.origin()), std::max(robots.expires, now + asked), why);
  const Result<void> noted = parts_.archive.store_skipped(job.entry.url.str(), now, "robots.txt unavailable: " + why);
  if (!noted) throw std::runtime_error(noted.error().message);
}

void Crawl::acknowledge() {
  if (!unacknowledged_) return;
  frontier_.write_counts();
  if (const Result<void> durable = parts_.archive.acknowledge(); !durable) throw std::runtime_error(durable.error().message);
  unacknowledged_ = pings_.forget_visited();
}

// A pass is done when nothing is under way and nothing is due but at origins that want a longer rest than we wait for.
bool Crawl::is_done() {
  if (!under_way_.empty() || !chains_.empty()) return false;
  if (revisits_.budget_is_spent()) return true;
  for (const auto& [authority, host] : intake_.hosts()) {
    for (const std::string& origin : host.origins) {
      const bool is_due = may_wait_for(origin) && frontier_.next(origin, parts_.clock.now(), pass_);
      if (is_due && !has_to_stand_back(authority, origin)) return false;
    }
  }
  return true;
}

bool Crawl::may_wait_for(const std::string& origin) const {
  return pace_.ready_at(origin) - parts_.clock.steady() <= std::max<std::chrono::milliseconds>(kPatience, pace_.pause(origin));
}

void Crawl::count_put_off() {
  for (const auto& [authority, host] : intake_.hosts()) {
    for (const std::string& origin : host.origins) {
      if (pace_.is_ready(origin) && !has_to_stand_back(authority, origin)) continue;
      summary_.put_off += frontier_.count_due(origin, parts_.clock.now(), pass_);
    }
  }
}

std::chrono::milliseconds Crawl::time_to_wait() const {
  std::chrono::milliseconds wait = kLongestTurn;
  for (const auto& [authority, host] : intake_.hosts()) {
    for (const std::string& origin : host.origins) {
      if (pace_.is_busy(origin)) continue;
      const auto rest = std::chrono::ceil<std::chrono::milliseconds>(pace_.ready_at(origin) - parts_.clock.steady());
      if (rest > std::chrono::milliseconds(0)) wait = std::min(wait, rest);
    }
  }
  return wait;
}

}  // namespace izvor
