#include "store/session_lock.h"

#include "store/session_files.h"
#include "support/session_fixture.h"

namespace llamero {
namespace {

SessionInfo session(SessionId id, const std::string& name) {
  SessionInfo info;
  info.id = id;
  info.name = name;
  return info;
}

TEST_CASE("a session is open in one window", "[store][session_lock]") {
  const TemporaryFolder folder;
  const std::string database = folder / "sessions.db";
  {
    const auto mine = SessionLock::take(database, session(1, "plan"));
    REQUIRE(mine);
    CHECK(mode_of(lock_file(database, 1)) == 0600);
    const auto second = SessionLock::take(database, session(1, "plan"));
    REQUIRE_FALSE(second);
    CHECK(second.error().code == Errc::usage);
    CHECK_THAT(second.error().message,
               ContainsSubstring("session plan") &&
                   ContainsSubstring("process " + std::to_string(getpid())));
    CHECK_THAT(second.error().hint, ContainsSubstring("llamero sessions fork plan"));
    CHECK(SessionLock::take(database, session(2, "other")));
  }
  CHECK(SessionLock::take(database, session(1, "plan")));
}

TEST_CASE("the lock goes with the process, however it ends", "[store][session_lock]") {
  const TemporaryFolder folder;
  const std::string database = folder / "sessions.db";
  int ends[2] = {};
  REQUIRE(pipe(ends) == 0);
  const pid_t child = start_process([&] {
    const auto lock = SessionLock::take(database, session(1, ""));
    const char taken = lock ? 'y' : 'n';
    if (write(ends[1], &taken, 1) != 1) return 1;
    pause();
    return 0;
  });
  char taken = 0;
  REQUIRE(read(ends[0], &taken, 1) == 1);
  CHECK(taken == 'y');
  const auto refused = SessionLock::take(database, session(1, ""));
  REQUIRE_FALSE(refused);
  CHECK_THAT(refused.error().message, ContainsSubstring("process " + std::to_string(child)));
  REQUIRE(kill(child, SIGKILL) == 0);
  end_of(child);
  CHECK(SessionLock::take(database, session(1, "")));
  close(ends[0]);
  close(ends[1]);
}

TEST_CASE("a lock whose file was removed keeps nobody out", "[store][session_lock]") {
  const TemporaryFolder folder;
  const std::string database = folder / "sessions.db";
  const auto old = SessionLock::take(database, session(1, ""));
  REQUIRE(old);
  remove_session_files(database, 1);
  CHECK(SessionLock::take(database, session(1, "")));
}

TEST_CASE("no lock in a home that is read-only", "[store][session_lock]") {
  const TemporaryFolder folder;
  const ReadOnlyFolder read_only(folder.path);
  const auto lock = SessionLock::take(folder / "sessions.db", session(1, ""));
  REQUIRE_FALSE(lock);
  CHECK(lock.error().code == Errc::output_failed);
}

}  // namespace
}  // namespace llamero
