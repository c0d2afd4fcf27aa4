#include "term/code_blocks.h"

#include "catch.hpp"

namespace llamero {
namespace {

using Blocks = std::vector<std::string>;

TEST_CASE("the bytes of fenced code, and of nothing else", "[code_blocks]") {
  CHECK(fenced_code_blocks("Do:\n```sh\nls -l\n\n  cd\n```\nand\n\n    indented\n") ==
        Blocks{"ls -l\n\n  cd\n"});
  CHECK(fenced_code_blocks("`a` and no block").empty());
  CHECK(fenced_code_blocks("").empty());
  CHECK(fenced_code_blocks("```\n```\n") == Blocks{""});
}

TEST_CASE("tildes, long fences, and a fence that the answer did not close", "[code_blocks]") {
  CHECK(fenced_code_blocks("~~~py\na\n```\nb\n~~~\n") == Blocks{"a\n```\nb\n"});
  CHECK(fenced_code_blocks("````\n```\nx\n```\n````\n") == Blocks{"```\nx\n```\n"});
  CHECK(fenced_code_blocks("```c\nint x;") == Blocks{"int x;\n"});
}

TEST_CASE("code in lists and quotes loses their indentation only", "[code_blocks]") {
  CHECK(
      fenced_code_blocks("1. do\n   ```\n   a\n     b\n   ```\n2. or\n\n   ~~~\n   c\n   ~~~\n") ==
      Blocks{"a\n  b\n", "c\n"});
  CHECK(fenced_code_blocks("> ```\n> a\n>  b\n> ```\n") == Blocks{"a\n b\n"});
}

TEST_CASE("tabs of code stay tabs", "[code_blocks]") {
  CHECK(fenced_code_blocks("```make\nall:\n\tcc x\n\t\ty\tz\n\t  w\n```\n") ==
        Blocks{"all:\n\tcc x\n\t\ty\tz\n\t  w\n"});
  CHECK(fenced_code_blocks("> ```\n> \tx\n> ```\n") == Blocks{"\tx\n"});
  CHECK(fenced_code_blocks("- ```\n  \tx\n  ```\n") == Blocks{"\tx\n"});
}

TEST_CASE("what is no text in a terminal is still code", "[code_blocks]") {
  CHECK(fenced_code_blocks("```\n\x1b[31m&amp; <b>\\*\n```\n") == Blocks{"\x1b[31m&amp; <b>\\*\n"});
  CHECK(fenced_code_blocks(std::string("```\na\0b\n```\n", 12)) ==
        Blocks{std::string("a\0b\n", 4)});
}

}  // namespace
}  // namespace llamero
