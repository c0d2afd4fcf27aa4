#include "cli/app.h"

#include "catch.hpp"
#include "cli/commands/commands.h"
#include "cli/environment.h"
#include "cli/help.h"
#include "support/fake_services.h"

#include <csignal>

using namespace llamero;

namespace {

const char* const kAnswer =
    "{\"message\":{\"role\":\"assistant\",\"content\":\"Hi\"},\"done\":false}\n"
    "{\"message\":{\"role\":\"assistant\",\"content\":\"\"},\"done\":true,\"done_reason\":\"stop\"}"
    "\n";

}  // namespace

TEST_CASE_METHOD(FakeServices, "run prints the answer and one newline") {
  transport.add(ScriptedAnswer::lines(kAnswer));
  CHECK(run({"run", "m", "hello"}).code == ExitCode::ok);
  CHECK(out.written() == "Hi\n");
  CHECK(err.written().empty());
  CHECK(transport.requests().size() == 1);
}

TEST_CASE_METHOD(FakeServices, "global options stand before and after the verb") {
  transport.add(ScriptedAnswer::lines(kAnswer));
  transport.add(ScriptedAnswer::lines(kAnswer));
  CHECK(run({"--host", "http://a:1", "run", "m", "x"}).code == ExitCode::ok);
  CHECK(run({"run", "m", "x", "--host", "http://a:1"}).code == ExitCode::ok);
  CHECK(transport.requests()[0].url == "http://a:1/api/chat");
  CHECK(transport.requests()[1].url == "http://a:1/api/chat");
}

TEST_CASE_METHOD(FakeServices, "standard input comes before the arguments, files after them") {
  transport.add(ScriptedAnswer::lines(kAnswer));
  in.content = "\xef\xbb\xbfpiped";
  files.files["notes.txt"] = "text";
  REQUIRE(run({"run", "m", "two", "words", "--file", "notes.txt"}).code == ExitCode::ok);
  CHECK_THAT(*transport.requests()[0].body,
             ContainsSubstring("piped two words\\n\\nFile notes.txt:\\ntext"));
}

TEST_CASE_METHOD(FakeServices, "standard input that a loop reads is left alone") {
  transport.add(ScriptedAnswer::lines(kAnswer));
  in.content = "the loop's lines";
  in.shared = true;
  CHECK(run({"run", "m", "hello"}).code == ExitCode::ok);
  CHECK(in.reads == 0);
  CHECK_THAT(err.written(), ContainsSubstring("loop"));
}

TEST_CASE_METHOD(FakeServices, "a wrong command line sends nothing") {
  const auto arguments = GENERATE(values<std::vector<std::string>>({
      {},
      {"rnu"},
      {"run"},
      {"run", "m"},
      {"run", "m", "x", "--nope"},
      {"run", "m", "x", "--option", "tempreature=1"},
      {"run", "m", "x", "--option", "seed=a"},
      {"run", "m", "x", "--format", "yaml"},
      {"run", "m", "x", "--think=hard"},
      {"run", "m", "x", "--keep-alive", "5x"},
      {"run", "m", "x", "--deadline", "soon"},
      {"run", "m\x1b[31m", "x"},
      {"run", "m", "a\xff"},
      {"run", "m", "x", "--file", "absent"},
      {"--host", "nowhere", "list"},
      {"list", "a", "b"},
      {"--json", "run", "m", "x"},
      {"help", "nothing"},
      {"show", "m", "--license", "--system"},
  }));
  CHECK(run(arguments).code == ExitCode::usage);
  CHECK(transport.requests().empty());
  CHECK(out.written().empty());
  CHECK_THAT(err.written(), ContainsSubstring("llamero: error: "));
  CHECK(err.written().find('\x1b') == std::string::npos);
}

TEST_CASE_METHOD(FakeServices, "a slip gets a suggestion") {
  static_cast<void>(run({"chta", "m"}));
  CHECK_THAT(err.written(), ContainsSubstring("did you mean llamero chat?"));
}

TEST_CASE_METHOD(FakeServices, "a closed stdout ends by SIGPIPE, quietly") {
  transport.add(ScriptedAnswer::lines(kAnswer));
  out.fail_with(Error(Errc::output_closed, "gone"));
  const Outcome outcome = run({"run", "m", "x"});
  CHECK(outcome.signal == SIGPIPE);
  CHECK(err.written().empty());
}

TEST_CASE_METHOD(FakeServices, "an interrupted run ends by its signal") {
  Error error(Errc::interrupted, "interrupted");
  error.signal = SIGTERM;
  transport.add(ScriptedAnswer::failure(error));
  const Outcome outcome = run({"run", "m", "x"});
  CHECK(outcome.signal == SIGTERM);
  CHECK(err.written().empty());
}

TEST_CASE_METHOD(FakeServices, "--pull fetches a missing model once and asks again") {
  transport.add(ScriptedAnswer::json("{\"error\":\"model 'm' not found\"}", 404));
  transport.add(ScriptedAnswer::lines("{\"status\":\"success\"}\n"));
  transport.add(ScriptedAnswer::lines(kAnswer));
  CHECK(run({"run", "m", "x", "--pull"}).code == ExitCode::ok);
  CHECK(out.written() == "Hi\n");
  CHECK(transport.requests().size() == 3);
}

TEST_CASE_METHOD(FakeServices, "a refused field is explained by one look-up of the version") {
  transport.add(ScriptedAnswer::json("{\"error\":\"invalid think value\"}", 400));
  transport.add(ScriptedAnswer::json("{\"version\":\"0.6.5\"}"));
  CHECK(run({"run", "m", "x", "--think=low"}).code == ExitCode::server_error);
  CHECK_THAT(err.written(), ContainsSubstring("0.6.5"));
  CHECK_THAT(err.written(), ContainsSubstring("0.11.0"));
}

TEST_CASE("every command has help that names its options, and every topic a text") {
  for (const CommandEntry* entry : all_commands()) {
    const std::string text = command_help_text(*entry);
    CHECK_THAT(text, ContainsSubstring("Usage: llamero " + std::string(entry->name)));
    CHECK_THAT(text, ContainsSubstring("--deadline"));
    CHECK((text.find("--json") != std::string::npos) == entry->has_json);
    CHECK_THAT(overview_text(), ContainsSubstring(std::string(entry->summary)));
  }
  CHECK_THAT(topic_text("exit-codes"), ContainsSubstring("124"));
  CHECK_THAT(topic_text("environment"), ContainsSubstring("OLLAMA_HOST"));
  CHECK(topic_text("nothing").empty());
}
