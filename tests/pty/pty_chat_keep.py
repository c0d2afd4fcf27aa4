"""What a chat does with its session: /save, /fork, /load, /export, /search."""

import json
import pathlib
import sqlite3
import stat
import sys

from pty_session import POST_CHAT, pty_test

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "docs"))
from schema_rules import problems  # noqa: E402

SCHEMA = json.loads((pathlib.Path(__file__).resolve().parents[2] / "docs/formats/session.schema.json").read_text())


def open_chat(session, answers, *arguments):
    session.serve({POST_CHAT: [[{"chat": [text]}] for text in answers]})
    terminal = session.start("chat", "m", "--markdown", "off", *arguments)
    session.wait_for_first_prompt()
    return terminal


def kept(session):
    """{name: contents of its turns}"""
    database, = pathlib.Path(session.directory).rglob("sessions.db")
    with sqlite3.connect(database) as connection:
        return {name or str(number): [row[0] for row in connection.execute("SELECT content FROM turns WHERE session=? ORDER BY position", (number,))]
                for number, name in connection.execute("SELECT id, name FROM sessions")}


@pty_test
def save_names_the_conversation(session):
    terminal = open_chat(session, ["One."])
    session.ask("/save", "error: /save NAME")
    session.ask("/save 12", "number")
    session.ask("/save zoo", "this conversation is session zoo")
    session.ask("first", "One")
    session.ask("/save plan", "this conversation is session plan")
    session.leave()
    session.true("chat --session plan goes on" in terminal.text(), terminal.text())
    session.equal(kept(session), {"plan": ["first", "One."]}, "sessions")


@pty_test
def save_keeps_what_was_not_kept(session):
    open_chat(session, ["One.", "Two."], "--ephemeral")
    session.ask("first", "One")
    session.equal(list(pathlib.Path(session.directory).rglob("sessions.db")), [], "databases")
    session.ask("/save plan", "is session plan")
    session.ask("second", "Two")
    session.leave()
    session.equal(kept(session), {"plan": ["first", "One.", "second", "Two."]}, "sessions")


@pty_test
def a_name_that_is_taken_changes_nothing(session):
    open_chat(session, ["One.", "Two."])
    session.ask("/save plan", "is session plan")
    session.ask("first", "One")
    session.leave()
    terminal = session.start("chat", "m", "--markdown", "off")
    session.wait_for_first_prompt()
    session.ask("/save plan", "error: .*plan")
    session.ask("second", "Two")
    session.true("no longer kept" not in terminal.text(), terminal.text())
    session.leave()
    session.equal(kept(session), {"plan": ["first", "One."], "2": ["second", "Two."]}, "sessions")


@pty_test
def a_fork_leaves_the_old_session_as_it_is(session):
    open_chat(session, ["One.", "Two.", "Three."], "--session", "plan")
    session.ask("/fork", "nothing was said yet")
    session.ask("first", "One")
    session.ask("/fork plan", "error: .*plan")
    session.ask("/fork plan-b", "this is session plan-b; session plan stays as it is")
    session.ask("second", "Two")
    session.equal(len(session.messages(1)), 3, "messages after the fork")
    session.ask("/fork", "this is session 3; session plan-b stays")
    session.say("/undo")
    session.terminal.wait_for_text("taken back")
    session.wait_for_prompt()
    session.leave()
    session.equal(kept(session), {"plan": ["first", "One."], "plan-b": ["first", "One.", "second", "Two."], "3": ["first", "One."]}, "sessions")


@pty_test
def a_conversation_that_is_not_kept_has_no_fork(session):
    open_chat(session, ["One."], "--ephemeral")
    session.ask("first", "One")
    session.ask("/fork", "not kept")
    session.leave()


@pty_test
def load_goes_on_in_another_session(session):
    terminal = open_chat(session, ["One.", "Two.", "Three."], "--session", "plan", "--system", "be brief")
    session.ask("first", "One")
    session.leave()
    terminal = session.start("chat", "other", "--markdown", "off", "--system", "be long")
    session.wait_for_first_prompt()
    session.ask("elsewhere", "Two")
    session.ask("/load plan", "session plan, 2 turns")
    session.true(">>> first" in terminal.text(), "its last question is shown")
    session.ask("/load plan", "is the one that is open")
    session.ask("second", "Three")
    session.equal(session.messages(2), [("system", "be brief"), ("user", "first"), ("assistant", "One."), ("user", "second")], "messages")
    session.equal(session.server.requests[2].json()["model"], "m", "model")
    session.leave()
    session.equal(kept(session), {"plan": ["first", "One.", "second", "Three."], "2": ["elsewhere", "Two."]}, "sessions")


@pty_test
def load_loses_nothing(session):
    first = open_chat(session, ["One.", "Two."], "--session", "plan")
    session.ask("first", "One")
    session.start("chat", "m", "--markdown", "off", "--ephemeral")
    session.wait_for_first_prompt()
    session.ask("elsewhere", "Two")
    session.ask("/load plan", "is not kept, and would be lost")
    session.ask("/clear", "forgotten")
    session.ask("/load plan", "is open in another window")
    session.leave()
    session.terminal = first
    session.leave()
    session.equal(kept(session), {"plan": ["first", "One."]}, "sessions")


@pty_test
def an_export_is_a_whole_file_and_replaces_none(session):
    folder = pathlib.Path(session.directory)
    for flags, heading in ((["--ephemeral"], "# Conversation"), (["--session", "plan"], "# Session `plan`")):
        open_chat(session, ["One."], *flags)
        session.ask("/export", r"/export FILE\.md, or")
        session.ask("/export a.md", "nothing was said yet")
        session.ask("first", "One")
        for wrong, said in (("/export a.txt", "/export FILE"), ("/export no/a.md", "there is no folder no")):
            session.ask(wrong, said)
        session.ask("/export a b.md", "written to a b.md")
        session.ask("/export a b.md", "is there already")
        session.ask("/export a.json", "written to a.json")
        text = (folder / "a b.md").read_text()
        session.true(text.startswith(heading) and "```text\nfirst\n```" in text, text)
        document = json.loads((folder / "a.json").read_text())
        session.equal(list(problems(document, SCHEMA)), [], "the schema")
        session.equal([turn["content"] for turn in document["turns"]], ["first", "One."], "turns")
        session.equal(stat.S_IMODE((folder / "a.json").stat().st_mode) & 0o600, 0o600, "mode")
        session.leave()
        for name in ("a b.md", "a.json"):
            (folder / name).unlink()
    session.equal(sorted(path.name for path in folder.iterdir() if path.name.startswith("a")), [], "nothing is left behind")


@pty_test
def a_search_finds_turns_and_is_inert(session):
    terminal = open_chat(session, ["A heavy llama \x1b[31mred.", "Two."], "--session", "zoo")
    session.ask("first", "heavy")
    session.ask("/search", "error: /search WORDS")
    session.ask("/search heavy llama", r"zoo \[1\] assistant: .*llama")
    session.ask("/search giraffe", "no turn of a session holds")
    session.true(b"\x1b[31mred" not in terminal.raw, "the answer is inert")
    session.leave()
