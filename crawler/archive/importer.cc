#include "crawler/archive/importer.h"

#include <algorithm>
#include <chrono>
#include <unordered_set>

#include "crawler/archive/capture_order.h"
#include "crawler/archive/gzip.h"
#include "crawler/archive/http_message.h"
#include "crawler/archive/page_files.h"
#include "crawler/archive/record_damage.h"
#include "crawler/archive/replay.h"
#include "crawler/archive/warc_reader.h"
#include "crawler/platform/ascii.h"
#include "crawler/platform/file.h"
#include "crawler/url/percent.h"

namespace izvor {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kExamples = 10;
constexpr std::size_t kDamagedListed = 100;
constexpr std::size_t kKinds = 50;  ///< Kinds of records, and of reasons, that are counted one by one.
constexpr std::size_t kKindBytes = 40;
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

/// Whether it is the address of something else than a page: programs keep their own notes under "metadata:" (wget), "dns:"
/// (Heritrix) and "urn:" (Browsertrix).
bool has_foreign_scheme(std::string_view uri) {
  const auto colon = uri.find(':');
  const std::string_view scheme = uri.substr(0, colon);
  const bool is_scheme = colon != std::string_view::npos && !scheme.empty() && ascii::is_alpha(scheme.front()) &&
                         std::all_of(scheme.begin(), scheme.end(), [](char c) {
                           return ascii::is_alpha(c) || ascii::is_digit(c) || c == '+' || c == '-' || c == '.';
                         });
  return is_scheme && !ascii::equal(scheme, "http") && !ascii::equal(scheme, "https");
}

/// Whether a page that answers so is not there.
bool is_end(int status) { return status == 404 || status == 410; }

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
                  .body = std::move(*body)},
                 {.after_others = true});
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
        const auto more = skip_damage(*reader, entry.error(), total);
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

  /// Passes over damage of the file; whether there is a record behind it.
  Result<bool> skip_damage(WarcReader& reader, const Error& error, std::uint64_t total) {
    ++report_.found;
    complete_ = false;
    const std::uint64_t begin = reader.record_begin();
    if (auto skipped = lose(place(begin), error.message); !skipped) return tl::make_unexpected(skipped.error());
    return reader.resume().map([&](bool more) {
      const std::uint64_t end = more ? reader.position() : total;
      report_.lost_bytes += end - std::min(end, begin);
      return more;
    });
  }

  Result<void> import_record(WarcEntry&& entry) {
    ++report_.records;
    const WarcRecord& record = entry.record;
    const std::string type(record.type());
    const auto gone = gone_status_of(record);
    const std::string_view target_uri = without_brackets(record.field("WARC-Target-URI"));
    const bool page = type == "response" || type == "resource" || type == "revisit" || type == "continuation" || gone;
    if (!page || has_foreign_scheme(target_uri)) {
      std::string kind = one_line(type).substr(0, kKindBytes);
      if (page) kind += " of " + one_line(target_uri.substr(0, target_uri.find(':') + 1)).substr(0, kKindBytes);
      const bool listed = report_.other_records.size() < kKinds || report_.other_records.contains(kind);
      ++report_.other_records[listed ? kind : "others"];
      return {};
    }
    ++report_.found;
    const std::string target(record.field("WARC-Target-URI"));
    const std::string address = target.empty() || target.size() > Url::kMaxLength ? place(entry.offset) : one_line(target);
    if (type == "continuation") return lose(address, "it is one segment of a larger record");
    const auto url = Url::parse(without_brackets(target));
    if (!url) return skip(address, url.error().message);
    const auto date = parse_warc_date(record.field("WARC-Date"));
    if (!date) return lose(url->str(), "its WARC-Date: " + date.error().message);
    if (!options_.date && date->second > options_.now)
      return lose(url->str(), "its date, " + format_rfc3339(date->second) + ", lies in the future");
    seen(*url);
    const UtcTime when = options_.date.value_or(date->second);
    Origin origin = origin_of(record, *date);
    if (gone) return ended(*url, when, *gone, "gone in the archive that it comes from", origin);
    if (entry.block_too_large)
      return lose(url->str(), "it is larger than " + std::to_string(options_.max_page_bytes) + " bytes");
    if (type == "revisit") return import_revisit(record, *url, when, std::move(origin));
    return import_page(std::move(entry.record), when, std::move(origin));
  }

  [[nodiscard]] Origin origin_of(const WarcRecord& record, const CaptureTime& time) const {
    return {.record_id = std::string(record.field("WARC-Record-ID")),
            .digest = std::string(record.field("WARC-Payload-Digest")),
            .damage = damage_of_block(record),
            .place = has_place(record) ? notes_of(record).place : time.nanoseconds,
            .after_others = options_.date.has_value()};
  }

  Result<void> import_page(WarcRecord&& record, UtcTime when, Origin origin) {
    const bool response = record.type() == "response";
    const std::string target(without_brackets(record.field("WARC-Target-URI")));
    auto capture = capture_of(std::move(record));
    if (!capture) return lose(target, capture.error().message);
    capture->fetched = when;
    const std::string address = capture->url.str();
    if (is_end(capture->status))
      return ended(capture->url, when, capture->status, "status " + std::to_string(capture->status), origin);
    if (capture->status != 200) return skip(address, "its status is " + std::to_string(capture->status) + ", not 200");
    const std::string type(find_field(capture->fields, "Content-Type"));
    if (!is_page_type(type)) return skip(address, "its type is " + one_line(type) + ", not a page's");
    HttpResponse answer{.status = 200, .fields = std::move(capture->fields), .body = std::move(capture->body)};
    auto body = response ? decoded_body(answer, origin) : Result<std::string>(answer.body);
    if (!body) return lose(address, body.error().message);
    if (origin.damage.empty()) origin.damage = damage_of_payload(answer, *body, origin.digest);
    capture->fields = std::move(answer.fields);
    capture->body = std::move(*body);
    return store(*capture, origin);
  }

  /// The body without codings; what there is of one that is cut off, which is then damage.
  Result<std::string> decoded_body(const HttpResponse& answer, Origin& origin) const {
    HttpResponse decoded = answer;
    if (auto chunks = cut_chunks(answer)) {
      origin.damage = "its chunks are cut off";
      decoded.body = std::move(*chunks);
    }
    if (auto done = decode_body(decoded, options_.max_page_bytes); !done) {
      std::string beginning = options_.damaged ? inflate_beginning(decoded.body, options_.max_page_bytes) : "";
      if (beginning.empty()) return tl::make_unexpected(done.error());
      origin.damage = done.error().message;
      return beginning;
    }
    return std::move(decoded.body);
  }

  Result<void> import_revisit(const WarcRecord& record, const Url& url, UtcTime when, Origin origin) {
    const auto head = parse_http_response(std::string(record.block));
    if (head && is_end(head->status)) return ended(url, when, head->status, "status " + std::to_string(head->status), origin);
    if (head && head->status != 200 && head->status != 304)
      return skip(url.str(), "its status is " + std::to_string(head->status) + ", not 200");
    const std::string type(head ? find_field(head->fields, "Content-Type") : std::string_view());
    if (!is_page_type(type)) return skip(url.str(), "its type is " + one_line(type) + ", not a page's");
    const WaitingRevisit named = waiting_of(record);
    if (named.digest.empty() && named.original.empty() && named.target.empty()) return skip(url.str(), "it does not say what it repeats");
    origin.damage.clear();
    origin.digest = named.digest;
    const auto stored = archive_.insert_revisit(
        {.url = url, .when = when, .origin = origin, .warc_fields = record.fields, .head = record.block});
    if (!stored) return tl::make_unexpected(stored.error());
    if (!stored->waiting) return count(*stored, url.str(), origin);
    ++report_.waiting;
    auto kept = archive_.store_skipped(url.str(), options_.now, "what it repeats has not been imported yet");
    return kept ? acknowledge_sometimes() : kept;
  }

  /// The page was not there at that time.
  Result<void> ended(const Url& url, UtcTime when, int status, const std::string& reason, const Origin& origin) {
    const auto stored = archive_.insert_gone(url, when, status, reason, origin);
    if (!stored) return tl::make_unexpected(stored.error());
    const auto known = archive_.last_visit(page_id_of(url));
    if (!known) return tl::make_unexpected(known.error());
    // Nothing else tells why there is no such page.
    if (!*known) {
      if (auto kept = archive_.store_skipped(url.str(), options_.now, reason); !kept) return kept;
    }
    return count(*stored, url.str(), {});
  }

  Result<void> store(const Capture& capture, const Origin& origin) {
    if (capture.body.size() > options_.max_page_bytes) {
      return lose(capture.url.str(), "it is larger than " + std::to_string(options_.max_page_bytes) + " bytes");
    }
    if (!origin.damage.empty() && !options_.damaged) return lose(capture.url.str(), origin.damage);
    if (const std::string problem = content_problem(capture.body); !problem.empty()) return skip(capture.url.str(), problem);
    const bool now = origin.after_others && !options_.date;
    const auto stored = now ? archive_.store(capture) : archive_.insert(capture, origin);
    if (!stored) return tl::make_unexpected(stored.error());
    return count(*stored, capture.url.str(), origin);
  }

  Result<void> count(const Stored& stored, const std::string& address, const Origin& origin) {
    ++(stored.sequence ? report_.archived : report_.unchanged);
    if (stored.sequence && stored.in_past) ++report_.in_past;
    report_.settled += stored.settled;
    if (!origin.damage.empty()) {
      ++report_.damaged;
      if (report_.damaged_pages.size() < kDamagedListed) report_.damaged_pages.push_back({address, origin.damage});
    }
    return acknowledge_sometimes();
  }

  Result<void> skip(const std::string& address, const std::string& reason) {
    ++report_.skipped;
    const bool listed = report_.reasons.size() < kKinds || report_.reasons.contains(reason);
    ++report_.reasons[listed ? reason : "other reasons"];
    if (report_.examples.size() < kExamples) report_.examples.push_back({address, reason});
    if (auto kept = archive_.store_skipped(address, options_.now, reason); !kept) return kept;
    return acknowledge_sometimes();
  }

  /// Skips what would have been a page.
  Result<void> lose(const std::string& address, const std::string& reason) {
    ++report_.lost;
    return skip(address, reason);
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
    constexpr const char* kReason = "missing from the mirror";
    const auto gone = options_.date ? archive_.insert_gone(*url, *options_.date, 0, kReason, {.after_others = true})
                                    : archive_.store_gone(*url, options_.now, 0, kReason);
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
  if (options.date && *options.date > options.now)
    return fail("the date " + format_rfc3339(*options.date) + " lies in the future");
  if (!options.base && !is_warc(options.path)) return fail("the files need a base address; add --base-url");
  if (!options.base && options.mirror) return fail("--mirror needs --base-url: it says which pages may be gone");
  return {};
}

Result<ImportReport> import_pages(PageArchive& archive, const ImportOptions& options) {
  return check_options(options).and_then([&] { return Import(archive, options).run(); });
}

}  // namespace izvor
