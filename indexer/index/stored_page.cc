// The document data of a page, in this order:
//
//   one byte    format version, 3
//   varint      size of the body before compression
//   zstd frame  the body
//
// The body: id, sequence, url, title, description, language, type; topics (count, strings); published and modified (one byte
// whether known, then seconds as a signed varint); fetched; text digest; headings (count; level, offset as a difference, text,
// anchor); text; marks (count, then for each one byte or more, see append_place). Strings are a varint length and bytes in
// compact form (indexer/index/compact_text.h).
#include "izvor/stored_page.h"

#include <xxhash.h>
#include <zstd.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <stdexcept>
#include <string>
#include <utility>

#include "indexer/index/byte_codec.h"
#include "indexer/index/compact_text.h"

namespace izvor {
namespace {

constexpr char kFormat = 3;
// Higher levels gain one part in a hundred on texts of a few kilobytes.
constexpr int kCompressionLevel = 1;
constexpr std::uint64_t kMaxBodyBytes = std::uint64_t{64} << 20U;
constexpr std::size_t kKeptBytes = std::size_t{1} << 20U;
// The years 0001 to 9999: what can be written as a date.
constexpr std::int64_t kFirstSecond = -62135596800;
constexpr std::int64_t kLastSecond = 253402300799;

void append_text(std::string& out, std::string_view text) {
  std::string compact;
  append_compact(compact, text);
  append_string(out, compact);
}

std::string read_text(ByteReader& in) {
  std::string text;
  append_expanded(text, in.bytes(in.count()));
  return text;
}

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
  append_text(out, page.id);
  append_varint(out, page.sequence);
  for (const std::string* text : {&page.url, &page.title, &page.description, &page.language, &page.type})
    append_text(out, *text);
  append_varint(out, page.topics.size());
  for (const std::string& topic : page.topics) append_text(out, topic);
  append_time(out, page.published);
  append_time(out, page.modified);
  append_signed_varint(out, page.fetched.time_since_epoch().count());
  append_text(out, page.text_digest);
}

void read_facts(ByteReader& in, StoredPage& page) {
  page.id = read_text(in);
  page.sequence = in.varint();
  for (std::string* text : {&page.url, &page.title, &page.description, &page.language, &page.type}) *text = read_text(in);
  // Grown one by one: a count that lies must not reserve memory.
  for (std::size_t left = in.count(); left > 0 && !in.failed(); --left) page.topics.push_back(read_text(in));
  page.published = read_optional_time(in);
  page.modified = read_optional_time(in);
  page.fetched = read_time(in);
  page.text_digest = read_text(in);
}

void append_headings(std::string& out, const std::vector<Heading>& headings) {
  append_varint(out, headings.size());
  std::int64_t last = 0;
  for (const Heading& heading : headings) {
    append_varint(out, static_cast<std::uint64_t>(heading.level));
    append_signed_varint(out, std::int64_t{heading.offset} - last);
    last = heading.offset;
    append_text(out, heading.text);
    append_text(out, heading.anchor);
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
    heading.text = read_text(in);
    heading.anchor = read_text(in);
  }
}

/// Of a first byte: how many bytes a letter or digit of ASCII or a Cyrillic letter has that begins with it; 0 for anything
/// else.
constexpr std::array<std::uint8_t, 256> kWordBytes = [] {
  std::array<std::uint8_t, 256> table{};
  for (unsigned byte = 0; byte < 0x80U; ++byte)
    table[byte] = (byte >= '0' && byte <= '9') || ((byte | 0x20U) >= 'a' && (byte | 0x20U) <= 'z') ? 1 : 0;
  table[0xD0] = table[0xD1] = 2;
  return table;
}();

/// How many bytes of `text` at `i` are one such character.
std::size_t word_bytes_at(std::string_view text, std::size_t i) {
  const std::size_t bytes = kWordBytes[static_cast<unsigned char>(text[i])];
  return bytes <= text.size() - i ? bytes : 0;
}

/// The first run of letters and digits behind `last`: where the next word nearly always stands. Looked for in a few bytes only:
/// in a text of other letters each word would search to its end.
WordMark expected_place(std::string_view whole, const WordMark& last) {
  constexpr std::size_t kFarthest = 128;
  const std::string_view text = whole.substr(0, std::size_t{last.end} + kFarthest);
  std::size_t begin = last.end;
  while (begin < text.size() && word_bytes_at(text, begin) == 0) ++begin;
  std::size_t end = begin;
  for (std::size_t bytes = 1; end < text.size() && bytes > 0; end += bytes) bytes = word_bytes_at(text, end);
  return {.begin = static_cast<std::uint32_t>(begin), .end = static_cast<std::uint32_t>(end)};
}

bool at_one_place(const WordMark& a, const WordMark& b) { return a.begin == b.begin && a.end == b.end; }

// What the first byte of a mark says of its place.
constexpr unsigned char kAsExpected = 0;  // At expected_place.
constexpr unsigned char kAsBefore = 2;    // Where the mark before it is.
constexpr unsigned char kStated = 1;      // Follow begin, as a difference to the last begin, and the length.
constexpr unsigned char kRepaired = 3;    // Likewise, and repaired_before.

/// Nearly every mark is one byte that compresses to nothing.
void append_place(std::string& out, std::string_view text, const WordMark& last, const WordMark& mark) {
  if (!mark.repaired_before && at_one_place(mark, expected_place(text, last))) {
    out.push_back(kAsExpected);
  } else if (!mark.repaired_before && at_one_place(mark, last)) {
    out.push_back(kAsBefore);
  } else {
    out.push_back(static_cast<char>(mark.repaired_before ? kRepaired : kStated));
    append_signed_varint(out, std::int64_t{mark.begin} - last.begin);
    append_varint(out, mark.end - mark.begin);
  }
}

void read_place(ByteReader& in, std::string_view text, const WordMark& last, WordMark& mark) {
  const std::string_view head = in.bytes(1);
  if (head.empty()) return;
  const auto code = static_cast<unsigned char>(head.front());
  WordMark place = last;
  if (code == kAsExpected) {
    place = expected_place(text, last);
  } else if (code == kStated || code == kRepaired) {
    mark.repaired_before = code == kRepaired;
    // Unsigned arithmetic wraps without harm where signed would not; the range is checked after it.
    const std::uint64_t begin = last.begin + static_cast<std::uint64_t>(in.signed_varint());
    const std::uint64_t length = in.bounded(text.size());
    if (begin > text.size() || begin + length > text.size()) return in.fail();
    place.begin = static_cast<std::uint32_t>(begin);
    place.end = static_cast<std::uint32_t>(begin + length);
  } else if (code != kAsBefore) {
    return in.fail();
  }
  mark.begin = place.begin;
  mark.end = place.end;
}

void append_marks(std::string& out, const StoredPage& page) {
  append_varint(out, page.marks.size());
  WordMark last;
  for (const WordMark& mark : page.marks) {
    append_place(out, page.text, last, mark);
    last = mark;
  }
}

void read_marks(ByteReader& in, StoredPage& page) {
  page.marks.resize(in.count());
  WordMark last;
  for (WordMark& mark : page.marks) {
    if (in.failed()) return;
    read_place(in, page.text, last, mark);
    last = mark;
  }
}

/// Gives the marks their codes; whether there are as many.
bool give_codes(std::string_view words, StoredPage& page) {
  const WordSequence sequence = read_word_sequence(words);
  if (sequence.text.size() != page.marks.size()) return false;
  for (std::size_t i = 0; i < sequence.title.size(); ++i) page.title_words.push_back(sequence.title[i]);
  for (std::size_t i = 0; i < page.marks.size(); ++i) {
    page.marks[i].word = sequence.text[i] & kWordBits;
    page.marks[i].same_place = (sequence.text[i] & kSamePlace) != 0;
  }
  return true;
}

void append_code(std::string& out, WordCode code) {
  out.push_back(static_cast<char>(code & 0xFFU));
  out.push_back(static_cast<char>(code >> 8U));
}

/// The body of an encoded page; `body` is used again from page to page.
Result<std::string_view> unpack(ZSTD_DCtx* context, std::string_view encoded, std::string& body) {
  if (encoded.empty() || encoded.front() != kFormat)
    return fail("a stored page has another format; run `izvor-indexer rebuild`");
  ByteReader head(encoded.substr(1));
  const std::uint64_t size = head.varint();
  if (head.failed() || size > kMaxBodyBytes || head.left() == 0) return fail("a stored page is damaged");
  const std::string_view frame = encoded.substr(encoded.size() - head.left());
  // The frame tells its own size: a lie in ours must not make us reserve memory.
  if (ZSTD_getFrameContentSize(frame.data(), frame.size()) != size) return fail("a stored page is damaged");
  if (body.size() < size) body.resize(size);
  const std::size_t made = ZSTD_decompressDCtx(context, body.data(), size, frame.data(), frame.size());
  if (ZSTD_isError(made) != 0U || made != size) return fail("a stored page is damaged");
  return std::string_view(body).substr(0, size);
}

}  // namespace

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
  body.reserve(page.text.size() + page.marks.size() * 2 + 1024);
  append_facts(body, page);
  append_headings(body, page.headings);
  append_text(body, page.text);
  append_marks(body, page);

  std::string out(1, kFormat);
  append_varint(out, body.size());
  const std::size_t head = out.size();
  out.resize(head + ZSTD_compressBound(body.size()));
  const std::size_t made = ZSTD_compress(out.data() + head, out.size() - head, body.data(), body.size(), kCompressionLevel);
  if (ZSTD_isError(made) != 0U) throw std::runtime_error(std::string("zstd: ") + ZSTD_getErrorName(made));
  out.resize(head + made);
  return out;
}

