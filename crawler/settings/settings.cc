// Settings: reading and checking. Each key stands once here, in the order of config/izvor.toml.
#include "izvor/settings.h"

#include <fmt/format.h>

#include <array>
#include <fstream>
#include <iterator>
#include <string>
#include <system_error>

#include "crawler/settings/table_reader.h"

namespace izvor {
namespace {

// A settings file larger than this is a mistake.
constexpr std::size_t kMaxFileBytes = std::size_t{1} << 20;
constexpr std::int64_t kYearHours = std::int64_t{24} * 366;

void read_crawler(TableReader reader, CrawlerSettings& crawler) {
  reader.read("user_agent", crawler.user_agent);
  reader.read("contact", crawler.contact);
  reader.read_duration("delay_ms", crawler.delay, 0, 3'600'000);
  reader.read_duration("max_crawl_delay_seconds", crawler.max_crawl_delay, 0, 3'600);
  reader.read_real("latency_factor", crawler.latency_factor, 0, 100);
  reader.read_duration("timeout_seconds", crawler.timeout, 1, 3'600);
  reader.read_number<std::uint64_t>("max_page_bytes", crawler.max_page_bytes, 1'000, 1'000'000'000);
  reader.read_number<unsigned>("max_redirects", crawler.max_redirects, 0, 20);
  reader.read_number<unsigned>("connections", crawler.connections, 1, 256);
  reader.read_number<unsigned>("pages_per_host", crawler.pages_per_host, 1);
  reader.read_number<unsigned>("max_path_depth", crawler.max_path_depth, 1, 256);
  reader.read_number<unsigned>("max_query_parameters", crawler.max_query_parameters, 0, 256);
  reader.read_number<unsigned>("addresses_per_pattern", crawler.addresses_per_pattern, 1);
  reader.read_duration("revisit_hours", crawler.revisit, 0, kYearHours);
  reader.read_duration("longest_revisit_days", crawler.longest_revisit, 1, 3'650);
  reader.read_number<std::uint64_t>("visits_per_day", crawler.visits_per_day, 1);
  reader.read_real("signal_share", crawler.signal_share, 0, 1);
  reader.read_duration("poll_minutes", crawler.poll, 1, kYearHours * 60);
  reader.read_real("gone_share", crawler.gone_share, 0, 1);
  reader.read_duration("gone_after_hours", crawler.gone_after, 0, kYearHours);
  reader.read_duration("refused_after_hours", crawler.refused_after, 0, kYearHours);
  reader.read("allowed_private_addresses", crawler.allowed_private_addresses);
  reader.read("certificate_authorities", crawler.certificate_authorities);
  reader.read("metrics_file", crawler.metrics_file);
  reader.read_number<std::uint64_t>("warc_file_megabytes", crawler.warc_file_megabytes, 1, 1'000'000);
}

SiteSettings read_site(TableReader reader) {
  SiteSettings site;
  reader.read("name", site.name);
  reader.read("seeds", site.seeds);
  reader.read("include", site.include);
  reader.read("exclude", site.exclude);
  reader.read("sitemaps", site.sitemaps);
  return site;
}

void read_indexer(TableReader reader, IndexerSettings& indexer) {
  reader.read_number<unsigned>("commit_pages", indexer.commit_pages, 1, 100'000);
  reader.read_duration("commit_interval_ms", indexer.commit_interval, 0, 3'600'000);
  reader.read_number<std::uint64_t>("max_text_bytes", indexer.max_text_bytes, 10'000, 100'000'000);
}

void read_search(TableReader& reader, SearchSettings& search) {
  reader.read("listen", search.listen);
  reader.read_number<unsigned>("threads", search.threads, 0, 256);
  reader.read("cors_origins", search.cors_origins);
  reader.read("ping_token", search.ping_token);
  reader.read("public_url", search.public_url);
  reader.read("synonyms", search.synonyms);
  reader.read("best_bets", search.best_bets);
  reader.read_number<unsigned>("statistics_days", search.statistics_days, 0, 3'650);
}

void read_ranking(TableReader reader, RankingSettings& ranking) {
  constexpr double kMost = 100;
  reader.read_real("exact", ranking.exact, 0, kMost);
  reader.read_real("lemma", ranking.lemma, 0, kMost);
  reader.read_real("root", ranking.root, 0, kMost);
  reader.read_real("title", ranking.title, 0, kMost);
  reader.read_real("headings", ranking.headings, 0, kMost);
  reader.read_real("anchors", ranking.anchors, 0, kMost);
  reader.read_real("stop_word", ranking.stop_word, 0, kMost);
  reader.read_real("synonym", ranking.synonym, 0, kMost);
  reader.read_real("proximity", ranking.proximity, 0, kMost);
  reader.read_real("early", ranking.early, 0, kMost);
  reader.read_real("exact_title", ranking.exact_title, 0, kMost);
  reader.read_real("recency", ranking.recency, 0, kMost);
  reader.read_real("listing", ranking.listing, 0, 1);
  reader.read_real("k1", ranking.k1, 0, kMost);
  reader.read_real("b", ranking.b, 0, 1);
  reader.read_real("presence", ranking.presence, 0, kMost);
}

void read_all(const toml::table& root, Settings& settings, Complaint& complaint) {
  TableReader top(root, "the file", complaint);
  if (const auto* table = top.table("data")) {
    TableReader(*table, "[data]", complaint).read("directory", settings.data_directory);
  }
  if (const auto* table = top.table("crawler")) read_crawler({*table, "[crawler]", complaint}, settings.crawler);
  for (const auto* table : top.tables("site")) {
    settings.sites.push_back(read_site({*table, "[[site]]", complaint}));
    if (settings.sites.back().seeds.empty()) complaint.about(table->source(), "[[site]] needs at least one address in 'seeds'");
  }
  if (const auto* table = top.table("indexer")) read_indexer({*table, "[indexer]", complaint}, settings.indexer);
  if (const auto* table = top.table("analysis")) {
    TableReader(*table, "[analysis]", complaint).read("lemma_table", settings.analysis.lemma_table);
  }
  if (const auto* table = top.table("search")) {
    TableReader search(*table, "[search]", complaint);
    read_search(search, settings.search);
    if (const auto* ranking = search.table("ranking")) {
      read_ranking({*ranking, "[search.ranking]", complaint}, settings.search.ranking);
    }
  }
  if (const auto* table = top.table("log")) TableReader(*table, "[log]", complaint).read("level", settings.log_level);
}

}  // namespace

Result<Settings> parse_settings(std::string_view toml, std::string_view origin) {
  try {
    const toml::table root = toml::parse(toml, origin);
    Settings settings;
    Complaint complaint(origin);
    read_all(root, settings, complaint);
    if (complaint.text()) return fail(*complaint.text());
    return settings;
  } catch (const toml::parse_error& error) {
    return fail(
        fmt::format("{}:{}:{}: {}", origin, error.source().begin.line, error.source().begin.column, error.description()));
  }
}

Result<Settings> load_settings(const std::filesystem::path& file) {
  std::error_code status;
  const auto size = std::filesystem::file_size(file, status);
  if (status) return fail(fmt::format("cannot read settings from {}: {}", file.string(), status.message()));
  if (size > kMaxFileBytes)
    return fail(fmt::format("{} is larger than {} bytes: not a settings file", file.string(), kMaxFileBytes));
  std::ifstream stream(file, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  if (!stream.good() && !stream.eof()) return fail(fmt::format("cannot read settings from {}", file.string()));
  return parse_settings(text, file.string());
}

Result<Settings> find_settings(const std::filesystem::path& given) {
  if (!given.empty()) return load_settings(given);
  for (const char* place : std::array{"config/izvor.toml", "/etc/izvor/izvor.toml"}) {
    if (std::filesystem::exists(place)) return load_settings(place);
  }
  return Settings{};
}

}  // namespace izvor
