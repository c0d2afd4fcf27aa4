#include "support/session_fixture.h"

namespace llamero {
namespace {

TEST_CASE("a turn comes back as it was committed", "[store][session_writing]") {
  const TemporaryFolder folder;
  SessionStore store = open_store(folder / "sessions.db");
  const SessionId id = new_session(store, "talk");
  auto turns = question_and_answer("What?\n\ttwo lines", "That. \xF0\x9F\x98\x80");
  turns[1].thinking = "hm";
  turns[1].state = TurnState::stopped;
  turns[1].usage = Usage{1, 2, 3, 4, 5, 6};
  CHECK(*store.commit(id, 0, turns, at_ms(5000)) == 1);
  const auto read = store.turns(id);
  REQUIRE(read);
  REQUIRE(read->size() == 2);
  CHECK((*read)[0].role == "user");
  CHECK((*read)[0].content == "What?\n\ttwo lines");
  CHECK((*read)[0].time == at_ms(2000));
  CHECK_FALSE((*read)[0].usage);
  CHECK((*read)[1].thinking == "hm");
  CHECK((*read)[1].state == TurnState::stopped);
  CHECK((*read)[1].model == "gemma3:1b");
  REQUIRE((*read)[1].usage);
  CHECK((*read)[1].usage->prompt_eval_count == 3);
  CHECK((*read)[1].usage->eval_duration_ns == 6);
  const auto info = store.info(id);
  CHECK(info->turns == 2);
  CHECK(info->updated == at_ms(5000));
  CHECK(info->created == at_ms(1000));
}

TEST_CASE("a commit replaces what was after its place", "[store][session_writing]") {
  const TemporaryFolder folder;
  SessionStore store = open_store(folder / "sessions.db");
  const SessionId id = new_session(store);
  talk(store, id, "one", "first");
  talk(store, id, "two", "second");
  REQUIRE(store.commit(id, 2, question_and_answer("two", "better"), at_ms(1)));
  CHECK(store.turns(id)->at(3).content == "better");
  CHECK(store.search("second", 10)->empty());
  CHECK(*store.commit(id, 2, {}, at_ms(1)) == 4);  // undo
  CHECK(store.info(id)->turns == 2);
}

TEST_CASE("bytes that are no text are kept as text", "[store][session_writing]") {
  const TemporaryFolder folder;
  SessionStore store = open_store(folder / "sessions.db");
  const SessionId id = new_session(store);
  talk(store, id, "a\xFF z", std::string("b\0c", 3));
  CHECK(store.turns(id)->at(0).content == "a\uFFFD z");
  CHECK(store.turns(id)->at(1).content == "b c");
}

TEST_CASE("names are unique, or not there", "[store][session_writing]") {
  const TemporaryFolder folder;
  SessionStore store = open_store(folder / "sessions.db");
  const SessionId one = new_session(store, "one");
  const SessionId none = new_session(store);
  new_session(store);
  const auto again = store.create({"one", "m", "r", {}}, at_ms(1));
  REQUIRE_FALSE(again);
  CHECK(again.error().code == Errc::usage);
  CHECK_THAT(again.error().message, ContainsSubstring("\"one\" already"));
  CHECK_FALSE(store.rename(none, "one"));
  CHECK_FALSE(store.rename(none, "a b"));
  CHECK_FALSE(store.rename(999, "new"));
  REQUIRE(store.rename(one, "one"));
  REQUIRE(store.rename(one, ""));
  REQUIRE(store.rename(none, "one"));
  CHECK(store.find("one")->id == none);
}

TEST_CASE("a fork goes its own way", "[store][session_writing]") {
  const TemporaryFolder folder;
  SessionStore store = open_store(folder / "sessions.db");
  const SessionId id = *store.create({"root", "m", "r", "be short"}, at_ms(1));
  REQUIRE(store.add_tag(id, "work"));
  talk(store, id, "one", "first");
  talk(store, id, "two", "second");
  const auto fork = store.fork(id, 2, "branch", at_ms(7000));
  REQUIRE(fork);
  const auto info = store.info(*fork);
  CHECK(info->parent == id);
  CHECK(info->fork_point == 2);
  CHECK(info->turns == 2);
  CHECK(info->system == "be short");
  CHECK(info->tags == std::vector<std::string>{"work"});
  talk(store, *fork, "other", "way");
  CHECK(store.info(id)->turns == 4);
  CHECK(store.search("first", 10)->size() == 2);
  CHECK(store.info(*store.fork(id, 99, "", at_ms(1)))->fork_point == 4);
  CHECK_FALSE(store.fork(999, 1, "", at_ms(1)));
  REQUIRE(store.remove(id));
  CHECK(store.info(*fork)->parent == 0);
  CHECK(store.turns(*fork)->size() == 4);
}

TEST_CASE("tags and settings are changed", "[store][session_writing]") {
  const TemporaryFolder folder;
  SessionStore store = open_store(folder / "sessions.db");
  const SessionId id = new_session(store);
  REQUIRE(store.add_tag(id, "b"));
  REQUIRE(store.add_tag(id, "a"));
  REQUIRE(store.add_tag(id, "a"));
  CHECK(store.info(id)->tags == std::vector<std::string>{"a", "b"});
  CHECK(*store.remove_tag(id, "a"));
  CHECK_FALSE(*store.remove_tag(id, "a"));
  CHECK_FALSE(store.add_tag(id, "two words"));
  CHECK_FALSE(store.add_tag(999, "x"));
  REQUIRE(store.set_model(id, "other"));
  REQUIRE(store.set_remote(id, "https://other"));
  CHECK(store.info(id)->remote == "https://other");
  REQUIRE(store.set_system(id, "be kind"));
  CHECK(store.info(id)->model == "other");
  CHECK(store.info(id)->system == "be kind");
  REQUIRE(store.set_system(id, std::nullopt));
  CHECK_FALSE(store.info(id)->system);
}

TEST_CASE("what is removed is gone, and its id with it", "[store][session_writing]") {
  const TemporaryFolder folder;
  const std::string path = folder / "sessions.db";
  SessionId id = 0;
  {
    SessionStore store = open_store(path);
    id = new_session(store, "secret");
    talk(store, id, "the launch code", "is swordfish");
    REQUIRE(store.remove(id));
    CHECK_FALSE(store.remove(id));
    CHECK_FALSE(store.info(id));
    CHECK(store.search("swordfish", 10)->empty());
    CHECK(new_session(store) > id);
    REQUIRE(store.purge());
  }
  CHECK(content_of(path).find("swordfish") == std::string::npos);
}

}  // namespace
}  // namespace llamero
