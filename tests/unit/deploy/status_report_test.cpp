#include "deploy/status_report.h"

#include "catch.hpp"
#include "support/fake_processes.h"
#include "support/log_frame.h"
#include "support/scripted_engine.h"
#include "support/surveyed_host.h"

#include "deploy/local_link.h"

using namespace llamero;
using namespace llamero::testing;

namespace {

using Lines = std::vector<std::string>;

const std::string kNoKills = "low 0\nhigh 0\nmax 12\noom 0\noom_kill 0\noom_group_kill 0\n";

struct Desk : ScriptedEngine {
  FakeProcesses processes;
  LocalLink link{transport, processes, "ubuntu@203.0.113.7", true};
  DeploySpec spec;

  Desk() {
    spec.models = {{"gemma3:1b", ""}};
    negotiated();
  }
  void answer_kills(const std::string& text) {
    answer(R"({"Id":"e"})", 201);
    answer(log_frame(1, text));
  }
  StatusReport report(const Survey& seen, const Result<Plan>& plan, bool ask_registry = false) {
    auto made = report_status(link, engine, spec, seen, plan, {ask_registry});
    REQUIRE(made);
    CHECK(transport.used_up());
    return *std::move(made);
  }
  StatusReport report_of(const Survey& seen) {
    return report(seen, make_plan(spec, seen, {true, false}));
  }
  // Of a container that runs.
  Lines faults(const Survey& seen) {
    answer_kills(kNoKills);
    return report_of(seen).faults;
  }
};

}  // namespace

TEST_CASE("kills are counted for both kinds of control groups", "[deploy]") {
  CHECK(oom_kills_in("low 0\nhigh 0\nmax 12\noom 5\noom_kill 3\noom_group_kill 1\n") == 3);
  CHECK(oom_kills_in("oom_kill_disable 0\nunder_oom 0\noom_kill 2\n") == 2);
  CHECK(oom_kills_in(kNoKills) == 0);
  CHECK(oom_kills_in("oom_kill_disable 1\nunder_oom 1\n") == 0);
  CHECK(oom_kills_in("oom_group_kill 4\n") == 0);
  CHECK(oom_kills_in("cat: /sys/fs/cgroup/memory.events: No such file\n") == 0);
  CHECK(oom_kills_in("oom_kill many\n") == 0);
  CHECK(oom_kills_in("oom_kill ") == 0);
  CHECK(oom_kills_in("") == 0);
}

TEST_CASE_METHOD(Desk, "a server that is as wanted has no fault", "[deploy]") {
  answer_kills(kNoKills);
  const StatusReport good = report_of(deployed_host(spec));
  CHECK(good.faults == Lines());
  CHECK(good.drift.empty());
  CHECK_FALSE(good.unfinished);
  CHECK(good.open_to.empty());
  CHECK(good.disk_free == std::int64_t{100} << 30);
  CHECK(good.oom_kills == 0);
  CHECK_FALSE(good.newer_image);
  CHECK(asked(1) == "POST /v1.41/containers/llamero/exec");
}

TEST_CASE_METHOD(Desk, "where nothing is, that is the only fault", "[deploy]") {
  const StatusReport none = report_of(fresh_host(spec));
  CHECK_FALSE(none.container);
  CHECK(none.faults == Lines{"there is no container llamero on ubuntu@203.0.113.7"});
}

TEST_CASE_METHOD(Desk, "a container that ended says how", "[deploy]") {
  Survey seen = deployed_host(spec);
  seen.server_answers = false;
  seen.current->container.state.status = "exited";
  seen.current->container.state.exit_code = 137;
  seen.current->container.state.oom_killed = true;
  const StatusReport ended = report_of(seen);
  CHECK(ended.faults == Lines{"the container is exited, exit code 137, out of memory"});
  CHECK(ended.oom_kills == 1);
  CHECK(ended.missing_models.empty());
}

TEST_CASE_METHOD(Desk, "what is wrong with a container that runs is told", "[deploy]") {
  Survey seen = deployed_host(spec);
  ContainerState& state = seen.current->container.state;
  state.health = "unhealthy";
  CHECK(faults(seen) == Lines{"its health check fails"});
  state.health = "healthy";
  state.restarts = 2;
  CHECK(faults(seen) == Lines());
  state.restarts = 3;
  CHECK(faults(seen) == Lines{"it was restarted 3 times"});
  state.restarts = 0;
  seen.server_answers = false;
  CHECK(faults(seen) == Lines{"the server does not answer"});
}

