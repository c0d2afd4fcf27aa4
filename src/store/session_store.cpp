#include "store/session_store.h"

#include "store/journal_mode.h"
#include "store/private_files.h"
#include "store/session_schema.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <filesystem>

namespace llamero {
namespace {

bool is_there(const std::string& path) {
  struct stat info {};
  return stat(path.c_str(), &info) == 0;
}

// SQLite would make it with the mode of the umask. The mode of its journals is that of the file.
Result<void> make_file(const std::string& path) {
  auto made = open_private(path, O_RDWR | O_CREAT | O_EXCL);
  if (made || is_there(path)) return {};  // another process was first
  return Unexpected(std::move(made).error());
}

Error newer(const std::string& path, std::int64_t version) {
  return {Errc::usage,
          "\"" + path + "\" was made by a newer llamero (format " + std::to_string(version) +
              "; this one writes format " + std::to_string(kSchemaVersion) + ")",
          "it can be read but not written: update llamero, or use --ephemeral"};
}

// The write-ahead log lets other windows read while one writes. Where another process is at the
// file just now, its mode stays what it is.
Result<void> choose_journal(SqliteDb& db, bool wal) {
  auto mode = db.text("PRAGMA journal_mode");
  if (!mode) return Unexpected(std::move(mode).error());
  if ((*mode == "wal") == wal) return {};
  auto chosen = db.text(wal ? "PRAGMA journal_mode=WAL" : "PRAGMA journal_mode=DELETE");
  if (!chosen && db.damaged()) return Unexpected(std::move(chosen).error());
  return {};
}

Result<void> prepare_writing(SqliteDb& db, bool wal) {
  // A finished turn must outlive a loss of power; what was removed shall not stay in free pages.
  if (auto set = db.run("PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON");
      !set)
    return set;
  auto version = schema_version(db);
  if (!version) return Unexpected(std::move(version).error());
  if (*version == 0) {
    if (auto set = db.run("PRAGMA auto_vacuum=INCREMENTAL"); !set) return set;
  }
  if (auto chosen = choose_journal(db, wal); !chosen) return chosen;
  return *version < kSchemaVersion ? migrate(db) : Result<void>();
}

// Where no write-ahead log is left behind, the file is whole without one, and the folder need not
// take the log's index.
Result<SqliteDb> open_for_reading(const std::string& path) {
  auto db = SqliteDb::open(path, SqliteDb::Access::read);
  if (db && db->number("SELECT count(*) FROM sqlite_schema")) return db;
  if (is_there(path + "-wal")) return db;
  return SqliteDb::open_frozen(path);
}

Result<SqliteDb> empty_database() {
  auto db = SqliteDb::open(":memory:", SqliteDb::Access::write);
  if (!db) return db;
  if (auto made = migrate(*db); !made) return Unexpected(std::move(made).error());
  return db;
}

// What kept the file from being written; nothing: it can be.
struct Opened {
  SqliteDb db;
  std::optional<Error> read_only;
};

Result<Opened> open_read_only(const std::string& path, Error why) {
  auto db = open_for_reading(path);
  if (!db) return Unexpected(std::move(why));
  auto version = schema_version(*db);
  if (!version) return Unexpected(std::move(version).error());
  // An older one would have to be migrated first, and an empty one has nothing to read.
  if (*version < kSchemaVersion) return Unexpected(std::move(why));
  return Opened{*std::move(db), std::move(why)};
}

Result<Opened> open_file(const std::string& path, bool wal) {
  struct stat info {};
  constexpr mode_t kOthers = S_IRWXG | S_IRWXO;
  if (stat(path.c_str(), &info) == 0 && (info.st_mode & kOthers) != 0)
    static_cast<void>(chmod(path.c_str(), info.st_mode & S_IRWXU));  // not ours: not our secret
  auto db = SqliteDb::open(path, SqliteDb::Access::write);
  if (!db) return open_read_only(path, std::move(db).error());
  auto version = schema_version(*db);
  if (!version && db->damaged()) return Unexpected(std::move(version).error());
  if (!version) return open_read_only(path, std::move(version).error());
  if (*version > kSchemaVersion) return open_read_only(path, newer(path, *version));
  auto prepared = prepare_writing(*db, wal);
  if (prepared) return Opened{*std::move(db), std::nullopt};
  if (db->damaged()) return Unexpected(std::move(prepared).error());
  return open_read_only(path, std::move(prepared).error());
}

}  // namespace

Result<SessionStore> SessionStore::open(const std::string& path, IfMissing if_missing,
                                        const WalProbe& wal_probe) {
  if (!is_there(path) && if_missing == IfMissing::empty) {
    auto db = empty_database();
    if (!db) return Unexpected(std::move(db).error());
    return SessionStore(*std::move(db));
  }
  if (!is_there(path)) {
    if (auto made = make_file(path); !made) return Unexpected(std::move(made).error());
  }
  const std::string folder = std::filesystem::path(path).parent_path();
  auto opened = open_file(path, wal_probe ? wal_probe(folder) : wal_can_work(folder));
  if (!opened) return Unexpected(std::move(opened).error());
  SessionStore store(std::move(opened->db));
  store.read_only_ = std::move(opened->read_only);
  return store;
}

Result<SqliteTransaction> SessionStore::begin() {
  if (!read_only_ && db_.damaged()) {
    read_only_ = Error(Errc::usage, "\"" + path() + "\" is damaged, and is not written any more",
                       "sqlite3 FILE .recover may save what is in it");
  }
  if (read_only_) return Unexpected(*read_only_);
  return SqliteTransaction::begin(db_);
}

}  // namespace llamero
