#include "store/sqlite_db.h"

#include "support/temporary_folder.h"

namespace llamero {
namespace {

SqliteDb memory() {
  auto db = SqliteDb::open(":memory:", SqliteDb::Access::write);
  REQUIRE(db);
  return *std::move(db);
}

TEST_CASE("values come back as they were bound", "[store][sqlite_db]") {
  SqliteDb db = memory();
  REQUIRE(db.run("CREATE TABLE t(a TEXT, b INTEGER, c TEXT)"));
  const std::string odd("a\0'\"b", 5);
  SqliteStatement insert = db.prepare("INSERT INTO t VALUES(?1, ?2, ?3)");
  REQUIRE(insert.bind(1, odd).bind(2, std::int64_t{1} << 60).bind_or_null(3, "").run());
  REQUIRE(insert.bind(1, "").bind(2, -1).bind_or_null(3, "x").run());
  CHECK(db.last_row_id() == 2);
  CHECK(db.changes() == 1);
  int rows = 0;
  SqliteStatement select = db.prepare("SELECT a, b, c FROM t ORDER BY rowid");
  REQUIRE(select.each([&](const SqliteStatement& row) {
    if (++rows == 1) {
      CHECK(row.text(0) == odd);
      CHECK(row.number(1) == std::int64_t{1} << 60);
      CHECK(row.is_null(2));
    } else {
      CHECK(row.text(0).empty());
      CHECK_FALSE(row.is_null(0));
      CHECK(row.text(2) == "x");
    }
  }));
  CHECK(rows == 2);
}

TEST_CASE("what cannot be prepared or bound is told by the first step", "[store][sqlite_db]") {
  SqliteDb db = memory();
  SqliteStatement wrong = db.prepare("SELECT * FROM nowhere");
  const auto step = wrong.bind(1, "x").step();
  REQUIRE_FALSE(step);
  CHECK_THAT(step.error().message, ContainsSubstring("no such table: nowhere"));
  CHECK_FALSE(db.prepare("SELECT 1").bind(7, 1).step());
  CHECK_FALSE(db.number("SELECT"));
  CHECK(*db.number("SELECT 1 WHERE 0", 9) == 9);
}

TEST_CASE("a transaction that goes out of scope never was", "[store][sqlite_db]") {
  SqliteDb db = memory();
  REQUIRE(db.run("CREATE TABLE t(a)"));
  {
    auto transaction = SqliteTransaction::begin(db);
    REQUIRE(transaction);
    REQUIRE(db.run("INSERT INTO t VALUES(1)"));
  }
  CHECK(*db.number("SELECT count(*) FROM t") == 0);
  {
    auto transaction = SqliteTransaction::begin(db);
    REQUIRE(transaction);
    REQUIRE(db.run("INSERT INTO t VALUES(1)"));
    REQUIRE(transaction->commit());
  }
  CHECK(*db.number("SELECT count(*) FROM t") == 1);
}

TEST_CASE("errors name the file, what failed and what to do", "[store][sqlite_db]") {
  const TemporaryFolder folder;
  const auto absent = SqliteDb::open(folder / "absent.db", SqliteDb::Access::write);
  REQUIRE_FALSE(absent);
  CHECK(absent.error().code == Errc::output_failed);
  CHECK_THAT(absent.error().message, ContainsSubstring(folder / "absent.db"));
  CHECK_THAT(absent.error().message, ContainsSubstring("No such file"));
  CHECK_FALSE(absent.error().hint.empty());

  put_content(folder / "text", std::string(5000, 'x'));
  auto text = SqliteDb::open(folder / "text", SqliteDb::Access::write);
  REQUIRE(text);
  const auto version = text->number("PRAGMA user_version");
  REQUIRE_FALSE(version);
  CHECK(version.error().code == Errc::usage);
  CHECK_THAT(version.error().message, ContainsSubstring("is damaged"));
  CHECK(text->damaged());
  CHECK(content_of(folder / "text") == std::string(5000, 'x'));
}

TEST_CASE("a file with marks of a URI in its name is found", "[store][sqlite_db]") {
  const TemporaryFolder folder;
  const std::string path = folder / "a?b#c%41.db";
  put_content(path, "");
  auto db = SqliteDb::open(path, SqliteDb::Access::write);
  REQUIRE(db);
  REQUIRE(db->run("CREATE TABLE t(a)"));
  auto frozen = SqliteDb::open_frozen(path);
  REQUIRE(frozen);
  CHECK(*frozen->number("SELECT count(*) FROM sqlite_schema") == 1);
  CHECK_FALSE(frozen->run("CREATE TABLE u(a)"));
}

}  // namespace
}  // namespace llamero
