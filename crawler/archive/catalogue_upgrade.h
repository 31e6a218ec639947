// The catalogue's tables: made, brought up to date, and read where they are still of an older program.
//
// For Catalogue only. Called inside of its first transaction; exceptions of SQLite pass through.
#pragma once

#include <filesystem>

#include "izvor/result.h"

namespace SQLite {
class Database;
}

namespace izvor {

/// Makes the tables of a new file, or those that an older schema lacks. Yes: it was an older one. What is upgraded is part of
/// the transaction, so that whoever dies before its commit leaves the older schema.
[[nodiscard]] Result<bool> make_or_upgrade(SQLite::Database& database, const std::filesystem::path& file);

/// Lets a reader's connection see an older schema as if it were the present one, through temporary views.
[[nodiscard]] Result<void> read_as_current(SQLite::Database& database, const std::filesystem::path& file);

}  // namespace izvor
