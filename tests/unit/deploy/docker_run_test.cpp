#include "deploy/docker_run.h"

#include "catch.hpp"
#include "support/ollama_container.h"
#include "support/temporary_folder.h"

#include <algorithm>
#include <cstdio>
#include <fstream>

using namespace llamero;
using namespace llamero::testing;
using Words = std::vector<std::string>;

namespace {

// What sh hands to a program called docker, by the lines that it ran.
Words words_by_sh(const std::string& script) {
  const TemporaryFolder folder;
  const std::string path = folder / "script";
  std::ofstream(path) << "docker() { printf '%s\\0' docker \"$@\"; }\n" << script;
  Words words;
  FILE* pipe = popen(("sh " + shell_word(path)).c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string word;
  for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) {
    if (c != 0) {
      word += static_cast<char>(c);
      continue;
    }
    words.push_back(word);
    word.clear();
  }
  CHECK(pclose(pipe) == 0);
  return words;
}

bool has_pair(const Words& words, const std::string& option, const std::string& value) {
  for (std::size_t i = 0; i + 1 < words.size(); ++i)
    if (words[i] == option && words[i + 1] == value) return true;
  return false;
}

}  // namespace

TEST_CASE("the line for a shell gives docker the same words as the arguments", "[deploy]") {
  for (const ContainerSpec& spec : {ollama_container(), hostile_container()}) {
    const Words words = docker_run_arguments(spec, kNewApi);
    CHECK(words_by_sh(docker_run_line(spec, kNewApi)) == words);
  }
}

TEST_CASE("each part of a container is an option", "[deploy]") {
  ContainerSpec spec = ollama_container();
  spec.nvidia_gpus = true;
  spec.ports.push_back({"::1", 443, 443});
  spec.ports.push_back({"", 80, 80});
  spec.tmpfs.push_back({"/run", ""});
  const Words words = docker_run_arguments(spec, kNewApi);
  CHECK(Words(words.begin(), words.begin() + 3) == Words{"docker", "run", "-d"});
  CHECK(Words(words.end() - 2, words.end()) == Words{"llamero-built-ollama:0.17.4", "serve"});
  const NamedValues pairs = {{"--name", "files-ollama"},
                             {"--restart", "unless-stopped"},
                             {"--network", "files-net"},
                             {"--publish", "127.0.0.1:11634:11434"},
                             {"--publish", "[::1]:443:443"},
                             {"--publish", "80:80"},
                             {"--add-host", "registry.example:172.17.0.1"},
                             {"--volume", "files-models:/root/.ollama"},
                             {"--tmpfs", "/tmp:size=256m,mode=1777"},
                             {"--tmpfs", "/run"},
                             {"--memory", "3g"},
                             {"--memory-swap", "4g"},
                             {"--cpus", "1.5"},
                             {"--pids-limit", "512"},
                             {"--stop-timeout", "30"},
                             {"--gpus", "all"},
                             {"--device", "/dev/null"},
                             {"--group-add", "109"},
                             {"--security-opt", "no-new-privileges"},
                             {"--cap-drop", "ALL"},
                             {"--cap-add", "NET_BIND_SERVICE"},
                             {"--log-driver", "local"},
                             {"--log-opt", "max-size=10m"},
                             {"--env", "OLLAMA_NO_CLOUD=1"},
                             {"--health-cmd", spec.health->command},
                             {"--health-interval", "30s"},
                             {"--health-start-interval", "2s"},
                             {"--health-retries", "3"},
                             {"--label", "llamero.role=ollama"}};
  for (const auto& [option, value] : pairs) {
    INFO(option << " " << value);
    CHECK(has_pair(words, option, value));
  }
  for (const char* flag : {"--read-only", "--init"})
    CHECK(std::count(words.begin(), words.end(), flag) == 1);
  CHECK(std::count(words.begin(), words.end(), "--privileged") == 0);
}

TEST_CASE("an older client gets no option that it does not know", "[deploy]") {
  const Words words = docker_run_arguments(ollama_container(), kOldApi);
  CHECK(has_pair(words, "--health-interval", "5s"));
  CHECK(std::count(words.begin(), words.end(), "--health-start-interval") == 0);
}

TEST_CASE("the script makes each network and volume once, and before the containers", "[deploy]") {
  ContainerSpec front = ollama_container();
  front.name = "front";
  front.volumes.push_back({"/srv/files", "/files"});
  front.labels = {{kDeployLabel, "files"}, {kRoleLabel, "caddy"}};
  const std::string script = docker_run_script({ollama_container(), front}, kOldApi);
  const std::string head = script.substr(0, script.find("docker run"));
  CHECK(head ==
        "#!/bin/sh\nset -eu\n"
        "docker network inspect files-net >/dev/null 2>&1 ||\n"
        "  docker network create --label llamero.deploy=files files-net >/dev/null\n"
        "docker volume create --label llamero.deploy=files --label llamero.role=ollama "
        "files-models >/dev/null\n");
  CHECK_THAT(script, ContainsSubstring("--name front "));
  front.network = "host";
  front.volumes.clear();
  CHECK_THAT(docker_run_script({front}, kOldApi), !ContainsSubstring(" create"));
}

TEST_CASE("amounts are written in the largest unit that needs no fraction", "[deploy]") {
  ContainerSpec spec;
  spec.memory = (std::int64_t{7} << 30) / 2;
  spec.memory_swap = (std::int64_t{4} << 30) + 1;
  spec.nano_cpus = 2'000'000'000;
  const Words words = docker_run_arguments(spec, kOldApi);
  CHECK(has_pair(words, "--memory", "3584m"));
  CHECK(has_pair(words, "--memory-swap", "4294967297b"));
  CHECK(has_pair(words, "--cpus", "2"));
}
