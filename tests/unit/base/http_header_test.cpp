#include "base/http_header.h"

#include "catch.hpp"

using namespace llamero;

TEST_CASE("a header of one's own is a token, and none that llamero sets") {
  CHECK(check_header_name("X-Team"));
  CHECK(check_header_name("x_team!"));
  for (const char* name : {"", "a b", "a:b", "a\n", "ä", "Authorization", "authorization", "Host",
                           "content-length", "Origin", "Accept-Encoding"}) {
    CAPTURE(name);
    CHECK_FALSE(check_header_name(name));
  }
}

TEST_CASE("the value of a header begins no other header") {
  CHECK(is_header_value("blue, \t grün"));
  CHECK(is_header_value(""));
  CHECK_FALSE(is_header_value("a\r\nb: c"));
  CHECK_FALSE(is_header_value("a\nb"));
  CHECK_FALSE(is_header_value(std::string_view("a\0b", 3)));
  CHECK_FALSE(is_header_value("\x7f"));
}
