#include "engine/shared_tunnel.h"

#include "catch.hpp"
#include "process/shared_tunnel_paths.h"
#include "support/fake_processes.h"
#include "support/scripted_transport.h"
#include "support/stub_ssh.h"

#include <algorithm>

using namespace llamero;

namespace {

class Calm final : public Watch {};

struct Fixture {
  StubSsh place;
  Env env{Env::Map{{"XDG_RUNTIME_DIR", place.runtime()}}};
  ScriptedTransport http;
  FakeProcesses processes;
  SshPlace there{{"me", "gpu", 0}, 11434};
  SharedTunnel tunnel{http, processes, env, "lab", there};
  SharedTunnelPaths paths = *shared_tunnel_paths(env, "lab", there);
  Calm calm;

  Result<bool> connect() { return tunnel.connect(false, Milliseconds(1000), calm); }
};

}  // namespace

TEST_CASE_METHOD(Fixture, "a shared tunnel is open once HTTP comes through") {
  processes.programs["ssh"] = ProcessOutput{{0, 0}, "", ""};
  http.add(ScriptedAnswer::json("{}", 401));
  const auto opened = connect();
  REQUIRE(opened);
  CHECK(*opened);
  REQUIRE(processes.started.size() == 1);
  const auto& argv = processes.started.front();
  CHECK(std::find(argv.begin(), argv.end(), paths.control) != argv.end());
  CHECK(std::find(argv.begin(), argv.end(), paths.socket + ":127.0.0.1:11434") != argv.end());
  REQUIRE(http.requests().size() == 1);
  CHECK(http.requests().front().route.unix_socket == paths.socket);
}

TEST_CASE_METHOD(Fixture, "a login that fails leaves nothing behind") {
  place.write("run/llamero/x", "");
  processes.programs["ssh"] = ProcessOutput{{255, 0}, "", "Host key verification failed.\r\n"};
  const auto opened = connect();
  REQUIRE_FALSE(opened);
  CHECK(opened.error().code == Errc::ssh_refused);
  CHECK_FALSE(*tunnel.is_open());
}

TEST_CASE_METHOD(Fixture, "the files of a dead master are no tunnel, and are cleaned") {
  std::ofstream(paths.socket) << "";
  std::ofstream(paths.control) << "";
  const auto closed = tunnel.disconnect(calm);
  REQUIRE(closed);
  CHECK_FALSE(*closed);
  CHECK(processes.started.empty());
  CHECK_FALSE(std::filesystem::exists(paths.socket));
  CHECK_FALSE(std::filesystem::exists(paths.control));
}

TEST_CASE_METHOD(Fixture, "a server that does not answer closes the tunnel again") {
  processes.programs["ssh"] = ProcessOutput{{0, 0}, "", ""};
  http.add(ScriptedAnswer::failure(Error(Errc::connect_failed, "reset")));
  const auto opened = connect();
  REQUIRE_FALSE(opened);
  CHECK(opened.error().code == Errc::tunnel_failed);
  CHECK_THAT(opened.error().message, ContainsSubstring("127.0.0.1:11434"));
}
