#include "indexer/index/journal.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <algorithm>
#include <array>
#include <utility>

namespace izvor {
namespace {

constexpr int kVersion = 2;
constexpr int kBusyMilliseconds = 5000;

constexpr const char* kSchema = R"(
  CREATE TABLE IF NOT EXISTS entry (
    sequence INTEGER PRIMARY KEY,
    page TEXT NOT NULL,
    url TEXT NOT NULL,
    fetched INTEGER NOT NULL,
    kind TEXT NOT NULL,
    reason TEXT NOT NULL,
    live INTEGER NOT NULL,
    text_digest TEXT NOT NULL,
    facts_digest TEXT NOT NULL,
    since INTEGER NOT NULL,
    valid_from INTEGER NOT NULL,
    extractor TEXT NOT NULL,
    title TEXT NOT NULL
  );
  CREATE INDEX IF NOT EXISTS entry_page ON entry (page, sequence);
)";

constexpr const char* kColumns =
    "sequence, page, url, fetched, kind, reason, live, text_digest, facts_digest, since, valid_from, extractor, title";

constexpr std::array<std::string_view, 6> kKindNames{"new", "changed", "unchanged", "gone", "skipped", "quarantined"};

EntryKind kind_named(std::string_view name) {
  for (std::size_t i = 0; i < kKindNames.size(); ++i) {
    if (kKindNames.at(i) == name) return static_cast<EntryKind>(i);
  }
  return EntryKind::kSkipped;
}

JournalEntry read_entry(SQLite::Statement& row) {
  JournalEntry entry;
  entry.sequence = static_cast<Sequence>(row.getColumn(0).getInt64());
  entry.page = row.getColumn(1).getString();
  entry.url = row.getColumn(2).getString();
  entry.fetched = UtcTime(std::chrono::seconds(row.getColumn(3).getInt64()));
  entry.kind = kind_named(row.getColumn(4).getString());
  entry.reason = row.getColumn(5).getString();
  entry.live = row.getColumn(6).getInt() != 0;
  entry.text_digest = row.getColumn(7).getString();
  entry.facts_digest = row.getColumn(8).getString();
  entry.since = static_cast<Sequence>(row.getColumn(9).getInt64());
  entry.valid_from = UtcTime(std::chrono::seconds(row.getColumn(10).getInt64()));
  entry.extractor = row.getColumn(11).getString();
  entry.title = row.getColumn(12).getString();
  return entry;
}

void bind_entry(SQLite::Statement& row, const JournalEntry& entry) {
  row.bind(1, static_cast<std::int64_t>(entry.sequence));
  row.bind(2, entry.page);
  row.bind(3, entry.url);
  row.bind(4, static_cast<std::int64_t>(entry.fetched.time_since_epoch().count()));
  row.bind(5, std::string(name_of(entry.kind)));
  row.bind(6, entry.reason);
  row.bind(7, entry.live ? 1 : 0);
  row.bind(8, entry.text_digest);
  row.bind(9, entry.facts_digest);
  row.bind(10, static_cast<std::int64_t>(entry.since));
  row.bind(11, static_cast<std::int64_t>(entry.valid_from.time_since_epoch().count()));
  row.bind(12, entry.extractor);
  row.bind(13, entry.title);
}

std::int64_t bound(Sequence sequence) { return static_cast<std::int64_t>(std::min<Sequence>(sequence, INT64_MAX)); }

}  // namespace

std::string_view name_of(EntryKind kind) { return kKindNames.at(static_cast<std::size_t>(kind)); }

struct Journal::State {
  explicit State(const std::filesystem::path& file, int flags) : database(file.string(), flags, kBusyMilliseconds) {}

  template <class Work>
  auto guarded(Work work) const -> decltype(work()) {
    try {
      return work();
    } catch (const SQLite::Exception& error) {
      return fail("the journal " + database.getFilename() + ": " + error.what());
    }
  }

  mutable SQLite::Database database;
};

Journal::Journal(std::unique_ptr<State> state) : state_(std::move(state)) {}
Journal::Journal(Journal&&) noexcept = default;
Journal& Journal::operator=(Journal&&) noexcept = default;
Journal::~Journal() = default;

