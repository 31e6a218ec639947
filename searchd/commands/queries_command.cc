#include <boost/json.hpp>
#include <iostream>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "indexer/analysis/open_analyzer.h"
#include "izvor/clock.h"
#include "searchd/commands/commands.h"
#include "searchd/search/searcher.h"
#include "searchd/statistics/query_file.h"
#include "searchd/wording/wording.h"

namespace izvor {
namespace {

struct QueriesOptions {
  unsigned days = 30, limit = 50;
  bool json = false;
};

constexpr std::size_t kMostProposals = 3;
/// Shorter beginnings of a word mean anything.
constexpr std::size_t kShortestBeginning = 4;

/// A query that finds nothing, and what pages say that may be meant.
struct Unanswered {
  QueryCount count;
  std::vector<std::string> proposals;
};

std::size_t letters_in(std::string_view text) {
  std::size_t letters = 0;
  for (const char c : text) letters += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? std::size_t{1} : 0;
  return letters;
}

void drop_last_letter(std::string& text) {
  while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0U) == 0x80U) text.pop_back();
  if (!text.empty()) text.pop_back();
}

/// What the index suggests for the query, then for ever shorter beginnings of it: a word that no page has often begins like one
/// that means the same.
std::vector<std::string> proposals_for(Searcher& searcher, const std::string& query) {
  std::vector<std::string> proposals;
  std::set<std::string> seen{query};
  for (std::string typed = query; letters_in(typed) >= kShortestBeginning; drop_last_letter(typed)) {
    const auto suggested = searcher.suggest(typed, kMostProposals);
    if (!suggested) break;
    for (const Suggestion& suggestion : *suggested)
      if (proposals.size() < kMostProposals && seen.insert(suggestion.text).second) proposals.push_back(suggestion.text);
    if (proposals.size() == kMostProposals) break;
  }
  return proposals;
}

boost::json::object json_of(const QueryCount& count) {
  return {{"query", count.query}, {"searches", count.searches}, {"empty", count.empty}};
}

void print_json(unsigned days, const std::vector<QueryCount>& asked, const std::vector<Unanswered>& unanswered) {
  boost::json::array queries, empty;
  for (const QueryCount& count : asked) queries.push_back(json_of(count));
  for (const Unanswered& one : unanswered) {
    boost::json::object entry = json_of(one.count);
    entry["proposals"] = boost::json::array(one.proposals.begin(), one.proposals.end());
    empty.push_back(std::move(entry));
  }
  std::cout << boost::json::serialize(boost::json::object{{"days", days},
                                                          {"least", kLeastSearches},
                                                          {"queries", std::move(queries)},
                                                          {"unanswered", std::move(empty)}})
            << '\n';
}

/// The proposals stand as lines of config/search/synonyms.txt.
void print_words(const std::vector<QueryCount>& asked, const std::vector<Unanswered>& unanswered) {
  for (const QueryCount& count : asked) std::cout << count.searches << '\t' << count.query << '\n';
  if (unanswered.empty()) return;
  std::cout << "\n" << say(Language::kBulgarian, sentence("cli_without_answer")) << '\n';
  for (const Unanswered& one : unanswered) {
    std::cout << one.count.empty << '\t' << one.count.query;
    for (const std::string& proposal : one.proposals) std::cout << " = " << proposal;
    std::cout << '\n';
  }
}

int queries(const Settings& settings, const QueriesOptions& options) {
  const auto file = QueryFile::open_for_reading(settings.statistics_file());
  if (!file) return report_failure(file.error());
  const std::int64_t today = std::chrono::floor<std::chrono::days>(SystemClock().now()).time_since_epoch().count();
  const auto asked = file->most_asked(today - options.days + 1, options.limit, false);
  const auto empty = file->most_asked(today - options.days + 1, options.limit, true);
  if (!asked || !empty) return report_failure(asked ? empty.error() : asked.error());
  const auto analyzer = open_analyzer(settings);
  if (!analyzer) return report_failure(analyzer.error());
  Searcher searcher(settings, *analyzer);
  std::vector<Unanswered> unanswered;
  for (const QueryCount& count : *empty) unanswered.push_back({count, proposals_for(searcher, count.query)});
  options.json ? print_json(options.days, *asked, unanswered) : print_words(*asked, unanswered);
  return kExitDone;
}

}  // namespace

void add_queries(Program& program) {
  const auto options = std::make_shared<QueriesOptions>();
  program.add("queries", "List what is asked most, and what finds nothing with what may be meant")
      .option("--days", options->days, 1, 3650, "Days to look back, with today")
      .option("--limit", options->limit, 1, 1000, "Queries to list")
      .flag("--json", options->json, "Print one JSON object")
      .teaches(
          "Only queries that were asked five times or more are counted at all, and nothing of who asked; numbers and addresses "
          "of\n"
          "persons never are. statistics_days = 0 in the settings switches the counting off.")
      .runs([options](const Settings& settings) { return queries(settings, *options); });
}

}  // namespace izvor
