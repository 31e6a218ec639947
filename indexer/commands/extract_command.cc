// `izvor-indexer extract FILE --url URL`: what a page says, as one JSON object.
#include <boost/json.hpp>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <memory>
#include <string>

#include "crawler/platform/file.h"
#include "indexer/commands/commands.h"
#include "indexer/extract/extract.h"
#include "izvor/utc_time.h"

namespace izvor {
namespace {

namespace json = boost::json;

constexpr std::uint64_t kMaxFileBytes = 100'000'000;

struct ExtractOptions {
  std::string file;
  std::string url;
};

json::value to_json(const std::optional<DatedFact>& fact) {
  return fact ? json::value(format_rfc3339(fact->time)) : json::value(nullptr);
}

json::value source_of(const std::optional<DatedFact>& fact) { return fact ? json::value(fact->source) : json::value(nullptr); }

json::value to_json(const std::optional<Act>& act) {
  if (!act) return nullptr;
  const auto day = [](const std::optional<UtcTime>& time) {
    return time ? json::value(format_rfc3339(*time).substr(0, 10)) : json::value(nullptr);
  };
  return json::object{{"kind", act->kind},
                      {"number", act->number},
                      {"year", act->year},
                      {"celex", act->celex},
                      {"eli", act->eli},
                      {"short_name", act->short_name},
                      {"date", day(act->date)},
                      {"state", day(act->state)}};
}

json::object to_json(const ExtractedPage& page) {
  json::array headings;
  for (const Heading& heading : page.headings)
    headings.push_back(
        {{"level", heading.level}, {"text", heading.text}, {"anchor", heading.anchor}, {"offset", heading.offset}});
  json::array links;
  for (const Link& link : page.links) links.push_back({{"url", link.url}, {"text", link.text}});
  json::array translations;
  for (const Translation& translation : page.translations)
    translations.push_back({{"language", translation.language}, {"url", translation.url}});
  json::array downloads;
  for (const Download& download : page.downloads)
    downloads.push_back({{"url", download.url}, {"name", download.name}, {"type", download.type}});
  return {{"title", page.title},
          {"description", page.description},
          {"language", page.language},
          {"declared_language", page.declared_language},
          {"published", to_json(page.published)},
          {"published_source", source_of(page.published)},
          {"modified", to_json(page.modified)},
          {"modified_source", source_of(page.modified)},
          {"type", page.type},
          {"topics", json::array(page.topics.begin(), page.topics.end())},
          {"author", page.author},
          {"act", to_json(page.act)},
          {"canonical", page.canonical},
          {"translations", std::move(translations)},
          {"noindex", page.noindex},
          {"text", page.text},
          {"headings", std::move(headings)},
          {"links", std::move(links)},
          {"downloads", std::move(downloads)},
          {"listing", page.listing},
          {"inline_borders", json::array(page.inline_borders.begin(), page.inline_borders.end())},
          {"extractor", page.extractor},
          {"why", page.why},
          {"cut_reason", page.cut_reason}};
}

/// The file as if it had been imported: its suffix says its type.
Result<ExtractedPage> extract_file(const ExtractOptions& options) {
  auto url = Url::parse(options.url);
  if (!url) return tl::unexpected(url.error());
  auto body = read_file(options.file, kMaxFileBytes);
  if (!body) return tl::unexpected(body.error());
  const Capture capture{
      .url = std::move(*url),
      .fetched = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()),
      .imported = true,
      .fields = {{"Content-Type", std::filesystem::path(options.file).extension() == ".txt" ? "text/plain" : "text/html"}},
      .request_head = {},
      .body = std::move(*body)};
  return extract_capture(capture);
}

}  // namespace

void add_extract(Program& program) {
  const auto options = std::make_shared<ExtractOptions>();
  program.add("extract", "Print what a page says as one JSON object")
      .positional("FILE", options->file, "An .html or .txt file")
      .required_option("--url", options->url, "The page's address", "URL")
      .runs([options](const Settings&) {
        const auto page = extract_file(*options);
        if (!page) return report_failure(page.error());
        std::cout << json::serialize(to_json(*page)) << '\n';
        return kExitDone;
      });
}

}  // namespace izvor
