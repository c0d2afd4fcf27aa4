#include "base/env.h"

#include "catch.hpp"

#include <array>

using llamero::Env;

TEST_CASE("the environment is captured as it is") {
  const std::array<const char*, 7> variables = {"A=1", "EMPTY=", "TWO=a=b", "no equals sign",
                                                "=x",  "A=2",    nullptr};
  const Env env = Env::capture(variables.data());
  REQUIRE(env.find("A") != nullptr);
  CHECK(*env.find("A") == "1");
  CHECK(*env.find("TWO") == "a=b");
  CHECK(env.find("EMPTY")->empty());
  CHECK(env.find("") == nullptr);
  CHECK(env.find("B") == nullptr);
}

TEST_CASE("an environment that is not there is an empty one") {
  CHECK(Env::capture(nullptr).find("PATH") == nullptr);
}

TEST_CASE("an empty variable counts as unset where that is asked for") {
  const Env env(Env::Map{{"SET", "x"}, {"EMPTY", ""}});
  CHECK(env.non_empty("SET") == "x");
  CHECK_FALSE(env.non_empty("EMPTY"));
  CHECK_FALSE(env.non_empty("MISSING"));
}
