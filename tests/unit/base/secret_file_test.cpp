#include "base/secret_file.h"

#include "catch.hpp"

#include <sys/stat.h>

namespace llamero {
namespace {

constexpr uid_t kMe = 1000;

std::string verdict(mode_t mode, uid_t owner, bool read_only_mount = false,
                    bool through_dev_fd = false, uid_t user = kMe) {
  const auto judged = judge_secret_file("/f", {mode, owner, read_only_mount, through_dev_fd}, user);
  return judged ? "ok" : judged.error().message + " | " + judged.error().hint;
}

TEST_CASE("a secret may be in a file that nobody else can read or write", "[secret_file]") {
  CHECK(verdict(S_IFREG | 0600, kMe) == "ok");
  CHECK(verdict(S_IFREG | 0400, kMe) == "ok");
  CHECK(verdict(S_IFREG | 0644, kMe) ==
        "\"/f\" may not hold a secret: others can read it | chmod 600 /f");
  CHECK(verdict(S_IFREG | 0640, kMe) ==
        "\"/f\" may not hold a secret: others can read it | chmod 600 /f");
  CHECK(verdict(S_IFREG | 0620, kMe) ==
        "\"/f\" may not hold a secret: others can write it | chmod 600 /f");
  CHECK(verdict(S_IFREG | 0666, 0) ==
        "\"/f\" may not hold a secret: others can write it | chmod 600 /f");
}

TEST_CASE("what root gave out to be read is not the user's to protect", "[secret_file]") {
  CHECK(verdict(S_IFREG | 0644, 0) == "ok");
  CHECK(verdict(S_IFREG | 0644, 0, true, false, 0) == "ok");  // root in a pod
  CHECK(verdict(S_IFREG | 0644, 0, false, false, 0) != "ok");
}

TEST_CASE("a secret does not come from a stranger's file", "[secret_file]") {
  CHECK(verdict(S_IFREG | 0600, 1001) ==
        "\"/f\" may not hold a secret: it belongs to user 1001 | "
        "use a file of your own, with mode 600");
}

TEST_CASE("a pipe is for a secret only where a shell made it", "[secret_file]") {
  CHECK(verdict(S_IFIFO | 0600, kMe, false, true) == "ok");
  CHECK(verdict(S_IFIFO | 0600, kMe) ==
        "\"/f\" may not hold a secret: it is not a regular file | "
        "a pipe is read from <(command), a file needs mode 600");
  CHECK(verdict(S_IFCHR | 0600, kMe) != "ok");
}

}  // namespace
}  // namespace llamero
