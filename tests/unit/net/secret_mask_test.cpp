#include "net/secret_mask.h"

#include "catch.hpp"

using namespace llamero;

namespace {

constexpr std::string_view kToken = "abcabcabd-4711";
const std::string kStars(kToken.size(), '*');

std::string passed(SecretMask& mask, const std::vector<std::string_view>& pieces) {
  std::string text;
  for (const std::string_view piece : pieces) text += mask.pass(piece);
  return text + mask.rest();
}

}  // namespace

TEST_CASE("a secret is blotted out wherever the stream is cut") {
  // Its own beginnings are around it.
  const std::string text = "abcabc" + std::string(kToken) + "abcabcab " + std::string(kToken);
  const std::string wanted = "abcabc" + kStars + "abcabcab " + kStars;
  for (std::size_t first = 0; first <= text.size(); ++first) {
    for (std::size_t second = first; second <= text.size(); ++second) {
      SecretMask mask({std::string(kToken)});
      const std::string_view all = text;
      INFO(first << " " << second);
      CHECK(passed(mask, {all.substr(0, first), all.substr(first, second - first),
                          all.substr(second)}) == wanted);
    }
  }
}

TEST_CASE("bytes that begin no secret are passed on at once") {
  SecretMask mask({std::string(kToken)});
  const std::string_view line = "{\"content\":\"hello\"}\n";
  CHECK(mask.pass(line).data() == line.data());  // not copied
  CHECK(mask.pass("it ends in abc") == "it ends in ");
  CHECK(mask.pass("x") == "abcx");
  CHECK(mask.rest().empty());
}

TEST_CASE("a start of a secret at the end of the stream is no secret") {
  SecretMask mask({std::string(kToken)});
  CHECK(passed(mask, {"abcabca"}) == "abcabca");
  CHECK(mask.rest().empty());
}

TEST_CASE("several secrets, and one within another") {
  SecretMask mask({"password-1", "my password-1 is long", "pw"});
  CHECK(passed(mask, {"my passw", "ord-1 is", " long; password-1; pw"}) ==
        "my ********** is long; **********; pw");
  CHECK(mask.masked("password-1, password-1") == "**********, **********");
}

TEST_CASE("a text that is found in anything is not looked for") {
  SecretMask mask({"", "a", "1234567"});
  CHECK(mask.empty());
  CHECK(mask.pass("a 1234567") == "a 1234567");
}
