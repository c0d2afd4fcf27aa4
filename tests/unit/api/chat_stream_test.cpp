#include "catch.hpp"
#include "llamero/client.h"

#include <string>
#include <vector>

#include "unit/api/recorded.h"

using namespace llamero;

namespace {

const std::string kToken = R"({"message":{"role":"assistant","content":"a"},"done":false})";
const std::string kFinal = R"({"message":{"content":"."},"done":true,"done_reason":"stop"})";

// Keeps what a stream delivers; batches are only counted, for they follow the cuts.
class KeepingView final : public Client::StreamView {
 public:
  Result<void> on_chunk(const ChatChunk& chunk) override {
    ++calls;
    if (fail_chunk) return Unexpected(*fail_chunk);
    content += chunk.content;
    thinking += chunk.thinking;
    tool_calls += chunk.tool_calls;
    ++chunks;
    ++open;
    return {};
  }
  Result<void> on_batch_end() override {
    ++batches;
    open = 0;
    if (fail_batch) return Unexpected(*fail_batch);
    return {};
  }

  std::optional<Error> fail_chunk;
  std::optional<Error> fail_batch;
  std::string content;
  std::string thinking;
  std::string tool_calls;
  int calls = 0;
  int chunks = 0;
  int batches = 0;
  int open = 0;
};

struct Outcome {
  std::string content;
  std::string thinking;
  std::string tool_calls;
  int chunks = 0;
  int not_flushed = 0;
  std::string done_reason;
  std::int64_t eval_count = 0;
  std::optional<Errc> code;
  std::string message;

  bool operator==(const Outcome&) const = default;
};

Result<Completion> chat(const ScriptedAnswer& answer, KeepingView& view,
                        ScriptedTransport& transport) {
  transport.add(answer);
  Endpoint endpoint;
  endpoint.base_url = endpoint.display = "http://h:1";
  Client client(transport, endpoint, {}, {});
  ChatRequest request;
  request.model = "nope";
  return client.chat(request, view);
}

Result<Completion> chat(const ScriptedAnswer& answer, KeepingView& view) {
  ScriptedTransport transport;
  return chat(answer, view, transport);
}

Outcome outcome_of(const ScriptedAnswer& answer) {
  KeepingView view;
  const auto result = chat(answer, view);
  Outcome outcome{
      view.content, view.thinking, view.tool_calls, view.chunks, view.open, {}, 0, {}, {}};
  if (result) {
    outcome.done_reason = result->done_reason;
    outcome.eval_count = result->usage.eval_count;
  } else {
    outcome.code = result.error().code;
    outcome.message = result.error().message;
  }
  return outcome;
}

Error error_of(const ScriptedAnswer& answer) {
  KeepingView view;
  const auto result = chat(answer, view);
  REQUIRE_FALSE(result);
  return result.error();
}

// The lines of a body, each with its newline.
std::vector<std::string> lines_of(const std::string& body) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < body.size();) {
    const std::size_t newline = body.find('\n', at);
    const std::size_t next = newline == std::string::npos ? body.size() : newline + 1;
    lines.push_back(body.substr(at, next - at));
    at = next;
  }
  return lines;
}

// Cuts a stream at every offset; around each cut stand the lines that could feel it, because whole
// streams at all of their offsets would take a minute.
void check_every_cut(const ScriptedAnswer& answer) {
  const std::vector<std::string> lines = lines_of(answer.joined());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    ScriptedAnswer part = answer;
    const std::string before = i > 0 ? lines[i - 1] : "";
    part.pieces = {before + lines[i] + (i + 1 < lines.size() ? lines[i + 1] : "")};
    const Outcome whole = outcome_of(part);
    for (std::size_t offset = 0; offset <= lines[i].size(); ++offset) {
      if (outcome_of(part.cut_at(before.size() + offset)) == whole) continue;
      FAIL("line " << i << " differs when cut at " << offset);
    }
  }
}

}  // namespace

TEST_CASE("recorded streams mean the same however they are cut", "[stream][wire]") {
  std::size_t streams = 0;
  for (const char* path : {"/api/chat", "/api/generate"}) {
    for (const Recorded& exchange : all_recorded(path)) {
      INFO(exchange.name);
      if (exchange.answer.status != 200) continue;
      ++streams;
      check_every_cut(exchange.answer);
      const Outcome whole = outcome_of(exchange.answer);
      CHECK(whole.not_flushed == 0);
      for (const std::size_t piece : {1, 2, 3, 7, 64, 1000})
        CHECK(outcome_of(exchange.answer.cut_every(piece)) == whole);
    }
  }
  CHECK(streams > 15);
}

