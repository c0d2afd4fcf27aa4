#include "config/server_choice.h"

#include "catch.hpp"
#include "support/fake_services.h"

using namespace llamero;

namespace {

struct World {
  FakeFileSystem files;
  QuietSignals quiet;

  Result<ServerChoice> choose(const ServerFlags& flags, Env::Map variables) {
    variables["HOME"] = "/h";
    const Env env(std::move(variables));
    const RemoteStore store(files, env, find_paths(env, std::nullopt));
    return choose_server(flags, env, store, quiet);
  }
  ServerChoice chosen(const std::optional<std::string>& host, Env::Map variables) {
    auto choice = choose({host, std::nullopt}, std::move(variables));
    REQUIRE(choice);
    return *choice;
  }
  void add(const std::string& name) {
    files.files["/h/.config/llamero/remotes/" + name + ".toml"] = "url = \"http://" + name + "\"\n";
  }
  void use(const std::string& name) {
    files.files["/h/.local/state/llamero/default-remote"] = name + "\n";
  }
};

}  // namespace

TEST_CASE_METHOD(World, "what names a server wins in this order") {
  add("r1");
  add("r2");
  add("r3");
  use("r3");
  struct Row {
    ServerFlags flags;
    Env::Map variables;
    std::string url;
    std::string source;
  };
  const Env::Map all = {
      {"LLAMERO_HOST", "http://b:1"}, {"LLAMERO_REMOTE", "r2"}, {"OLLAMA_HOST", "c:1"}};
  const std::vector<Row> rows = {
      {{"http://a:1", "r1"}, all, "http://a:1", "--host"},
      {{std::nullopt, "r1"}, all, "http://r1", "--remote"},
      {{}, all, "http://b:1", "LLAMERO_HOST"},
      {{}, {{"LLAMERO_REMOTE", "r2"}, {"OLLAMA_HOST", "c:1"}}, "http://r2", "LLAMERO_REMOTE"},
      {{}, {{"OLLAMA_HOST", "c:1"}}, "http://c:1", "OLLAMA_HOST"},
      {{}, {{"LLAMERO_HOST", ""}, {"OLLAMA_HOST", ""}}, "http://r3", "remote use"},
      {{}, {}, "http://r3", "remote use"}};
  for (const Row& row : rows) {
    CAPTURE(row.source);
    const auto choice = choose(row.flags, row.variables);
    REQUIRE(choice);
    CHECK(choice->endpoint.base_url == row.url);
    CHECK(choice->source == row.source);
    CHECK(choice->host_named_here == (row.source == "--host" || row.source == "LLAMERO_HOST"));
  }
  use("");
  files.files.erase("/h/.local/state/llamero/default-remote");
  CHECK(chosen(std::nullopt, {}).endpoint.base_url == "http://127.0.0.1:11434");
  CHECK(chosen(std::nullopt, {}).source == "default");
}

TEST_CASE_METHOD(World, "a variable that overrides the chosen remote is told") {
  add("r1");
  use("r1");
  CHECK(chosen(std::nullopt, {{"OLLAMA_HOST", "c:1"}}).notes ==
        std::vector<std::string>{"OLLAMA_HOST wins over the remote r1 that `remote use` chose"});
  CHECK(chosen("http://a:1", {{"OLLAMA_HOST", "c:1"}}).notes.empty());
  CHECK(chosen(std::nullopt, {}).notes.empty());
}

TEST_CASE_METHOD(World, "a remote that is not there is an error, not the next choice") {
  add("prod");
  const auto choice = choose({std::nullopt, "prdo"}, {});
  REQUIRE_FALSE(choice);
  CHECK(choice.error().message == "there is no remote \"prdo\"");
  CHECK(choice.error().hint == "did you mean prod?");
  CHECK_FALSE(choose({}, {{"LLAMERO_REMOTE", "nope"}}));
  use("nope");
  CHECK_FALSE(choose({}, {}));
  use("../x");
  CHECK_FALSE(choose({}, {}));
}

TEST_CASE_METHOD(World, "a unix socket is an absolute path that fits into an address") {
  const auto choice = chosen("unix:///run/ollama.sock", {});
  CHECK(choice.endpoint.route.unix_socket == "/run/ollama.sock");
  CHECK_FALSE(choose({"unix://ollama.sock", std::nullopt}, {}));
  CHECK(choose({"unix:///" + std::string(106, 'x'), std::nullopt}, {}));
  CHECK_FALSE(choose({"unix:///" + std::string(107, 'x'), std::nullopt}, {}));
}

TEST_CASE_METHOD(World, "userinfo is refused in a flag, and not repeated") {
  const auto choice = choose({"http://user:secret@h", std::nullopt}, {});
  REQUIRE_FALSE(choice);
  CHECK(choice.error().message.find("secret") == std::string::npos);
}

TEST_CASE_METHOD(World, "userinfo of OLLAMA_HOST becomes basic credentials and is not shown") {
  const auto choice = chosen(std::nullopt, {{"OLLAMA_HOST", "http://us%65r:p%40ss@h"}});
  CHECK(choice.endpoint.secret_headers.at(0).value.reveal() == "Basic dXNlcjpwQHNz");
  CHECK(choice.endpoint.display == "http://h");
}
