#include "store/private_files.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <array>
#include <cerrno>
#include <filesystem>
#include <system_error>

namespace llamero {
namespace {

std::string system_text() {
  return std::generic_category().message(errno);
}

Result<std::string> read_opened(int fd, const std::string& path) {
  std::string content;
  std::array<char, 64 * 1024> buffer{};
  while (true) {
    const ssize_t got = ::read(fd, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0)
      return Unexpected(Error(Errc::usage, "cannot read \"" + path + "\": " + system_text()));
    if (got == 0) return content;
    content.append(buffer.data(), static_cast<std::size_t>(got));
  }
}

}  // namespace

Error unwritable_file(const std::string& path) {
  std::string hint;
  if (errno == ENOSPC || errno == EDQUOT || errno == EFBIG) hint = "make room on the disk";
  if (errno == EACCES || errno == EROFS || errno == EPERM)
    hint = "look at the mode of the file and its folder";
  return {Errc::output_failed, "cannot write \"" + path + "\": " + system_text(), std::move(hint)};
}

Result<void> make_private_folder(const std::string& folder) {
  if (mkdir(folder.c_str(), S_IRWXU) == 0 || errno == EEXIST) return {};
  const std::string parent = std::filesystem::path(folder).parent_path();
  if (errno != ENOENT || parent.empty() || parent == folder)
    return Unexpected(unwritable_file(folder));
  if (auto made = make_private_folder(parent); !made) return made;
  if (mkdir(folder.c_str(), S_IRWXU) == 0 || errno == EEXIST) return {};
  return Unexpected(unwritable_file(folder));
}

Result<UniqueFd> open_private(const std::string& path, int flags) {
  if ((flags & O_CREAT) != 0) {
    if (auto made = make_private_folder(std::filesystem::path(path).parent_path()); !made)
      return Unexpected(std::move(made).error());
  }
  UniqueFd fd(open(path.c_str(), flags | O_CLOEXEC, S_IRUSR | S_IWUSR));
  if (!fd) return Unexpected(unwritable_file(path));
  return fd;
}

Result<std::string> read_private(const std::string& path) {
  const UniqueFd fd(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (fd) return read_opened(fd.get(), path);
  if (errno == ENOENT) return std::string();
  return Unexpected(Error(Errc::usage, "cannot read \"" + path + "\": " + system_text()));
}

Result<void> write_whole(int fd, const std::string& path, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t done = ::write(fd, bytes.data(), bytes.size());
    if (done < 0 && errno == EINTR) continue;
    if (done < 0) return Unexpected(unwritable_file(path));
    bytes.remove_prefix(static_cast<std::size_t>(done));
  }
  return {};
}

Result<void> wait_for_lock(int fd, const std::string& path) {
  while (flock(fd, LOCK_EX) != 0) {
    if (errno != EINTR) return Unexpected(unwritable_file(path));
  }
  return {};
}

}  // namespace llamero
