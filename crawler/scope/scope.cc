#include "crawler/scope/scope.h"

#include <algorithm>
#include <map>
#include <string_view>

namespace izvor {
namespace {

// "https://example.eu/bg" normalised like the addresses that it is compared with.
Result<Url> parse_setting(const std::string& text, const SiteSettings& site, std::string_view key) {
  Result<Url> url = Url::parse(text);
  if (url) return url;
  return fail("Site \"" + site.name + "\": " + std::string(key) + " has \"" + text + "\": " + url.error().message);
}

Result<std::vector<std::string>> parse_prefixes(const std::vector<std::string>& texts, const SiteSettings& site,
                                                std::string_view key) {
  std::vector<std::string> prefixes;
  for (const std::string& text : texts) {
    const Result<Url> url = parse_setting(text, site, key);
    if (!url) return tl::unexpected(url.error());
    prefixes.push_back(url->str());
  }
  return prefixes;
}

const std::string* matching_prefix(const std::vector<std::string>& prefixes, const std::string& address) {
  const auto found =
      std::find_if(prefixes.begin(), prefixes.end(), [&](const std::string& prefix) { return address.starts_with(prefix); });
  return found == prefixes.end() ? nullptr : &*found;
}

std::vector<std::string_view> segments_of(std::string_view path) {
  std::vector<std::string_view> segments;
  for (std::size_t begin = 1; begin < path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    segments.push_back(path.substr(begin, end - begin));
    begin = end + 1;
  }
  return segments;
}

}  // namespace

Result<Scope> Scope::make(const std::vector<SiteSettings>& sites, const CrawlerSettings& crawler) {
  Scope scope;
  scope.max_path_depth_ = crawler.max_path_depth;
  scope.max_query_parameters_ = crawler.max_query_parameters;
  for (const SiteSettings& settings : sites) {
    Result<Site> site = make_site(settings);
    if (!site) return tl::unexpected(site.error());
    for (const std::string& text : settings.seeds) {
      const Result<Url> seed = parse_setting(text, settings, "seeds");
      if (!seed) return tl::unexpected(seed.error());
      site->hosts.emplace_back(seed->authority());
      scope.seeds_.push_back(*seed);
    }
    for (const std::string& text : settings.sitemaps) {
      const Result<Url> sitemap = parse_setting(text, settings, "sitemaps");
      if (!sitemap) return tl::unexpected(sitemap.error());
      scope.sitemaps_.push_back(*sitemap);
      scope.named_hosts_.emplace(sitemap->authority());
    }
    scope.named_hosts_.insert(site->hosts.begin(), site->hosts.end());
    for (const std::string& prefix : site->include) scope.named_hosts_.emplace(Url::parse(prefix)->authority());
    scope.sites_.push_back(std::move(*site));
  }
  return scope;
}

Result<Scope::Site> Scope::make_site(const SiteSettings& settings) {
  Result<std::vector<std::string>> include = parse_prefixes(settings.include, settings, "include");
  if (!include) return tl::unexpected(include.error());
  Result<std::vector<std::string>> exclude = parse_prefixes(settings.exclude, settings, "exclude");
  if (!exclude) return tl::unexpected(exclude.error());
  Site site;
  site.include = std::move(*include);
  site.exclude = std::move(*exclude);
  return site;
}

std::optional<std::string> Scope::refusal(const Url& url) const {
  if (auto reason = outside_sites(url)) return reason;
  return trapped(url);
}

std::optional<std::string> Scope::outside_sites(const Url& url) const {
  bool inside = false;
  for (const Site& site : sites_) {
    if (const std::string* prefix = matching_prefix(site.exclude, url.str())) return "matches exclude prefix " + *prefix;
    inside =
        inside || (site.include.empty() ? std::find(site.hosts.begin(), site.hosts.end(), url.authority()) != site.hosts.end()
                                        : matching_prefix(site.include, url.str()) != nullptr);
  }
  if (!inside) return "outside every configured site";
  return std::nullopt;
}

bool Scope::names_host_of(const Url& url) const { return named_hosts_.contains(url.authority()); }

std::optional<std::string> Scope::trapped(const Url& url) const {
  const std::vector<std::string_view> segments = segments_of(url.path());
  if (segments.size() > max_path_depth_) {
    return "path is " + std::to_string(segments.size()) + " segments deep, at most " + std::to_string(max_path_depth_);
  }
  std::map<std::string_view, unsigned> seen;
  for (const std::string_view segment : segments) {
    if (++seen[segment] > kMaxSegmentRepeats) {
      return "path repeats \"" + std::string(segment) + "\" more than " + std::to_string(kMaxSegmentRepeats) + " times";
    }
  }
  const std::string_view query = url.query();
  const auto parameters = query.empty() ? 0 : 1 + std::count(query.begin(), query.end(), '&');
  if (static_cast<std::size_t>(parameters) > max_query_parameters_) {
    return "query has " + std::to_string(parameters) + " parameters, at most " + std::to_string(max_query_parameters_);
  }
  return std::nullopt;
}

}  // namespace izvor
