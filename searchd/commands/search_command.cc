#include "searchd/commands/search_command.h"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "izvor/analyzer.h"
#include "searchd/query/utf8_cursor.h"
#include "searchd/routes/search_json.h"
#include "searchd/search/searcher.h"

namespace izvor {
namespace {

constexpr std::string_view kBold = "\033[1m", kHighlight = "\033[1;33m", kDim = "\033[2m", kReset = "\033[0m";

struct SearchOptions {
  std::vector<std::string> words;
  unsigned limit = 10, page = 1;
  SortOrder sort = SortOrder::kRelevance;
  std::vector<std::string> types, sites;
  bool json = false;
};

/// Prints text of pages: what could steer a terminal becomes a space.
class TerminalText {
 public:
  TerminalText(std::ostream& out, Colour colour) : out_(out), ansi_(colour == Colour::kAnsi) {}

  void style(std::string_view sequence) {
    if (ansi_) out_ << sequence;
  }

  void plain(std::string_view text) { highlighted({std::string(text), {}}, ""); }

  /// `base` is the style to return to after a highlight.
  void highlighted(const HighlightedText& text, std::string_view base) {
    style(base);
    auto highlight = text.highlights.begin();
    std::uint32_t unit = 0;
    bool open = false;
    for (std::size_t i = 0; i < text.text.size();) {
      const CodePoint point = code_point_at(text.text, i);
      if (open && unit >= highlight->end) {
        close(base);
        open = false;
        ++highlight;
      }
      if (!open && highlight != text.highlights.end() && unit >= highlight->begin) {
        style(kHighlight);
        open = true;
      }
      put(std::string_view(text.text).substr(i, point.next - i), point.value);
      unit += point.value > 0xFFFF ? 2 : 1;
      i = point.next;
    }
    if (open || !base.empty()) style(kReset);
  }

 private:
  void close(std::string_view base) {
    style(kReset);
    style(base);
  }
  void put(std::string_view character, char32_t value) {
    // C0 and C1 controls, and the marks that turn the direction of writing.
    const bool control = value < 0x20 || (value >= 0x7F && value < 0xA0) || (value >= 0x202A && value <= 0x202E) ||
                         (value >= 0x2066 && value <= 0x2069);
    out_ << (control ? std::string_view(" ") : character);
  }

  std::ostream& out_;
  bool ansi_;
};

std::string_view name_of(std::string_view kind) {
  static const std::map<std::string_view, std::string_view> names = {
      {"words dropped", "не са търсени"},
      {"quotes", "незатворени кавички"},
      {"phrase as words", "изразът го няма дословно; търсени са думите"},
      {"only exclusions", "няма какво да се търси: само изключвания"}};
  const auto found = names.find(kind);
  return found == names.end() ? kind : found->second;
}

void print_hit(const SearchHit& hit, unsigned number, TerminalText& text, std::ostream& out) {
  out << number << ". ";
  text.highlighted(hit.title, kBold);
  out << "\n   ";
  const auto& date = hit.published ? hit.published : hit.modified;
  if (date) out << format_rfc3339(*date).substr(0, 10) << " · ";
  text.plain(hit.url);
  out << '\n';
  for (const Snippet& snippet : hit.snippets) {
    out << "   ";
    text.highlighted(snippet.text, "");
    out << '\n';
  }
  if (!hit.why.empty()) {
    out << "   ";
    text.highlighted({"(" + hit.why + ")", {}}, kDim);
    out << '\n';
  }
  out << '\n';
}

SearchRequest request_of(const SearchOptions& options) {
  SearchRequest request;
  for (const std::string& word : options.words) request.text.append(request.text.empty() ? "" : " ").append(word);
  request.limit = options.limit;
  request.offset = (options.page - 1) * options.limit;
  request.sort = options.sort;
  request.types = options.types;
  request.sites = options.sites;
  return request;
}

void print_summary(const SearchAnswer& answer) {
  TerminalText words(std::cerr, Colour::kPlain);
  for (const Understood& reading : answer.understood) {
    std::cerr << name_of(reading.kind) << (reading.from.empty() ? "" : ": ");
    words.plain(reading.from);
    std::cerr << '\n';
  }
  std::cerr << (answer.total_exact ? "намерени: " : "намерени около: ") << answer.total << '\n';
}

int search(const Settings& settings, const SearchOptions& options) {
  const auto analyzer = open_analyzer(settings);
  if (!analyzer) return report_failure(analyzer.error());
  Searcher searcher(settings, *analyzer);
  const auto begun = std::chrono::steady_clock::now();
  const SearchOutcome answer = searcher.search(request_of(options));
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
  print_summary(*answer);
  return answer->hits.empty() ? kExitFailed : kExitDone;
}

}  // namespace

void print_answer(const SearchAnswer& answer, unsigned first, Colour colour, std::ostream& out) {
  TerminalText text(out, colour);
  for (const SearchHit& hit : answer.hits) print_hit(hit, first++, text, out);
}

void add_search(CLI::App& app, CommandContext& context) {
  CLI::App* command = app.add_subcommand("search", "Ask the index from a terminal");
  auto options = std::make_shared<SearchOptions>();
  const std::map<std::string, SortOrder> orders = {
      {"relevance", SortOrder::kRelevance}, {"newest", SortOrder::kNewest}, {"oldest", SortOrder::kOldest}};
  command
      ->add_option("query", options->words, "Words, „phrases“, -without, заглавие:word, сайт:host; put -- before a leading -")
      ->required()
      ->type_name("QUERY");
  command->add_option("--limit", options->limit, "Results on a page")->check(CLI::Range(1U, SearchRequest::kMaxLimit));
  command->add_option("--page", options->page, "Page of results, from 1")->check(CLI::Range(1U, SearchRequest::kMaxOffset));
  command->add_option("--sort", options->sort, "relevance, newest or oldest")->transform(CLI::CheckedTransformer(orders));
  command->add_option("--type", options->types, "Only pages of this type (may be repeated)");
  command->add_option("--site", options->sites, "Only pages of this host and below it (may be repeated)");
  command->add_flag("--json", options->json, "Print what /api/v1/search answers");
  command->footer(
      "Examples:\n"
      "  izvor-searchd search цифрово партньорство Сингапур\n"
      "  izvor-searchd search '„подводни кабели“ -сайт:example.eu' --sort newest\n"
      "Exit status: 0 found, 1 nothing found or no index, 2 wrong usage.");
  command->callback(
      [&context, options] { context.run = [options](const Settings& settings) { return search(settings, *options); }; });
}

}  // namespace izvor
