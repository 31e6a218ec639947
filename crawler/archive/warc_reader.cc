#include "crawler/archive/warc_reader.h"

#include <algorithm>
#include <charconv>

#include "crawler/archive/http_message.h"

namespace izvor {
namespace {

constexpr std::size_t kMaxLineBytes = std::size_t{64} * 1024;
constexpr std::size_t kMaxHeadBytes = std::size_t{256} * 1024;

}  // namespace

Result<WarcReader> WarcReader::open(const std::filesystem::path& file, const WarcReadOptions& options) {
  return WarcStream::open(file, options.offset, options.end).map([&](WarcStream&& stream) {
    return WarcReader(std::move(stream), options);
  });
}

Result<std::string> WarcReader::read_line() {
  std::string line;
  for (;;) {
    const auto bytes = stream_.peek();
    if (!bytes) return tl::make_unexpected(bytes.error());
    if (bytes->empty()) return fail("the file ends inside of a record's head");
    const std::size_t end = bytes->find('\n');
    const std::size_t length = end == std::string_view::npos ? bytes->size() : end + 1;
    head_bytes_ += length;
    if (line.size() + length > kMaxLineBytes || head_bytes_ > kMaxHeadBytes) return fail("a record's head is too large");
    line += bytes->substr(0, length);
    stream_.take(length);
    if (end == std::string_view::npos) continue;
    line.pop_back();
    if (line.ends_with('\r')) line.pop_back();
    return line;
  }
}

/// The named fields; returns Content-Length.
Result<std::uint64_t> WarcReader::read_head(WarcRecord& record) {
  std::optional<std::uint64_t> length;
  for (;;) {
    auto line = read_line();
    if (!line) return tl::make_unexpected(line.error());
    if (line->empty()) break;
    if ((line->front() == ' ' || line->front() == '\t') && !record.fields.empty()) {
      record.fields.back().second += " " + one_line(*line);
      continue;
    }
    const std::size_t colon = line->find(':');
    if (colon == std::string::npos) return fail("a record's head has a line without a name");
    const std::string name = line->substr(0, colon);
    const std::string value = one_line(std::string_view(*line).substr(colon + 1));
    if (!same_name(name, "Content-Length")) {
      record.fields.emplace_back(name, value);
      continue;
    }
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (error != std::errc() || end != value.data() + value.size() || (length && *length != number)) {
      return fail("a record's Content-Length is not one number");
    }
    length = number;
  }
  if (!length) return fail("a record has no Content-Length");
  return *length;
}

Result<void> WarcReader::read_block(std::uint64_t bytes, WarcEntry& entry) {
  entry.block_too_large = bytes > options_.max_block_bytes;
  while (bytes > 0) {
    const auto ready = stream_.peek();
    if (!ready) return tl::make_unexpected(ready.error());
    if (ready->empty()) return fail("the file ends inside of a record");
    const auto part = static_cast<std::size_t>(std::min<std::uint64_t>(bytes, ready->size()));
    // Grows with what is there, not with what the head promises.
    if (!entry.block_too_large) entry.record.block += ready->substr(0, part);
    stream_.take(part);
    bytes -= part;
  }
  return {};
}

Result<void> WarcReader::read_end() {
  for (int i = 0; i < 2; ++i) {
    head_bytes_ = 0;
    const auto line = read_line();
    if (!line) return tl::make_unexpected(line.error());
    if (!line->empty()) return fail("a record does not end where its Content-Length says");
  }
  return {};
}

Result<std::optional<WarcEntry>> WarcReader::next() {
  record_begin_ = shared_member_ ? record_begin_ : stream_.position();
  const auto first = stream_.peek();
  if (!first) return tl::make_unexpected(first.error());
  if (first->empty()) return std::nullopt;
  if (!shared_member_) record_begin_ = stream_.member_begin();
  head_bytes_ = 0;
  const auto version = read_line();
  if (!version) return tl::make_unexpected(version.error());
  if (*version != "WARC/1.1" && *version != "WARC/1.0") return fail("there is no WARC record where one should begin");
  WarcEntry entry;
  entry.offset = record_begin_;
  const auto length = read_head(entry.record);
  if (!length) return tl::make_unexpected(length.error());
  if (auto read = read_block(*length, entry); !read) return tl::make_unexpected(read.error());
  if (auto read = read_end(); !read) return tl::make_unexpected(read.error());
  const auto alone = stream_.at_member_end();
  if (!alone) return tl::make_unexpected(alone.error());
  // One flipped bit can make a whole record be followed by nonsense in its member.
  if (!*alone && options_.alone_in_member) return fail("the record does not end with its gzip member");
  if (*alone && !shared_member_) entry.length = stream_.position() - record_begin_;
  shared_member_ = !*alone;
  return entry;
}

Result<bool> WarcReader::resume() {
  shared_member_ = false;
  return stream_.resynchronise(record_begin_);
}

}  // namespace izvor
