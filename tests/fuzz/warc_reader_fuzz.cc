// The WARC reader on any bytes: it ends, keeps to its limits, and what it hands out can be taken apart.
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>

#include "crawler/archive/http_message.h"
#include "crawler/archive/warc_reader.h"
#include "crawler/platform/file.h"

namespace {

constexpr std::size_t kMaxBlock = 100'000;

void require(bool holds) {
  if (!holds) std::abort();
}

void examine(izvor::WarcEntry&& entry) {
  require(entry.record.block.size() <= kMaxBlock);
  static_cast<void>(izvor::version_of(entry.record).has_value());
  auto capture = izvor::capture_of(std::move(entry.record));
  if (!capture) return;
  izvor::HttpResponse response{
      .status = capture->status, .fields = std::move(capture->fields), .body = std::move(capture->body)};
  if (izvor::decode_body(response, kMaxBlock)) require(response.body.size() <= kMaxBlock);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const izvor::FileDescriptor memory(memfd_create("warc", MFD_CLOEXEC));
  const std::filesystem::path file = "/proc/self/fd/" + std::to_string(memory.get());
  require(izvor::write_all(memory, {reinterpret_cast<const char*>(bytes), size}, file).has_value());
  auto reader = izvor::WarcReader::open(file, {.max_block_bytes = kMaxBlock});
  require(reader.has_value());
  // Every turn but the last goes on in the file.
  for (std::size_t turns = 0; turns <= 2 * size + 2; ++turns) {
    auto entry = reader->next();
    require(reader->record_begin() <= size);
    if (entry && !*entry) return 0;
    if (entry) {
      require((*entry)->offset + (*entry)->length <= size);
      examine(std::move(**entry));
    } else if (!reader->resume().value()) {
      return 0;
    }
  }
  std::abort();
}
