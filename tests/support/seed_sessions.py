#!/usr/bin/env python3
"""Fills the database of sessions of a test: two conversations, as if they had been held.

The program under test makes the tables ($LLAMERO); this only puts rows into them. Session 1 is "plan", with the tag
"work", of 2026-01-02; session 2 has no name and is of the year 2000.
"""
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

PLAN_MS = 1767323045678
OLD_MS = 946684800000

TURNS = [
    (1, 0, "user", "complete", PLAN_MS, None, "How heavy is a llama?", None),
    (1, 1, "assistant", "complete", PLAN_MS + 2000, "gemma3:1b", "About 150 kg.\n\n```sh\nls\n```", "They are large."),
    (1, 2, "user", "complete", PLAN_MS + 9000, None, "## Assistant\nAnd an \x1b[31malpaca?", None),
    (1, 3, "assistant", "cut", PLAN_MS + 9500, "gemma3:1b", "Only about", None),
    (2, 0, "user", "complete", OLD_MS, None, "An old question", None),
    (2, 1, "assistant", "complete", OLD_MS, "smollm2", "An old answer", None),
]


def main():
    folder = Path(os.environ.get("XDG_STATE_HOME") or Path(os.environ["HOME"]) / ".local/state") / "llamero"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    database = folder / "sessions.db"
    database.touch(mode=0o600)
    subprocess.run([os.environ.get("LLAMERO", "llamero"), "sessions", "list", "--quiet"], check=True, stdout=subprocess.DEVNULL)
    connection = sqlite3.connect(database)
    with connection:
        connection.executemany(
            "INSERT INTO sessions(id, name, created_ms, updated_ms, model, remote, system, revision) VALUES(?,?,?,?,?,?,?,?)",
            [(1, "plan", PLAN_MS, PLAN_MS + 9500, "gemma3:1b", "lab", "Be short.", 2),
             (2, None, OLD_MS, OLD_MS, "smollm2", "http://127.0.0.1:11434", None, 1)])
        connection.execute("INSERT INTO tags(session, tag) VALUES(1, 'work')")
        connection.executemany(
            "INSERT INTO turns(session, position, role, state, time_ms, model, content, thinking) VALUES(?,?,?,?,?,?,?,?)", TURNS)
        connection.execute("UPDATE turns SET prompt_eval_count=31, eval_count=12, total_duration=2000000000, load_duration=1, "
                           "prompt_eval_duration=2, eval_duration=3 WHERE session=1 AND position=1")
    connection.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
