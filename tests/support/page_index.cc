#include "tests/support/page_index.h"

#include <stdexcept>

#include "indexer/index/act_terms.h"
#include "indexer/index/anchor_updates.h"
#include "indexer/index/generations.h"
#include "indexer/index/index_writer.h"
#include "izvor/url.h"

namespace izvor::testing {
namespace {

template <class Outcome>
void expect(const Outcome& outcome) {
  if (!outcome) throw std::runtime_error(outcome.error().message);
}

}  // namespace

const Analyzer& shared_analyzer() {
  static const Result<Analyzer> analyzer = Analyzer::open(IZVOR_LEMMA_TABLE);
  expect(analyzer);
  return *analyzer;
}

PageIndex::PageIndex() {
  settings_.data_directory = directory_.path();
  std::filesystem::create_directories(settings_.index_directory());
  expect(create_generation(settings_.index_directory()));
  expect(IndexWriter::open(database(), shared_analyzer().fingerprint()));
  make_generation_live();
}

std::filesystem::path PageIndex::database() const { return Generation(settings_.index_directory(), generation_).database(); }

void PageIndex::add(const std::string& address, const ExtractedPage& page) {
  const auto url = Url::parse("https://" + address);
  expect(url);
  PageVersion version;
  version.sequence = ++sequence_;
  version.page = page_id_of(*url);
  version.url = url->str();
  version.fetched = UtcTime(std::chrono::seconds(1'700'000'000));
  PageAnalysis analysis;
  analyze_page(shared_analyzer(), page, analysis);
  auto writer = IndexWriter::open(database(), shared_analyzer().fingerprint());
  expect(writer);
  std::vector<std::string> terms = anchor_terms(version.page, page.links);
  for (std::string& term : act_terms(page, analysis)) terms.push_back(std::move(term));
  Xapian::Document document = make_document(make_stored_page(version, page, analysis), analysis, terms);
  AnchorUpdates anchors(shared_analyzer());
  expect(anchors.replacing(*writer, version.page, document));
  expect(writer->replace(version.page, document));
  expect(anchors.settle(*writer));
  expect(writer->commit(sequence_));
}

void PageIndex::add(const std::string& address, const std::string& title, const std::string& text) {
  ExtractedPage page;
  page.title = title;
  page.text = text;
  page.language = "bg";
  page.type = "news";
  add(address, page);
}

void PageIndex::remove(const std::string& address) {
  const auto url = Url::parse("https://" + address);
  expect(url);
  auto writer = IndexWriter::open(database(), shared_analyzer().fingerprint());
  expect(writer);
  expect(writer->remove(page_id_of(*url)));
  expect(writer->commit(++sequence_));
}

void PageIndex::begin_generation() {
  const auto generation = create_generation(settings_.index_directory());
  expect(generation);
  generation_ = generation->number();
  expect(IndexWriter::open(database(), shared_analyzer().fingerprint()));
}

void PageIndex::make_generation_live() {
  expect(make_live(settings_.index_directory(), Generation(settings_.index_directory(), generation_)));
}

}  // namespace izvor::testing
