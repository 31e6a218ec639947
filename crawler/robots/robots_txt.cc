#include "crawler/robots/robots_txt.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "crawler/platform/ascii.h"
#include "crawler/robots/robots_path.h"

namespace izvor {
namespace {

constexpr std::size_t kMaxSitemaps = 1000;
constexpr double kLongestDelaySeconds = 1e6;  // The cap in the settings decides; this one only keeps the number finite.

std::string_view cut_to_whole_lines(std::string_view text) {
  if (text.size() <= RobotsTxt::kMaxBytes) return text;
  text = text.substr(0, RobotsTxt::kMaxBytes);
  const auto last_end = text.find_last_of("\r\n");
  return text.substr(0, last_end == std::string_view::npos ? 0 : last_end);
}

// Keys with the misspellings that Google's parser takes (github.com/google/robotstxt); what begins like one is one, as there.
constexpr std::array<std::string_view, 3> kUserAgent = {"user-agent", "useragent", "user agent"};
constexpr std::array<std::string_view, 1> kAllow = {"allow"};
constexpr std::array<std::string_view, 6> kDisallow = {"disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw"};
constexpr std::array<std::string_view, 2> kSitemap = {"sitemap", "site-map"};

template <std::size_t N>
bool begins_with_any(std::string_view key, const std::array<std::string_view, N>& names) {
  return std::any_of(names.begin(), names.end(), [&](std::string_view name) { return ascii::starts_with(key, name); });
}

// Where white space parts a line of exactly two words; npos for any other.
std::size_t separator_of_two_words(std::string_view line) {
  const auto space = line.find_first_of(" \t");
  if (space == std::string_view::npos) return space;
  const std::string_view second = ascii::trim(line.substr(space));
  return second.find_first_of(" \t") == std::string_view::npos ? space : std::string_view::npos;
}

}  // namespace

// Reads line by line and keeps the rules of two merged groups: ours, and "*" in case that we are not named.
class RobotsParser {
 public:
  explicit RobotsParser(std::string_view product_token) : token_(product_token) {}

  void read_line(std::string_view line) {
    ++line_number_;
    line = ascii::trim(line.substr(0, line.find('#')));
    auto separator = line.find(':');
    // Two words without a colon are taken for key and value, as Google's parser does.
    if (separator == std::string_view::npos) separator = separator_of_two_words(line);
    if (separator == std::string_view::npos) return;
    const std::string_view key = ascii::trim(line.substr(0, separator));
    const std::string_view value = ascii::trim(line.substr(separator + 1));
    if (begins_with_any(key, kUserAgent)) {
      read_user_agent(value);
    } else if (begins_with_any(key, kAllow)) {
      read_rule(true, value);
    } else if (begins_with_any(key, kDisallow)) {
      read_rule(false, value);
    } else if (ascii::equal(key, "crawl-delay")) {
      read_crawl_delay(value);
    } else if (begins_with_any(key, kSitemap) && !value.empty() && result_.sitemaps_.size() < kMaxSitemaps) {
      result_.sitemaps_.emplace_back(value);
    }
  }

  RobotsTxt finish() {
    Group& group = named_.seen ? named_ : everyone_;
    result_.rules_ = std::move(group.rules);
    result_.crawl_delay_ = group.crawl_delay;
    std::stable_sort(result_.rules_.begin(), result_.rules_.end(), [](const RobotsTxt::Rule& a, const RobotsTxt::Rule& b) {
      return a.octets != b.octets ? a.octets > b.octets : a.allow && !b.allow;
    });
    return std::move(result_);
  }

 private:
  struct Group {
    bool seen = false;
    bool open = false;  // The group being read names this agent.
    std::vector<RobotsTxt::Rule> rules;
    std::optional<std::chrono::milliseconds> crawl_delay;
  };

  void read_user_agent(std::string_view value) {
    if (rules_begun_) {
      named_.open = everyone_.open = false;
      rules_begun_ = false;
    }
    if (value == "*") {
      everyone_.seen = everyone_.open = true;
    } else if (!token_.empty() && ascii::equal(product_token_of(value), token_)) {
      named_.seen = named_.open = true;
    }
  }

  void read_rule(bool allow, std::string_view path) {
    rules_begun_ = true;
    if (path.empty() || (!named_.open && !everyone_.open)) return;
    const RobotsTxt::Rule rule = make_rule(allow, path);
    if (named_.open) named_.rules.push_back(rule);
    if (everyone_.open) everyone_.rules.push_back(rule);
  }

