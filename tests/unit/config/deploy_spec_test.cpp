#include "config/deploy_spec.h"

#include "catch.hpp"

#include <functional>

using namespace llamero;

namespace {

const std::string kDigest = "sha256:" + std::string(64, '1');

// What is wrong with a usual spec after a change; empty: nothing.
std::string wrong(const std::function<void(DeploySpec& spec)>& change) {
  DeploySpec spec;
  change(spec);
  const auto checked = check_deploy_spec(spec);
  if (checked) return "";
  CHECK(checked.error().code == Errc::usage);
  return checked.error().message;
}

std::string wrong_image(const std::string& image) {
  return wrong([&](DeploySpec& spec) { spec.image = image; });
}

std::string wrong_host(const std::string& host) {
  return wrong([&](DeploySpec& spec) { spec.open.host = host; });
}

}  // namespace

TEST_CASE("a spec that nobody changed is good", "[deploy]") {
  CHECK(wrong([](DeploySpec&) {}).empty());
}

TEST_CASE("names are those that docker takes, and a volume is no folder", "[deploy]") {
  for (const char* name : {"", "a", "-a", ".a", "_a", "a b", "a/b", "a\nb", "a:b", "\xc3\xa4x"}) {
    CAPTURE(name);
    CHECK(wrong([&](DeploySpec& spec) {
            spec.name = name;
          }).ends_with("cannot be the name of a container"));
    CHECK(wrong([&](DeploySpec& spec) {
            spec.volume = name;
          }).ends_with("is not the name of a docker volume"));
  }
  for (const char* folder : {"/", "/root", "./x", "..", "~/models"}) {
    CAPTURE(folder);
    CHECK_FALSE(wrong([&](DeploySpec& spec) { spec.volume = folder; }).empty());
  }
  CHECK(wrong([](DeploySpec& spec) { spec.name = std::string(64, 'a'); }).empty());
  CHECK_FALSE(wrong([](DeploySpec& spec) { spec.name = std::string(65, 'a'); }).empty());
  CHECK(wrong([](DeploySpec& spec) { spec.volume = "A1_b.c-d"; }).empty());
}

TEST_CASE("a version of Ollama below the floor is not put into service", "[deploy]") {
  CHECK(wrong_image("ollama/ollama:0.17.0") ==
        "Ollama 0.17.0 is not put into service: before 0.17.1 anybody who reaches it can read its "
        "memory (CVE-2026-7482)");
  CHECK_FALSE(wrong_image("ollama/ollama:0.9.9-rocm").empty());
  CHECK_FALSE(wrong_image("ollama/ollama:0.16.3@" + kDigest).empty());
  CHECK_FALSE(wrong_image("ollama/ollama:v0.16.3").empty());
  CHECK_FALSE(wrong_image("docker.io/ollama/ollama:0.16.3").empty());
  CHECK(wrong_image("ollama/ollama:0.17.1").empty());
  CHECK(wrong_image("ollama/ollama:1.0.0-rocm").empty());
  CHECK(wrong_image("ollama/ollama@" + kDigest).empty());
  CHECK(wrong_image("llamero-built-ollama:0.17.4").empty());
  CHECK(wrong_image("ollama/ollama:rocm") ==
        "the image ollama/ollama:rocm names no version: it is another server tomorrow");
  CHECK(wrong_image("example.org/mine:stable").empty());
  CHECK_FALSE(wrong_image("ollama/ollama").empty());
  CHECK_FALSE(wrong_image("--privileged").empty());
}

TEST_CASE("each number has its limits", "[deploy]") {
  using Field = int DeploySpec::*;
  const auto with = [](Field field, int value) {
    return wrong([&](DeploySpec& spec) { spec.*field = value; });
  };
  CHECK(with(&DeploySpec::port, 0) == "port is 0, it must be from 1 to 65535");
  CHECK(with(&DeploySpec::port, 65536).starts_with("port is 65536"));
  CHECK(with(&DeploySpec::context, 255).starts_with("context is 255"));
  CHECK(with(&DeploySpec::context, 256).empty());
  CHECK(with(&DeploySpec::parallel, 0).starts_with("parallel is 0"));
  CHECK(with(&DeploySpec::max_queue, 0).starts_with("max_queue is 0"));
  CHECK(with(&DeploySpec::threads, -1).starts_with("threads is -1"));
  CHECK(wrong([](DeploySpec& spec) { spec.open.https_port = 0; }).starts_with("https_port is 0"));
  const auto crowded = [](int threads) {
    return wrong([&](DeploySpec& spec) {
      spec.nano_cpus = 2'000'000'000;
      spec.threads = threads;
    });
  };
  CHECK(crowded(6).empty());
  CHECK(crowded(7).starts_with("threads is 7, far more than the CPUs"));
}

TEST_CASE("hosts to add are names with an address", "[deploy]") {
  const auto add = [](const std::string& host) {
    return wrong([&](DeploySpec& spec) { spec.add_hosts = {"a:10.0.0.1", host}; });
  };
  CHECK(add("registry.example.org:10.0.0.5").empty());
  CHECK(add("a:2001:db8::1").empty());
  CHECK(add("a:host-gateway").empty());
  for (const char* host :
       {"", "a", "a:", ":10.0.0.1", "-a:1.2.3.4", "a b:1.2.3.4", "a:1.2.3.4\n", "a=b:1.2.3.4"}) {
    CAPTURE(host);
    CHECK(add(host) == "\"" + std::string(host) + "\" is not a name and its address");
  }
}

