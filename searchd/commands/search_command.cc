#include "searchd/commands/print_answer.h"

#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/analysis/open_analyzer.h"
#include "searchd/commands/commands.h"
#include "searchd/query/search_fields.h"
#include "searchd/routes/search_json.h"
#include "searchd/routes/search_question.h"
#include "searchd/search/searcher.h"

namespace izvor {
namespace {

struct SearchOptions {
  std::vector<std::string> words;
  unsigned limit = 10, page = 1;
  std::string sort = "relevance";
  std::string as_of;
  std::vector<std::string> types, sites;
  bool json = false, literally = false, explain = false;
};

SortOrder order_of(std::string_view name) {
  if (name == "newest") return SortOrder::kNewest;
  return name == "oldest" ? SortOrder::kOldest : SortOrder::kRelevance;
}

SearchRequest request_of(const SearchOptions& options) {
  SearchRequest request;
  for (const std::string& word : options.words) request.text.append(request.text.empty() ? "" : " ").append(word);
  request.limit = options.limit;
  request.offset = (options.page - 1) * options.limit;
  request.sort = order_of(options.sort);
  request.literally = options.literally;
  request.explain = options.explain;
  return request;
}

/// Names the option whose value its field does not take.
std::optional<std::string> add_filters(const SearchOptions& options, SearchRequest& request) {
  for (const auto& [name, values] : {std::pair("type", &options.types), std::pair("site", &options.sites)})
    for (const std::string& value : *values)
      if (!add_to(*field_of_parameter(name), value, request)) return "--" + std::string(name) + " takes no \"" + value + "\"";
  return std::nullopt;
}

int search(const Settings& settings, const SearchOptions& options) {
  SearchRequest request = request_of(options);
  if (const auto fault = add_filters(options, request)) {
    std::cerr << "izvor-searchd: " << *fault << '\n';
    return kExitUsage;
  }
  if (!options.as_of.empty()) {
    request.as_of = moment_of(options.as_of);
    if (!request.as_of) {
      std::cerr << "izvor-searchd: --as-of takes a day (2024-03-26) or an RFC 3339 time, not \"" << options.as_of << "\"\n";
      return kExitUsage;
    }
  }
  const auto analyzer = open_analyzer(settings);
  if (!analyzer) return report_failure(analyzer.error());
  Searcher searcher(settings, *analyzer);
  const auto begun = std::chrono::steady_clock::now();
  const SearchOutcome answer = searcher.search(request);
  if (!answer) {
    std::cerr << "izvor-searchd: " << answer.error().message << '\n';
    return answer.error().kind == SearchErrorKind::kBadRequest ? kExitUsage : kExitFailed;
  }
  if (options.json) {
    std::cout << search_json(*answer, std::chrono::steady_clock::now() - begun) << '\n';
    return kExitDone;
  }
  const bool ansi = isatty(STDOUT_FILENO) != 0 && std::getenv("NO_COLOR") == nullptr;
  print_answer(*answer, (options.page - 1) * options.limit + 1, ansi ? Colour::kAnsi : Colour::kPlain, std::cout);
  print_summary(*answer, request.offset + answer->hits.size(), options.page, std::cerr);
  return answer->hits.empty() ? kExitFailed : kExitDone;
}

}  // namespace

void add_search(Program& program) {
  const auto options = std::make_shared<SearchOptions>();
  program.add("search", "Ask the index from a terminal")
      .positionals("QUERY", options->words, "Words, „phrases“, -without, заглавие:word, сайт:host; put -- before a leading -")
      .option("--limit", options->limit, 1, SearchRequest::kMaxLimit, "Results on a page")
      .option("--page", options->page, 1, SearchRequest::kMaxOffset, "Page of results, from 1")
      .choice("--sort", options->sort, {"relevance", "newest", "oldest"}, "Order of the results")
      .options("--type", options->types, "Only pages of this type (may be repeated)")
      .options("--site", options->sites, "Only pages of this host and below it (may be repeated)")
      .option("--as-of", options->as_of, "What pages said then: a UTC day or an RFC 3339 time", "TIME")
      .flag("--literally", options->literally, "Search the words as typed: no other alphabet, layout or spelling")
      .flag("--explain", options->explain, "Print the query as parsed, understood and compiled, and what adds up to each result's score")
      .flag("--json", options->json, "Print what /api/v1/search answers")
      .teaches(
          "Examples:\n"
          "  izvor-searchd search цифрово партньорство Сингапур\n"
          "  izvor-searchd search '„подводни кабели“ -сайт:example.eu' --sort newest\n"
          "Exit status: 0 found, 1 nothing found or no index, 2 wrong usage.")
      .runs([options](const Settings& settings) { return search(settings, *options); });
}

}  // namespace izvor
