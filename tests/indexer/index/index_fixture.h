// An archive and an index in a folder of a test's own, fed with small Bulgarian pages.
#pragma once

#include <gtest/gtest.h>

#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

#include "indexer/index/apply_feed.h"
#include "indexer/index/index_check.h"
#include "indexer/index/open_index.h"
#include "indexer/index/rebuild.h"
#include "izvor/index_schema.h"
#include "izvor/page_archive.h"
#include "tests/support/temporary_directory.h"

namespace izvor {

inline const Analyzer& built_analyzer() {
  static const Analyzer analyzer = [] {
    auto opened = Analyzer::open(IZVOR_LEMMA_TABLE);
    if (!opened) throw std::runtime_error(opened.error().message);
    return std::move(*opened);
  }();
  return analyzer;
}

inline Url url_of(const std::string& path) {
  auto url = Url::parse("https://example.eu/bg/" + path);
  if (!url) throw std::runtime_error(url.error().message);
  return *std::move(url);
}

class IndexFixture : public ::testing::Test {
 protected:
  IndexFixture() { work_.analyzer = &built_analyzer(); }

  [[nodiscard]] IndexingPlaces places() const { return {folder_.path() / "archive", folder_.path() / "index"}; }

  PageArchive& archive() {
    if (!archive_) {
      auto opened = PageArchive::open_for_writing(places().archive_directory);
      if (!opened) throw std::runtime_error(opened.error().message);
      archive_ = *std::move(opened);
    }
    return *archive_;
  }

  static std::string html(const std::string& title, const std::string& text, const std::string& head = "") {
    return "<!doctype html><html lang=bg><head><meta charset=utf-8><title>" + title + "</title>" + head +
           "</head><body><main><h1>" + title + "</h1><p>" + text + "</p></main></body></html>";
  }

  /// Stores without acknowledging: see store().
  void put(const std::string& path, const std::string& body, int status = 200, const std::string& type = "text/html") {
    Capture capture{.url = url_of(path),
                    .fetched = UtcTime(std::chrono::seconds(1'700'000'000 + ++clock_)),
                    .status = status,
                    .fields = {{"Content-Type", type}},
                    .request_head = {},
                    .body = body};
    ASSERT_TRUE(archive().store(capture));
  }

  void store(const std::string& path, const std::string& body, int status = 200, const std::string& type = "text/html") {
    put(path, body, status, type);
    ASSERT_TRUE(archive().acknowledge());
  }

  void store_page(const std::string& path, const std::string& title, const std::string& text) {
    store(path, html(title, text));
  }

  void store_gone(const std::string& path) {
    ASSERT_TRUE(archive().store_gone(url_of(path), UtcTime(std::chrono::seconds(1'700'000'000 + ++clock_)), 410, "410"));
    ASSERT_TRUE(archive().acknowledge());
  }

  ApplyReport apply() {
    auto report = apply_feed(places(), work_, false);
    EXPECT_TRUE(report) << report.error().message;
    return report ? *report : ApplyReport{};
  }

  ApplyReport rebuild_all() {
    auto report = rebuild(places(), work_);
    EXPECT_TRUE(report) << report.error().message;
    return report ? *report : ApplyReport{};
  }

  [[nodiscard]] OpenIndex open() const {
    auto index = open_index(places().index_directory, built_analyzer().fingerprint());
    if (!index) throw std::runtime_error(index.error().message);
    return *std::move(index);
  }

  /// In how many pages the body has this word's lemma.
  [[nodiscard]] std::uint64_t pages_with(const std::string& lemma) const {
    return open().database.get_termfreq(schema::term_for(schema::Field::kBody, schema::Grade::kLemma, lemma));
  }

  /// What check says, one line each; empty when clean.
  [[nodiscard]] std::string trouble() const {
    const auto report = check_index(places(), built_analyzer());
    if (!report) return report.error().message;
    std::string text;
    for (const std::string& problem : report->problems) text += problem + "\n";
    return text;
  }

  [[nodiscard]] std::optional<JournalEntry> row(Sequence sequence) const {
    const auto journal = Journal::open_for_reading(open().generation.journal());
    if (!journal) throw std::runtime_error(journal.error().message);
    return journal->entry(sequence).value();
  }

  testing::TemporaryDirectory folder_;
  IndexingWork work_;
  std::optional<PageArchive> archive_;
  std::int64_t clock_ = 0;
};

}  // namespace izvor
