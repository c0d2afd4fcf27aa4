#include "deploy/docker_engine.h"

#include "catch.hpp"
#include "support/scripted_engine.h"

#include <nlohmann/json.hpp>

using namespace llamero;
using namespace llamero::testing;

namespace {

Error unreachable(Errc code) {
  return {code, "no such file or directory"};
}

}  // namespace

TEST_CASE_METHOD(ScriptedEngine, "both sides agree on a version of the API", "[deploy]") {
  struct Row {
    const char* theirs;
    const char* path;
  };
  const auto row = GENERATE(Row{"1.40", "/v1.40/info"}, Row{"1.41", "/v1.41/info"},
                            Row{"1.47", "/v1.47/info"}, Row{"1.99", "/v1.47/info"});
  answer_ping(row.theirs);
  REQUIRE(engine.negotiate());
  CHECK(asked() == "GET /_ping");
  answer("{}");
  REQUIRE(engine.info());
  CHECK(asked() == std::string("GET ") + row.path);
}

TEST_CASE_METHOD(ScriptedEngine, "an engine that is too old is named with its version",
                 "[deploy]") {
  for (const std::string version : {"1.39", "1.4", "0.99", "x", ""}) {
    answer_ping(version);
    const auto done = engine.negotiate();
    REQUIRE_FALSE(done);
    CHECK(done.error().code == Errc::deploy);
    CHECK(done.error().message == "docker at /var/run/docker.sock speaks API " + version +
                                      ", at least 1.40 (docker 19.03) is needed");
  }
}

TEST_CASE_METHOD(ScriptedEngine, "what is no docker, or says nothing, is told apart", "[deploy]") {
  transport.add(ScriptedAnswer::of(200, "text/html", "<html>"));
  auto done = engine.negotiate();
  CHECK(done.error().message == "what answers at /var/run/docker.sock is no docker");
  CHECK(done.error().code == Errc::deploy);
  transport.add(ScriptedAnswer::of(403, "text/plain", "go away"));
  done = engine.negotiate();
  CHECK(done.error().message == "docker says: go away");
  transport.add(ScriptedAnswer::failure(unreachable(Errc::connect_failed)));
  done = engine.negotiate();
  CHECK(done.error().code == Errc::deploy);
  CHECK(done.error().message ==
        "docker does not answer at /var/run/docker.sock: no such file or directory");
  CHECK(done.error().hint == "is its daemon running? sudo systemctl start docker");
  transport.add(ScriptedAnswer::failure({Errc::timed_out, "30 s"}));
  done = engine.negotiate();
  CHECK(done.error().code == Errc::deploy);
  CHECK(done.error().message == "docker did not answer GET /_ping in time: 30 s");
  transport.add(ScriptedAnswer::failure({Errc::interrupted, "interrupted"}));
  CHECK(engine.negotiate().error().code == Errc::interrupted);
}

TEST_CASE_METHOD(ScriptedEngine, "an error has the words of docker and its status", "[deploy]") {
  negotiated();
  answer(R"({"message":"driver failed programming\nexternal connectivity.\n"})", 500);
  const auto info = engine.info();
  REQUIRE_FALSE(info);
  CHECK(info.error().code == Errc::deploy);
  CHECK(info.error().message == "docker says: driver failed programming external connectivity");
  CHECK(info.error().http_status == 500);
  answer(R"({"message":7})", 409);
  CHECK(engine.info().error().message == "docker says: status 409");
  answer("", 502);
  CHECK(engine.info().error().message == "docker says: status 502");
  answer("not json\n", 500);
  CHECK(engine.info().error().message == "docker says: not json");
  answer(R"({"message":")" + std::string(5000, 'x') + R"("})", 500);
  CHECK(engine.info().error().message.size() < 700);
  answer("no json");
  CHECK_FALSE(engine.info());
}

