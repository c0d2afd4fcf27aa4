#include "deploy/container_json.h"

#include "catch.hpp"
#include "support/ollama_container.h"

#include <nlohmann/json.hpp>

using namespace llamero;
using namespace llamero::testing;
using nlohmann::json;

TEST_CASE("a body for create has its keys in one order", "[deploy]") {
  CHECK(
      create_body(ollama_container(), kOldApi) ==
      R"json({"Image":"llamero-built-ollama:0.17.4","Cmd":["serve"],)json"
      R"json("Env":["LLAMA_ARG_THREADS=2","OLLAMA_KEEP_ALIVE=30m","OLLAMA_NO_CLOUD=1"],)json"
      R"json("Labels":{"llamero.deploy":"files","llamero.gpu":"none",)json"
      R"json("llamero.image":"ollama/ollama:0.32.15","llamero.role":"ollama",)json"
      R"json("llamero.spec":"0123abcd"},"ExposedPorts":{"11434/tcp":{}},"AttachStdin":false,)json"
      R"json("AttachStdout":false,"AttachStderr":false,"OpenStdin":false,"Tty":false,)json"
      R"json("Healthcheck":{"Test":["CMD-SHELL","timeout 3 bash -c \"exec )json"
      R"json(3<>/dev/tcp/127.0.0.1/11434 && printf \\\"GET /api/version HTTP/1.0\\r\\nHost: )json"
      R"json(localhost\\r\\n\\r\\n\\\" >&3 && grep -q version <&3\""],"Interval":5000000000,)json"
      R"json("Timeout":5000000000,"StartPeriod":60000000000,"Retries":3},"StopTimeout":30,)json"
      R"json("HostConfig":{"Binds":["files-models:/root/.ollama"],)json"
      R"json("Tmpfs":{"/tmp":"size=256m,mode=1777"},"NetworkMode":"files-net",)json"
      R"json("PortBindings":{"11434/tcp":[{"HostIp":"127.0.0.1","HostPort":"11634"}]},)json"
      R"json("ExtraHosts":["registry.example:172.17.0.1"],)json"
      R"json("RestartPolicy":{"Name":"unless-stopped","MaximumRetryCount":0},)json"
      R"json("LogConfig":{"Type":"local","Config":{"max-file":"3","max-size":"10m"}},)json"
      R"json("Memory":3221225472,"MemorySwap":4294967296,"NanoCpus":1500000000,"PidsLimit":512,)json"
      R"json("Devices":[{"PathOnHost":"/dev/null","PathInContainer":"/dev/null",)json"
      R"json("CgroupPermissions":"rwm"}],"GroupAdd":["44","109"],)json"
      R"json("CapAdd":["CAP_NET_BIND_SERVICE"],"CapDrop":["ALL"],)json"
      R"json("SecurityOpt":["no-new-privileges"],"ReadonlyRootfs":true,"Privileged":false,)json"
      R"json("Init":true},"NetworkingConfig":{"EndpointsConfig":{"files-net":{}}}})json");
}

TEST_CASE("an engine that knows of it checks often at the start and seldom later", "[deploy]") {
  json body = json::parse(create_body(ollama_container(), kNewApi));
  CHECK(body["Healthcheck"]["Interval"] == 30'000'000'000);
  CHECK(body["Healthcheck"]["StartInterval"] == 2'000'000'000);
}

TEST_CASE("what a plain container does not have is not asked for", "[deploy]") {
  ContainerSpec spec;
  spec.restart = "on-failure:3";
  spec.nvidia_gpus = true;
  json body = json::parse(create_body(spec, kOldApi));
  CHECK_FALSE(body.contains("Cmd"));
  CHECK_FALSE(body.contains("Healthcheck"));
  CHECK(body["HostConfig"]["NetworkMode"] == "default");
  CHECK(body["HostConfig"]["RestartPolicy"] ==
        json({{"Name", "on-failure"}, {"MaximumRetryCount", 3}}));
  CHECK(body["HostConfig"]["DeviceRequests"][0]["Count"] == -1);
  CHECK(body["HostConfig"]["DeviceRequests"][0]["Capabilities"] ==
        json::array({json::array({"gpu"})}));
}

TEST_CASE("odd strings are strings, and two addresses of a port are two bindings", "[deploy]") {
  ContainerSpec spec = hostile_container();
  spec.ports = {{"127.0.0.1", 1, 443}, {"::1", 2, 443}};
  spec.env.emplace_back("BAD", "\xff");
  json body = json::parse(create_body(spec, kOldApi));
  CHECK(body["Env"][0] == "A=" + spec.env[0].second);
  CHECK(body["Env"].back() == "BAD=\xef\xbf\xbd");
  CHECK(body["Cmd"] == json(spec.command));
  CHECK(body["Labels"]["odd-key:#"] == "- 'x' = y");
  CHECK(body["HostConfig"]["PortBindings"]["443/tcp"] ==
        json::array({{{"HostIp", "127.0.0.1"}, {"HostPort", "1"}},
                     {{"HostIp", "::1"}, {"HostPort", "2"}}}));
}
