// Indexing: what run, rebuild, check and status need alike: settings, places, the analyser, and how results are told.
//
// Used from the main thread only.
#pragma once

#include <ostream>
#include <string>
#include <string_view>

#include "indexer/index/apply_feed.h"
#include "izvor/analyzer.h"
#include "izvor/settings.h"

namespace izvor {

struct Indexing {
  Settings settings;
  Analyzer analyzer;

  /// Opens the analyser that the settings name.
  [[nodiscard]] static Result<Indexing> open(const Settings& settings);

  [[nodiscard]] IndexingPlaces places() const { return {settings.archive_directory(), settings.index_directory()}; }
  [[nodiscard]] IndexingWork work() const;
};

/// "12 new, 3 changed, …; 2961 pages in the index, archive applied up to version 2978".
[[nodiscard]] std::string summary(const ApplyReport& report);

}  // namespace izvor
