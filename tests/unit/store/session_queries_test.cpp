#include "support/session_fixture.h"

namespace llamero {
namespace {

std::vector<SessionId> ids(const Result<std::vector<SessionInfo>>& sessions) {
  std::vector<SessionId> found;
  REQUIRE(sessions);
  for (const SessionInfo& session : *sessions) found.push_back(session.id);
  return found;
}

TEST_CASE("sessions are listed by what is asked, the latest first", "[store][session_queries]") {
  const TemporaryFolder folder;
  SessionStore store = open_store(folder / "sessions.db");
  const SessionId a = *store.create({"a", "m", "here", {}}, at_ms(1000));
  const SessionId b = *store.create({"", "m", "there", {}}, at_ms(2000));
  const SessionId c = *store.create({"", "m", "here", {}}, at_ms(3000));
  CHECK(ids(store.list({})) == std::vector<SessionId>{c, b, a});
  talk(store, a, "q", "a", 9000);
  CHECK(ids(store.list({})) == std::vector<SessionId>{a, c, b});
  CHECK(ids(store.list({.remote = "here"})) == std::vector<SessionId>{a, c});
  CHECK(ids(store.list({.updated_before = at_ms(3000)})) == std::vector<SessionId>{b});
  CHECK(ids(store.list({.unnamed = true, .limit = 1})) == std::vector<SessionId>{c});
  REQUIRE(store.add_tag(b, "x"));
  CHECK(ids(store.list({.tag = "x"})) == std::vector<SessionId>{b});
  CHECK((*store.latest("here"))->id == a);
  CHECK_FALSE(*store.latest("nowhere"));
}

TEST_CASE("a session is found by name or number", "[store][session_queries]") {
  const TemporaryFolder folder;
  SessionStore store = open_store(folder / "sessions.db");
  const SessionId id = new_session(store, "planning");
  CHECK(store.find("planning")->id == id);
  CHECK(store.find(std::to_string(id))->name == "planning");
  const auto slip = store.find("planing");
  REQUIRE_FALSE(slip);
  CHECK(slip.error().code == Errc::usage);
  CHECK(slip.error().hint == "did you mean planning?");
  CHECK_FALSE(store.find("' OR 1=1 --"));
  CHECK_FALSE(store.find(""));
}

TEST_CASE("two processes write at once, and nothing is lost", "[store][session_queries]") {
  const TemporaryFolder folder;
  const std::string path = folder / "sessions.db";
  constexpr int kTurns = 40;
  for (const bool wal : {true, false}) {
    SessionId ids[2] = {};
    {
      auto store = SessionStore::open(path, SessionStore::IfMissing::create,
                                      [=](const std::string&) { return wal; });
      REQUIRE(store);
      ids[0] = new_session(*store);
      ids[1] = new_session(*store);
    }
    pid_t children[2] = {};
    for (int i = 0; i < 2; ++i) {
      children[i] = start_process([&, i] {
        auto store = SessionStore::open(path, SessionStore::IfMissing::create,
                                        [=](const std::string&) { return wal; });
        for (int turn = 0; store && turn < kTurns; ++turn) {
          if (!store->commit(ids[i], 2 * turn, question_and_answer("q", "a"), at_ms(turn)))
            return 1;
        }
        return store ? 0 : 2;
      });
    }
    CHECK(end_of(children[0]) == 0);
    CHECK(end_of(children[1]) == 0);
    SessionStore store = open_store(path);
    CHECK(store.turns(ids[0])->size() == 2 * kTurns);
    CHECK(store.turns(ids[1])->size() == 2 * kTurns);
  }
}

// The child is killed at a moment of its own choice, which differs from run to run; what is
// asserted holds at every moment.
TEST_CASE("a process killed while it commits leaves whole turns", "[store][session_queries]") {
  const TemporaryFolder folder;
  const std::string path = folder / "sessions.db";
  SessionId id = 0;
  {
    SessionStore store = open_store(path);
    id = new_session(store);
  }
  std::int64_t told = 0;
  for (int round = 0; round < 10; ++round) {
    int ends[2] = {};
    REQUIRE(pipe(ends) == 0);
    const pid_t child = start_process([&] {
      auto store = SessionStore::open(path, SessionStore::IfMissing::create);
      const std::string answer(static_cast<std::size_t>(1000 * (round + 1)), 'x');
      for (std::int64_t at = store ? store->info(id)->turns : -1; at >= 0; at += 2) {
        if (!store->commit(id, at, question_and_answer("q", answer), at_ms(1))) return 1;
        if (write(ends[1], &at, sizeof(at)) != sizeof(at)) return 2;
      }
      return 3;
    });
    close(ends[1]);
    for (int i = 0; i < 5 + round; ++i) REQUIRE(read(ends[0], &told, sizeof(told)) == sizeof(told));
    REQUIRE(kill(child, SIGKILL) == 0);
    CHECK(WTERMSIG(end_of(child)) == SIGKILL);
    std::int64_t more = 0;
    while (read(ends[0], &more, sizeof(more)) == sizeof(more)) told = more;
    close(ends[0]);
    SessionStore store = open_store(path);
    CHECK_FALSE(store.read_only());
    CHECK(store.info(id)->turns >= told + 2);
    CHECK(store.info(id)->turns % 2 == 0);
    CHECK(store.turns(id)->size() == static_cast<std::size_t>(store.info(id)->turns));
  }
}

}  // namespace
}  // namespace llamero
