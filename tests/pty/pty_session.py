"""One test's world: a fault server, a clean home, and the terminal in which llamero runs."""

import contextlib
import pathlib
import tempfile

from case_process import clean_environment
from fault_server import FaultServer
from pty_terminal import Terminal, Waiting

POST_CHAT = "POST /api/chat"
TESTS = []


class Failure(AssertionError):
    """A test saw something else than it expected."""


def pty_test(function):
    """Registers a test; its name is that of the function."""
    TESTS.append((f"{function.__module__.removeprefix('pty_')}/{function.__name__}", function))
    return function


def pty_tests(variants):
    """Registers one test for each variant: {name: argument}."""
    def register(function):
        for name, argument in variants.items():
            TESTS.append((f"{function.__module__.removeprefix('pty_')}/{function.__name__}-{name}",
                          lambda session, argument=argument: function(session, argument)))
        return function

    return register


class Session:
    def __init__(self, llamero, slack):
        self.llamero = llamero
        self.slack = slack
        self._stack = contextlib.ExitStack()
        self.directory = pathlib.Path(self._stack.enter_context(tempfile.TemporaryDirectory(prefix="llamero-pty-")))
        self.server = None
        self.terminal = None
        self.prompt = None

    def close(self):
        self._stack.close()

    def serve(self, routes):
        self.server = self._stack.enter_context(FaultServer(routes))
        return self.server

    def start(self, *argv, command=None, environment=None, **options):
        """Starts llamero (or another command) in a terminal of its own."""
        variables = {"TERM": "xterm-256color"} | (environment or {})
        clean = clean_environment(self.directory, variables)
        host = ["--host", self.server.url] if self.server else []
        self.terminal = Terminal(command or [self.llamero, *host, *argv], clean, self.directory, **options)
        self._stack.callback(self.terminal.close)
        return self.terminal

    # Expectations

    def equal(self, got, wanted, what):
        if got != wanted:
            raise Failure(f"{what}: {got!r}, wanted {wanted!r}")

    def true(self, fact, what):
        if not fact:
            screen = self.terminal.lines() if self.terminal else []
            raise Failure(f"{what}; the screen: {screen!r}")

    def wait_for_requests(self, count, seconds=5.0):
        if not self.server.wait_until(lambda s: len(s.requests) >= count, seconds * self.slack):
            raise Waiting(f"only {len(self.server.requests)} requests of {count}; the screen: {self.terminal.lines()!r}")

    def ends_with(self, status, seconds=5.0):
        self.equal(self.terminal.wait_for_end(seconds * self.slack), status, "end")
        self.equal(self.terminal.termios_changes(), [], "terminal settings changed")

    def messages(self, index):
        return [(entry["role"], entry["content"]) for entry in self.server.requests[index].json()["messages"]]

    # The chat

    def wait_for_first_prompt(self):
        """Whatever the prompt looks like: the row of the cursor once the program waits for input."""
        self.terminal.wait_for(lambda: self.terminal.cursor_row(), "a prompt", 5.0 * self.slack)
        self.terminal.wait_for_quiet()
        self.prompt = self.terminal.cursor_row()

    def wait_for_prompt(self):
        self.terminal.wait_for(lambda: self.terminal.cursor_row() == self.prompt, f"the prompt {self.prompt!r} again", 5.0 * self.slack)
        self.terminal.wait_for_quiet(0.05)

    def say(self, text):
        self.terminal.send(text + "\r")

    def ask(self, text, wanted):
        """Says something and waits for the answer, and for the next prompt."""
        self.say(text)
        self.terminal.wait_for_text(wanted)
        self.wait_for_prompt()

    def leave(self):
        self.say("/bye")
        self.ends_with(0)
