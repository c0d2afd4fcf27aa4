#include "store/prompt_history.h"

#include "store/private_files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <system_error>

namespace llamero {
namespace {

constexpr std::size_t kMostName = 200;  // bytes of a file name; systems take 255

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_' || c == '.' || c == '@';
}

Error unreadable(const std::string& path) {
  return {Errc::usage, "cannot read \"" + path + "\": " + std::generic_category().message(errno)};
}

Result<std::string> read_from(int fd, std::size_t offset, const std::string& path) {
  std::string bytes;
  std::array<char, 64 * 1024> buffer{};
  while (true) {
    const auto at = static_cast<off_t>(offset + bytes.size());
    const ssize_t got = pread(fd, buffer.data(), buffer.size(), at);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return Unexpected(unreadable(path));
    if (got == 0) return bytes;
    bytes.append(buffer.data(), static_cast<std::size_t>(got));
  }
}

// A write that a full disk cut in the middle would run into the next prompt.
bool ends_clean(int fd, off_t size) {
  char last = 0;
  return size == 0 || (pread(fd, &last, 1, size - 1) == 1 && last == '\0');
}

}  // namespace

std::string prompt_history_file(const std::string& folder, std::string_view remote) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string name;
  for (const char c : remote) {
    const auto byte = static_cast<unsigned char>(c);
    if (is_plain(c) && !(c == '.' && name.empty())) {
      name += c;
    } else {
      name += {'%', kHex[byte >> 4], kHex[byte & 15]};
    }
  }
  return folder + "/history/" + name.substr(0, kMostName);
}

Result<void> PromptHistory::refresh() {
  const UniqueFd fd(open(path_.c_str(), O_RDONLY | O_CLOEXEC));
  struct stat info {};
  if (!fd && errno == ENOENT) return {};
  if (!fd || fstat(fd.get(), &info) != 0) return Unexpected(unreadable(path_));
  if (inode_ != info.st_ino || static_cast<std::size_t>(info.st_size) < read_to_) {
    prompts_.clear();
    in_file_ = 0;
    read_to_ = 0;
    inode_ = info.st_ino;
  }
  auto bytes = read_from(fd.get(), read_to_, path_);
  if (!bytes) return Unexpected(std::move(bytes).error());
  take(*bytes);
  return {};
}

// Whole prompts only: the rest may be on its way still.
void PromptHistory::take(std::string_view bytes) {
  for (std::size_t end = bytes.find('\0'); end != std::string_view::npos; end = bytes.find('\0')) {
    const std::string_view prompt = bytes.substr(0, end);
    if (!prompt.empty()) prompts_.emplace_back(prompt);
    ++in_file_;
    read_to_ += end + 1;
    bytes.remove_prefix(end + 1);
  }
  if (prompts_.size() > most_)
    prompts_.erase(prompts_.begin(), prompts_.end() - static_cast<std::ptrdiff_t>(most_));
}

// Locked, and still the file of that name: another window may have written it anew.
Result<UniqueFd> PromptHistory::open_locked() const {
  while (true) {
    auto fd = open_private(path_, O_RDWR | O_CREAT | O_APPEND);
    if (!fd) return fd;
    if (auto locked = wait_for_lock(fd->get(), path_); !locked)
      return Unexpected(std::move(locked).error());
    struct stat opened {};
    struct stat named {};
    if (fstat(fd->get(), &opened) == 0 && stat(path_.c_str(), &named) == 0 &&
        opened.st_ino == named.st_ino)
      return fd;
  }
}

Result<void> PromptHistory::add(std::string_view prompt) {
  std::string record(prompt.substr(0, kMostBytes + 1));
  if (record.empty() || record.size() > kMostBytes) return {};
  std::replace(record.begin(), record.end(), '\0', ' ');
  if (!prompts_.empty() && prompts_.back() == record) return {};
  auto fd = open_locked();
  struct stat info {};
  if (!fd || fstat(fd->get(), &info) != 0) {
    prompts_.push_back(std::move(record));
    return fd ? Result<void>(Unexpected(unwritable_file(path_)))
              : Result<void>(Unexpected(std::move(fd).error()));
  }
  std::string bytes = record + '\0';
  if (!ends_clean(fd->get(), info.st_size)) bytes.insert(0, 1, '\0');
  if (auto written = write_whole(fd->get(), path_, bytes); !written) {
    static_cast<void>(ftruncate(fd->get(), info.st_size));
    prompts_.push_back(std::move(record));
    return written;
  }
  if (auto read = refresh(); !read) return read;
  return in_file_ > 2 * most_ ? shorten() : Result<void>();
}

// Precondition: the lock is held. A window that waits for it finds the new file afterwards.
Result<void> PromptHistory::shorten() {
  std::string bytes;
  for (const std::string& prompt : prompts_) bytes += prompt + '\0';
  std::string temporary = path_ + ".XXXXXX";
  const UniqueFd fd(mkostemp(temporary.data(), O_CLOEXEC));
  if (!fd) return Unexpected(unwritable_file(path_));
  auto written = write_whole(fd.get(), temporary, bytes);
  if (written && fsync(fd.get()) == 0 && rename(temporary.c_str(), path_.c_str()) == 0)
    return refresh();
  Error error = written ? unwritable_file(path_) : std::move(written).error();
  unlink(temporary.c_str());
  return Unexpected(std::move(error));
}

}  // namespace llamero
