#include "crawler/archive/warc_record.h"

#include <openssl/rand.h>

#include <array>
#include <charconv>
#include <stdexcept>

#include "crawler/archive/capture_order.h"
#include "crawler/archive/http_message.h"
#include "crawler/platform/sha256.h"

namespace izvor {
namespace {

constexpr std::string_view kVersionLine = "WARC/1.1\r\n";
constexpr std::string_view kSequence = "Izvor-Sequence";
constexpr std::string_view kPlace = "Izvor-Place";
constexpr std::string_view kRepeats = "Izvor-Repeats";
constexpr std::string_view kWaiting = "Izvor-Waiting";
constexpr std::string_view kResolves = "Izvor-Resolves";
constexpr std::string_view kOriginId = "Izvor-Origin-ID";
constexpr std::string_view kOriginDigest = "Izvor-Origin-Digest";
constexpr std::string_view kDamage = "Izvor-Damage";
constexpr std::string_view kHttpResponse = "application/http;msgtype=response";
constexpr std::string_view kIdenticalProfile = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest";
constexpr std::string_view kNotModifiedProfile = "http://netpreserve.org/warc/1.1/revisit/server-not-modified";

/// "<urn:uuid:…>", version 4 (RFC 9562).
std::string new_record_id() {
  std::array<unsigned char, 16> bytes{};
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) throw std::runtime_error("no random numbers from OpenSSL");
  bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0fU) | 0x40U);
  bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3fU) | 0x80U);
  std::string text = "<urn:uuid:";
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
    text += "0123456789abcdef"[bytes[i] >> 4U];
    text += "0123456789abcdef"[bytes[i] & 15U];
  }
  return text + ">";
}

WarcRecord new_record(std::string_view type, UtcTime date) {
  WarcRecord record;
  record.fields = {{"WARC-Type", std::string(type)}, {"WARC-Record-ID", new_record_id()}, {"WARC-Date", format_rfc3339(date)}};
  return record;
}

void add(WarcRecord& record, std::string_view name, std::string_view value) { record.fields.emplace_back(name, value); }

template <class Number>
std::optional<Number> number_of(std::string_view text) {
  Number value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// "name: value" out of an application/warc-fields block.
std::string_view line_value(std::string_view block, std::string_view name) {
  const std::string key = std::string(name) + ": ";
  const std::size_t at = block.starts_with(key) ? 0 : block.find("\n" + key);
  if (at == std::string_view::npos) return {};
  block.remove_prefix(at == 0 ? key.size() : at + 1 + key.size());
  return block.substr(0, block.find_first_of("\r\n"));
}

Result<void> read_answer(const WarcRecord& record, PageVersion& version) {
  version.payload_digest = record.field("WARC-Payload-Digest");
  if (record.type() == "resource") {
    version.status = 200;
    version.content_type = record.field("Content-Type");
    return {};
  }
  const std::size_t head_end = record.block.find("\r\n\r\n");
  const std::size_t head_bytes = head_end == std::string::npos ? record.block.size() : head_end + 4;
  const auto response = parse_http_response(record.block.substr(0, head_bytes));
  if (!response) return tl::make_unexpected(response.error());
  version.status = response->status;
  version.content_type = find_field(response->fields, "Content-Type");
  version.robots = robots_tags(response->fields);
  return {};
}

}  // namespace

std::string_view WarcRecord::field(std::string_view name) const { return find_field(fields, name); }

std::string serialise(const WarcRecord& record) {
  std::string text(kVersionLine);
  for (const auto& [name, value] : record.fields) text += name + ": " + one_line(value) + "\r\n";
  text += "Content-Length: " + std::to_string(record.block.size()) + "\r\n\r\n";
  text += record.block;
  return text + "\r\n\r\n";
}

std::string_view without_brackets(std::string_view uri) {
  if (uri.starts_with('<') && uri.ends_with('>')) return uri.substr(1, uri.size() - 2);
  return uri;
}

void add_notes(WarcRecord& record, const RecordNotes& notes) {
  add(record, kPlace, std::to_string(notes.place));
  if (!notes.origin_id.empty()) add(record, kOriginId, notes.origin_id);
  if (!notes.origin_digest.empty()) add(record, kOriginDigest, notes.origin_digest);
  if (!notes.damage.empty()) add(record, kDamage, notes.damage);
  if (!notes.resolves.empty()) add(record, kResolves, notes.resolves);
}

RecordNotes notes_of(const WarcRecord& record) {
  return {.place = number_of<std::uint32_t>(record.field(kPlace)).value_or(0),
          .origin_id = std::string(record.field(kOriginId)),
          .origin_digest = std::string(record.field(kOriginDigest)),
          .damage = std::string(record.field(kDamage)),
          .resolves = std::string(record.field(kResolves))};
}

bool has_place(const WarcRecord& record) { return !record.field(kPlace).empty(); }

std::optional<Sequence> repeated_by(const WarcRecord& record) { return number_of<Sequence>(record.field(kRepeats)); }

void add_repeats(WarcRecord& record, Sequence version) { add(record, kRepeats, std::to_string(version)); }

bool is_waiting(const WarcRecord& record) { return !record.field(kWaiting).empty(); }

std::string payload_digest_of(std::string_view payload) { return "sha256:" + sha256_hex(payload); }

std::string robots_tags(const std::vector<HttpField>& fields) {
  std::string tags;
  for (const auto& [name, value] : fields) {
    if (same_name(name, "X-Robots-Tag")) tags += one_line(value) + "\n";
  }
  return tags;
}

WarcRecord warcinfo_record(const std::string& file_name, UtcTime now) {
  WarcRecord record = new_record("warcinfo", now);
  add(record, "WARC-Filename", file_name);
  add(record, "Content-Type", "application/warc-fields");
  record.block =
      "software: izvor-crawler\r\n"
      "format: WARC File Format 1.1\r\n"
      "conformsTo: http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\n";
  return record;
}

