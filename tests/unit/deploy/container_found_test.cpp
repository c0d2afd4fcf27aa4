#include "deploy/container_found.h"

#include "catch.hpp"
#include "support/inspect_answer.h"
#include "support/ollama_container.h"

using namespace llamero;
using namespace llamero::testing;
using nlohmann::json;

TEST_CASE("an answer of docker is read back into the spec it was made from", "[deploy]") {
  const FoundContainer found = found_of(inspect_answer());
  const ContainerSpec wanted = ollama_container();
  CHECK(found.image_id.starts_with("sha256:"));
  CHECK(found.spec.name == wanted.name);
  CHECK(found.spec.image == wanted.image);
  CHECK(found.spec.command == wanted.command);
  CHECK(found.spec.labels == wanted.labels);
  CHECK(found.spec.ports == wanted.ports);
  CHECK(found.spec.volumes == wanted.volumes);
  CHECK(found.spec.tmpfs == wanted.tmpfs);
  CHECK(found.spec.extra_hosts == wanted.extra_hosts);
  CHECK(found.spec.network == wanted.network);
  CHECK(found.spec.memory_swap == wanted.memory_swap);
  CHECK(found.spec.nano_cpus == wanted.nano_cpus);
  CHECK(found.spec.devices == wanted.devices);
  CHECK(found.spec.log_options == wanted.log_options);
  CHECK(found.spec.health->command == wanted.health->command);
  CHECK(found.spec.env.size() == wanted.env.size() + 2);  // PATH and OLLAMA_HOST of the image
  CHECK(found.label(kSpecLabel) == "0123abcd");
  CHECK(found.addresses.size() == 1);
}

TEST_CASE("the state of a container is read, and its texts are bounded", "[deploy]") {
  json answer = inspect_answer();
  CHECK(found_of(answer).state.running());
  CHECK(found_of(answer).state.health == "healthy");
  answer["State"]["Status"] = "exited";
  answer["State"]["ExitCode"] = 137;
  answer["State"]["OOMKilled"] = true;
  answer["State"]["Error"] = "two\nlines " + std::string(9000, 'x');
  answer["State"]["Health"]["Log"].push_back({{"Output", "bash:\n refused"}});
  answer["RestartCount"] = 7;
  const ContainerState state = found_of(answer).state;
  CHECK(state.exit_code == 137);
  CHECK(state.oom_killed);
  CHECK(state.error.starts_with("two lines x"));
  CHECK(state.error.size() < 600);
  CHECK(state.health_log == "bash: refused");
  CHECK(state.restarts == 7);
}

TEST_CASE("what no spec of ours asks for is read too", "[deploy]") {
  json answer = inspect_answer();
  json& host = answer["HostConfig"];
  host["Binds"] = {"/srv:/root/.ollama:ro", "files:/data:z"};
  host["Mounts"] = {{{"Type", "volume"}, {"Source", "v"}, {"Target", "/v"}, {"ReadOnly", true}},
                    {{"Type", "tmpfs"}, {"Target", "/run"}}};
  host["PidsLimit"] = -1;
  host["NanoCpus"] = 0;
  host["CpuQuota"] = 150'000;
  host["Devices"][0]["CgroupPermissions"] = "r";
  host["DeviceRequests"] = {{{"Driver", "cdi"}, {"DeviceIDs", {"nvidia.com/gpu=all"}}}};
  host["RestartPolicy"] = {{"Name", ""}};
  host["Init"] = nullptr;
  answer["NetworkSettings"]["Networks"]["other"] = json::object();
  answer["Config"]["Healthcheck"] = {{"Test", {"CMD", "ollama", "ps"}}};
  answer["Config"]["StopTimeout"] = nullptr;
  const ContainerSpec spec = found_of(answer).spec;
  CHECK(spec.volumes ==
        std::vector<VolumeMount>{{"/srv", "/root/.ollama:ro"}, {"files", "/data"}, {"v", "/v:ro"}});
  CHECK(spec.tmpfs.size() == 2);
  CHECK(spec.pids == -1);
  CHECK(spec.nano_cpus == 1'500'000'000);
  CHECK(spec.devices == std::vector<std::string>{"/dev/null:/dev/null:r"});
  CHECK(spec.nvidia_gpus);
  CHECK(spec.restart == "no");
  CHECK_FALSE(spec.init);
  CHECK(spec.network == "files-net, other");
  CHECK(spec.health->command == "CMD ollama ps");
  CHECK(spec.health->interval == std::chrono::seconds(30));
  CHECK(spec.stop_timeout_s == 10);
}

TEST_CASE("ports that docker chose itself are those it published", "[deploy]") {
  json answer = inspect_answer();
  answer["HostConfig"]["PortBindings"] = json::object();
  answer["HostConfig"]["PublishAllPorts"] = true;
  answer["NetworkSettings"]["Ports"] = {
      {"11434/tcp", {{{"HostIp", "0.0.0.0"}, {"HostPort", "49153"}}}}, {"80/tcp", nullptr}};
  CHECK(found_of(answer).spec.ports == std::vector<PublishedPort>{{"0.0.0.0", 49153, 11434}});
}

TEST_CASE("docker's own networks are the default where a container has no other", "[deploy]") {
  json answer = inspect_answer();
  answer["NetworkSettings"]["Networks"] = {{"bridge", json::object()}};
  CHECK(found_of(answer).spec.network.empty());
  answer["NetworkSettings"]["Networks"] = json::object();
  answer["HostConfig"]["NetworkMode"] = "container:abc";
  CHECK(found_of(answer).spec.network == "container:abc");
}

TEST_CASE("an answer that is no container is an error that says why", "[deploy]") {
  for (const char* text : {"", "[]", "{", "{\"Id\":\"x\"}", "null", "<html>"}) {
    INFO(text);
    const auto found = read_container(text);
    REQUIRE_FALSE(found);
    CHECK(found.error().code == Errc::deploy);
  }
  json answer = inspect_answer();
  answer["HostConfig"]["Memory"] = "3g";
  CHECK(read_container(answer.dump()).error().message ==
        "docker's answer is not understood: HostConfig.Memory is not a whole number");
  answer = inspect_answer();
  answer["Config"]["Env"] = {1};
  CHECK_FALSE(read_container(answer.dump()));
  answer = inspect_answer();
  answer["State"]["ExitCode"] = 5'000'000'000;
  CHECK_FALSE(read_container(answer.dump()));
  answer = inspect_answer();
  answer["HostConfig"]["Devices"] = {"x"};
  CHECK_FALSE(read_container(answer.dump()));
}
