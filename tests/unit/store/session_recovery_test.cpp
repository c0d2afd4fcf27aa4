#include "store/session_recovery.h"

#include "store/session_files.h"
#include "store/turn_journal.h"
#include "support/session_fixture.h"

namespace llamero {
namespace {

struct Chat {
  TemporaryFolder folder;
  std::string path = folder / "sessions.db";
  SessionStore store = open_store(path);
  SessionId id = new_session(store);
  std::string journal = journal_file(path, id);

  [[nodiscard]] JournalStart start(const std::string& question) {
    const auto info = store.info(id);
    REQUIRE(info);
    return {info->revision, info->turns, at_ms(5000), "gemma3:1b", question};
  }
};

TEST_CASE("what a killed window showed is in the session", "[store][recovery]") {
  Chat chat;
  talk(chat.store, chat.id, "one", "first");
  int ends[2] = {};
  REQUIRE(pipe(ends) == 0);
  const JournalStart start = chat.start("two");
  const pid_t child = start_process([&] {
    TurnJournal journal(chat.journal);
    if (!journal.start(start)) return 1;
    for (int i = 0;; ++i) {
      journal.thinking("t");
      journal.content("w" + std::to_string(i) + " ");
      if (!journal.flush()) return 2;
      if (write(ends[1], &i, sizeof(i)) != sizeof(i)) return 3;
    }
  });
  close(ends[1]);
  int shown = 0;
  while (shown < 200) REQUIRE(read(ends[0], &shown, sizeof(shown)) == sizeof(shown));
  REQUIRE(kill(child, SIGKILL) == 0);
  CHECK(WTERMSIG(end_of(child)) == SIGKILL);
  close(ends[0]);

  const auto recovered = recover_turn(chat.store, chat.id);
  REQUIRE(recovered);
  REQUIRE(*recovered);
  CHECK((*recovered)->position == 2);
  CHECK((*recovered)->answered);
  const auto turns = chat.store.turns(chat.id);
  REQUIRE(turns->size() == 4);
  CHECK((*turns)[2].content == "two");
  CHECK((*turns)[2].time == at_ms(5000));
  CHECK((*turns)[3].state == TurnState::cut);
  CHECK((*turns)[3].model == "gemma3:1b");
  CHECK((*turns)[3].thinking.starts_with("ttt"));
  CHECK_THAT((*turns)[3].content, ContainsSubstring("w0 w1 ") && ContainsSubstring(" w200 "));
  CHECK_FALSE(std::filesystem::exists(chat.journal));
  CHECK_FALSE(*recover_turn(chat.store, chat.id));
}

TEST_CASE("a turn that is in the database is not taken in twice", "[store][recovery]") {
  Chat chat;
  TurnJournal journal(chat.journal);
  REQUIRE(journal.start(chat.start("one")));
  journal.content("first");
  REQUIRE(journal.flush());
  talk(chat.store, chat.id, "one", "first");
  CHECK_FALSE(*recover_turn(chat.store, chat.id));  // died before end()
  CHECK(chat.store.info(chat.id)->turns == 2);
  CHECK_FALSE(std::filesystem::exists(chat.journal));
}

TEST_CASE("a second try at a question replaces the first", "[store][recovery]") {
  Chat chat;
  talk(chat.store, chat.id, "one", "first");
  JournalStart start = chat.start("one");
  start.from = 0;
  TurnJournal journal(chat.journal);
  REQUIRE(journal.start(start));
  journal.content("sec");
  REQUIRE(journal.flush());
  REQUIRE(*recover_turn(chat.store, chat.id));
  const auto turns = chat.store.turns(chat.id);
  REQUIRE(turns->size() == 2);
  CHECK((*turns)[1].content == "sec");
}

TEST_CASE("a question without an answer is kept", "[store][recovery]") {
  Chat chat;
  TurnJournal journal(chat.journal);
  REQUIRE(journal.start(chat.start("one")));
  const auto recovered = recover_turn(chat.store, chat.id);
  REQUIRE(recovered);
  CHECK_FALSE((*recovered)->answered);
  CHECK(chat.store.turns(chat.id)->at(0).content == "one");
  CHECK(chat.store.turns(chat.id)->at(1).state == TurnState::cut);
}

TEST_CASE("a journal of nothing is removed", "[store][recovery]") {
  Chat chat;
  std::filesystem::create_directories(chat.folder / "sessions");
  put_content(chat.journal, "garbage");
  CHECK_FALSE(*recover_turn(chat.store, chat.id));
  CHECK_FALSE(std::filesystem::exists(chat.journal));
}

TEST_CASE("the journal stays when the session cannot be written", "[store][recovery]") {
  Chat chat;
  TurnJournal journal(chat.journal);
  REQUIRE(journal.start(chat.start("one")));
  REQUIRE(chat.store.remove(chat.id));
  CHECK_FALSE(recover_turn(chat.store, chat.id));
  CHECK(std::filesystem::exists(chat.journal));
  remove_session_files(chat.path, chat.id);
  CHECK_FALSE(std::filesystem::exists(chat.journal));
}

}  // namespace
}  // namespace llamero
