"""A program on a terminal of 80 by 24: what it writes, and what that cost it."""
import dataclasses
import fcntl
import os
import pty
import select
import struct
import subprocess
import termios
import time
from pathlib import Path

from bench import Failed

PROMPT = b">>> "  # of all of them, when they wait for input
TAIL = 4096  # what is kept of the output to look for words in


@dataclasses.dataclass
class Costs:
    cpu_s: float
    written: int  # bytes that came to the terminal
    writes: int  # to the terminal and to files

    def __sub__(self, other: "Costs") -> "Costs":
        return Costs(self.cpu_s - other.cpu_s, self.written - other.written, self.writes - other.writes)


class TerminalRun:
    def __init__(self, name: str, command: list[str], environment: dict[str, str], patience_s: float):
        self._name = name
        self._patience_s = patience_s
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self._process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, env=environment | {"TERM": "xterm-256color"},
            start_new_session=True, preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0))
        os.close(slave)
        os.set_blocking(self._master, False)
        self._tail = b""
        self._received = 0
        self.last_output = time.perf_counter()

    def __enter__(self) -> "TerminalRun":
        return self

    def __exit__(self, *_) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._master)

    # What it cost

    def costs(self) -> Costs:
        folder = Path(f"/proc/{self._process.pid}")
        try:
            cpu_ns = sum(int((task / "schedstat").read_text().split()[0]) for task in (folder / "task").iterdir())
            io = dict(line.split(": ") for line in (folder / "io").read_text().splitlines())
        except (OSError, ValueError):
            raise Failed(f"{self._name}: ended too early: {self._tail[-300:]!r}") from None
        return Costs(cpu_ns / 1e9, self._received, int(io["syscw"]))

    def memory_mb(self, field: str) -> float:
        """VmRSS: now; VmHWM: the most there ever was."""
        for line in Path(f"/proc/{self._process.pid}/status").read_text().splitlines():
            if line.startswith(field + ":"):
                return int(line.split()[1]) / 1024
        raise Failed(f"{self._name}: ended too early: {self._tail[-300:]!r}")

    # Output

    def read(self, seconds: float) -> bool:
        """Waits so long for output, and takes what is there. False: nothing came."""
        if not select.select([self._master], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self._master, 1 << 16)
        except OSError:
            raise Failed(f"{self._name}: ended too early: {self._tail[-300:]!r}") from None
        self.last_output = time.perf_counter()
        self._received += len(data)
        self._tail = (self._tail + data)[-max(TAIL, len(data)):]
        return True

    def wait_for(self, words: bytes) -> None:
        """Until these words came, which are forgotten then."""
        end = time.monotonic() + self._patience_s
        while words not in self._tail:
            self._check(end, words)
            self.read(0.1)
        self._tail = self._tail.partition(words)[2]

    def settle(self, quiet_s: float = 0.2) -> None:
        """Until it neither writes nor works any more."""
        end = time.monotonic() + self._patience_s
        before = self.costs().cpu_s
        while self.read(quiet_s) or self.costs().cpu_s - before > 0.01 * quiet_s:
            self._check(end, b"silence")
            before = self.costs().cpu_s

    def _check(self, end: float, wanted: bytes) -> None:
        if time.monotonic() > end:
            raise TimeoutError(f"{self._name}: no {wanted.decode()} after {self._patience_s:g} s")

    # Input

    def type(self, data: bytes) -> None:
        """Reads on meanwhile, as a terminal does."""
        end = time.monotonic() + self._patience_s
        while data:
            self._check(end, b"room for input")
            readable, writable, _ = select.select([self._master], [self._master], [], 1)
            if readable:
                self.read(0)
            if writable:
                data = data[os.write(self._master, data[:4096]):]

    def press(self, key: bytes) -> float:
        """Milliseconds from a key to the output that follows it."""
        while self.read(0):
            pass
        start = time.perf_counter()
        os.write(self._master, key)
        if not self.read(1):
            raise Failed(f"{self._name}: nothing follows the key {key!r}")
        return (self.last_output - start) * 1000