WarcRecord version_record(const Capture& capture, const std::string& payload_digest, Sequence sequence) {
  WarcRecord record = new_record(capture.imported ? "resource" : "response", capture.fetched);
  add(record, "WARC-Target-URI", capture.url.str());
  add(record, "WARC-Payload-Digest", payload_digest);
  add(record, kSequence, std::to_string(sequence));
  if (capture.imported) {
    add(record, "Content-Type", find_field(capture.fields, "Content-Type"));
    record.block = capture.body;
  } else {
    add(record, "Content-Type", kHttpResponse);
    record.block = response_head(capture.status, capture.fields, capture.body.size()) + capture.body;
  }
  return record;
}

WarcRecord revisit_record(const Capture& capture, const PageVersion& original, RevisitReason reason) {
  WarcRecord record = new_record("revisit", capture.fetched);
  add(record, "WARC-Target-URI", capture.url.str());
  add(record, "WARC-Profile", reason == RevisitReason::kServerNotModified ? kNotModifiedProfile : kIdenticalProfile);
  add(record, "WARC-Refers-To-Target-URI", original.url);
  add(record, "WARC-Refers-To-Date", format_rfc3339(original.fetched));
  // Also for a 304, whose own empty body is not the payload.
  add(record, "WARC-Payload-Digest", original.payload_digest);
  if (!capture.imported) {
    add(record, "Content-Type", kHttpResponse);
    record.block = bodiless_response_head(capture.status, capture.fields);
  }
  return record;
}

WarcRecord gone_record(const Url& url, UtcTime when, int status, const std::string& reason, Sequence sequence) {
  WarcRecord record = new_record("metadata", when);
  add(record, "WARC-Target-URI", url.str());
  if (sequence != 0) add(record, kSequence, std::to_string(sequence));
  add(record, "Content-Type", "application/warc-fields");
  record.block = "gone: " + one_line(reason) + "\r\nstatus: " + std::to_string(status) + "\r\n";
  return record;
}

WarcRecord waiting_record(const Url& url, UtcTime when, const std::vector<HttpField>& fields, const std::string& head) {
  WarcRecord record = new_record("revisit", when);
  add(record, "WARC-Target-URI", url.str());
  for (const std::string_view name :
       {"WARC-Profile", "WARC-Refers-To", "WARC-Refers-To-Target-URI", "WARC-Refers-To-Date", "WARC-Payload-Digest"}) {
    if (const std::string_view value = find_field(fields, name); !value.empty()) add(record, name, value);
  }
  add(record, kWaiting, "yes");
  if (!head.empty()) add(record, "Content-Type", kHttpResponse);
  record.block = head;
  return record;
}

WarcRecord request_record(const Capture& capture, const WarcRecord& answer) {
  WarcRecord record = new_record("request", capture.fetched);
  add(record, "WARC-Target-URI", capture.url.str());
  add(record, "WARC-Concurrent-To", answer.field("WARC-Record-ID"));
  add(record, "Content-Type", "application/http;msgtype=request");
  record.block = capture.request_head;
  return record;
}

Result<std::optional<PageVersion>> version_of(const WarcRecord& record) {
  const std::string_view number = record.field(kSequence);
  const std::string_view type = record.type();
  if (number.empty() || (type != "response" && type != "resource" && type != "metadata")) return std::nullopt;
  const auto sequence = number_of<Sequence>(number);
  const auto url = Url::parse(record.field("WARC-Target-URI"));
  const auto date = parse_rfc3339(record.field("WARC-Date"));
  if (!sequence || *sequence == 0 || !url || !date) return fail("its number, address or date cannot be read");
  PageVersion version;
  version.sequence = *sequence;
  version.page = page_id_of(*url);
  version.url = url->str();
  version.fetched = *date;
  version.place = number_of<std::uint32_t>(record.field(kPlace)).value_or(0);
  version.damage = record.field(kDamage);
  if (type == "metadata") {
    version.kind = VersionKind::kGone;
    version.status = number_of<int>(line_value(record.block, "status")).value_or(0);
  } else if (auto read = read_answer(record, version); !read) {
    return tl::make_unexpected(read.error());
  }
  return version;
}

std::optional<int> gone_status_of(const WarcRecord& record) {
  const bool ours = !record.field(kSequence).empty() || !record.field(kRepeats).empty();
  if (record.type() != "metadata" || !ours || line_value(record.block, "gone").empty()) return std::nullopt;
  return number_of<int>(line_value(record.block, "status")).value_or(0);
}

std::string gone_reason_of(const WarcRecord& record) { return std::string(line_value(record.block, "gone")); }

Result<Capture> capture_of(WarcRecord record) {
  const auto url = Url::parse(without_brackets(record.field("WARC-Target-URI")));
  if (!url) return tl::make_unexpected(url.error());
  const auto date = parse_warc_date(record.field("WARC-Date"));
  if (!date) return tl::make_unexpected(date.error());
  Capture capture{
      .url = *url, .fetched = date->second, .status = 200, .imported = false, .fields = {}, .request_head = {}, .body = {}};
  if (record.type() == "resource") {
    capture.imported = true;
    capture.fields = {{"Content-Type", std::string(record.field("Content-Type"))}};
    capture.body = std::move(record.block);
    return capture;
  }
  if (record.type() != "response") return fail("a " + one_line(record.type()) + " record has no content");
  auto response = parse_http_response(std::move(record.block));
  if (!response) return tl::make_unexpected(response.error());
  capture.status = response->status;
  capture.fields = std::move(response->fields);
  capture.body = std::move(response->body);
  return capture;
}

}  // namespace izvor
