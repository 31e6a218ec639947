// robots.txt on any bytes. The first line of the input is the target to decide about, the rest is the file.
#include <algorithm>
#include <string>

#include "crawler/robots/robots_directives.h"
#include "crawler/robots/robots_path.h"
#include "crawler/robots/robots_txt.h"
#include "tests/fuzz/fuzz_check.h"

namespace izvor::fuzz {
namespace {

void examine_path(std::string_view target) {
  const std::string once = normalise_robots_target(target);
  demand(std::all_of(once.begin(), once.end(), [](char c) { return c > ' ' && c < '\x7f'; }), "a path is printable ASCII");
  demand(once.find_first_of("*$") == std::string::npos, "special characters of an address are encoded");
  demand(normalise_robots_target(once) == once, "one spelling for each octet");
}

void examine_rules(std::string_view text, std::string_view agent, std::string_view target) {
  const RobotsTxt robots = RobotsTxt::parse(text, agent);
  demand(robots.sitemaps().size() <= 1000, "sitemaps are bounded");
  demand(!robots.crawl_delay() || robots.crawl_delay()->count() >= 0, "a delay is not negative");
  const RobotsVerdict verdict = robots.decide(target);
  demand(!verdict.rule.empty(), "a verdict has a reason");
  demand(verdict.allowed == robots.decide(target).allowed, "a verdict stays");
  demand(robots.decide("/robots.txt").allowed, "robots.txt is always allowed");
  demand(RobotsTxt::from_response(404, text, agent).decide(target).allowed, "404 allows all");
}

}  // namespace
}  // namespace izvor::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view input = izvor::fuzz::view(bytes, size);
  const auto line_end = std::min(input.find('\n'), input.size());
  const std::string_view target = input.substr(0, line_end);
  const std::string_view text = input.substr(std::min(line_end + 1, input.size()));
  izvor::fuzz::examine_path(target);
  static_cast<void>(izvor::robots_directives_of({{"X-Robots-Tag", std::string(target)}}, "Izvor"));
  for (const char* agent : {"Izvor", "other", ""}) izvor::fuzz::examine_rules(text, agent, target);
  return 0;
}
