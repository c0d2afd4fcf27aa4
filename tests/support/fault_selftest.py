"""Proves the fault server with curl as the client: each fault must be the one that curl names."""

import pathlib
import subprocess
import tempfile
import time

from fault_server import FaultServer
from test_certificate import make_certificate
from wire_recording import WIRE_DIR, Recording

POST = "POST /api/chat"

# name, steps of the reply, curl's exit code, what curl must have printed (None: not looked at)
STEPS = [
    ("json", [{"json": {"a": 1}}], 0, b'{"a": 1}'),
    ("text-and-status", [{"text": "busy", "status": 503}], 0, b"busy"),
    ("chunks", [{"head": 200}, {"chunk": "ab"}, {"chunk_hex": "00ff"}], 0, b"ab\x00\xff"),
    ("lines", [{"lines": [{"a": "é"}, "raw"]}], 0, '{"a": "é"}\nraw\n'.encode()),
    ("close-delimited", [{"head": 200, "framing": "close"}, {"chunk": "abc"}], 0, b"abc"),
    ("short-length", [{"head": 200, "framing": "length:10"}, {"chunk": "abc"}, "close"], 18, b"abc"),
    ("raw-bytes", [{"hex": "485454502f312e3120323030204f4b0d0a0d0a"}, {"base64": "eHl6"}], 0, b"xyz"),
    ("slices", [{"slice": 3, "delay": 1}, {"chat": ["abc"], "done": False}], 0, None),
    ("hold-then-flush", ["hold", {"lines": ["a"]}, {"sleep": 100}, {"lines": ["b"]}, "flush"], 0, b"a\nb\n"),
    ("cut-chunk", [{"lines": ["a"]}, "cut_chunk"], 18, None),
    ("bad-chunk", [{"lines": ["a"]}, "bad_chunk"], 56, b"a\n"),
    ("reset", [{"lines": ["a"]}, "rst"], 56, b"a\n"),
    ("reset-before-head", ["rst"], 56, b""),
    ("empty-reply", ["close"], 52, b""),
    ("no-last-chunk", [{"lines": ["a"]}, "close"], 18, b"a\n"),
    ("half-close", [{"head": 200, "framing": "close"}, {"chunk": "a"}, "half_close", "hang"], 0, b"a"),
    ("hang", [{"lines": ["a"]}, "hang"], 28, b"a\n"),
    ("endless", [{"endless": "a\n", "delay": 10}], 28, None),
    ("nested", [{"nested": 70000}], 0, b"[" * 70000 + b"\n"),
    ("large-header", [{"send": "HTTP/1.1 200 OK\r\nX-Fill: "}, {"fill": "x", "bytes": 400000}, {"send": "\r\n\r\n"}], 27, b""),
]


def curl(url, *options):
    return subprocess.run(
        ["curl", "-sS", "-q", "-N", "--max-time", "1", "--noproxy", "*", *options, "-d", "{}", url + "/api/chat"],
        stdin=subprocess.DEVNULL, capture_output=True, check=False)


def check_steps(failures):
    for name, steps, code, output in STEPS:
        with FaultServer({POST: steps}) as server:
            result = curl(server.url)
            if result.returncode != code or (output is not None and result.stdout != output):
                failures.append(f"{name}: curl ended with {result.returncode}, wanted {code}; "
                                f"stdout {result.stdout[:80]!r}; {result.stderr.decode().strip()}")
            if server.errors or server.count(POST) != 1:
                failures.append(f"{name}: {server.count(POST)} requests, errors {server.errors}")
    return len(STEPS)


def check_replays(failures):
    """Each recording arrives with the bytes, the status and the ending that were recorded."""
    files = sorted(WIRE_DIR.glob("**/*.json"))
    for path in files:
        name = str(path.relative_to(WIRE_DIR))
        recording = Recording(name)
        if recording.request["method"] == "HEAD":
            continue
        with FaultServer({POST: [{"replay": name}]}) as server:
            result = curl(server.url, "-w", "\n%{http_code}")
        body, _, status = result.stdout.rpartition(b"\n")
        ended = 0 if recording.terminated else 18
        if (body, int(status), result.returncode) != (recording.body, recording.status, ended):
            failures.append(f"replay {name}: status {status!r}, exit {result.returncode}, {len(body)} bytes")
    return len(files)


def check_log(failures):
    with FaultServer({POST: [[{"json": {}, "status": 503}], [{"chat": ["ok"]}]]}) as server:
        first, second = curl(server.url, "-H", "X-Team: blue"), curl(server.url)
        if b"ok" in first.stdout or b"ok" not in second.stdout:
            failures.append("replies: the second request did not get the second reply")
        if server.requests[0].header("x-team") != "blue" or server.requests[0].json() != {}:
            failures.append("log: header or body of the first request is missing")
    with FaultServer({POST: ["hang"]}) as server:
        curl(server.url, "--max-time", "0.3")
        if not server.wait_until(lambda s: s.requests and s.requests[0].aborted_at, 2):
            failures.append("log: the closed connection was not noticed")
    return 2


def check_listeners(failures):
    with tempfile.TemporaryDirectory() as directory:
        certificate = make_certificate(pathlib.Path(directory))
        with FaultServer({POST: [{"chat": ["tls"]}]}, listen="tls", certificate=certificate) as server:
            if b"tls" not in curl(server.url, "--cacert", str(certificate[0])).stdout:
                failures.append("tls: no answer")
            if curl(server.url).returncode != 60:
                failures.append("tls: curl took an unknown certificate")
        path = pathlib.Path(directory) / "sock"
        with FaultServer({POST: [{"chat": ["unix"]}]}, listen="unix", unix_path=path):
            if b"unix" not in curl("http://localhost", "--unix-socket", str(path)).stdout:
                failures.append("unix: no answer")
    for kind, code in (("refused", 7), ("blackhole", 28), ("stall", 28)):
        with FaultServer(listen=kind) as server:
            result = curl(server.url)
            if result.returncode != code:
                failures.append(f"{kind}: curl ended with {result.returncode}, wanted {code}")
    return 5


def main():
    started = time.monotonic()
    failures = []
    total = check_steps(failures) + check_replays(failures) + check_log(failures) + check_listeners(failures)
    for failure in failures:
        print("FAIL", failure)
    print(f"{total - len(failures)} passed, {len(failures)} failed  ({time.monotonic() - started:.1f} s)")
    return 1 if failures else 0
