"""Proves the terminal of these tests with a shell as the program: what must be seen is seen, what is wrong is noticed."""

import sys
import tempfile
import time

from pty_terminal import Terminal, Waiting

ENVIRONMENT = {"PATH": "/usr/bin:/bin", "TERM": "xterm", "LANG": "C.UTF-8"}


def run(script, act=lambda terminal: None, **options):
    """Runs a shell script in a terminal; returns (how it ended, the terminal's findings)."""
    with tempfile.TemporaryDirectory() as directory:
        terminal = Terminal(["/bin/sh", "-c", script], ENVIRONMENT, directory, **options)
        try:
            act(terminal)
            status = terminal.wait_for_end(5)
            return status, terminal.lines(), terminal.styled_cells(), terminal.screen.title, terminal.termios_changes(), terminal.piped
        finally:
            terminal.close()


def when(text, data):
    def act(terminal):
        terminal.wait_for_text(text)
        terminal.send(data)

    return act


def main():
    failures = []

    def check(name, got, wanted):
        if got != wanted:
            failures.append(f"{name}: {got!r}, wanted {wanted!r}")

    check("text", run("echo hello; printf 'a\\rb'")[1], ["hello", "b"])
    check("colour is seen", run(r"printf '\033[31mred\033[0m'")[2], ["r", "e", "d"])
    check("title is seen", run(r"printf '\033]0;owned\007'")[3], "owned")
    check("clearing is seen", run(r"printf 'gone\033[2J\033[Hleft'")[1], ["left"])
    check("changed settings are seen", run("stty -echo")[4], ["lflag"])
    check("exit code", run("exit 7")[0], 7)
    check("Ctrl-C is a signal", run("echo ready; exec sleep 20", when("ready", b"\x03"))[0], "SIGINT")
    check("input", run("read -r word; echo \"got $word\"", lambda terminal: terminal.send("x\n"))[1], ["x", "got x"])
    check("size", run("stty size", rows=11, columns=33)[1], ["11 33"])
    check("pipe", run("echo out; echo err >&2", pipe_stdout=True)[5]["stdout"], b"out\n")
    check("pipe leaves the rest", run("echo out; echo err >&2", pipe_stdout=True)[1], ["err"])
    check("resize", run("trap 'stty size; exit 0' WINCH; echo ready; while :; do sleep 0.05; done",
                        lambda terminal: (terminal.wait_for_text("ready"), terminal.resize(12, 34)))[1][-1], "12 34")
    started = time.monotonic()
    try:
        run("sleep 20", lambda terminal: terminal.wait_for_text("never", 0.3))
        failures.append("a text that never comes: no failure")
    except Waiting:
        check("a failed wait is bounded", time.monotonic() - started < 3, True)
    for failure in failures:
        print("FAIL", failure)
    print(f"{14 - len(failures)} passed, {len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
