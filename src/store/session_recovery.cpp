#include "store/session_recovery.h"

#include "store/session_files.h"
#include "store/turn_journal.h"

#include <algorithm>
#include <array>

namespace llamero {
namespace {

Result<void> keep(SessionStore& store, const SessionInfo& session, std::int64_t from,
                  JournalledTurn turn) {
  const WallTime time = turn.start.time;
  std::array<StoredTurn, 2> turns = {
      StoredTurn{"user", std::move(turn.start.question), {}, TurnState::complete, {}, {}, time},
      StoredTurn{"assistant",
                 std::move(turn.content),
                 std::move(turn.thinking),
                 TurnState::cut,
                 std::move(turn.start.model),
                 {},
                 time}};
  auto kept = store.commit(session.id, from, turns, time);
  if (!kept) return Unexpected(std::move(kept).error());
  return {};
}

}  // namespace

Result<std::optional<RecoveredTurn>> recover_turn(SessionStore& store, SessionId id) {
  const std::string path = journal_file(store.path(), id);
  auto turn = read_journal(path);
  if (!turn) return Unexpected(std::move(turn).error());
  std::optional<RecoveredTurn> recovered;
  if (*turn) {
    auto session = store.info(id);
    if (!session) return Unexpected(std::move(session).error());
    // Each commit counts the revision up: if it did, this turn is in.
    if (session->revision == (*turn)->start.revision) {
      const std::int64_t from = std::min((*turn)->start.from, session->turns);
      recovered = RecoveredTurn{from, !(*turn)->content.empty() || !(*turn)->thinking.empty()};
      if (auto kept = keep(store, *session, from, **std::move(turn)); !kept)
        return Unexpected(std::move(kept).error());
    }
  }
  if (auto ended = TurnJournal(path).end(); !ended) return Unexpected(std::move(ended).error());
  return recovered;
}

}  // namespace llamero
