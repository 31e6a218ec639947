#include "crawler/archive/warc_stream.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <new>

#include "crawler/archive/gzip.h"

namespace izvor {
namespace {

constexpr std::size_t kBufferBytes = 65536;
constexpr std::string_view kGzipMagic = "\x1f\x8b\x08";
// By chance three bytes look like a member's beginning once in 16 MB. A file full of them is an attack on our time.
constexpr unsigned kMaxCandidates = 20'000;
constexpr std::uint64_t kHeadBytes = 2048;    ///< Enough of a member to see a record begin.
constexpr std::uint64_t kWindowBytes = 8192;  ///< Searched at once.

Bytef* bytes_of(std::string_view text) {
  return const_cast<Bytef*>(reinterpret_cast<const Bytef*>(text.data()));  // NOLINT: zlib does not write to its input.
}

/// How a record begins in a file that is not compressed.
constexpr std::string_view kPlainBeginning = "WARC/1.";
constexpr std::size_t kPlainHeadBytes = 32;
constexpr std::uint64_t kMostReadings = 10;

/// A version line and the name of a field: pages may speak of WARC files too.
bool begins_plain_record(std::string_view head) {
  head.remove_prefix(std::min(head.size(), kPlainBeginning.size()));
  if (!head.starts_with('0') && !head.starts_with('1')) return false;
  head.remove_prefix(1);
  if (head.starts_with('\r')) head.remove_prefix(1);
  return head.starts_with("\nWARC-") || head.starts_with("\nContent-");
}

/// Whether a gzip member begins here that begins with a record. Looks at these bytes only: a false beginning may promise a file
/// name of many megabytes.
bool begins_record(std::string_view bytes) {
  constexpr std::string_view kVersion = "WARC/1.";
  z_stream stream{};
  if (inflateInit2(&stream, kGzipWindowBits) != Z_OK) throw std::bad_alloc();
  const std::unique_ptr<z_stream, int (*)(z_stream*)> end(&stream, &inflateEnd);
  std::array<char, kVersion.size()> beginning{};
  stream.next_in = bytes_of(bytes);
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(beginning.data());
  stream.avail_out = static_cast<uInt>(beginning.size());
  inflate(&stream, Z_SYNC_FLUSH);
  return std::string_view(beginning.data(), beginning.size()) == kVersion;
}

}  // namespace

void WarcStream::Free::operator()(z_stream_s* stream) const noexcept {
  inflateEnd(stream);
  delete stream;
}

WarcStream::WarcStream(FileDescriptor fd, std::filesystem::path file, std::uint64_t offset, std::uint64_t end)
    : fd_(std::move(fd)), file_(std::move(file)), end_(end), output_buffer_(kBufferBytes), inflater_(new z_stream_s{}) {
  if (inflateInit2(inflater_.get(), kGzipWindowBits) != Z_OK) throw std::bad_alloc();
  restart_at(offset);
}

Result<WarcStream> WarcStream::open(const std::filesystem::path& file, std::uint64_t offset, std::uint64_t end) {
  auto fd = open_file(file, O_RDONLY | O_NONBLOCK);
  if (!fd) return tl::make_unexpected(fd.error());
  struct stat facts {};
  if (::fstat(fd->get(), &facts) != 0) return fail(system_message("read", file));
  if (!S_ISREG(facts.st_mode)) return fail("cannot read " + file.string() + ": not a regular file");
  auto magic = read_at(*fd, 0, kGzipMagic.size(), file);
  if (!magic) return tl::make_unexpected(magic.error());
  WarcStream stream(std::move(*fd), file, offset, std::min(end, static_cast<std::uint64_t>(facts.st_size)));
  stream.compressed_ = magic->starts_with(kGzipMagic.substr(0, 2));
  return stream;
}

void WarcStream::restart_at(std::uint64_t offset) {
  inflateReset(inflater_.get());
  in_member_ = false;
  member_begin_ = offset;
  input_offset_ = offset;
  input_ = {};
  ready_ = {};
}

Result<void> WarcStream::read_input() {
  const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(kBufferBytes, end_ - std::min(end_, input_offset_)));
  auto bytes = read_at(fd_, input_offset_, wanted, file_);
  if (!bytes) return tl::make_unexpected(bytes.error());
  input_buffer_.assign(bytes->begin(), bytes->end());
  input_ = {input_buffer_.data(), input_buffer_.size()};
  input_offset_ += input_.size();
  return {};
}

