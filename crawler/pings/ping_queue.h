// PingQueue: addresses of which somebody said that they changed, waiting for the crawler (pings.sqlite in the archive's
// folder).
//
// A database of its own, so that pings are accepted at all times, also while a run or an import holds the archive. Several
// processes may add at once; the crawler takes, and the indexer says since when what it fetched is searchable. What `add`
// returned for survives a power cut (synchronous FULL). SQL schema, user_version 2:
//
//   pings  number (key, ascending), id (what the sender knows it by: 16 random hexadecimal digits), url, host (authority of the
//   url), source ("command line", "api"), received (seconds since 1970), repeats (pings for the same page while it waited), visited
//   (NULL while it waits), outcome (one line), version (archive number of what the visit kept; 0: nothing new; or NULL), searchable (since when
//   it is, or NULL), refused (why the index does not show that version; empty). Only one row of an url waits.
//
// A page that is pinged again while the crawler fetches it must be fetched once more: the row counts one repeat more, and `done`
// ends only a row whose repeats are those that the crawler has seen. Rows that are done stay for a week, and of them the last
// 100,000. Belongs to one thread; open one per thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "izvor/page_version.h"
#include "izvor/result.h"
#include "izvor/url.h"
#include "izvor/utc_time.h"

namespace izvor {

/// One that waits.
struct Ping {
  std::uint64_t number = 0;
  Url url;
  std::string source;
  UtcTime received;
  std::uint64_t repeats = 0;
};

struct AddedPing {
  std::string id;
  Url url;
  bool is_new = false;  ///< No ping for the page was waiting.
};

/// What a visit made of the pinged page.
struct PingOutcome {
  std::string words;                   ///< "kept as version 7", "not modified", "robots.txt: Disallow: /x (line 2)"
  std::optional<Sequence> version = {};  ///< Kept by this visit.
  bool unchanged = false;                ///< The page is kept, and says what it said.
};

/// What became of a ping.
struct PingFate {
  std::string id;
  std::string url;
  UtcTime received{};
  std::optional<UtcTime> visited = {};
  std::string outcome = {};
  bool unchanged = false;
  std::optional<Sequence> version = {};
  std::optional<UtcTime> searchable = {};
  std::string refused = {};
};

/// "queued"; then "fetched" (kept as `version`) and later "searchable"; or "unchanged"; or "refused", for the reason in `refused` or
/// else in `outcome`.
[[nodiscard]] std::string_view state_of(const PingFate& fate);

class PingQueue {
 public:
  /// At most this many pages wait; more are refused, so that nobody fills the disk.
  static constexpr std::size_t kMaxWaiting = 1'000'000;
  static constexpr const char* kFile = "pings.sqlite";

  /// Opens or creates `folder`/pings.sqlite.
  [[nodiscard]] static Result<PingQueue> open(const std::filesystem::path& folder);

  PingQueue(PingQueue&&) noexcept;
  PingQueue& operator=(PingQueue&&) noexcept;
  ~PingQueue();

  /// Adds all or nothing, durably, and returns them in the same order.
  [[nodiscard]] Result<std::vector<AddedPing>> add(const std::vector<Url>& urls, const std::string& source, UtcTime received);
  /// Those that wait, with a number above `after`, oldest first, at most `limit`; of one host (Url::authority) if it is given.
  /// They stay until `done`.
  [[nodiscard]] Result<std::vector<Ping>> pending(std::uint64_t after, std::size_t limit, std::string_view host = {});
  /// The page was visited at `now`. False when it was pinged again meanwhile: it waits on, and `ping` knows of the repeats.
  [[nodiscard]] Result<bool> done(Ping& ping, const PingOutcome& outcome, UtcTime now);
  [[nodiscard]] Result<std::size_t> waiting();

  /// None for an id that nobody was given, or that was forgotten.
  [[nodiscard]] Result<std::optional<PingFate>> fate_of(std::string_view id);
  /// The versions that pings wait for to be searchable, up to `up_to`, ascending, at most 1,000.
  [[nodiscard]] Result<std::vector<Sequence>> versions_awaited(Sequence up_to);
  /// The index shows that version since `now`; or never, for the reason.
  [[nodiscard]] Result<void> note_indexed(Sequence version, UtcTime now, const std::string& refused);

 private:
  struct State;
  explicit PingQueue(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace izvor