TEST_CASE_METHOD(Desk, "kills within a container are a fault, though it runs", "[deploy]") {
  answer_kills("oom_kill 1\n");
  const StatusReport one = report_of(deployed_host(spec));
  CHECK(one.oom_kills == 1);
  CHECK(one.faults == Lines{"the kernel ended 1 process for want of memory: a larger --memory, or "
                            "a smaller model or context"});
  answer_kills("oom_kill 2\n");
  CHECK(report_of(deployed_host(spec)).faults.front().starts_with("the kernel ended 2 processes"));
  answer(R"({"message":"exec is not for you"})", 403);
  CHECK(report_of(deployed_host(spec)).faults == Lines());
  transport.add(ScriptedAnswer::failure({Errc::interrupted, "interrupted"}));
  const Survey seen = deployed_host(spec);
  const auto cut = report_status(link, engine, spec, seen, make_plan(spec, seen, {}), {false});
  REQUIRE_FALSE(cut);
  CHECK(cut.error().code == Errc::interrupted);
}

TEST_CASE_METHOD(Desk, "what the plan would change is a fault", "[deploy]") {
  Survey seen = deployed_host(spec);
  seen.models.clear();
  CHECK(faults(seen) == Lines{"the model gemma3:1b is not there"});
  spec.models.front().digest = kOtherDigest;
  CHECK(faults(seen) == Lines{"the model gemma3:1b is not there, or has another digest"});
  spec.models.clear();
  seen.current->container.spec.pids = 7;
  CHECK(faults(seen) == Lines{"drift of processes: 7, wanted 512"});
  seen = deployed_host(spec);
  seen.next = seen.current;
  CHECK(faults(seen) == Lines{"a run of up was cut; run it again"});
  answer_kills(kNoKills);
  const StatusReport failed = report(seen, Unexpected(Error(Errc::deploy, "too little memory")));
  CHECK(failed.faults == Lines{"too little memory"});
}

TEST_CASE_METHOD(Desk, "a server that was moved aside is the one that is told of", "[deploy]") {
  Survey seen = deployed_host(spec);
  seen.previous = std::exchange(seen.current, std::nullopt);
  seen.previous->container.state.status = "exited";
  seen.server_answers = false;
  const StatusReport aside = report_of(seen);
  REQUIRE(aside.container);
  CHECK(aside.unfinished);
  CHECK(aside.faults ==
        Lines{"the container is exited, exit code 0", "a run of up was cut; run it again"});
}

TEST_CASE_METHOD(Desk, "a server that others can reach is a fault", "[deploy]") {
  Survey seen = deployed_host(spec);
  seen.host->ports = {{"127.0.0.1", 11434}, {"::1", 11434}, {"0.0.0.0", 22}};
  CHECK(faults(seen) == Lines());
  seen.host->ports.push_back({"0.0.0.0", 11434});
  CHECK(faults(seen) == Lines{"open to everybody who reaches 0.0.0.0:11434, without a password"});
  seen.current->container.spec.ports.front().address.clear();
  answer_kills(kNoKills);
  const StatusReport open = report_of(seen);
  CHECK(open.open_to == Lines{"0.0.0.0:11434"});
  CHECK(open.faults.size() == 2);
}

TEST_CASE_METHOD(Desk, "little room on the disk is a fault", "[deploy]") {
  Survey seen = deployed_host(spec);
  seen.host->disks.front().free = (std::int64_t{1} << 30) - 1;
  CHECK(faults(seen) == Lines{"less than 1 GiB is free on /, where docker keeps its things"});
  seen.host.reset();
  answer_kills(kNoKills);
  const StatusReport blind = report_of(seen);
  CHECK_FALSE(blind.disk_free);
  CHECK(blind.faults == Lines());
}

TEST_CASE_METHOD(Desk, "the container in front is a part of the deployment", "[deploy]") {
  spec.open.host = "llm.example.org";
  Survey seen = deployed_host(spec);
  CHECK(faults(seen) == Lines());
  seen.front->container.state.status = "exited";
  CHECK(faults(seen) == Lines{"the container llamero-caddy does not run"});
  seen.front.reset();
  CHECK(faults(seen) == Lines{"the container llamero-caddy is not as wanted"});
}

TEST_CASE_METHOD(Desk, "a tag that means another image now is news and no fault", "[deploy]") {
  const Survey seen = deployed_host(spec);
  const Result<Plan> plan = make_plan(spec, seen, {});
  const auto with = [&](const std::string& body, int status) {
    answer_kills(kNoKills);
    answer(body, status);
    const StatusReport told = report(seen, plan, true);
    CHECK(told.faults == Lines());
    return told.newer_image;
  };
  CHECK(with(R"({"Descriptor":{"digest":")" + kImageDigest + R"("}})", 200) == false);
  CHECK(asked() == "GET /v1.41/distribution/ollama/ollama:0.32.15/json");
  CHECK(with(R"({"Descriptor":{"digest":")" + kOtherDigest + R"("}})", 200) == true);
  CHECK(with(R"({"message":"no route to host"})", 500) == std::nullopt);
}
