"""What a person sees while an answer comes: thinking that folds, the line of status, the colours for the terminal."""

import fcntl
import pathlib
import re
import struct
import termios

from pty_session import POST_CHAT, pty_test, pty_tests

QUESTION = b"\x1b]11;?\x1b\\\x1b[c"
LIGHT = b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\"
DARK = b"\x1b]11;rgb:0000/0000/0000\x07"
ATTRIBUTES = b"\x1b[?62;22c"
RED, YELLOW = b"\x1b[31mcode", b"\x1b[93mcode"
CODE = [{"chat": ["some `code` here"]}]


def asked(session, *arguments, answers=2, environment=None, **options):
    session.serve({POST_CHAT: [CODE] * answers})
    terminal = session.start(*arguments, "chat", "m", environment=environment, **options)
    session.wait_for_first_prompt()
    return terminal


@pty_tests({"light": (LIGHT + ATTRIBUTES, RED), "dark": (DARK + ATTRIBUTES, YELLOW), "never": (b"", YELLOW),
            "attributes-only": (ATTRIBUTES, YELLOW), "garbage": (b"\x1b]11;rgb:white\x1b\\\x1b]11;\x07" + ATTRIBUTES, YELLOW)})
def the_terminal_says_which_colours(session, sample):
    answer, wanted = sample
    terminal = asked(session)
    session.true(QUESTION in terminal.raw, "the terminal is asked")
    if answer:
        terminal.send(answer)
    terminal.wait_for_quiet()
    session.equal(terminal.cursor_row(), session.prompt, "nothing of the answer is typed")
    session.ask("hello", "some code here")
    session.true(wanted in terminal.raw, f"the colours: {terminal.raw!r}")
    session.equal(terminal.raw.count(QUESTION), 1, "questions")
    session.leave()


@pty_test
def an_answer_in_pieces_between_typed_keys(session):
    terminal = asked(session)
    for piece in (b"he\x1b", b"]11;rgb:ffff/f", b"fff/ffff\x1b", b"\\l\x1b[?6", b"2clo"):
        terminal.send(piece)
        terminal.wait_for_quiet(0.03)
    terminal.wait_for(lambda: terminal.cursor_row() == session.prompt + " hello", "what was typed")
    session.ask("", "some code here")
    session.equal(session.messages(0), [("user", "hello")], "messages")
    session.true(RED in terminal.raw, "the light colours")
    session.leave()


@pty_test
def a_late_answer_counts_from_then_on_and_is_not_typed(session):
    server = session.serve({POST_CHAT: [[{"chat": ["some `code` here\n\n"], "done": False}, {"gate": "go"}, {"done": "stop"}], CODE]})
    terminal = session.start("chat", "m")
    session.wait_for_first_prompt()
    session.say("hello")
    terminal.wait_for_text("some code here")
    terminal.send(LIGHT + ATTRIBUTES)
    terminal.wait_for_quiet()
    server.gates.open("go")
    session.wait_for_prompt()
    session.true(YELLOW in terminal.raw and RED not in terminal.raw, "dark at first")
    session.ask("again", "(?s)some code.*some code")
    session.true(RED in terminal.raw, "then light")
    session.leave()


@pty_test
def who_leaves_at_once_leaves_no_answer_behind(session):
    session.serve({POST_CHAT: [CODE]})
    terminal = session.start("chat", "m", environment={"SSH_CONNECTION": "a 1 b 2"}, replies={QUESTION: [b"/bye\r", LIGHT, ATTRIBUTES]})
    session.ends_with(0)
    session.equal(waiting_bytes(terminal), 0, "bytes that the shell would read")


def waiting_bytes(terminal):
    settings = termios.tcgetattr(terminal.slave)
    settings[3] &= ~termios.ICANON
    termios.tcsetattr(terminal.slave, termios.TCSANOW, settings)
    return struct.unpack("i", fcntl.ioctl(terminal.slave, termios.FIONREAD, b"\0" * 4))[0]


@pty_test
def a_session_that_is_opened_again_has_the_colours_at_once(session):
    asked(session)
    session.ask("hello", "some code here")
    session.leave()
    terminal = session.start("chat", "--continue", environment={"SSH_CONNECTION": "a 1 b 2"}, replies={QUESTION: [LIGHT + ATTRIBUTES]})
    session.wait_for_first_prompt()
    session.true(RED in terminal.raw and YELLOW not in terminal.raw, f"the colours: {terminal.raw!r}")
    session.leave()


