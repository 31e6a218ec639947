// Settings: every value a person can set, with its default. config/izvor.toml documents each key with its unit.
//
// Read once at start-up by load_settings (crawler/settings), which refuses an unknown key or a wrong type with line and column.
// A value; safe from any thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "izvor/result.h"

namespace izvor {

/// One site to crawl.
struct SiteSettings {
  std::string name;
  std::vector<std::string> seeds;     ///< Absolute addresses to start from.
  std::vector<std::string> include;   ///< Address prefixes inside the scope; empty: the seeds' hosts.
  std::vector<std::string> exclude;   ///< Address prefixes outside the scope, stronger than `include`.
  std::vector<std::string> sitemaps;  ///< Besides those that robots.txt names.
};

struct CrawlerSettings {
  std::string user_agent = "Izvor/0.1";       ///< Product token and version; the contact is appended.
  std::string contact;                        ///< E-mail or web address of the operator; `up` refuses to start without one.
  std::chrono::milliseconds delay{1000};      ///< Least pause between two requests to one host.
  std::chrono::seconds max_crawl_delay{60};   ///< Cap on a robots.txt crawl-delay.
  double latency_factor = 2.0;                ///< The pause is at least this times the host's last latency.
  std::chrono::seconds timeout{30};           ///< Of one request, from connect to the last byte.
  std::uint64_t max_page_bytes = 20'000'000;  ///< After decoding; more is cut off and skipped.
  unsigned max_redirects = 5;
  unsigned connections = 16;  ///< Requests under way at once, all hosts together.
  unsigned pages_per_host = 100'000;
  unsigned max_path_depth = 16;
  unsigned max_query_parameters = 10;
  unsigned addresses_per_pattern = 5'000;  ///< That differ only in numbers or in values of parameters, in one run.
  std::chrono::hours revisit{24};          ///< Least pause between two visits of one page.
  std::chrono::days longest_revisit{60};   ///< Longest pause between two visits of one page.
  std::uint64_t visits_per_day = 100'000;  ///< Requests for pages on one UTC day, all hosts together.
  double signal_share = 0.5;               ///< Part of them that signals may ask for while other pages are due.
  std::chrono::minutes poll{360};          ///< Pause between two visits of a sitemap or feed.
  std::chrono::hours gone_after{24};       ///< A page is gone after two 404/410 at least this far apart.
  std::chrono::hours refused_after{24};    ///< Likewise after two refusals: robots.txt, 401, 403, a redirect out of the sites.
  double gone_share = 0.2;                 ///< Part of a host's pages that may be found gone in one day; more is held back.
  std::vector<std::string> allowed_private_addresses;  ///< IP addresses or CIDR blocks that may be fetched although private.
  std::filesystem::path certificate_authorities;       ///< PEM file of those that are trusted; empty: the system's.
  std::filesystem::path metrics_file;  ///< Counters in Prometheus' text format, replaced as they change; empty: none.
  std::uint64_t warc_file_megabytes = 1024;
};

struct IndexerSettings {
  unsigned commit_pages = 500;                      ///< Pages in one commit, at most.
  std::chrono::milliseconds commit_interval{1000};  ///< A page is searchable at most this long after it was read.
  std::uint64_t max_text_bytes = 4'000'000;         ///< Of one page's extracted text; the rest is cut and reported.
};

struct AnalysisSettings {
  std::filesystem::path lemma_table;  ///< Empty: the one beside the program.
};

/// Weights of the ranking. Chosen by measurement (searchd/search/README.md).
struct RankingSettings {
  double exact = 0.2;      ///< What a word in exactly the form that was typed adds to its other forms.
  double lemma = 0.6;      ///< What a word in any of its forms adds to derived words.
  double root = 1.0;       ///< What a derived word counts.
  double title = 0.3;      ///< Factor of a match in the title, added to the body's.
  double headings = 0.2;   ///< The same for headings.
  double anchors = 0.3;    ///< The same for what other pages call the page where they link to it.
  double stop_word = 0.3;  ///< Factor of a word like "и" beside other words.
  double synonym = 0.8;    ///< Factor of an expression that means the same, in parts of what the typed words count.
  double proximity =
      2.0;             ///< What two neighbouring words add that stand together on the page, in parts of the rarer one's weight.
  double early = 2.5;  ///< What a word adds at the beginning of the text, in parts of its weight; half of that 20 words on.
  double exact_title = 12;  ///< What a title adds that is the query and nothing else, in parts of the query's weight.
  double recency = 0.3;     ///< What news of today gains, in parts of the query's weight; half of that a year on.
  double listing = 0.3;     ///< The part of its match that a page loses whose text only leads to other pages.
  double k1 = 1.2;          ///< BM25: how fast repetitions of a word stop counting.
  double b = 0.85;          ///< BM25: how much long pages are held back, 0 to 1.
  double presence = 0.5;    ///< BM25+: what each word of a short query adds by being there at all.
};

struct SearchSettings {
  std::string listen = "127.0.0.1:8080";
  unsigned threads = 0;                   ///< 0: one per core.
  std::vector<std::string> cors_origins;  ///< Exact origins that may read the JSON API from a browser.
  std::string ping_token;                 ///< Empty: POST /api/v1/pings is refused.
  std::filesystem::path synonyms;         ///< Empty: config/search/synonyms.txt of the checkout or the installation.
  std::filesystem::path best_bets;        ///< Empty: best_bets.txt beside it.
  std::string public_url;                 ///< Address that users see, for OpenSearch and forms; empty: from the request's Host.
  unsigned statistics_days = 365;         ///< Days that counts of queries are kept; 0: nothing is counted.
  RankingSettings ranking;
};

struct Settings {
  std::filesystem::path data_directory = "data";
  CrawlerSettings crawler;
  std::vector<SiteSettings> sites;
  IndexerSettings indexer;
  AnalysisSettings analysis;
  SearchSettings search;
  std::string log_level = "info";  ///< trace, debug, info, warn, error.

  [[nodiscard]] std::filesystem::path archive_directory() const { return data_directory / "archive"; }
  [[nodiscard]] std::filesystem::path index_directory() const { return data_directory / "index"; }
  [[nodiscard]] std::filesystem::path statistics_file() const { return data_directory / "queries.sqlite"; }
};

/// Reads a TOML file. The message of a failure names file, line and column.
[[nodiscard]] Result<Settings> load_settings(const std::filesystem::path& file);
/// Reads TOML text; `origin` names it in messages.
[[nodiscard]] Result<Settings> parse_settings(std::string_view toml, std::string_view origin);
/// The file given, or config/izvor.toml, or /etc/izvor/izvor.toml, whichever is there first; defaults when none is.
[[nodiscard]] Result<Settings> find_settings(const std::filesystem::path& given);

}  // namespace izvor
