#include "crawler/crawl/intake.h"

#include <spdlog/spdlog.h>

#include <utility>

#include "crawler/scope/tracking.h"

namespace izvor {
namespace {

constexpr std::size_t kMaxReportedTraps = 1000;
constexpr unsigned kMaxFeeds = 20;  // New ones of a host in one run; some sites have a feed of comments for each page.
constexpr std::uint64_t kMaxSitemaps = 10'000;  // Taken in one run; an index may list 50,000 and each be an index again.

Result<Url> address_in(const Url& sitemap, const std::string& written) { return Url::resolve(sitemap, written); }

}  // namespace

Intake::Intake(const CrawlerSettings& settings, const Scope& scope, Frontier& frontier, Revisits& revisits, const Clock& clock)
    : settings_(settings),
      scope_(scope),
      frontier_(frontier),
      revisits_(revisits),
      clock_(clock),
      traps_(settings.addresses_per_pattern) {
  for (const HostRecord& record : frontier_.hosts()) {
    const auto slashes = record.origin.find("//");
    if (slashes == std::string::npos) continue;
    Host& host = hosts_[record.origin.substr(slashes + 2)];
    host.pages += record.pages;
    host.origins.insert(record.origin);
  }
}

void Intake::take_seeds() {
  for (const Url& seed : scope_.seeds()) static_cast<void>(take_page(seed, Priority::kDue));
  for (const Url& sitemap : scope_.sitemaps()) add(sitemap, EntryKind::kSitemap, Priority::kSitemap, 0);
}

std::optional<std::string> Intake::take_page(const Url& named, Priority priority, unsigned redirect_hops) {
  const Url url = without_tracking(named);
  if (auto refusal = scope_.refusal(url)) return refusal;
  if (frontier_.has_seen(url)) return std::nullopt;
  if (auto refusal = over_the_cap(url)) return refusal;
  const std::string pattern = TrapCount::pattern_of(url);
  if (!pattern.empty() && traps_.is_full(pattern) && !frontier_.knows(url)) return refuse_trap(url, pattern);
  if (!add(url, EntryKind::kPage, priority, redirect_hops)) return std::nullopt;
  if (!pattern.empty()) traps_.take(pattern);
  if (silent_.contains(std::string(url.origin()))) take_twin_of(url, priority);
  return std::nullopt;
}

void Intake::take_twin_of(const Url& url, Priority priority) {
  const std::optional<Url> twin = twin_of(url);
  if (twin && !silent_.contains(std::string(twin->origin()))) static_cast<void>(take_page(*twin, priority));
}

void Intake::take_twins_of(const std::string& silent_origin) {
  constexpr std::size_t kAtOnce = 1000;
  if (!silent_.insert(silent_origin).second) return;
  std::int64_t after = 0;
  for (std::vector<Url> some; !(some = frontier_.unvisited(silent_origin, after, kAtOnce)).empty();) {
    for (const Url& url : some) take_twin_of(url, Priority::kDue);
  }
}

// One line and one row a pattern, however many addresses the site makes of it.
std::string Intake::refuse_trap(const Url& url, const std::string& pattern) {
  std::string why = "trap: more than " + std::to_string(settings_.addresses_per_pattern) + " addresses like " + pattern;
  if (reported_traps_.size() < kMaxReportedTraps && reported_traps_.insert(pattern).second) {
    spdlog::warn("{}; e.g. {} is left out (crawler.addresses_per_pattern)", why, url.str());
    frontier_.note_skipped(pattern, clock_.now(), why);
  }
  return why;
}

std::optional<std::string> Intake::take_ping(const Url& named) {
  const Url url = without_tracking(named);
  if (auto refusal = take_page(url, Priority::kPing)) return refusal;
  frontier_.ping(url, clock_.now());
  revisits_.signal(url, SignalKind::kPing);
  return std::nullopt;
}

bool Intake::is_kept(const Url& url) {
  const std::optional<FrontierEntry> entry = frontier_.find(without_tracking(url));
  return entry && entry->last_success;
}

void Intake::take_sitemap(const Url& sitemap, const Url& named_by, unsigned depth, std::optional<UtcTime> lastmod) {
  if (depth > settings_.max_redirects || sitemaps_ >= kMaxSitemaps) return;
  if (sitemap.authority() != named_by.authority() && scope_.refusal(sitemap)) return;
  ++sitemaps_;
  if (add(sitemap, EntryKind::kSitemap, Priority::kSitemap, depth) || !lastmod) return;
  if (frontier_.note_lastmod(sitemap, *lastmod)) revisits_.signal(sitemap, SignalKind::kSitemap);
}

void Intake::take_feeds(const std::vector<Url>& feeds, const Url& page) {
  for (const Url& feed : feeds) {
    if (frontier_.knows(feed)) continue;
    if (feeds_[std::string(feed.authority())]++ >= kMaxFeeds) return;
    take_sitemap(feed, page, 0);
  }
}

void Intake::take_entries(const Sitemap& sitemap, const FrontierEntry& of) {
  for (const SitemapEntry& entry : sitemap.entries) {
    const Result<Url> url = address_in(of.url, entry.url);
    if (!url) continue;
    if (entry.is_sitemap) {
      take_sitemap(*url, of.url, of.redirect_hops + 1, entry.lastmod);
    } else if (!take_page(*url, Priority::kNews) && entry.lastmod && frontier_.note_lastmod(*url, *entry.lastmod)) {
      revisits_.signal(*url, sitemap.is_feed ? SignalKind::kFeed : SignalKind::kSitemap);
    }
  }
  for (const std::string& alternate : sitemap.alternates) {
    if (const Result<Url> url = address_in(of.url, alternate)) static_cast<void>(take_page(*url, Priority::kDue));
  }
}

std::optional<Url> Intake::twin_of(const Url& url) const {
  const auto host = hosts_.find(std::string(url.authority()));
  if (host == hosts_.end() || host->second.origins.size() < 2) return std::nullopt;
  const std::string other = url.scheme() == "https" ? "http://" : "https://";
  const Result<Url> twin = Url::parse(other + std::string(url.authority()) + std::string(url.target()));
  return twin ? std::optional(*twin) : std::nullopt;
}

std::optional<std::string> Intake::over_the_cap(const Url& url) {
  const auto host = hosts_.find(std::string(url.authority()));
  if (host == hosts_.end() || host->second.pages < settings_.pages_per_host || frontier_.knows(url)) return std::nullopt;
  return "the host has " + std::to_string(host->second.pages) + " pages already, which is the cap";
}

bool Intake::add(const Url& url, EntryKind kind, Priority priority, unsigned hops) {
  if (!frontier_.add(url, kind, priority, clock_.now(), hops)) return false;
  Host& host = hosts_[std::string(url.authority())];
  host.pages += kind == EntryKind::kPage ? 1 : 0;
  host.origins.emplace(url.origin());
  return true;
}

}  // namespace izvor
