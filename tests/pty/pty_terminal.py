"""A terminal that a test can look at: a real pty, with pyte as the screen."""

import contextlib
import fcntl
import os
import re
import signal
import struct
import subprocess
import termios
import threading
import time

import pyte


class Waiting(AssertionError):
    """What a test waited for did not come."""


class Terminal:
    """Runs a command with a pty as its controlling terminal. stdout and stderr go there too, unless a pipe is asked for.

    `replies`: {what the program writes: what the terminal answers, once, in pieces that follow each other at 20 ms}."""

    def __init__(self, argv, environment, directory, rows=24, columns=100, pipe_stdout=False, pipe_stderr=False, replies=None):
        self.master, self.slave = os.openpty()
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self._replies = dict(replies or {})
        self.piped = {"stdout": b"", "stderr": b""}
        self._changed = threading.Condition()
        self._last_data = time.monotonic()
        self._set_size(rows, columns)
        self.termios_before = termios.tcgetattr(self.slave)
        # setsid -c makes the pty the controlling terminal, so that Ctrl-C and Ctrl-Z become signals.
        self.process = subprocess.Popen(
            ["setsid", "-c", *argv], stdin=self.slave,
            stdout=subprocess.PIPE if pipe_stdout else self.slave, stderr=subprocess.PIPE if pipe_stderr else self.slave,
            env=environment, cwd=directory)
        self._threads = [threading.Thread(target=self._read_master, daemon=True)]
        for name in ("stdout", "stderr"):
            if pipe := getattr(self.process, name):
                self._threads.append(threading.Thread(target=self._read_pipe, args=(name, pipe), daemon=True))
        for thread in self._threads:
            thread.start()

    def close(self):
        if self.process.poll() is None:
            os.kill(self.process.pid, signal.SIGKILL)
            self.process.wait()
        os.close(self.slave)
        # With the last writer gone the reader sees the end.
        self._threads[0].join(2)
        os.close(self.master)
        for pipe in (self.process.stdout, self.process.stderr):
            if pipe:
                pipe.close()

    # Output

    def _read_master(self):
        while True:
            try:
                data = os.read(self.master, 65536)
            except OSError:
                return
            if not data:
                return
            with self._changed:
                self.raw += data
                self._stream.feed(data)
                self._last_data = time.monotonic()
                for question in [question for question in self._replies if question in self.raw]:
                    for index, piece in enumerate(self._replies.pop(question)):
                        threading.Timer(0.02 * index, self._reply, (piece,)).start()
                self._changed.notify_all()

    def _reply(self, piece):
        with contextlib.suppress(OSError):  # a test that is over
            self.send(piece)

    def _read_pipe(self, name, pipe):
        while data := os.read(pipe.fileno(), 65536):
            with self._changed:
                self.piped[name] += data
                self._changed.notify_all()

    def lines(self):
        """The rows of the screen without trailing blanks, without empty rows at the end."""
        with self._changed:
            rows = [row.rstrip() for row in self.screen.display]
        while rows and not rows[-1]:
            rows.pop()
        return rows

    def text(self):
        return "\n".join(self.lines())

    def cursor_row(self):
        with self._changed:
            return self.screen.display[self.screen.cursor.y].rstrip()

    def styled_cells(self):
        """Cells whose colour or weight is not the default one."""
        with self._changed:
            plain = self.screen.default_char
            return [cell.data for row in self.screen.buffer.values() for cell in row.values()
                    if cell.data.strip() and cell._replace(data=plain.data) != plain]

    def wait_for(self, condition, what, seconds=5.0):
        end = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > end:
                raise Waiting(f"waited {seconds} s for {what}; the screen: {self.lines()!r}")
            with self._changed:
                self._changed.wait(0.02)

    def wait_for_text(self, pattern, seconds=5.0):
        self.wait_for(lambda: re.search(pattern, self.text()), f"/{pattern}/", seconds)

    def wait_for_quiet(self, quiet=0.15, seconds=5.0):
        """Waits until nothing was written for a moment."""
        self.wait_for(lambda: time.monotonic() - self._last_data > quiet, "quiet", seconds)

    # Input

    def send(self, data):
        os.write(self.master, data if isinstance(data, bytes) else data.encode())

    def send_signal(self, number):
        os.kill(self.process.pid, number)

    def _set_size(self, rows, columns):
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def resize(self, rows, columns):
        with self._changed:
            self.screen.resize(rows, columns)
        self._set_size(rows, columns)

    # The end

    def wait_for_end(self, seconds=5.0):
        """The exit code, or the name of the signal that ended it."""
        try:
            code = self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            raise Waiting(f"still running after {seconds} s; the screen: {self.lines()!r}") from None
        for thread in self._threads[1:]:
            thread.join(2)
        self.wait_for_quiet(0.05)
        return code if code >= 0 else signal.Signals(-code).name

    def termios_changes(self):
        """The names of the termios fields that differ from those before the start."""
        names = ("iflag", "oflag", "cflag", "lflag", "ispeed", "ospeed", "cc")
        now = termios.tcgetattr(self.slave)
        return [name for name, before, after in zip(names, self.termios_before, now) if before != after]
