// SQLite behind values: what is opened closes itself, and errors are a Result that names the file.
#pragma once

#include "llamero/result.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace llamero {

struct SqliteConnection;  // in sqlite_db.cpp

// One statement. What fails while it is prepared or bound is told by the first step. Must not
// outlive its database.
class SqliteStatement {
 public:
  // Parameters count from 1; the text is copied.
  SqliteStatement& bind(int parameter, std::string_view text);
  SqliteStatement& bind(int parameter, std::int64_t number);
  // NULL for an empty text.
  SqliteStatement& bind_or_null(int parameter, std::string_view text);

  // True: there is a row. After an error the statement is of no more use.
  Result<bool> step();
  // For a statement without rows; it can be bound and run again.
  Result<void> run();
  // Calls row(statement) for every row.
  template <class Row>
  Result<void> each(Row&& row) {
    while (true) {
      auto more = step();
      if (!more) return Unexpected(std::move(more).error());
      if (!*more) return {};
      row(*this);
    }
  }

  // Of the row that step() came to, columns from 0. The view is valid until the next step.
  [[nodiscard]] std::int64_t number(int column) const;
  [[nodiscard]] std::string_view text(int column) const;
  [[nodiscard]] bool is_null(int column) const;

 private:
  friend class SqliteDb;
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  SqliteStatement(SqliteConnection& connection, std::string_view sql);
  void keep_failure(int code);

  SqliteConnection* connection_;
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
  int failed_ = 0;
};

class SqliteDb {
 public:
  enum class Access { write, read };

  // An existing file (an empty one is a database without tables). `path` may be ":memory:". Nothing
  // of the file is read yet. Errors: see store/sqlite_errors.h.
  [[nodiscard]] static Result<SqliteDb> open(const std::string& path, Access access);
  // A file that nobody changes meanwhile, in a folder where nothing can be written.
  [[nodiscard]] static Result<SqliteDb> open_frozen(const std::string& path);

  [[nodiscard]] const std::string& path() const;
  [[nodiscard]] SqliteStatement prepare(std::string_view sql);
  // Statements without parameters, one after the other; their rows are not looked at.
  [[nodiscard]] Result<void> run(const char* sql);
  // The first column of the first row, or `none`.
  [[nodiscard]] Result<std::int64_t> number(std::string_view sql, std::int64_t none = 0);
  [[nodiscard]] Result<std::string> text(std::string_view sql);

  [[nodiscard]] std::int64_t last_row_id() const;
  // Rows that the last INSERT, UPDATE or DELETE touched.
  [[nodiscard]] std::int64_t changes() const;
  // A statement met a broken page.
  [[nodiscard]] bool damaged() const;

 private:
  explicit SqliteDb(std::shared_ptr<SqliteConnection> connection);
  static Result<SqliteDb> open_with(const std::string& path, const std::string& name, int flags);

  std::shared_ptr<SqliteConnection> connection_;
};

// A transaction that takes the write lock at once; what was not committed is rolled back.
class SqliteTransaction {
 public:
  [[nodiscard]] static Result<SqliteTransaction> begin(SqliteDb& db);
  SqliteTransaction(SqliteTransaction&& other) noexcept;
  SqliteTransaction(const SqliteTransaction&) = delete;
  SqliteTransaction& operator=(const SqliteTransaction&) = delete;
  SqliteTransaction& operator=(SqliteTransaction&&) = delete;
  ~SqliteTransaction();
  Result<void> commit();

 private:
  explicit SqliteTransaction(SqliteDb& db) : db_(&db) {}
  SqliteDb* db_;  // nullptr: it has ended
};

}  // namespace llamero