TEST_CASE("recorded streams come to what they are", "[stream][wire]") {
  const Outcome full = outcome_of(recorded("chat-stream").answer);
  CHECK_FALSE(full.code);
  CHECK(full.done_reason == "length");
  CHECK(full.eval_count == 40);
  CHECK(full.content.starts_with("The answer to"));
  CHECK(outcome_of(recorded("v0.6.5/chat-stream").answer).done_reason == "length");
  CHECK(outcome_of(recorded("continue-2-raw").answer).content.starts_with(" 5,"));
  CHECK(outcome_of(recorded("generate-stream").answer).chunks > 5);
  CHECK(outcome_of(recorded("chat-unary").answer).eval_count == 40);
  CHECK(outcome_of(recorded("load").answer).done_reason == "load");
  CHECK(outcome_of(recorded("chat-logprobs").answer).chunks == 4);

  const Outcome runner = outcome_of(recorded("chat-runner-killed").answer);
  CHECK(runner.code == Errc::server_error);
  CHECK_THAT(runner.message, ContainsSubstring("unexpected EOF"));
  CHECK(runner.chunks == 43);
  const Outcome killed = outcome_of(recorded("chat-container-killed").answer);
  CHECK(killed.code == Errc::cut);
  CHECK(killed.chunks == 78);
  const Outcome old_error = outcome_of(recorded("v0.6.5/chat-format-bad").answer);
  CHECK(old_error.code == Errc::server_error);
  CHECK(outcome_of(recorded("chat-render-prefill").answer).code == Errc::cut);
}

TEST_CASE("an answer that ends without its final line is cut", "[stream]") {
  for (const std::string& body : {kToken + "\n", kToken, kToken + "\n" + kToken.substr(0, 30),
                                  kToken.substr(0, 30), kToken + "\n\xEF\xBB"}) {
    INFO(body);
    const Error error = error_of(ScriptedAnswer::lines(body));
    CHECK(error.code == Errc::cut);
    CHECK_THAT(error.message, ContainsSubstring("without its final line"));
  }
  const Error empty = error_of(ScriptedAnswer::lines(""));
  CHECK(empty.code == Errc::protocol);
  CHECK_THAT(empty.message, ContainsSubstring("with nothing"));
}

TEST_CASE("what a lost connection means depends on what came before", "[stream]") {
  const auto ended = [](const std::string& body, Errc code) {
    ScriptedAnswer answer = ScriptedAnswer::lines(body);
    answer.ending = Error(code, "the cause");
    return answer;
  };
  for (const Errc code : {Errc::connect_failed, Errc::timed_out, Errc::cut}) {
    const Error after = error_of(ended(kToken + "\n", code));
    CHECK(after.code == Errc::cut);
    CHECK(after.message == "the cause");
    CHECK(error_of(ended(kToken.substr(0, 9), code)).code == code);
    CHECK(error_of(ScriptedAnswer::failure(Error(code, "x"))).code == code);
  }
  for (const Errc code : {Errc::interrupted, Errc::deadline, Errc::output_failed, Errc::protocol})
    CHECK(error_of(ended(kToken + "\n", code)).code == code);

  KeepingView view;
  const auto complete = chat(ended(kToken + "\n" + kFinal, Errc::cut), view);
  REQUIRE(complete);
  CHECK(view.content == "a.");
  CHECK(view.open == 0);
  KeepingView interrupted;
  CHECK_FALSE(chat(ended(kToken + "\n" + kFinal, Errc::interrupted), interrupted));
}

TEST_CASE("nothing is read behind the final line", "[stream]") {
  for (const char* rest : {"garbage\n", "{\"error\":\"x\"}\n", "", "\n\n"}) {
    KeepingView view;
    REQUIRE(
        chat(ScriptedAnswer::lines(kToken + "\n" + kFinal + "\n" + kFinal + "\n" + rest), view));
    CHECK(view.chunks == 2);
  }
  ScriptedTransport transport;
  KeepingView view;
  ScriptedAnswer answer = ScriptedAnswer::lines(kFinal + "\n");
  answer.pieces.push_back("more");
  REQUIRE(chat(answer, view, transport));
  CHECK(transport.unread_pieces() == 1);
}

