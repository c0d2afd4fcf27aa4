#include "store/session_export.h"

#include "store/session_json.h"
#include "store/session_time.h"
#include "support/session_fixture.h"

#include <nlohmann/json.hpp>

#include <random>

namespace llamero {
namespace {

using Json = nlohmann::json;

bool ends_fence(const std::string& line, std::size_t size) {
  return line.size() >= size && line.find_first_not_of('`') == std::string::npos;
}

// The lines that a reader of markdown does not take for the inside of a fence. A carriage return
// ends a line for it too.
std::vector<std::string> outside_of_fences(std::string text) {
  std::replace(text.begin(), text.end(), '\r', '\n');
  std::vector<std::string> outside;
  std::size_t fence = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    const std::string line = text.substr(at, end - at);
    if (fence != 0) {
      if (ends_fence(line, fence)) fence = 0;
    } else if (line.starts_with("```")) {
      fence = line.find_first_not_of('`');
      if (fence == std::string::npos) fence = line.size();
    } else {
      outside.push_back(line);
    }
    at = end + 1;
  }
  CHECK(fence == 0);
  return outside;
}

TEST_CASE("a session as markdown", "[store][export]") {
  const TemporaryFolder folder;
  SessionStore store = open_store(folder / "sessions.db");
  const SessionId id = *store.create({"plan", "gemma3:1b", "lab", "Be short."}, at_ms(1000));
  REQUIRE(store.add_tag(id, "work"));
  auto turns = question_and_answer("What?", "```sh\nls\n```");
  turns[1].thinking = "hm";
  turns[1].state = TurnState::stopped;
  REQUIRE(store.commit(id, 0, turns, at_ms(5000)));
  CHECK(*export_markdown(store, *store.info(id)) ==
        "# Session `plan`\n\n"
        "- model: `gemma3:1b`\n- remote: `lab`\n"
        "- created: `1970-01-01T00:00:01.000Z`\n- updated: `1970-01-01T00:00:05.000Z`\n"
        "- tag: `work`\n"
        "\n## System prompt\n\n```text\nBe short.\n```\n"
        "\n## User \u00B7 1970-01-01T00:00:02.000Z\n\n```text\nWhat?\n```\n"
        "\n## Assistant \u00B7 `gemma3:1b` \u00B7 1970-01-01T00:00:03.000Z \u00B7 stopped\n\n"
        "Thinking:\n\n```text\nhm\n```\n\nAnswer:\n\n````markdown\n```sh\nls\n```\n````\n");
}

TEST_CASE("no text of a turn is outside of its fence", "[store][export]") {
  const TemporaryFolder folder;
  SessionStore store = open_store(folder / "sessions.db");
  std::mt19937 random(5);
  const std::vector<std::string> parts = {"`",  "``",   "```",  "````",    "~~~",
                                          "\n", "\r",   "\n",   "## User", "\n## User",
                                          "> ", "<!--", "    ", "x"};
  for (int round = 0; round < 200; ++round) {
    const SessionId id = new_session(store);
    std::string texts[4];
    for (std::string& text : texts) {
      for (int i = 0; i < 12; ++i) text += parts[random() % parts.size()];
    }
    auto turns = question_and_answer(texts[0], texts[1]);
    turns[1].thinking = texts[2];
    turns[1].model = texts[3];
    REQUIRE(store.commit(id, 0, turns, at_ms(1)));
    const auto lines = outside_of_fences(*export_markdown(store, *store.info(id)));
    std::size_t headings = 0;
    for (const std::string& line : lines) headings += line.starts_with("## ") ? 1 : 0;
    INFO(texts[0] + "|" + texts[1] + "|" + texts[2]);
    CHECK(headings == 2);
  }
}

TEST_CASE("a code span holds any line", "[store][export]") {
  CHECK(markdown_code("a") == "`a`");
  CHECK(markdown_code("a`b") == "``a`b``");
  CHECK(markdown_code("`") == "`` ` ``");
  CHECK(markdown_code("a\n# b") == "`a # b`");
  CHECK(markdown_code("") == "`  `");
  CHECK(markdown_fence("", "text") == "```text\n```\n");
}

TEST_CASE("a session as JSON", "[store][export]") {
  const TemporaryFolder folder;
  SessionStore store = open_store(folder / "sessions.db");
  const SessionId id = *store.create({"plan", "m", "lab", "Be \"short\".\n"}, at_ms(1000));
  auto turns = question_and_answer("q\x01", "a");
  turns[1].usage = Usage{9, 8, 7, 6, 5, 4};
  REQUIRE(store.commit(id, 0, turns, at_ms(5000)));
  const Json json = Json::parse(*export_json(store, *store.info(id), "0.1.0"));
  CHECK(json["format"] == "llamero-session");
  CHECK(json["version"] == 1);
  CHECK(json["llamero"] == "0.1.0");
  CHECK(json["session"]["system"] == "Be \"short\".\n");
  CHECK(json["session"]["created"] == "1970-01-01T00:00:01.000Z");
  CHECK_FALSE(json["session"].contains("parent"));
  REQUIRE(json["turns"].size() == 2);
  CHECK(json["turns"][0]["content"] == "q\x01");
  CHECK_FALSE(json["turns"][0].contains("usage"));
  CHECK(json["turns"][1]["usage"]["prompt_eval_count"] == 7);
  const Json hit = Json::parse(json_of(store.search("a", 1)->front()));
  CHECK(hit["snippet"] == "a");
  CHECK(hit["name"] == "plan");
}

TEST_CASE("a conversation that is in no store reads as one that is", "[store][export]") {
  const TemporaryFolder folder;
  SessionStore store = open_store(folder / "sessions.db");
  const SessionId id = *store.create({"", "m", "lab", "Be short."}, at_ms(1000));
  const auto turns = question_and_answer("q", "a");
  REQUIRE(store.commit(id, 0, turns, at_ms(5000)));
  SessionInfo info = *store.info(id);
  CHECK(export_json(info, turns, "0.1.0") == *export_json(store, info, "0.1.0"));
  CHECK(export_markdown(info, turns) == *export_markdown(store, info));
  info.id = 0;
  CHECK(export_markdown(info, turns).starts_with("# Conversation\n\n- model: `m`\n"));
}

TEST_CASE("times are UTC to the millisecond", "[store][export]") {
  CHECK(rfc3339_utc(at_ms(1'767'323'045'678)) == "2026-01-02T03:04:05.678Z");
  CHECK(rfc3339_utc(at_ms(-1)) == "1969-12-31T23:59:59.999Z");
}

}  // namespace
}  // namespace llamero
