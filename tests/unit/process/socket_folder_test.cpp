#include "process/socket_folder.h"

#include "catch.hpp"
#include "process/shared_tunnel_paths.h"
#include "support/stub_ssh.h"

#include <sys/stat.h>
#include <sys/wait.h>

#include <csignal>

using namespace llamero;

namespace {

unsigned mode_of(const std::string& path) {
  struct stat info {};
  return stat(path.c_str(), &info) == 0 ? info.st_mode & 0777U : 0U;
}

}  // namespace

TEST_CASE("the folder of a socket is private, and goes with its owner") {
  const StubSsh place;
  const Env env(Env::Map{{"XDG_RUNTIME_DIR", place.runtime()}});
  std::string socket;
  {
    const auto folder = SocketFolder::make(env);
    REQUIRE(folder);
    socket = folder->socket();
    CHECK(socket.starts_with(place.runtime() + "/llamero/tunnel."));
    CHECK(mode_of(std::filesystem::path(socket).parent_path()) == 0700);
    std::ofstream(socket) << "";
    CHECK(place.left_overs() == 1);
  }
  CHECK(place.left_overs() == 0);
}

TEST_CASE("what a killed process left behind is removed, what is in use is not") {
  const StubSsh place;
  const Env env(Env::Map{{"XDG_RUNTIME_DIR", place.runtime()}});
  const auto alive = SocketFolder::make(env);
  REQUIRE(alive);
  const pid_t pid = fork();
  if (pid == 0) {
    const auto folder = SocketFolder::make(env);
    std::ofstream(folder->socket()) << "";
    kill(getpid(), SIGKILL);
  }
  waitpid(pid, nullptr, 0);
  CHECK(place.left_overs() == 2);
  const auto next = SocketFolder::make(env);
  REQUIRE(next);
  CHECK(place.left_overs() == 2);
  CHECK(std::filesystem::exists(std::filesystem::path(alive->socket()).parent_path()));
}

TEST_CASE("a folder that others can reach, or that ssh would misread, is passed over") {
  const StubSsh place;
  const std::string odd = place.runtime() + "/a:b%h";
  std::filesystem::create_directory(odd);
  const Env env(Env::Map{{"XDG_RUNTIME_DIR", "/tmp"}, {"TMPDIR", odd}});
  const auto base = socket_base(env);
  REQUIRE(base);
  CHECK(*base == "/tmp/llamero-" + std::to_string(geteuid()));
  const std::string longer = place.runtime() + "/" + std::string(100, 'x');
  std::filesystem::create_directory(longer);
  CHECK(*socket_base(Env(Env::Map{{"TMPDIR", longer}})) == *base);
  const std::string name = "/llamero-" + std::to_string(geteuid());
  std::filesystem::create_directory(place.runtime() + name);
  chmod((place.runtime() + name).c_str(), 0755);
  CHECK(*socket_base(Env(Env::Map{{"TMPDIR", place.runtime()}})) == *base);
}

TEST_CASE("an edited remote has another shared tunnel") {
  const StubSsh place;
  const Env env(Env::Map{{"XDG_RUNTIME_DIR", place.runtime()}});
  const auto one = shared_tunnel_paths(env, "lab", {{"me", "gpu", 0}, 11434});
  REQUIRE(one);
  CHECK(shared_tunnel_paths(env, "lab", {{"me", "gpu", 0}, 11434})->socket == one->socket);
  CHECK(shared_tunnel_paths(env, "lab2", {{"me", "gpu", 0}, 11434})->socket != one->socket);
  CHECK(shared_tunnel_paths(env, "lab", {{"me", "gpu2", 0}, 11434})->socket != one->socket);
  CHECK(shared_tunnel_paths(env, "lab", {{"me", "gpu", 2222}, 11434})->socket != one->socket);
  CHECK(shared_tunnel_paths(env, "lab", {{"me", "gpu", 0}, 11435})->socket != one->socket);
  CHECK(one->control.size() + 17 <= kLongestSocketPath);
}
