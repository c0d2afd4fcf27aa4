#!/usr/bin/env python3
"""Proves the stand-in for ssh: curl through its forwardings to a fake engine, sessions, and a link that ends at a chosen step."""

import json
import os
import pathlib
import socket
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from fake_engine import FakeEngine
from stub_ssh_world import make_ssh

MASTER = ["-M", "-N", "-T", "-o", "BatchMode=yes", "-o", "StreamLocalBindUnlink=yes", "-p", "2222", "--", "llama@lab"]
CREATE = "POST /v1.41/volumes/create"


class Lab:
    """A folder with an ssh, a fake engine, and a master that is logged in."""

    def __init__(self, settings=None, master=True):
        self._temporary = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self._temporary.name)
        self.control, self.near = str(self.folder / "ctl"), str(self.folder / "near.sock")
        self.engine = FakeEngine(self.folder / "d.sock")
        self.settings = {"places": {"/var/run/docker.sock": self.engine.path}, **(settings or {})}
        self.ssh = str(make_ssh(self.folder, self.settings) / "ssh")
        self._wants_master = master

    def __enter__(self):
        self.engine.__enter__()
        self.master = self.start_master() if self._wants_master else None
        return self

    def __exit__(self, *_):
        if self.master and self.master.poll() is None:
            self.master.terminate()
        if self.master:
            self.master.communicate(timeout=5)
        self.engine.__exit__()
        self._temporary.cleanup()

    def start_master(self, wait=True):
        master = subprocess.Popen([self.ssh, "-S", self.control, *MASTER], stderr=subprocess.PIPE, text=True)
        deadline = time.monotonic() + 5
        while wait and not os.path.exists(self.control) and master.poll() is None and time.monotonic() < deadline:
            time.sleep(0.01)
        return master

    def run(self, *words, **options):
        return subprocess.run([self.ssh, "-S", self.control, *words], capture_output=True, text=True, timeout=20, check=False,
                              **options)

    def forward(self, remote="/var/run/docker.sock"):
        return self.run("-O", "forward", "-L", f"{self.near}:{remote}", "--", "llama@lab")

    def session(self, command, **options):
        return self.run("-T", "--", "llama@lab", command, **options)

    def curl(self, *words):
        return subprocess.run(["curl", "-sq", "-m", "5", "--unix-socket", self.near, *words], capture_output=True, text=True,
                              check=False)

    def make_volume(self, name, *words):
        return self.curl("-H", "Content-Type: application/json", "-d", json.dumps({"Name": name}), *words,
                         "http://d/v1.41/volumes/create")

    def lines(self, name):
        file = self.folder / name
        return file.read_text(encoding="utf-8").splitlines() if file.exists() else []

    def last_words(self):
        return self.master.communicate(timeout=5)[1]


class Check:
    def __init__(self):
        self.total, self.failures = 0, []

    def equal(self, name, found, expected):
        self.total += 1
        if found != expected:
            self.failures.append(f"{name}: {str(found)[:300]!r} instead of {str(expected)[:300]!r}")

    def holds(self, name, found, part):
        self.equal(name, part if part in found else found, part)


def check_link(check):
    with Lab({"banner": "Welcome.", "environment": {"HOME": "/tmp", "GREETING": "hi"},
              "id": {"user": "llama", "uid": 1234, "groups": ["llama", "docker"]}}) as lab:
        check.equal("mode of the control socket", os.stat(lab.control).st_mode & 0o777, 0o600)
        found = lab.run("-O", "check", "--", "llama@lab")
        check.equal("check", (found.returncode, found.stderr.startswith("Master running (pid=")), (0, True))
        check.equal("forward", lab.forward().returncode, 0)
        check.equal("forward again", lab.forward().returncode, 0)
        check.equal("mode of a forwarding", os.stat(lab.near).st_mode & 0o777, 0o600)
        check.equal("ping", lab.curl("http://d/_ping").stdout, "OK")
        check.holds("two requests on one connection", lab.curl("http://d/_ping", "http://d/version").stdout, '"ApiVersion":"1.41"')
        check.holds("a body in chunks", lab.make_volume("chunks", "-H", "Transfer-Encoding: chunked").stdout, '"Name":"chunks"')
        found = lab.session("cat; echo $GREETING $HOME $(id -u) $(id -Gn); echo bad >&2; exit 3", input="typed ")
        check.equal("session", (found.stdout, found.stderr, found.returncode), ("typed hi /tmp 1234 llama docker\n", "bad\n", 3))
        check.equal("steps", [line.split(" ")[0] for line in lab.lines("steps")], ["GET", "GET", "GET", "POST", "session"])
        check.equal("text of a step", lab.lines("steps")[3], CREATE)
        check.equal("logins", lab.lines("logins"), ["llama@lab"])
        check.equal("argv", json.loads(lab.lines("argv")[0])[:2], ["-S", lab.control])
        cancelled = lab.run("-O", "cancel", "-L", f"{lab.near}:/var/run/docker.sock", "--", "llama@lab")
        check.equal("cancel", (cancelled.returncode, lab.curl("http://d/_ping").returncode), (0, 7))
        check.equal("forward over the socket that stayed", (lab.forward().returncode, lab.curl("http://d/_ping").stdout), (0, "OK"))
        ended = lab.run("-O", "exit", "--", "llama@lab")
        check.equal("exit", (ended.returncode, ended.stderr), (0, "Exit request sent.\r\n".replace("\r", "")))
        check.equal("end of the master", (lab.last_words(), lab.master.returncode), ("Welcome.\n", 255))
        check.equal("the control socket is gone", os.path.exists(lab.control), False)
        found = lab.run("-O", "check", "--", "llama@lab")
        check.equal("no master", (found.returncode, found.stderr),
                    (255, f"Control socket connect({lab.control}): No such file or directory\n"))
        check.equal("nothing was refused", lab.lines("refused"), [])


