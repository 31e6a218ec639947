#include "indexer/index/index_check.h"

#include <cstdlib>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <utility>

#include <xapian.h>

#include "indexer/index/anchor_terms.h"
#include "indexer/index/effective_versions.h"
#include "indexer/index/generations.h"
#include "indexer/index/open_index.h"
#include "indexer/index/page_document.h"
#include "izvor/index_schema.h"
#include "izvor/stored_page.h"

namespace izvor {
namespace {

constexpr std::size_t kMaxProblems = 100;
constexpr std::size_t kEntriesAtOnce = 4096;

/// One comparison of an index with its archive.
class Check {
 public:
  Check(CheckReport& report, const PageArchive& archive, const Journal& journal, const OpenIndex& index,
        const Analyzer& analyzer)
      : report_(report), archive_(archive), journal_(journal), index_(index), analyzer_(analyzer) {}

  Result<void> run() {
    Result<JournalTexts> texts = journal_.texts(index_.sequence);
    if (!texts) return fail(texts.error().message);
    live_ = std::move(texts->live);
    past_ = std::move(texts->past);
    if (Result<void> compared = compare_journal_with_archive(); !compared) return compared;
    compare_documents_with_journal();
    return compare_history_with_journal();
  }

 private:
  void problem(std::string sentence) {
    if (report_.problems.size() < kMaxProblems) {
      report_.problems.push_back(std::move(sentence));
    } else {
      ++report_.more_problems;
    }
  }

  /// Every version has its row, and the pages to show are those that the archive has and no row forbids.
  Result<void> compare_journal_with_archive() {
    const Result<std::vector<bool>> effective = effective_versions(archive_, index_.sequence);
    if (!effective) return fail(effective.error().message);
    for (Sequence after = 0; after < index_.sequence;) {
      const Result<std::vector<PageVersion>> versions = archive_.changes_since(after, kEntriesAtOnce);
      if (!versions) return fail(versions.error().message);
      if (versions->empty()) break;
      const Result<std::vector<JournalEntry>> entries =
          journal_.entries_since(after, versions->back().sequence, kEntriesAtOnce);
      if (!entries) return fail(entries.error().message);
      compare_rows(*versions, *entries, *effective);
      after = versions->back().sequence;
    }
    for (const auto& [id, entry] : live_) {
      if (!shown_.contains(id)) problem("the page " + entry.url + " is gone and still live in the journal");
    }
    return {};
  }

  void compare_rows(const std::vector<PageVersion>& versions, const std::vector<JournalEntry>& entries,
                    const std::vector<bool>& effective) {
    auto entry = entries.begin();
    for (const PageVersion& version : versions) {
      if (version.sequence > index_.sequence) return;
      while (entry != entries.end() && entry->sequence < version.sequence) ++entry;
      if (entry == entries.end() || entry->sequence != version.sequence || entry->page != version.page) {
        problem("version " + std::to_string(version.sequence) + " (" + version.url + ") has no row in the journal");
        continue;
      }
      const bool refused = entry->kind == EntryKind::kSkipped || entry->kind == EntryKind::kQuarantined;
      if (effective[version.sequence]) shown_.insert(version.page);
      if (effective[version.sequence] && !refused && !live_.contains(version.page)) {
        problem("the page " + version.url + " is in the archive and neither live nor skipped in the journal");
      }
    }
  }

  /// Every document is a live page, with the text that the journal knows, once; and none is missing.
  void compare_documents_with_journal() {
    std::map<PageId, JournalEntry> missing = live_;
    for (Xapian::PostingIterator document = index_.database.postlist_begin(""); document != index_.database.postlist_end("");
         ++document) {
      ++report_.pages;
      const Xapian::Document found = index_.database.get_document(*document);
      const Result<StoredPage> page = stored_page_of(found);
      if (!page) {
        problem("document " + std::to_string(*document) + ": " + page.error().message);
        continue;
      }
      const std::vector<AnchorText> anchors = anchors_to(index_.database, page->id);
      if (anchor_words_of(found) != anchor_words(anchors, found, analyzer_, analysis_)) {
        problem("the page " + page->url + " has other words of the links to it than the pages that link to it");
      }
      const auto known = live_.find(page->id);
      if (known == live_.end()) {
        problem("the index shows " + page->url + ", which the journal does not have as live");
        continue;
      }
      if (missing.erase(page->id) == 0) problem("the index has the page " + page->url + " twice");
      compare_page(*page, known->second);
      compare_time(page->url, found, schema::kValidFrom, known->second.valid_from);
    }
    for (const auto& [id, entry] : missing) problem("the page " + entry.url + " is live in the journal and not in the index");
  }

