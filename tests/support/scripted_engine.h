// An engine of docker whose answers are written down beforehand.
#pragma once

#include "catch.hpp"
#include "support/scripted_transport.h"

#include "deploy/docker_engine.h"

namespace llamero::testing {

struct ScriptedEngine {
  ScriptedTransport transport;
  DockerEngine engine{transport, {"http://docker", "/var/run/docker.sock", {}, {}, {}}, {}};

  void answer(std::string body, int status = 200) {
    transport.add(ScriptedAnswer::json(std::move(body), status));
  }
  void answer_ping(const std::string& version) {
    ScriptedAnswer pong = ScriptedAnswer::of(200, "text/plain", "OK");
    pong.headers.push_back({"Api-Version", version});
    transport.add(std::move(pong));
  }
  void negotiated() {
    answer_ping("1.41");
    REQUIRE(engine.negotiate());
  }

  // "GET /v1.41/info" of the last request, or of the one before that many.
  [[nodiscard]] std::string asked(std::size_t before = 0) const {
    const auto& requests = transport.requests();
    REQUIRE(before < requests.size());
    const HttpRequest& request = requests[requests.size() - 1 - before];
    const std::string host = "http://docker";
    REQUIRE(request.url.starts_with(host));
    return request.method + " " + request.url.substr(host.size());
  }
};

}  // namespace llamero::testing
