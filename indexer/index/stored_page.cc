// The document data of a page, in this order:
//
//   one byte    format version, 1
//   varint      size of the body before compression
//   zstd frame  the body
//
// The body: id, sequence, url, title, description, language, type; topics (count, strings); published and modified (one byte
// whether known, then seconds as a signed varint); fetched; text digest; headings (count; level, offset as a difference, text,
// anchor); text; marks (count; then for all marks the difference of begin; for all, length × 2 + repaired_before; for all, two
// bytes of root, low byte first). Strings are a varint length and bytes. Marks lie in columns because zstd finds more in them
// so.
#include "izvor/stored_page.h"

#include <xxhash.h>
#include <zstd.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <utility>

#include "indexer/index/byte_codec.h"

namespace izvor {
namespace {

constexpr char kFormat = 1;
constexpr int kCompressionLevel = 3;
constexpr std::uint64_t kMaxBodyBytes = std::uint64_t{64} << 20U;
// The years 0001 to 9999: what can be written as a date.
constexpr std::int64_t kFirstSecond = -62135596800;
constexpr std::int64_t kLastSecond = 253402300799;

void append_time(std::string& out, const std::optional<UtcTime>& time) {
  out.push_back(time ? '\1' : '\0');
  if (time) append_signed_varint(out, time->time_since_epoch().count());
}

UtcTime read_time(ByteReader& in) {
  const std::int64_t seconds = in.signed_varint();
  if (seconds < kFirstSecond || seconds > kLastSecond) in.fail();
  return UtcTime(std::chrono::seconds(in.failed() ? 0 : seconds));
}

std::optional<UtcTime> read_optional_time(ByteReader& in) {
  if (in.bounded(1) == 0) return std::nullopt;
  return read_time(in);
}

void append_facts(std::string& out, const StoredPage& page) {
  append_string(out, page.id);
  append_varint(out, page.sequence);
  for (const std::string* text : {&page.url, &page.title, &page.description, &page.language, &page.type})
    append_string(out, *text);
  append_varint(out, page.topics.size());
  for (const std::string& topic : page.topics) append_string(out, topic);
  append_time(out, page.published);
  append_time(out, page.modified);
  append_signed_varint(out, page.fetched.time_since_epoch().count());
  append_string(out, page.text_digest);
}

void read_facts(ByteReader& in, StoredPage& page) {
  page.id = in.string();
  page.sequence = in.varint();
  for (std::string* text : {&page.url, &page.title, &page.description, &page.language, &page.type}) *text = in.string();
  // Grown one by one: a count that lies must not reserve memory.
  for (std::size_t left = in.count(); left > 0 && !in.failed(); --left) page.topics.push_back(in.string());
  page.published = read_optional_time(in);
  page.modified = read_optional_time(in);
  page.fetched = read_time(in);
  page.text_digest = in.string();
}

void append_headings(std::string& out, const std::vector<Heading>& headings) {
  append_varint(out, headings.size());
  std::int64_t last = 0;
  for (const Heading& heading : headings) {
    append_varint(out, static_cast<std::uint64_t>(heading.level));
    append_signed_varint(out, std::int64_t{heading.offset} - last);
    last = heading.offset;
    append_string(out, heading.text);
    append_string(out, heading.anchor);
  }
}

void read_headings(ByteReader& in, std::vector<Heading>& headings) {
  std::uint64_t last = 0;
  for (std::size_t left = in.count(); left > 0 && !in.failed(); --left) {
    Heading& heading = headings.emplace_back();
    heading.level = static_cast<int>(in.bounded(255));
    // Unsigned arithmetic wraps without harm where signed would not; the range is checked after it.
    last += static_cast<std::uint64_t>(in.signed_varint());
    if (last > UINT32_MAX) in.fail();
    heading.offset = static_cast<std::uint32_t>(last);
    heading.text = in.string();
    heading.anchor = in.string();
  }
}

void append_marks(std::string& out, const std::vector<WordMark>& marks) {
  append_varint(out, marks.size());
  std::uint32_t last = 0;
  for (const WordMark& mark : marks) {
    append_varint(out, mark.begin - last);
    last = mark.begin;
  }
  for (const WordMark& mark : marks)
    append_varint(out, std::uint64_t{mark.end - mark.begin} * 2 + (mark.repaired_before ? 1 : 0));
  for (const WordMark& mark : marks) {
    out.push_back(static_cast<char>(mark.root & 0xFFU));
    out.push_back(static_cast<char>(mark.root >> 8U));
  }
}

void read_marks(ByteReader& in, std::size_t text_size, std::vector<WordMark>& marks) {
  marks.resize(in.count());
  std::uint64_t begin = 0;
  for (WordMark& mark : marks) {
    begin += in.bounded(text_size);
    if (begin > text_size) in.fail();
    mark.begin = static_cast<std::uint32_t>(begin);
  }
  for (WordMark& mark : marks) {
    const std::uint64_t length = in.bounded(text_size * 2 + 1);
    if (mark.begin + length / 2 > text_size) in.fail();
    mark.end = static_cast<std::uint32_t>(mark.begin + length / 2);
    mark.repaired_before = (length & 1U) != 0;
  }
  for (WordMark& mark : marks) {
    const std::string_view root = in.bytes(2);
    if (root.size() < 2) return;
    mark.root = static_cast<std::uint16_t>(static_cast<unsigned char>(root[0]) | static_cast<unsigned char>(root[1]) << 8U);
  }
}

Result<std::string> unpack(std::string_view encoded) {
  if (encoded.empty() || encoded.front() != kFormat)
    return fail("a stored page has another format; run `izvor-indexer rebuild`");
  ByteReader head(encoded.substr(1));
  const std::uint64_t size = head.varint();
  std::string measured;
  append_varint(measured, size);
  if (head.failed() || size > kMaxBodyBytes || encoded.size() <= 1 + measured.size()) return fail("a stored page is damaged");
  const std::string_view frame = encoded.substr(1 + measured.size());
  // The frame tells its own size: a lie in ours must not make us reserve memory.
  if (ZSTD_getFrameContentSize(frame.data(), frame.size()) != size) return fail("a stored page is damaged");
  std::string body(size, '\0');
  const std::size_t made = ZSTD_decompress(body.data(), body.size(), frame.data(), frame.size());
  if (ZSTD_isError(made) != 0U || made != size) return fail("a stored page is damaged");
  return body;
}

}  // namespace

std::uint16_t root_mark(std::string_view root) { return static_cast<std::uint16_t>(XXH3_64bits(root.data(), root.size())); }

std::string text_digest_of(std::string_view title, std::string_view text) {
  std::string whole;
  whole.reserve(title.size() + 1 + text.size());
  whole.append(title).append(1, '\n').append(text);
  std::uint64_t digest = XXH3_64bits(whole.data(), whole.size());
  std::string digits(16, '0');
  for (std::size_t i = digits.size(); i-- > 0; digest >>= 4U) digits[i] = "0123456789abcdef"[digest & 15U];
  return digits;
}

std::string encode(const StoredPage& page) {
  std::string body;
  body.reserve(page.text.size() + page.marks.size() * 6 + 1024);
  append_facts(body, page);
  append_headings(body, page.headings);
  append_string(body, page.text);
  append_marks(body, page.marks);

  std::string out(1, kFormat);
  append_varint(out, body.size());
  const std::size_t head = out.size();
  out.resize(head + ZSTD_compressBound(body.size()));
  const std::size_t made = ZSTD_compress(out.data() + head, out.size() - head, body.data(), body.size(), kCompressionLevel);
  if (ZSTD_isError(made) != 0U) throw std::runtime_error(std::string("zstd: ") + ZSTD_getErrorName(made));
  out.resize(head + made);
  return out;
}

Result<StoredPage> decode_stored_page(std::string_view encoded) {
  const Result<std::string> body = unpack(encoded);
  if (!body) return fail(body.error().message);
  ByteReader in(*body);
  StoredPage page;
  read_facts(in, page);
  read_headings(in, page.headings);
  page.text = in.string();
  read_marks(in, page.text.size(), page.marks);
  if (in.failed() || !in.at_end()) return fail("a stored page is damaged");
  return page;
}

}  // namespace izvor
