#include "indexer/index/ping_answers.h"

#include <spdlog/spdlog.h>

#include <chrono>
#include <system_error>
#include <utility>

namespace izvor {

void PingAnswers::note(Sequence committed) {
  std::error_code ignored;
  // Nobody has pinged yet, and the file is not the indexer's to make.
  if (!queue_ && !std::filesystem::exists(folder_ / PingQueue::kFile, ignored)) return;
  const Result<void> noted = note_all(committed);
  if (noted) return;
  queue_.reset();
  if (!std::exchange(said_, true)) spdlog::warn("who pinged pages is not told of them: {}", noted.error().message);
}

Result<void> PingAnswers::note_all(Sequence committed) {
  if (!queue_) {
    Result<PingQueue> queue = PingQueue::open(folder_);
    if (!queue) return tl::unexpected(queue.error());
    queue_.emplace(std::move(*queue));
  }
  const Result<std::vector<Sequence>> versions = queue_->versions_awaited(committed);
  if (!versions) return tl::unexpected(versions.error());
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  for (const Sequence version : *versions) {
    const Result<std::optional<JournalEntry>> entry = journal_.entry(version);
    if (!entry) return tl::unexpected(entry.error());
    const bool is_shown = !*entry || ((*entry)->kind != EntryKind::kSkipped && (*entry)->kind != EntryKind::kQuarantined);
    if (Result<void> noted = queue_->note_indexed(version, now, is_shown ? "" : "not indexed: " + (*entry)->reason); !noted) {
      return noted;
    }
  }
  return {};
}

}  // namespace izvor
