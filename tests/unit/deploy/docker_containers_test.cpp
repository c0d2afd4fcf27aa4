#include "catch.hpp"
#include "support/inspect_answer.h"
#include "support/log_frame.h"
#include "support/scripted_engine.h"

using namespace llamero;
using namespace llamero::testing;
using nlohmann::json;

namespace {

struct Ready : ScriptedEngine {
  Ready() { negotiated(); }

  [[nodiscard]] json sent(std::size_t before = 0) const {
    const auto& requests = transport.requests();
    return json::parse(*requests[requests.size() - 1 - before].body);
  }
};

}  // namespace

TEST_CASE_METHOD(Ready, "a container is found by its name, or not there", "[deploy]") {
  answer(inspect_answer().dump());
  const auto found = engine.container("a/b c");
  REQUIRE(found);
  REQUIRE(*found);
  CHECK((*found)->spec.name == "files-ollama");
  CHECK(asked() == "GET /v1.41/containers/a%2Fb%20c/json");
  answer(R"({"message":"No such container: x"})", 404);
  const auto none = engine.container("x");
  REQUIRE(none);
  CHECK_FALSE(*none);
  answer(R"({"message":"broken"})", 500);
  CHECK(engine.container("x").error().message == "docker says: broken");
  answer("[]");
  CHECK(engine.container("x").error().code == Errc::deploy);
}

TEST_CASE_METHOD(Ready, "containers are listed by label, and by port", "[deploy]") {
  answer(R"([{"Names":["/one","/two/alias"]},{"Names":[]},{"Names":null},7,{"Names":["three"]}])");
  const auto names = engine.names_with_label("llamero.deploy=x");
  REQUIRE(names);
  CHECK(*names == std::vector<std::string>{"one", "three"});
  CHECK(asked() ==
        "GET /v1.41/containers/json?all=1&filters=%7B%22label%22%3A%5B%22llamero.deploy%3Dx%22%5D"
        "%7D");
  const std::string list =
      R"([{"Names":["/a"],"Ports":null},{"Names":["/b"],"Ports":[{"PrivatePort":11434},
          {"PrivatePort":80,"PublicPort":11500}]},{"Names":[],"Ports":[{"PublicPort":1}]}])";
  answer(list);
  CHECK(*engine.holder_of_port(11500) == "b");
  answer(list);
  CHECK(engine.holder_of_port(11434)->empty());
  answer(list);
  CHECK(engine.holder_of_port(1)->empty());
}

TEST_CASE_METHOD(Ready, "each change of a container is the call that docker has for it",
                 "[deploy]") {
  answer(R"({"Id":"abc","Warnings":[]})", 201);
  CHECK(*engine.create("n m", "{\"Image\":\"i\"}") == "abc");
  CHECK(asked() == "POST /v1.41/containers/create?name=n%20m");
  CHECK(sent() == json{{"Image", "i"}});
  answer("", 204);
  CHECK(engine.start("n"));
  CHECK(asked() == "POST /v1.41/containers/n/start");
  CHECK(transport.requests().back().body == "");
  answer("", 204);
  CHECK(engine.unpause("n"));
  CHECK(asked() == "POST /v1.41/containers/n/unpause");
  answer("", 204);
  CHECK(engine.stop("n", 30));
  CHECK(asked() == "POST /v1.41/containers/n/stop?t=30");
  CHECK(transport.requests().back().timeouts.first_byte > std::chrono::seconds(30));
  answer("", 204);
  CHECK(engine.restart("n", 5));
  CHECK(asked() == "POST /v1.41/containers/n/restart?t=5");
  answer("", 204);
  CHECK(engine.rename("n", "n previous&x=1"));
  CHECK(asked() == "POST /v1.41/containers/n/rename?name=n%20previous%26x%3D1");
  answer("", 204);
  CHECK(engine.remove("n"));
  CHECK(asked() == "DELETE /v1.41/containers/n?force=1");
}

TEST_CASE_METHOD(Ready, "what was done before is no error", "[deploy]") {
  answer("", 304);
  CHECK(engine.start("n"));
  answer("", 304);
  CHECK(engine.stop("n", 1));
  answer(R"({"message":"gone"})", 404);
  CHECK(engine.stop("n", 1));
  answer(R"({"message":"gone"})", 404);
  CHECK(engine.remove("n"));
  answer(R"({"message":"gone"})", 404);
  CHECK(engine.start("n").error().http_status == 404);
  answer(R"({"message":"in use"})", 409);
  CHECK(engine.create("n", "{}").error().message == "docker says: in use");
  answer(R"({"message":"busy"})", 409);
  CHECK(engine.remove("n").error().http_status == 409);
}

TEST_CASE_METHOD(Ready, "files go in and out as archives", "[deploy]") {
  answer("");
  REQUIRE(engine.put_files("n", "/data/a b", "tar"));
  CHECK(asked() == "PUT /v1.41/containers/n/archive?path=%2Fdata%2Fa%20b");
  const HttpRequest& put = transport.requests().back();
  CHECK(put.body == "tar");
  REQUIRE(put.headers.size() == 1);
  CHECK(put.headers.front().value == "application/x-tar");
  answer("tar");
  CHECK(*engine.get_files("n", "/data/x") == "tar");
  answer(R"({"message":"no such file"})", 404);
  CHECK(engine.get_files("n", "/data/x").error().http_status == 404);
}

TEST_CASE_METHOD(Ready, "a program within a container tells what it prints", "[deploy]") {
  answer(R"({"Id":"e/1"})", 201);
  answer(log_frame(1, "one\n") + log_frame(2, "two"));
  const auto out = engine.exec("n", {"cat", "/x"});
  REQUIRE(out);
  CHECK(*out == "one\ntwo\n");
  CHECK(asked(1) == "POST /v1.41/containers/n/exec");
  CHECK(sent(1)["Cmd"] == json{"cat", "/x"});
  CHECK(asked() == "POST /v1.41/exec/e%2F1/start");
  answer(R"({"message":"is paused"})", 409);
  CHECK(engine.exec("n", {"x"}).error().message == "docker says: is paused");
}

TEST_CASE_METHOD(Ready, "a log comes line by line", "[deploy]") {
  const std::string stream = log_frame(1, "one\n") + log_frame(2, "two\n");
  transport.add(ScriptedAnswer::of(200, "", stream).cut_every(3));
  std::vector<std::string> lines;
  const auto keep = [&](std::string_view line) -> Result<void> {
    lines.emplace_back(line);
    return {};
  };
  REQUIRE(engine.logs("n", {}, keep));
  CHECK(lines == std::vector<std::string>{"one", "two"});
  CHECK(asked() == "GET /v1.41/containers/n/logs?stdout=1&stderr=1");
  transport.add(ScriptedAnswer::of(200, "", ""));
  REQUIRE(engine.logs("n", {10, "1.5&x", true, true}, keep));
  CHECK(asked() ==
        "GET /v1.41/containers/n/logs?stdout=1&stderr=1&tail=10&since=1.5%26x&follow=1&"
        "timestamps=1");
  CHECK(transport.requests().back().timeouts.idle == Milliseconds(0));
  answer(R"({"message":"No such container: n"})", 404);
  CHECK(engine.logs("n", {}, keep).error().message == "docker says: No such container: n");
}
