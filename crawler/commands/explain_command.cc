#include <algorithm>
#include <cstdio>
#include <memory>

#include "crawler/commands/commands.h"
#include "crawler/crawl/robots_cache.h"
#include "crawler/frontier/frontier.h"
#include "crawler/frontier/pace.h"
#include "crawler/frontier/visit_ledger.h"
#include "crawler/scope/scope.h"
#include "crawler/scope/tracking.h"
#include "izvor/clock.h"
#include "izvor/page_archive.h"

namespace izvor {
namespace {

void line(const char* name, const std::string& text) { std::printf("%-13s %s\n", name, text.c_str()); }

const char* name_of(EntryState state) {
  switch (state) {
    case EntryState::kWaiting:
      return "waiting for its first visit";
    case EntryState::kKept:
      return "kept";
    case EntryState::kMissing:
      return "missing";
    case EntryState::kGone:
      return "gone";
    case EntryState::kSkipped:
      return "skipped";
    case EntryState::kRedirect:
      return "redirect";
  }
  return "unknown";
}

void explain_entry(const FrontierEntry& entry, UtcTime now) {
  line("state", std::string(name_of(entry.state)) + (entry.kind == EntryKind::kSitemap ? " (sitemap)" : ""));
  line("next due", format_rfc3339(entry.due) + (entry.due <= now ? " (now)" : ""));
  line("last visit", entry.last_fetch ? format_rfc3339(*entry.last_fetch) : "never");
  if (!entry.last_result.empty()) line("last result", entry.last_result);
  if (entry.failures > 0) line("failures", std::to_string(entry.failures) + " in a row");
  if (!entry.etag.empty()) line("etag", entry.etag);
  if (!entry.last_modified.empty()) line("modified", entry.last_modified);
}

void explain_robots(const RobotsCache::Known* robots, const Url& url) {
  if (robots == nullptr) return line("robots.txt", "not fetched yet");
  const RobotsVerdict verdict = robots->rules.decide(url.target());
  line("robots.txt", (verdict.allowed ? "allowed: " : "disallowed: ") + verdict.rule + "; as of " +
                         format_rfc3339(robots->fetched) + ", asked again after " + format_rfc3339(robots->expires));
}

HostRecord host_of(Frontier& frontier, const Url& url) {
  HostRecord host{.origin = std::string(url.origin())};
  for (HostRecord& known : frontier.hosts()) {
    if (known.origin == host.origin) host = std::move(known);
  }
  return host;
}

void explain_host(const HostRecord& host, const CrawlerSettings& settings, UtcTime now) {
  line("pause",
       std::to_string(pause_between_requests(settings, host).count()) + " ms between two requests to " + host.origin);
  if (host.held_until && *host.held_until > now) {
    line("host rests", "until " + format_rfc3339(*host.held_until) + ": " + host.held_reason);
  }
}

void explain_changes(const FrontierEntry& entry) {
  if (entry.kind != EntryKind::kPage) return;
  if (entry.belief.visits() == 0) return line("changes", "not known yet: it takes a second visit");
  char words[100];
  std::snprintf(words, sizeof words, "about once in %.3g days, from %u visits",
                1 / mean_rate(entry.belief.posterior(flat_prior())), entry.belief.visits());
  line("changes", words);
  if (entry.signals > 0) line("signals", std::to_string(entry.signals) + " since the last visit");
}

// When the host lets itself be asked, and why not before.
struct Rest {
  UtcTime until{};
  std::string why;
};

Rest rest_of(const HostRecord& host, const RobotsCache::Known* robots, std::uint64_t visits_left, UtcTime now) {
  Rest rest{.until = now, .why = {}};
  const auto wait = [&rest](UtcTime until, const std::string& why) {
    if (until > rest.until) rest = {.until = until, .why = why};
  };
  if (host.held_until) wait(*host.held_until, host.origin + " rests: " + host.held_reason);
  if (robots != nullptr && robots->rules.unreachable()) wait(robots->expires, robots->rules.decide("/").rule);
  if (visits_left == 0) {
    wait(std::chrono::floor<std::chrono::days>(now) + std::chrono::days(1), "the budget of the day is spent");
  }
  return rest;
}

// The first thing that decides, in the order in which the crawl asks.
std::string verdict_on(const Url& url, const Scope& scope, const RobotsCache::Known* robots,
                       const std::optional<FrontierEntry>& entry, const Rest& rest, UtcTime now) {
  const bool is_page = !entry || entry->kind == EntryKind::kPage;
  if (const auto refusal = scope.refusal(url); refusal && is_page) return "no: " + *refusal;
  if (robots != nullptr && !robots->rules.unreachable()) {
    const RobotsVerdict decided = robots->rules.decide(url.target());
    if (!decided.allowed) return "no: robots.txt: " + decided.rule;
  }
  if (!entry) return "no: nothing has named it; `izvor-crawler ping` would";
  if (entry->due > now && entry->due >= rest.until) return "yes, at " + format_rfc3339(entry->due);
  if (!rest.why.empty()) return "yes, but not before " + format_rfc3339(rest.until) + ": " + rest.why;
  return "yes, next, as the host's pause allows";
}

std::uint64_t visits_left(SQLite::Database& catalogue, const CrawlerSettings& settings, UtcTime now) {
  if (!VisitLedger::exists(catalogue)) return settings.visits_per_day;
  const std::uint64_t made = VisitLedger(catalogue, VisitLedger::Reading{}).day(now).visits;
  return settings.visits_per_day - std::min(made, settings.visits_per_day);
}

void explain_from_frontier(SQLite::Database& catalogue, const Url& url, const Scope& scope, const CrawlerSettings& settings) {
  const SystemClock clock;
  Frontier frontier(catalogue, Frontier::Reading{});
  RobotsCache robots(frontier, clock, std::string(product_token_of(settings.user_agent)));
  const RobotsCache::Known* rules = robots.find_stale(url);
  const HostRecord host = host_of(frontier, url);
  explain_robots(rules, url);
  explain_host(host, settings, clock.now());
  const std::optional<FrontierEntry> entry = frontier.find(url);
  entry ? explain_entry(*entry, clock.now()) : line("state", "unknown: no page, sitemap or ping has named it");
  if (entry) explain_changes(*entry);
  const std::uint64_t left = visits_left(catalogue, settings, clock.now());
  line("budget", std::to_string(left) + " of " + std::to_string(settings.visits_per_day) + " visits are left today");
  line("fetched?", verdict_on(url, scope, rules, entry, rest_of(host, rules, left, clock.now()), clock.now()));
}

int run_explain(const std::string& address, const Settings& settings) {
  const Result<Url> named = Url::parse(address);
  if (!named) return report_failure(named.error());
  const Url url = without_tracking(*named);
  const Result<Scope> scope = Scope::make(settings.sites, settings.crawler);
  if (!scope) return report_failure(scope.error());
  line("address", url.str() + (url == *named ? "" : " (without tracking parameters and session identifiers)"));
  line("scope", scope->refusal(url).value_or("inside"));
  Result<PageArchive> archive = PageArchive::open_for_reading(settings.archive_directory());
  if (!archive) {
    line("archive", archive.error().message);
    return kExitDone;
  }
  if (!Frontier::exists(archive->catalogue())) {
    line("state", "no crawl has run yet");
  } else {
    explain_from_frontier(archive->catalogue(), url, *scope, settings.crawler);
  }
  const Result<std::vector<PageVersion>> versions = archive->versions_of(page_id_of(url));
  if (!versions) return report_failure(versions.error());
  line("versions", versions->empty()
                       ? "none"
                       : std::to_string(versions->size()) + ", the latest of " + format_rfc3339(versions->front().fetched));
  return kExitDone;
}

}  // namespace

void add_explain(Program& program) {
  const auto address = std::make_shared<std::string>();
  program.add("explain", "Tell what the crawler knows of an address, and what decides about it")
      .positional("URL", *address, "Absolute address")
      .teaches("Example:\n  izvor-crawler explain https://example.eu/bg/policies/x")
      .runs([address](const Settings& settings) { return run_explain(*address, settings); });
}

}  // namespace izvor
