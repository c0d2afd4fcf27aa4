#include "store/session_store.h"

#include "store/session_schema.h"
#include "support/session_fixture.h"

namespace llamero {
namespace {

std::string journal_mode_of(const std::string& path) {
  auto db = SqliteDb::open(path, SqliteDb::Access::write);
  REQUIRE(db);
  return *db->text("PRAGMA journal_mode");
}

void set_version(const std::string& path, std::int64_t version) {
  auto db = SqliteDb::open(path, SqliteDb::Access::write);
  REQUIRE(db);
  REQUIRE(db->run(("PRAGMA user_version=" + std::to_string(version)).c_str()));
}

TEST_CASE("the database is its owner's alone under any umask", "[store][session_store]") {
  const TemporaryFolder folder;
  const mode_t before = umask(0);
  const std::string path = folder / "a/b/sessions.db";
  SessionStore store = open_store(path);
  new_session(store);
  umask(before);
  CHECK(mode_of(folder / "a") == 0700);
  CHECK(mode_of(folder / "a/b") == 0700);
  CHECK(mode_of(path) == 0600);
  CHECK(mode_of(path + "-wal") == 0600);
  CHECK(mode_of(path + "-shm") == 0600);
}

TEST_CASE("a database that others may read is closed to them", "[store][session_store]") {
  const TemporaryFolder folder;
  const std::string path = folder / "sessions.db";
  { open_store(path); }
  REQUIRE(chmod(path.c_str(), 0644) == 0);
  open_store(path);
  CHECK(mode_of(path) == 0600);
}

TEST_CASE("where there is no database nothing is made for a reader", "[store][session_store]") {
  const TemporaryFolder folder;
  const std::string path = folder / "a/sessions.db";
  auto store = SessionStore::open(path, SessionStore::IfMissing::empty);
  REQUIRE(store);
  CHECK(store->list({})->empty());
  CHECK(store->search("word", 10)->empty());
  CHECK_FALSE(store->find("x"));
  CHECK_FALSE(std::filesystem::exists(folder / "a"));
}

TEST_CASE("the write-ahead log is used where it can work", "[store][session_store]") {
  const TemporaryFolder folder;
  const std::string path = folder / "sessions.db";
  std::string asked;
  const auto answer = [&](bool works) {
    auto store = SessionStore::open(path, SessionStore::IfMissing::create, [&, works](auto& where) {
      asked = where;
      return works;
    });
    REQUIRE(store);
    CHECK_FALSE(store->read_only());
    talk(*store, new_session(*store), "q", "a");
  };
  answer(false);
  CHECK(asked == folder.path);
  CHECK(journal_mode_of(path) == "delete");
  answer(true);
  CHECK(journal_mode_of(path) == "wal");
  answer(false);  // the home moved to a network
  CHECK(journal_mode_of(path) == "delete");
  CHECK(open_store(path).list({})->size() == 3);
}

TEST_CASE("a newer database is read and never written", "[store][session_store]") {
  const TemporaryFolder folder;
  const std::string path = folder / "sessions.db";
  {
    SessionStore store = open_store(path);
    talk(store, new_session(store, "mine"), "q", "a");
  }
  set_version(path, kSchemaVersion + 1);
  const std::string before = content_of(path);
  {
    SessionStore store = open_store(path);
    REQUIRE(store.read_only());
    CHECK(store.read_only()->code == Errc::usage);
    CHECK_THAT(store.read_only()->message, ContainsSubstring("newer llamero"));
    CHECK(store.turns(store.find("mine")->id)->size() == 2);
    CHECK_FALSE(store.create({"x", "m", "r", {}}, at_ms(1)));
    CHECK_FALSE(store.commit(1, 0, {}, at_ms(1)));
    CHECK_FALSE(store.remove(1));
    CHECK_FALSE(store.rename(1, "y"));
  }
  CHECK(content_of(path) == before);
}

TEST_CASE("a database in a home that is read-only is read", "[store][session_store]") {
  const TemporaryFolder folder;
  const std::string path = folder / "sessions.db";
  {
    SessionStore store = open_store(path);
    talk(store, new_session(store, "mine"), "q", "a");
  }
  REQUIRE(chmod(path.c_str(), 0444) == 0);
  const ReadOnlyFolder read_only(folder.path);
  SessionStore store = open_store(path);
  REQUIRE(store.read_only());
  CHECK(store.read_only()->code == Errc::output_failed);
  CHECK(store.turns(store.find("mine")->id)->size() == 2);
  const auto created = store.create({"x", "m", "r", {}}, at_ms(1));
  REQUIRE_FALSE(created);
  CHECK_THAT(created.error().message, ContainsSubstring(path));
}

TEST_CASE("a new database in a home that is read-only is an error", "[store][session_store]") {
  const TemporaryFolder folder;
  const ReadOnlyFolder read_only(folder.path);
  const auto store = SessionStore::open(folder / "a/sessions.db", SessionStore::IfMissing::create);
  REQUIRE_FALSE(store);
  CHECK(store.error().code == Errc::output_failed);
  CHECK_THAT(store.error().message, ContainsSubstring("Permission denied"));
}

TEST_CASE("a file that is no database is left as it is", "[store][session_store]") {
  const TemporaryFolder folder;
  const std::string path = folder / "sessions.db";
  put_content(path, std::string(9000, 'x'));
  const auto store = SessionStore::open(path, SessionStore::IfMissing::create);
  REQUIRE_FALSE(store);
  CHECK(store.error().code == Errc::usage);
  CHECK_THAT(store.error().message, ContainsSubstring("is damaged"));
  CHECK(content_of(path) == std::string(9000, 'x'));
}

}  // namespace
}  // namespace llamero
