// What indexing costs, stage by stage: `indexing_bench DATA` reads the archive below DATA and prints CPU microseconds a page.
//
// One thread, CPU time of that thread, so that the figures hold on a busy machine. The index goes to a temporary folder, in
// batches of 500 pages into one database, as `izvor-indexer run` does it.
#include <time.h>

#include <cstdio>
#include <filesystem>
#include <string>

#include "indexer/extract/extract.h"
#include "indexer/index/anchor_terms.h"
#include "indexer/index/index_writer.h"
#include "izvor/page_archive.h"
#include "tests/support/temporary_directory.h"

namespace izvor {
namespace {

constexpr std::size_t kBatch = 500;

double cpu_microseconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

struct Costs {
  double read = 0, extract = 0, analyze = 0, document = 0, add = 0, commit = 0;
  std::size_t pages = 0, html_bytes = 0, text_bytes = 0, tokens = 0;
};

/// Adds to `stage` the CPU time since `since`, and moves `since` on.
void charge(double& stage, double& since) {
  const double now = cpu_microseconds();
  stage += now - since;
  since = now;
}

bool index_page(const PageArchive& archive, const PageVersion& version, const Analyzer& analyzer, IndexWriter& writer,
                PageAnalysis& analysis, Costs& costs) {
  double since = cpu_microseconds();
  const auto capture = archive.read(version);
  charge(costs.read, since);
  if (!capture) return false;
  const auto page = extract_capture(*capture);
  charge(costs.extract, since);
  if (!page) return false;
  analyze_page(analyzer, *page, analysis);
  charge(costs.analyze, since);
  const Xapian::Document document =
      make_document(make_stored_page(version, *page, analysis), analysis, anchor_terms(version.page, page->links));
  charge(costs.document, since);
  const bool added = writer.replace(version.page, document).has_value();
  charge(costs.add, since);
  ++costs.pages;
  costs.html_bytes += capture->body.size();
  costs.text_bytes += page->text.size();
  costs.tokens += analysis.text.tokens().size();
  return added;
}

void print(const Costs& costs, std::uintmax_t index_bytes) {
  const auto pages = static_cast<double>(costs.pages);
  const double total = costs.read + costs.extract + costs.analyze + costs.document + costs.add + costs.commit;
  std::printf("pages %zu, HTML %.0f, text %.0f bytes and %.0f tokens a page\n", costs.pages,
              static_cast<double>(costs.html_bytes) / pages, static_cast<double>(costs.text_bytes) / pages,
              static_cast<double>(costs.tokens) / pages);
  std::printf("CPU µs a page: read %.0f, extract %.0f, analyse %.0f, document %.0f, add %.0f, commit %.0f; all %.0f\n",
              costs.read / pages, costs.extract / pages, costs.analyze / pages, costs.document / pages, costs.add / pages,
              costs.commit / pages, total / pages);
  std::printf("pages a CPU second %.0f; index / text %.2f\n", pages * 1e6 / total,
              static_cast<double>(index_bytes) / static_cast<double>(costs.text_bytes));
}

int run(const std::filesystem::path& data) {
  const auto archive = PageArchive::open_for_reading(data / "archive");
  const auto analyzer = Analyzer::open(IZVOR_LEMMA_TABLE);
  if (!archive || !analyzer) {
    std::fprintf(stderr, "%s\n", (!archive ? archive.error() : analyzer.error()).message.c_str());
    return 1;
  }
  const testing::TemporaryDirectory folder;
  auto writer = IndexWriter::open(folder.path() / "live", analyzer->fingerprint());
  if (!writer) return 1;
  Costs costs;
  PageAnalysis analysis;
  for (Sequence after = 0;;) {
    const auto versions = archive->changes_since(after, kBatch);
    if (!versions || versions->empty()) break;
    for (const PageVersion& version : *versions) index_page(*archive, version, *analyzer, *writer, analysis, costs);
    after = versions->back().sequence;
    double since = cpu_microseconds();
    if (!writer->commit(after)) return 1;
    charge(costs.commit, since);
  }
  std::uintmax_t bytes = 0;
  for (const auto& file : std::filesystem::directory_iterator(folder.path() / "live")) bytes += file.file_size();
  print(costs, bytes);
  return 0;
}

}  // namespace
}  // namespace izvor

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: indexing_bench DATA\n");
    return 2;
  }
  return izvor::run(argv[1]);
}
