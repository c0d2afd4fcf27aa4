"""A chat in rough weather: hang-up, a full disk, windows of no size, pipes instead of terminals."""

import shlex
import sqlite3

from pty_chat_sessions import database, kept
from pty_session import POST_CHAT, pty_test


def shell(session, line, **options):
    """Runs a line of sh in the terminal; $CHAT is llamero with its server."""
    chat = shlex.join([session.llamero, "--host", session.server.url, "--retries", "0"])
    return session.start(command=["sh", "-c", line.replace("$CHAT", chat)], **options)


@pty_test
def a_hang_up_in_mid_answer_keeps_what_was_shown(session):
    session.serve({POST_CHAT: [{"chat": ["Half an", " answer"], "done": False}, "hang"]})
    terminal = session.start("chat", "m", "--session", "walk")
    session.wait_for_first_prompt()
    session.say("first")
    terminal.wait_for_text("Half an answer")
    terminal.send_signal(1)
    session.ends_with("SIGHUP")
    session.equal(kept(session), [("user", "first", "complete"), ("assistant", "Half an answer", "stopped")], "turns")


@pty_test
def a_full_disk_in_mid_chat_ends_the_keeping_only(session):
    session.serve({POST_CHAT: [[{"chat": ["One."]}], [{"chat": ["x" * 999 + "\n"] * 600 + ["End."]}], [{"chat": ["Three."]}]]})
    shell(session, "ulimit -f 256; exec $CHAT chat --markdown off m --session walk")  # blocks of 512 or 1024 bytes: 256 kB at most
    session.wait_for_first_prompt()
    session.ask("first", "One.")
    session.ask("second", "End.")
    session.ask("third", "Three.")
    session.equal(len(session.messages(2)), 5, "messages of the third turn")
    session.leave()
    session.true(any("no longer kept" in row for row in session.terminal.lines()) or b"no longer kept" in session.terminal.raw, "it is said")
    with sqlite3.connect(database(session)) as connection:
        session.equal(connection.execute("PRAGMA integrity_check").fetchone()[0], "ok", "the database")
    session.equal(kept(session)[:2], [("user", "first", "complete"), ("assistant", "One.", "complete")], "turns")


@pty_test
def a_window_without_a_size_works(session):
    session.serve({POST_CHAT: [[{"chat": ["# One\n\n| a | b |\n|---|---|\n| c | d |\n"]}], [{"chat": ["two"]}]]})
    shell(session, "stty rows 0 cols 0; exec $CHAT chat m")
    session.wait_for_first_prompt()
    session.ask("first", "One")
    session.ask("second", "two")
    session.leave()


@pty_test
def a_storm_of_sizes_while_an_answer_comes(session):
    text = ["word %d " % number + ("\n\n- item\n" if number % 40 == 0 else "") for number in range(400)]
    slowly = [step for piece in text for step in ({"chat": [piece], "done": False}, {"sleep": 2})]
    session.serve({POST_CHAT: [[*slowly, {"chat": ["end"]}], [{"chat": ["two"]}]]})
    terminal = session.start("chat", "m")
    session.wait_for_first_prompt()
    session.say("first")
    for number in range(60):
        terminal.resize(3 + number % 30, 10 + number * 7 % 120)
    terminal.resize(24, 100)
    terminal.wait_for_text("word 399")
    session.wait_for_prompt()
    session.ask("second", "two")
    session.leave()


@pty_test
def an_answer_into_a_pipe_is_plain(session):
    session.serve({POST_CHAT: [[{"chat": ["**One** \x1b[31mx"]}]]})
    terminal = shell(session, "$CHAT chat m | od -An -c")
    session.wait_for_requests(0)
    terminal.send("first\r")
    session.wait_for_requests(1)
    terminal.send("\x04")
    session.equal(terminal.wait_for_end(5.0 * session.slack), 0, "end")
    session.true("*   *   O   n   e   *   *" in terminal.text() and "033" in terminal.text(), "the bytes of the answer")


@pty_test
def questions_from_a_pipe_on_a_terminal(session):
    session.serve({POST_CHAT: [[{"chat": ["**One** \x1b[31mx"]}], [{"chat": ["two"]}]]})
    terminal = shell(session, "printf 'first\\nsecond\\n' | $CHAT chat m")
    session.equal(terminal.wait_for_end(5.0 * session.slack), 0, "end")
    session.true("\\x1b[31mx" in terminal.text() and "two" in terminal.text(), "two answers, inert")
    session.equal(b"\x1b[31m" in terminal.raw, False, "the model's sequence on the terminal")
