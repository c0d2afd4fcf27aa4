#include "deploy/tar_archive.h"

#include "catch.hpp"

#include <string_view>

using namespace llamero;

namespace {

// A C string in a field of the header.
std::string field(std::string_view archive, std::size_t at, std::size_t size) {
  const std::string_view text = archive.substr(at, size);
  return std::string(text.substr(0, text.find('\0')));
}

long number(std::string_view archive, std::size_t at, std::size_t size) {
  return std::stol(field(archive, at, size), nullptr, 8);
}

// As POSIX says: of all bytes of the header, with the field itself as blanks.
long checksum(std::string_view archive, std::size_t header) {
  long sum = 8 * ' ';
  for (std::size_t i = 0; i < 512; ++i)
    if (i < 148 || i >= 156) sum += static_cast<unsigned char>(archive[header + i]);
  return sum;
}

}  // namespace

TEST_CASE("an archive holds names, rights and contents as POSIX says", "[deploy]") {
  const std::string content(513, 'x');
  const std::string archive =
      tar_archive({{.name = "llamero/", .mode = 0700, .content = {}},
                   {.name = "llamero/Caddyfile", .mode = 0600, .content = content},
                   {.name = "empty", .mode = 0644, .content = {}}});
  REQUIRE(archive.size() == 512 + 512 + 1024 + 512 + 1024);

  CHECK(field(archive, 0, 100) == "llamero/");
  CHECK(number(archive, 100, 8) == 0700);
  CHECK(archive[156] == '5');

  constexpr std::size_t kSecond = 512;
  CHECK(field(archive, kSecond, 100) == "llamero/Caddyfile");
  CHECK(number(archive, kSecond + 100, 8) == 0600);
  CHECK(number(archive, kSecond + 108, 8) == 0);
  CHECK(number(archive, kSecond + 116, 8) == 0);
  CHECK(number(archive, kSecond + 124, 12) == 513);
  CHECK(archive[kSecond + 156] == '0');
  CHECK(archive.substr(kSecond + 257, 8) == std::string_view("ustar\00000", 8));
  CHECK(archive.substr(kSecond + 512, 513) == content);
  CHECK(archive.substr(kSecond + 512 + 513, 511) == std::string(511, '\0'));

  constexpr std::size_t kThird = 2048;
  CHECK(field(archive, kThird, 100) == "empty");
  CHECK(number(archive, kThird + 124, 12) == 0);
  for (const std::size_t header : {std::size_t{0}, kSecond, kThird})
    CHECK(number(archive, header + 148, 8) == checksum(archive, header));
  CHECK(archive.substr(kThird + 512) == std::string(1024, '\0'));
}

TEST_CASE("a content that fills its blocks gets no block more", "[deploy]") {
  const std::string content(1024, 'y');
  CHECK(tar_archive({{.name = "full", .mode = 0600, .content = content}}).size() ==
        512 + 1024 + 1024);
  CHECK(tar_archive({}) == std::string(1024, '\0'));
}

TEST_CASE("only the permission bits of a mode are archived", "[deploy]") {
  CHECK(number(tar_archive({{.name = "a", .mode = 0100600, .content = {}}}), 100, 8) == 0600);
}
