#include "term/clipboard_sequence.h"

#include "catch.hpp"

namespace llamero {
namespace {

TEST_CASE("a text goes to the clipboard as base64", "[clipboard]") {
  CHECK(clipboard_sequence("hi\x1b[31m", Env()) == "\x1b]52;c;aGkbWzMxbQ==\a");
  CHECK(clipboard_sequence("hi", Env(Env::Map{{"TERM", "tmux-256color"}})) == "\x1b]52;c;aGk=\a");
  CHECK(clipboard_sequence("hi", Env(Env::Map{{"TERM", "xterm"}, {"TMUX", "x"}})) ==
        "\x1b]52;c;aGk=\a");
}

TEST_CASE("tmux passes it on to its terminal", "[clipboard]") {
  for (const char* term : {"tmux-256color", "screen"}) {
    CHECK(clipboard_sequence("hi",
                             Env(Env::Map{{"TERM", term}, {"TMUX", "/tmp/tmux-1/default,1,0"}})) ==
          "\x1bPtmux;\x1b\x1b]52;c;aGk=\a\x1b\\");
  }
}

TEST_CASE("what no terminal takes is not sent", "[clipboard]") {
  const auto most = clipboard_sequence(std::string(kMostForClipboard, 'x'), Env());
  REQUIRE(most);
  CHECK(most->size() <= 100'000);
  CHECK_FALSE(clipboard_sequence(std::string(kMostForClipboard + 1, 'x'), Env()));
}

}  // namespace
}  // namespace llamero
