#include "engine/chat_session.h"

#include "catch.hpp"

using namespace llamero;

namespace {

using State = ChatSession::State;

std::string roles(const ChatRequest& request) {
  std::string text;
  for (const Message& message : request.messages)
    text += message.role[0] + (":" + message.content) + " ";
  return text;
}

Message answer(std::string content) {
  return {"assistant", std::move(content)};
}

// u:one a:1 u:two a:2
ChatSession two_turns() {
  ChatSession session("m", std::nullopt, {});
  session.ask("one");
  session.accept(answer("1"), {});
  session.ask("two");
  session.accept(answer("2"), {});
  return session;
}

}  // namespace

TEST_CASE("the whole history goes with each turn") {
  ChatSession session("m", "be brief", {});
  session.ask("one");
  CHECK(roles(session.request()) == "s:be brief u:one ");
  session.accept(answer("1"), {});
  session.ask("two");
  CHECK(roles(session.request()) == "s:be brief u:one a:1 u:two ");
}

TEST_CASE("a partial answer stays in the history, marked") {
  ChatSession session("m", std::nullopt, {});
  session.ask("one");
  session.keep_partial(answer("half"), State::cut);
  REQUIRE(session.unfinished() != nullptr);
  CHECK(session.unfinished()->state == State::cut);
  session.ask("two");
  CHECK(session.unfinished() == nullptr);
  CHECK(roles(session.request()) == "u:one a:half u:two ");
}

TEST_CASE("a thought that was cut is a partial answer too") {
  ChatSession session("m", std::nullopt, {});
  session.ask("one");
  session.keep_partial({"assistant", "", "hm"}, State::stopped);
  REQUIRE(session.unfinished() != nullptr);
  CHECK(session.unfinished()->message.thinking == "hm");
}

TEST_CASE("a question without any answer leaves the history") {
  ChatSession session("m", std::nullopt, {});
  session.ask("one");
  session.keep_partial(answer(""), State::cut);
  CHECK(session.turns().empty());
  session.ask("two");
  CHECK(session.take_back().text == "two");
  CHECK(session.turns().empty());
  CHECK(session.take_back().empty());
}

TEST_CASE("what follows goes behind an unfinished answer") {
  ChatSession session("m", std::nullopt, {});
  session.ask("one");
  session.keep_partial(answer("half"), State::cut);
  session.extend(" more", State::cut, {});
  CHECK(session.unfinished()->message.content == "half more");
  Usage usage;
  usage.eval_count = 3;
  session.extend(" end", State::complete, usage);
  CHECK(session.unfinished() == nullptr);
  CHECK(session.turns().back().message.content == "half more end");
  CHECK(session.turns().back().usage.eval_count == 3);
  session.extend("!", State::complete, {});
  CHECK(session.turns().back().message.content == "half more end");
}

TEST_CASE("an answer is forgotten, and its question is asked again") {
  ChatSession session = two_turns();
  CHECK(session.forget_answer());
  CHECK(roles(session.request()) == "u:one a:1 u:two ");
  CHECK_FALSE(session.forget_answer());
}

TEST_CASE("undo takes the last question and its answer back") {
  ChatSession session = two_turns();
  CHECK(session.undo()->text == "two");
  CHECK(roles(session.request()) == "u:one a:1 ");
  CHECK(session.undo()->text == "one");
  CHECK_FALSE(session.undo());
}

TEST_CASE("a rewind keeps what was before a question") {
  ChatSession session = two_turns();
  CHECK_FALSE(session.rewind(3));
  CHECK_FALSE(session.rewind(0));
  CHECK(session.turns().size() == 4);
  CHECK(session.rewind(2)->text == "two");
  CHECK(roles(session.request()) == "u:one a:1 ");
  CHECK(session.rewind(1)->text == "one");
  CHECK(session.turns().empty());
}

TEST_CASE("clearing keeps the system prompt") {
  ChatSession session("m", "be brief", {});
  session.ask("one");
  session.accept(answer("1"), {});
  session.clear();
  session.ask("two");
  CHECK(roles(session.request()) == "s:be brief u:two ");
}

TEST_CASE("a question comes back with what was attached to it, and what of it was typed") {
  ChatSession session("m", std::nullopt, {});
  session.ask(Question{"look\n\nFile a.txt:\nA", 4, {"aW1n"}});
  REQUIRE(session.request().messages.size() == 1);
  CHECK(session.request().messages[0].content == "look\n\nFile a.txt:\nA");
  CHECK(session.request().messages[0].images == std::vector<std::string>{"aW1n"});
  const Question back = session.take_back();
  CHECK(back.typed_text() == "look");
  CHECK(back.text == "look\n\nFile a.txt:\nA");
  CHECK(back.images.size() == 1);
}

TEST_CASE("all of a question is given back where nobody knows what was typed") {
  ChatSession session("m", std::nullopt, {});
  session.set_turns({{Message{"user", "one"}}});
  CHECK(session.undo()->typed_text() == "one");
}