  [[nodiscard]] RobotsTxt::Rule make_rule(bool allow, std::string_view path) const {
    RobotsTxt::Rule rule;
    rule.allow = allow;
    rule.line = line_number_;
    rule.written = path;
    const std::string normal = normalise_robots_pattern(path);
    rule.octets = normal.size();
    std::string_view rest = normal;
    if (rest.ends_with('$')) {
      rule.anchored = true;
      rest.remove_suffix(1);
    }
    for (auto star = rest.find('*'); star != std::string_view::npos; star = rest.find('*')) {
      rule.segments.emplace_back(rest.substr(0, star));
      rest = rest.substr(star + 1);
    }
    rule.segments.emplace_back(rest);
    return rule;
  }

  void read_crawl_delay(std::string_view value) {
    double seconds = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), seconds);
    if (error != std::errc() || end != value.data() + value.size() || !std::isfinite(seconds) || seconds < 0) return;
    const auto delay = std::chrono::milliseconds(std::llround(std::min(seconds, kLongestDelaySeconds) * 1000));
    for (Group* group : {&named_, &everyone_}) {
      if (group->open) group->crawl_delay = std::max(group->crawl_delay.value_or(delay), delay);
    }
  }

  std::string_view token_;
  unsigned line_number_ = 0;
  bool rules_begun_ = false;
  Group named_, everyone_;
  RobotsTxt result_;
};

RobotsTxt RobotsTxt::parse(std::string_view text, std::string_view product_token) {
  RobotsParser parser(product_token);
  text = cut_to_whole_lines(text);
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  while (!text.empty()) {
    const auto end = std::min(text.find_first_of("\r\n"), text.size());
    parser.read_line(text.substr(0, end));
    const std::size_t break_size = text.substr(end).starts_with("\r\n") ? 2 : 1;
    text = text.substr(std::min(end + break_size, text.size()));
  }
  return parser.finish();
}

RobotsTxt RobotsTxt::from_response(int status, std::string_view body, std::string_view product_token) {
  if (status >= 200 && status < 300) return parse(body, product_token);
  RobotsTxt robots;
  // A redirect that is left over had more hops than we follow: "unavailable", section 2.3.1.2.
  if (status >= 300 && status < 500 && status != 429) {
    robots.without_rule_ = "there is no robots.txt (status " + std::to_string(status) + "), which allows all";
    return robots;
  }
  robots.unreachable_ = true;
  robots.without_rule_ = status == 0 ? "robots.txt is unreachable, which disallows all"
                                     : "robots.txt has status " + std::to_string(status) + ", which disallows all";
  return robots;
}

RobotsVerdict RobotsTxt::decide(std::string_view target) const {
  if (target == "/robots.txt") return {true, "robots.txt itself is always allowed"};
  if (unreachable_) return {false, without_rule_};
  const std::string normal = normalise_robots_target(target);
  const auto rule = std::find_if(rules_.begin(), rules_.end(), [&](const Rule& r) { return matches(r, normal); });
  if (rule == rules_.end()) return {true, without_rule_};
  return {rule->allow, (rule->allow ? "Allow: " : "Disallow: ") + rule->written + " (line " + std::to_string(rule->line) + ")"};
}

// The leftmost place for each segment is the best one, so nothing is tried twice: linear, however many wildcards.
bool RobotsTxt::matches(const Rule& rule, std::string_view target) {
  const std::vector<std::string>& segments = rule.segments;
  if (!target.starts_with(segments.front())) return false;
  if (segments.size() == 1) return !rule.anchored || target.size() == segments.front().size();
  std::size_t at = segments.front().size();
  for (std::size_t i = 1; i + 1 < segments.size(); ++i) {
    const auto found = target.find(segments[i], at);
    if (found == std::string_view::npos) return false;
    at = found + segments[i].size();
  }
  const std::string& last = segments.back();
  if (rule.anchored) return target.size() >= at + last.size() && target.ends_with(last);
  return target.find(last, at) != std::string_view::npos;
}

std::string_view product_token_of(std::string_view user_agent) {
  const auto in_token = [](char c) { return ascii::is_alpha(c) || c == '-' || c == '_'; };
  const auto end = std::find_if_not(user_agent.begin(), user_agent.end(), in_token);
  return user_agent.substr(0, static_cast<std::size_t>(end - user_agent.begin()));
}

}  // namespace izvor
