"""Whatever came from outside is inert on a terminal: it is shown, not obeyed."""

from pty_session import POST_CHAT, pty_test, pty_tests

# what the server sends -> the rows on the screen
ANSWERS = {
    "colour": ("a\x1b[31mred\x1b[0mb", [r"a\x1b[31mred\x1b[0mb"]),
    "clear": ("a\x1b[2J\x1b[Hb", [r"a\x1b[2J\x1b[Hb"]),
    "title": ("a\x1b]0;owned\x07b", [r"a\x1b]0;owned\x07b"]),
    "clipboard": ("a\x1b]52;c;cm0gLXJm\x1b\\b", ["a\\x1b]52;c;cm0gLXJm\\x1b\\b"]),
    "hyperlink": ("\x1b]8;;http://x\x1b\\y\x1b]8;;\x1b\\", ["\\x1b]8;;http://x\\x1b\\y\\x1b]8;;\\x1b\\"]),
    "device-status": ("a\x1b[6n\x1b[cb", [r"a\x1b[6n\x1b[cb"]),
    "dcs-apc-pm-sos": ("\x1bPq\x1b\\\x1b_G\x1b\\\x1b^p\x1b\\\x1bXs\x1b\\", ["\\x1bPq\\x1b\\\\x1b_G\\x1b\\\\x1b^p\\x1b\\\\x1bXs\\x1b\\"]),
    "reset": ("a\x1bcb", [r"a\x1bcb"]),
    "alternate-screen": ("a\x1b[?1049hb", [r"a\x1b[?1049hb"]),
    "c1-csi": ("a\x9b31mb\x9d0;t\x9c", [r"a\x9b31mb\x9d0;t\x9c"]),
    "c0": ("a\x00\x01\x07\x08\x0b\x0c\x0e\x0f\x7fb", [r"a\x00\x01\x07\x08\x0b\x0c\x0e\x0f\x7fb"]),
    "carriage-return": ("good\rbad", [r"good\x0dbad"]),
    "crlf-is-a-newline": ("one\r\ntwo", ["one", "two"]),
    "tab-and-newline-pass": ("a\tb\nc", ["a       b", "c"]),
    "bidi": ("a\u202e\u202d\u202a\u202b\u202c\u2066\u2067\u2068\u2069\u200e\u200f\u061cb",
             ["a<U+202E><U+202D><U+202A><U+202B><U+202C><U+2066><U+2067><U+2068><U+2069><U+200E><U+200F><U+061C>b"]),
    "tags": ("a\U000e0041\U000e007fb", ["a<U+E0041><U+E007F>b"]),
    "separators": ("a\u2028\u2029b", ["a<U+2028><U+2029>b"]),
    "letters-pass": ("grüße", ["grüße"]),
}
# Each a piece of its own: what is one sequence for the terminal may come in many pieces.
SPLIT = ["a", "\x1b", "[", "3", "1", "m", "b"]


def check_untouched(session, terminal):
    session.equal(terminal.screen.title, "", "title of the terminal")
    session.equal(terminal.styled_cells(), [], "styled cells")


@pty_tests(ANSWERS)
def answer(session, sample):
    content, rows = sample
    session.serve({POST_CHAT: [{"chat": [content]}]})
    terminal = session.start("run", "m", "Hello")
    session.ends_with(0)
    session.equal(terminal.lines(), rows, "screen")
    check_untouched(session, terminal)


@pty_test
def answer_in_pieces(session):
    session.serve({POST_CHAT: [{"chat": SPLIT, "delay": 20}]})
    terminal = session.start("run", "m", "Hello")
    session.ends_with(0)
    session.equal(terminal.lines(), [r"a\x1b[31mb"], "screen")


@pty_test
def carriage_return_and_newline_in_two_pieces(session):
    session.serve({POST_CHAT: [{"chat": ["one\r", "\ntwo\r", "three"], "delay": 20}]})
    terminal = session.start("run", "m", "Hello")
    session.ends_with(0)
    session.equal(terminal.lines(), ["one", r"two\x0dthree"], "screen")


@pty_test
def joined_emoji_pass(session):
    """ZWJ, variation selectors and combining marks are no attack."""
    text = "\U0001f469\u200d\U0001f33e \u2764\ufe0f e\u0301"
    session.serve({POST_CHAT: [{"chat": [text]}]})
    terminal = session.start("run", "m", "Hello")
    session.ends_with(0)
    session.true(text.encode() in terminal.raw, f"the bytes of the text are there: {terminal.raw!r}")


