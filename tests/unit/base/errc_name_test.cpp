#include "base/errc_name.h"

#include "catch.hpp"

using namespace llamero;

TEST_CASE("each error code has a name of its own") {
  for (int i = 0; i <= static_cast<int>(Errc::interrupted); ++i) {
    const auto code = static_cast<Errc>(i);
    CHECK(errc_of_name(errc_name(code)) == code);
  }
  CHECK_FALSE(errc_of_name("").has_value());
  CHECK_FALSE(errc_of_name("Cut").has_value());
}
