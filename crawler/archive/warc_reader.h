// WarcReader: the records of a WARC file one after the other, ours or another program's, with bounded memory.
//
// Reads WARC 1.0 and 1.1, plain, compressed by record, and compressed as a whole. A hostile file costs time, never memory: a
// line, a head and a block that exceed the limits are not kept. Belongs to one thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <limits>
#include <optional>

#include "crawler/archive/warc_record.h"
#include "crawler/archive/warc_stream.h"
#include "izvor/result.h"

namespace izvor {

struct WarcReadOptions {
  std::uint64_t offset = 0;                                       ///< Where a record begins.
  std::uint64_t end = std::numeric_limits<std::uint64_t>::max();  ///< Where reading stops.
  std::uint64_t max_block_bytes = std::uint64_t{256} << 20U;      ///< A larger block is passed over.
  bool alone_in_member = false;  ///< A record that shares its gzip member is damage: so it is in files that Izvor wrote.
};

/// A record with its place.
struct WarcEntry {
  WarcRecord record;
  bool block_too_large = false;  ///< The block was passed over; `record.block` is empty.
  std::uint64_t offset = 0;
  std::uint64_t length = 0;  ///< 0: the record shares its gzip member with others and cannot be read alone.
};

class WarcReader {
 public:
  [[nodiscard]] static Result<WarcReader> open(const std::filesystem::path& file, const WarcReadOptions& options = {});

  /// The next record; none at the file's end. Fails on damage: see `resume`.
  [[nodiscard]] Result<std::optional<WarcEntry>> next();

  /// After a failure: continues with the next record that can be found. No: there is none.
  [[nodiscard]] Result<bool> resume();

  /// Where `next` will go on.
  [[nodiscard]] std::uint64_t position() const { return stream_.position(); }
  /// Where the record begins that `next` returned or failed at.
  [[nodiscard]] std::uint64_t record_begin() const { return record_begin_; }

 private:
  WarcReader(WarcStream stream, const WarcReadOptions& options) : stream_(std::move(stream)), options_(options) {}
  [[nodiscard]] Result<std::string> read_line();
  [[nodiscard]] Result<std::uint64_t> read_head(WarcRecord& record);
  [[nodiscard]] Result<void> read_block(std::uint64_t bytes, WarcEntry& entry);
  [[nodiscard]] Result<void> read_end();

  WarcStream stream_;
  WarcReadOptions options_;
  std::uint64_t record_begin_ = 0;
  std::size_t head_bytes_ = 0;
  bool shared_member_ = false;  ///< The record before ended inside of its member.
};

}  // namespace izvor
