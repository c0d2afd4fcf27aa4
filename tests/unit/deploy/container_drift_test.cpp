#include "deploy/container_drift.h"

#include "catch.hpp"
#include "support/inspect_answer.h"
#include "support/ollama_container.h"

#include <functional>

using namespace llamero;
using namespace llamero::testing;
using nlohmann::json;

namespace {

const ImageFacts kImage = {"", {"OLLAMA_HOST=0.0.0.0:11434", "PATH=/usr/bin"}};

std::vector<Difference> drift(const std::function<void(json& host, json& config)>& change,
                              const VersionNumber& api = kOldApi) {
  json answer = inspect_answer();
  change(answer["HostConfig"], answer["Config"]);
  return differences(ollama_container(), found_of(answer), api, kImage);
}

std::vector<Difference> host_drift(const char* key, const json& value) {
  return drift([&](json& host, json&) { host[key] = value; });
}

using Found = std::vector<Difference>;

}  // namespace

TEST_CASE("a container as it is wanted has no difference", "[deploy]") {
  CHECK(drift([](json&, json&) {}).empty());
  ContainerSpec bare = ollama_container();
  bare.health.reset();
  CHECK(differences(bare, found_of(inspect_answer()), kOldApi, kImage).empty());
}

TEST_CASE("each limit and lock that differs is named as people know it", "[deploy]") {
  CHECK(host_drift("Memory", std::int64_t{2} << 30) == Found{{"memory", "3 GiB", "2 GiB"}});
  CHECK(host_drift("MemorySwap", 4'000'000'001) ==
        Found{{"memory and swap", "4 GiB", "4000000001 bytes"}});
  CHECK(host_drift("NanoCpus", 250'000'000) == Found{{"CPUs", "1.5", "0.25"}});
  CHECK(host_drift("PidsLimit", 100) == Found{{"processes", "512", "100"}});
  CHECK(host_drift("PidsLimit", -1) == Found{{"processes", "512", "none"}});
  CHECK(host_drift("ReadonlyRootfs", false) == Found{{"read-only root", "yes", "no"}});
  CHECK(host_drift("Privileged", true) == Found{{"privileged", "no", "yes"}});
  CHECK(host_drift("Init", nullptr) == Found{{"init process", "yes", "no"}});
  CHECK(host_drift("CapAdd", {"SYS_ADMIN"}) ==
        Found{{"capabilities added", "NET_BIND_SERVICE", "SYS_ADMIN"}});
  CHECK(host_drift("CapDrop", nullptr) == Found{{"capabilities dropped", "ALL", "none"}});
  CHECK(host_drift("SecurityOpt", {"seccomp=unconfined", "no-new-privileges:true"}) ==
        Found{{"security options", "no-new-privileges", "no-new-privileges, seccomp=unconfined"}});
  CHECK(host_drift("Devices", json::array()) == Found{{"devices", "/dev/null", "none"}});
  CHECK(host_drift("GroupAdd", {"44"}) == Found{{"groups", "109, 44", "44"}});
  CHECK(host_drift("DeviceRequests", {{{"Count", -1}}}) == Found{{"NVIDIA GPUs", "none", "all"}});
}

TEST_CASE("each habit that differs is named as people know it", "[deploy]") {
  CHECK(host_drift("RestartPolicy", {{"Name", "no"}}) ==
        Found{{"restart policy", "unless-stopped", "no"}});
  CHECK(host_drift("LogConfig", {{"Type", "json-file"}, {"Config", {{"max-size", "10m"}}}}) ==
        Found{{"log driver", "local", "json-file"}, {"log option max-file", "3", "none"}});
  CHECK(host_drift("Tmpfs", {{"/tmp", ""}}) ==
        Found{{"tmpfs /tmp", "size=256m,mode=1777", "(empty)"}});
  CHECK(host_drift("Binds", {"other:/root/.ollama"}) ==
        Found{{"volume /root/.ollama", "files-models", "other"}});
  CHECK(host_drift("ExtraHosts", nullptr) ==
        Found{{"extra hosts", "registry.example:172.17.0.1", "none"}});
  CHECK(drift([](json&, json& config) { config["StopTimeout"] = nullptr; }) ==
        Found{{"stop timeout", "30 s", "10 s"}});
  CHECK(drift([](json&, json& config) {
          config["Cmd"] = {"run", "x"};
        }) == Found{{"command", "serve", "run x"}});
  CHECK(drift([](json&, json& config) { config["Labels"][kGpuLabel] = "nvidia"; }) ==
        Found{{"GPU asked for", "none", "nvidia"}});
  CHECK(drift([](json&, json& config) { config["Labels"].erase(kImageLabel); }) ==
        Found{{"image asked for", "ollama/ollama:0.32.15", "not labelled"}});
  CHECK(drift([](json&, json& config) { config["Labels"]["other"] = "x"; }).empty());
}

TEST_CASE("a health check differs in its command, or in one of its times", "[deploy]") {
  CHECK(drift([](json&, json& config) { config["Healthcheck"]["Retries"] = 9; }) ==
        Found{{"health check retries", "3", "9"}});
  CHECK(drift([](json&, json&) {}, kNewApi) ==
        Found{{"health check interval", "30 s", "5 s"},
              {"health check start interval", "2 s", "5 s"}});
  const auto none = drift([](json&, json& config) { config["Healthcheck"] = nullptr; });
  REQUIRE(none.size() == 1);
  CHECK(none[0].field == "health check");
  CHECK(none[0].found == "none");
}

TEST_CASE("variables that steer the server count, and what the image sets does not", "[deploy]") {
  const auto found = drift([](json&, json& config) {
    config["Env"] = {"OLLAMA_KEEP_ALIVE=5m", "OLLAMA_NO_CLOUD=1", "OLLAMA_HOST=0.0.0.0:1",
                     "OLLAMA_API_KEY=sk-1",  "CUDA_X=1\n2",       "PATH=/opt"};
  });
  CHECK(found == Found{{"env LLAMA_ARG_THREADS", "2", "none"},
                       {"env OLLAMA_KEEP_ALIVE", "30m", "5m"},
                       {"env CUDA_X", "none", "1 2"},
                       {"env OLLAMA_API_KEY", "none", "(a secret, not shown)"},
                       {"env OLLAMA_HOST", "none", "0.0.0.0:1"}});
}

TEST_CASE("an address that others reach comes before all else", "[deploy]") {
  json answer = inspect_answer();
  answer["HostConfig"]["ReadonlyRootfs"] = false;
  answer["HostConfig"]["PortBindings"] = {
      {"11434/tcp", {{{"HostIp", ""}, {"HostPort", "11634"}}}},
      {"80/tcp", {{{"HostIp", "127.0.0.1"}, {"HostPort", "80"}}}}};
  const auto found = differences(ollama_container(), found_of(answer), kOldApi, kImage);
  CHECK(found == Found{{"published port", "127.0.0.1:11634->11434", "0.0.0.0:11634->11434"},
                       {"published port", "none", "127.0.0.1:80->80"},
                       {"read-only root", "yes", "no"}});
  answer = inspect_answer();
  answer["HostConfig"]["Privileged"] = true;
  answer["NetworkSettings"]["Networks"] = {{"host", json::object()}};
  CHECK(differences(ollama_container(), found_of(answer), kOldApi, kImage).at(0) ==
        Difference{"network", "files-net", "host"});
}

TEST_CASE("a wanted public address is no difference", "[deploy]") {
  ContainerSpec wanted = ollama_container();
  wanted.ports = {{"", 443, 443}};
  json answer = inspect_answer();
  answer["HostConfig"]["PortBindings"] = {
      {"443/tcp", {{{"HostIp", "0.0.0.0"}, {"HostPort", "443"}}}}};
  CHECK(differences(wanted, found_of(answer), kOldApi, kImage).empty());
}

TEST_CASE("images are compared by id where it is known, else by name", "[deploy]") {
  const FoundContainer found = found_of(inspect_answer());
  ContainerSpec wanted = ollama_container();
  CHECK(differences(wanted, found, kOldApi, {found.image_id, kImage.found_env}).empty());
  const auto other =
      differences(wanted, found, kOldApi, {"sha256:0123456789abcdef", kImage.found_env});
  REQUIRE(other.size() == 1);
  CHECK(other[0].wanted == "llamero-built-ollama:0.17.4 (sha256:0123456789ab)");
  CHECK(other[0].found.starts_with("llamero-built-ollama:0.17.4 (sha256:"));
  wanted.image = "another";
  CHECK(differences(wanted, found, kOldApi, kImage).at(0).field == "image");
}

TEST_CASE("a limit that the kernel cannot set is no difference for ever", "[deploy]") {
  CHECK(host_drift("MemorySwap", -1).empty());
  CHECK(host_drift("MemorySwap", 0).empty());
  CHECK(host_drift("PidsLimit", nullptr).empty());
  CHECK(drift([](json& host, json&) {
          host["Memory"] = 0;
          host["MemorySwap"] = -1;
        }).empty());
  CHECK(host_drift("Memory", 0).size() == 1);
  ContainerSpec wanted = ollama_container();
  wanted.memory_swap = 0;
  json answer = inspect_answer();
  answer["HostConfig"]["MemorySwap"] = 2 * wanted.memory;
  CHECK(differences(wanted, found_of(answer), kOldApi, kImage).empty());
}
