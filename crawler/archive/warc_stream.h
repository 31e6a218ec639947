// WarcStream: the bytes of a .warc or .warc.gz file, inflated as they are read, never more than a buffer of them in memory.
//
// It knows where each gzip member begins and ends, because a record's place in the archive is that of its member.
// Belongs to one thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "crawler/platform/file.h"
#include "izvor/result.h"

extern "C" {
struct z_stream_s;
}

namespace izvor {

class WarcStream {
 public:
  /// Reads from `offset`, where a member must begin, up to `end` or the file's end, whichever is first.
  [[nodiscard]] static Result<WarcStream> open(const std::filesystem::path& file, std::uint64_t offset, std::uint64_t end);

  /// What is inflated and not taken yet; at least one byte, unless the file is at its end. Fails on damage.
  [[nodiscard]] Result<std::string_view> peek();
  /// Takes `bytes` of what `peek` showed.
  void take(std::size_t bytes) { ready_.remove_prefix(bytes); }

  /// Whether nothing is left of the present member; may have to read on to learn that. Fails on damage. In a file that is not
  /// compressed the answer is yes: a record may end anywhere.
  [[nodiscard]] Result<bool> at_member_end();

  /// Place of the present member in the file; for a file that is not compressed, of the next byte.
  [[nodiscard]] std::uint64_t member_begin() const { return member_begin_; }
  /// Place behind the last byte that was taken; in a compressed file right only at a member's end.
  [[nodiscard]] std::uint64_t position() const { return input_offset_ - input_.size() - (compressed_ ? 0 : ready_.size()); }

  /// Looks for the next record behind `offset`, in a compressed file at the beginning of a gzip member, and continues there.
  /// No: there is none, or too many places only look like one.
  [[nodiscard]] Result<bool> resynchronise(std::uint64_t offset);

 private:
  struct Free {
    void operator()(z_stream_s* stream) const noexcept;
  };
  WarcStream(FileDescriptor fd, std::filesystem::path file, std::uint64_t offset, std::uint64_t end);
  [[nodiscard]] Result<void> read_input();
  [[nodiscard]] Result<void> inflate_some();
  void restart_at(std::uint64_t offset);
  [[nodiscard]] Result<bool> find_plain_record(std::uint64_t offset);

  FileDescriptor fd_;
  std::filesystem::path file_;
  std::uint64_t end_ = 0;
  bool compressed_ = false;
  bool in_member_ = false;
  unsigned candidates_ = 0;   ///< Places that `resynchronise` tried.
  std::uint64_t reread_ = 0;  ///< Bytes that were given back by `resynchronise`.
  std::uint64_t member_begin_ = 0;
  std::uint64_t input_offset_ = 0;  ///< Behind the input that was read.
  std::vector<char> input_buffer_;  ///< Vectors, because views into them outlive a move.
  std::string_view input_;          ///< Read, not inflated yet.
  std::vector<char> output_buffer_;
  std::string_view ready_;  ///< Inflated, not taken yet.
  std::unique_ptr<z_stream_s, Free> inflater_;
};

}  // namespace izvor
