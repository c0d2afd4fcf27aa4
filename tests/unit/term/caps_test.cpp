#include "term/caps.h"

#include "catch.hpp"

using llamero::ColorChoice;
using llamero::decide_caps;
using llamero::Env;
using llamero::TerminalCaps;
using llamero::TtyFacts;

namespace {

TtyFacts terminal() {
  TtyFacts facts;
  facts.stdin_tty = facts.stdout_tty = facts.stderr_tty = true;
  facts.stdout_width = 120;
  facts.stderr_width = 100;
  return facts;
}

TerminalCaps caps_on_terminal(Env::Map variables, ColorChoice color = ColorChoice::automatic) {
  variables.emplace("TERM", "xterm");
  return decide_caps(terminal(), Env(std::move(variables)), color);
}

bool color_in_pipe(Env::Map variables, ColorChoice color = ColorChoice::automatic) {
  variables.emplace("TERM", "xterm");
  return decide_caps(TtyFacts{}, Env(std::move(variables)), color).out.color;
}

}  // namespace

TEST_CASE("a terminal has a cursor, colour and the width that the kernel tells") {
  const TerminalCaps caps = caps_on_terminal({});
  CHECK(caps.stdin_tty);
  CHECK((caps.out.tty && caps.out.cursor && caps.out.color));
  CHECK(caps.out.width == 120);
  CHECK(caps.err.width == 100);
}

TEST_CASE("a pipe has none of it") {
  const TerminalCaps caps =
      decide_caps(TtyFacts{}, Env(Env::Map{{"TERM", "xterm"}}), ColorChoice::automatic);
  CHECK_FALSE((caps.stdin_tty || caps.out.tty || caps.out.cursor || caps.out.color));
  CHECK(caps.out.width == 80);
}

TEST_CASE("each stream is judged on its own") {
  TtyFacts facts = terminal();
  facts.stdout_tty = false;
  const TerminalCaps caps =
      decide_caps(facts, Env(Env::Map{{"TERM", "xterm"}}), ColorChoice::automatic);
  CHECK_FALSE(caps.out.color);
  CHECK(caps.err.color);
}

TEST_CASE("without TERM, or with a dumb one, there are neither cursor nor colour") {
  const Env env = GENERATE(Env(), Env(Env::Map{{"TERM", ""}}), Env(Env::Map{{"TERM", "dumb"}}));
  const TerminalCaps caps = decide_caps(terminal(), env, ColorChoice::automatic);
  CHECK(caps.out.tty);
  CHECK_FALSE(caps.out.cursor);
  CHECK_FALSE(caps.out.color);
}

TEST_CASE("--color is stronger than the environment") {
  CHECK(caps_on_terminal({{"NO_COLOR", "1"}}, ColorChoice::always).out.color);
  CHECK(color_in_pipe({{"NO_COLOR", "1"}}, ColorChoice::always));
  CHECK_FALSE(caps_on_terminal({{"CLICOLOR_FORCE", "1"}}, ColorChoice::never).out.color);
}

TEST_CASE("--color always gives a pipe no cursor") {
  CHECK_FALSE(
      decide_caps(TtyFacts{}, Env(Env::Map{{"TERM", "xterm"}}), ColorChoice::always).out.cursor);
}

TEST_CASE("NO_COLOR switches off when it is not empty") {
  CHECK_FALSE(caps_on_terminal({{"NO_COLOR", "0"}}).out.color);
  CHECK(caps_on_terminal({{"NO_COLOR", ""}}).out.color);
  CHECK_FALSE(color_in_pipe({{"NO_COLOR", "1"}, {"CLICOLOR_FORCE", "1"}}));
}

TEST_CASE("CLICOLOR_FORCE switches on when it is neither empty nor 0") {
  CHECK(color_in_pipe({{"CLICOLOR_FORCE", "1"}}));
  CHECK_FALSE(color_in_pipe({{"CLICOLOR_FORCE", "0"}}));
  CHECK_FALSE(color_in_pipe({{"CLICOLOR_FORCE", ""}}));
  CHECK(caps_on_terminal({{"CLICOLOR_FORCE", "0"}}).out.color);
}

TEST_CASE("COLUMNS is stronger than the kernel when it is a number above 0") {
  CHECK(caps_on_terminal({{"COLUMNS", "40"}}).out.width == 40);
  const std::string useless = GENERATE("", "0", "-5", "wide", "40x", " 40", "99999999999");
  CHECK(caps_on_terminal({{"COLUMNS", useless}}).out.width == 120);
}

TEST_CASE("which terminals wrap their lines anew") {
  CHECK_FALSE(terminal_reflows(Env()));
  CHECK(terminal_reflows(Env(Env::Map{{"VTE_VERSION", "7000"}})));
  CHECK(terminal_reflows(Env(Env::Map{{"TMUX", "/tmp/tmux-0/default,1,0"}})));
  CHECK_FALSE(terminal_reflows(Env(Env::Map{{"STY", "1.pts"}, {"VTE_VERSION", "7000"}})));
  CHECK(terminal_reflows(Env(Env::Map{{"STY", "1.pts"}, {"TMUX", "x"}})));
  CHECK_FALSE(terminal_reflows(Env(Env::Map{{"VTE_VERSION", ""}})));
}
