#include "base/secret_file.h"

#include <sys/stat.h>

namespace llamero {
namespace {

Error refused(const std::string& path, const std::string& why, std::string hint) {
  return {Errc::usage, "\"" + path + "\" may not hold a secret: " + why, std::move(hint)};
}

}  // namespace

Result<void> judge_secret_file(const std::string& path, const SecretFileFacts& facts, uid_t user) {
  if (S_ISFIFO(facts.mode) && facts.through_dev_fd) return {};
  if (!S_ISREG(facts.mode))
    return Unexpected(refused(path, "it is not a regular file",
                              "a pipe is read from <(command), a file needs mode 600"));
  if (facts.owner != user && facts.owner != 0) {
    return Unexpected(refused(path, "it belongs to user " + std::to_string(facts.owner),
                              "use a file of your own, with mode 600"));
  }
  const std::string fix = "chmod 600 " + path;
  if ((facts.mode & (S_IWGRP | S_IWOTH)) != 0)
    return Unexpected(refused(path, "others can write it", fix));
  // What root gave out to be read, and what a mount shows as it is, is not the user's to protect.
  if ((facts.mode & (S_IRGRP | S_IROTH)) != 0 && facts.owner == user && !facts.read_only_mount)
    return Unexpected(refused(path, "others can read it", fix));
  return {};
}

}  // namespace llamero
