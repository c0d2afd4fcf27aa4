// What a run that was cut has left, in each combination; and the container in front.
#include "catch.hpp"
#include "support/surveyed_host.h"

using namespace llamero;
using namespace llamero::testing;

namespace {

using Lines = std::vector<std::string>;

enum class There { no, wanted, different };

// The machine with NAME and NAME-previous as said, and perhaps NAME-next.
Survey left_behind(const DeploySpec& spec, There current, There previous, bool next) {
  Survey seen = deployed_host(spec);
  const Standing wanted = *seen.current;
  Standing different = wanted;
  different.container.spec.pids = 7;
  const auto put = [&](There there, std::optional<Standing>& place) {
    place.reset();
    if (there != There::no) place = there == There::wanted ? wanted : different;
  };
  put(current, seen.current);
  put(previous, seen.previous);
  if (seen.previous) seen.previous->container.state.status = "exited";
  if (next) seen.next = different;
  return seen;
}

const std::string kNext = "- remove llamero-next, which a run that was cut has left";
const std::string kBack = "~ put llamero-previous back as llamero";
const std::string kUnproven = "- remove llamero, which was never proven, with its settings";
const std::string kStart = "~ start the container llamero";
const std::string kCreate = "+ create the container llamero from ollama/ollama@sha256:aaaaaaaaaaaa";
const std::string kReplace = "~ replace the container llamero:";
const std::string kDrift = "    processes: 7 -> 512";
const std::string kProve = "~ prove the container llamero, and remove llamero-previous";

}  // namespace

TEST_CASE("what a run that was cut has left is settled first", "[deploy]") {
  struct Row {
    There current;
    There previous;
    Lines lines;
  };
  const auto row = GENERATE(
      Row{There::no, There::no, {kCreate}}, Row{There::wanted, There::no, {}},
      Row{There::different, There::no, {kReplace, kDrift}},
      Row{There::no, There::wanted, {kBack, kStart}},
      Row{There::no, There::different, {kBack, kReplace, kDrift}},
      Row{There::wanted, There::wanted, {kProve}}, Row{There::wanted, There::different, {kProve}},
      Row{There::different, There::wanted, {kUnproven, kBack, kStart}},
      Row{There::different, There::different, {kUnproven, kBack, kReplace, kDrift}});
  CAPTURE(static_cast<int>(row.current), static_cast<int>(row.previous));
  const DeploySpec spec;
  CHECK(planned(spec, left_behind(spec, row.current, row.previous, false)).lines() == row.lines);
  Lines with_next = row.lines;
  with_next.insert(with_next.begin(), kNext);
  CHECK(planned(spec, left_behind(spec, row.current, row.previous, true)).lines() == with_next);
}

TEST_CASE("a container that is dropped unproven cuts what it answers", "[deploy]") {
  const DeploySpec spec;
  Survey seen = left_behind(spec, There::different, There::wanted, false);
  RunningModel loaded;
  loaded.name = "m";
  seen.loaded.push_back(loaded);
  CHECK(planned(spec, seen).cuts.size() == 1);
  Survey proven = left_behind(spec, There::wanted, There::different, false);
  proven.loaded = seen.loaded;
  CHECK(planned(spec, proven).cuts.empty());
}

TEST_CASE("a server that is to be proven is no downgrade", "[deploy]") {
  DeploySpec spec;
  Survey before = deployed_host(spec);
  spec.image = "ollama/ollama:0.30.0";
  Survey seen = left_behind(spec, There::wanted, There::no, false);
  seen.previous = before.current;
  CHECK(planned(spec, seen).prove_current);
  seen.current.reset();
  CHECK_FALSE(make_plan(spec, seen, {}));
}

TEST_CASE("a public server gets a network and a container in front", "[deploy]") {
  DeploySpec spec;
  spec.open.host = "llm.example.org";
  const Plan fresh = planned(spec, fresh_host(spec));
  CHECK(fresh.lines() == Lines{"+ pull the image ollama/ollama@sha256:aaaaaaaaaaaa",
                               "+ create the volume llamero-models",
                               "+ create the network llamero-net", kCreate,
                               "+ pull the image caddy@sha256:bbbbbbbbbbbb",
                               "+ create the container llamero-caddy, open to the internet"});
  Survey seen = deployed_host(spec);
  CHECK(planned(spec, seen).changes_nothing());
  CHECK(planned(spec, seen, {false, true}).lines() == Lines{"~ write the Caddyfile anew"});
  seen.front->container.state.status = "exited";
  CHECK(planned(spec, seen).lines() == Lines{"~ start the container llamero-caddy"});
  seen.front->container.spec.pids = 7;
  CHECK(planned(spec, seen).replace_front);
  CHECK(planned(spec, seen).lines().front() == "~ replace the container llamero-caddy:");
}

TEST_CASE("a server that is no longer public loses what is in front", "[deploy]") {
  DeploySpec spec;
  spec.open.host = "llm.example.org";
  Survey seen = deployed_host(spec);
  spec.open.host.clear();
  const Plan plan = planned(spec, seen);
  CHECK(plan.remove_front);
  CHECK_FALSE(plan.front);
  CHECK(plan.replace);
  CHECK(plan.lines().back() ==
        "- remove the container llamero-caddy: the server is not public any more");
}
