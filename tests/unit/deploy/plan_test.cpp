#include "deploy/plan.h"

#include "catch.hpp"
#include "support/surveyed_host.h"

#include "deploy/ollama_container.h"

using namespace llamero;
using namespace llamero::testing;

namespace {

using Lines = std::vector<std::string>;

Error refused(const DeploySpec& spec, const Survey& seen, const PlanWish& wish = {}) {
  const auto plan = make_plan(spec, seen, wish);
  REQUIRE_FALSE(plan);
  CHECK(plan.error().code == Errc::deploy);
  CHECK_FALSE(plan.error().hint.empty());
  return plan.error();
}

DeploySpec with_models() {
  DeploySpec spec;
  spec.models = {{"gemma3:1b", ""}, {"smollm2:135m", kOtherDigest}};
  return spec;
}

}  // namespace

TEST_CASE("on a fresh host everything is new", "[deploy]") {
  const DeploySpec spec = with_models();
  const Plan plan = planned(spec, fresh_host(spec));
  CHECK(plan.pull_image);
  CHECK(plan.create_volume);
  CHECK(plan.create);
  CHECK_FALSE(plan.create_network);
  CHECK(plan.models.size() == 2);
  CHECK(plan.warnings.empty());
  CHECK(plan.lines() ==
        Lines{"+ pull the image ollama/ollama@sha256:aaaaaaaaaaaa",
              "+ create the volume llamero-models",
              "+ create the container llamero from ollama/ollama@sha256:aaaaaaaaaaaa",
              "+ pull the model gemma3:1b", "+ pull the model smollm2:135m"});
  Survey cached = fresh_host(spec);
  cached.image = FoundImage();
  cached.volume = true;
  CHECK(planned(spec, cached).lines() ==
        Lines{"+ create the container llamero from ollama/ollama@sha256:aaaaaaaaaaaa",
              "+ pull the model gemma3:1b, unless it is there",
              "+ pull the model smollm2:135m, unless it is there"});
}

TEST_CASE("where all is as wanted nothing is to be done", "[deploy]") {
  const DeploySpec spec = with_models();
  const Plan plan = planned(spec, deployed_host(spec));
  CHECK(plan.lines() == Lines());
  CHECK(plan.changes_nothing());
  CHECK(plan.drift.empty());
}

TEST_CASE("a container that differs is replaced, and what that cuts is told", "[deploy]") {
  const DeploySpec spec;
  Survey seen = deployed_host(spec);
  seen.current->container.spec.ports.front().address = "0.0.0.0";
  RunningModel loaded;
  loaded.name = "gemma3:1b";
  seen.loaded.push_back(loaded);
  const Plan plan = planned(spec, seen);
  CHECK(plan.replace);
  CHECK_FALSE(plan.pull_image);
  REQUIRE(plan.drift.size() == 1);
  CHECK(plan.cuts == Lines{"gemma3:1b is loaded; what it is answering will be cut"});
  CHECK(plan.lines() ==
        Lines{"~ replace the container llamero:",
              "    published port: 0.0.0.0:11434->11434 -> 127.0.0.1:11434->11434"});
  seen.image.reset();
  CHECK(planned(spec, seen).pull_image);
}

TEST_CASE("a container that does not run is started, and one that is dead replaced", "[deploy]") {
  const DeploySpec spec;
  Survey seen = deployed_host(spec);
  seen.server_answers = false;
  const auto with = [&](const std::string& status) {
    seen.current->container.state.status = status;
    return planned(spec, seen);
  };
  CHECK(with("exited").lines() == Lines{"~ start the container llamero"});
  CHECK(with("created").start);
  CHECK(with("paused").lines() == Lines{"~ let the container llamero go on: it is paused"});
  CHECK(with("running").lines() == Lines{"~ wait for the server: it does not answer"});
  CHECK(with("restarting").restart);
  CHECK(with("dead").replace);
  CHECK(with("removing").replace);
}

TEST_CASE("models that are missing, or are others, are pulled", "[deploy]") {
  const DeploySpec spec = with_models();
  Survey seen = deployed_host(spec);
  seen.models[1].digest = std::string(64, '0');
  CHECK(planned(spec, seen).lines() == Lines{"+ pull the model smollm2:135m"});
  seen.models.clear();
  CHECK(planned(spec, seen).models.size() == 2);
  DeploySpec untagged;
  untagged.models = {{"gemma3", ""}};
  Survey tagged = deployed_host(untagged);
  tagged.models[0].name = "gemma3:latest";
  CHECK(planned(untagged, tagged).changes_nothing());
  tagged.models[0].name = "gemma3:1b";
  CHECK(planned(untagged, tagged).models.size() == 1);
}

