// PageIndex: a real index of a few pages, written by the real IndexWriter, for tests of what searches it.
#pragma once

#include <string>

#include "izvor/analyzer.h"
#include "izvor/extracted_page.h"
#include "izvor/settings.h"
#include "tests/support/temporary_directory.h"

namespace izvor::testing {

/// The analyzer of the build, opened once for all tests of a program. Throws when its table is missing.
[[nodiscard]] const Analyzer& shared_analyzer();

class PageIndex {
 public:
  /// Makes an empty first generation.
  PageIndex();

  /// Adds or replaces the page at https://host/path ("example.eu/a") and commits.
  void add(const std::string& address, const ExtractedPage& page);
  void add(const std::string& address, const std::string& title, const std::string& text);
  void remove(const std::string& address);
  /// From now on writes into a new, empty generation, which readers see after make_live.
  void begin_generation();
  void make_generation_live();

  [[nodiscard]] const Settings& settings() const { return settings_; }
  [[nodiscard]] std::filesystem::path database() const;

 private:
  TemporaryDirectory directory_;
  Settings settings_;
  unsigned generation_ = 1;
  std::uint64_t sequence_ = 0;
};

}  // namespace izvor::testing
