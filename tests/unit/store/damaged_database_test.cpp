// A database with overwritten bytes: an error or an answer, and no more damage.
#include "support/session_fixture.h"

namespace llamero {
namespace {

std::string make_database(const std::string& path) {
  {
    SessionStore store = open_store(path);
    const SessionId id = new_session(store, "mine");
    for (int i = 0; i < 100; ++i)
      talk(store, id, "question " + std::to_string(i), std::string(700, 'a') + " word");
  }
  return content_of(path);
}

// Everything that the program may ask. True: at least one call returned an error.
bool any_error(SessionStore& store) {
  bool failed = false;
  const auto note = [&](const auto& result) { failed = failed || !result; };
  note(store.list({}));
  note(store.find("mine"));
  note(store.turns(1));
  note(store.search("word", 1000));
  note(store.commit(1, 0, question_and_answer("q", "a"), at_ms(9)));
  note(store.fork(1, 50, "f", at_ms(9)));
  note(store.remove(1));
  return failed;
}

TEST_CASE("overwritten bytes anywhere are survived", "[store][damage]") {
  const TemporaryFolder folder;
  const std::string path = folder / "sessions.db";
  const std::string good = make_database(path);
  REQUIRE(good.size() > 30 * 4096);
  int errors = 0;
  for (std::size_t at = 0; at + 4096 <= good.size(); at += 3 * 4096) {
    std::string bad = good;
    bad.replace(at, 2000, 2000, '\xA5');
    put_content(path, bad);
    std::filesystem::remove(path + "-wal");
    std::filesystem::remove(path + "-shm");
    auto store = SessionStore::open(path, SessionStore::IfMissing::create);
    errors += !store || any_error(*store) ? 1 : 0;
  }
  CHECK(errors > 3);
}

TEST_CASE("after a broken page was met nothing is written any more", "[store][damage]") {
  const TemporaryFolder folder;
  const std::string path = folder / "sessions.db";
  std::string bad = make_database(path);
  bad.replace(8192, bad.size() - 8192, bad.size() - 8192, '\xA5');
  put_content(path, bad);
  {
    auto store = SessionStore::open(path, SessionStore::IfMissing::create);
    REQUIRE(store);
    const auto turns = store->turns(1);
    REQUIRE_FALSE(turns);
    CHECK(turns.error().code == Errc::usage);
    CHECK_THAT(turns.error().message, ContainsSubstring("is damaged"));
    const auto created = store->create({"x", "m", "r", {}}, at_ms(1));
    REQUIRE_FALSE(created);
    CHECK_THAT(created.error().message, ContainsSubstring("not written any more"));
    CHECK(store->read_only());
  }
  CHECK(content_of(path) == bad);
}

TEST_CASE("a database that was cut short is told", "[store][damage]") {
  const TemporaryFolder folder;
  const std::string path = folder / "sessions.db";
  const std::string good = make_database(path);
  for (const std::size_t size :
       {std::size_t{50}, std::size_t{4096}, std::size_t{4097}, good.size() / 2}) {
    put_content(path, good.substr(0, size));
    auto store = SessionStore::open(path, SessionStore::IfMissing::create);
    if (store) CHECK_FALSE(store->turns(1));
    if (!store) CHECK(store.error().code == Errc::usage);
  }
}

}  // namespace
}  // namespace llamero