/// Puts at least one byte into ready_, or ends the member.
Result<void> WarcStream::inflate_some() {
  while (ready_.empty()) {
    if (input_.empty()) {
      if (auto read = read_input(); !read) return read;
      if (input_.empty()) return fail("the file ends inside of a record");
    }
    if (!in_member_) {
      inflateReset(inflater_.get());
      in_member_ = true;
      member_begin_ = input_offset_ - input_.size();
    }
    inflater_->next_in = bytes_of(input_);
    inflater_->avail_in = static_cast<uInt>(input_.size());
    inflater_->next_out = reinterpret_cast<Bytef*>(output_buffer_.data());
    inflater_->avail_out = static_cast<uInt>(output_buffer_.size());
    const int state = inflate(inflater_.get(), Z_NO_FLUSH);
    input_.remove_prefix(input_.size() - inflater_->avail_in);
    ready_ = {output_buffer_.data(), output_buffer_.size() - inflater_->avail_out};
    if (state == Z_STREAM_END) {
      in_member_ = false;
      return {};
    }
    if (state != Z_OK && state != Z_BUF_ERROR) return fail("the compressed data is damaged");
  }
  return {};
}

Result<std::string_view> WarcStream::peek() {
  while (ready_.empty()) {
    if (!in_member_ && input_.empty()) {
      if (auto read = read_input(); !read) return tl::make_unexpected(read.error());
      if (input_.empty()) {
        member_begin_ = input_offset_;
        return ready_;
      }
    }
    if (compressed_) {
      if (auto inflated = inflate_some(); !inflated) return tl::make_unexpected(inflated.error());
    } else {
      member_begin_ = input_offset_ - input_.size();
      ready_ = std::exchange(input_, {});
    }
  }
  if (!compressed_) member_begin_ = position();
  return ready_;
}

Result<bool> WarcStream::at_member_end() {
  if (!compressed_) return true;
  while (ready_.empty() && in_member_) {
    if (auto inflated = inflate_some(); !inflated) return tl::make_unexpected(inflated.error());
  }
  return ready_.empty();
}

Result<bool> WarcStream::find_plain_record(std::uint64_t offset) {
  for (std::uint64_t from = offset + 1; from < end_;) {
    const auto window = read_at(fd_, from, static_cast<std::size_t>(std::min<std::uint64_t>(kWindowBytes, end_ - from)), file_);
    if (!window) return tl::make_unexpected(window.error());
    for (std::size_t at = window->find(kPlainBeginning); at != std::string::npos; at = window->find(kPlainBeginning, at + 1)) {
      const auto head = read_at(fd_, from + at, kPlainHeadBytes, file_);
      if (!head) return tl::make_unexpected(head.error());
      if (!begins_plain_record(*head)) continue;
      restart_at(from + at);
      return true;
    }
    if (window->size() < kPlainBeginning.size()) break;
    from += window->size() - kPlainBeginning.size() + 1;  // The beginning may straddle two windows.
  }
  restart_at(end_);
  return false;
}

Result<bool> WarcStream::resynchronise(std::uint64_t offset) {
  // A record that claims the rest of the file is read to the end before it is known to be damaged: many of them would be an
  // attack on our time.
  if (!compressed_) {
    reread_ += position() - std::min(position(), offset);
    if (reread_ > kMostReadings * (end_ + kBufferBytes)) {
      restart_at(end_);
      return false;
    }
    return find_plain_record(offset);
  }
  for (std::uint64_t from = offset + 1; from < end_ && candidates_ < kMaxCandidates;) {
    const auto window = read_at(fd_, from, static_cast<std::size_t>(std::min<std::uint64_t>(kWindowBytes, end_ - from)), file_);
    if (!window) return tl::make_unexpected(window.error());
    const std::size_t at = window->find(kGzipMagic);
    if (at == std::string::npos) {
      // The magic may straddle two windows.
      from += std::max<std::size_t>(window->size(), kGzipMagic.size()) - kGzipMagic.size() + 1;
      if (window->size() < kGzipMagic.size()) break;
      continue;
    }
    ++candidates_;
    const auto head =
        read_at(fd_, from + at, static_cast<std::size_t>(std::min<std::uint64_t>(kHeadBytes, end_ - from - at)), file_);
    if (!head) return tl::make_unexpected(head.error());
    if (begins_record(*head)) {
      restart_at(from + at);
      return true;
    }
    from += at + 1;
  }
  restart_at(end_);
  return false;
}

}  // namespace izvor
