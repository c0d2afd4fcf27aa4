#include "process/socket_folder.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <optional>
#include <string_view>
#include <system_error>
#include <vector>

namespace llamero {
namespace {

constexpr std::string_view kPrefix = "tunnel.";
constexpr std::string_view kSocketName = "/s";
// The longest of our names in the base: a shared tunnel's control socket with what ssh adds to it.
constexpr std::size_t kRoomForNames = 50;

Error no_folder(const std::string& why) {
  return {Errc::tunnel_failed, "no private folder for the socket of the tunnel: " + why,
          "XDG_RUNTIME_DIR or TMPDIR names a folder that only you can write, with a short path"};
}

// ssh splits the path at ":" and expands "%" and "${…}".
bool is_plain_path(const std::string& path) {
  constexpr std::string_view kPlain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._/-+@,=";
  return path.starts_with('/') && path.find_first_not_of(kPlain) == std::string::npos;
}

// A link, or what others can write, is not ours.
bool is_ours_alone(const std::string& path) {
  struct stat info {};
  return lstat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode) && info.st_uid == geteuid() &&
         (info.st_mode & (S_IRWXG | S_IRWXO)) == 0;
}

// The reason why not; empty: it is usable.
std::string make_base(const std::string& path) {
  if (!is_plain_path(path)) return path + " has characters that ssh would take for its own";
  if (path.size() + kRoomForNames > kLongestSocketPath) return path + " is too long for a socket";
  if (mkdir(path.c_str(), S_IRWXU) != 0 && errno != EEXIST)
    return path + ": " + std::generic_category().message(errno);
  return is_ours_alone(path) ? "" : path + " belongs to somebody else, or others can reach it";
}

UniqueFd open_folder(const std::string& path) {
  return UniqueFd(open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW));
}

void remove_folder(const std::string& path) {
  unlink((path + std::string(kSocketName)).c_str());
  rmdir(path.c_str());
}

std::vector<std::string> tunnels_in(const std::string& base) {
  std::vector<std::string> paths;
  const auto close = [](DIR* folder) { closedir(folder); };
  const std::unique_ptr<DIR, decltype(close)> folder(opendir(base.c_str()), close);
  if (!folder) return paths;
  while (const dirent* entry = readdir(folder.get())) {  // NOLINT(concurrency-mt-unsafe)
    if (std::string_view(entry->d_name).starts_with(kPrefix))
      paths.push_back(base + "/" + entry->d_name);
  }
  return paths;
}

// Whoever gets the lock knows that the owner is gone.
void remove_left_over(const std::string& base) {
  for (const std::string& path : tunnels_in(base)) {
    const UniqueFd folder = open_folder(path);
    if (folder && flock(folder.get(), LOCK_EX | LOCK_NB) == 0) remove_folder(path);
  }
}

// nullopt: somebody took it for a left over one before it was locked.
std::optional<UniqueFd> lock(const std::string& path) {
  UniqueFd folder = open_folder(path);
  struct stat info {};
  if (!folder || flock(folder.get(), LOCK_EX | LOCK_NB) != 0 || stat(path.c_str(), &info) != 0)
    return std::nullopt;
  return folder;
}

}  // namespace

Result<std::string> socket_base(const Env& env) {
  std::string reasons;
  std::vector<std::string> places;
  if (const auto runtime = env.non_empty("XDG_RUNTIME_DIR"); runtime && is_ours_alone(*runtime))
    places.push_back(*runtime + "/llamero");
  const std::string name = "/llamero-" + std::to_string(geteuid());
  if (const auto temporary = env.non_empty("TMPDIR")) places.push_back(*temporary + name);
  places.push_back("/tmp" + name);
  for (const std::string& place : places) {
    const std::string reason = make_base(place);
    if (reason.empty()) return place;
    reasons += (reasons.empty() ? "" : "; ") + reason;
  }
  return Unexpected(no_folder(reasons));
}

Result<SocketFolder> SocketFolder::make(const Env& env) {
  auto base = socket_base(env);
  if (!base) return Unexpected(std::move(base).error());
  remove_left_over(*base);
  constexpr int kTries = 5;
  for (int i = 0; i < kTries; ++i) {
    std::string path = *base + "/" + std::string(kPrefix) + "XXXXXX";
    if (mkdtemp(path.data()) == nullptr)
      return Unexpected(no_folder(path + ": " + std::generic_category().message(errno)));
    if (auto held = lock(path)) return SocketFolder(std::move(path), *std::move(held));
  }
  return Unexpected(no_folder(*base + " is too busy"));
}

SocketFolder::~SocketFolder() {
  if (!path_.empty()) remove_folder(path_);
}

std::string SocketFolder::socket() const {
  return path_ + std::string(kSocketName);
}

bool socket_accepts(const std::string& path) {
  sockaddr_un address{};
  if (path.size() > kLongestSocketPath) return false;
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
  const UniqueFd fd(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  return fd && connect(fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
}

}  // namespace llamero
