// Pages made to break the reader: each is read as far as it goes, within a second and 256 MB.
//
// Every trap runs in a process of its own, whose processor time and greatest memory the kernel tells. Sanitizers multiply both,
// so that only the outcome is tested under them.
#include <gmock/gmock.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <string>

#include "indexer/extract/extract.h"

namespace izvor {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kMeasured = false;
#elif defined(__has_feature)
constexpr bool kMeasured = !__has_feature(address_sanitizer) && !__has_feature(thread_sanitizer);
#else
constexpr bool kMeasured = true;
#endif

constexpr long kMostMegabytes = 256;
/// A second, and air for a machine that does other things.
constexpr double kMostSeconds = 2;

std::string repeat(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

std::string numbered(const std::string& before, const std::string& after, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += before + std::to_string(i) + after;
  return all;
}

struct Trap {
  const char* name;
  std::string (*page)();
};

const Trap kTraps[] = {
    {"UnclosedDivs", [] { return repeat("<div>", 100'000) + "край"; }},
    {"UnclosedSpans", [] { return repeat("<span>", 1'000'000) + "край"; }},
    {"FormattingAcrossParagraphs", [] { return numbered("<b id=", "><p>", 3'000) + "край"; }},
    {"FormattingWithoutEnd", [] { return numbered("<b id=", "><p>", 200'000) + "край"; }},
    {"Attributes", [] { return "<p " + numbered("a", "=1 ", 50'000) + ">край"; }},
    {"UnclosedParagraphs", [] { return repeat("<p>x", 2'000'000); }},
    {"Links", [] { return repeat("<a href=/x>y</a> ", 400'000); }},
    {"Headings", [] { return "<main>" + repeat("<h2>x</h2>", 700'000); }},
    {"Cells", [] { return "<table>" + repeat("<tr><td>a<td>b", 500'000); }},
    {"MisplacedCells", [] { return "<table>" + repeat("<table><td>a<b>", 100'000); }},
    {"Dates", [] { return repeat("<div class=date>1 юни</div>", 300'000); }},
    {"Cards",
     [] { return "<div class=ecl-site-header></div><main>" + repeat("<article class=ecl-card><a href=/x>y</a>", 60'000); }},
    {"Files", [] { return "<main>" + repeat("<div class=ecl-file><a href=/x.pdf>y</a></div>", 100'000); }},
    {"Lists", [] { return repeat("<ul><li>x", 200'000); }},
    {"Selects", [] { return repeat("<select><option>x", 200'000); }},
    {"Comments", [] { return repeat("<!-- ", 500'000); }},
    {"References", [] { return repeat("&amp;&notin;&#1234567;", 300'000); }},
    {"Scripts", [] { return repeat("<script><!--<script>", 200'000); }},
    {"Styles", [] { return repeat("<p style='display:display:display:none'>x", 200'000); }},
    {"Metas", [] { return repeat("<meta name=date content=x><title>y</title>", 100'000); }},
    {"OneWord", [] { return repeat("ж", 5'000'000); }},
    {"Entities", [] { return "<p>" + repeat("&", 3'000'000); }},
    {"Svg", [] { return repeat("<svg><foreignObject>", 100'000) + "край"; }},
    {"Templates", [] { return repeat("<template>", 200'000) + "край"; }},
    {"Frames", [] { return repeat("<frameset><noframes>", 100'000); }},
};

class Traps : public ::testing::TestWithParam<Trap> {};

/// What a child has in memory from its parent.
long megabytes_now() {
  std::ifstream file("/proc/self/statm");
  long size = 0, resident = 0;
  file >> size >> resident;
  return resident * (sysconf(_SC_PAGESIZE) / 1024) / 1024;
}

TEST_P(Traps, AreReadWithinASecondAndBounds) {
  const long before = megabytes_now();
  const std::string body = GetParam().page();
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    const Capture capture{.url = Url::parse("https://example.eu/bg/policies/x").value(),
                          .fetched = {},
                          .fields = {{"Content-Type", "text/html; charset=utf-8"}},
                          .request_head = {},
                          .body = body};
    const auto page = extract_capture(capture);
    _exit(page && (!page->text.empty() || !page->cut_reason.empty() || !page->extractor.empty()) ? 0 : 1);
  }
  int status = 0;
  rusage used{};
  ASSERT_EQ(wait4(child, &status, 0, &used), child);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << status;
  const double seconds = static_cast<double>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
                         static_cast<double>(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
  RecordProperty("milliseconds", static_cast<int>(seconds * 1000));
  RecordProperty("megabytes", static_cast<int>(used.ru_maxrss / 1024 - before));
  if (!kMeasured) return;
  EXPECT_LE(seconds, kMostSeconds);
  EXPECT_LE(used.ru_maxrss / 1024 - before, kMostMegabytes);
}

INSTANTIATE_TEST_SUITE_P(Pages, Traps, ::testing::ValuesIn(kTraps),
                         [](const ::testing::TestParamInfo<Trap>& trap) { return std::string(trap.param.name); });

}  // namespace
}  // namespace izvor
