#include "deploy/caddy_container.h"

#include "catch.hpp"

#include <algorithm>
#include <fstream>

#include "deploy/caddy_config.h"

using namespace llamero;

namespace {

DeploySpec public_spec(PublicSpec::Tls tls) {
  DeploySpec spec;
  spec.name = "llm";
  spec.open.host = "llm.example.test";
  spec.open.tls = tls;
  return spec;
}

}  // namespace

TEST_CASE("the container of a front belongs to its deployment", "[deploy]") {
  const ContainerSpec container =
      caddy_container(public_spec(PublicSpec::Tls::internal), "caddy@sha256:00");
  CHECK(container.name == "llm-caddy");
  CHECK(container.image == "caddy@sha256:00");
  CHECK(container.network == "llm-net");
  CHECK(container.volumes == std::vector<VolumeMount>{{"llm-caddy", "/data"}});
  CHECK(container.labels == NamedValues{{"llamero.deploy", "llm"}, {"llamero.role", "caddy"}});
  CHECK(std::ranges::is_sorted(container.labels));
  CHECK(std::ranges::is_sorted(container.env));
}

TEST_CASE("a front publishes https, and http only for an authority", "[deploy]") {
  DeploySpec spec = public_spec(PublicSpec::Tls::internal);
  spec.open.https_port = 8443;
  CHECK(caddy_container(spec, "i").ports == std::vector<PublishedPort>{{"", 8443, 443}});
  spec.open.tls = PublicSpec::Tls::acme;
  CHECK(caddy_container(spec, "i").ports ==
        std::vector<PublishedPort>{{"", 8443, 443}, {"", 80, 80}});
}

TEST_CASE("a front has no right but that to low ports", "[deploy]") {
  const ContainerSpec container = caddy_container(public_spec(PublicSpec::Tls::acme), "i");
  CHECK(container.cap_drop == std::vector<std::string>{"ALL"});
  CHECK(container.cap_add == std::vector<std::string>{"NET_BIND_SERVICE"});
  CHECK(container.security == std::vector<std::string>{"no-new-privileges"});
  CHECK(container.read_only);
  CHECK_FALSE(container.privileged);
  CHECK(container.memory == 256 * 1024 * 1024);
  CHECK(container.memory_swap == container.memory);
}

TEST_CASE("no second copy of the tokens outlives the container of a front", "[deploy]") {
  const ContainerSpec container = caddy_container(public_spec(PublicSpec::Tls::acme), "i");
  const auto set = [&](const char* name) {
    for (const auto& [key, value] : container.env)
      if (key == name) return value;
    return std::string("not set");
  };
  CHECK(set("XDG_DATA_HOME") == "/data");
  REQUIRE(container.tmpfs.size() == 1);
  CHECK(set("XDG_CONFIG_HOME") == container.tmpfs[0].path);
}

TEST_CASE("the files of a front are where its command and configuration look", "[deploy]") {
  const ContainerSpec container = caddy_container(public_spec(PublicSpec::Tls::acme), "i");
  CHECK(container.command == std::vector<std::string>{"caddy", "run", "--config",
                                                      std::string(kCaddyfilePath), "--adapter",
                                                      "caddyfile"});
  const auto files = caddy_files("config", "authority");
  REQUIRE(files.size() == 3);
  CHECK(files[0].name == "llamero/");
  CHECK(files[0].mode == 0700);
  CHECK("/data/" + files[1].name == kCaddyfilePath);
  CHECK(files[1].mode == 0600);
  CHECK(files[1].content == "config");
  CHECK("/data/" + files[2].name == kCaddyAcmeCaPath);
  CHECK(files[2].content == "authority");
  CHECK(caddy_files("config", "").size() == 2);
}

// The live tests run it in a container.
TEST_CASE("the health check of a front is the one that the live tests try", "[deploy]") {
  std::ifstream file(std::string(LLAMERO_TEST_DATA) + "/caddy/health_check");
  std::string wanted;
  REQUIRE(std::getline(file, wanted));
  const ContainerSpec container = caddy_container(public_spec(PublicSpec::Tls::internal), "i");
  REQUIRE(container.health);
  CHECK(container.health->command == wanted);
  CHECK(wanted.find(":" + std::to_string(kCaddyHealthPort) + "/") != std::string::npos);
}
