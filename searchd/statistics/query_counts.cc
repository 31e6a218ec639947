#include "searchd/statistics/query_counts.h"

#include <spdlog/spdlog.h>

#include <utility>
#include <vector>

#include "searchd/statistics/countable_query.h"

namespace izvor {
namespace {

constexpr std::chrono::seconds kFlushPause{30};
constexpr std::size_t kMostDue = 500;
/// Queries of the file that are known to be frequent when the program starts.
constexpr std::size_t kMostKnown = 100'000;

}  // namespace

QueryCounts::QueryCounts(std::filesystem::path file, unsigned days, const Clock& clock)
    : path_(std::move(file)), days_(days), clock_(clock), flushed_(clock.now()) {
  std::error_code ignored;
  if (days_ == 0 || !std::filesystem::exists(path_, ignored)) return;
  const auto known = QueryFile::open_for_reading(path_);
  if (!known) return;
  if (const auto queries = known->queries(kMostKnown)) frequent_.insert(queries->begin(), queries->end());
}

QueryCounts::~QueryCounts() { flush(); }

void QueryCounts::count(std::string_view query, std::uint64_t results) {
  if (days_ == 0) return;
  const auto countable = countable_query(query);
  if (!countable) return;
  const std::lock_guard lock(mutex_);
  const bool frequent = frequent_.contains(*countable);
  Days& days = (frequent ? due_ : rare_)[*countable];
  Tally& tally = days[today()];
  ++tally.searches;
  tally.empty += results == 0 ? std::uint64_t{1} : 0;
  if (!frequent) {
    std::uint64_t asked = 0;
    for (const auto& [day, of_day] : days) asked += of_day.searches;
    if (asked >= kLeastSearches) {
      due_.insert(rare_.extract(*countable));
      frequent_.insert(*countable);
    }
    make_room();
  }
  if (due_.size() >= kMostDue || clock_.now() - flushed_ >= kFlushPause) flush_locked();
}

void QueryCounts::flush() {
  const std::lock_guard lock(mutex_);
  flush_locked();
}

void QueryCounts::flush_locked() {
  flushed_ = clock_.now();
  if (due_.empty()) return;
  std::vector<DailyCount> counts;
  for (const auto& [query, days] : std::exchange(due_, {}))
    for (const auto& [day, tally] : days) counts.push_back({{query, tally.searches, tally.empty}, day});
  if (!open_locked()) return;
  const std::int64_t oldest = today() - days_;
  Result<void> written = file_->add(counts);
  if (written && std::exchange(forgotten_before_, oldest) != oldest) written = file_->forget_before(oldest);
  if (written) return;
  spdlog::warn("{}", written.error().message);
  file_.reset();
}

bool QueryCounts::open_locked() {
  if (file_) return true;
  auto opened = QueryFile::open_for_writing(path_);
  if (opened) {
    file_.emplace(std::move(*opened));
    failed_ = false;
  } else if (!std::exchange(failed_, true)) {
    spdlog::warn("{}; queries are not counted", opened.error().message);
  }
  return file_.has_value();
}

/// Of what is rare, what was asked once goes first: most queries are asked once and never again.
void QueryCounts::make_room() {
  if (rare_.size() <= kMostRare) return;
  std::erase_if(rare_,
                [](const auto& entry) { return entry.second.size() == 1 && entry.second.begin()->second.searches == 1; });
  if (rare_.size() > kMostRare / 2) rare_.clear();
}

std::int64_t QueryCounts::today() const {
  return std::chrono::floor<std::chrono::days>(clock_.now()).time_since_epoch().count();
}

}  // namespace izvor
