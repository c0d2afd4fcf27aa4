"""The completion of bash, typed: names come from the server and from the disk."""

import os
import pathlib

from pty_chat_remote import TAGS, tags, write
from pty_session import POST_CHAT, pty_test

SCRIPT = pathlib.Path(__file__).resolve().parents[2] / "completions" / "llamero.bash"


def start_bash(session):
    path = f"{os.path.dirname(os.path.abspath(session.llamero))}:/usr/local/bin:/usr/bin:/bin"
    terminal = session.start(command=["bash", "--norc", "--noprofile", "-i"],
                             environment={"PATH": path, "PS1": "new> ", "LLAMERO_HOST": session.server.url})
    terminal.wait_for(lambda: terminal.cursor_row() == "new>", "bash's prompt", 5.0 * session.slack)
    # Another prompt, so that the old one cannot be taken for it.
    terminal.send(f"source {SCRIPT}; PS1='ready> '; clear\r")
    terminal.wait_for(lambda: terminal.lines() == ["ready>"], "a clear screen", 5.0 * session.slack)
    return terminal


def completes(session, terminal, typed, wanted):
    terminal.send(typed + "\t")
    terminal.wait_for(lambda: terminal.cursor_row() == "ready> " + wanted, f"{wanted!r} after Tab", 10.0 * session.slack)
    terminal.send("\x15")
    terminal.wait_for(lambda: terminal.cursor_row() == "ready>", "an empty line", 5.0 * session.slack)


@pty_test
def bash_completes_names_of_models(session):
    session.serve({TAGS: tags("model:1b", "model:270m", "other:latest")})
    terminal = start_bash(session)
    for typed, wanted in (("llamero run mo", "llamero run model:"), ("llamero run model:2", "llamero run model:270m"),
                          ("llamero --quiet show oth", "llamero --quiet show other:latest"), ("llamero stop xyz", "llamero stop xyz")):
        completes(session, terminal, typed, wanted)
    terminal.send("exit\r")


@pty_test
def bash_completes_remotes_and_sessions(session):
    session.serve({POST_CHAT: [[{"chat": ["one"]}]]})
    write(session, "remotes/spare-server.toml", f'url = "{session.server.url}"\n')
    terminal = start_bash(session)
    terminal.send("echo hello | llamero --retries 0 chat m --session holiday 2>/dev/null\r")
    terminal.wait_for(lambda: "one" in terminal.lines() and terminal.cursor_row() == "ready>", "the answer", 10.0 * session.slack)
    for typed, wanted in (("llamero remote show spa", "llamero remote show spare-server"), ("llamero --remote sp", "llamero --remote spare-server"),
                          ("llamero sessions show hol", "llamero sessions show holiday"), ("llamero chat --session h", "llamero chat --session holiday")):
        completes(session, terminal, typed, wanted)
    terminal.send("exit\r")
