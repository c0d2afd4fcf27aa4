"""The phase line of a request: on a terminal, on stderr, gone before the answer."""

import re

from pty_session import POST_CHAT, pty_test

# connecting, waiting for the model, loading since 12 s, answering
PHASE = r"(?i)connect|wait|load"
GATED = {POST_CHAT: [{"gate": "go"}, {"chat": ["Hi there"]}]}


@pty_test
def shown_while_the_model_loads_and_erased_before_the_answer(session):
    server = session.serve(GATED)
    terminal = session.start("run", "m", "Hello")
    terminal.wait_for_text(PHASE)
    server.gates.open("go")
    session.ends_with(0)
    session.equal(terminal.lines(), ["Hi there"], "screen")
    session.equal(terminal.screen.cursor.x, 0, "column of the cursor")


@pty_test
def goes_to_stderr_when_stdout_is_a_pipe(session):
    server = session.serve(GATED)
    terminal = session.start("run", "m", "Hello", pipe_stdout=True)
    terminal.wait_for_text(PHASE)
    server.gates.open("go")
    session.ends_with(0)
    session.equal(terminal.piped["stdout"], b"Hi there\n", "stdout")
    session.equal(terminal.lines(), [], "screen")


@pty_test
def not_shown_when_stderr_is_no_terminal(session):
    server = session.serve(GATED)
    terminal = session.start("run", "m", "Hello", pipe_stderr=True)
    session.wait_for_requests(1)
    terminal.wait_for_quiet(0.5)
    session.equal(terminal.lines(), [], "screen before the answer")
    server.gates.open("go")
    session.ends_with(0)
    session.equal(terminal.lines(), ["Hi there"], "screen")
    session.true(b"\x1b" not in terminal.piped["stderr"], f"an escape on a piped stderr: {terminal.piped['stderr']!r}")


@pty_test
def not_shown_when_quiet(session):
    server = session.serve(GATED)
    terminal = session.start("-q", "run", "m", "Hello")
    session.wait_for_requests(1)
    terminal.wait_for_quiet(0.5)
    session.equal(terminal.lines(), [], "screen before the answer")
    server.gates.open("go")
    session.ends_with(0)
    session.equal(terminal.lines(), ["Hi there"], "screen")


@pty_test
def not_shown_with_no_progress(session):
    server = session.serve(GATED)
    terminal = session.start("--no-progress", "run", "m", "Hello")
    session.wait_for_requests(1)
    terminal.wait_for_quiet(0.5)
    session.equal(terminal.lines(), [], "screen before the answer")
    server.gates.open("go")
    session.ends_with(0)


@pty_test
def tells_how_long_it_has_waited(session):
    session.serve({POST_CHAT: ["hang"]})
    terminal = session.start("run", "m", "Hello")
    terminal.wait_for_text(r"\b[2-9] ?s\b", 8.0)
    terminal.send(b"\x03")
    session.ends_with("SIGINT")


@pty_test
def erased_before_an_error(session):
    server = session.serve({POST_CHAT: [{"gate": "go"}, {"json": {"error": "boom"}, "status": 500}]})
    terminal = session.start("run", "m", "Hello")
    terminal.wait_for_text(PHASE)
    server.gates.open("go")
    session.ends_with(8)
    session.true(terminal.lines()[0].startswith("llamero: error: "), "the first row is the error")
    session.true(re.search("boom", terminal.text()), "the error of the server")


@pty_test
def fits_a_narrow_terminal(session):
    """A line that wraps could not be erased."""
    server = session.serve(GATED)
    terminal = session.start("run", "a-model-with-quite-a-long-name:latest", "Hello", columns=20)
    terminal.wait_for(lambda: terminal.raw, "a phase line")
    session.wait_for_requests(1)
    server.gates.open("go")
    session.ends_with(0)
    session.equal(terminal.lines(), ["Hi there"], "screen")


@pty_test
def survives_a_shrinking_terminal(session):
    server = session.serve(GATED)
    terminal = session.start("run", "m", "Hello")
    terminal.wait_for_text(PHASE)
    for columns in (60, 30, 80, 40, 100):
        terminal.resize(24, columns)
    server.gates.open("go")
    session.ends_with(0)
    session.true("Hi there" in terminal.lines(), "the answer is on the screen")
