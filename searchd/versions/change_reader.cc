#include "searchd/versions/change_reader.h"

#include <algorithm>
#include <string>

namespace izvor {
namespace {

PageChange::Kind kind_of(EntryKind kind) {
  if (kind == EntryKind::kGone) return PageChange::Kind::kGone;
  if (kind == EntryKind::kPast) return PageChange::Kind::kPast;
  return kind == EntryKind::kNew ? PageChange::Kind::kNew : PageChange::Kind::kChanged;
}

PageChange change_of(JournalEntry entry) {
  std::string reason = entry.kind == EntryKind::kGone ? std::move(entry.reason) : std::string();
  return {.sequence = entry.sequence,
          .page = std::move(entry.page),
          .url = std::move(entry.url),
          .title = std::move(entry.title),
          .kind = kind_of(entry.kind),
          .fetched = entry.fetched,
          .reason = std::move(reason)};
}

}  // namespace

Result<void> ChangeReader::follow() {
  const auto live = live_generation(directory_);
  if (!live) return fail(live.error().message);
  if (!*live) return fail("there is no index in " + directory_.string() + " yet; run `izvor-indexer run`");
  if (journal_ && generation_ == **live) return {};
  auto journal = Journal::open_for_reading((*live)->journal());
  if (!journal) return fail(journal.error().message);
  journal_.emplace(std::move(*journal));
  generation_ = **live;
  return {};
}

Result<std::vector<PageChange>> ChangeReader::changes(const ChangesRequest& request) {
  if (auto followed = follow(); !followed) return fail(followed.error().message);
  const std::size_t limit = std::min(request.limit, ChangesRequest::kMaxLimit);
  auto entries = request.newest_first ? journal_->latest_changes(request.since, request.up_to, limit)
                                      : journal_->entries_since(request.since, request.up_to, limit, true);
  if (!entries) {
    journal_.reset();
    return fail(entries.error().message);
  }
  std::vector<PageChange> changes;
  changes.reserve(entries->size());
  for (JournalEntry& entry : *entries) changes.push_back(change_of(std::move(entry)));
  return changes;
}

}  // namespace izvor