TEST_CASE_METHOD(ScriptedEngine, "what docker tells of itself is read", "[deploy]") {
  negotiated();
  answer(R"({"ServerVersion":"28.2.2","Architecture":"aarch64","OperatingSystem":"Debian",
             "DockerRootDir":"/d","NCPU":4,"MemTotal":4096,"SwapLimit":false,
             "SecurityOptions":["name=seccomp,profile=builtin","name=rootless"]})");
  const auto info = engine.info();
  REQUIRE(info);
  CHECK(info->version == "28.2.2");
  CHECK(info->arch == "aarch64");
  CHECK(info->os == "Debian");
  CHECK(info->root == "/d");
  CHECK(info->cpus == 4);
  CHECK(info->memory == 4096);
  CHECK_FALSE(info->swap_limit);
  CHECK(info->rootless);
  answer(R"({"ServerVersion":1,"NCPU":"4","SecurityOptions":"rootless","SwapLimit":null})");
  const auto odd = engine.info();
  REQUIRE(odd);
  CHECK(odd->version.empty());
  CHECK(odd->cpus == 0);
  CHECK_FALSE(odd->rootless);
  CHECK(odd->swap_limit);
}

TEST_CASE_METHOD(ScriptedEngine, "a volume is ours by its label", "[deploy]") {
  negotiated();
  answer(R"({"Name":"models","Labels":{"llamero.deploy":"llamero"}})");
  const auto ours = engine.volume("models");
  REQUIRE(ours);
  REQUIRE(*ours);
  CHECK((*ours)->ours);
  CHECK(asked() == "GET /v1.41/volumes/models");
  for (const char* labels : {"null", "{}", R"({"llamero.deploy":""})", R"({"other":"x"})"}) {
    answer(R"({"Name":"models","Labels":)" + std::string(labels) + "}");
    CHECK_FALSE((**engine.volume("models")).ours);
  }
  answer(R"({"message":"no such volume"})", 404);
  const auto none = engine.volume("models");
  REQUIRE(none);
  CHECK_FALSE(*none);
  answer(R"({"message":"broken"})", 500);
  CHECK(engine.volume("models").error().http_status == 500);
}

TEST_CASE_METHOD(ScriptedEngine, "volumes and networks are made with our labels", "[deploy]") {
  negotiated();
  answer("{}", 201);
  REQUIRE(engine.create_volume("m", {{"llamero.deploy", "x\xff"}}));
  CHECK(asked() == "POST /v1.41/volumes/create");
  const auto volume = nlohmann::json::parse(*transport.requests().back().body);
  CHECK(volume["Name"] == "m");
  CHECK(volume["Labels"]["llamero.deploy"] == "x\xef\xbf\xbd");
  answer("{}", 201);
  REQUIRE(engine.create_network("n", {{"llamero.deploy", "x"}}));
  CHECK(asked() == "POST /v1.41/networks/create");
  const auto network = nlohmann::json::parse(*transport.requests().back().body);
  CHECK(network["Driver"] == "bridge");
  CHECK(network["CheckDuplicate"] == true);
  answer(R"({"message":"it is there"})", 409);
  CHECK(engine.create_network("n", {}).error().message == "docker says: it is there");
  answer("{}");
  CHECK(*engine.has_network("n"));
  answer("{}", 404);
  CHECK_FALSE(*engine.has_network("n"));
}

TEST_CASE_METHOD(ScriptedEngine, "what is gone was removed", "[deploy]") {
  negotiated();
  for (const int status : {204, 404}) {
    answer("", status);
    CHECK(engine.remove_volume("m"));
    CHECK(asked() == "DELETE /v1.41/volumes/m");
    answer("", status);
    CHECK(engine.remove_network("n"));
    CHECK(asked() == "DELETE /v1.41/networks/n");
  }
  answer(R"({"message":"volume is in use"})", 409);
  CHECK(engine.remove_volume("m").error().http_status == 409);
  answer(R"({"message":"has active endpoints"})", 403);
  CHECK(engine.remove_network("n").error().http_status == 403);
}

TEST_CASE_METHOD(ScriptedEngine, "a name never leaves its place in a path", "[deploy]") {
  negotiated();
  answer("{}", 404);
  CHECK_FALSE(*engine.has_network("../a?b#c%/\n\xc3\xa4"));
  CHECK(asked() == "GET /v1.41/networks/..%2Fa%3Fb%23c%25%2F%0A%C3%A4");
}
