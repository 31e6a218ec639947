// The frontier's tables as SQLite knows them: how they are made, and how values get into a row and out of it.
//
// Internal to crawler/frontier; frontier.h describes the tables. Belongs to the thread of the connection.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <optional>

#include "crawler/frontier/frontier_entry.h"

namespace izvor {

/// Creates what is missing, also the columns that the first frontiers did not have.
void make_frontier_tables(SQLite::Database& catalogue);

/// What read_entry wants to see, in its order.
#define IZVOR_ENTRY_COLUMNS                                                                                         \
  "url, kind, state, priority, due, etag, last_modified, failures, missing_since, redirect_hops, redirect_target, " \
  "last_fetch, last_success, last_status, last_result, belief, text_digest, signals, signal_kind"

/// None when the address is one that this version does not accept.
[[nodiscard]] std::optional<FrontierEntry> read_entry(const SQLite::Statement& row);

[[nodiscard]] std::optional<UtcTime> optional_time(const SQLite::Column& column);
/// No time is NULL.
void bind_time(SQLite::Statement& statement, int index, const std::optional<UtcTime>& time);

}  // namespace izvor
