// What the frontier's tables have in common: times as Unix seconds, and SQLite's exceptions ended where the catalogue is used.
// For the files of this folder that speak SQL.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <chrono>
#include <cstdint>
#include <stdexcept>
#include <string>

#include "izvor/utc_time.h"

namespace izvor {

[[nodiscard]] inline std::int64_t unix_seconds(UtcTime time) { return time.time_since_epoch().count(); }
[[nodiscard]] inline UtcTime time_of(std::int64_t unix_seconds) { return UtcTime(std::chrono::seconds(unix_seconds)); }

/// Runs `work`. A catalogue that cannot be read or written is a broken environment: throws std::runtime_error that says so.
template <class Work>
auto guarded(Work&& work) {
  try {
    return work();
  } catch (const SQLite::Exception& trouble) {
    throw std::runtime_error(std::string("The catalogue cannot be used: ") + trouble.what() +
                             ". Look at the disk's free space and rights; `izvor-crawler verify` checks the archive.");
  }
}

}  // namespace izvor
