// Frontier: every address that the crawler knows, and when each is due; tables of the archive's catalogue.
//
// Its writes join the transaction of the page versions, which is always open: PageArchive::acknowledge() makes both durable, so
// that after kill -9 a page is either fetched and settled, or neither. SQLite's troubles (disk full, damage) come out as
// std::runtime_error. Belongs to one thread, like the archive whose connection it uses, and must die before it.
//
// Tables (times are Unix seconds, UTC; no time is NULL):
//
//   frontier         one row an address: FrontierEntry, its origin, `pass`, the last pass (run --once) that settled it, and `value`, what a
//                    visit that a signal asks for is worth (crawler/schedule); news is served by value
//   frontier_hosts   one row an origin: pages counted for the cap, pace, holds, last success
//   frontier_robots  one row an origin: its last robots.txt, the status (0: unreachable), and until when it holds
//   frontier_pass    one row: the number of the pass, and whether it is unfinished, so that the next run goes on with it
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crawler/frontier/frontier_entry.h"

namespace SQLite {
class Database;
}

namespace izvor {

/// What is remembered of an origin between runs. Robots.txt, failures and rests are an origin's own: a site that answers http
/// only must not rest because of one link with https.
struct HostRecord {
  std::string origin;  ///< "https://example.eu:8443"
  std::uint64_t pages = 0;
  std::int64_t crawl_delay_ms = 0;  ///< What robots.txt asks, capped; 0: nothing.
  std::int64_t latency_ms = 0;      ///< Of the last answer.
  std::optional<UtcTime> last_request = {};
  std::optional<UtcTime> held_until = {};  ///< The server asked for a pause, or cannot be reached.
  std::string held_reason = {};
  std::optional<UtcTime> last_success = {};
};

/// The last robots.txt of an origin.
struct RobotsRecord {
  std::string origin;
  UtcTime fetched{};
  UtcTime expires{};
  int status = 0;
  std::string body;
};

class Frontier {
 public:
  /// Creates the tables where they are missing; the connection must be allowed to write.
  explicit Frontier(SQLite::Database& catalogue);
  /// For a connection that only reads; false when no crawl has made the tables yet.
  [[nodiscard]] static bool exists(SQLite::Database& catalogue);
  Frontier(Frontier&&) noexcept;
  Frontier& operator=(Frontier&&) noexcept;
  ~Frontier();

  struct Reading {};
  /// Reads existing tables; the functions that write must not be called.
  Frontier(SQLite::Database& catalogue, Reading reading);

  /// Makes an address known, due at `due`. False when it was known already; nothing changes then.
  bool add(const Url& url, EntryKind kind, Priority priority, UtcTime due, unsigned redirect_hops = 0);
  /// Whether the address is known, and whether that is known without asking the table: most links lead to addresses that were
  /// seen a moment ago.
  [[nodiscard]] bool knows(const Url& url);
  [[nodiscard]] bool has_seen(const Url& url) const;
  /// Pages of the origin that were never asked for, behind the row `after`, which moves on; at most `limit`.
  [[nodiscard]] std::vector<Url> unvisited(const std::string& origin, std::int64_t& after, std::size_t limit);
  /// Writes how many pages `add` has brought to each host; before what it added is committed.
  void write_counts();
  /// Someone asked: due now, before all others, also in a pass that has seen it.
  void ping(const Url& url, UtcTime now);
  /// A sitemap or feed says when the address changed. True when that is news: later than the last visit, and not what was said
  /// before.
  bool note_lastmod(const Url& url, UtcTime lastmod);
  /// Keeps that a signal came; with `value`, the page is due now, as news of that value, also in a pass that has seen it.
  void put_signal(const FrontierEntry& entry, UtcTime now, std::optional<double> value);
  [[nodiscard]] std::optional<FrontierEntry> find(const Url& url);
  /// Writes what a visit found. `pass` 0: not settled for a pass.
  void settle(const FrontierEntry& entry, std::uint64_t pass);

  /// The entry of that host to fetch next: due at `now`, and not settled in `pass` (0: whatever the pass). `signals_last`: what
  /// signals ask for has had its share, and comes after what is due by itself.
  [[nodiscard]] std::optional<FrontierEntry> next(const std::string& origin, UtcTime now, std::uint64_t pass,
                                                  bool signals_last = false);
  /// What `next` would yield of Priority::kDue one after the other.
  [[nodiscard]] std::vector<FrontierEntry> longest_due(const std::string& origin, UtcTime now, std::uint64_t pass,
                                                       std::size_t limit);
  /// The entry, if `next` may yield it as Priority::kDue.
  [[nodiscard]] std::optional<FrontierEntry> find_due(const Url& url, UtcTime now, std::uint64_t pass);
  /// The first `limit` due entries of all hosts, most urgent first; for showing.
  [[nodiscard]] std::vector<FrontierEntry> upcoming(UtcTime now, std::size_t limit);
  /// When that host's next entry is due; none when it has none.
  [[nodiscard]] std::optional<UtcTime> next_due(const std::string& origin);

  /// How many entries of that host `next` would yield.
  [[nodiscard]] std::uint64_t count_due(const std::string& origin, UtcTime now, std::uint64_t pass);

  /// Pages of the host, of its http and https origins together, that have content, or had it and are not known to be gone.
  [[nodiscard]] std::uint64_t kept_pages(std::string_view authority);
  /// Pages of the host that were found gone at `since` or later.
  [[nodiscard]] std::uint64_t gone_since(std::string_view authority, UtcTime since);
  /// Pages that a visit kept and that are not gone, at most `limit`, in an order of their own; `after` begins at 0 and moves on.
  [[nodiscard]] std::vector<Url> kept_addresses(std::int64_t& after, std::size_t limit);

  [[nodiscard]] std::vector<HostRecord> hosts();
  void put_host(const HostRecord& host);  ///< All but `pages`, which `add` counts.

  [[nodiscard]] std::optional<RobotsRecord> robots_of(const std::string& origin);
  void put_robots(const RobotsRecord& robots);

  /// As PageArchive::store_skipped, for what has no entry: the pattern of a trap.
  void note_skipped(const std::string& what, UtcTime when, const std::string& reason);
  /// The address was not left out after all: takes back PageArchive::store_skipped.
  void clear_skipped(const Url& url);

  /// The number of the pass to work on: the unfinished one, or a new one.
  [[nodiscard]] std::uint64_t begin_pass();
  void end_pass();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace izvor