TEST_CASE("an older server is put in place only where that was asked for", "[deploy]") {
  DeploySpec spec;
  const Survey newer = deployed_host(spec);
  spec.image = "ollama/ollama:0.30.0";
  Survey seen = newer;
  seen.image_name = spec.image;
  const Error error = refused(spec, seen);
  CHECK(error.message ==
        "Ollama 0.32.15 runs on that machine, and ollama/ollama:0.30.0 is older: it may not read "
        "what the newer one has written");
  CHECK(error.hint == "--image ollama/ollama:0.32.15, or --allow-downgrade");
  CHECK(planned(spec, seen, {true, false}).replace);
  spec.image = seen.image_name = "ollama/ollama:0.40.0";
  CHECK(planned(spec, seen).replace);
}

TEST_CASE("a version with a known hole is put in place with a warning", "[deploy]") {
  DeploySpec spec;
  for (const char* version : {"0.20.2", "v0.17.4-rocm"}) {
    spec.image = "ollama/ollama:" + std::string(version);
    CHECK(planned(spec, fresh_host(spec)).warnings.size() == 1);
  }
  spec.image = "ollama/ollama:0.20.3";
  CHECK(planned(spec, fresh_host(spec)).warnings.empty());
  CHECK(version_of_image("ollama/ollama:v0.17.4-rocm") == "0.17.4");
  CHECK(version_of_image("localhost:5000/ollama:1.2.3") == "1.2.3");
  CHECK(version_of_image("ollama/ollama@" + kImageDigest).empty());
  CHECK(version_of_image("example.org/ollama:rocm").empty());
  CHECK(version_of_image("").empty());
}

TEST_CASE("a port that another holds stops a new start, and nothing else", "[deploy]") {
  const DeploySpec spec;
  Survey seen = fresh_host(spec);
  seen.port_holder = "the container web";
  CHECK(refused(spec, seen).message == "port 11434 of that machine is in use by the container web");
  seen = deployed_host(spec);
  seen.port_holder = "nginx";
  CHECK(planned(spec, seen).changes_nothing());
  seen.current->container.state.status = "exited";
  CHECK(refused(spec, seen).hint == "--port gives the server another one");
}

TEST_CASE("an image needs room on the disk of docker, if it is to be pulled", "[deploy]") {
  DeploySpec spec;
  Survey seen = fresh_host(spec);
  seen.host->disks = {{"/", std::int64_t{100} << 30, std::int64_t{200} << 30},
                      {"/var/lib", std::int64_t{4} << 30, std::int64_t{9} << 30}};
  CHECK(refused(spec, seen).message ==
        "that machine has 4.3 GB free for docker (/var/lib), and the image ollama/ollama:0.32.15 "
        "needs 8.6 GB");
  seen.image = FoundImage();
  CHECK(planned(spec, seen).create);
  seen.image.reset();
  spec.image = seen.image_name = "example.org/ollama:0.32.15";
  CHECK(planned(spec, seen).pull_image);
  seen.host->disks[1].free = 1000;
  CHECK(refused(spec, seen).hint.starts_with("make room there"));
  seen.host.reset();
  CHECK(planned(spec, seen).pull_image);
}

TEST_CASE("a host that is too small is told so; docker knows its size, too", "[deploy]") {
  DeploySpec spec;
  spec.models = {{"big", ""}};
  Survey seen = deployed_host(spec);
  seen.models[0].size = std::int64_t{20} << 30;
  CHECK(refused(spec, seen).message.find("8 GiB") != std::string::npos);
  seen.host.reset();
  CHECK(refused(spec, seen).message.find("8 GiB") != std::string::npos);
}

TEST_CASE("a limit that was chosen once stays while it suffices", "[deploy]") {
  DeploySpec spec;
  spec.models = {{"gemma3:1b", ""}};
  Survey seen = deployed_host(spec);
  seen.host->memory_total = std::int64_t{3} << 30;
  seen.host->swap_total = std::int64_t{1} << 30;
  const Sizes chosen{std::int64_t{2} << 30, std::int64_t{2} << 30, 0, 0, {}};
  seen.current->container.spec = ollama_container(spec, seen.pinned, seen.gpu, chosen);
  CHECK(planned(spec, seen).changes_nothing());
  // Still enough, but not what the container was made with: somebody has changed it.
  seen.current->container.spec.memory -= std::int64_t{1} << 20;
  CHECK(planned(spec, seen).replace);
  seen.current->container.spec.memory = std::int64_t{1} << 30;
  CHECK(planned(spec, seen).replace);
  spec.memory = std::int64_t{2} << 30;
  CHECK(planned(spec, seen).server.memory == std::int64_t{2} << 30);
}

TEST_CASE("without a machine to look at everything is new", "[deploy]") {
  DeploySpec spec = with_models();
  const auto blind = make_blind_plan(spec);
  REQUIRE(blind);
  CHECK(blind->create);
  CHECK_FALSE(blind->front);
  CHECK(blind->server.image == "ollama/ollama:0.32.15");
  CHECK(blind->lines().size() == 5);
  spec.open.host = "llm.example.org";
  const auto open = make_blind_plan(spec);
  REQUIRE(open);
  CHECK(open->create_network);
  CHECK(open->front->image == spec.open.image);
  CHECK(open->lines().back() == "+ create the container llamero-caddy, open to the internet");
}
