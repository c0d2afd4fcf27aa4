#include "catch.hpp"
#include "llamero/client.h"

#include <string>
#include <vector>

#include "unit/api/recorded.h"

using namespace llamero;

namespace {

struct Pull {
  ScriptedTransport transport;
  std::vector<PullProgress> seen;
  std::optional<Error> refuse;

  Result<void> run(const ScriptedAnswer& answer, std::optional<Milliseconds> idle = std::nullopt) {
    transport.add(answer);
    seen.clear();
    Endpoint endpoint;
    endpoint.base_url = endpoint.display = "http://h:1";
    Client client(transport, endpoint, {}, {});
    return client.pull("nope", false, idle, [this](const PullProgress& progress) -> Result<void> {
      seen.push_back(progress);
      if (refuse) return Unexpected(*refuse);
      return {};
    });
  }
};

std::string summary(const Pull& pull, const Result<void>& result) {
  std::string text;
  for (const PullProgress& progress : pull.seen) {
    text += progress.status + "|" + progress.digest + "|" + std::to_string(progress.total) + "|" +
            std::to_string(progress.completed) + "\n";
  }
  return text + (result ? "ok" : result.error().message);
}

std::string layer(const std::string& digest, int completed) {
  return R"({"status":"pulling )" + digest + R"(","digest":"sha256:)" + digest +
         R"(","total":100,"completed":)" + std::to_string(completed) + "}\n";
}

std::string step(const std::string& status) {
  return R"({"status":")" + status + "\"}\n";
}

}  // namespace

TEST_CASE("recorded pulls mean the same however they are cut", "[pull][wire]") {
  for (const char* name :
       {"pull-cached", "pull-missing", "pull-unreachable", "pull-insecure-refused"}) {
    INFO(name);
    const ScriptedAnswer answer = recorded(name).answer;
    Pull pull;
    const auto whole_result = pull.run(answer);
    const std::string whole = summary(pull, whole_result);
    for (std::size_t offset = 0; offset <= answer.joined().size(); ++offset) {
      const auto result = pull.run(answer.cut_at(offset));
      if (summary(pull, result) != whole) FAIL("differs when cut at " << offset);
    }
  }
}

TEST_CASE("recorded pulls come to what they are", "[pull][wire]") {
  Pull pull;
  REQUIRE(pull.run(recorded("pull").answer));
  CHECK(pull.seen.front().status == "pulling manifest");
  CHECK(pull.seen.at(1).total == 98362432);
  CHECK(pull.seen.back().status == "success");
  REQUIRE(pull.run(recorded("pull-cached").answer));
  const auto missing = pull.run(recorded("pull-missing").answer);
  REQUIRE_FALSE(missing);
  CHECK(missing.error().code == Errc::model_not_found);
  for (const char* name : {"pull-unreachable", "pull-insecure-refused"})
    CHECK(pull.run(recorded(name).answer).error().code == Errc::server_error);
}

TEST_CASE("a pull that ends without success is cut", "[pull]") {
  Pull pull;
  CHECK(pull.run(ScriptedAnswer::lines(step("pulling manifest"))).error().code == Errc::cut);
  CHECK(pull.run(ScriptedAnswer::lines(step("pulling manifest") + R"({"status":"succ)"))
            .error()
            .code == Errc::cut);
  CHECK(pull.run(ScriptedAnswer::lines(R"({"status":"success"})")));
  ScriptedAnswer lost = ScriptedAnswer::lines(layer("a", 1));
  lost.ending = Error(Errc::connect_failed, "reset");
  CHECK(pull.run(lost).error().code == Errc::cut);
  CHECK(pull.run(ScriptedAnswer::lines("{}\n")).error().code == Errc::protocol);
  pull.refuse = Error(Errc::interrupted, "signal");
  CHECK(pull.run(ScriptedAnswer::lines(step("success"))).error().code == Errc::interrupted);
}

TEST_CASE("progress of a pull is what was downloaded", "[pull]") {
  Pull pull;
  ScriptedAnswer answer = ScriptedAnswer::lines("");
  answer.pieces = {step("pulling manifest"),
                   step("pulling manifest"),
                   layer("a", 5),
                   layer("a", 5),
                   layer("a", 9),
                   layer("a", 3),
                   layer("a", 9),
                   layer("a", 10),
                   layer("b", 1),
                   step("verifying sha256 digest"),
                   step("writing manifest"),
                   step("removing unused layers"),
                   step("success")};
  REQUIRE(pull.run(answer));
  using Marks = std::vector<std::optional<std::size_t>>;
  const auto none = std::nullopt;
  CHECK(pull.transport.marks() == Marks{1, 1, 2, 2, 3, 3, 3, 4, 5, none, none, none, none});
}

TEST_CASE("the limits of a pull", "[pull]") {
  Pull pull;
  REQUIRE(pull.run(ScriptedAnswer::lines(step("success"))));
  REQUIRE(pull.run(ScriptedAnswer::lines(step("success")), Milliseconds(5000)));
  CHECK(pull.transport.requests().at(0).timeouts.first_byte == Milliseconds(0));
  CHECK(pull.transport.requests().at(0).timeouts.idle == Milliseconds(120'000));
  CHECK(pull.transport.requests().at(1).timeouts.idle == Milliseconds(5000));
  CHECK(pull.transport.requests().at(0).body == R"({"model":"nope","name":"nope","stream":true})");
}
