#include "base/base64.h"

#include "catch.hpp"

using namespace llamero;

TEST_CASE("base64 comes back as it went") {
  for (const std::string_view bytes : {"", "f", "fo", "foo", "foob", "fooba", "foobar", "\xff\xfe"})
    CHECK(decode_base64(encode_base64(bytes)) == std::string(bytes));
  CHECK(encode_base64("fo") == "Zm8=");
}

TEST_CASE("what encode_base64 would not write is refused") {
  const auto bad = GENERATE(values<std::string>(
      {"Z", "Zm8", "Zm9=", "Zh==", "Z===", "====", "Zm8=Zm8=", "Zm 8", "Zm8-", "Zm8=\n", "=Zm8"}));
  CAPTURE(bad);
  CHECK_FALSE(decode_base64(bad).has_value());
}
