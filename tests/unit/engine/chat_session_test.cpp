#include "engine/chat_session.h"

#include "catch.hpp"

using namespace llamero;

namespace {

std::string roles(const ChatRequest& request) {
  std::string text;
  for (const Message& message : request.messages)
    text += message.role[0] + (":" + message.content) + " ";
  return text;
}

}  // namespace

TEST_CASE("the whole history goes with each turn") {
  ChatSession session("m", "be brief", {});
  CHECK(roles(session.ask("one")) == "s:be brief u:one ");
  session.accept("1");
  CHECK(roles(session.ask("two")) == "s:be brief u:one a:1 u:two ");
}

TEST_CASE("a partial answer stays in the history, marked") {
  ChatSession session("m", std::nullopt, {});
  static_cast<void>(session.ask("one"));
  session.keep_partial("half");
  CHECK(session.turns().back().partial);
  CHECK(roles(session.ask("two")) == "u:one a:half u:two ");
}

TEST_CASE("a question without any answer leaves the history") {
  ChatSession session("m", std::nullopt, {});
  static_cast<void>(session.ask("one"));
  session.keep_partial("");
  CHECK(session.turns().empty());
  static_cast<void>(session.ask("two"));
  session.take_back();
  CHECK(session.turns().empty());
}

TEST_CASE("clearing keeps the system prompt") {
  ChatSession session("m", "be brief", {});
  static_cast<void>(session.ask("one"));
  session.accept("1");
  session.clear();
  CHECK(roles(session.ask("two")) == "s:be brief u:two ");
}
