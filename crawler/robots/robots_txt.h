// RobotsTxt: what one robots.txt says to us, after RFC 9309.
//
// Parsed once for our product token: the groups that name it are merged, or else the groups for "*". Rules are compared with
// percent-encoding normalised (section 2.2.2), the longest wins, and of two equally long ones Allow. Crawl-delay and Sitemap
// lines are not in the RFC; misspelt keys are taken as Google's parser takes them; a line that is not a rule never ends a group. Immutable once made; safe from any thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace izvor {

/// The answer for one address, and the rule that decided.
struct RobotsVerdict {
  bool allowed = true;
  std::string rule;  ///< "Disallow: /search (line 7)", or why there is none; ready to print.
};

class RobotsTxt {
 public:
  /// Read at least 500 KiB (section 2.5); what follows is cut at the last whole line.
  static constexpr std::size_t kMaxBytes = std::size_t{512} << 10;

  /// Reads any bytes; what is not understood is passed over.
  [[nodiscard]] static RobotsTxt parse(std::string_view text, std::string_view product_token);
  /// What a server's final answer (redirects followed) means, section 2.3.1: 2xx is parsed; 4xx allows all; everything else, 0
  /// (unreachable) included, disallows all. So does 429, which asks for patience and says nothing of the rules.
  [[nodiscard]] static RobotsTxt from_response(int status, std::string_view body, std::string_view product_token);

  /// `target` is Url::target(). /robots.txt itself is always allowed.
  [[nodiscard]] RobotsVerdict decide(std::string_view target) const;

  /// As written, uncapped but finite; none when not given.
  [[nodiscard]] std::optional<std::chrono::milliseconds> crawl_delay() const { return crawl_delay_; }
  /// Addresses as written, in order, at most 1,000.
  [[nodiscard]] const std::vector<std::string>& sitemaps() const { return sitemaps_; }
  /// Whether the server could not say: everything is disallowed for now, ask again soon.
  [[nodiscard]] bool unreachable() const { return unreachable_; }

 private:
  friend class RobotsParser;
  struct Rule {
    bool allow = false;
    bool anchored = false;              ///< Ended in "$".
    std::vector<std::string> segments;  ///< Normalised, between the wildcards.
    std::size_t octets = 0;             ///< Of the normalised pattern: what "longest" compares.
    std::string written;
    unsigned line = 0;
  };
  [[nodiscard]] static bool matches(const Rule& rule, std::string_view target);

  std::vector<Rule> rules_;  ///< Most specific first, Allow before Disallow.
  std::vector<std::string> sitemaps_;
  std::optional<std::chrono::milliseconds> crawl_delay_;
  std::string without_rule_ = "no rule matches";
  bool unreachable_ = false;
};

/// "Izvor" of "Izvor/0.1": the leading letters, "-" and "_" (section 2.2.1).
[[nodiscard]] std::string_view product_token_of(std::string_view user_agent);

}  // namespace izvor
