#include "api/model_options.h"

#include "catch.hpp"

using namespace llamero;

namespace {

std::string json_of(std::initializer_list<const char*> assignments) {
  ModelOptions options;
  for (const char* assignment : assignments) REQUIRE(add_model_option(assignment, options));
  std::string text;
  for (const auto& [name, value] : options) text += name + "=" + value.text + " ";
  return text;
}

}  // namespace

TEST_CASE("options are typed by their names") {
  CHECK(json_of({"seed=42", "temperature=0", "use_mmap=true"}) ==
        "seed=42 temperature=0 use_mmap=true ");
  CHECK(json_of({"top_p=.5"}) == "top_p=0.5 ");
  CHECK(json_of({"num_predict=-1"}) == "num_predict=-1 ");
}

TEST_CASE("a later value replaces, stop collects") {
  CHECK(json_of({"seed=1", "seed=2"}) == "seed=2 ");
  CHECK(json_of({"stop=a", "stop=\"b"}) == "stop=[\"a\",\"\\\"b\"] ");
}

TEST_CASE("colon-equals passes JSON without a look at the name") {
  CHECK(json_of({"num_gpus:=[1, 2]"}) == "num_gpus=[1, 2] ");
}

TEST_CASE("wrong options are refused") {
  ModelOptions options;
  for (const char* bad :
       {"seed", "=1", "seed=", "seed=1.5", "temperature=nan", "temperature=inf", "temperature=1x",
        "use_mmap=1", "nope=1", "x:=", "x:={", "x:=1 2", "stop=\xff"}) {
    CAPTURE(bad);
    const auto added = add_model_option(bad, options);
    REQUIRE_FALSE(added);
    CHECK(added.error().code == Errc::usage);
  }
  CHECK(options.empty());
}
