// `run --dry-run`: what would be fetched first, and at what pace, without asking any server anything. Used by main's thread
// only.
#pragma once

#include "izvor/settings.h"

namespace izvor {

/// Prints to standard output; returns the exit status. Works beside a running crawl, and before the first one.
[[nodiscard]] int run_dry(const Settings& settings);

}  // namespace izvor
