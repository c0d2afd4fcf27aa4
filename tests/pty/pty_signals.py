"""Signals on a terminal: back at once, by the signal itself, with the settings of the terminal as they were."""

import signal
import time

from pty_session import POST_CHAT, pty_test, pty_tests

SIGNALS = {name: getattr(signal, "SIG" + name) for name in ("INT", "TERM", "HUP")}
# The promise is 200 ms; a busy machine gets more.
SOON = 1.0


def check_ends_soon(session, status):
    started = time.monotonic()
    session.ends_with(status)
    took = time.monotonic() - started
    session.true(took < SOON * session.slack, f"took {took:.2f} s")


@pty_test
def ctrl_c_while_the_model_loads(session):
    server = session.serve({POST_CHAT: ["hang"]})
    terminal = session.start("run", "m", "Hello")
    session.wait_for_requests(1)
    terminal.wait_for(lambda: terminal.raw, "a phase line")
    terminal.send(b"\x03")
    check_ends_soon(session, "SIGINT")
    session.true(server.wait_until(lambda s: s.requests[0].aborted_at, 2), "the server did not see the connection closed")
    session.true(not any("load" in row.lower() or "wait" in row.lower() for row in terminal.lines()), "the phase line is gone")
    session.equal(terminal.screen.cursor.x, 0, "column of the cursor")


@pty_test
def ctrl_c_mid_stream_keeps_the_partial(session):
    session.serve({POST_CHAT: [{"chat": ["Once", " upon"], "done": False}, "hang"]})
    terminal = session.start("run", "m", "Hello")
    terminal.wait_for_text("Once upon")
    terminal.send(b"\x03")
    check_ends_soon(session, "SIGINT")
    session.true(terminal.lines()[0].startswith("Once upon"), "the partial answer stays")
    session.equal(terminal.screen.cursor.x, 0, "column of the cursor")


@pty_tests(SIGNALS)
def while_the_model_loads(session, number):
    session.serve({POST_CHAT: ["hang"]})
    session.start("run", "m", "Hello")
    session.wait_for_requests(1)
    session.terminal.send_signal(number)
    check_ends_soon(session, number.name)


@pty_tests(SIGNALS)
def mid_stream(session, number):
    session.serve({POST_CHAT: [{"chat": ["Once"], "done": False}, "hang"]})
    terminal = session.start("run", "m", "Hello")
    terminal.wait_for_text("Once")
    terminal.send_signal(number)
    check_ends_soon(session, number.name)


@pty_tests({name: number for name, number in SIGNALS.items() if name != "INT"})
def at_the_prompt_of_the_chat(session, number):
    session.serve({})
    terminal = session.start("chat", "m")
    session.wait_for_first_prompt()
    terminal.send("half a li")
    terminal.wait_for_text("half a li")
    terminal.send_signal(number)
    check_ends_soon(session, number.name)


@pty_tests(SIGNALS)
def in_a_pull(session, number):
    session.serve({"POST /api/pull": [{"lines": [
        {"status": "pulling manifest"},
        {"status": "pulling aaaaaaaaaaaa", "digest": "sha256:aaaaaaaaaaaa", "total": 1000, "completed": 500}]}, "hang"]})
    terminal = session.start("pull", "m")
    session.wait_for_requests(1)
    terminal.wait_for_text("aaaaaaaaaaaa|50 ?%")
    terminal.send_signal(number)
    check_ends_soon(session, number.name)
    session.equal(terminal.screen.cursor.x, 0, "column of the cursor")
    session.true(not terminal.screen.cursor.hidden, "the cursor is hidden")


@pty_test
def killed_mid_stream(session):
    """SIGKILL cannot be handled: while it streams the terminal must be in its own mode."""
    session.serve({POST_CHAT: [{"chat": ["Once"], "done": False}, "hang"]})
    terminal = session.start("run", "m", "Hello")
    terminal.wait_for_text("Once")
    terminal.send_signal(signal.SIGKILL)
    session.ends_with("SIGKILL")
    session.true(not terminal.screen.cursor.hidden, "the cursor is hidden")


@pty_test
def broken_pipe_leaves_the_terminal_alone(session):
    session.serve({POST_CHAT: [{"endless": '{"message":{"role":"assistant","content":"word "},"done":false}\n', "delay": 5}]})
    shell = f'"{session.llamero}" --host {session.server.url} run m Hello < /dev/null | head -c 20'
    terminal = session.start(command=["/bin/sh", "-c", shell])
    session.ends_with(0)
    session.equal(terminal.lines(), ["word word word word"], "screen")


@pty_test
def ctrl_z_and_fg(session):
    server = session.serve({POST_CHAT: [{"chat": ["Once"], "done": False}, {"gate": "go"}, {"chat": [" upon"]}]})
    terminal = session.start(command=["/bin/sh", "-i"], environment={"PS1": "shell: "})
    terminal.wait_for_text("shell:")
    terminal.send(f"'{session.llamero}' --host {server.url} run m Hello\n")
    terminal.wait_for(lambda: any(row.startswith("Once") for row in terminal.lines()), "Once")
    terminal.send(b"\x1a")
    terminal.wait_for_text("Stopped")
    session.equal(terminal.termios_changes(), [], "terminal settings while stopped")
    terminal.send("echo still $((40 + 2))\n")
    terminal.wait_for_text("still 42")
    terminal.send("fg\n")
    time.sleep(0.2)
    server.gates.open("go")
    terminal.wait_for_text(" upon")
    terminal.wait_for(lambda: terminal.cursor_row() == "shell:", "the shell again")
    terminal.send("echo code $?\n")
    terminal.wait_for_text("code 0")
    terminal.send("exit\n")
    session.ends_with(0)


@pty_test
def ctrl_z_at_the_prompt_of_the_chat(session):
    server = session.serve({POST_CHAT: [{"chat": ["Hi"]}]})
    terminal = session.start(command=["/bin/sh", "-i"], environment={"PS1": "shell: "})
    terminal.wait_for_text("shell:")
    terminal.send(f"'{session.llamero}' --host {server.url} chat m\n")
    terminal.wait_for(lambda: len(terminal.lines()) > 1 and terminal.cursor_row() not in ("", "shell:"), "a prompt")
    terminal.wait_for_quiet(0.3)
    terminal.send(b"\x1a")
    terminal.wait_for_text("Stopped")
    session.equal(terminal.termios_changes(), [], "terminal settings while stopped")
    terminal.send("fg\n")
    terminal.wait_for_quiet(0.3)
    session.say("Hello")
    session.wait_for_requests(1)
    terminal.wait_for_text("(?m)^.*Hi")
    terminal.wait_for_quiet(0.2)
    session.say("/bye")
    terminal.wait_for(lambda: terminal.cursor_row() == "shell:", "the shell again")
    terminal.send("exit\n")
    session.ends_with(0)


@pty_test
def resize_storm_mid_stream(session):
    server = session.serve({POST_CHAT: [{"chat": ["Once"], "done": False}, {"gate": "go"}, {"chat": [" upon"]}]})
    terminal = session.start("run", "m", "Hello")
    terminal.wait_for_text("Once")
    for step in range(40):
        terminal.resize(24, 40 + step)
    server.gates.open("go")
    session.ends_with(0)
    session.equal(terminal.lines(), ["Once upon"], "screen")
