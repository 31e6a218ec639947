// Scope: which addresses belong to the configured sites, and why another one does not.
//
// Prefixes say what a site is; caps keep out the traps that a site sets without meaning to: calendars, endless parameters,
// relative links that pile up segments. The cap on pages of a host needs counting and is the frontier's. Immutable once made;
// safe from any thread.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "izvor/result.h"
#include "izvor/settings.h"
#include "izvor/url.h"

namespace izvor {

class Scope {
 public:
  /// Where a segment may stand in one path at most: "/a/b/a/b/a/b/a" is a link that builds upon itself.
  static constexpr unsigned kMaxSegmentRepeats = 3;

  /// Fails on a seed or prefix that is no address, and names the site and the key.
  [[nodiscard]] static Result<Scope> make(const std::vector<SiteSettings>& sites, const CrawlerSettings& crawler);

  /// Why the address is outside ("matches exclude prefix …", "path is 17 segments deep, at most 16"); none when it is inside.
  [[nodiscard]] std::optional<std::string> refusal(const Url& url) const;

  /// The part of it that the settings of the sites decide, without the caps: whether the address belongs to none of them.
  [[nodiscard]] std::optional<std::string> outside_sites(const Url& url) const;
  /// Whether a seed, an included prefix or a sitemap of the settings is of the address's host and port.
  [[nodiscard]] bool names_host_of(const Url& url) const;

  /// Seeds and configured sitemaps of all sites, normalised, in the order of the settings.
  [[nodiscard]] const std::vector<Url>& seeds() const { return seeds_; }
  [[nodiscard]] const std::vector<Url>& sitemaps() const { return sitemaps_; }

 private:
  struct Site {
    std::vector<std::string> hosts;  ///< Authorities of the seeds; used when `include` is empty.
    std::vector<std::string> include;
    std::vector<std::string> exclude;
  };
  [[nodiscard]] static Result<Site> make_site(const SiteSettings& settings);
  [[nodiscard]] std::optional<std::string> trapped(const Url& url) const;

  std::vector<Site> sites_;
  std::vector<Url> seeds_, sitemaps_;
  std::set<std::string, std::less<>> named_hosts_;  ///< Authorities.
  unsigned max_path_depth_ = 0, max_query_parameters_ = 0;
};

}  // namespace izvor
