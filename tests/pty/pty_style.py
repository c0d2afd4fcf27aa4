"""Colour and cursor movement: only where the terminal has them and the user wants them."""

import re

from pty_session import POST_CHAT, pty_test, pty_tests

PULL = {"POST /api/pull": [{"replay": "pull.json"}]}
COLOUR = rb"\x1b\[[0-9;]*m"


@pty_test
def no_color_means_no_colour(session):
    session.serve({POST_CHAT: [{"chat": ["**Hi**"], "thinking": ["hm"], "done": "length"}]})
    terminal = session.start("run", "m", "Hello", environment={"NO_COLOR": "1"})
    session.ends_with(0)
    coloured = [code for code in re.findall(COLOUR, terminal.raw) if re.search(rb"[34]\d|9\d|10\d|38|48", code)]
    session.equal(coloured, [], "colours")


@pty_test
def color_never_means_no_colour(session):
    session.serve({POST_CHAT: [{"json": {"error": "boom"}, "status": 500}]})
    terminal = session.start("--color", "never", "run", "m", "Hello")
    session.ends_with(8)
    session.equal(re.findall(COLOUR, terminal.raw), [], "colours")


@pty_tests({
    "run": ((POST_CHAT, [{"chat": ["Hi"], "thinking": ["hm"], "done": "length"}]), ["run", "m", "Hello"]),
    "pull": (("POST /api/pull", [{"replay": "pull.json"}]), ["pull", "m"]),
    "list": (("GET /api/tags", [{"replay": "tags.json"}]), ["list"]),
    "error": (("GET /api/tags", [{"json": {"error": "boom"}, "status": 500}]), ["list"]),
})
def dumb_terminal_gets_no_escape(session, sample):
    (route, reply), argv = sample
    session.serve({route: reply})
    terminal = session.start(*argv, environment={"TERM": "dumb"})
    terminal.wait_for_end()
    session.true(b"\x1b" not in terminal.raw, f"an escape: {terminal.raw[:300]!r}")


@pty_test
def chat_on_a_dumb_terminal(session):
    session.serve({POST_CHAT: [{"chat": ["Hi"]}]})
    terminal = session.start("chat", "m", environment={"TERM": "dumb"})
    terminal.wait_for_quiet(0.4)
    session.say("Hello")
    session.wait_for_requests(1)
    terminal.wait_for_text("(?m)Hi$")
    terminal.wait_for_quiet(0.2)
    session.say("/bye")
    session.ends_with(0)
    session.true(b"\x1b" not in terminal.raw, f"an escape: {terminal.raw[:300]!r}")


@pty_test
def pull_shows_layers_and_leaves_a_clean_screen(session):
    server = session.serve({"POST /api/pull": [
        {"lines": [{"status": "pulling manifest"},
                   {"status": "pulling aaaaaaaaaaaa", "digest": "sha256:aaaaaaaaaaaa", "total": 1000000, "completed": 250000}]},
        {"gate": "go"},
        {"lines": [{"status": "pulling aaaaaaaaaaaa", "digest": "sha256:aaaaaaaaaaaa", "total": 1000000, "completed": 1000000},
                   {"status": "verifying sha256 digest"}, {"status": "writing manifest"}, {"status": "success"}]}]})
    terminal = session.start("pull", "m")
    terminal.wait_for_text("25 ?%")
    server.gates.open("go")
    session.ends_with(0)
    session.equal(terminal.screen.cursor.x, 0, "column of the cursor")
    session.true(not terminal.screen.cursor.hidden, "the cursor is hidden")
    session.true("25%" not in terminal.text().replace(" ", ""), "no old figure stays")


@pty_test
def pull_bars_do_not_pile_up(session):
    session.serve(PULL)
    terminal = session.start("pull", "smollm2:135m", rows=40)
    session.ends_with(0)
    session.true(len(terminal.lines()) <= 12, f"{len(terminal.lines())} rows")


@pty_test
def pull_on_a_narrow_terminal(session):
    session.serve(PULL)
    terminal = session.start("pull", "smollm2:135m", rows=40, columns=30)
    session.ends_with(0)
    session.true(len(terminal.lines()) <= 16, f"{len(terminal.lines())} rows")


@pty_test
def wide_characters_reach_the_screen(session):
    session.serve({POST_CHAT: [{"chat": ["漢字 ", "grüße"]}]})
    terminal = session.start("run", "m", "Hello")
    session.ends_with(0)
    session.true("漢字 grüße".encode() in terminal.raw, "the bytes of the text are there")
