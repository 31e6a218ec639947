// Catalogue: what it knows of captures in time: visits, origins, and revisits that wait.
#include <algorithm>
#include <utility>

#include "crawler/archive/catalogue_state.h"

namespace izvor {
namespace {

constexpr std::size_t kMostInOneSecond = 1000;

constexpr const char* kVersionsOfPage = "FROM versions v JOIN pages p USING (page) WHERE v.page = ?1 AND v.fetched ";
/// The columns of `columns_and`; a visit may be of a page that has no version yet.
constexpr const char* kVisitsOfPage =
    "SELECT coalesce(v.sequence, 0), w.page, coalesce(p.url, ''), w.fetched, coalesce(v.kind, 1), coalesce(v.status, 0), "
    "coalesce(v.content_type, ''), coalesce(v.digest, ''), coalesce(v.file, ''), coalesce(v.offset, 0), coalesce(v.length, 0), "
    "coalesce(v.robots, ''), w.place, '' FROM visits w LEFT JOIN versions v ON v.sequence = w.sequence "
    "LEFT JOIN pages p ON p.page = w.page WHERE w.page = ?1 AND w.fetched ";

/// The second of the page's nearest record before or after another second: `order` is "DESC" or "ASC".
std::string nearest(const char* side, const char* order) {
  std::string sql;
  for (const char* table : {"versions", "visits"}) {
    sql.append(sql.empty() ? "" : " UNION ALL ").append("SELECT * FROM (SELECT fetched FROM ").append(table);
    sql.append(" WHERE page = ?1 AND fetched ").append(side).append(" ?2 ORDER BY fetched ").append(order).append(" LIMIT 1)");
  }
  return sql.append(" ORDER BY 1 ").append(order).append(" LIMIT 1");
}

WaitingRevisit waiting_of_row(SQLite::Statement& row) {
  WaitingRevisit revisit;
  revisit.id = row.getColumn(0).getString();
  revisit.page = row.getColumn(1).getString();
  revisit.fetched = time_of(row.getColumn(2));
  revisit.place = static_cast<std::uint32_t>(row.getColumn(3).getInt64());
  revisit.digest = row.getColumn(4).getString();
  revisit.original = row.getColumn(5).getString();
  revisit.target = row.getColumn(6).getString();
  revisit.target_time = time_of(row.getColumn(7));
  revisit.position = {row.getColumn(8).getString(), unsigned_of(row.getColumn(9)), unsigned_of(row.getColumn(10))};
  return revisit;
}

/// In capture order; a visit that became a version is there once.
std::vector<Sighting> in_order(std::vector<Sighting> sightings) {
  std::sort(sightings.begin(), sightings.end(),
            [](const Sighting& a, const Sighting& b) { return captured_before(a.state, b.state); });
  std::vector<Sighting> ordered;
  for (Sighting& sighting : sightings) {
    const bool again = !ordered.empty() && ordered.back().state.place == sighting.state.place &&
                       same_state(ordered.back().state, sighting.state);
    if (again) {
      ordered.back().is_version |= sighting.is_version;
    } else {
      ordered.push_back(std::move(sighting));
    }
  }
  return ordered;
}

}  // namespace

Result<void> Catalogue::add_visit(const PageId& page, UtcTime when, std::uint32_t place, Sequence sequence) {
  return state_
      ->execute("INSERT OR IGNORE INTO visits VALUES (?, ?, ?, ?)", page, seconds_of(when), static_cast<std::int64_t>(place),
                signed_of(sequence))
      .and_then([&] {
        return state_->execute("UPDATE pages SET visited = max(visited, ?2) WHERE page = ?1", page, seconds_of(when));
      });
}

Result<void> Catalogue::add_origin(const std::string& key, Sequence sequence) {
  return state_->execute("INSERT OR IGNORE INTO origins VALUES (?, ?)", key, signed_of(sequence));
}

Result<void> Catalogue::add_waiting(const WaitingRevisit& r) {
  return state_->execute("INSERT OR REPLACE INTO waiting VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", r.id, r.page,
                         seconds_of(r.fetched), static_cast<std::int64_t>(r.place), r.digest, r.original, r.target,
                         seconds_of(r.target_time), r.position.file, signed_of(r.position.offset),
                         signed_of(r.position.length));
}

Result<void> Catalogue::remove_waiting(const std::string& id) {
  return state_->execute("DELETE FROM waiting WHERE id = ? AND digest <> ''", id);
}

Result<std::vector<Sighting>> Catalogue::in_second(const PageId& page, UtcTime second) const {
  static const std::string versions = columns_and(kVersionsOfPage) + "= ?2 LIMIT 1001";
  static const std::string visits = std::string(kVisitsOfPage) + "= ?2 LIMIT 1001";
  std::vector<Sighting> found;
  for (const bool is_version : {true, false}) {
    auto rows = state_->select(is_version ? versions : visits, page, seconds_of(second));
    if (!rows) return tl::make_unexpected(rows.error());
    for (PageVersion& row : *rows) found.push_back({std::move(row), is_version});
  }
  if (found.size() > kMostInOneSecond) return fail("there are more than a thousand captures of one page in one second");
  return in_order(std::move(found));
}

Result<Surroundings> Catalogue::around(const PageId& page, UtcTime second) const {
  static const std::string before = nearest("<", "DESC"), after = nearest(">", "ASC");
  Surroundings found;
  auto same = in_second(page, second);
  if (!same) return tl::make_unexpected(same.error());
  found.same_second = std::move(*same);
  for (const bool past : {true, false}) {
    const auto nearby = state_->select_time(past ? before : after, page, seconds_of(second));
    if (!nearby) return tl::make_unexpected(nearby.error());
    if (!*nearby) continue;
    auto there = in_second(page, **nearby);
    if (!there) return tl::make_unexpected(there.error());
    if (there->empty()) continue;
    (past ? found.before : found.after) = past ? std::move(there->back()) : std::move(there->front());
  }
  return found;
}

Result<std::optional<UtcTime>> Catalogue::visited(const PageId& page) const {
  return state_->select_time("SELECT visited FROM pages WHERE page = ?", page);
}

Result<std::optional<PageVersion>> Catalogue::version_from(const std::string& key, const PageId& page) const {
  static const std::string sql = columns_and(
      "FROM origins o JOIN versions v ON v.sequence = o.sequence JOIN pages p USING (page) WHERE o.key = ?1 "
      "ORDER BY v.page = ?2 DESC, o.sequence LIMIT 1");
  return state_->select_one(sql, key, page);
}

Result<std::vector<PageVersion>> Catalogue::versions_from(const std::string& key) const {
  static const std::string sql = columns_and(
      "FROM origins o JOIN versions v ON v.sequence = o.sequence JOIN pages p USING (page) WHERE o.key = ?1 "
      "ORDER BY o.sequence");
  return state_->select(sql, key);
}

Result<std::vector<WaitingRevisit>> Catalogue::waiting_for(const std::vector<std::string>& keys, const PageId& page,
                                                           UtcTime when) const {
  std::map<std::string, WaitingRevisit> found;
  const auto look = [&](const char* sql, const auto&... values) {
    return state_->guarded([&]() -> Result<void> {
      SQLite::Statement& statement = state_->prepared(std::string("SELECT * FROM waiting WHERE ") + sql);
      const Use use(statement);
      SQLite::bind(statement, values...);
      while (statement.executeStep()) {
        WaitingRevisit revisit = waiting_of_row(statement);
        std::string id = revisit.id;
        found.emplace(std::move(id), std::move(revisit));
      }
      return {};
    });
  };
  Result<void> looked = look("target = ? AND target_time = ? AND target <> ''", page, seconds_of(when));
  for (const std::string& key : keys) {
    if (looked) looked = look("digest = ? AND digest <> ''", key);
    if (looked) looked = look("original = ? AND original <> ''", key);
  }
  if (!looked) return tl::make_unexpected(looked.error());
  std::vector<WaitingRevisit> revisits;
  for (auto& [id, revisit] : found) revisits.push_back(std::move(revisit));
  return revisits;
}

Result<bool> Catalogue::waits(const WaitingRevisit& revisit) const {
  return state_
      ->select_time("SELECT 1 FROM waiting WHERE page = ? AND fetched = ? AND place = ? AND digest = ? AND original = ? AND "
                    "target = ? AND target_time = ?",
                    revisit.page, seconds_of(revisit.fetched), static_cast<std::int64_t>(revisit.place), revisit.digest,
                    revisit.original, revisit.target, seconds_of(revisit.target_time))
      .map([](std::optional<UtcTime> found) { return found.has_value(); });
}

}  // namespace izvor
