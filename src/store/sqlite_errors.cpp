#include "store/sqlite_errors.h"

#include <sqlite3.h>
#include <system_error>

namespace llamero {
namespace {

constexpr int kPrimary = 0xFF;  // the low byte of an extended code

std::string because(std::string_view text, int system_error) {
  if (system_error == 0) return std::string(text);
  return std::generic_category().message(system_error);
}

Error unwritable(const std::string& path, const std::string& why, std::string hint) {
  return {Errc::output_failed, "cannot write \"" + path + "\": " + why, std::move(hint)};
}

}  // namespace

bool means_damage(int code) {
  return (code & kPrimary) == SQLITE_CORRUPT || (code & kPrimary) == SQLITE_NOTADB;
}

Error sqlite_error(const std::string& path, int code, std::string_view text, int system_error) {
  const std::string why = because(text, system_error);
  switch (code & kPrimary) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return {Errc::usage, "\"" + path + "\" is damaged: " + why,
              "sqlite3 FILE .recover may save what is in it; moved away, a new one is made"};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return unwritable(path, "another program is writing in it", "try again");
    case SQLITE_FULL:
      return unwritable(path, "the disk is full", "make room; llamero sessions prune gives some");
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return unwritable(path, "it is read-only", "look at the mode of the file and its folder");
    case SQLITE_CANTOPEN:
      return unwritable(path, why, "look at the mode of the file and its folder");
    case SQLITE_IOERR:
      return unwritable(path, why, "look at the disk and its quota");
    default:
      return unwritable(path, why, "");
  }
}

}  // namespace llamero