@pty_tests({
    "config-light": (["light"], {}, RED), "config-over-variable": (["dark"], {"COLORFGBG": "0;15"}, YELLOW),
    "variable": ([], {"COLORFGBG": "0;default;15"}, RED), "auto-and-variable": (["auto"], {"COLORFGBG": "15;0"}, YELLOW),
    "linux-console": ([], {"TERM": "linux"}, YELLOW), "no-color": ([], {"NO_COLOR": "1"}, b"some code"),
})
def a_terminal_that_is_not_asked(session, sample):
    theme, environment, wanted = sample
    config = pathlib.Path(session.directory) / "config.toml"
    config.write_text("".join(f'[chat]\ntheme = "{value}"\n' for value in theme))
    terminal = asked(session, "--config", str(config), environment=environment)
    session.ask("hello", "some code here")
    session.true(b"\x1b]11" not in terminal.raw and wanted in terminal.raw, f"the colours: {terminal.raw!r}")
    session.leave()


@pty_test
def a_theme_that_is_none_is_told_with_its_place(session):
    config = pathlib.Path(session.directory) / "config.toml"
    config.write_text('[chat]\ntheme = "blue"\n')
    session.serve({})
    terminal = session.start("--config", str(config), "chat", "m")
    session.ends_with(2)
    session.true("config.toml:2:9: theme is auto, dark or light" in " ".join(terminal.lines()), "the place")


def thinks(then, thought="deep thought"):
    return [{"chat": [], "thinking": [thought], "done": False}, {"gate": "go"}, *then]


@pty_test
def thinking_folds(session):
    server = session.serve({POST_CHAT: [thinks([{"chat": ["Hi there"]}], "deep \x1b[2J\x1b]0;owned\x07 **thought**"), [{"chat": ["At once"]}]]})
    terminal = session.start("chat", "m")
    session.wait_for_first_prompt()
    session.ask("/thinking", "thinking is shown")
    session.ask("/thinking last", "no answer of this chat has any thinking")
    session.ask("/thinking hide", "thinking is folded")
    session.say("hello")
    terminal.wait_for_text(r"(?m)^thinking [1-9] s$")
    server.gates.open("go")
    terminal.wait_for_text("Hi there")
    session.wait_for_prompt()
    rows = terminal.lines()
    at = rows.index("Hi there")
    session.true(re.fullmatch(r"thought for \d+ s, /thinking last shows it", rows[at - 1]), f"the fold: {rows}")
    session.true(not any(row.startswith("thinking 1") for row in rows), "the count is gone")
    session.true("deep" not in terminal.text(), "the thought is not shown")
    session.ask("again", "(?m)^At once$")
    session.ask("/thinking last", r"deep \\x1b\[2J\\x1b\]0;owned\\x07 \*\*thought\*\*")
    session.equal(terminal.screen.title, "", "title of the terminal")
    session.leave()
    terminal = session.start("chat", "--continue")
    session.wait_for_first_prompt()
    session.true("deep" not in terminal.text(), "an opened session does not show it")
    session.ask("/thinking last", r"\*\*thought\*\*")
    session.leave()


@pty_test
def a_thought_that_is_stopped_can_be_looked_at(session):
    session.serve({POST_CHAT: [thinks([])]})
    terminal = session.start("chat", "m", "--hide-thinking")
    session.wait_for_first_prompt()
    session.say("hello")
    terminal.wait_for_text("(?m)^thinking")
    terminal.send(b"\x03")
    terminal.wait_for_text("thought for .*, /thinking last shows it")
    session.wait_for_prompt()
    session.ask("/thinking last", "(?m)^deep thought$")
    session.server.gates.open("go")
    session.leave()


@pty_test
def hidden_thinking_is_counted_in_a_run(session):
    server = session.serve({POST_CHAT: thinks([{"chat": ["Hi there"]}])})
    terminal = session.start("run", "m", "--hide-thinking", "hello")
    terminal.wait_for_text(r"(?m)^thinking [1-9] s$")
    server.gates.open("go")
    session.ends_with(0)
    session.equal(terminal.lines(), ["Hi there"], "screen")


@pty_tests({"run": ["run", "m", "hello"], "chat": ["chat", "m"]})
def an_answer_that_stalls(session, arguments):
    server = session.serve({POST_CHAT: [{"chat": ["One\n\n"], "done": False}, {"gate": "go"}, {"chat": ["Two"]}]})
    terminal = session.start(*arguments)
    if arguments[0] == "chat":
        session.wait_for_first_prompt()
        session.say("hello")
    terminal.wait_for_text(r"(?m)^waiting for more, [2-9] s$", 8.0)
    server.gates.open("go")
    terminal.wait_for_text("Two")
    rows = terminal.lines()
    session.equal(rows[rows.index("One"):][:3], ["One", "", "Two"], "rows of the answer")
    session.true("waiting" not in terminal.text(), "the line is gone")
    if arguments[0] == "chat":
        session.wait_for_prompt()
        session.leave()
    session.ends_with(0)
