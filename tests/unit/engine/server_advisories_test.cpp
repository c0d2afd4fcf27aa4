#include "engine/server_advisories.h"

#include "catch.hpp"

using namespace llamero;

TEST_CASE("an old version is open to what was fixed after it") {
  const Advisories found = advisories_for("0.17.0");
  REQUIRE(found.dangers.size() == 2);
  CHECK_THAT(found.dangers[0], ContainsSubstring("CVE-2026-7482"));
  CHECK(found.lacks.empty());
  CHECK(advisories_for("0.1.33").dangers.size() == 5);
  CHECK(advisories_for("0.4.9").lacks.size() == 3);
}

TEST_CASE("the version with the fix is free of it") {
  CHECK(advisories_for("0.17.1").dangers.size() == 1);
  CHECK(advisories_for("0.20.3").dangers.empty());
  CHECK(advisories_for("0.32.0").dangers.empty());
  CHECK(advisories_for("1.0.0").dangers.empty());
}

TEST_CASE("a candidate counts as its version, and what is no version has no advisories") {
  CHECK(advisories_for("0.17.1-rc2").dangers.size() == 1);
  for (const char* text :
       {"", "0.0.0", "latest", "0", "0.17", "0.-1.3", "v0.1.3", "99999999999.0.0"}) {
    INFO(text);
    CHECK(advisories_for(text).dangers.empty());
  }
}
