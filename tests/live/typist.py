"""A person at a terminal of their own."""
import fcntl
import os
import pty
import re
import select
import subprocess
import termios
import time


class Typist:
    def __init__(self, command, environment):
        self._terminal, slave = pty.openpty()
        self._process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0))
        os.close(slave)
        self._written = ""

    @property
    def screen(self):
        """All that was ever written, without the control sequences."""
        return re.sub(r"\x1b\[[?0-9;]*[A-Za-z]", "", self._written)

    def _read(self, deadline):
        """False: nobody holds the other end any more."""
        assert time.monotonic() < deadline, self.screen
        try:
            if select.select([self._terminal], [], [], 0.1)[0]:
                self._written += os.read(self._terminal, 4096).decode(errors="replace")
            return True
        except OSError:
            return False

    def await_text(self, text, times=1, seconds=60):
        deadline = time.monotonic() + seconds
        while self.screen.count(text) < times:
            assert self._read(deadline), self.screen

    def after(self, mark):
        """What was printed since the last time that `mark` was."""
        return self.screen.rpartition(mark)[2].strip()

    def await_more_after(self, mark, count, seconds=60):
        deadline = time.monotonic() + seconds
        while mark not in self.screen or len(self.after(mark)) < count:
            assert self._read(deadline), self.screen

    def type(self, text):
        os.write(self._terminal, text.encode())

    def kill(self):
        self._process.kill()
        self.end()

    def end(self):
        deadline = time.monotonic() + 30
        while self._read(deadline):
            pass
        os.close(self._terminal)
        return self._process.wait()
