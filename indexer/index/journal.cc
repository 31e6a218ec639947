#include "indexer/index/journal.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <algorithm>
#include <array>
#include <utility>

namespace izvor {
namespace {

constexpr int kVersion = 3;
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
    title TEXT NOT NULL,
    rank TEXT NOT NULL,
    state TEXT NOT NULL,
    asks INTEGER NOT NULL
  );
  CREATE INDEX IF NOT EXISTS entry_page ON entry (page, fetched, rank);
)";

constexpr const char* kColumns =
    "sequence, page, url, fetched, kind, reason, live, text_digest, facts_digest, since, valid_from, extractor, title, rank, "
    "state, asks";

constexpr const char* kFindingColumns = "SELECT sequence, fetched, rank, state, asks, text_digest, page FROM entry ";
constexpr const char* kInFeed = "kind IN ('new', 'changed', 'gone', 'added to the past')";

constexpr std::array<std::string_view, 7> kKindNames{"new",     "changed",     "unchanged",        "gone",
                                                     "skipped", "quarantined", "added to the past"};

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
  entry.rank = row.getColumn(13).getString();
  entry.state = row.getColumn(14).getString();
  entry.asks = static_cast<Asks>(row.getColumn(15).getInt());
  return entry;
}

VersionFinding read_finding(SQLite::Statement& row) {
  return {.sequence = static_cast<Sequence>(row.getColumn(0).getInt64()),
          .fetched = UtcTime(std::chrono::seconds(row.getColumn(1).getInt64())),
          .rank = row.getColumn(2).getString(),
          .state = row.getColumn(3).getString(),
          .asks = static_cast<Asks>(row.getColumn(4).getInt()),
          .text_digest = row.getColumn(5).getString()};
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
  row.bind(14, entry.rank);
  row.bind(15, entry.state);
  row.bind(16, static_cast<int>(entry.asks));
}

std::int64_t bound(Sequence sequence) { return static_cast<std::int64_t>(std::min<Sequence>(sequence, INT64_MAX)); }

}  // namespace

std::string_view name_of(EntryKind kind) { return kKindNames.at(static_cast<std::size_t>(kind)); }

VersionFinding finding_of(const JournalEntry& entry) {
  return {.sequence = entry.sequence,
          .fetched = entry.fetched,
          .rank = entry.rank,
          .state = entry.state,
          .asks = entry.asks,
          .text_digest = entry.text_digest};
}

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
    auto state = std::make_unique<State>(file, SQLite::OPEN_READONLY);
    if (state->database.execAndGet("PRAGMA user_version").getInt() != kVersion) {
      return fail("the journal " + file.string() + " is of another version; run `izvor-indexer rebuild`");
    }
    return Journal(std::move(state));
  } catch (const SQLite::Exception& error) {
    return fail("cannot open the journal " + file.string() + ": " + error.what());
  }
}

Result<void> Journal::put(const std::vector<JournalEntry>& entries) {
  return state_->guarded([&]() -> Result<void> {
    SQLite::Transaction transaction(state_->database);
    SQLite::Statement row(state_->database, std::string("INSERT OR REPLACE INTO entry (") + kColumns +
                                                ") VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
    for (const JournalEntry& entry : entries) {
      bind_entry(row, entry);
      row.exec();
      row.reset();
    }
    transaction.commit();
    return {};
  });
}

Result<std::vector<VersionFinding>> Journal::findings_of(const PageId& page, Sequence before) const {
  return state_->guarded([&]() -> Result<std::vector<VersionFinding>> {
    SQLite::Statement row(state_->database,
                          std::string(kFindingColumns) + "WHERE page = ? AND sequence < ? ORDER BY fetched, rank, sequence");
    row.bind(1, page);
    row.bind(2, bound(before));
    std::vector<VersionFinding> findings;
    while (row.executeStep()) findings.push_back(read_finding(row));
    return findings;
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
                              (feed_only ? std::string(" AND ") + kInFeed : std::string()) + " ORDER BY sequence LIMIT ?");
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
                                                " FROM entry WHERE sequence > ? AND sequence <= ? AND " + kInFeed +
                                                " ORDER BY sequence DESC LIMIT ?");
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

Result<JournalTexts> Journal::texts(Sequence up_to) const {
  return state_->guarded([&]() -> Result<JournalTexts> {
    JournalTexts texts;
    const auto take = [&](const PageId& page, const std::vector<VersionFinding>& findings) -> Result<void> {
      const Timeline timeline = timeline_of(findings);
      for (const HeldText& text : timeline.past) texts.past.emplace(text.since, text);
      if (!timeline.live) return {};
      Result<std::optional<JournalEntry>> shown = entry(timeline.live->shown);
      if (!shown) return fail(shown.error().message);
      if (!*shown) return {};
      (*shown)->since = timeline.live->since;
      (*shown)->valid_from = timeline.live->valid_from;
      texts.live.emplace(page, **std::move(shown));
      return {};
    };
    SQLite::Statement row(state_->database,
                          std::string(kFindingColumns) + "WHERE sequence <= ? ORDER BY page, fetched, rank, sequence");
    row.bind(1, bound(up_to));
    PageId page;
    std::vector<VersionFinding> findings;
    while (row.executeStep()) {
      if (PageId next = row.getColumn(6).getString(); next != page) {
        if (Result<void> taken = take(page, findings); !taken) return fail(taken.error().message);
        page = std::move(next);
        findings.clear();
      }
      findings.push_back(read_finding(row));
    }
    if (Result<void> taken = take(page, findings); !taken) return fail(taken.error().message);
    return texts;
  });
}

Result<std::vector<PageId>> Journal::pages_out_of_order() const {
  return state_->guarded([&]() -> Result<std::vector<PageId>> {
    SQLite::Statement row(state_->database, R"(
        SELECT DISTINCT page FROM (
          SELECT page, sequence, lag(sequence) OVER (PARTITION BY page ORDER BY fetched, rank, sequence) AS before FROM entry)
        WHERE before > sequence)");
    std::vector<PageId> pages;
    while (row.executeStep()) pages.push_back(row.getColumn(0).getString());
    return pages;
  });
}

}  // namespace izvor
