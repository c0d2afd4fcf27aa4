#include "store/session_schema.h"

#include <array>
#include <string>

namespace llamero {
namespace {

// Times are milliseconds since 1970, durations nanoseconds. AUTOINCREMENT, because the files of a
// session are named by its id: a new session must never find those of an old one.
constexpr const char* kVersion1 = R"(
CREATE TABLE sessions(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  updated_ms INTEGER NOT NULL,
  model TEXT NOT NULL,
  remote TEXT NOT NULL,
  system TEXT,
  parent INTEGER REFERENCES sessions(id) ON DELETE SET NULL,
  fork_point INTEGER NOT NULL DEFAULT 0,
  revision INTEGER NOT NULL DEFAULT 0);
CREATE INDEX sessions_by_update ON sessions(updated_ms);
CREATE INDEX sessions_by_remote ON sessions(remote, updated_ms);
CREATE INDEX sessions_by_parent ON sessions(parent);

CREATE TABLE tags(
  session INTEGER NOT NULL REFERENCES sessions(id) ON DELETE CASCADE,
  tag TEXT NOT NULL,
  PRIMARY KEY(session, tag)) WITHOUT ROWID;

CREATE TABLE turns(
  id INTEGER PRIMARY KEY,
  session INTEGER NOT NULL REFERENCES sessions(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  role TEXT NOT NULL,
  state TEXT NOT NULL CHECK(state IN ('complete', 'stopped', 'cut')),
  time_ms INTEGER NOT NULL,
  model TEXT,
  total_duration INTEGER,
  load_duration INTEGER,
  prompt_eval_count INTEGER,
  prompt_eval_duration INTEGER,
  eval_count INTEGER,
  eval_duration INTEGER,
  content TEXT NOT NULL,
  thinking TEXT,
  UNIQUE(session, position));

CREATE VIRTUAL TABLE words USING fts5(
  content, content='turns', content_rowid='id', prefix='2 3',
  tokenize='unicode61 remove_diacritics 2');
CREATE TRIGGER turns_added AFTER INSERT ON turns BEGIN
  INSERT INTO words(rowid, content) VALUES(new.id, new.content);
END;
CREATE TRIGGER turns_removed AFTER DELETE ON turns BEGIN
  INSERT INTO words(words, rowid, content) VALUES('delete', old.id, old.content);
END;
)";

// Step i leads from version i to version i + 1. A step that was released is never changed.
constexpr std::array kSteps = {kVersion1};
static_assert(kSteps.size() == kSchemaVersion);

}  // namespace

Result<std::int64_t> schema_version(SqliteDb& db) {
  return db.number("PRAGMA user_version");
}

Result<void> migrate(SqliteDb& db) {
  auto transaction = SqliteTransaction::begin(db);
  if (!transaction) return Unexpected(std::move(transaction).error());
  // Only now, under the lock, is it sure that no other process is at it.
  auto version = schema_version(db);
  if (!version) return Unexpected(std::move(version).error());
  for (auto step = static_cast<std::size_t>(*version); step < kSteps.size(); ++step) {
    if (auto done = db.run(kSteps[step]); !done) return done;
  }
  const std::string mark = "PRAGMA user_version=" + std::to_string(kSchemaVersion);
  if (auto marked = db.run(mark.c_str()); !marked) return marked;
  return transaction->commit();
}

}  // namespace llamero
