// What is asked of a database of sessions.
#include "base/did_you_mean.h"
#include "store/session_name.h"
#include "store/session_store.h"
#include "store/session_time.h"

#include <algorithm>

namespace llamero {
namespace {

// The columns that info_of reads; the positions of the turns have no gaps.
constexpr std::string_view kInfo =
    "SELECT s.id, s.name, s.created_ms, s.updated_ms, s.model, s.remote, s.system, s.parent, "
    "s.fork_point, s.revision, "
    "(SELECT ifnull(max(position) + 1, 0) FROM turns WHERE session=s.id) FROM sessions s ";

SessionInfo info_of(const SqliteStatement& row) {
  SessionInfo info;
  info.id = row.number(0);
  info.name = row.text(1);
  info.created = wall_time(row.number(2));
  info.updated = wall_time(row.number(3));
  info.model = row.text(4);
  info.remote = row.text(5);
  if (!row.is_null(6)) info.system = row.text(6);
  info.parent = row.number(7);
  info.fork_point = row.number(8);
  info.revision = row.number(9);
  info.turns = row.number(10);
  return info;
}

TurnState state_of(std::string_view name) {
  if (name == turn_state_name(TurnState::stopped)) return TurnState::stopped;
  return name == turn_state_name(TurnState::cut) ? TurnState::cut : TurnState::complete;
}

constexpr std::string_view kTurns =
    "SELECT role, content, thinking, state, model, time_ms, total_duration, load_duration, "
    "prompt_eval_count, prompt_eval_duration, eval_count, eval_duration FROM turns "
    "WHERE session=?1 ORDER BY position";

StoredTurn turn_of(const SqliteStatement& row) {
  StoredTurn turn;
  turn.role = row.text(0);
  turn.content = row.text(1);
  turn.thinking = row.text(2);
  turn.state = state_of(row.text(3));
  turn.model = row.text(4);
  turn.time = wall_time(row.number(5));
  if (!row.is_null(6))
    turn.usage = {row.number(6), row.number(7),  row.number(8),
                  row.number(9), row.number(10), row.number(11)};
  return turn;
}

}  // namespace

Result<std::vector<std::string>> SessionStore::tags(SessionId id) {
  std::vector<std::string> found;
  SqliteStatement rows = db_.prepare("SELECT tag FROM tags WHERE session=?1 ORDER BY tag");
  auto read =
      rows.bind(1, id).each([&](const SqliteStatement& row) { found.emplace_back(row.text(0)); });
  if (!read) return Unexpected(std::move(read).error());
  return found;
}

Result<std::vector<SessionInfo>> SessionStore::rows(SqliteStatement& statement) {
  std::vector<SessionInfo> found;
  auto read = statement.each([&](const SqliteStatement& row) { found.push_back(info_of(row)); });
  if (!read) return Unexpected(std::move(read).error());
  for (SessionInfo& info : found) {
    auto tags_of_one = tags(info.id);
    if (!tags_of_one) return Unexpected(std::move(tags_of_one).error());
    info.tags = *std::move(tags_of_one);
  }
  return found;
}

Result<SessionInfo> SessionStore::info(SessionId id) {
  SqliteStatement statement = db_.prepare(std::string(kInfo) + "WHERE s.id=?1");
  auto found = rows(statement.bind(1, id));
  if (!found) return Unexpected(std::move(found).error());
  if (found->empty()) return Unexpected(unknown(std::to_string(id)));
  return std::move(found->front());
}

Result<SessionInfo> SessionStore::find(const std::string& handle) {
  if (const auto id = session_id_of(handle)) return info(*id);
  SqliteStatement statement = db_.prepare(std::string(kInfo) + "WHERE s.name=?1");
  auto found = rows(statement.bind(1, handle));
  if (!found) return Unexpected(std::move(found).error());
  if (found->empty()) return Unexpected(unknown(handle));
  return std::move(found->front());
}

Error SessionStore::unknown(const std::string& handle) {
  std::vector<std::string> names;
  SqliteStatement rows = db_.prepare("SELECT name FROM sessions WHERE name IS NOT NULL");
  static_cast<void>(
      rows.each([&](const SqliteStatement& row) { names.emplace_back(row.text(0)); }));
  const std::vector<std::string_view> views(names.begin(), names.end());
  const std::string meant = did_you_mean(handle, views);
  return {Errc::usage, "there is no session \"" + handle + "\"",
          meant.empty() ? "llamero sessions list shows them" : "did you mean " + meant + "?"};
}

Result<std::optional<SessionInfo>> SessionStore::latest(const std::string& remote) {
  SessionFilter filter;
  filter.remote = remote;
  filter.limit = 1;
  auto found = list(filter);
  if (!found) return Unexpected(std::move(found).error());
  if (found->empty()) return std::optional<SessionInfo>();
  return std::optional(std::move(found->front()));
}

Result<std::vector<SessionInfo>> SessionStore::list(const SessionFilter& filter) {
  std::string sql(kInfo);
  sql += "WHERE 1 ";
  if (filter.remote) sql += "AND s.remote=?1 ";
  if (filter.tag) sql += "AND EXISTS(SELECT 1 FROM tags WHERE session=s.id AND tag=?2) ";
  if (filter.updated_before) sql += "AND s.updated_ms<?3 ";
  if (filter.unnamed) sql += "AND s.name IS NULL ";
  sql += "ORDER BY s.updated_ms DESC, s.id DESC LIMIT ?4";
  SqliteStatement statement = db_.prepare(sql);
  if (filter.remote) statement.bind(1, *filter.remote);
  if (filter.tag) statement.bind(2, *filter.tag);
  if (filter.updated_before) statement.bind(3, milliseconds_of(*filter.updated_before));
  return rows(statement.bind(4, filter.limit));
}

Result<void> SessionStore::each_turn(SessionId id, const TurnVisitor& visit) {
  SqliteStatement statement = db_.prepare(kTurns);
  return statement.bind(1, id).each([&](const SqliteStatement& row) { visit(turn_of(row)); });
}

Result<std::vector<StoredTurn>> SessionStore::turns(SessionId id) {
  std::vector<StoredTurn> found;
  SqliteStatement statement = db_.prepare(kTurns);
  auto read = statement.bind(1, id).each(
      [&](const SqliteStatement& row) { found.push_back(turn_of(row)); });
  if (!read) return Unexpected(std::move(read).error());
  return found;
}

}  // namespace llamero
