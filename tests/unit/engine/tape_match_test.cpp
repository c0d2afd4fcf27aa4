#include "engine/tape_match.h"

#include "catch.hpp"

using namespace llamero;

TEST_CASE("bodies are compared as values") {
  CHECK(canonical_body(R"({"b":1,"a":[true, null]})") ==
        canonical_body(R"({"a":[true,null],"b":1.0})"));
  CHECK(canonical_body("1e2") == canonical_body("100"));
  CHECK(canonical_body("-0.0") == canonical_body("0"));
  CHECK(canonical_body("1.5") != canonical_body("1"));
  CHECK(canonical_body("\"1\"") != canonical_body("1"));
  CHECK(canonical_body("[1,2]") != canonical_body("[2,1]"));
  CHECK(canonical_body("\"\\u00e4\"") == canonical_body("\"\xc3\xa4\""));
  CHECK(canonical_body("9007199254740993") != canonical_body("9007199254740992"));
}

TEST_CASE("what is no JSON is compared as text") {
  CHECK(canonical_body("no { json") == "no { json");
  CHECK(canonical_body("").empty());
  const std::string deep(100'000, '[');
  CHECK(canonical_body(deep) == deep);
  CHECK(compare_bodies(deep, deep).count == 0);
}

TEST_CASE("the first difference has a place") {
  const auto found = compare_bodies(R"({"messages":[{"content":"a","role":"user"}],"model":"m"})",
                                    R"({"messages":[{"content":"b","role":"user"}],"model":"n"})");
  CHECK(found.count == 2);
  CHECK(found.where == "messages[0].content");
  CHECK(compare_bodies(R"({"a":1})", "{}").where == "a");
  CHECK(compare_bodies("{}", R"({"a":1})").where == "a");
  CHECK(compare_bodies("[1]", "[1,2]").where == "[1]");
  CHECK(compare_bodies("x", "y").where.empty());
}
