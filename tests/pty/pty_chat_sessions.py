"""Conversations that outlive the program: sessions, the journal of a running answer, two windows."""

import json
import os
import pathlib
import signal
import sqlite3
import stat

from pty_session import POST_CHAT, pty_test


def start(session, *arguments, **options):
    terminal = session.start("chat", "--markdown", "off", *arguments, **options)
    session.wait_for_first_prompt()
    return terminal


def database(session):
    found = list(pathlib.Path(session.directory).rglob("sessions.db"))
    session.equal(len(found), 1, "databases")
    return found[0]


def kept(session):
    with sqlite3.connect(database(session)) as connection:
        return [tuple(row) for row in connection.execute("SELECT role, content, state FROM turns ORDER BY position")]


def answers(*texts):
    return {POST_CHAT: [[{"chat": [text]}] for text in texts]}


@pty_test
def a_conversation_goes_on_in_the_next_chat(session):
    session.serve(answers("One.", "Two."))
    start(session, "m")
    session.ask("first", "One")
    session.leave()
    session.true("chat --session 1 goes on" in session.terminal.text(), "it says how to go on")
    session.equal(stat.S_IMODE(database(session).stat().st_mode), 0o600, "mode of the database")
    terminal = start(session, "--continue")
    session.true(">>> first" in terminal.text() and "One." in terminal.text(), "the last turn is shown")
    session.ask("second", "Two")
    session.equal(session.messages(1), [("user", "first"), ("assistant", "One."), ("user", "second")], "messages")
    session.equal(json.loads(session.server.requests[1].body)["model"], "m", "the model of the session")
    session.leave()
    session.equal([row[1] for row in kept(session)], ["first", "One.", "second", "Two."], "turns in the database")


@pty_test
def a_killed_chat_loses_nothing_that_it_showed(session):
    session.serve({POST_CHAT: [[{"chat": ["Half an", " answer"], "done": False}, "hang"],
                               [{"json": {"_debug_info": {"rendered_template": "x Half an answer"}}}], [{"chat": [" and the rest"]}]]})
    terminal = start(session, "m")
    session.say("first")
    terminal.wait_for_text("Half an answer")
    terminal.send_signal(signal.SIGKILL)
    terminal.wait_for_end()
    terminal = start(session, "--continue")
    session.true("Half an answer" in terminal.text() and "was cut" in terminal.text(), f"the partial is shown: {terminal.text()}")
    session.equal([row[:2] for row in kept(session)], [("user", "first"), ("assistant", "Half an answer")], "turns")
    session.ask("", "and the rest")
    session.leave()
    session.equal(kept(session)[1][1], "Half an answer and the rest", "the answer in the database")


@pty_test
def commands_change_what_is_kept(session):
    session.serve(answers("One.", "Two.", "Three."))
    start(session, "m", "--session", "zoo")
    session.ask("first", "One")
    session.ask("second", "Two")
    session.say("/undo")
    session.terminal.wait_for_text("taken back")
    session.wait_for_prompt()
    session.equal([row[1] for row in kept(session)], ["first", "One."], "turns after /undo")
    session.ask("/retry", "Three")
    session.equal([row[1] for row in kept(session)], ["first", "Three."], "turns after /retry")
    session.ask("/clear", "forgotten")
    session.equal(kept(session), [], "turns after /clear")
    session.leave()
    session.true("goes on" not in session.terminal.text(), "there is nothing to go on with")


@pty_test
def two_windows_are_not_mixed(session):
    session.serve(answers("One."))
    first = start(session, "m", "--session", "zoo")
    session.ask("first", "One")
    second = session.start("chat", "--session", "zoo")
    session.ends_with(2)
    session.true(str(first.process.pid) in second.text() or "open" in second.text(), f"it says who has it: {second.text()}")
    session.terminal = first
    session.leave()


@pty_test
def an_ephemeral_chat_leaves_nothing(session):
    session.serve(answers("One."))
    start(session, "m", "--ephemeral")
    session.ask("first", "One")
    session.leave()
    session.equal(list(pathlib.Path(session.directory).rglob("sessions*")), [], "files")


