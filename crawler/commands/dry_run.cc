#include "crawler/commands/dry_run.h"

#include <algorithm>
#include <cstdio>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "crawler/commands/commands.h"
#include "crawler/frontier/frontier.h"
#include "crawler/frontier/pace.h"
#include "crawler/robots/robots_txt.h"
#include "crawler/scope/scope.h"
#include "izvor/clock.h"
#include "izvor/page_archive.h"

namespace izvor {
namespace {

constexpr std::size_t kShown = 20;

struct Plan {
  std::vector<std::pair<Url, std::string>> first;  // Address, and why it is there.
  std::map<std::string, HostRecord> hosts;
  std::map<std::string, RobotsTxt> robots;  // By origin.
};

const char* why(const FrontierEntry& entry) {
  switch (entry.priority) {
    case Priority::kPing:
      return "pinged";
    case Priority::kSitemap:
      return "sitemap";
    case Priority::kNews:
      return "news of a sitemap";
    case Priority::kDue:
      break;
  }
  return entry.last_fetch ? "due again" : "new";
}

// What the frontier has due; nothing when there is none yet.
void plan_from_frontier(const Settings& settings, UtcTime now, Plan& plan) {
  Result<PageArchive> archive = PageArchive::open_for_reading(settings.archive_directory());
  if (!archive || !Frontier::exists(archive->catalogue())) return;
  Frontier frontier(archive->catalogue(), Frontier::Reading{});
  for (HostRecord& host : frontier.hosts()) plan.hosts[host.origin] = std::move(host);
  for (const FrontierEntry& entry : frontier.upcoming(now, kShown)) plan.first.emplace_back(entry.url, why(entry));
  for (const auto& [url, reason] : plan.first) {
    if (const std::optional<RobotsRecord> record = frontier.robots_of(std::string(url.origin()))) {
      plan.robots.emplace(record->origin, RobotsTxt::from_response(record->status, record->body,
                                                                   product_token_of(settings.crawler.user_agent)));
    }
  }
}

bool knows(const Settings& settings, const Url& url) {
  Result<PageArchive> archive = PageArchive::open_for_reading(settings.archive_directory());
  return archive && Frontier::exists(archive->catalogue()) &&
         Frontier(archive->catalogue(), Frontier::Reading{}).find(url).has_value();
}

void print_plan(const Plan& plan, const Scope& scope, const CrawlerSettings& settings) {
  std::set<std::string> origins;
  for (const auto& [url, reason] : plan.first) {
    std::string verdict;
    if (const auto refusal = scope.refusal(url); refusal && reason != "sitemap") verdict = "; left out: " + *refusal;
    if (const auto robots = plan.robots.find(std::string(url.origin())); robots != plan.robots.end() && verdict.empty()) {
      const RobotsVerdict decided = robots->second.decide(url.target());
      if (!decided.allowed) verdict = "; left out: robots.txt: " + decided.rule;
    }
    std::printf("%s  (%s%s)\n", url.str().c_str(), reason.c_str(), verdict.c_str());
    origins.emplace(url.origin());
  }
  if (plan.first.empty()) std::printf("nothing is due\n");
  for (const std::string& origin : origins) {
    const auto known = plan.hosts.find(origin);
    const HostRecord host = known == plan.hosts.end() ? HostRecord{.origin = origin} : known->second;
    const auto pause = pause_between_requests(settings, host);
    std::printf("%s: one request at a time, %lld ms apart%s\n", origin.c_str(), static_cast<long long>(pause.count()),
                known == plan.hosts.end() ? "; robots.txt, not fetched yet, may ask for more" : "");
  }
}

}  // namespace

int run_dry(const Settings& settings) {
  const Result<Scope> scope = Scope::make(settings.sites, settings.crawler);
  if (!scope) return report_failure(scope.error());
  Plan plan;
  plan_from_frontier(settings, SystemClock().now(), plan);
  for (const Url& seed : scope->seeds()) {
    if (plan.first.size() < kShown && !knows(settings, seed)) plan.first.emplace_back(seed, "seed");
  }
  for (const Url& sitemap : scope->sitemaps()) {
    if (plan.first.size() < kShown && !knows(settings, sitemap)) plan.first.emplace_back(sitemap, "sitemap");
  }
  print_plan(plan, *scope, settings.crawler);
  if (settings.crawler.contact.empty()) {
    return report_failure(
        {"crawler.contact is not set: `run` will not start before the settings name whom sites can reach, an e-mail or "
         "web address"});
  }
  return kExitDone;
}

}  // namespace izvor
