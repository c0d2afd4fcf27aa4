"""The chat in a real tmux, which keeps a scrollback, wraps it anew and has a copy mode."""

import shlex
import shutil
import subprocess
import time

from case_process import clean_environment
from pty_session import POST_CHAT, Failure, pty_test

TABLE = "Before\n\n| animal | weight |\n|---|---|\n" + "".join(f"| llama {n} | {n * 10} kg of wool and patience |\n" for n in range(12)) + "\nAfter"


class Tmux:
    """One tmux server with one window, in the world of a session."""

    def __init__(self, session, columns, rows, *argv):
        self._session = session
        self._command = ["tmux", "-S", str(session.directory / "tmux"), "-f", "/dev/null"]
        self._environment = clean_environment(session.directory, {"TERM": "xterm-256color"})
        line = shlex.join([session.llamero, "--host", session.server.url, *argv])
        self("new-session", "-d", "-x", str(columns), "-y", str(rows), line)
        session._stack.callback(self.kill)

    def __call__(self, *arguments):
        done = subprocess.run(self._command + list(arguments), env=self._environment, cwd=self._session.directory, capture_output=True, text=True, check=False)
        return done.stdout

    def kill(self):
        self("kill-server")

    def screen(self, *options):
        return [row.rstrip() for row in self("capture-pane", "-p", *options).splitlines()]

    def wait(self, fact, what):
        until = time.monotonic() + 5.0 * self._session.slack
        while not fact():
            if time.monotonic() > until:
                raise Failure(f"waited for {what}; the screen: {self.screen()!r}")
            time.sleep(0.02)

    def wait_for_prompt(self):
        self.wait(lambda: [row for row in self.screen() if row][-1:] == [">>>"], "the prompt")


def start(session, routes, columns=80, rows=24):
    if shutil.which("tmux") is None:
        raise Failure("tmux is not installed")
    session.serve(routes)
    tmux = Tmux(session, columns, rows, "chat", "m")
    tmux.wait_for_prompt()
    return tmux


@pty_test
def a_resize_in_mid_answer_leaves_nothing_behind(session):
    # A row of a table stands as it came until the table is whole. Its width is no multiple of the windows' widths: of an
    # exactly full row nobody can tell whether the cursor went on to the next one.
    tmux = start(session, {POST_CHAT: [[{"chat": [TABLE[:-50]], "done": False}, {"gate": "narrow"}, {"chat": [TABLE[-50:-30]], "done": False},
                                        {"gate": "wide"}, {"chat": [TABLE[-30:]]}]]})
    before = TABLE[:-50].splitlines()[-1]
    tmux("send-keys", "first", "Enter")
    tmux.wait(lambda: before in tmux.screen(), "a row of the table as it comes")
    tmux("resize-window", "-x", "23", "-y", "24")
    tmux.wait(lambda: before[:23].rstrip() in tmux.screen(), "the row in two rows")
    session.server.gates.open("narrow")
    tmux.wait(lambda: any("llama 11" in row for row in tmux.screen()), "the next row")
    tmux("resize-window", "-x", "70", "-y", "24")
    session.server.gates.open("wide")
    tmux.wait(lambda: "After" in tmux.screen(), "the end of the answer")
    tmux.wait_for_prompt()
    left = [row for row in tmux.screen("-S", "-200") if row.startswith("|")]
    session.equal(left, [], "rows of the table's source that stayed")


@pty_test
def the_scrollback_and_the_copy_mode_have_the_answer(session):
    code = "".join(f"print({n})\n" for n in range(60))
    tmux = start(session, {POST_CHAT: [[{"chat": ["```python\n", code, "```\n"]}]]}, rows=12)
    tmux("send-keys", "first", "Enter")
    tmux.wait(lambda: "print(59)" in "".join(tmux.screen()), "the end of the code")
    tmux.wait_for_prompt()
    rows = [row.strip() for row in tmux.screen("-S", "-200")]
    session.equal([row for row in rows if row.startswith("print(")], code.split("\n")[:-1], "the code in the scrollback")
    tmux("copy-mode")
    for command in (("search-backward-text", "print(7)"), ("begin-selection",), ("end-of-line",), ("copy-selection-and-cancel",)):
        tmux("send-keys", "-X", *command)
    session.equal(tmux("show-buffer").strip(), "print(7)", "what was copied")


@pty_test
def editing_in_tmux(session):
    tmux = start(session, {POST_CHAT: [[{"chat": ["one"]}], [{"chat": ["two"]}]]}, columns=30)
    tmux("send-keys", "-l", "a line that is longer than the window is wide, 日本語 and 👩‍👩‍👧")
    tmux("resize-window", "-x", "50", "-y", "24")
    tmux("send-keys", "C-a", "X", "C-e", "!", "C-j")
    tmux("send-keys", "-l", "second")
    tmux("set-buffer", "pasted\n/bye\nlast")
    tmux("paste-buffer", "-p")
    tmux.wait(lambda: any("last" in row for row in tmux.screen()), "the paste")
    tmux("send-keys", "Enter")
    tmux.wait(lambda: "one" in tmux.screen(), "the answer")
    session.equal(session.messages(0)[0][1], "Xa line that is longer than the window is wide, 日本語 and 👩‍👩‍👧!\nsecondpasted\n/bye\nlast", "what was sent")
