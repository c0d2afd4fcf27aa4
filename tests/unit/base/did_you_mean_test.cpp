#include "base/did_you_mean.h"

#include "base/base64.h"
#include "catch.hpp"

#include <array>

using namespace llamero;

TEST_CASE("a slip finds its word, a stranger finds none") {
  constexpr std::array<std::string_view, 4> words = {"temperature", "top_k", "top_p", "seed"};
  CHECK(did_you_mean("temprature", words) == "temperature");
  CHECK(did_you_mean("tempreature", words) == "temperature");
  CHECK(did_you_mean("sede", words) == "seed");
  CHECK(did_you_mean("num_ctx", words).empty());
  CHECK(did_you_mean("", words).empty());
  CHECK(did_you_mean(std::string(100000, 'x'), words).empty());
}

TEST_CASE("base64 agrees with RFC 4648, section 10") {
  CHECK(encode_base64("") == "");
  CHECK(encode_base64("f") == "Zg==");
  CHECK(encode_base64("fo") == "Zm8=");
  CHECK(encode_base64("foo") == "Zm9v");
  CHECK(encode_base64("foob") == "Zm9vYg==");
  CHECK(encode_base64("fooba") == "Zm9vYmE=");
  CHECK(encode_base64("foobar") == "Zm9vYmFy");
  CHECK(encode_base64("\xff\xfe\xfd") == "//79");
}
