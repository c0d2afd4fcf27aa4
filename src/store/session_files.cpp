#include "store/session_files.h"

#include <unistd.h>

#include <filesystem>

namespace llamero {
namespace {

std::string file_of(const std::string& database, SessionId id, const char* suffix) {
  const std::filesystem::path folder = std::filesystem::path(database).parent_path() / "sessions";
  return folder / (std::to_string(id) + suffix);
}

}  // namespace

std::string journal_file(const std::string& database, SessionId id) {
  return file_of(database, id, ".journal");
}

std::string lock_file(const std::string& database, SessionId id) {
  return file_of(database, id, ".lock");
}

void remove_session_files(const std::string& database, SessionId id) {
  unlink(journal_file(database, id).c_str());
  unlink(lock_file(database, id).c_str());
}

}  // namespace llamero
