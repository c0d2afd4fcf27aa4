#include "base/version_number.h"

#include "catch.hpp"

using namespace llamero;

TEST_CASE("a version is three numbers, whatever follows them", "[deploy]") {
  CHECK(parse_version("0.17.4") == VersionNumber{{0, 17, 4}});
  CHECK(parse_version("0.17.1-rc2") == VersionNumber{{0, 17, 1}});
  CHECK(parse_version("28.2.2+dfsg1") == VersionNumber{{28, 2, 2}});
  CHECK(parse_version("0.0.0") == VersionNumber{});
}

TEST_CASE("what is no version is not taken for one", "[deploy]") {
  for (const char* text : {"", "1", "1.2", "1.2.", "1..2", ".1.2", "v1.2.3", "a.b.c", "-1.2.3",
                           "1.-2.3", "1.2.-3", "+1.2.3", " 1.2.3", "1 .2.3", "99999999999.1.1"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_version(text));
  }
}

TEST_CASE("versions are compared by number and not by letter", "[deploy]") {
  CHECK(*parse_version("0.9.9") < *parse_version("0.17.1"));
  CHECK(*parse_version("0.17.10") > *parse_version("0.17.9"));
  CHECK(*parse_version("1.0.0") > *parse_version("0.99.99"));
  CHECK(*parse_version("0.17.1-rc2") == *parse_version("0.17.1"));
}
