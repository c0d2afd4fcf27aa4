#include "base/file_system.h"

#include "base/secret_file.h"
#include "base/size_text.h"
#include "base/unique_fd.h"
#include "base/wait_fd.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <system_error>

namespace llamero {
namespace {

std::string system_text() {
  return std::generic_category().message(errno);
}

Error unreadable(const std::string& path, const std::string& why) {
  return {Errc::usage, "cannot read \"" + path + "\": " + why};
}

Error unwritable(const std::string& path, const std::string& why) {
  return {Errc::output_failed, "cannot write \"" + path + "\": " + why};
}

Error too_large(const std::string& path, std::size_t max_bytes) {
  return unreadable(path, "it is larger than the limit of " + size_text(max_bytes));
}

// `fd` is non-blocking: a pipe must not make the program deaf.
Result<std::string> read_all(int fd, const std::string& path, std::size_t max_bytes,
                             Watch& interrupt) {
  std::string content;
  std::array<char, 64 * 1024> buffer{};
  while (true) {
    if (auto ready = wait_fd(fd, POLLIN, std::nullopt, interrupt); !ready) {
      return Unexpected(std::move(ready).error());
    }
    const ssize_t got = ::read(fd, buffer.data(), buffer.size());
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) continue;
    if (got < 0) return Unexpected(unreadable(path, system_text()));
    if (got == 0) return content;
    content.append(buffer.data(), static_cast<std::size_t>(got));
    if (content.size() > max_bytes) return Unexpected(too_large(path, max_bytes));
  }
}

struct OpenFile {
  UniqueFd fd;
  struct stat info {};
};

Result<OpenFile> open_to_read(const std::string& path) {
  OpenFile file;
  file.fd = UniqueFd(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file.fd || fstat(file.fd.get(), &file.info) != 0)
    return Unexpected(unreadable(path, system_text()));
  if (S_ISDIR(file.info.st_mode)) return Unexpected(unreadable(path, "it is a directory"));
  return file;
}

Result<std::string> read_opened(const OpenFile& file, const std::string& path,
                                std::size_t max_bytes, Watch& interrupt) {
  if (S_ISREG(file.info.st_mode) && static_cast<std::uintmax_t>(file.info.st_size) > max_bytes)
    return Unexpected(too_large(path, max_bytes));
  auto content = read_all(file.fd.get(), path, max_bytes, interrupt);
  // A fifo that nobody has opened for writing is at its end at once.
  if (content && content->empty() && S_ISFIFO(file.info.st_mode))
    return Unexpected(unreadable(path, "it is a pipe, and nothing came out of it"));
  return content;
}

Result<void> make_private_directories(const std::filesystem::path& path) {
  if (path.empty() || path == path.root_path()) return {};
  if (mkdir(path.c_str(), S_IRWXU) == 0 || errno == EEXIST) return {};
  if (errno != ENOENT) return Unexpected(unwritable(path, system_text()));
  if (auto made = make_private_directories(path.parent_path()); !made) return made;
  if (mkdir(path.c_str(), S_IRWXU) == 0 || errno == EEXIST) return {};
  return Unexpected(unwritable(path, system_text()));
}

bool write_all(int fd, std::string_view content) {
  while (!content.empty()) {
    const ssize_t done = ::write(fd, content.data(), content.size());
    if (done < 0 && errno == EINTR) continue;
    if (done < 0) return false;
    content.remove_prefix(static_cast<std::size_t>(done));
  }
  return true;
}

bool fill(int fd, std::string_view content, FileSystem::Access access) {
  if (access == FileSystem::Access::umask) {
    const mode_t mask = umask(0);
    umask(mask);
    constexpr mode_t kEverybody = 0666;
    if (fchmod(fd, kEverybody & ~mask) != 0) return false;
  }
  return write_all(fd, content) && fsync(fd) == 0;
}

}  // namespace

Result<std::string> RealFileSystem::read(const std::string& path, std::size_t max_bytes,
                                         Watch& interrupt) {
  auto file = open_to_read(path);
  if (!file) return Unexpected(std::move(file).error());
  return read_opened(*file, path, max_bytes, interrupt);
}

Result<Secret> RealFileSystem::read_secret(const std::string& path, std::size_t max_bytes,
                                           Watch& interrupt) {
  auto file = open_to_read(path);
  if (!file) return Unexpected(std::move(file).error());
  struct statvfs mount {};
  SecretFileFacts facts;
  facts.mode = file->info.st_mode;
  facts.owner = file->info.st_uid;
  facts.read_only_mount = fstatvfs(file->fd.get(), &mount) == 0 && (mount.f_flag & ST_RDONLY) != 0;
  facts.through_dev_fd = path.starts_with("/dev/fd/") || path.starts_with("/proc/self/fd/");
  if (auto judged = judge_secret_file(path, facts, geteuid()); !judged)
    return Unexpected(std::move(judged).error());
  auto content = read_opened(*file, path, max_bytes, interrupt);
  if (!content) return Unexpected(std::move(content).error());
  return Secret(*std::move(content));
}

Result<void> RealFileSystem::write(const std::string& path, std::string_view content,
                                   Access access) {
  struct stat present {};
  // A rename would put a file where /dev/null was, or end with a riddle where a directory is.
  if (lstat(path.c_str(), &present) == 0 && !S_ISREG(present.st_mode) && !S_ISLNK(present.st_mode))
    return Unexpected(unwritable(
        path, S_ISDIR(present.st_mode) ? "it is a directory" : "it is not a regular file"));
  if (auto made = make_private_directories(std::filesystem::path(path).parent_path()); !made)
    return made;
  std::string temporary = path + ".XXXXXX";
  const UniqueFd fd(mkostemp(temporary.data(), O_CLOEXEC));
  if (!fd) return Unexpected(unwritable(path, system_text()));
  if (fill(fd.get(), content, access) && ::rename(temporary.c_str(), path.c_str()) == 0) return {};
  Error error = unwritable(path, system_text());
  unlink(temporary.c_str());
  return Unexpected(std::move(error));
}

Result<void> RealFileSystem::append_line(const std::string& path, std::string_view line) {
  if (auto made = make_private_directories(std::filesystem::path(path).parent_path()); !made)
    return made;
  const UniqueFd fd(open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW,
                         S_IRUSR | S_IWUSR));
  // One write: O_APPEND keeps the lines of two programs apart.
  if (fd && write_all(fd.get(), std::string(line) + "\n")) return {};
  return Unexpected(unwritable(path, system_text()));
}

Result<std::vector<std::string>> RealFileSystem::list(const std::string& path) {
  std::error_code failed;
  std::vector<std::string> names;
  for (std::filesystem::directory_iterator at(path, failed), end; !failed && at != end;
       at.increment(failed)) {
    names.push_back(at->path().filename().string());
  }
  if (failed && failed != std::errc::no_such_file_or_directory)
    return Unexpected(unreadable(path, failed.message()));
  std::sort(names.begin(), names.end());
  return names;
}

bool RealFileSystem::exists(const std::string& path) {
  struct stat info {};
  return lstat(path.c_str(), &info) == 0;
}

Result<void> RealFileSystem::rename_new(const std::string& from, const std::string& to) {
  // link() fails where the name is taken, rename() would replace it.
  if (link(from.c_str(), to.c_str()) == 0 && unlink(from.c_str()) == 0) return {};
  return Unexpected(unwritable(to, system_text()));
}

Result<void> RealFileSystem::remove(const std::string& path) {
  if (unlink(path.c_str()) == 0) return {};
  return Unexpected(unwritable(path, system_text()));
}

}  // namespace llamero
