#include "engine/credentials.h"

#include "catch.hpp"
#include "support/fake_services.h"

using namespace llamero;

namespace {

struct World {
  FakeFileSystem files;
  FakeProcesses processes;
  Env env;
  QuietSignals quiet;

  Result<Secret> fetch(const SecretSource& source) {
    return fetch_secret(source, "token of prod", {files, processes, env}, quiet);
  }
  std::string problem(const SecretSource& source) {
    const auto secret = fetch(source);
    return secret ? "none" : secret.error().message;
  }
  Result<ServerChoice> with(const ServerFlags& flags) {
    const Env places(Env::Map{{"HOME", "/h"}});
    const RemoteStore store(files, env, find_paths(places, std::nullopt));
    auto choice = choose_server(flags, env, store, quiet);
    if (!choice) return choice;
    if (auto added = add_credentials(*choice, {files, processes, env}, quiet); !added)
      return Unexpected(std::move(added).error());
    return choice;
  }
  std::string authorization(const ServerFlags& flags) {
    const auto choice = with(flags);
    if (!choice) return choice.error().code == Errc::withheld ? "withheld" : choice.error().message;
    std::string all;
    for (const SecretHeader& header : choice->endpoint.secret_headers)
      all += header.name + ": " + header.value.reveal() + ";";
    return all;
  }
  void remote(const std::string& text) { files.files["/h/.config/llamero/remotes/r.toml"] = text; }
};

SecretSource file(std::string path) {
  return {std::move(path), {}};
}

SecretSource command(std::string program) {
  return {"", {std::move(program), "show"}};
}

const ServerFlags kRemote{std::nullopt, "r"};

}  // namespace

TEST_CASE_METHOD(World, "a secret is one line of a file or of a command", "[credentials]") {
  files.files["/t"] = "s3cret\n";
  files.files["/windows"] = "s3cret\r\n";
  processes.programs["pass"] = {{0, 0}, "s3cret\n", ""};
  CHECK(fetch(file("/t"))->reveal() == "s3cret");
  CHECK(fetch(file("/windows"))->reveal() == "s3cret");
  CHECK(fetch(command("pass"))->reveal() == "s3cret");
  CHECK(processes.started.at(0) == std::vector<std::string>{"pass", "show"});
}

TEST_CASE_METHOD(World, "what is no secret is told without showing it", "[credentials]") {
  files.files["/empty"] = "\n";
  files.files["/two"] = "s3cret\nsecond\n";
  files.files["/escape"] = "s3\x1b[2J";
  processes.programs["two"] = {{0, 0}, "s3cret\nsecond\n", ""};
  processes.programs["fails"] = {{3, 0}, "s3cret", "no such entry\n"};
  processes.programs["killed"] = {{-1, 9}, "s3cret", ""};
  processes.programs["chatty"] = {{0, 0}, std::string(10'000'000, 's'), ""};
  CHECK(problem(file("/empty")) == "token of prod (from /empty): it is empty");
  CHECK(problem(file("/two")) == "token of prod (from /two): it has more than one line");
  CHECK(problem(file("/escape")) == "token of prod (from /escape): it has a control character");
  CHECK(problem(file("/none")).starts_with("token of prod: cannot read"));
  CHECK(problem(command("two")) == "token of prod (from two): it has more than one line");
  CHECK(problem(command("fails")) == "token of prod: fails exited with 3: no such entry");
  CHECK(problem(command("killed")) == "token of prod: killed was ended by signal 9");
  CHECK(problem(command("chatty")) == "token of prod: chatty printed too much");
  CHECK(problem(command("none")) == "token of prod: cannot start \"none\"");
}

TEST_CASE_METHOD(World, "a remote's secrets go to its endpoint", "[credentials]") {
  files.files["/t"] = "s3cret";
  remote(
      "url = \"https://h\"\ntoken_file = \"/t\"\nheaders = { A = \"b\", K = { file = \"/t\" } }\n");
  CHECK(authorization(kRemote) == "Authorization: Bearer s3cret;K: s3cret;");
  CHECK(with(kRemote)->endpoint.headers.at(0).value == "b");
  remote("url = \"https://h\"\nbasic = { user = \"us\", password_file = \"/t\" }\n");
  CHECK(authorization(kRemote) == "Authorization: Basic dXM6czNjcmV0;");
}