@pty_test
def a_chat_without_a_question_leaves_no_session(session):
    session.serve({POST_CHAT: [["rst"]]})
    start(session, "m", "--new")
    session.leave()
    terminal = session.start("--retries", "0", "chat", "m")
    session.wait_for_first_prompt()
    session.ask("first", "/retry")
    session.leave()
    session.true("goes on" not in terminal.text(), "no session is named")
    with sqlite3.connect(database(session)) as connection:
        session.equal(connection.execute("SELECT count(*) FROM sessions").fetchone(), (0,), "sessions")


@pty_test
def what_cannot_be_continued_is_told(session):
    session.serve({})
    terminal = session.start("chat", "--continue")
    session.ends_with(2)
    session.true("no session with" in terminal.text(), terminal.text())
    terminal = session.start("chat", "m", "--session", "12")
    session.ends_with(2)
    session.true("12" in terminal.text(), terminal.text())
    terminal = session.start("chat", "m", "--continue", "--ephemeral")
    session.ends_with(2)


@pty_test
def a_home_that_cannot_be_written_keeps_the_chat(session):
    state = pathlib.Path(session.directory) / "state"
    state.write_text("a file, where a folder should be")
    session.serve(answers("One."))
    terminal = start(session, "m", environment={"XDG_STATE_HOME": str(state)})
    session.ask("first", "One")
    session.true("no longer kept on the disk" in terminal.text(), terminal.text())
    session.leave()
    os.unlink(state)


def keep_one_turn(session, *options):
    session.serve(answers("One."))
    start(session, "m", *options)
    session.ask("first", "One")
    session.leave()


@pty_test
def a_session_is_removed_only_after_a_yes(session):
    keep_one_turn(session, "--session", "walk")
    for answer, left in (("n", 2), ("", 2), ("\x04", 2), ("y", 0)):
        terminal = session.start("sessions", "rm", "walk")
        terminal.wait_for_text("[y/N]")
        terminal.send(answer if answer == "\x04" else answer + "\r")
        terminal.wait_for_end(5.0 * session.slack)
        session.equal(len(kept(session)), left, f"turns left after {answer!r}")


@pty_test
def ctrl_c_at_the_question_removes_nothing(session):
    keep_one_turn(session)
    terminal = session.start("sessions", "prune", "--older-than", "0h")
    terminal.wait_for_text("[y/N]")
    terminal.send("\x03")
    terminal.wait_for_end(5.0 * session.slack)
    session.equal(len(kept(session)), 2, "turns left")


@pty_test
def a_session_that_cannot_be_read_is_not_written_over(session):
    keep_one_turn(session, "--session", "walk")
    before = kept(session)
    with sqlite3.connect(database(session)) as connection:
        connection.execute("ALTER TABLE turns RENAME COLUMN thinking TO lost")
    terminal = session.start("chat", "--session", "walk", "other")
    session.true(terminal.wait_for_end(5.0 * session.slack) != 0, "it was opened")
    with sqlite3.connect(database(session)) as connection:
        connection.execute("ALTER TABLE turns RENAME COLUMN lost TO thinking")
        session.equal(connection.execute("SELECT model FROM sessions").fetchone()[0], "m", "the model")
    session.equal(kept(session), before, "turns")


@pty_test
def a_long_question_is_shown_by_its_beginning(session):
    session.serve(answers("One.", "Two."))
    notes = session.directory / "notes.txt"
    notes.write_text("".join(f"line {number}\n" for number in range(500)))
    start(session, "m", "--session", "walk")
    session.ask(f"/file {notes}", "attached")
    session.ask("first", "One")
    session.leave()
    terminal = start(session, "--session", "walk")
    session.true("line 5" in terminal.text() and "line 20" not in terminal.text(), "the beginning of the question")
    session.true("bytes more)" in terminal.text() and "One." in terminal.text(), "what was left out, and the answer")
    session.ask("second", "Two")
    session.true("line 499" in session.messages(1)[0][1], "the model gets all of it")
    session.leave()
