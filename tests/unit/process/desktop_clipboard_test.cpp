#include "process/desktop_clipboard.h"

#include "catch.hpp"
#include "support/fake_processes.h"

namespace llamero {
namespace {

class NoInterrupt final : public Watch {};

struct Fixture {
  FakeProcesses processes;
  NoInterrupt calm;
  Env env;

  DesktopClipboard clipboard(Env::Map variables) {
    env = Env(std::move(variables));
    return {env, processes, calm};
  }
  // What a program prints.
  void prints(const std::string& command, std::string out) {
    processes.commands[command] = {{0, 0}, std::move(out), ""};
  }
};

TEST_CASE_METHOD(Fixture, "the clipboard is that of the desktop", "[clipboard]") {
  processes.programs["wl-copy"] = {{0, 0}, "", ""};
  processes.programs["xclip"] = {{0, 0}, "", ""};
  processes.programs["xsel"] = {{0, 0}, "", ""};
  CHECK(*clipboard({{"WAYLAND_DISPLAY", "w"}, {"DISPLAY", ":0"}}).write("a") == "wl-copy");
  CHECK(*clipboard({{"DISPLAY", ":0"}}).write("a") == "xclip");
  CHECK(processes.fed == "a");
  processes.programs.erase("xclip");
  CHECK(*clipboard({{"DISPLAY", ":0"}}).write("a") == "xsel");
}

TEST_CASE_METHOD(Fixture, "where there is no tool it says what to do", "[clipboard]") {
  const auto none = clipboard({}).read(100);
  REQUIRE_FALSE(none);
  CHECK_THAT(none.error().hint, ContainsSubstring("paste with the terminal"));
  CHECK_THAT(clipboard({{"WAYLAND_DISPLAY", "w"}}).read(100).error().hint,
             ContainsSubstring("wl-clipboard"));
  CHECK_THAT(clipboard({{"DISPLAY", ":0"}}).write("a").error().hint, ContainsSubstring("xclip"));
  CHECK(processes.started.empty());
}

TEST_CASE_METHOD(Fixture, "tmux takes a text where there is no desktop", "[clipboard]") {
  processes.programs["tmux"] = {{0, 0}, "", ""};
  CHECK(*clipboard({{"TMUX", "x"}}).write("a") == "tmux");
  CHECK(processes.started.back().at(1) == "load-buffer");
  CHECK_FALSE(clipboard({{"TMUX", "x"}}).read(100));
}

TEST_CASE_METHOD(Fixture, "a text is preferred, and a picture is one", "[clipboard]") {
  processes.programs["wl-copy"] = {};
  prints("wl-paste --list-types", "text/html\nimage/png\n");
  prints("wl-paste --type image/png", "PNG");
  prints("wl-paste --no-newline", "text");
  auto picture = clipboard({{"WAYLAND_DISPLAY", "w"}}).read(100);
  REQUIRE(picture);
  CHECK(picture->image);
  CHECK(picture->bytes == "PNG");
  prints("wl-paste --list-types", "image/png\ntext/plain;charset=utf-8\n");
  auto text = clipboard({{"WAYLAND_DISPLAY", "w"}}).read(100);
  REQUIRE(text);
  CHECK_FALSE(text->image);
  CHECK(text->bytes == "text");
}

TEST_CASE_METHOD(Fixture, "what a tool says when it fails is told", "[clipboard]") {
  processes.programs["xclip"] = {{1, 0}, "", "warning\nError: target STRING not available\n"};
  CHECK_THAT(clipboard({{"DISPLAY", ":0"}}).read(100).error().message,
             ContainsSubstring("xclip failed: Error: target STRING"));
  CHECK_THAT(clipboard({{"DISPLAY", ":0"}}).write("a").error().message,
             ContainsSubstring("xclip failed"));
  processes.programs["xclip"] = {{0, 0}, "", ""};
  CHECK_THAT(clipboard({{"DISPLAY", ":0"}}).read(100).error().message, ContainsSubstring("empty"));
}

}  // namespace
}  // namespace llamero
