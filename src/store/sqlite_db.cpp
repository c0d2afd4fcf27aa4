#include "store/sqlite_db.h"

#include "store/sqlite_errors.h"

#include <sqlite3.h>
#include <utility>

namespace llamero {

struct SqliteConnection {
  std::string path;
  sqlite3* handle = nullptr;
  bool damaged = false;

  explicit SqliteConnection(std::string path_in) : path(std::move(path_in)) {}
  SqliteConnection(const SqliteConnection&) = delete;
  SqliteConnection& operator=(const SqliteConnection&) = delete;
  ~SqliteConnection() { sqlite3_close_v2(handle); }

  Unexpected failure(int code) {
    damaged = damaged || means_damage(code);
    const bool told_by_system = (code & 0xFF) == SQLITE_CANTOPEN || (code & 0xFF) == SQLITE_IOERR;
    // sqlite3_errmsg speaks of the last call, which is the one that failed or a bind before it.
    const char* text = handle != nullptr && sqlite3_extended_errcode(handle) == code
                           ? sqlite3_errmsg(handle)
                           : sqlite3_errstr(code);
    const int system = told_by_system && handle != nullptr ? sqlite3_system_errno(handle) : 0;
    return Unexpected(sqlite_error(path, code, text, system));
  }
};

namespace {

// How long a writer waits for another one; a commit takes milliseconds.
constexpr int kBusyMs = 5000;

std::string as_uri(const std::string& path) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string uri = "file:";
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '%' || c == '?' || c == '#') {
      uri += {'%', kHex[byte >> 4], kHex[byte & 15]};
    } else {
      uri += c;
    }
  }
  return uri;
}

}  // namespace

void SqliteStatement::Finalize::operator()(sqlite3_stmt* statement) const {
  sqlite3_finalize(statement);
}

SqliteStatement::SqliteStatement(SqliteConnection& connection, std::string_view sql)
    : connection_(&connection) {
  sqlite3_stmt* statement = nullptr;
  keep_failure(sqlite3_prepare_v2(connection.handle, sql.data(), static_cast<int>(sql.size()),
                                  &statement, nullptr));
  statement_.reset(statement);
}

void SqliteStatement::keep_failure(int code) {
  if (failed_ == SQLITE_OK) failed_ = code;
}

SqliteStatement& SqliteStatement::bind(int parameter, std::string_view text) {
  const char* const data = text.empty() ? "" : text.data();  // a null pointer would bind NULL
  if (statement_)
    keep_failure(sqlite3_bind_text64(statement_.get(), parameter, data, text.size(),
                                     SQLITE_TRANSIENT, SQLITE_UTF8));
  return *this;
}

SqliteStatement& SqliteStatement::bind(int parameter, std::int64_t number) {
  if (statement_) keep_failure(sqlite3_bind_int64(statement_.get(), parameter, number));
  return *this;
}

SqliteStatement& SqliteStatement::bind_or_null(int parameter, std::string_view text) {
  if (!text.empty()) return bind(parameter, text);
  if (statement_) keep_failure(sqlite3_bind_null(statement_.get(), parameter));
  return *this;
}

Result<bool> SqliteStatement::step() {
  if (failed_ != SQLITE_OK) return connection_->failure(failed_);
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  failed_ = code;
  return connection_->failure(code);
}

Result<void> SqliteStatement::run() {
  auto done = step();
  if (!done) return Unexpected(std::move(done).error());
  sqlite3_reset(statement_.get());
  return {};
}

std::int64_t SqliteStatement::number(int column) const {
  return sqlite3_column_int64(statement_.get(), column);
}

std::string_view SqliteStatement::text(int column) const {
  const auto* const bytes = static_cast<const char*>(sqlite3_column_blob(statement_.get(), column));
  if (bytes == nullptr) return {};
  return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column))};
}

bool SqliteStatement::is_null(int column) const {
  return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
}

SqliteDb::SqliteDb(std::shared_ptr<SqliteConnection> connection)
    : connection_(std::move(connection)) {}

Result<SqliteDb> SqliteDb::open_with(const std::string& path, const std::string& name, int flags) {
  auto connection = std::make_shared<SqliteConnection>(path);
  const int code = sqlite3_open_v2(name.c_str(), &connection->handle,
                                   flags | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_NOMUTEX, nullptr);
  if (code != SQLITE_OK) return connection->failure(code);
  sqlite3_busy_timeout(connection->handle, kBusyMs);
  return SqliteDb(std::move(connection));
}

Result<SqliteDb> SqliteDb::open(const std::string& path, Access access) {
  return open_with(path, path,
                   access == Access::write ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY);
}

Result<SqliteDb> SqliteDb::open_frozen(const std::string& path) {
  return open_with(path, as_uri(path) + "?immutable=1", SQLITE_OPEN_READONLY | SQLITE_OPEN_URI);
}

const std::string& SqliteDb::path() const {
  return connection_->path;
}

SqliteStatement SqliteDb::prepare(std::string_view sql) {
  return {*connection_, sql};
}

Result<void> SqliteDb::run(const char* sql) {
  const int code = sqlite3_exec(connection_->handle, sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return connection_->failure(code);
  return {};
}

Result<std::int64_t> SqliteDb::number(std::string_view sql, std::int64_t none) {
  SqliteStatement statement = prepare(sql);
  auto row = statement.step();
  if (!row) return Unexpected(std::move(row).error());
  return *row ? statement.number(0) : none;
}

Result<std::string> SqliteDb::text(std::string_view sql) {
  SqliteStatement statement = prepare(sql);
  auto row = statement.step();
  if (!row) return Unexpected(std::move(row).error());
  return *row ? std::string(statement.text(0)) : std::string();
}

std::int64_t SqliteDb::last_row_id() const {
  return sqlite3_last_insert_rowid(connection_->handle);
}

std::int64_t SqliteDb::changes() const {
  return sqlite3_changes64(connection_->handle);
}

bool SqliteDb::damaged() const {
  return connection_->damaged;
}

Result<SqliteTransaction> SqliteTransaction::begin(SqliteDb& db) {
  if (auto begun = db.run("BEGIN IMMEDIATE"); !begun) return Unexpected(std::move(begun).error());
  return SqliteTransaction(db);
}

SqliteTransaction::SqliteTransaction(SqliteTransaction&& other) noexcept
    : db_(std::exchange(other.db_, nullptr)) {}

SqliteTransaction::~SqliteTransaction() {
  // Some errors have rolled back already; then this one fails, and there is nothing to tell.
  if (db_ != nullptr) static_cast<void>(db_->run("ROLLBACK"));
}

Result<void> SqliteTransaction::commit() {
  auto done = db_->run("COMMIT");
  if (done) db_ = nullptr;
  return done;
}

}  // namespace llamero
