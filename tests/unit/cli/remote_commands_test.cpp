// remote and config, as commands in a world without disk and network.
#include "catch.hpp"
#include "support/fake_services.h"

using namespace llamero;

namespace {

const std::string kDir = "/h/.config/llamero/";
const std::string kDefault = "/h/.local/state/llamero/default-remote";

struct World : FakeServices {
  World() { env = Env(Env::Map{{"HOME", "/h"}}); }

  int code(const std::vector<std::string>& arguments) {
    out.take_written();
    err.take_written();
    return static_cast<int>(run(arguments).code);
  }
  std::string& remote(const std::string& name) {
    return files.files[kDir + "remotes/" + name + ".toml"];
  }
  bool exists(const std::string& path) { return files.files.contains(path); }
};

}  // namespace

TEST_CASE_METHOD(World, "remote add writes a file that later commands read") {
  REQUIRE(code({"remote", "add", "prod", "--url", "https://h/p", "--token-file", "/t", "--use"}) ==
          0);
  CHECK(remote("prod") == "url = \"https://h/p\"\ntoken_file = \"/t\"\n");
  CHECK(files.files[kDefault] == "prod\n");
  REQUIRE(code({"remote", "list"}) == 0);
  CHECK(out.take_written().find("prod    https://h/p    token          yes") != std::string::npos);
  REQUIRE(code({"remote", "list", "--json"}) == 0);
  CHECK(
      out.take_written() ==
      R"({"remotes":[{"name":"prod","target":"https://h/p","credentials":"token","default":true}]})"
      "\n");
}

TEST_CASE_METHOD(World, "remote add keeps what is there, unless it is forced") {
  remote("prod") = "url = \"http://old\"\n";
  CHECK(code({"remote", "add", "prod", "--url", "http://new"}) == 2);
  CHECK(remote("prod") == "url = \"http://old\"\n");
  CHECK(code({"remote", "add", "prod", "--url", "http://new", "--force"}) == 0);
  CHECK(remote("prod") == "url = \"http://new\"\n");
}

TEST_CASE_METHOD(World, "remote add refuses what could not be used later") {
  const std::vector<std::vector<std::string>> rows = {
      {"a/b", "--url", "http://h"},
      {"a"},
      {"a", "--url", "http://h", "--ssh", "h"},
      {"a", "--url", "http://u:p@h"},
      {"a", "--url", "http://h", "--port", "1"},
      {"a", "--url", "https://h", "--pin", "sha256//x"},
      {"a", "--url", "http://h", "--ca-file", "/ca"},
      {"a", "--url", "https://h", "--client-cert", "/c"},
      {"a", "--url", "https://h", "--token-file", "/t", "--token-command", "x"},
      {"a", "--url", "https://h", "--user", "u"},
      {"a", "--url", "https://h", "--password-file", "/p"},
      {"a", "--url", "https://h", "--header", "Authorization: x"},
      {"a", "--url", "https://h", "--header", "no colon"},
      {"a", "--url", "https://h", "--header-file", "X="},
      {"a", "--url", "https://h", "--token-command", "'"}};
  for (const auto& row : rows) {
    std::vector<std::string> arguments = {"remote", "add"};
    arguments.insert(arguments.end(), row.begin(), row.end());
    CAPTURE(arguments);
    CHECK(code(arguments) == 2);
    CHECK(files.files.empty());
  }
}

TEST_CASE_METHOD(World, "a token from standard input is kept in a file of its own") {
  in.content = "s3cret\n";
  REQUIRE(code({"remote", "add", "prod", "--url", "https://h", "--token-stdin"}) == 0);
  CHECK(files.files[kDir + "remotes/prod.token"] == "s3cret\n");
  CHECK(remote("prod").find("s3cret") == std::string::npos);
  CHECK(err.take_written().find("s3cret") == std::string::npos);

  // The file of a renamed remote is not taken by a new one of the old name.
  REQUIRE(code({"remote", "rename", "prod", "old"}) == 0);
  in.content = "second";
  REQUIRE(code({"remote", "add", "prod", "--url", "https://h", "--token-stdin"}) == 0);
  CHECK(files.files[kDir + "remotes/prod.token"] == "s3cret\n");
  CHECK(files.files[kDir + "remotes/prod-2.token"] == "second\n");
  in.content = "third";
  REQUIRE(code({"remote", "add", "prod", "--url", "https://h", "--token-stdin", "--force"}) == 0);
  CHECK_FALSE(exists(kDir + "remotes/prod-2.token"));
  REQUIRE(code({"remote", "rm", "old", "prod"}) == 0);
  CHECK(files.files.empty());
}

TEST_CASE_METHOD(World, "a token that is no line is not kept") {
  for (const char* text : {"", "\n", "a\nb\n"}) {
    in.content = text;
    CHECK(code({"remote", "add", "prod", "--url", "https://h", "--token-stdin"}) == 2);
    CHECK(files.files.empty());
  }
  tty.stdin_tty = true;
  CHECK(code({"remote", "add", "prod", "--url", "https://h", "--token-stdin"}) == 2);
}

TEST_CASE_METHOD(World, "the default follows a rename and ends with a removal") {
  remote("a") = "url = \"http://h\"\n";
  REQUIRE(code({"remote", "use", "a"}) == 0);
  REQUIRE(code({"remote", "rename", "a", "b"}) == 0);
  CHECK(files.files[kDefault] == "b\n");
  REQUIRE(code({"remote", "rm", "b"}) == 0);
  CHECK_FALSE(exists(kDefault));
  CHECK(code({"remote", "use", "b"}) == 2);
  CHECK(code({"remote", "use"}) == 2);
  CHECK(code({"remote", "rm", "b"}) == 2);
  remote("a") = "url = \"http://h\"\n";
  remote("b") = "url = \"http://h\"\n";
  CHECK(code({"remote", "rename", "a", "b"}) == 2);
  CHECK(code({"remote", "use", "--none"}) == 0);
}

