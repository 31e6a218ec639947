#include "crawler/frontier/frontier.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <array>
#include <map>
#include <utility>

#include "crawler/frontier/catalogue_rows.h"
#include "crawler/frontier/frontier_tables.h"
#include "crawler/frontier/known_addresses.h"

namespace izvor {
namespace {

constexpr std::array kPriorities = {Priority::kPing, Priority::kSitemap, Priority::kNews, Priority::kDue};
constexpr std::array kSignalsLast = {Priority::kSitemap, Priority::kDue, Priority::kPing, Priority::kNews};
// A page that nobody has seen yet is worth more than any news of one that is known.
constexpr double kValueOfNew = 1e9;

// Both origins of a host.
void bind_origins(SQLite::Statement& query, std::string_view authority) {
  query.bind(1, "http://" + std::string(authority));
  query.bind(2, "https://" + std::string(authority));
}

}  // namespace

// Holds the statements that every page uses; the others are prepared when needed.
struct Frontier::State {
  explicit State(SQLite::Database& catalogue)
      : db(catalogue),
        find(db, "SELECT " IZVOR_ENTRY_COLUMNS " FROM frontier WHERE url = ?"),
        next(db,
             "SELECT " IZVOR_ENTRY_COLUMNS
             " FROM frontier WHERE origin = ?1 AND priority = ?2 AND due <= ?3 AND (pass < ?4 OR ?4 = 0) ORDER BY due, id "
             "LIMIT 1"),
        next_news(db,
                  "SELECT " IZVOR_ENTRY_COLUMNS
                  " FROM frontier INDEXED BY frontier_news WHERE origin = ?1 AND priority = 2 AND due <= ?3 AND (pass < ?4 "
                  "OR ?4 = 0) ORDER BY value DESC LIMIT 1"),
        next_ping(db, "SELECT " IZVOR_ENTRY_COLUMNS
                      " FROM frontier INDEXED BY frontier_pings WHERE origin = ?1 AND priority = 0 AND due <= ?3 AND (pass < "
                      "?4 OR ?4 = 0) ORDER BY (last_success IS NULL), due, id LIMIT 1"),
        first_due(db, "SELECT min(due) FROM frontier WHERE origin = ? AND priority = ?"),
        known(db, "SELECT 1 FROM frontier WHERE url = ?"),
        longest_due(db, "SELECT " IZVOR_ENTRY_COLUMNS
                        " FROM frontier WHERE origin = ?1 AND priority = 3 AND due <= ?2 AND (pass < ?3 OR ?3 = 0) "
                        "ORDER BY due, id LIMIT ?4"),
        find_due(db, "SELECT " IZVOR_ENTRY_COLUMNS
                     " FROM frontier WHERE url = ?1 AND priority = 3 AND due <= ?2 AND (pass < ?3 OR ?3 = 0)") {}

  SQLite::Statement& writing(std::unique_ptr<SQLite::Statement>& slot, const char* sql) {
    if (!slot) slot = std::make_unique<SQLite::Statement>(db, sql);
    slot->reset();
    return *slot;
  }

  // News by value; pings of pages that people may have found already before pings of others.
  SQLite::Statement& next_of(Priority priority) {
    if (priority == Priority::kPing) return next_ping;
    return priority == Priority::kNews ? next_news : next;
  }

