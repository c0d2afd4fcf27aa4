#include "term/background.h"

#include "catch.hpp"

using llamero::Background;
using llamero::background_of_answer;
using llamero::background_of_colorfgbg;

TEST_CASE("a terminal's answer tells its background", "[background]") {
  CHECK(background_of_answer("11;rgb:0000/0000/0000") == Background::dark);
  CHECK(background_of_answer("11;rgb:ffff/ffff/ffff") == Background::light);
  CHECK(background_of_answer("11;rgb:FDFD/F6F6/E3E3") == Background::light);
  CHECK(background_of_answer("11;rgb:00/2b/36") == Background::dark);
  CHECK(background_of_answer("11;rgb:f/f/f") == Background::light);
  CHECK(background_of_answer("11;rgb:fff/fff/0") == Background::light);
  CHECK(background_of_answer("11;rgba:ffff/ffff/ffff/0000") == Background::light);
  CHECK(background_of_answer("11;rgba:1/1/1/f") == Background::dark);
}

TEST_CASE("green weighs more than red, and red more than blue", "[background]") {
  CHECK(background_of_answer("11;rgb:00/ff/00") == Background::light);
  CHECK(background_of_answer("11;rgb:ff/00/ff") == Background::dark);
  CHECK(background_of_answer("11;rgb:7f/7f/7f") == Background::dark);
  CHECK(background_of_answer("11;rgb:81/81/81") == Background::light);
}

TEST_CASE("what is no such answer tells nothing", "[background]") {
  const auto* const text = GENERATE(
      "", "11", "11;", "11;?", "11;rgb:", "11;rgb:ff/ff", "11;rgb:ff/ff/ff/ff", "11;rgb:ff/ff/",
      "11;rgb:fffff/ff/ff", "11;rgb:gg/ff/ff", "11;rgb:-1/ff/ff", "11;rgba:ff/ff/ff",
      "11;rgb:ff/ff/ff ", "10;rgb:ff/ff/ff", "11;white", "111;rgb:ff/ff/ff", "11;rgb:0x1/ff/ff");
  CAPTURE(text);
  CHECK_FALSE(background_of_answer(text));
}

TEST_CASE("COLORFGBG names the background last", "[background]") {
  CHECK(background_of_colorfgbg("15;0") == Background::dark);
  CHECK(background_of_colorfgbg("0;15") == Background::light);
  CHECK(background_of_colorfgbg("0;default;7") == Background::light);
  CHECK(background_of_colorfgbg("15;8") == Background::dark);
  CHECK(background_of_colorfgbg("0;11") == Background::light);
  for (const char* text : {"", "15", "15;", "15;default", "15;16", "15;-1", "15;0x"}) {
    CAPTURE(text);
    CHECK_FALSE(background_of_colorfgbg(text));
  }
}
