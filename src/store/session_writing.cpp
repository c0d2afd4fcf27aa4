// What changes a database of sessions.
#include "base/utf8.h"
#include "store/session_name.h"
#include "store/session_store.h"
#include "store/session_time.h"

#include <algorithm>

namespace llamero {
namespace {

// A text is searched, quoted and exported later, and all of that wants UTF-8. SQLite's functions
// end a text at a NUL.
std::string stored_text(std::string_view text) {
  std::string stored = replace_invalid_utf8(text);
  std::replace(stored.begin(), stored.end(), '\0', ' ');
  return stored;
}

}  // namespace

std::string_view turn_state_name(TurnState state) {
  switch (state) {
    case TurnState::stopped:
      return "stopped";
    case TurnState::cut:
      return "cut";
    default:
      return "complete";
  }
}

Result<void> SessionStore::free_name(const std::string& name, SessionId except) {
  if (name.empty()) return {};
  if (auto good = check_session_name(name); !good) return good;
  SqliteStatement other = db_.prepare("SELECT id FROM sessions WHERE name=?1 AND id<>?2");
  auto taken = other.bind(1, name).bind(2, except).step();
  if (!taken) return Unexpected(std::move(taken).error());
  if (!*taken) return {};
  return Unexpected(Error(Errc::usage, "there is a session \"" + name + "\" already",
                          "choose another name; llamero sessions list shows them"));
}

Result<SessionId> SessionStore::create(const NewSession& session, WallTime now) {
  auto transaction = begin();
  if (!transaction) return Unexpected(std::move(transaction).error());
  if (auto good = free_name(session.name, 0); !good) return Unexpected(std::move(good).error());
  SqliteStatement insert = db_.prepare(
      "INSERT INTO sessions(name, created_ms, updated_ms, model, remote, system) "
      "VALUES(?1, ?2, ?2, ?3, ?4, ?5)");
  insert.bind_or_null(1, session.name).bind(2, milliseconds_of(now));
  insert.bind(3, stored_text(session.model)).bind(4, stored_text(session.remote));
  if (session.system) insert.bind(5, stored_text(*session.system));
  if (auto done = insert.run(); !done) return Unexpected(std::move(done).error());
  const SessionId id = db_.last_row_id();
  if (auto done = transaction->commit(); !done) return Unexpected(std::move(done).error());
  return id;
}

// `column` is a name of ours, never text from outside.
Result<void> SessionStore::update(SessionId id, std::string_view column,
                                  const std::optional<std::string>& value) {
  SqliteStatement update =
      db_.prepare("UPDATE sessions SET " + std::string(column) + "=?2 WHERE id=?1");
  update.bind(1, id);
  if (value) update.bind(2, stored_text(*value));
  if (auto done = update.run(); !done) return done;
  if (db_.changes() == 0) return Unexpected(unknown(std::to_string(id)));
  return {};
}

Result<void> SessionStore::rename(SessionId id, const std::string& name) {
  auto transaction = begin();
  if (!transaction) return Unexpected(std::move(transaction).error());
  if (auto good = free_name(name, id); !good) return good;
  const auto value = name.empty() ? std::nullopt : std::optional(name);
  if (auto done = update(id, "name", value); !done) return done;
  return transaction->commit();
}

Result<void> SessionStore::set_remote(SessionId id, const std::string& remote) {
  auto transaction = begin();
  if (!transaction) return Unexpected(std::move(transaction).error());
  if (auto done = update(id, "remote", remote); !done) return done;
  return transaction->commit();
}

Result<void> SessionStore::set_model(SessionId id, const std::string& model) {
  auto transaction = begin();
  if (!transaction) return Unexpected(std::move(transaction).error());
  if (auto done = update(id, "model", model); !done) return done;
  return transaction->commit();
}

Result<void> SessionStore::set_system(SessionId id, const std::optional<std::string>& system) {
  auto transaction = begin();
  if (!transaction) return Unexpected(std::move(transaction).error());
  if (auto done = update(id, "system", system); !done) return done;
  return transaction->commit();
}

Result<SessionId> SessionStore::fork(SessionId id, std::int64_t turns, const std::string& name,
                                     WallTime now) {
  auto transaction = begin();
  if (!transaction) return Unexpected(std::move(transaction).error());
  if (auto good = free_name(name, 0); !good) return Unexpected(std::move(good).error());
  SqliteStatement insert = db_.prepare(
      "INSERT INTO sessions(name, created_ms, updated_ms, model, remote, system, parent, "
      "fork_point) SELECT ?2, ?3, ?3, model, remote, system, id, "
      "(SELECT count(*) FROM turns WHERE session=?1 AND position<?4) FROM sessions WHERE id=?1");
  insert.bind(1, id).bind_or_null(2, name).bind(3, milliseconds_of(now)).bind(4, turns);
  if (auto done = insert.run(); !done) return Unexpected(std::move(done).error());
  if (db_.changes() == 0) return Unexpected(unknown(std::to_string(id)));
  const SessionId fork = db_.last_row_id();
  SqliteStatement tags =
      db_.prepare("INSERT INTO tags(session, tag) SELECT ?2, tag FROM tags WHERE session=?1");
  if (auto done = tags.bind(1, id).bind(2, fork).run(); !done)
    return Unexpected(std::move(done).error());
  SqliteStatement copy = db_.prepare(
      "INSERT INTO turns(session, position, role, state, time_ms, model, total_duration, "
      "load_duration, prompt_eval_count, prompt_eval_duration, eval_count, eval_duration, content, "
      "thinking) SELECT ?2, position, role, state, time_ms, model, total_duration, load_duration, "
      "prompt_eval_count, prompt_eval_duration, eval_count, eval_duration, content, thinking "
      "FROM turns WHERE session=?1 AND position<?3 ORDER BY position");
  if (auto done = copy.bind(1, id).bind(2, fork).bind(3, turns).run(); !done)
    return Unexpected(std::move(done).error());
  if (auto done = transaction->commit(); !done) return Unexpected(std::move(done).error());
  return fork;
}

Result<void> SessionStore::add_tag(SessionId id, const std::string& tag) {
  if (auto good = check_session_tag(tag); !good) return good;
  auto transaction = begin();
  if (!transaction) return Unexpected(std::move(transaction).error());
  if (auto present = info(id); !present) return Unexpected(std::move(present).error());
  SqliteStatement insert = db_.prepare("INSERT OR IGNORE INTO tags(session, tag) VALUES(?1, ?2)");
  if (auto done = insert.bind(1, id).bind(2, tag).run(); !done) return done;
  return transaction->commit();
}

Result<bool> SessionStore::remove_tag(SessionId id, const std::string& tag) {
  auto transaction = begin();
  if (!transaction) return Unexpected(std::move(transaction).error());
  SqliteStatement erase = db_.prepare("DELETE FROM tags WHERE session=?1 AND tag=?2");
  if (auto done = erase.bind(1, id).bind(2, tag).run(); !done)
    return Unexpected(std::move(done).error());
  const bool had = db_.changes() != 0;
  if (auto done = transaction->commit(); !done) return Unexpected(std::move(done).error());
  return had;
}

Result<void> SessionStore::insert_turn(SessionId id, std::int64_t position,
                                       const StoredTurn& turn) {
  SqliteStatement insert = db_.prepare(
      "INSERT INTO turns(session, position, role, state, time_ms, content, thinking, model, "
      "total_duration, load_duration, prompt_eval_count, prompt_eval_duration, eval_count, "
      "eval_duration) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)");
  insert.bind(1, id).bind(2, position).bind(3, stored_text(turn.role));
  insert.bind(4, turn_state_name(turn.state)).bind(5, milliseconds_of(turn.time));
  insert.bind(6, stored_text(turn.content)).bind_or_null(7, stored_text(turn.thinking));
  insert.bind_or_null(8, stored_text(turn.model));
  if (turn.usage) {
    insert.bind(9, turn.usage->total_duration_ns).bind(10, turn.usage->load_duration_ns);
    insert.bind(11, turn.usage->prompt_eval_count).bind(12, turn.usage->prompt_eval_duration_ns);
    insert.bind(13, turn.usage->eval_count).bind(14, turn.usage->eval_duration_ns);
  }
  return insert.run();
}

Result<std::int64_t> SessionStore::commit(SessionId id, std::int64_t from,
                                          std::span<const StoredTurn> turns, WallTime now) {
  auto transaction = begin();
  if (!transaction) return Unexpected(std::move(transaction).error());
  SqliteStatement touch = db_.prepare(
      "UPDATE sessions SET updated_ms=max(updated_ms, ?2), revision=revision+1 WHERE id=?1 "
      "RETURNING revision");
  auto touched = touch.bind(1, id).bind(2, milliseconds_of(now)).step();
  if (!touched) return Unexpected(std::move(touched).error());
  if (!*touched) return Unexpected(unknown(std::to_string(id)));
  const std::int64_t revision = touch.number(0);
  if (auto ended = touch.step(); !ended) return Unexpected(std::move(ended).error());
  SqliteStatement erase = db_.prepare("DELETE FROM turns WHERE session=?1 AND position>=?2");
  if (auto done = erase.bind(1, id).bind(2, from).run(); !done)
    return Unexpected(std::move(done).error());
  for (const StoredTurn& turn : turns) {
    if (auto done = insert_turn(id, from++, turn); !done)
      return Unexpected(std::move(done).error());
  }
  if (auto done = transaction->commit(); !done) return Unexpected(std::move(done).error());
  return revision;
}

Result<void> SessionStore::remove(SessionId id) {
  auto transaction = begin();
  if (!transaction) return Unexpected(std::move(transaction).error());
  SqliteStatement erase = db_.prepare("DELETE FROM sessions WHERE id=?1");
  if (auto done = erase.bind(1, id).run(); !done) return done;
  if (db_.changes() == 0) return Unexpected(unknown(std::to_string(id)));
  return transaction->commit();
}

Result<void> SessionStore::purge() {
  {
    auto transaction = begin();
    if (!transaction) return Unexpected(std::move(transaction).error());
    // The index keeps a removed word beside a mark that it is gone, until its parts are merged.
    if (auto done = db_.run("INSERT INTO words(words) VALUES('optimize')"); !done) return done;
    if (auto done = transaction->commit(); !done) return done;
  }
  if (auto done = db_.run("PRAGMA incremental_vacuum"); !done) return done;
  return db_.run("PRAGMA wal_checkpoint(TRUNCATE)");
}

}  // namespace llamero
