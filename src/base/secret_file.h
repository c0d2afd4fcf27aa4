// Whether a file is kept well enough to hold a secret.
#pragma once

#include "llamero/result.h"

#include <sys/types.h>

#include <string>

namespace llamero {

// What is known of an opened file; links were followed, so that the facts are those of what is
// read.
struct SecretFileFacts {
  mode_t mode = 0;
  uid_t owner = 0;
  bool read_only_mount = false;  // nobody here can change its mode (a Kubernetes secret)
  bool through_dev_fd = false;   // named /dev/fd/N or /proc/self/fd/N: <(command) in a shell
};

// Accepts a regular file of `user` or root that nobody else can write and, where it is the user's
// own to protect, nobody else can read; and a pipe under /dev/fd. Errors: Errc::usage with the
// chmod to try.
[[nodiscard]] Result<void> judge_secret_file(const std::string& path, const SecretFileFacts& facts,
                                             uid_t user);

}  // namespace llamero
