#include "crawler/archive/warc_writer.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <system_error>

namespace izvor {
namespace {

constexpr std::string_view kPrefix = "izvor-";
constexpr std::string_view kSuffix = ".warc.gz";
constexpr std::size_t kDigits = 5;

std::string file_name_of(unsigned number) {
  std::string digits = std::to_string(number);
  digits.insert(0, kDigits - std::min(kDigits, digits.size()), '0');
  return std::string(kPrefix) + digits + std::string(kSuffix);
}

/// 0 when it is not a WARC file of ours.
unsigned number_of(std::string_view name) {
  if (!name.starts_with(kPrefix) || !name.ends_with(kSuffix)) return 0;
  name.remove_prefix(kPrefix.size());
  name.remove_suffix(kSuffix.size());
  unsigned number = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
  return error == std::errc() && end == name.data() + name.size() ? number : 0;
}

UtcTime now() { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); }

}  // namespace

Result<std::vector<std::string>> warc_file_names(const std::filesystem::path& folder) {
  std::vector<unsigned> numbers;
  std::error_code error;
  for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    if (const unsigned number = number_of(entry->path().filename().string()); number > 0) numbers.push_back(number);
  }
  if (error) return fail("cannot read the folder " + folder.string() + ": " + error.message());
  std::sort(numbers.begin(), numbers.end());
  std::vector<std::string> names;
  std::transform(numbers.begin(), numbers.end(), std::back_inserter(names), file_name_of);
  return names;
}

Result<WarcWriter> WarcWriter::open(const std::filesystem::path& folder, std::uint64_t max_file_bytes) {
  const auto names = warc_file_names(folder);
  if (!names) return tl::make_unexpected(names.error());
  WarcWriter writer(folder, max_file_bytes);
  if (names->empty()) return writer;
  writer.name_ = names->back();
  writer.number_ = number_of(writer.name_);
  auto fd = open_file(folder / writer.name_, O_WRONLY | O_APPEND);
  if (!fd) return tl::make_unexpected(fd.error());
  writer.fd_ = std::move(*fd);
  const off_t size = ::lseek(writer.fd_.get(), 0, SEEK_END);
  if (size < 0) return fail(system_message("read", folder / writer.name_));
  writer.bytes_ = static_cast<std::uint64_t>(size);
  return writer;
}

Result<void> WarcWriter::begin_file() {
  if (auto synced = sync(); !synced) return synced;
  name_ = file_name_of(++number_);
  bytes_ = 0;
  auto fd = open_file(folder_ / name_, O_WRONLY | O_APPEND | O_CREAT | O_EXCL);
  if (!fd) return tl::make_unexpected(fd.error());
  fd_ = std::move(*fd);
  return sync_directory(folder_);
}

Result<void> WarcWriter::write(const std::string& bytes) {
  synced_ = false;
  if (auto written = write_all(fd_, bytes, folder_ / name_); !written) {
    // What follows a torn record could not be found again. If even this fails, the next start cuts it.
    static_cast<void>(::ftruncate(fd_.get(), static_cast<off_t>(bytes_)) == 0);
    return written;
  }
  bytes_ += bytes.size();
  return {};
}

Result<WarcPosition> WarcWriter::append(const std::vector<WarcRecord>& records) {
  if (!fd_.is_open() || bytes_ > max_file_bytes_) {
    if (auto begun = begin_file(); !begun) return tl::make_unexpected(begun.error());
  }
  if (bytes_ == 0) {
    if (auto written = write(gzip_.member(serialise(warcinfo_record(name_, now())))); !written) {
      return tl::make_unexpected(written.error());
    }
  }
  std::string bytes;
  WarcPosition position{.file = name_, .offset = bytes_, .length = 0};
  for (const WarcRecord& record : records) {
    bytes += gzip_.member(serialise(record));
    if (position.length == 0) position.length = bytes.size();
  }
  if (auto written = write(bytes); !written) return tl::make_unexpected(written.error());
  return position;
}

Result<void> WarcWriter::sync() {
  if (synced_) return {};
  if (auto synced = sync_file(fd_, folder_ / name_); !synced) return synced;
  synced_ = true;
  return {};
}

}  // namespace izvor