TEST_CASE_METHOD(World, "a broken remote hides no other and can be removed") {
  remote("bad") = "urll = \"http://h\"\n";
  remote("good") = "url = \"http://h\"\n";
  CHECK(code({"remote", "list"}) == 2);
  CHECK(out.take_written().find("good") != std::string::npos);
  CHECK(err.take_written().find("bad.toml:1:1: ") != std::string::npos);
  CHECK(code({"config", "check"}) == 2);
  CHECK(code({"remote", "rm", "bad"}) == 0);
  CHECK(code({"config", "check"}) == 0);
}

TEST_CASE_METHOD(World, "remote show tells where a secret is and not what it is") {
  remote("prod") =
      "url = \"https://h\"\ntoken_command = [\"pass\", \"show\"]\nheaders = { A = \"b\" }\n";
  processes.programs["pass"] = {{0, 0}, "s3cret", ""};
  REQUIRE(code({"remote", "show", "prod"}) == 0);
  const std::string shown = out.take_written();
  CHECK(shown.find("from the command: pass show") != std::string::npos);
  CHECK(processes.started.empty());
  REQUIRE(code({"remote", "show", "prod", "--json"}) == 0);
  CHECK(out.take_written().find(R"("header_A":"b")") != std::string::npos);
}

TEST_CASE_METHOD(World, "remote edit changes the file only when the text is right") {
  tty.stdin_tty = true;
  env = Env({{"HOME", "/h"}, {"VISUAL", "ed -s"}});
  remote("prod") = "url = \"http://old\"\n";
  const std::string copy = kDir + "remotes/.prod.toml";
  processes.on_terminal = [&](const auto& argv) {
    CHECK(argv == std::vector<std::string>{"ed", "-s", copy});
    files.files[copy] = "url = \"http://new\n";
  };
  CHECK(code({"remote", "edit", "prod"}) == 2);
  CHECK(remote("prod") == "url = \"http://old\"\n");
  processes.on_terminal = [&](const auto&) {
    CHECK(files.files[copy] == "url = \"http://new\n");  // what was typed is not lost
    files.files[copy] = "url = \"http://new\"\n";
  };
  CHECK(code({"remote", "edit", "prod"}) == 0);
  CHECK(remote("prod") == "url = \"http://new\"\n");
  CHECK_FALSE(exists(copy));
}

TEST_CASE_METHOD(World, "config show names the origin of each value") {
  files.files[kDir + "config.toml"] =
      "retries = 5\n[defaults]\nmodel = \"m\"\noptions = { seed = 1, top_k = 2 }\n"
      "[chat]\ntheme = \"light\"\n";
  remote("r") = "url = \"http://h\"\n[defaults]\noptions = { seed = 7 }\n";
  REQUIRE(code({"config", "show", "--remote", "r", "--deadline", "9s", "--json"}) == 0);
  const std::string shown = out.take_written();
  const auto origin_of = [&](const std::string& name, const std::string& value) -> std::string {
    const std::string row = "\"name\":\"" + name + "\",\"value\":\"" + value + "\",\"origin\":\"";
    const std::size_t at = shown.find(row);
    if (at == std::string::npos) return "(no such row)";
    return shown.substr(at + row.size(), shown.find('"', at + row.size()) - at - row.size());
  };
  CHECK(origin_of("server", "r (http://h)") == "--remote");
  CHECK(origin_of("retries", "5") == kDir + "config.toml:1");
  CHECK(origin_of("theme", "light") == kDir + "config.toml:6");
  CHECK(origin_of("deadline", "9s") == "flag");
  CHECK(origin_of("connect_timeout", "10s") == "default");
  CHECK(origin_of("model", "m") == kDir + "config.toml");
  CHECK(origin_of("seed", "7") == kDir + "remotes/r.toml");
  CHECK(origin_of("seed", "1") == "(no such row)");
  CHECK(origin_of("top_k", "2") == kDir + "config.toml");
}

TEST_CASE_METHOD(World, "config path, and a broken config.toml") {
  REQUIRE(code({"config", "path"}) == 0);
  CHECK(out.take_written() == kDir + "config.toml\n");
  CHECK(code({"config", "path", "--config", "/x/c.toml"}) == 0);
  CHECK(out.take_written() == "/x/c.toml\n");
  files.files[kDir + "config.toml"] = "nonsense = 1\n";
  CHECK(code({"list"}) == 2);
  CHECK(code({"config", "check"}) == 2);
  CHECK(code({"remote", "list"}) == 0);
  CHECK(code({"list", "--config", "/absent.toml"}) == 2);
}

TEST_CASE_METHOD(World, "a command of two words is found, and what is close to it") {
  CHECK(code({"remote"}) == 2);
  CHECK(err.take_written().find("llamero remote --help") != std::string::npos);
  CHECK(code({"remote", "lsit"}) == 2);
  CHECK(err.take_written().find("did you mean llamero remote list?") != std::string::npos);
  CHECK(code({"remote", "--help"}) == 0);
  CHECK(out.take_written().find("remote add") != std::string::npos);
  CHECK(code({"help", "remote", "add"}) == 0);
  CHECK(out.take_written().find("--token-file FILE") != std::string::npos);
  CHECK(code({"--json", "remote", "--quiet", "list"}) == 0);
}
