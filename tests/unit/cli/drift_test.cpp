// What is written twice must say the same.
#include "catch.hpp"
#include "cli/commands/commands.h"
#include "cli/completion_script.h"
#include "cli/parser.h"
#include "support/fake_services.h"

#include <CLI/App.hpp>

#include <fstream>
#include <iterator>
#include <set>
#include <sstream>

using namespace llamero;

namespace {

std::string content(const std::string& path) {
  std::ifstream file(std::string(LLAMERO_SOURCE_DIR) + "/" + path);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

}  // namespace

TEST_CASE("the checked-in completions are what the program prints") {
  CHECK(content("completions/llamero.bash") == completion_script("bash"));
  CHECK(content("completions/_llamero") == completion_script("zsh"));
  CHECK(content("completions/llamero.fish") == completion_script("fish"));
}

TEST_CASE_METHOD(FakeServices,
                 "a global option's value before the verb is never taken for the verb") {
  const Parser parser(*find_command("list"));
  for (const CLI::Option* option : parser.app().get_options()) {
    if (option->get_group() != "Global options" || option->get_items_expected_max() == 0) continue;
    const std::string name = "--" + option->get_lnames().front();
    const Outcome outcome = run({name, "run", "help"});
    CAPTURE(name);
    // "run" was the value: the command is help, or the value is refused, but no model is missing.
    CHECK(err.take_written().find("MODEL") == std::string::npos);
    static_cast<void>(outcome);
  }
}
