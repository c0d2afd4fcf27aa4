"""/copy: by a sequence to the terminal, and by the tool of the desktop."""

import base64
import os
import re
import signal

from pty_chat_attach import bare, program
from pty_session import POST_CHAT, pty_test

ANSWER = "Do \x1b]52;c;QkFE\a this:\n```make\nall:\n\tcc \x1b[31m x\n```\n> ~~~\n> second\n> ~~~\nDone."
OSC_52 = re.compile(rb"\x1b\]52;c;([^\x07\x1b]*)\x07")


def open_chat(session, answer=ANSWER, environment=None, markdown="full"):
    session.serve({POST_CHAT: [[{"chat": [answer]}]]})
    flags = ["--markdown", "off"] if markdown == "off" else []
    terminal = session.start("chat", "m", "--ephemeral", *flags, environment=environment or bare(session))
    session.wait_for_first_prompt()
    return terminal


def copied(terminal):
    """What the terminal was given for its clipboard."""
    return [base64.b64decode(found, validate=True).decode() for found in OSC_52.findall(terminal.raw)]


@pty_test
def the_answer_and_its_code_go_to_the_terminal(session):
    terminal = open_chat(session)
    session.ask("/copy", "there was no answer yet")
    session.ask("How?", "Done")
    session.equal(copied(terminal), [], "what the model writes to the clipboard")
    for line, said, text in (("/copy", "the answer", ANSWER), ("/copy code", "block 2 of 2", "second\n"),
                             ("/copy code 1", r"block 1 of 2 \(2 lines, 17 bytes\): sent to the clipboard of the terminal", "all:\n\tcc \x1b[31m x\n")):
        session.ask(line, said)
        terminal.wait_for_quiet()
        session.equal(copied(terminal)[-1], text, line)
    session.equal(len(copied(terminal)), 3, "sequences")
    session.true(b"\x1b[31m x" not in terminal.raw, "no sequence of the model")
    for wrong, said in (("/copy code 3", "no block 3"), ("/copy code x", "no number of a block"), ("/copy that", "/copy code N")):
        session.ask(wrong, said)
    session.leave()


@pty_test
def an_answer_without_code_has_none_to_copy(session):
    open_chat(session, "Just `words`.")
    session.ask("How?", "words")
    session.ask("/copy code", "no block of code in the last answer")
    session.leave()


@pty_test
def tmux_is_asked_to_pass_it_on(session):
    terminal = open_chat(session, "Hi.", bare(session) | {"TERM": "tmux-256color", "TMUX": "/tmp/x,1,0"})
    session.ask("How?", "Hi")
    session.ask("/copy", "sent to the clipboard")
    session.true(b"\x1bPtmux;\x1b\x1b]52;c;SGku\x07\x1b\\" in terminal.raw, "the wrapped sequence")
    session.leave()


@pty_test
def what_is_too_long_for_a_terminal_goes_to_the_desktop_only(session):
    where = program(session, "xclip", f"cat > {session.directory}/clip\nsleep 100 & echo $! > {session.directory}/owner\n")
    text = "x" * 70_000 + "\n" + "y" * 5_000
    terminal = open_chat(session, text, where | {"DISPLAY": ":9"}, "off")
    session.ask("How?", "y")
    session.ask("/copy", "taken by xclip")
    session.true("sent to" not in " ".join(terminal.lines()[-4:]) and not copied(terminal), "nothing went to the terminal")
    session.equal((session.directory / "clip").read_text(), text, "what the desktop has")
    owner = int((session.directory / "owner").read_text())
    session.leave()
    os.kill(owner, 0)  # it outlives the chat, as the owner of a clipboard must
    os.kill(owner, signal.SIGKILL)


@pty_test
def where_nothing_can_take_it_that_is_an_error(session):
    open_chat(session, "x" * 75_000, markdown="off")
    session.ask("How?", "x")
    session.ask("/copy", "could not be copied: a terminal takes at most 73")
    session.leave()


@pty_test
def a_tool_that_fails_is_told(session):
    where = program(session, "xclip", "echo cannot open display >&2; exit 1\n")
    open_chat(session, "Hi.", where | {"DISPLAY": ":9"})
    session.ask("How?", "Hi")
    session.ask("/copy", "xclip failed: cannot open display")
    session.leave()
