// What becomes of a hundred queries on their way, as text: a change of understanding shows as a difference of a golden file.
//
// tests/data/query-stages.txt holds sections ("## forms"), in each of them queries ("# партньорството") and below each what it
// was parsed, understood and compiled as over the sample site. Control characters are written "\u{000A}". Queries of sections
// named "newest: …" are sorted by date, of "literally: …" searched as typed. To take over what is printed now, or to add a
// query ("# query" is enough): IZVOR_GOLDEN=write with this program, then read the diff.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "tests/searchd/search/searching.h"
#include "tests/support/site_index.h"

namespace izvor {
namespace {

using testing::shared_analyzer;

struct GoldenQuery {
  std::string section, line, stages;
};

std::string utf8_of(unsigned point) {
  std::string out;
  if (point < 0x80) return {static_cast<char>(point)};
  if (point >= 0x800) out.push_back(static_cast<char>(0xE0U | (point >> 12U)));
  out.push_back(static_cast<char>((point >= 0x800 ? 0x80U : 0xC0U) | ((point >> 6U) & (point >= 0x800 ? 0x3FU : 0x1FU))));
  out.push_back(static_cast<char>(0x80U | (point & 0x3FU)));
  return out;
}

std::string without_escapes(std::string line) {
  for (std::size_t at = 0; (at = line.find("\\u{", at)) != std::string::npos; ++at)
    line.replace(at, 8, utf8_of(static_cast<unsigned>(std::stoul(line.substr(at + 3, 4), nullptr, 16))));
  return line;
}

std::vector<GoldenQuery> read_golden() {
  std::ifstream in(IZVOR_QUERY_STAGES);
  std::vector<GoldenQuery> all;
  std::string section, line;
  while (std::getline(in, line)) {
    if (line.starts_with("## ")) {
      section = line.substr(3);
    } else if (line.starts_with("# ")) {
      all.push_back({section, line.substr(2), ""});
    } else if (!line.empty() && !all.empty()) {
      all.back().stages += line + "\n";
    }
  }
  return all;
}

void write_golden(const std::vector<GoldenQuery>& queries) {
  std::ofstream out(IZVOR_QUERY_STAGES);
  std::string section;
  for (const GoldenQuery& query : queries) {
    if (query.section != section) out << "## " << query.section << "\n\n";
    section = query.section;
    out << "# " << query.line << '\n' << query.stages << '\n';
  }
}

std::string stages_of(Searcher& searcher, const GoldenQuery& query) {
  SearchRequest request;
  request.text = without_escapes(query.line);
  request.explain = true;
  if (query.section.starts_with("newest: ")) request.sort = SortOrder::kNewest;
  request.literally = query.section.starts_with("literally: ");
  const SearchOutcome answer = searcher.search(request);
  if (!answer) return "(refused \"" + answer.error().message + "\")\n";
  return answer->stages->parsed + answer->stages->understood + answer->stages->compiled;
}

Settings settings_of(const testing::SiteIndex& site) {
  Settings settings = site.settings();
  settings.search.synonyms = IZVOR_SYNONYMS;
  return settings;
}

TEST(QueryStages, AreThoseOfTheGoldenFile) {
  const testing::SiteIndex site(IZVOR_SAMPLE_SITE);
  Searcher searcher(settings_of(site), shared_analyzer());
  std::vector<GoldenQuery> queries = read_golden();
  ASSERT_GE(queries.size(), 100U);
  bool same = true;
  for (GoldenQuery& query : queries) {
    const std::string now = stages_of(searcher, query);
    same = same && now == query.stages;
    EXPECT_EQ(query.stages, now) << "Query: " << query.line << " (" << query.section << ")";
    query.stages = now;
  }
  const char* golden = std::getenv("IZVOR_GOLDEN");
  if (golden && std::string_view(golden) == "write") {
    write_golden(queries);
  } else if (!same) {
    ADD_FAILURE() << "Queries are understood otherwise than " IZVOR_QUERY_STAGES
                     " says. If that is intended, run\n  "
                     "IZVOR_GOLDEN=write " IZVOR_THIS_PROGRAM "\nthen look at the file's diff and commit it.";
  }
}

/// More pages with the same words are no reason to print anything else.
TEST(QueryStages, DoNotDependOnHowManyPagesHaveAWord) {
  testing::PageIndex index;
  const auto stages = [&] {
    Searcher searcher(index.settings(), shared_analyzer());
    std::string all;
    for (const char* query : {"подводните кабели", "„подводни кабели“ -договор", "заглавие:кабели"})
      all += stages_of(searcher, {"forms", query, ""});
    return all;
  };
  index.add("example.eu/a", "Подводни кабели", "Подводният кабел свързва бреговете. Договор за кабела.");
  const std::string once = stages();
  EXPECT_THAT(once, ::testing::HasSubstr("кабел[text title]"));
  for (unsigned i = 0; i < 9; ++i)
    index.add("example.eu/" + std::to_string(i), "Подводен кабел", "Кабелът и договорът, брегове " + std::to_string(i));
  EXPECT_EQ(stages(), once);
}

/// What people type is printed without its power over a terminal.
TEST(QueryStages, EscapeWhatSteersATerminal) {
  testing::PageIndex index;
  index.add("example.eu/a", "Кабели", "Текст.");
  Searcher searcher(index.settings(), shared_analyzer());
  const std::string stages = stages_of(searcher, {"hostile", "кабели\\u{202E} \\u{001B}[2J \"", ""});
  EXPECT_THAT(stages, ::testing::Not(::testing::HasSubstr("\033")));
  EXPECT_THAT(stages, ::testing::Not(::testing::HasSubstr("\u202E")));
  EXPECT_THAT(stages, ::testing::HasSubstr("\\u{202E}"));
}

}  // namespace
}  // namespace izvor
