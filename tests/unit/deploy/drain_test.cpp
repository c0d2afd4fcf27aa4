#include "deploy/drain.h"

#include "catch.hpp"
#include "support/fake_processes.h"
#include "support/log_frame.h"
#include "support/scripted_engine.h"

#include "deploy/local_link.h"

using namespace llamero;
using namespace llamero::testing;

namespace {

// As the kernel prints them: the header, one that listens, one that is established.
const std::string kHead =
    "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout "
    "inode\n";
const std::string kListens =
    "   0: 00000000:2CAA 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 "
    "1 1 0000000000000000 100 0 0 10 0\n";
const std::string kServes =
    "   1: 020011AC:2CAA 010011AC:D2F0 01 00000000:00000000 02:000007B2 00000000     0        0 "
    "2 2 0000000000000000 20 4 30 10 -1\n";
const std::string kServes6 =
    "   2: 0000000000000000FFFF0000020011AC:2CAA 0000000000000000FFFF0000010011AC:D2F2 01 "
    "00000000:00000000 02:000007B2 00000000     0        0 3 2 0000000000000000 20 4 30 10 -1\n";

}  // namespace

TEST_CASE("connections to a port are counted while they are established", "[deploy]") {
  CHECK(established_connections("", 11434) == 0);
  CHECK(established_connections(kHead + kListens, 11434) == 0);
  CHECK(established_connections(kHead + kListens + kServes, 11434) == 1);
  CHECK(established_connections(kHead + kServes + kHead + kServes6, 11434) == 2);
  CHECK(established_connections(kHead + kServes, 11435) == 0);
  CHECK(established_connections(kServes.substr(0, kServes.size() - 1), 11434) == 1);
  CHECK(established_connections("0: 0:0050 0:1 01\n", 80) == 1);
  // A client of the same port elsewhere, the end of a connection, and lines of no sense.
  CHECK(established_connections("0: 020011AC:D2F0 010011AC:2CAA 01 x\n", 11434) == 0);
  CHECK(established_connections("0: 020011AC:2CAA 010011AC:D2F0 06 x\n", 11434) == 0);
  CHECK(established_connections("0: :2CAA\n\n \t \n:2CAA 01\n", 11434) == 0);
}

TEST_CASE("a server is waited for until nobody is connected", "[deploy]") {
  ScriptedEngine docker;
  docker.negotiated();
  FakeProcesses processes;
  LocalLink link(docker.transport, processes, "this machine", true);
  const auto tables = [&](const std::string& text) {
    docker.answer(R"({"Id":"e"})", 201);
    docker.answer(log_frame(1, text));
  };
  tables(kHead + kServes);
  tables(kHead + kListens);
  const auto idle = await_idle(link, docker.engine, "llamero", Milliseconds(60'000), {});
  REQUIRE(idle);
  CHECK(*idle == 0);
  CHECK(docker.transport.waits().size() == 1);
  tables(kHead + kServes + kServes6);
  const auto busy = await_idle(link, docker.engine, "llamero", Milliseconds(0), {});
  REQUIRE(busy);
  CHECK(*busy == 2);
  CHECK(docker.transport.waits().size() == 1);
  docker.answer(R"({"message":"is not running"})", 409);
  CHECK(await_idle(link, docker.engine, "llamero", Milliseconds(0), {}).error().message ==
        "docker says: is not running");
}