@pty_test
def invisible_flood_of_escapes(session):
    everything = "".join(content for content, _ in ANSWERS.values())
    session.serve({POST_CHAT: [{"chat": [everything] * 50 + ["\nend"]}]})
    terminal = session.start("run", "m", "Hello")
    session.ends_with(0)
    session.equal(terminal.lines()[-1], "end", "last row")
    check_untouched(session, terminal)


@pty_test
def thinking(session):
    session.serve({POST_CHAT: [{"chat": ["answer"], "thinking": ["deep \x1b[2J\x1b]0;owned\x07 thought"]}]})
    terminal = session.start("run", "m", "Hello")
    session.ends_with(0)
    session.true(r"\x1b[2J\x1b]0;owned\x07" in terminal.text(), "the thought is shown, inert")
    session.equal(terminal.screen.title, "", "title of the terminal")


@pty_test
def hidden_thinking_is_hidden(session):
    session.serve({POST_CHAT: [{"chat": ["answer"], "thinking": ["secret thought"]}]})
    terminal = session.start("run", "m", "--hide-thinking", "Hello")
    session.ends_with(0)
    session.equal(terminal.lines(), ["answer"], "screen")


@pty_test
def error_message(session):
    session.serve({POST_CHAT: [{"json": {"error": "bad \x1b[2J\x1b]0;owned\x07 \u202e thing"}, "status": 500}]})
    terminal = session.start("run", "m", "Hello")
    session.ends_with(8)
    session.true(r"\x1b[2J\x1b]0;owned\x07 <U+202E>" in terminal.text(), "the error is shown, inert")
    session.equal(terminal.screen.title, "", "title of the terminal")


@pty_test
def error_mid_stream(session):
    session.serve({POST_CHAT: [{"chat": ["Once"], "done": False}, {"lines": [{"error": "bad \x1b[2J thing"}]}]})
    terminal = session.start("run", "m", "Hello")
    session.ends_with(8)
    session.equal(terminal.lines()[0], "Once", "first row")
    session.true(r"\x1b[2J" in terminal.text(), "the error is shown, inert")


@pty_test
def model_name_in_a_list(session):
    session.serve({"GET /api/tags": [{"json": {"models": [
        {"name": "\x1b[2Jm\u202e", "size": 1, "digest": "abcdefabcdefabcdef", "modified_at": "2001-02-03T04:05:06Z"}]}}]})
    terminal = session.start("list")
    session.ends_with(0)
    session.true(r"\x1b[2Jm<U+202E>" in terminal.text(), "the name is shown, inert")
    session.true(terminal.lines()[0].startswith("NAME"), "the first row is the head")


@pty_test
def digest_and_texts_of_show(session):
    session.serve({"POST /api/show": [{"json": {
        "license": "free \x1b[2J", "system": "be \x1b]0;owned\x07", "template": "t\x9b2J",
        "details": {"family": "\x1b[31mllama", "parameter_size": "1B", "quantization_level": "Q4"},
        "model_info": {"general.architecture": "\x1b[31mllama"}, "parameters": "stop \x1b[2J"}}]})
    terminal = session.start("show", "m", rows=50)
    session.ends_with(0)
    session.equal(terminal.screen.title, "", "title of the terminal")
    session.true(r"\x1b[31mllama" in terminal.text(), "the family is shown, inert")
    session.true(r"\x1b]0;owned\x07" in terminal.text(), "the system text is shown, inert")


@pty_test
def status_of_a_pull(session):
    server = session.serve({"POST /api/pull": [
        {"lines": [{"status": "pulling \x1b]0;owned\x07\x1b[2J\u202e"}]}, {"gate": "go"}, {"lines": [{"status": "success"}]}]})
    terminal = session.start("pull", "m")
    session.wait_for_requests(1)
    terminal.wait_for_quiet(0.4)
    server.gates.open("go")
    session.ends_with(0)
    session.equal(terminal.screen.title, "", "title of the terminal")
    session.true(b"\x1b]0;owned" not in terminal.raw, "the escape reached the terminal")


@pty_test
def redirect_target(session):
    session.serve({POST_CHAT: [{"text": "", "status": 302, "headers": [["Location", "http://x.invalid/\x1b]0;owned\x07"]]}]})
    terminal = session.start("run", "m", "Hello")
    session.ends_with(8)
    session.equal(terminal.screen.title, "", "title of the terminal")
    session.true(b"\x1b]0;owned" not in terminal.raw, "the escape reached the terminal")


@pty_test
def pasted_prompt_of_the_user_in_an_error(session):
    session.serve({})
    terminal = session.start("run", "m", "--option", "\x1b]0;owned\x07=1", "Hello")
    session.ends_with(2)
    session.equal(terminal.screen.title, "", "title of the terminal")