Result<Journal> Journal::open_for_writing(const std::filesystem::path& file) {
  try {
    auto state = std::make_unique<State>(file, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    const int version = state->database.execAndGet("PRAGMA user_version").getInt();
    if (version != 0 && version != kVersion) {
      return fail("the journal " + file.string() + " is of another version; run `izvor-indexer rebuild`");
    }
    state->database.exec("PRAGMA journal_mode = WAL");
    // The journal must be on the disk before Xapian's commit says that its versions are applied.
    state->database.exec("PRAGMA synchronous = FULL");
    state->database.exec(kSchema);
    state->database.exec("PRAGMA user_version = " + std::to_string(kVersion));
    return Journal(std::move(state));
  } catch (const SQLite::Exception& error) {
    return fail("cannot open the journal " + file.string() + ": " + error.what() + "; run `izvor-indexer rebuild`");
  }
}

Result<Journal> Journal::open_for_reading(const std::filesystem::path& file) {
  try {
    return Journal(std::make_unique<State>(file, SQLite::OPEN_READONLY));
  } catch (const SQLite::Exception& error) {
    return fail("cannot open the journal " + file.string() + ": " + error.what());
  }
}

Result<void> Journal::put(const std::vector<JournalEntry>& entries) {
  return state_->guarded([&]() -> Result<void> {
    SQLite::Transaction transaction(state_->database);
    SQLite::Statement row(state_->database,
                          std::string("INSERT OR REPLACE INTO entry (") + kColumns + ") VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)");
    for (const JournalEntry& entry : entries) {
      bind_entry(row, entry);
      row.exec();
      row.reset();
    }
    transaction.commit();
    return {};
  });
}

Result<std::optional<JournalEntry>> Journal::last_of(const PageId& page, Sequence before) const {
  return state_->guarded([&]() -> Result<std::optional<JournalEntry>> {
    SQLite::Statement row(state_->database, std::string("SELECT ") + kColumns +
                                                " FROM entry WHERE page = ? AND sequence < ? ORDER BY sequence DESC LIMIT 1");
    row.bind(1, page);
    row.bind(2, bound(before));
    if (!row.executeStep()) return std::nullopt;
    return read_entry(row);
  });
}

Result<std::optional<JournalEntry>> Journal::entry(Sequence sequence) const {
  return state_->guarded([&]() -> Result<std::optional<JournalEntry>> {
    SQLite::Statement row(state_->database, std::string("SELECT ") + kColumns + " FROM entry WHERE sequence = ?");
    row.bind(1, bound(sequence));
    if (!row.executeStep()) return std::nullopt;
    return read_entry(row);
  });
}

Result<std::vector<JournalEntry>> Journal::entries_since(Sequence after, Sequence up_to, std::size_t limit,
                                                         bool feed_only) const {
  return state_->guarded([&]() -> Result<std::vector<JournalEntry>> {
    SQLite::Statement row(state_->database,
                          std::string("SELECT ") + kColumns + " FROM entry WHERE sequence > ? AND sequence <= ?" +
                              (feed_only ? " AND kind IN ('new', 'changed', 'gone')" : "") + " ORDER BY sequence LIMIT ?");
    row.bind(1, bound(after));
    row.bind(2, bound(up_to));
    row.bind(3, bound(limit));
    std::vector<JournalEntry> entries;
    while (row.executeStep()) entries.push_back(read_entry(row));
    return entries;
  });
}

Result<std::vector<JournalEntry>> Journal::latest_changes(Sequence after, Sequence up_to, std::size_t limit) const {
  return state_->guarded([&]() -> Result<std::vector<JournalEntry>> {
    SQLite::Statement row(state_->database, std::string("SELECT ") + kColumns +
                                                " FROM entry WHERE sequence > ? AND sequence <= ? AND kind IN ('new', "
                                                "'changed', 'gone') ORDER BY sequence DESC LIMIT ?");
    row.bind(1, bound(after));
    row.bind(2, bound(up_to));
    row.bind(3, bound(limit));
    std::vector<JournalEntry> entries;
    while (row.executeStep()) entries.push_back(read_entry(row));
    return entries;
  });
}

Result<std::vector<EntryCount>> Journal::counts(Sequence up_to) const {
  return state_->guarded([&]() -> Result<std::vector<EntryCount>> {
    SQLite::Statement row(state_->database, R"(
        SELECT kind, CASE WHEN instr(reason, ': ') > 0 THEN substr(reason, 1, instr(reason, ': ') - 1) ELSE reason END AS short,
               count(*)
        FROM entry WHERE sequence <= ? GROUP BY kind, short ORDER BY kind, short)");
    row.bind(1, bound(up_to));
    std::vector<EntryCount> counts;
    while (row.executeStep()) {
      counts.push_back({kind_named(row.getColumn(0).getString()), row.getColumn(1).getString(),
                        static_cast<std::uint64_t>(row.getColumn(2).getInt64())});
    }
    return counts;
  });
}

Result<std::vector<Sequence>> Journal::past_texts(Sequence up_to) const {
  return state_->guarded([&]() -> Result<std::vector<Sequence>> {
    SQLite::Statement row(state_->database, R"(
        SELECT DISTINCT since FROM entry WHERE sequence <= ?1 AND since > 0 EXCEPT
        SELECT since FROM entry WHERE sequence IN (SELECT max(sequence) FROM entry WHERE sequence <= ?1 GROUP BY page)
        ORDER BY since)");
    row.bind(1, bound(up_to));
    std::vector<Sequence> texts;
    while (row.executeStep()) texts.push_back(static_cast<Sequence>(row.getColumn(0).getInt64()));
    return texts;
  });
}

Result<std::map<PageId, JournalEntry>> Journal::live_pages(Sequence up_to) const {
  return state_->guarded([&]() -> Result<std::map<PageId, JournalEntry>> {
    SQLite::Statement row(state_->database, std::string("SELECT ") + kColumns + R"(
        FROM entry WHERE live = 1 AND sequence IN (SELECT max(sequence) FROM entry WHERE sequence <= ? GROUP BY page))");
    row.bind(1, bound(up_to));
    std::map<PageId, JournalEntry> pages;
    while (row.executeStep()) {
      JournalEntry entry = read_entry(row);
      PageId page = entry.page;
      pages.emplace(std::move(page), std::move(entry));
    }
    return pages;
  });
}

}  // namespace izvor