TEST_CASE_METHOD(World, "no secret goes over plain http to another machine", "[credentials]") {
  files.files["/t"] = "s3cret";
  const std::string token = "token_file = \"/t\"\n";
  const std::string sent = "Authorization: Bearer s3cret;";
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"url = \"http://h\"\n" + token, "withheld"},
      {"url = \"http://192.168.0.1\"\n" + token, "withheld"},
      {"url = \"http://localhost.evil.example\"\n" + token, "withheld"},
      {"url = \"http://h\"\nallow_plaintext_token = true\n" + token, sent},
      {"url = \"http://h\"\nheaders = { K = { file = \"/t\" } }\n", "withheld"},
      {"url = \"http://127.0.0.1:1\"\n" + token, sent},
      {"url = \"http://[::1]:1\"\n" + token, sent},
      {"url = \"https://h\"\n" + token, sent},
      {"unix = \"/s\"\n" + token, sent},
      {"ssh = \"h\"\n" + token, sent}};
  for (const auto& [text, expected] : rows) {
    CAPTURE(text);
    remote(text);
    CHECK(authorization(kRemote) == expected);
  }
}

TEST_CASE_METHOD(World, "LLAMERO_TOKEN goes only to the server that is named in the same run",
                 "[credentials]") {
  const std::string sent = "Authorization: Bearer t;";
  remote("url = \"https://r\"\n");
  struct Row {
    Env::Map variables;
    ServerFlags flags;
    std::string expected;
  };
  const std::vector<Row> rows = {
      {{}, {"https://a", std::nullopt}, sent},
      {{{"LLAMERO_HOST", "https://a"}}, {}, sent},
      {{{"LLAMERO_HOST", "https://a"}}, {"https://a:443/x", std::nullopt}, sent},
      {{{"LLAMERO_HOST", "https://a"}}, {"https://b", std::nullopt}, ""},
      {{{"LLAMERO_HOST", "https://a"}}, {"http://a", std::nullopt}, ""},
      {{{"LLAMERO_HOST", "https://a"}}, {"https://a:444", std::nullopt}, ""},
      {{{"LLAMERO_HOST", "http://a"}}, {}, "withheld"},
      {{{"LLAMERO_HOST", "http://127.0.0.1:1"}}, {}, sent},
      {{{"OLLAMA_HOST", "https://a"}}, {}, ""},
      {{{"LLAMERO_REMOTE", "r"}}, {}, ""},
      {{}, kRemote, ""},
      {{}, {}, ""}};
  for (const Row& row : rows) {
    Env::Map variables = row.variables;
    variables["LLAMERO_TOKEN"] = "t";
    env = Env(variables);
    CAPTURE(row.variables, row.flags.host.value_or("-"));
    CHECK(authorization(row.flags) == row.expected);
  }
}

TEST_CASE_METHOD(World, "credentials in OLLAMA_HOST stay off plain http too", "[credentials]") {
  env = Env(Env::Map{{"OLLAMA_HOST", "http://u:p@h"}});
  CHECK(authorization({}) == "withheld");
  env = Env(Env::Map{{"OLLAMA_HOST", "https://u:p@h"}});
  CHECK(authorization({}) == "Authorization: Basic dTpw;");
}

TEST_CASE_METHOD(World, "certificate and key are read beforehand", "[credentials]") {
  remote("url = \"https://h\"\nclient_cert = \"/c\"\nclient_key = \"/k\"\nca_file = \"/ca\"\n");
  CHECK(authorization(kRemote).starts_with("ca_file of r: cannot read"));
  files.files["/ca"] = "CA";
  CHECK(authorization(kRemote).starts_with("client_cert of r: cannot read"));
  files.files["/c"] = "CERT";
  CHECK(authorization(kRemote).starts_with("client_key of r: cannot read"));
  files.files["/k"] = "KEY";
  const auto choice = with(kRemote);
  REQUIRE(choice);
  CHECK(choice->endpoint.route.tls.client_cert == "CERT");
  CHECK(choice->endpoint.route.tls.client_key.reveal() == "KEY");
  CHECK(choice->endpoint.route.tls.ca_file == "/ca");
}
