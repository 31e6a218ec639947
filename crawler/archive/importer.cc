#include "crawler/archive/importer.h"

#include <algorithm>
#include <chrono>
#include <unordered_set>

#include "crawler/archive/http_message.h"
#include "crawler/archive/page_files.h"
#include "crawler/archive/warc_reader.h"
#include "crawler/platform/file.h"
#include "crawler/url/percent.h"

namespace izvor {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kExamples = 10;
// Several pages share one fsync: 2 ms each would be most of the time.
constexpr unsigned kPagesPerAcknowledgement = 200;
constexpr std::chrono::seconds kAcknowledgementInterval{1};

bool is_warc(const std::filesystem::path& path) {
  const std::string name = path.filename().string();
  return name.ends_with(".warc") || name.ends_with(".warc.gz");
}

/// "https://example.eu/docs" → "https://example.eu/docs/"
std::string prefix_of(const Url& base) { return base.str().ends_with('/') ? base.str() : base.str() + "/"; }

/// Whether a Content-Type may be a page.
bool is_page_type(std::string_view type) {
  type = type.substr(0, type.find(';'));
  while (type.ends_with(' ')) type.remove_suffix(1);
  return type.empty() || same_name(type, "text/html") || same_name(type, "application/xhtml+xml") ||
         same_name(type, "text/plain");
}

class Import {
 public:
  Import(PageArchive& archive, const ImportOptions& options) : archive_(archive), options_(options) {}

  Result<ImportReport> run() {
    auto done = is_warc(options_.path) ? import_warc() : import_files();
    if (done && options_.mirror && !report_.stopped) done = remove_missing();
    // Also after a failure: what was stored before is worth keeping.
    auto acknowledged = archive_.acknowledge();
    if (!done) return tl::make_unexpected(done.error());
    if (!acknowledged) return tl::make_unexpected(acknowledged.error());
    return std::move(report_);
  }

 private:
  Result<void> import_files() {
    const auto listed = list_page_files(options_.path);
    if (!listed) return tl::make_unexpected(listed.error());
    report_.other_files = listed->other_files;
    complete_ = listed->complete;
    for (const PageFile& file : listed->files) {
      if (stop_asked()) return {};
      if (auto imported = import_file(file); !imported) return imported;
      if (options_.progress) options_.progress(report_.found, listed->files.size());
    }
    return {};
  }

  Result<void> import_file(const PageFile& file) {
    ++report_.found;
    const auto url = address_of(*options_.base, file.relative);
    if (!url) return skip(file.path.string(), url.error().message);
    seen(*url);
    if (!file.problem.empty()) return skip(url->str(), file.problem);
    auto body = read_file(file.path, options_.max_page_bytes);
    if (!body) return skip(url->str(), body.error().message);
    return store({.url = *url,
                  .fetched = options_.date.value_or(options_.now),
                  .status = 200,
                  .imported = true,
                  .fields = {{"Content-Type", content_type_of(file.path)}},
                  .request_head = {},
                  .body = std::move(*body)});
  }

  Result<void> import_warc() {
    // Chunks and line ends come on top of the page itself.
    const std::uint64_t max_block = options_.max_page_bytes + options_.max_page_bytes / 8 + (1U << 20U);
    auto reader = WarcReader::open(options_.path, {.max_block_bytes = max_block});
    if (!reader) return tl::make_unexpected(reader.error());
    std::error_code ignored;
    const std::uint64_t total = std::filesystem::file_size(options_.path, ignored);
    while (!stop_asked()) {
      auto entry = reader->next();
      if (!entry) {
        if (auto skipped = skip_damage(*reader, entry.error()); !skipped) return skipped;
        const auto more = reader->resume();
        if (!more) return tl::make_unexpected(more.error());
        if (!*more) return {};
        continue;
      }
      if (!*entry) return {};
      if (auto imported = import_record(std::move(**entry)); !imported) return imported;
      if (options_.progress) options_.progress(reader->record_begin(), total);
    }
    return {};
  }

  Result<void> skip_damage(const WarcReader& reader, const Error& error) {
    ++report_.found;
    complete_ = false;
    return skip(place(reader.record_begin()), error.message);
  }

  Result<void> import_record(WarcEntry&& entry) {
    const bool response = entry.record.type() == "response";
    if (!response && entry.record.type() != "resource") return {};
    ++report_.found;
    const std::string target(entry.record.field("WARC-Target-URI"));
    const std::string address = target.empty() || target.size() > Url::kMaxLength ? place(entry.offset) : one_line(target);
    const bool too_large = entry.block_too_large;
    auto capture = capture_of(std::move(entry.record));
    if (!capture && !too_large) return skip(address, capture.error().message);
    if (too_large) return skip(address, "it is larger than " + std::to_string(options_.max_page_bytes) + " bytes");
    seen(capture->url);
    if (capture->status != 200)
      return skip(capture->url.str(), "its status is " + std::to_string(capture->status) + ", not 200");
    const std::string type(find_field(capture->fields, "Content-Type"));
    if (!is_page_type(type)) return skip(capture->url.str(), "its type is " + one_line(type) + ", not a page's");
    HttpResponse answer{.status = 200, .fields = std::move(capture->fields), .body = std::move(capture->body)};
    auto decoded = response ? decode_body(answer, options_.max_page_bytes) : Result<void>();
    if (!decoded) return skip(capture->url.str(), decoded.error().message);
    capture->fields = std::move(answer.fields);
    capture->body = std::move(answer.body);
    capture->fetched = options_.date.value_or(capture->fetched);
    return store(*capture);
  }

