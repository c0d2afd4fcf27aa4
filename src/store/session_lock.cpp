#include "store/session_lock.h"

#include "store/private_files.h"
#include "store/session_files.h"
#include "store/session_name.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <optional>
#include <system_error>

namespace llamero {
namespace {

Error taken(const std::string& path, const SessionInfo& session) {
  std::string who = "another process";
  const auto content = read_private(path);
  if (content) {
    const std::size_t space = content->find(' ');
    const std::string pid = content->substr(0, space);
    if (session_id_of(pid)) who = "process " + pid;
    const std::string host = space == std::string::npos ? "" : content->substr(space + 1);
    if (!host.empty()) who += " on " + host.substr(0, host.find('\n'));
  }
  return {Errc::usage, "session " + session.handle() + " is open in another window (" + who + ")",
          "go on there, or in a copy: llamero sessions fork " + session.handle()};
}

// "PID HOST": a home may be shared by machines.
Result<void> sign(int fd, const std::string& path) {
  char host[256] = {};
  if (gethostname(host, sizeof(host) - 1) != 0) host[0] = '\0';
  if (ftruncate(fd, 0) != 0) return Unexpected(unwritable_file(path));
  return write_whole(fd, path, std::to_string(getpid()) + " " + host + "\n");
}

// False: `sessions rm` removed the file after it was opened here.
bool is_still_there(int fd, const std::string& path) {
  struct stat opened {};
  struct stat named {};
  return fstat(fd, &opened) == 0 && stat(path.c_str(), &named) == 0 &&
         opened.st_ino == named.st_ino && opened.st_dev == named.st_dev;
}

}  // namespace

Result<SessionLock> SessionLock::take(const std::string& database, const SessionInfo& session) {
  const std::string path = lock_file(database, session.id);
  while (true) {
    auto fd = open_private(path, O_RDWR | O_CREAT);
    if (!fd) return Unexpected(std::move(fd).error());
    if (flock(fd->get(), LOCK_EX | LOCK_NB) != 0) {
      if (errno == EINTR) continue;
      return Unexpected(errno == EWOULDBLOCK ? taken(path, session) : unwritable_file(path));
    }
    if (!is_still_there(fd->get(), path)) continue;
    // Who has it is a courtesy: a full disk must not keep anybody from talking.
    static_cast<void>(sign(fd->get(), path));
    return SessionLock(*std::move(fd));
  }
}

}  // namespace llamero
