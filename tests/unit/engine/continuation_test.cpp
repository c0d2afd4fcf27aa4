#include "engine/continuation.h"

#include "catch.hpp"

#include "unit/api/recorded.h"

using namespace llamero;

namespace {

using State = ChatSession::State;
using Way = Continuation::Way;

Endpoint endpoint() {
  Endpoint endpoint;
  endpoint.base_url = "http://h";
  endpoint.display = "h";
  return endpoint;
}

struct Fixture {
  ScriptedTransport transport;
  Client client{transport, endpoint(), {}, {}};
  ChatSession session{"smollm2:135m", std::nullopt, {}};

  explicit Fixture(std::string content, std::string thinking = {}) {
    session.ask("Count from 1 to 10, separated by commas.");
    session.keep_partial({"assistant", std::move(content), std::move(thinking)}, State::cut);
  }
  Continuation plan() {
    auto planned = plan_continuation(session, client);
    REQUIRE(planned);
    return *planned;
  }
  [[nodiscard]] const std::string& sent(std::size_t i) const {
    return *transport.requests().at(i).body;
  }
};

ScriptedAnswer rendered(const std::string& prompt) {
  return ScriptedAnswer::json(R"({"model":"m","_debug_info":{"rendered_template":")" + prompt +
                              R"("}})");
}

}  // namespace

TEST_CASE("a template that ends with the partial answer goes on by prefill", "[wire]") {
  Fixture f("1, 2, 3, 4,");
  f.transport.add(recorded("continue-gemma3-render").answer);
  const Continuation plan = f.plan();
  REQUIRE(plan.way == Way::prefill);
  const auto& request = std::get<ChatRequest>(plan.request);
  CHECK(request.messages.back().role == "assistant");
  CHECK(request.messages.back().content == "1, 2, 3, 4,");
  CHECK(f.transport.used_up());
  CHECK_THAT(f.sent(0), ContainsSubstring("\"_debug_render_only\":true,\"stream\":false"));
  CHECK_THAT(f.sent(0), ContainsSubstring("\"num_predict\":1"));
}

TEST_CASE("a template that closes the partial answer goes on with a raw prompt", "[wire]") {
  Fixture f("1, 2, 3, 4,");
  f.transport.add(recorded("chat-render-prefill").answer);
  f.transport.add(recorded("continue-1-render").answer);
  const Continuation plan = f.plan();
  REQUIRE(plan.way == Way::raw);
  const auto& request = std::get<GenerateRequest>(plan.request);
  CHECK(request.raw);
  CHECK(request.prompt.ends_with("<|im_start|>assistant\n1, 2, 3, 4,"));
  CHECK(f.sent(1).find("1, 2, 3, 4,") == std::string::npos);
}

TEST_CASE("an answer about an image never goes on with a raw prompt, which cannot hold it",
          "[wire]") {
  Fixture f("1, 2, 3, 4,");
  auto turns = f.session.turns();
  turns.front().message.images = {"iVBO"};
  f.session.set_turns(turns);
  f.transport.add(recorded("chat-render-prefill").answer);
  CHECK(f.plan().way == Way::new_turn);
  CHECK_THAT(f.sent(0), ContainsSubstring("\"images\":[\"iVBO\"]"));
}

TEST_CASE("an old server generates, and proves nothing") {
  Fixture f("1, 2,");
  f.transport.add(ScriptedAnswer::json(
      R"({"model":"m","message":{"role":"assistant","content":"3"},"done":true})"));
  const Continuation plan = f.plan();
  REQUIRE(plan.way == Way::new_turn);
  const auto& messages = std::get<ChatRequest>(plan.request).messages;
  REQUIRE(messages.size() == 3);
  CHECK(messages[1].content == "1, 2,");
  CHECK(messages[2].role == "user");
  CHECK(messages[2].content == kGoOn);
}

TEST_CASE("nothing is continued within a thought, behind one, or within a format") {
  for (const auto& [content, thinking] :
       std::vector<std::pair<std::string, std::string>>{{"", "hm"}, {"so", "hm"}, {" \n", ""}}) {
    Fixture f(content, thinking);
    CHECK(f.plan().way == Way::new_turn);
    CHECK(f.transport.requests().empty());
  }
  Fixture format("{\"a\":");
  format.session.settings().format = RawJson{"\"json\""};
  CHECK(format.plan().way == Way::new_turn);
  Fixture thought("so");
  thought.transport.add(rendered("closed"));
  thought.transport.add(rendered("<assistant>\\n<think>\\n"));
  CHECK(thought.plan().way == Way::new_turn);
}

TEST_CASE("white space at the end is not sent, and not said twice") {
  Fixture f("1, 2,\n\n");
  f.transport.add(rendered("1, 2,"));
  const Continuation plan = f.plan();
  CHECK(plan.way == Way::prefill);
  CHECK(std::get<ChatRequest>(plan.request).messages.back().content == "1, 2,");
  EchoFilter echo(plan.unsent);
  CHECK(echo.pass("\n").empty());
  CHECK(echo.pass("\n\n3") == "\n3");
  CHECK(echo.pass("\n4") == "\n4");
  EchoFilter other(" ");
  CHECK(other.pass("3") == "3");
  CHECK(other.pass(" 4") == " 4");
}

TEST_CASE("a server that refuses is told") {
  Fixture f("1, 2,");
  f.transport.add(ScriptedAnswer::json(R"({"error":"model 'm' not found"})", 404));
  const auto planned = plan_continuation(f.session, f.client);
  REQUIRE_FALSE(planned);
  CHECK(planned.error().code == Errc::model_not_found);
}