  Result<void> store(const Capture& capture) {
    if (capture.body.size() > options_.max_page_bytes) {
      return skip(capture.url.str(), "it is larger than " + std::to_string(options_.max_page_bytes) + " bytes");
    }
    if (const std::string problem = content_problem(capture.body); !problem.empty()) return skip(capture.url.str(), problem);
    const auto stored = archive_.store(capture);
    if (!stored) return tl::make_unexpected(stored.error());
    ++(stored->sequence ? report_.archived : report_.unchanged);
    return acknowledge_sometimes();
  }

  Result<void> skip(const std::string& address, const std::string& reason) {
    ++report_.skipped;
    if (report_.examples.size() < kExamples) report_.examples.push_back({address, reason});
    if (auto kept = archive_.store_skipped(address, options_.now, reason); !kept) return kept;
    return acknowledge_sometimes();
  }

  Result<void> acknowledge_sometimes() {
    const auto now = Clock::now();
    if (++pending_ < kPagesPerAcknowledgement && now < last_acknowledgement_ + kAcknowledgementInterval) return {};
    pending_ = 0;
    last_acknowledgement_ = now;
    return archive_.acknowledge();
  }

  Result<void> remove_missing() {
    // An empty folder is a mistake (a mount that failed), not a site that lost all of its pages.
    if (report_.found == report_.skipped) report_.mirror_refused = "no page was imported";
    if (!complete_) report_.mirror_refused = "a part of it could not be read";
    if (!report_.mirror_refused.empty()) return {};
    constexpr std::size_t kBatch = 1000;
    const std::string prefix = prefix_of(*options_.base);
    for (Sequence after = 0;;) {
      const auto batch = archive_.current_versions(after, kBatch);
      if (!batch) return tl::make_unexpected(batch.error());
      for (const PageVersion& version : *batch) {
        if (auto removed = remove_if_missing(version, prefix); !removed) return removed;
      }
      if (batch->size() < kBatch) return {};
      after = batch->back().sequence;
    }
  }

  Result<void> remove_if_missing(const PageVersion& version, const std::string& prefix) {
    if (!version.url.starts_with(prefix) || seen_.contains(version.page)) return {};
    const auto url = Url::parse(version.url);
    if (!url) return tl::make_unexpected(url.error());
    const auto gone = archive_.store_gone(*url, options_.date.value_or(options_.now), 0, "missing from the mirror");
    if (!gone) return tl::make_unexpected(gone.error());
    if (gone->sequence) ++report_.gone;
    return acknowledge_sometimes();
  }

  void seen(const Url& url) {
    if (options_.mirror) seen_.insert(page_id_of(url));
  }
  bool stop_asked() {
    if (options_.stop && options_.stop()) report_.stopped = true;
    return report_.stopped;
  }
  [[nodiscard]] std::string place(std::uint64_t offset) const {
    return options_.path.filename().string() + " at byte " + std::to_string(offset);
  }

  PageArchive& archive_;
  const ImportOptions& options_;
  ImportReport report_;
  bool complete_ = true;
  std::unordered_set<PageId> seen_;
  unsigned pending_ = 0;
  Clock::time_point last_acknowledgement_ = Clock::now();
};

}  // namespace

Result<Url> address_of(const Url& base, const std::string& relative) {
  if (!base.query().empty() || base.str().ends_with('?')) return fail("the base address " + base.str() + " has a query");
  std::string address = prefix_of(base);
  for (std::size_t begin = 0;;) {
    const std::size_t end = relative.find('/', begin);
    address += percent_encode(std::string_view(relative).substr(begin, end - begin), UrlPart::kPathSegment);
    if (end == std::string::npos) break;
    address += '/';
    begin = end + 1;
  }
  return Url::parse(address);
}

Result<void> check_options(const ImportOptions& options) {
  std::error_code error;
  static_cast<void>(std::filesystem::status(options.path, error));
  if (error) return fail("cannot import " + options.path.string() + ": " + error.message());
  if (!options.base && !is_warc(options.path)) return fail("the files need a base address; add --base-url");
  if (!options.base && options.mirror) return fail("--mirror needs --base-url: it says which pages may be gone");
  return {};
}

Result<ImportReport> import_pages(PageArchive& archive, const ImportOptions& options) {
  return check_options(options).and_then([&] { return Import(archive, options).run(); });
}

}  // namespace izvor
