#include "deploy/ollama_container.h"

#include "catch.hpp"

#include <algorithm>

using namespace llamero;

namespace {

const std::string kPinned = "ollama/ollama@sha256:" + std::string(64, 'a');

Sizes some_sizes() {
  Sizes sizes;
  sizes.memory = std::int64_t{3} << 30;
  sizes.memory_swap = std::int64_t{4} << 30;
  return sizes;
}

std::string label(const ContainerSpec& spec, const std::string& key) {
  const auto at = std::find_if(spec.labels.begin(), spec.labels.end(),
                               [&](const auto& one) { return one.first == key; });
  return at == spec.labels.end() ? "" : at->second;
}

}  // namespace

TEST_CASE("the usual container of a server is closed to all but this host", "[deploy]") {
  const ContainerSpec container = ollama_container({}, kPinned, {}, some_sizes());
  CHECK(container.name == "llamero");
  CHECK(container.image == kPinned);
  CHECK(container.env == NamedValues{{"OLLAMA_CONTEXT_LENGTH", "4096"},
                                     {"OLLAMA_HOST", "0.0.0.0:11434"},
                                     {"OLLAMA_KEEP_ALIVE", "30m"},
                                     {"OLLAMA_MAX_LOADED_MODELS", "1"},
                                     {"OLLAMA_MAX_QUEUE", "16"},
                                     {"OLLAMA_NO_CLOUD", "1"},
                                     {"OLLAMA_NUM_PARALLEL", "1"}});
  CHECK(container.ports == std::vector<PublishedPort>{{"127.0.0.1", 11434, 11434}});
  CHECK(container.volumes == std::vector<VolumeMount>{{"llamero-models", "/root/.ollama"}});
  CHECK(container.network.empty());
  CHECK(container.cap_drop == std::vector<std::string>{"ALL"});
  CHECK(container.security == std::vector<std::string>{"no-new-privileges"});
  CHECK(container.read_only);
  CHECK_FALSE(container.privileged);
  CHECK(container.restart == "unless-stopped");
  CHECK(container.memory == std::int64_t{3} << 30);
  CHECK(container.memory_swap == std::int64_t{4} << 30);
  REQUIRE(container.health);
  CHECK(container.health->command.find("/api/version") != std::string::npos);
}

TEST_CASE("what is wished for comes to the container", "[deploy]") {
  DeploySpec spec;
  spec.name = "other";
  spec.context = 8192;
  spec.parallel = 2;
  spec.max_queue = 3;
  spec.keep_alive = "-1";
  spec.volume = "v1";
  spec.port = 11500;
  spec.add_hosts = {"a:10.0.0.5"};
  Sizes sizes = some_sizes();
  sizes.nano_cpus = 1'500'000'000;
  sizes.threads = 2;
  GpuPlan gpu;
  gpu.kind = "vulkan";
  gpu.devices = {"/dev/dri"};
  gpu.groups = {"44"};
  gpu.cap_add = {"PERFMON"};
  gpu.env = {{"AAA", "1"}};
  const ContainerSpec container = ollama_container(spec, kPinned, gpu, sizes);
  CHECK(container.env == NamedValues{{"AAA", "1"},
                                     {"LLAMA_ARG_THREADS", "2"},
                                     {"OLLAMA_CONTEXT_LENGTH", "8192"},
                                     {"OLLAMA_HOST", "0.0.0.0:11434"},
                                     {"OLLAMA_KEEP_ALIVE", "-1"},
                                     {"OLLAMA_MAX_LOADED_MODELS", "1"},
                                     {"OLLAMA_MAX_QUEUE", "3"},
                                     {"OLLAMA_NO_CLOUD", "1"},
                                     {"OLLAMA_NUM_PARALLEL", "2"}});
  CHECK(container.ports == std::vector<PublishedPort>{{"127.0.0.1", 11500, 11434}});
  CHECK(container.volumes.front().volume == "v1");
  CHECK(container.extra_hosts == spec.add_hosts);
  CHECK(container.nano_cpus == 1'500'000'000);
  CHECK(container.devices == gpu.devices);
  CHECK(container.groups == gpu.groups);
  CHECK(container.cap_add == gpu.cap_add);
  CHECK(network_name(spec) == "other-net");
  CHECK(next_name(spec) == "other-next");
  CHECK(previous_name(spec) == "other-previous");
}

TEST_CASE("labels say what a container is, and change with what it is", "[deploy]") {
  DeploySpec spec;
  const ContainerSpec one = ollama_container(spec, kPinned, {}, some_sizes());
  CHECK(std::is_sorted(one.labels.begin(), one.labels.end()));
  CHECK(label(one, kDeployLabel) == "llamero");
  CHECK(label(one, kRoleLabel) == "ollama");
  CHECK(label(one, kGpuLabel) == "cpu");
  CHECK(label(one, kImageLabel) == "ollama/ollama:0.32.15");
  CHECK(label(one, kSpecLabel).size() == 16);
  CHECK(one.labels == ollama_container(spec, kPinned, {}, some_sizes()).labels);
  spec.context = 8192;
  CHECK(label(ollama_container(spec, kPinned, {}, some_sizes()), kSpecLabel) !=
        label(one, kSpecLabel));
}

TEST_CASE("a public server has no port of its own", "[deploy]") {
  DeploySpec spec;
  spec.open.host = "llm.example.org";
  const ContainerSpec container = ollama_container(spec, kPinned, {}, some_sizes());
  CHECK(container.ports.empty());
  CHECK(container.network == "llamero-net");
}

TEST_CASE("a GPU may want another image, but a digest is one already", "[deploy]") {
  GpuPlan rocm;
  rocm.kind = "rocm";
  rocm.image_suffix = "-rocm";
  DeploySpec spec;
  CHECK(image_name(spec, {}) == "ollama/ollama:0.32.15");
  CHECK(image_name(spec, rocm) == "ollama/ollama:0.32.15-rocm");
  spec.image = "ollama/ollama:0.32.15-rocm";
  CHECK(image_name(spec, rocm) == "ollama/ollama:0.32.15-rocm");
  spec.image = kPinned;
  CHECK(image_name(spec, rocm) == kPinned);
}
