#include "base/file_system.h"

#include "catch.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <filesystem>

namespace llamero {
namespace {

class NoInterrupt final : public Watch {};

struct Folder {
  std::string path = "/tmp/llamero-files-XXXXXX";
  Folder() { REQUIRE(mkdtemp(path.data()) != nullptr); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { std::filesystem::remove_all(path); }
};

mode_t mode_of(const std::string& path) {
  struct stat info {};
  REQUIRE(stat(path.c_str(), &info) == 0);
  return info.st_mode & 0777U;
}

TEST_CASE("a file is replaced whole, and readable by its owner alone", "[file_system]") {
  const Folder folder;
  RealFileSystem files;
  NoInterrupt none;
  const std::string path = folder.path + "/a/b/remote.toml";
  const mode_t before = umask(0);
  REQUIRE(files.write(path, "one", FileSystem::Access::owner));
  REQUIRE(files.write(path, "two", FileSystem::Access::owner));
  umask(before);
  CHECK(*files.read(path, 100, none) == "two");
  CHECK(mode_of(path) == 0600);
  CHECK(mode_of(folder.path + "/a") == 0700);
  CHECK(*files.list(folder.path + "/a/b") == std::vector<std::string>{"remote.toml"});
}

TEST_CASE("a file that is no secret has the mode of the umask", "[file_system]") {
  const Folder folder;
  RealFileSystem files;
  const mode_t before = umask(022);
  REQUIRE(files.write(folder.path + "/f", "x", FileSystem::Access::umask));
  umask(before);
  CHECK(mode_of(folder.path + "/f") == 0644);
}

TEST_CASE("a failed write leaves no trace", "[file_system]") {
  const Folder folder;
  RealFileSystem files;
  REQUIRE(mkdir((folder.path + "/f").c_str(), 0700) == 0);
  const auto written = files.write(folder.path + "/f", "x", FileSystem::Access::owner);
  REQUIRE_FALSE(written);
  CHECK(written.error().code == Errc::output_failed);
  CHECK(*files.list(folder.path) == std::vector<std::string>{"f"});
}

TEST_CASE("a rename does not replace", "[file_system]") {
  const Folder folder;
  RealFileSystem files;
  NoInterrupt none;
  REQUIRE(files.write(folder.path + "/a", "a", FileSystem::Access::owner));
  REQUIRE(files.write(folder.path + "/b", "b", FileSystem::Access::owner));
  CHECK_FALSE(files.rename_new(folder.path + "/a", folder.path + "/b"));
  CHECK(*files.read(folder.path + "/b", 9, none) == "b");
  REQUIRE(files.rename_new(folder.path + "/a", folder.path + "/c"));
  CHECK_FALSE(files.exists(folder.path + "/a"));
  REQUIRE(files.remove(folder.path + "/c"));
  CHECK_FALSE(files.exists(folder.path + "/c"));
}

TEST_CASE("a line is added to a log that only its owner reads", "[file_system][deploy]") {
  const Folder folder;
  RealFileSystem files;
  NoInterrupt none;
  const std::string path = folder.path + "/state/deploy.log";
  const mode_t before = umask(0);
  REQUIRE(files.append_line(path, "one"));
  REQUIRE(files.append_line(path, "two"));
  umask(before);
  CHECK(*files.read(path, 100, none) == "one\ntwo\n");
  CHECK(mode_of(path) == 0600);
  CHECK(mode_of(folder.path + "/state") == 0700);
}

TEST_CASE("a log that is a link, or no file, is not written", "[file_system][deploy]") {
  const Folder folder;
  RealFileSystem files;
  NoInterrupt none;
  const std::string other = folder.path + "/other";
  REQUIRE(files.write(other, "kept", FileSystem::Access::owner));
  for (const std::string& target : {other, folder.path + "/absent"}) {
    const std::string path = folder.path + "/log";
    REQUIRE(symlink(target.c_str(), path.c_str()) == 0);
    const auto added = files.append_line(path, "x");
    REQUIRE_FALSE(added);
    CHECK(added.error().code == Errc::output_failed);
    REQUIRE(unlink(path.c_str()) == 0);
  }
  CHECK(*files.read(other, 100, none) == "kept");
  CHECK_FALSE(files.exists(folder.path + "/absent"));
  const auto to_folder = files.append_line(folder.path, "x");
  REQUIRE_FALSE(to_folder);
  CHECK(to_folder.error().code == Errc::output_failed);
}

TEST_CASE("a directory that is not there has no files", "[file_system]") {
  RealFileSystem files;
  CHECK(files.list("/nonexistent/folder")->empty());
  CHECK_FALSE(files.list("/dev/null"));
}

TEST_CASE("a secret is read through a link and through a pipe of the shell", "[file_system]") {
  const Folder folder;
  RealFileSystem files;
  NoInterrupt none;
  REQUIRE(files.write(folder.path + "/token", "s3cret", FileSystem::Access::owner));
  REQUIRE(symlink("token", (folder.path + "/link").c_str()) == 0);
  CHECK(files.read_secret(folder.path + "/link", 100, none)->reveal() == "s3cret");
  REQUIRE(chmod((folder.path + "/token").c_str(), 0604) == 0);
  CHECK_FALSE(files.read_secret(folder.path + "/link", 100, none));

  std::array<int, 2> ends{};
  REQUIRE(pipe(ends.data()) == 0);
  REQUIRE(write(ends[1], "piped", 5) == 5);
  close(ends[1]);
  const std::string name = "/dev/fd/" + std::to_string(ends[0]);
  CHECK(files.read_secret(name, 100, none)->reveal() == "piped");
  close(ends[0]);
}

}  // namespace
}  // namespace llamero