std::string encode_words(const StoredPage& page) {
  std::string out;
  out.reserve(4 + 2 * (page.title_words.size() + page.marks.size()));
  append_varint(out, page.title_words.size());
  for (const WordCode code : page.title_words) append_code(out, code);
  for (const WordMark& mark : page.marks)
    append_code(out, static_cast<WordCode>(mark.word | (mark.same_place ? kSamePlace : 0)));
  return out;
}

struct StoredPageDecoder::Workspace {
  std::unique_ptr<ZSTD_DCtx, std::size_t (*)(ZSTD_DCtx*)> context{ZSTD_createDCtx(), ZSTD_freeDCtx};
  std::string body;
};

StoredPageDecoder::StoredPageDecoder() : workspace_(std::make_unique<Workspace>()) {
  if (!workspace_->context) throw std::bad_alloc();
}
StoredPageDecoder::StoredPageDecoder(StoredPageDecoder&&) noexcept = default;
StoredPageDecoder& StoredPageDecoder::operator=(StoredPageDecoder&&) noexcept = default;
StoredPageDecoder::~StoredPageDecoder() = default;

Result<StoredPage> StoredPageDecoder::decode(std::string_view encoded, std::string_view words) {
  const Result<std::string_view> body = unpack(workspace_->context.get(), encoded, workspace_->body);
  if (!body) return fail(body.error().message);
  ByteReader in(*body);
  StoredPage page;
  read_facts(in, page);
  read_headings(in, page.headings);
  page.text = read_text(in);
  read_marks(in, page);
  if (in.failed() || !in.at_end() || !give_codes(words, page)) return fail("a stored page is damaged");
  // One page of many megabytes does not keep its memory.
  if (workspace_->body.size() > kKeptBytes) workspace_->body = std::string();
  return page;
}

Result<StoredPage> decode_stored_page(std::string_view encoded, std::string_view words) {
  return StoredPageDecoder().decode(encoded, words);
}

}  // namespace izvor
