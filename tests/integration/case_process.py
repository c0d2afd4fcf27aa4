"""Runs one command with the stdin, stdout, signals and environment that a case asks for."""

import contextlib
import fcntl
import os
import re
import signal
import subprocess
import threading
import time

# What sanitizers and coverage need; nothing else of the caller's environment reaches the program.
KEPT_VARIABLES = ("ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS", "LLVM_PROFILE_FILE", "GCOV_PREFIX", "GCOV_PREFIX_STRIP")
KEPT_BYTES = 64 * 1024 * 1024


class Outcome:
    def __init__(self):
        self.status = None  # exit code, or the name of the signal that ended it
        self.stdout = b""
        self.stdout_bytes = 0  # all of them, also those not kept
        self.stderr = b""
        self.seconds = 0.0
        self.max_rss_mb = 0.0
        self.signalled_at = None
        self.ended_at = None
        self.timed_out = False
        self.signal_missed = None


def clean_environment(directory, extra):
    environment = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
    environment["PATH"] = "/usr/local/bin:/usr/bin:/bin"
    environment["LANG"] = "C.UTF-8"
    environment["HOME"] = str(directory / "home")
    for name in ("CONFIG", "STATE", "CACHE", "DATA"):
        environment[f"XDG_{name}_HOME"] = str(directory / "home" / name.lower())
    environment["XDG_RUNTIME_DIR"] = str(directory / "home" / "run")
    environment["TMPDIR"] = str(directory / "home" / "tmp")
    for path in ("home", "home/run", "home/tmp"):
        (directory / path).mkdir(mode=0o700, exist_ok=True)  # a second start in the same world
    environment.update(extra)
    return {os.fsencode(name): value if isinstance(value, bytes) else os.fsencode(value) for name, value in environment.items()}


def default_signals():
    """A driver under nohup or in the background must not hand its ignored signals down: a handler becomes the default at exec."""
    for number in (signal.SIGHUP, signal.SIGTERM, signal.SIGQUIT):
        if signal.getsignal(number) == signal.SIG_IGN:
            signal.signal(number, lambda *_: None)
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