TEST_CASE("a public host is a name or an address, and nothing that Caddy reads", "[deploy]") {
  for (const char* host : {"llm.example.org", "203.0.113.7", "2001:db8::1"}) {
    CAPTURE(host);
    CHECK(wrong_host(host).empty());
  }
  for (const std::string& host :
       {std::string("https://llm.example.org"), std::string("-a"), std::string(".a"),
        std::string("a b"), std::string("a{b}"), std::string("a\n}"), std::string("*.a.org"),
        std::string(254, 'a')}) {
    CAPTURE(host);
    CHECK(wrong_host(host).ends_with("is no name or address of a host"));
  }
  const auto with = [](const std::function<void(PublicSpec & open)>& change) {
    return wrong([&](DeploySpec& spec) {
      spec.open.host = "llm.example.org";
      change(spec.open);
    });
  };
  CHECK(with([](PublicSpec& open) { open.email = "a+b@example.org"; }).empty());
  CHECK_FALSE(with([](PublicSpec& open) { open.email = "a"; }).empty());
  CHECK_FALSE(with([](PublicSpec& open) { open.email = "a@b@c"; }).empty());
  CHECK_FALSE(with([](PublicSpec& open) { open.email = "a@b {"; }).empty());
  CHECK(with([](PublicSpec& open) { open.acme_directory = "https://ca.example.org/d"; }).empty());
  CHECK_FALSE(with([](PublicSpec& open) { open.acme_directory = "http://ca/d"; }).empty());
  CHECK_FALSE(with([](PublicSpec& open) { open.acme_directory = "https://ca/{x}"; }).empty());
  CHECK_FALSE(with([](PublicSpec& open) { open.image = "caddy"; }).empty());
}

TEST_CASE("a model may have the digest that it must have", "[deploy]") {
  const auto plain = parse_deploy_model("gemma3:1b");
  REQUIRE(plain);
  CHECK(plain->name == "gemma3:1b");
  CHECK(plain->digest.empty());
  const auto pinned = parse_deploy_model("hf.co/a/B-GGUF:Q4_K_M@" + kDigest);
  REQUIRE(pinned);
  CHECK(pinned->name == "hf.co/a/B-GGUF:Q4_K_M");
  CHECK(pinned->digest == kDigest);
  for (const std::string& text :
       {std::string(), std::string("-x"), std::string("a b"), std::string("a\n"), "@" + kDigest,
        std::string(351, 'a'), std::string("a?b"), std::string("a@"), std::string("a@latest"),
        "a@" + kDigest + "@" + kDigest, "a@sha256:" + std::string(64, 'Z')}) {
    CAPTURE(text);
    const auto model = parse_deploy_model(text);
    REQUIRE_FALSE(model);
    CHECK(model.error().code == Errc::usage);
  }
  CHECK(wrong([](DeploySpec& spec) {
          spec.models = {{"a", ""}, {"b", ""}, {"a", kDigest}};
        }) == "the model a is named twice");
}

TEST_CASE("a size of memory has a binary unit", "[deploy]") {
  CHECK(*parse_memory_size("1") == 1);
  CHECK(*parse_memory_size("512m") == 536'870'912);
  CHECK(*parse_memory_size("3g") == 3'221'225'472);
  CHECK(*parse_memory_size("3GiB") == 3'221'225'472);
  CHECK(*parse_memory_size("1.5GB") == 1'610'612'736);
  CHECK(*parse_memory_size("2kib") == 2048);
  CHECK(*parse_memory_size("1t") == 1'099'511'627'776);
  for (const char* text : {"", "g", "0", "-1g", "3x", "3 g", "3gg", "nan", "nang", "inf", "1e300",
                           "0.4", "0x10", "9999999t", "3g\n"}) {
    CAPTURE(text);
    const auto size = parse_memory_size(text);
    REQUIRE_FALSE(size);
    CHECK(size.error().code == Errc::usage);
  }
}

TEST_CASE("CPUs may be parts of one", "[deploy]") {
  CHECK(*parse_cpus("2") == 2'000'000'000);
  CHECK(*parse_cpus("1.5") == 1'500'000'000);
  CHECK(*parse_cpus("0.01") == 10'000'000);
  for (const char* text : {"", "0", "0.001", "-1", "2x", "nan", "inf", "5000", "1,5", " 2"}) {
    CAPTURE(text);
    const auto cpus = parse_cpus(text);
    REQUIRE_FALSE(cpus);
    CHECK(cpus.error().code == Errc::usage);
  }
}

TEST_CASE("a wish for a GPU has a name, and back", "[deploy]") {
  for (const char* name : {"auto", "none", "nvidia", "rocm", "vulkan"}) {
    const auto wish = parse_gpu_wish(name);
    REQUIRE(wish);
    CHECK(gpu_wish_name(*wish) == name);
  }
  CHECK(parse_gpu_wish("NVIDIA").error().message ==
        "gpu is one of auto, none, nvidia, rocm and vulkan, not \"NVIDIA\"");
}