  /// Every text that was replaced is in history, and no other but one that a crash left to be replaced again.
  Result<void> compare_history_with_journal() {
    std::map<Sequence, HeldText> missing = past_;
    std::set<Sequence> live;
    for (const auto& [id, entry] : live_) live.insert(entry.since);
    const std::filesystem::path history = index_.generation.history();
    if (std::filesystem::exists(history / "iamglass")) {
      const Xapian::Database database(history.string(), Xapian::DB_BACKEND_GLASS);
      const std::string prefix(schema::kVersionPrefix);
      for (auto term = database.allterms_begin(prefix); term != database.allterms_end(prefix); ++term) {
        const Sequence since = std::strtoull((*term).c_str() + prefix.size(), nullptr, 10);
        if (const auto known = missing.find(since); known != missing.end()) {
          compare_bounds(database.get_document(*database.postlist_begin(*term)), known->second);
          missing.erase(known);
        } else if (!live.contains(since) && since <= index_.sequence) {
          // Of a batch that a crash cut short history may have more than the index: the replay writes it again.
          problem("history has the text of version " + std::to_string(since) + ", which the journal does not know as past");
        }
      }
    }
    for (const auto& [since, text] : missing) problem("history lacks the text of version " + std::to_string(since));
    return {};
  }

  void compare_bounds(const Xapian::Document& document, const HeldText& text) {
    const std::string what = "the past text of version " + std::to_string(text.since);
    compare_time(what, document, schema::kValidFrom, text.valid_from);
    compare_time(what, document, schema::kValidTo, text.valid_to);
  }

  void compare_time(const std::string& what, const Xapian::Document& document, schema::Slot slot, UtcTime time) {
    if (document.get_value(slot) == sortable_time(time)) return;
    problem(what + " holds " + (slot == schema::kValidFrom ? "from" : "until") + " another time than the journal says, " +
            format_rfc3339(time));
  }

  void compare_page(const StoredPage& page, const JournalEntry& entry) {
    const std::string term = schema::boolean_term(schema::kPagePrefix, page.id);
    if (index_.database.get_termfreq(term) != 1)
      problem("the page " + page.url + " is not found under its identifier exactly once");
    if (page.text_digest != text_digest_of(page.title, page.text)) problem("the stored text of " + page.url + " is damaged");
    if (page.text_digest != entry.text_digest) problem("the index has another text of " + page.url + " than the journal");
  }

  CheckReport& report_;
  const PageArchive& archive_;
  const Journal& journal_;
  const OpenIndex& index_;
  const Analyzer& analyzer_;
  Analysis analysis_;
  std::map<PageId, JournalEntry> live_;
  std::map<Sequence, HeldText> past_;
  std::set<PageId> shown_;  ///< Pages with a version that the archive says is to be shown.
};

void check_structure(const std::filesystem::path& database, CheckReport& report) {
  std::ostringstream words;
  try {
    const std::size_t errors = Xapian::Database::check(database.string(), 0, &words);
    if (errors != 0)
      report.problems.push_back("xapian-check finds " + std::to_string(errors) + " errors in " + database.string());
  } catch (const Xapian::Error& error) {
    report.problems.push_back("xapian-check fails on " + database.string() + ": " + error.get_description());
  }
}

}  // namespace

Result<CheckReport> check_index(const IndexingPlaces& places, const Analyzer& analyzer) {
  const Result<PageArchive> archive = PageArchive::open_for_reading(places.archive_directory);
  if (!archive) return fail(archive.error().message);
  const Result<OpenIndex> index = open_index(places.index_directory, analyzer.fingerprint());
  if (!index) return fail(index.error().message);
  const Result<Journal> journal = Journal::open_for_reading(index->generation.journal());
  if (!journal) return fail(journal.error().message);
  CheckReport report;
  report.sequence = index->sequence;
  const Result<Sequence> last = archive->last_sequence();
  if (!last) return fail(last.error().message);
  report.archive_sequence = *last;
  if (report.sequence > report.archive_sequence) {
    report.problems.push_back("the index holds version " + std::to_string(report.sequence) + ", the archive ends at " +
                              std::to_string(report.archive_sequence));
  }
  check_structure(index->generation.database(), report);
  if (std::string notice = extraction_notice(index->database); !notice.empty()) report.problems.push_back(std::move(notice));
  if (std::filesystem::exists(index->generation.history())) check_structure(index->generation.history(), report);
  try {
    if (Result<void> ran = Check(report, *archive, *journal, *index, analyzer).run(); !ran)
      report.problems.push_back(ran.error().message);
  } catch (const Xapian::Error& error) {
    report.problems.push_back("the index cannot be read: " + error.get_description());
  }
  return report;
}

}  // namespace izvor
