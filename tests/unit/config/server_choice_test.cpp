#include "config/server_choice.h"

#include "catch.hpp"

using namespace llamero;

namespace {

ServerChoice chosen(const std::optional<std::string>& flag, Env::Map env) {
  auto choice = choose_server(flag, Env(std::move(env)));
  REQUIRE(choice);
  return *choice;
}

}  // namespace

TEST_CASE("the flag wins over LLAMERO_HOST, that over OLLAMA_HOST, that over the default") {
  const Env::Map both = {{"LLAMERO_HOST", "http://b:1"}, {"OLLAMA_HOST", "c:1"}};
  CHECK(chosen("http://a:1", both).endpoint.base_url == "http://a:1");
  CHECK(chosen("http://a:1", both).source == "--host");
  CHECK(chosen(std::nullopt, both).source == "LLAMERO_HOST");
  CHECK(chosen(std::nullopt, {{"OLLAMA_HOST", "c:1"}}).endpoint.base_url == "http://c:1");
  CHECK(chosen(std::nullopt, {{"LLAMERO_HOST", ""}}).source == "default");
  CHECK(chosen(std::nullopt, {}).endpoint.base_url == "http://127.0.0.1:11434");
}

TEST_CASE("a unix socket is an absolute path that fits into an address") {
  const auto choice = chosen("unix:///run/ollama.sock", {});
  CHECK(choice.endpoint.route.unix_socket == "/run/ollama.sock");
  CHECK_FALSE(choose_server("unix://ollama.sock", Env()));
  CHECK(choose_server("unix:///" + std::string(106, 'x'), Env()));
  CHECK_FALSE(choose_server("unix:///" + std::string(107, 'x'), Env()));
}

TEST_CASE("userinfo is refused in a flag, and not repeated") {
  const auto choice = choose_server("http://user:secret@h", Env());
  REQUIRE_FALSE(choice);
  CHECK(choice.error().message.find("secret") == std::string::npos);
}

TEST_CASE("userinfo of OLLAMA_HOST becomes basic credentials and is not shown") {
  const auto choice = chosen(std::nullopt, {{"OLLAMA_HOST", "http://us%65r:p%40ss@h"}});
  CHECK(choice.endpoint.secret_headers.at(0).value.reveal() == "Basic dXNlcjpwQHNz");
  CHECK(choice.endpoint.display == "http://h");
}