def check_refusals(check):
    for kind, words in (("refused", "ssh: connect to host lab port 2222: Connection refused"), ("denied", "Permission denied (publickey)"),
                        ("unknown_host", "Host key verification failed."), ("changed_host", "IDENTIFICATION HAS CHANGED"),
                        ("unresolved", "Could not resolve hostname lab")):
        with Lab({"login": kind}) as lab:
            check.holds(f"login {kind}", lab.last_words(), words)
            check.equal(f"login {kind}", (lab.master.returncode, lab.lines("logins")), (255, []))
    with Lab({"login": "silent"}, master=False) as lab:
        lab.master = lab.start_master(wait=False)
        time.sleep(0.3)
        check.equal("login silent", (lab.master.poll(), os.path.exists(lab.control)), (None, False))
    with Lab(master=False) as lab:
        for words in (["-N", "-S", "x", "--", "lab"], ["-S", "x", "-T", "lab", "true"], ["-S", "x", "-T", "-A", "--", "lab", "true"],
                      ["-S", "x", "-T", "-o", "StrictHostKeyChecking=no", "--", "lab", "true"], ["-T", "--", "lab", "true"],
                      ["-S", "x", "-O", "stop", "--", "lab"], ["-S", "x", "-O", "forward", "-L", "80:a:80", "--", "lab"]):
            found = subprocess.run([lab.ssh, *words], capture_output=True, text=True, check=False)
            check.equal(f"not understood: {words}", (found.returncode, "not understood" in found.stderr), (255, True))
        check.equal("refused", len(lab.lines("refused")), 7)
    with Lab({"sessions": False}) as lab:
        check.holds("no sessions", lab.session("true").stderr, "Session open refused by peer")


def check_forwarding(check):
    prohibited = "open failed: administratively prohibited: open failed"
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        closed = f"127.0.0.1:{probe.getsockname()[1]}"
    for settings, remote, words in (
            ({"tcp_forwarding": False}, closed, prohibited), ({}, closed, "open failed: connect failed: Connection refused"),
            ({"stream_forwarding": False}, "/var/run/docker.sock", "open failed: connect failed: open failed"),
            ({"denied_sockets": ["/var/run/docker.sock"]}, "/var/run/docker.sock",
             "open failed: connect failed: open failed"),
            ({}, "/nowhere.sock", "open failed: connect failed: open failed")):
        with Lab(settings) as lab:
            check.equal(f"forward to {remote}", lab.forward(remote).returncode, 0)
            check.equal(f"closed {settings}", lab.curl("http://d/_ping").returncode in (7, 52, 55, 56), True)
            check.equal("the link stays", lab.session("echo on").stdout, "on\n")
            lab.master.terminate()
            check.holds(f"words of {settings} {remote}", lab.last_words(), f"channel 2: {words}")


def check_cuts(check):
    """Before: the engine never sees the request. After: it did it, and the client does not know."""
    for when, there in (("before", []), ("after", ["second"])):
        with Lab({f"cut_{when}": 2}) as lab:
            lab.forward()
            with subprocess.Popen([lab.ssh, "-S", lab.control, "-T", "--", "llama@lab", "sleep 60"]) as session:
                while not lab.lines("steps"):
                    time.sleep(0.01)
                check.equal(f"cut {when}: curl", lab.make_volume("second").returncode in (52, 56), True)
                check.equal(f"cut {when}: the session", session.wait(5), 255)
            check.equal(f"cut {when}: words", lab.last_words(), "client_loop: send disconnect: Broken pipe\n")
            check.equal(f"cut {when}: master", lab.master.returncode, 255)
            check.equal(f"cut {when}: done", list(lab.engine.state.volumes), there)
            check.equal(f"cut {when}: steps", lab.lines("steps")[1], CREATE)
            again = lab.start_master()
            check.equal(f"cut {when}: no second login", (again.wait(5), again.stderr.read()),
                        (255, "ssh: connect to host lab port 2222: Connection refused\n"))
            again.stderr.close()
            make_ssh(lab.folder, {key: value for key, value in lab.settings.items() if not key.startswith("cut")})
            lab.master = lab.start_master()
            lab.forward()
            check.equal(f"cut {when}: mended", lab.curl("http://d/_ping").stdout, "OK")


def check_cut_sessions(check):
    for when, there in (("before", False), ("after", True)):
        with Lab({f"cut_{when}": 1}) as lab:
            found = lab.session(f"touch {lab.folder}/made; echo made")
            check.equal(f"a session cut {when}", (found.stdout, found.returncode, (lab.folder / "made").exists()), ("", 255, there))
            check.equal(f"a session cut {when}: master", (lab.master.wait(5), lab.lines("logins")), (255, ["llama@lab"]))


def main():
    started = time.monotonic()
    check = Check()
    for part in (check_link, check_refusals, check_forwarding, check_cuts, check_cut_sessions):
        part(check)
    for failure in check.failures:
        print("FAIL", failure)
    print(f"{check.total - len(check.failures)} passed, {len(check.failures)} failed  ({time.monotonic() - started:.1f} s)")
    return 1 if check.failures else 0


if __name__ == "__main__":
    sys.exit(main())
