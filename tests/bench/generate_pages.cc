// generate_pages: an archive of generated Bulgarian pages, for benchmarks of indexing and searching.
//
//   generate_pages WORD_LIST DATA PAGES [SEED]            pages 0 to PAGES - 1, into DATA/archive
//   generate_pages WORD_LIST DATA PAGES SEED --changed N  then a new version of N of them, spread evenly
//   generate_pages WORD_LIST FOLDER PAGES [SEED] --files  the same pages as .html files, for other programs
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "izvor/page_archive.h"
#include "tests/bench/page_generator.h"

namespace izvor::testing {
namespace {

constexpr std::uint64_t kAtOnce = 500;

Capture capture_of(const GeneratedPage& page, std::int64_t time) {
  auto url = Url::parse("https://generated.example.eu/" + page.path);
  if (!url) throw std::runtime_error(url.error().message);
  return {.url = *std::move(url),
          .fetched = UtcTime(std::chrono::seconds(1'700'000'000 + time)),
          .status = 200,
          .fields = {{"Content-Type", "text/html; charset=utf-8"}},
          .request_head = {},
          .body = page.html};
}

void check(const Result<void>& result) {
  if (!result) throw std::runtime_error(result.error().message);
}

void store(const PageGenerator& generator, const std::filesystem::path& data, std::uint64_t pages, std::uint64_t changed) {
  auto archive = PageArchive::open_for_writing(data / "archive");
  if (!archive) throw std::runtime_error(archive.error().message);
  const std::uint64_t versions = changed > 0 ? changed : pages;
  const std::uint64_t step = changed > 0 ? pages / changed : 1;
  std::uint64_t bytes = 0;
  for (std::uint64_t i = 0; i < versions; ++i) {
    const GeneratedPage page = generator.page(i * step, changed > 0 ? 1 : 0);
    bytes += page.html.size();
    const auto stored = archive->store(capture_of(page, static_cast<std::int64_t>(changed > 0 ? 10'000'000 + i : i)));
    if (!stored) throw std::runtime_error(stored.error().message);
    if ((i + 1) % kAtOnce == 0) check(archive->acknowledge());
  }
  check(archive->acknowledge());
  std::printf("%llu versions, %.1f KB of HTML each\n", static_cast<unsigned long long>(versions),
              static_cast<double>(bytes) / 1e3 / static_cast<double>(versions));
}

void write_files(const PageGenerator& generator, const std::filesystem::path& folder, std::uint64_t pages) {
  std::filesystem::create_directories(folder);
  for (std::uint64_t i = 0; i < pages; ++i)
    std::ofstream(folder / ("page-" + std::to_string(i) + ".html"), std::ios::binary) << generator.page(i).html;
}

int run(std::vector<std::string> words) {
  bool files = false;
  std::uint64_t changed = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == "--files") {
      files = true;
      words.resize(i);
    } else if (words[i] == "--changed" && i + 1 < words.size()) {
      changed = std::stoull(words[i + 1]);
      words.resize(i);
    }
  }
  if (words.size() < 3 || words.size() > 4) {
    std::fprintf(stderr, "usage: generate_pages WORD_LIST DATA PAGES [SEED] [--changed N | --files]\n");
    return 2;
  }
  const PageGenerator generator(words[0], words.size() > 3 ? std::stoull(words[3]) : 1);
  if (files) {
    write_files(generator, words[1], std::stoull(words[2]));
  } else {
    store(generator, words[1], std::stoull(words[2]), changed);
  }
  return 0;
}

}  // namespace
}  // namespace izvor::testing

int main(int argc, char** argv) {
  try {
    return izvor::testing::run({argv + 1, argv + argc});
  } catch (const std::exception& failure) {
    std::fprintf(stderr, "generate_pages: %s\n", failure.what());
    return 1;
  }
}
