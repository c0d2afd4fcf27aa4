#include "store/session_schema.h"

#include "support/session_fixture.h"

namespace llamero {
namespace {

TEST_CASE("an empty database is taken to the newest version", "[store][schema]") {
  auto db = SqliteDb::open(":memory:", SqliteDb::Access::write);
  REQUIRE(db);
  CHECK(*schema_version(*db) == 0);
  REQUIRE(migrate(*db));
  CHECK(*schema_version(*db) == kSchemaVersion);
  CHECK(*db->number("SELECT count(*) FROM sessions") == 0);
  REQUIRE(migrate(*db));  // again: nothing to do
  CHECK(*schema_version(*db) == kSchemaVersion);
}

TEST_CASE("a migration that fails leaves the old version", "[store][schema]") {
  auto db = SqliteDb::open(":memory:", SqliteDb::Access::write);
  REQUIRE(db);
  REQUIRE(db->run("CREATE TABLE turns(mine)"));
  const auto done = migrate(*db);
  REQUIRE_FALSE(done);
  CHECK(*schema_version(*db) == 0);
  CHECK(*db->number("SELECT count(*) FROM sqlite_schema") == 1);
}

TEST_CASE("processes that make the database at once agree", "[store][schema]") {
  const TemporaryFolder folder;
  const std::string path = folder / "sessions.db";
  std::vector<pid_t> children;
  for (int i = 0; i < 6; ++i) {
    children.push_back(start_process([&] {
      auto store = SessionStore::open(path, SessionStore::IfMissing::create);
      if (!store || store->read_only()) return 1;
      return store->create({"s" + std::to_string(getpid()), "m", "r", {}}, at_ms(1)) ? 0 : 2;
    }));
  }
  for (const pid_t child : children) CHECK(end_of(child) == 0);
  SessionStore store = open_store(path);
  CHECK(store.list({})->size() == 6);
}

}  // namespace
}  // namespace llamero
