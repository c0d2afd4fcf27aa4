// The conversations of one user, in an SQLite database.
#pragma once

#include "llamero/result.h"
#include "store/sqlite_db.h"
#include "store/stored_session.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace llamero {

struct SessionFilter {
  std::optional<std::string> remote = {};
  std::optional<std::string> tag = {};
  std::optional<WallTime> updated_before = {};
  bool unnamed = false;     // only those without a name
  std::int64_t limit = -1;  // -1: all
};

struct SearchHit {
  SessionInfo session;
  std::int64_t position = 0;  // of the turn
  std::string role;
  WallTime time = {};
  // Some words around the match, on one line; every second piece, from the second on, matches.
  std::vector<std::string> snippet;
};

// Every function that writes is one transaction, on the disk when it returns. Errors of all:
// Errc::usage for what is not there or cannot be read, Errc::output_failed for what cannot be
// written (store/sqlite_errors.h). After an error the store can be used on.
class SessionStore {
 public:
  // What to do where there is no file: make one (0600, in folders 0700), or be empty without
  // touching the disk.
  enum class IfMissing { create, empty };
  // Answers as store/journal_mode.h does; a seam for the tests.
  using WalProbe = std::function<bool(const std::string& folder)>;

  // Nothing is checked page by page: that would take minutes for a large file. A database that is
  // newer, or that cannot be written, is opened for reading: see read_only().
  [[nodiscard]] static Result<SessionStore> open(const std::string& path, IfMissing if_missing,
                                                 const WalProbe& wal_probe = {});

  [[nodiscard]] const std::string& path() const { return db_.path(); }
  // Why every function that writes returns an error; nullopt: they do not.
  [[nodiscard]] const std::optional<Error>& read_only() const { return read_only_; }

  // Errors: also Errc::usage for a name that is taken or not allowed (store/session_name.h).
  [[nodiscard]] Result<SessionId> create(const NewSession& session, WallTime now);
  [[nodiscard]] Result<void> rename(SessionId id, const std::string& name);
  // A new session with the first `turns` turns of `id`, and its settings and tags.
  [[nodiscard]] Result<SessionId> fork(SessionId id, std::int64_t turns, const std::string& name,
                                       WallTime now);
  [[nodiscard]] Result<void> add_tag(SessionId id, const std::string& tag);
  // False: it had no such tag.
  [[nodiscard]] Result<bool> remove_tag(SessionId id, const std::string& tag);
  [[nodiscard]] Result<void> set_model(SessionId id, const std::string& model);
  [[nodiscard]] Result<void> set_remote(SessionId id, const std::string& remote);
  [[nodiscard]] Result<void> set_system(SessionId id, const std::optional<std::string>& system);
  // Puts `turns` in the place of all turns from position `from` on: a question and its answer, or
  // none for an undo. Returns the new revision.
  [[nodiscard]] Result<std::int64_t> commit(SessionId id, std::int64_t from,
                                            std::span<const StoredTurn> turns, WallTime now);
  // Its journal and lock are the caller's (store/session_files.h), and so is purge().
  [[nodiscard]] Result<void> remove(SessionId id);
  // Takes the words of what was removed out of the file, and gives its space back to the disk.
  // Writes the index of all words anew, and keeps other writers waiting meanwhile: 2 s for a file
  // of 150 MB, 10 s for one of 900 MB.
  [[nodiscard]] Result<void> purge();

  [[nodiscard]] Result<SessionInfo> info(SessionId id);
  // By name, or by number. Errors: Errc::usage with a did-you-mean.
  [[nodiscard]] Result<SessionInfo> find(const std::string& handle);
  // The one that was talked in last.
  [[nodiscard]] Result<std::optional<SessionInfo>> latest(const std::string& remote);
  // The most recent first.
  [[nodiscard]] Result<std::vector<SessionInfo>> list(const SessionFilter& filter);
  // In their order, one at a time, so that a long session need not be in memory.
  using TurnVisitor = std::function<void(const StoredTurn& turn)>;
  [[nodiscard]] Result<void> each_turn(SessionId id, const TurnVisitor& visit);
  [[nodiscard]] Result<std::vector<StoredTurn>> turns(SessionId id);
  // Turns that hold every word of `text` (store/search_query.h), the most recent first.
  [[nodiscard]] Result<std::vector<SearchHit>> search(std::string_view text, std::int64_t limit);

 private:
  explicit SessionStore(SqliteDb db) : db_(std::move(db)) {}
  // A transaction, if this store may write.
  [[nodiscard]] Result<SqliteTransaction> begin();
  [[nodiscard]] Result<void> free_name(const std::string& name, SessionId except);
  [[nodiscard]] Result<void> insert_turn(SessionId id, std::int64_t position,
                                         const StoredTurn& turn);
  [[nodiscard]] Result<void> update(SessionId id, std::string_view column,
                                    const std::optional<std::string>& value);
  [[nodiscard]] Result<std::vector<std::string>> tags(SessionId id);
  [[nodiscard]] Result<std::vector<SessionInfo>> rows(SqliteStatement& statement);
  [[nodiscard]] Error unknown(const std::string& handle);

  SqliteDb db_;
  std::optional<Error> read_only_;
};

}  // namespace llamero