class CaseProcess:
    """stdin: "null" | "closed" | "open" | {text=..., open=true} | {hex=...}
    stdout: "pipe" | "file" | "full" | "closed" | "unread" | {head=n};  stderr: "pipe" | "closed" | "full" | "unread"
    """

    def __init__(self, argv, environment, directory, stdin="null", stdout="pipe", stderr="pipe"):
        self.outcome = Outcome()
        self.environment = environment
        self.directory = directory
        self._changed = threading.Condition()
        self._threads = []
        self._to_close = []
        closed = [f"{number}{arrow}&-" for number, arrow, kind in ((0, "<", stdin), (1, ">", stdout), (2, ">", stderr)) if kind == "closed"]
        if closed:
            argv = ["/bin/sh", "-c", 'exec "$@" ' + " ".join(closed), "sh", *argv]
        self.argv = argv
        self._stdin = stdin
        self._stdout = stdout
        self._stderr = stderr
        self._file = None

    def run(self, signals=(), server=None, timeout=20.0):
        """Blocks until the command has ended; the outcome says how."""
        started = time.monotonic()
        stdin = self._open_stdin()
        stdout = self._open_output(self._stdout, "out")
        stderr = self._open_output(self._stderr, "err")
        process = subprocess.Popen(
            self.argv, stdin=stdin, stdout=stdout, stderr=stderr, env=self.environment, cwd=self.directory / "work",
            start_new_session=True)
        for descriptor in (stdin, stdout, stderr):
            if isinstance(descriptor, int) and descriptor >= 0:
                os.close(descriptor)
        for start_thread in self._to_start:
            start_thread()
        guard = threading.Timer(timeout, self._kill, [process])
        guard.start()
        if signals:
            sender = threading.Thread(target=self._send_signals, args=(process, signals, server, timeout), daemon=True)
            self._threads.append(sender)
            sender.start()
        _, status, usage = os.wait4(process.pid, 0)
        outcome = self.outcome
        outcome.ended_at = time.monotonic()
        process.returncode = os.waitstatus_to_exitcode(status)
        guard.cancel()
        with self._changed:
            self._changed.notify_all()
        outcome.status = process.returncode if process.returncode >= 0 else signal.Signals(-process.returncode).name
        outcome.seconds = outcome.ended_at - started
        outcome.max_rss_mb = usage.ru_maxrss / 1024
        for thread in self._threads:
            thread.join(5)
        for descriptor in self._to_close:
            os.close(descriptor)
        if self._file:
            outcome.stdout = self._file.read_bytes()
            outcome.stdout_bytes = len(outcome.stdout)
        return outcome

    # The three descriptors

    _to_start = ()

    def _open_stdin(self):
        kind = self._stdin
        if kind in ("null", "closed"):
            return subprocess.DEVNULL
        read_end, write_end = os.pipe()
        os.set_inheritable(write_end, False)
        if kind == "open":
            self._to_close.append(write_end)
            return read_end
        data = bytes.fromhex(kind["hex"]) if "hex" in kind else kind["text"].encode()
        keep_open = kind.get("open", False)
        self._to_start = (*self._to_start, lambda: self._start_writer(write_end, data, keep_open))
        if keep_open:
            self._to_close.append(write_end)
        return read_end

    def _start_writer(self, descriptor, data, keep_open):
        def write():
            try:
                view = memoryview(data)
                while view:
                    view = view[os.write(descriptor, view):]
            except BrokenPipeError:
                pass
            finally:
                if not keep_open:
                    os.close(descriptor)

        threading.Thread(target=write, daemon=True).start()

    def _open_output(self, kind, name):
        if kind == "closed":
            return subprocess.DEVNULL
        if kind == "full":
            return os.open("/dev/full", os.O_WRONLY)
        if kind == "file":
            self._file = self.directory / f"std{name}"
            return os.open(self._file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        read_end, write_end = os.pipe()
        if kind == "unread":
            # A small pipe is full soon.
            fcntl.fcntl(write_end, fcntl.F_SETPIPE_SZ, 4096)
            self._to_close.append(read_end)
            return write_end
        limit = kind["head"] if isinstance(kind, dict) else None
        reader = threading.Thread(target=self._read, args=(read_end, name, limit), daemon=True)
        self._threads.append(reader)
        self._to_start = (*self._to_start, reader.start)
        return write_end

    def _read(self, descriptor, name, limit):
        while limit is None or limit > 0:
            data = os.read(descriptor, 65536 if limit is None else limit)
            if not data:
                break
            with self._changed:
                outcome = self.outcome
                if name == "out":
                    outcome.stdout_bytes += len(data)
                    if len(outcome.stdout) < KEPT_BYTES:
                        outcome.stdout += data
                else:
                    outcome.stderr += data
                self._changed.notify_all()
            if limit is not None:
                limit -= len(data)
        os.close(descriptor)

    # Signals

    def _kill(self, process):
        self.outcome.timed_out = True
        # The session is ours alone: this ends a shell together with its children.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)

    def _send_signals(self, process, signals, server, timeout):
        end = time.monotonic() + timeout
        for entry in signals:
            when = entry.get("when", "start")
            if not self._reached(when, server, process, end):
                self.outcome.signal_missed = when
                return
            time.sleep(entry.get("delay_ms", 0) / 1000)
            if process.returncode is not None:
                self.outcome.signal_missed = when
                return
            self.outcome.signalled_at = time.monotonic()
            os.kill(process.pid, signal.Signals["SIG" + entry["send"]])

    def _reached(self, when, server, process, end):
        """Waits for "start", "connection:N", "request:N", "stdout:BYTES" or "stderr:REGEX"."""
        what, _, value = when.partition(":")
        if what == "start":
            return True
        while time.monotonic() < end and process.returncode is None:
            if what == "request":
                if server.wait_until(lambda s: len(s.requests) >= int(value or 1), 0.1):
                    return True
                continue
            if what == "connection":
                if server.wait_until(lambda s: s.connections >= int(value), 0.1):
                    return True
                continue
            with self._changed:
                if what == "stdout" and self.outcome.stdout_bytes >= int(value):
                    return True
                if what == "stderr" and re.search(value.encode(), self.outcome.stderr):
                    return True
                self._changed.wait(0.1)
        return False