TEST_CASE("an endless line behind the final one is no error", "[stream]") {
  KeepingView view;
  CHECK(chat(ScriptedAnswer::lines(kFinal + "\n" + std::string(17 << 20, 'x')), view));
}

TEST_CASE("a page is noticed at its first byte", "[stream]") {
  ScriptedTransport transport;
  KeepingView view;
  ScriptedAnswer answer = ScriptedAnswer::lines("<");
  answer.pieces.push_back("html>");
  CHECK(chat(answer, view, transport).error().code == Errc::protocol);
  CHECK(transport.unread_pieces() == 1);
}

TEST_CASE("an error line", "[stream]") {
  const auto line = [](const std::string& text) { return "{\"error\":\"" + text + "\"}\n"; };
  const Error missing = error_of(ScriptedAnswer::lines(line("model 'nope' not found")));
  CHECK(missing.code == Errc::model_not_found);
  CHECK(missing.hint == "llamero pull nope");
  CHECK(error_of(ScriptedAnswer::lines(line("template not found"))).code == Errc::server_error);
  const Error later =
      error_of(ScriptedAnswer::lines(kToken + "\n" + line("model 'nope' not found")));
  CHECK(later.code == Errc::server_error);
  CHECK(later.message == "http://h:1: model 'nope' not found");
  KeepingView view;
  ScriptedAnswer answer = ScriptedAnswer::lines(kToken + "\n" + line("x"));
  CHECK_FALSE(chat(answer, view));
  CHECK(view.content == "a");
  CHECK(view.open == 0);
}

TEST_CASE("what is not Ollama's answer is a protocol error", "[stream]") {
  for (const char* body : {"<html>", "\n \n<!doctype html>\n", "Ollama is running", "{bad}\n",
                           "{}\n", "data: {}\n", "\x1f\x8b\x08gzip\n", "null\n"}) {
    INFO(body);
    for (const std::size_t piece : {1, 100}) {
      const Error error = error_of(ScriptedAnswer::lines(body).cut_every(piece));
      CHECK(error.code == Errc::protocol);
      CHECK_THAT(error.message, ContainsSubstring("http://h:1: "));
      if (std::string(body).find('<') != std::string::npos)
        CHECK_THAT(error.message, ContainsSubstring("web page"));
    }
  }
  const Error later = error_of(ScriptedAnswer::lines(kToken + "\n{bad}\n"));
  CHECK(later.code == Errc::protocol);
  const Error long_line = error_of(ScriptedAnswer::lines(std::string(17 << 20, ' ')));
  CHECK(long_line.code == Errc::protocol);
  CHECK_THAT(long_line.message, ContainsSubstring("http://h:1: a line of the answer is longer"));
}

TEST_CASE("the view's errors are the result", "[stream]") {
  KeepingView chunk_fails;
  chunk_fails.fail_chunk = Error(Errc::output_closed, "gone");
  CHECK(chat(ScriptedAnswer::lines(kFinal), chunk_fails).error().code == Errc::output_closed);
  KeepingView called_once;
  called_once.fail_chunk = Error(Errc::cut, "x");
  CHECK_FALSE(chat(ScriptedAnswer::lines(kFinal + "\n").cut_at(5), called_once));
  CHECK(called_once.calls == 1);
  KeepingView batch_fails;
  batch_fails.fail_batch = Error(Errc::output_failed, "full");
  CHECK(chat(ScriptedAnswer::lines(kFinal + "\n"), batch_fails).error().code ==
        Errc::output_failed);
  KeepingView last_fails;
  last_fails.fail_batch = Error(Errc::output_failed, "full");
  CHECK(chat(ScriptedAnswer::lines(kFinal), last_fails).error().code == Errc::output_failed);
}

TEST_CASE("progress is complete lines", "[stream]") {
  ScriptedTransport transport;
  KeepingView view;
  ScriptedAnswer answer = ScriptedAnswer::lines("");
  answer.pieces = {kToken.substr(0, 5),           kToken.substr(5), "\n", "\n",
                   kToken + "\n" + kToken + "\n", kFinal + "\n"};
  REQUIRE(chat(answer, view, transport));
  CHECK(transport.marks() == std::vector<std::optional<std::size_t>>{0, 0, 1, 1, 3, 4});
}