  SQLite::Database& db;
  SQLite::Statement find, next, next_news, next_ping, first_due, known, longest_due, find_due;
  std::unique_ptr<SQLite::Statement> insert, count, settle, clear_skipped, put_host, note_lastmod, put_signal;
  KnownAddresses seen;
  std::map<std::string, std::int64_t> new_pages;  ///< Of each host, not counted in its row yet.
};

Frontier::Frontier(SQLite::Database& catalogue) {
  guarded([&] {
    make_frontier_tables(catalogue);
    state_ = std::make_unique<State>(catalogue);
  });
}

Frontier::Frontier(SQLite::Database& catalogue, Reading /*reading*/) {
  guarded([&] { state_ = std::make_unique<State>(catalogue); });
}

bool Frontier::exists(SQLite::Database& catalogue) {
  return guarded([&] {
    if (!catalogue.tableExists("frontier_pass")) return false;
    // A frontier of an earlier version, by authority, is brought up to date by the next run.
    return catalogue.execAndGet("SELECT count(*) FROM pragma_table_info('frontier') WHERE name = 'origin'").getInt() > 0;
  });
}

Frontier::Frontier(Frontier&&) noexcept = default;
Frontier& Frontier::operator=(Frontier&&) noexcept = default;
Frontier::~Frontier() = default;

bool Frontier::add(const Url& url, EntryKind kind, Priority priority, UtcTime due, unsigned redirect_hops) {
  return guarded([&] {
    const std::string origin(url.origin());
    SQLite::Statement& insert = state_->writing(state_->insert,
                                                "INSERT OR IGNORE INTO frontier (url, origin, kind, state, priority, due, "
                                                "redirect_hops, value) VALUES (?, ?, ?, 0, ?, ?, ?, ?)");
    insert.bind(1, url.str());
    insert.bind(2, origin);
    insert.bind(3, static_cast<int>(kind));
    insert.bind(4, static_cast<int>(priority));
    insert.bind(5, unix_seconds(due));
    insert.bind(6, redirect_hops);
    insert.bind(7, kValueOfNew);
    const bool is_new = insert.exec() != 0;
    state_->seen.add(url);
    if (is_new) state_->new_pages[origin] += kind == EntryKind::kPage ? 1 : 0;
    return is_new;
  });
}

bool Frontier::knows(const Url& url) {
  if (has_seen(url)) return true;
  return guarded([&] {
    SQLite::Statement& known = state_->known;
    known.reset();
    known.bind(1, url.str());
    const bool found = known.executeStep();
    known.reset();
    if (found) state_->seen.add(url);
    return found;
  });
}

bool Frontier::has_seen(const Url& url) const { return state_->seen.has(url); }

void Frontier::write_counts() {
  guarded([&] {
    for (const auto& [origin, pages] : state_->new_pages) {
      SQLite::Statement& count = state_->writing(state_->count,
                                                 "INSERT INTO frontier_hosts (origin, pages) VALUES (?1, ?2) ON CONFLICT "
                                                 "(origin) DO UPDATE SET pages = pages + ?2");
      count.bind(1, origin);
      count.bind(2, pages);
      count.exec();
    }
    state_->new_pages.clear();
  });
}

void Frontier::ping(const Url& url, UtcTime now) {
  guarded([&] {
    if (add(url, EntryKind::kPage, Priority::kPing, now)) return;
    SQLite::Statement update(state_->db, "UPDATE frontier SET priority = ?, due = ?, pass = 0, failures = 0 WHERE url = ?");
    update.bind(1, static_cast<int>(Priority::kPing));
    update.bind(2, unix_seconds(now));
    update.bind(3, url.str());
    update.exec();
  });
}

bool Frontier::note_lastmod(const Url& url, UtcTime lastmod) {
  return guarded([&] {
    // A first lastmod is no news of a page that was fetched after it.
    SQLite::Statement& note =
        state_->writing(state_->note_lastmod,
                        "UPDATE frontier SET lastmod = ?2 WHERE url = ?1 AND lastmod IS NOT ?2 RETURNING last_fetch < ?2");
    note.bind(1, url.str());
    note.bind(2, unix_seconds(lastmod));
    const bool is_news = note.executeStep() && !note.getColumn(0).isNull() && note.getColumn(0).getInt() != 0;
    note.reset();
    return is_news;
  });
}

void Frontier::put_signal(const FrontierEntry& entry, UtcTime now, std::optional<double> value) {
  guarded([&] {
    SQLite::Statement& put =
        state_->writing(state_->put_signal, "UPDATE frontier SET signals = ?, signal_kind = ? WHERE url = ?");
    put.bind(1, entry.signals);
    put.bind(2, static_cast<int>(entry.signal_kind));
    put.bind(3, entry.url.str());
    put.exec();
    if (!value) return;
    // A ping that waits keeps its place.
    SQLite::Statement promote(
        state_->db, "UPDATE frontier SET priority = min(priority, ?), due = min(due, ?), value = ?, pass = 0 WHERE url = ?");
    promote.bind(1, static_cast<int>(entry.kind == EntryKind::kSitemap ? Priority::kSitemap : Priority::kNews));
    promote.bind(2, unix_seconds(now));
    promote.bind(3, *value);
    promote.bind(4, entry.url.str());
    promote.exec();
  });
}

std::optional<FrontierEntry> Frontier::find(const Url& url) {
  return guarded([&]() -> std::optional<FrontierEntry> {
    SQLite::Statement& find = state_->find;
    find.reset();
    find.bind(1, url.str());
    std::optional<FrontierEntry> entry;
    if (find.executeStep()) entry = read_entry(find);
    find.reset();
    return entry;
  });
}

void Frontier::settle(const FrontierEntry& entry, std::uint64_t pass) {
  guarded([&] {
    SQLite::Statement& update = state_->writing(
        state_->settle,
        "UPDATE frontier SET state = ?, priority = ?, due = ?, etag = ?, last_modified = ?, failures = ?, missing_since = ?, "
        "redirect_hops = ?, redirect_target = ?, last_fetch = ?, last_success = ?, last_status = ?, last_result = ?, "
        "pass = max(pass, ?), belief = ?, text_digest = ?, signals = ?, signal_kind = ? WHERE url = ?");
    update.bind(1, static_cast<int>(entry.state));
    update.bind(2, static_cast<int>(entry.priority));
    update.bind(3, unix_seconds(entry.due));
    update.bind(4, entry.etag);
    update.bind(5, entry.last_modified);
    update.bind(6, entry.failures);
    bind_time(update, 7, entry.missing_since);
    update.bind(8, entry.redirect_hops);
    update.bind(9, entry.redirect_target);
    bind_time(update, 10, entry.last_fetch);
    bind_time(update, 11, entry.last_success);
    update.bind(12, entry.last_status);
    update.bind(13, entry.last_result);
    update.bind(14, static_cast<std::int64_t>(pass));
    const std::string belief = entry.belief.visits() > 0 ? entry.belief.bytes() : std::string();
    update.bind(15, belief.data(), static_cast<int>(belief.size()));
    update.bind(16, static_cast<std::int64_t>(entry.text_digest));
    update.bind(17, entry.signals);
    update.bind(18, static_cast<int>(entry.signal_kind));
    update.bind(19, entry.url.str());
    update.exec();
  });
}

std::optional<FrontierEntry> Frontier::next(const std::string& origin, UtcTime now, std::uint64_t pass, bool signals_last) {
  return guarded([&]() -> std::optional<FrontierEntry> {
    // One query a priority, so that each is a single step into the index however many entries are not due.
    for (const Priority priority : signals_last ? kSignalsLast : kPriorities) {
      SQLite::Statement& next = state_->next_of(priority);
      next.reset();
      next.bind(1, origin);
      if (&next == &state_->next) next.bind(2, static_cast<int>(priority));
      next.bind(3, unix_seconds(now));
      next.bind(4, static_cast<std::int64_t>(pass));
      std::optional<FrontierEntry> entry;
      if (next.executeStep()) entry = read_entry(next);
      next.reset();
      if (entry) return entry;
    }
    return std::nullopt;
  });
}

std::vector<FrontierEntry> Frontier::longest_due(const std::string& origin, UtcTime now, std::uint64_t pass,
                                                 std::size_t limit) {
  return guarded([&] {
    SQLite::Statement& query = state_->longest_due;
    query.reset();
    query.bind(1, origin);
    query.bind(2, unix_seconds(now));
    query.bind(3, static_cast<std::int64_t>(pass));
    query.bind(4, static_cast<std::int64_t>(limit));
    std::vector<FrontierEntry> entries;
    while (query.executeStep()) {
      if (std::optional<FrontierEntry> entry = read_entry(query)) entries.push_back(std::move(*entry));
    }
    query.reset();
    return entries;
  });
}

std::optional<FrontierEntry> Frontier::find_due(const Url& url, UtcTime now, std::uint64_t pass) {
  return guarded([&] {
    SQLite::Statement& find = state_->find_due;
    find.reset();
    find.bind(1, url.str());
    find.bind(2, unix_seconds(now));
    find.bind(3, static_cast<std::int64_t>(pass));
    std::optional<FrontierEntry> entry;
    if (find.executeStep()) entry = read_entry(find);
    find.reset();
    return entry;
  });
}

std::vector<FrontierEntry> Frontier::upcoming(UtcTime now, std::size_t limit) {
  return guarded([&] {
    SQLite::Statement query(state_->db,
                            "SELECT " IZVOR_ENTRY_COLUMNS " FROM frontier WHERE due <= ? ORDER BY priority, due, id LIMIT ?");
    query.bind(1, unix_seconds(now));
    query.bind(2, static_cast<std::int64_t>(limit));
    std::vector<FrontierEntry> entries;
    while (query.executeStep()) {
      if (std::optional<FrontierEntry> entry = read_entry(query)) entries.push_back(std::move(*entry));
    }
    return entries;
  });
}

std::optional<UtcTime> Frontier::next_due(const std::string& origin) {
  return guarded([&] {
    std::optional<UtcTime> earliest;
    SQLite::Statement& first_due = state_->first_due;
    for (const Priority priority : kPriorities) {
      first_due.reset();
      first_due.bind(1, origin);
      first_due.bind(2, static_cast<int>(priority));
      if (!first_due.executeStep()) continue;
      const std::optional<UtcTime> due = optional_time(first_due.getColumn(0));
      if (due && (!earliest || *due < *earliest)) earliest = due;
    }
    first_due.reset();
    return earliest;
  });
}

std::uint64_t Frontier::count_due(const std::string& origin, UtcTime now, std::uint64_t pass) {
  return guarded([&] {
    SQLite::Statement query(state_->db,
                            "SELECT count(*) FROM frontier WHERE origin = ?1 AND due <= ?2 AND (pass < ?3 OR ?3 = 0)");
    query.bind(1, origin);
    query.bind(2, unix_seconds(now));
    query.bind(3, static_cast<std::int64_t>(pass));
    query.executeStep();
    return static_cast<std::uint64_t>(query.getColumn(0).getInt64());
  });
}

std::uint64_t Frontier::kept_pages(std::string_view authority) {
  return guarded([&] {
    SQLite::Statement query(state_->db,
                            "SELECT count(*) FROM frontier WHERE origin IN (?, ?) AND kind = 0 AND state NOT IN (0, 3) AND "
                            "last_success IS NOT NULL");
    bind_origins(query, authority);
    query.executeStep();
    return static_cast<std::uint64_t>(query.getColumn(0).getInt64());
  });
}

std::uint64_t Frontier::gone_since(std::string_view authority, UtcTime since) {
  return guarded([&] {
    SQLite::Statement query(state_->db,
                            "SELECT count(*) FROM frontier WHERE origin IN (?, ?) AND state = 3 AND missing_since IS NOT NULL "
                            "AND last_fetch >= ?");
    bind_origins(query, authority);
    query.bind(3, unix_seconds(since));
    query.executeStep();
    return static_cast<std::uint64_t>(query.getColumn(0).getInt64());
  });
}

std::vector<Url> Frontier::kept_addresses(std::int64_t& after, std::size_t limit) {
  return guarded([&] {
    SQLite::Statement query(state_->db,
                            "SELECT id, url FROM frontier WHERE id > ? AND kind = 0 AND state <> 3 AND last_success IS NOT "
                            "NULL ORDER BY id LIMIT ?");
    query.bind(1, after);
    query.bind(2, static_cast<std::int64_t>(limit));
    std::vector<Url> addresses;
    while (query.executeStep()) {
      after = query.getColumn(0).getInt64();
      if (Result<Url> url = Url::parse(query.getColumn(1).getString())) addresses.push_back(std::move(*url));
    }
    return addresses;
  });
}

std::vector<Url> Frontier::unvisited(const std::string& origin, std::int64_t& after, std::size_t limit) {
  return guarded([&] {
    SQLite::Statement query(state_->db,
                            "SELECT id, url FROM frontier WHERE origin = ? AND id > ? AND kind = 0 AND last_fetch IS NULL ORDER "
                            "BY id LIMIT ?");
    query.bind(1, origin);
    query.bind(2, after);
    query.bind(3, static_cast<std::int64_t>(limit));
    std::vector<Url> addresses;
    while (query.executeStep()) {
      after = query.getColumn(0).getInt64();
      if (Result<Url> url = Url::parse(query.getColumn(1).getString())) addresses.push_back(std::move(*url));
    }
    return addresses;
  });
}

std::vector<HostRecord> Frontier::hosts() {
  write_counts();
  return guarded([&] {
    SQLite::Statement query(
        state_->db,
        "SELECT origin, pages, crawl_delay_ms, latency_ms, last_request, held_until, held_reason, last_success "
        "FROM frontier_hosts ORDER BY origin");
    std::vector<HostRecord> hosts;
    while (query.executeStep()) {
      hosts.push_back({.origin = query.getColumn(0).getString(),
                       .pages = static_cast<std::uint64_t>(query.getColumn(1).getInt64()),
                       .crawl_delay_ms = query.getColumn(2).getInt64(),
                       .latency_ms = query.getColumn(3).getInt64(),
                       .last_request = optional_time(query.getColumn(4)),
                       .held_until = optional_time(query.getColumn(5)),
                       .held_reason = query.getColumn(6).getString(),
                       .last_success = optional_time(query.getColumn(7))});
    }
    return hosts;
  });
}

void Frontier::put_host(const HostRecord& host) {
  guarded([&] {
    SQLite::Statement& put = state_->writing(
        state_->put_host,
        "INSERT INTO frontier_hosts (origin, crawl_delay_ms, latency_ms, last_request, held_until, held_reason, "
        "last_success) "
        "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (origin) DO UPDATE SET crawl_delay_ms = excluded.crawl_delay_ms, "
        "latency_ms = excluded.latency_ms, last_request = excluded.last_request, held_until = excluded.held_until, "
        "held_reason = excluded.held_reason, last_success = excluded.last_success");
    put.bind(1, host.origin);
    put.bind(2, host.crawl_delay_ms);
    put.bind(3, host.latency_ms);
    bind_time(put, 4, host.last_request);
    bind_time(put, 5, host.held_until);
    put.bind(6, host.held_reason);
    bind_time(put, 7, host.last_success);
    put.exec();
  });
}

std::optional<RobotsRecord> Frontier::robots_of(const std::string& origin) {
  return guarded([&]() -> std::optional<RobotsRecord> {
    SQLite::Statement query(state_->db, "SELECT fetched, expires, status, body FROM frontier_robots WHERE origin = ?");
    query.bind(1, origin);
    if (!query.executeStep()) return std::nullopt;
    return RobotsRecord{.origin = origin,
                        .fetched = time_of(query.getColumn(0).getInt64()),
                        .expires = time_of(query.getColumn(1).getInt64()),
                        .status = query.getColumn(2).getInt(),
                        .body = query.getColumn(3).getString()};
  });
}

void Frontier::put_robots(const RobotsRecord& robots) {
  guarded([&] {
    SQLite::Statement put(
        state_->db, "INSERT OR REPLACE INTO frontier_robots (origin, fetched, expires, status, body) VALUES (?, ?, ?, ?, ?)");
    put.bind(1, robots.origin);
    put.bind(2, unix_seconds(robots.fetched));
    put.bind(3, unix_seconds(robots.expires));
    put.bind(4, robots.status);
    put.bind(5, robots.body.data(), static_cast<int>(robots.body.size()));
    put.exec();
  });
}

void Frontier::note_skipped(const std::string& what, UtcTime when, const std::string& reason) {
  guarded([&] {
    SQLite::Statement note(state_->db, "INSERT OR REPLACE INTO skipped (address, time, reason) VALUES (?, ?, ?)");
    note.bind(1, what);
    note.bind(2, unix_seconds(when));
    note.bind(3, reason);
    note.exec();
  });
}

void Frontier::clear_skipped(const Url& url) {
  guarded([&] {
    SQLite::Statement& clear = state_->writing(state_->clear_skipped, "DELETE FROM skipped WHERE address = ?");
    clear.bind(1, url.str());
    clear.exec();
  });
}

std::uint64_t Frontier::begin_pass() {
  return guarded([&] {
    state_->db.exec(
        "INSERT INTO frontier_pass (only, number, unfinished) VALUES (1, 1, 1) "
        "ON CONFLICT (only) DO UPDATE SET number = number + (unfinished = 0), unfinished = 1");
    return static_cast<std::uint64_t>(state_->db.execAndGet("SELECT number FROM frontier_pass").getInt64());
  });
}

void Frontier::end_pass() {
  guarded([&] { state_->db.exec("UPDATE frontier_pass SET unfinished = 0"); });
}

}  // namespace izvor
