#include "searchd/search/past_pages.h"

#include <filesystem>

namespace izvor {

Xapian::Database PastPages::with(const OpenIndex& live) {
  if (!generation_ || !(*generation_ == live.generation)) history_.reset();
  generation_ = live.generation;
  if (history_) {
    history_->reopen();
  } else if (std::filesystem::exists(live.generation.history() / "iamglass")) {
    history_.emplace(live.generation.history().string(), Xapian::DB_BACKEND_GLASS);
  }
  Xapian::Database both = live.database;
  if (!history_) return both;
  both = Xapian::Database();
  both.add_database(live.database);
  both.add_database(*history_);
  return both;
}

}  // namespace izvor
