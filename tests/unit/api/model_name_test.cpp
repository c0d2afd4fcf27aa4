#include "api/model_name.h"

#include "catch.hpp"

#include <string>

using namespace llamero;

TEST_CASE("names that some server may know are passed on", "[model_name]") {
  for (const char* name : {"a", "gemma3:1b", "hf.co/bartowski/Llama-3.2-1B-Instruct-GGUF:Q4_K_M",
                           "127.0.0.1:5000/x/y", "ai/smollm2", "modèle", "http://host/library/x"}) {
    INFO(name);
    CHECK(check_model_name(name));
  }
  CHECK(check_model_name(std::string(512, 'a')));
}

TEST_CASE("names that are none are refused before anything is sent", "[model_name]") {
  using namespace std::string_literals;
  for (const std::string& name : {""s, "a b"s, "a\n"s, "\x1b[31mred"s, "a\0b"s, "a\x7f"s,
                                  "a\xC2\x9B"s, "a\xFF"s, std::string(513, 'a')}) {
    INFO(name);
    const auto checked = check_model_name(name);
    REQUIRE_FALSE(checked);
    CHECK(checked.error().code == Errc::usage);
  }
}
