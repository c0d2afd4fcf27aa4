#include "base/container_image.h"

#include "catch.hpp"

using namespace llamero;

namespace {

const std::string kDigest = "sha256:" + std::string(64, 'a');

Error refusal(const std::string& text) {
  const auto image = parse_container_image(text);
  REQUIRE_FALSE(image);
  CHECK(image.error().code == Errc::usage);
  CHECK_FALSE(image.error().hint.empty());
  return image.error();
}

}  // namespace

TEST_CASE("the name of an image is taken apart as docker does", "[deploy]") {
  struct Row {
    std::string text;
    const char* repository;
    const char* tag;
    bool digest;
  };
  const auto row = GENERATE(
      Row{"ollama/ollama:0.32.15", "ollama/ollama", "0.32.15", false},
      Row{"caddy:2.10.2-alpine", "caddy", "2.10.2-alpine", false},
      Row{"ollama/ollama@" + kDigest, "ollama/ollama", "", true},
      Row{"ollama/ollama:0.32.15@" + kDigest, "ollama/ollama", "0.32.15", true},
      Row{"ollama/ollama:latest@" + kDigest, "ollama/ollama", "latest", true},
      Row{"localhost:5000/ollama:1", "localhost:5000/ollama", "1", false},
      Row{"localhost:5000/ollama@" + kDigest, "localhost:5000/ollama", "", true},
      Row{"Registry.Example.org/a/b_c/d-e:_X.1", "Registry.Example.org/a/b_c/d-e", "_X.1", false},
      Row{"a__b/c---d/e.f:1", "a__b/c---d/e.f", "1", false});
  const auto image = parse_container_image(row.text);
  REQUIRE(image);
  CHECK(image->repository == row.repository);
  CHECK(image->tag == row.tag);
  CHECK(image->digest == (row.digest ? kDigest : ""));
  CHECK(image->text() == row.text);
  CHECK(image->pinned(kDigest) == std::string(row.repository) + "@" + kDigest);
}

TEST_CASE("what docker adds to a name by itself is left away", "[deploy]") {
  CHECK(parse_container_image("docker.io/ollama/ollama:1")->text() == "ollama/ollama:1");
  CHECK(parse_container_image("docker.io/library/caddy:2")->text() == "caddy:2");
  CHECK(parse_container_image("library/caddy:2")->text() == "caddy:2");
  CHECK(parse_container_image("example.org/library/caddy:2")->text() ==
        "example.org/library/caddy:2");
}

TEST_CASE("an image that may be another tomorrow is refused", "[deploy]") {
  CHECK(refusal("ollama/ollama").message ==
        "the image ollama/ollama has no version, which means latest: it is another server "
        "tomorrow");
  CHECK(refusal("docker.io/ollama/ollama:latest").message ==
        "the image docker.io/ollama/ollama:latest is no version: it is another server tomorrow");
  CHECK(refusal("ollama/ollama:latest").hint == "name a version, like ollama/ollama:0.32.15");
  CHECK(refusal("localhost:5000/ollama").message.find("has no version") != std::string::npos);
}

TEST_CASE("what is no name of an image is refused", "[deploy]") {
  for (const std::string& text : {std::string(),
                                  std::string(":1"),
                                  std::string("-v:1"),
                                  std::string("--privileged"),
                                  std::string("Ollama/ollama:1"),
                                  std::string("ollama/-x:1"),
                                  std::string("a//b:1"),
                                  std::string("/a:1"),
                                  std::string("a/:1"),
                                  std::string("a:"),
                                  std::string("a:-1"),
                                  std::string("a:1/"),
                                  std::string("a b:1"),
                                  std::string("a:1 2"),
                                  std::string("a\nb:1"),
                                  std::string("a:1\n"),
                                  std::string("a/../b:1"),
                                  std::string("a?x=1:1"),
                                  std::string("http://h/a:1"),
                                  std::string("a\0:1", 4),
                                  std::string("-h.org/a:1"),
                                  std::string("a..b:1"),
                                  std::string("a___b:1"),
                                  std::string("a._b:1"),
                                  std::string("h.org:x/a:1"),
                                  std::string("h.org:/a:1"),
                                  std::string("h:1:2/a:1"),
                                  "a:" + std::string(129, 'x'),
                                  std::string(256, 'x') + ":1",
                                  std::string("a:1@"),
                                  std::string("a:1@sha256:12"),
                                  "a:1@" + kDigest + "@" + kDigest,
                                  "a:1@" + kDigest + "0",
                                  "a@sha256:" + std::string(64, 'A'),
                                  "@" + kDigest}) {
    CAPTURE(text);
    CHECK(refusal(text).message.find("is not the name of an image") != std::string::npos);
  }
  CHECK(parse_container_image("a:" + std::string(128, 'x')));
  CHECK(refusal(std::string(5000, '-')).message.size() < 150);
}

TEST_CASE("a digest is sha256 and 64 digits", "[deploy]") {
  CHECK(is_sha256_digest(kDigest));
  CHECK_FALSE(is_sha256_digest(kDigest.substr(1)));
  CHECK_FALSE(is_sha256_digest(kDigest + "a"));
  CHECK_FALSE(is_sha256_digest("sha512:" + std::string(64, 'a')));
  CHECK_FALSE(is_sha256_digest("sha256:" + std::string(63, 'a') + "g"));
  CHECK_FALSE(is_sha256_digest(""));
}
