// The tables of the database, and the steps from one version of them to the next.
#pragma once

#include "store/sqlite_db.h"

#include <cstdint>

namespace llamero {

inline constexpr std::int64_t kSchemaVersion = 1;

// The version of the tables: 0 for an empty database.
[[nodiscard]] Result<std::int64_t> schema_version(SqliteDb& db);

// Takes the database to kSchemaVersion in one transaction; two processes may try at once.
// Precondition: it is not newer.
[[nodiscard]] Result<void> migrate(SqliteDb& db);

}  // namespace llamero
