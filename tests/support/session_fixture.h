// A database of sessions for a test.
#pragma once

#include "store/session_store.h"
#include "support/temporary_folder.h"

#include <sys/wait.h>

#include <csignal>

namespace llamero {

inline WallTime at_ms(std::int64_t milliseconds) {
  return WallTime(std::chrono::milliseconds(milliseconds));
}

inline SessionStore open_store(const std::string& path) {
  auto store = SessionStore::open(path, SessionStore::IfMissing::create);
  if (!store) FAIL(store.error().message);
  return *std::move(store);
}

inline SessionId new_session(SessionStore& store, const std::string& name = "") {
  auto id = store.create({name, "gemma3:1b", "http://h:11434", std::nullopt}, at_ms(1000));
  if (!id) FAIL(id.error().message);
  return *id;
}

inline std::vector<StoredTurn> question_and_answer(const std::string& question,
                                                   const std::string& answer) {
  StoredTurn asked{"user", question, "", TurnState::complete, "", {}, at_ms(2000)};
  StoredTurn answered{"assistant", answer, "", TurnState::complete, "gemma3:1b", {}, at_ms(3000)};
  return {asked, answered};
}

// At the end of the session.
inline void talk(SessionStore& store, SessionId id, const std::string& question,
                 const std::string& answer, std::int64_t now_ms = 3000) {
  const auto info = store.info(id);
  REQUIRE(info);
  REQUIRE(store.commit(id, info->turns, question_and_answer(question, answer), at_ms(now_ms)));
}

// Runs `work` in a process of its own and returns how it ended (as waitpid says). The process does
// not come back into the test.
template <class Work>
pid_t start_process(Work work) {
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) _exit(work());
  return child;
}

inline int end_of(pid_t child) {
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  return status;
}

}  // namespace llamero
