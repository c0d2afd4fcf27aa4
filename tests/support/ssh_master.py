"""The master of the stand-in for ssh: the login, the control socket, and the forwardings over it.

Control protocol: a JSON line each way. A session keeps its connection, and ends when the master does.
"""

import contextlib
import json
import os
import signal
import socket
import sys
import threading
import time

from ssh_steps import RequestHeads

ANSWER_SECONDS = 10  # a cut waits for the answer that it drops, but not longer


def say(text):
    os.write(2, text.encode() + b"\r\n")


def login(world, arguments):
    """Lets in, or says what ssh would and ends the process."""
    settings = world.settings
    if settings.get("banner"):
        say(settings["banner"])
    time.sleep(settings.get("login_ms", 0) / 1000)
    fault = "refused" if world.is_cut() else settings.get("login", "")
    if fault == "silent":
        signal.pause()
    words = {"refused": f"ssh: connect to host {arguments.host} port {arguments.port}: Connection refused",
             "unresolved": f"ssh: Could not resolve hostname {arguments.host}: Name or service not known",
             "unknown_host": "Host key verification failed.",
             "changed_host": CHANGED.replace("FAR", arguments.host),
             "denied": f"{arguments.destination}: Permission denied (publickey)."}.get(fault)
    if words:
        for line in words.split("\n"):
            say(line)
        sys.exit(255)
    world.note("logins", arguments.destination)


CHANGED = """\
@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@
@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @
@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@
IT IS POSSIBLE THAT SOMEONE IS DOING SOMETHING NASTY!
Someone could be eavesdropping on you right now (man-in-the-middle attack)!
It is also possible that a host key has just been changed.
The fingerprint for the ED25519 key sent by the remote host is
SHA256:0000000000000000000000000000000000000000000.
Please contact your system administrator.
Add correct host key in /home/llama/.ssh/known_hosts to get rid of this message.
Offending ED25519 key in /home/llama/.ssh/known_hosts:1
Host key for FAR has changed and you have requested strict checking.
Host key verification failed."""


class Master:
    def __init__(self, world, arguments):
        self.world, self.arguments = world, arguments
        self._forwards = {}  # path here -> (listening socket, what it leads to)
        self._lock = threading.Lock()
        self._channels = 0
        self._control = None

    def run(self):
        login(self.world, self.arguments)
        path = self.arguments.control
        if os.path.exists(path):
            say(f"ControlSocket {path} already exists, disabling multiplexing")
            signal.pause()
        self._control = bind(path)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, lambda *_: self.end())
        while True:
            connection, _ = self._control.accept()
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def end(self, cut=False):
        """As ssh: the control socket goes, the sockets of forwardings stay."""
        if cut:
            self.world.mark_cut()
            say("client_loop: send disconnect: Broken pipe")
        with contextlib.suppress(OSError):
            os.unlink(self.arguments.control)
        os._exit(255)

    # Requests on the control socket

    def _serve(self, connection):
        stream = connection.makefile("rw", encoding="utf-8")
        try:
            request = json.loads(stream.readline() or "{}")
            answer = getattr(self, "_do_" + request["op"])(request)
            stream.write(json.dumps(answer) + "\n")
            stream.flush()
            if request["op"] == "exit":
                self.end()
            if request["op"] == "session" and stream.readline() and answer["mute"]:
                self.end(cut=True)  # the command ran, and nobody hears of it
        except (OSError, ValueError):
            pass
        finally:
            connection.close()

    def _do_check(self, _):
        return {"say": f"Master running (pid={os.getpid()})", "code": 0}

    def _do_exit(self, _):
        return {"say": "Exit request sent.", "code": 0}

    def _do_session(self, request):
        if not self.world.settings.get("sessions", True):
            return {"say": "mux_client_request_session: session request failed: Session open refused by peer", "code": 255}
        when = self.world.step("session " + json.dumps(request["command"]))
        if when == "before":
            self.end(cut=True)
        return {"code": None, "mute": when == "after"}

    def _do_forward(self, request):
        path, remote = request["local"], request["remote"]
        with self._lock:
            if self._forwards.get(path, (None, None))[1] == remote:
                return {"code": 0}
            if os.path.lexists(path) and self.arguments.options.get("StreamLocalBindUnlink") == "yes":
                os.unlink(path)
            try:
                listener = bind(path)
            except OSError as error:
                say(f"unix_listener: cannot bind to path {path}: {error.strerror}")
                return {"say": "mux_client_forward: forwarding request failed: Port forwarding failed\r\n"
                               "muxclient: master forward request failed", "code": 255}
            self._forwards[path] = (listener, remote)
        threading.Thread(target=self._accept, args=(listener, remote), daemon=True).start()
        return {"code": 0}

    def _do_cancel(self, request):
        with self._lock:
            known = self._forwards.get(request["local"])
            if not known or known[1] != request["remote"]:
                return {"say": "mux_client_forward: forwarding request failed: port not forwarded\r\n"
                               "muxclient: master cancel forward request failed", "code": 0}
            self._forwards.pop(request["local"])
        known[0].shutdown(socket.SHUT_RDWR)
        known[0].close()
        return {"code": 0}

    # Forwardings

    def _accept(self, listener, remote):
        while True:
            try:
                near, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=self._connect, args=(near, remote), daemon=True).start()

    def _connect(self, near, remote):
        with self._lock:
            self._channels += 1
            channel = self._channels + 1  # 1 is that of the master itself
        try:
            far = self._reach(remote)
        except OSError as error:
            # sshd tells no cause for a socket, and for a port that of the connect; recorded from OpenSSH 9.2.
            cause = "open failed" if remote.startswith("/") else error.strerror
            said = error.args[0] if len(error.args) == 1 else f"connect failed: {cause}"
            near.close()
            say(f"channel {channel}: open failed: {said}")
            return
        Channel(self, near, far).run()

    def _reach(self, remote):
        settings = self.world.settings
        if remote.startswith("/"):
            # With forwarding of ports forbidden sshd forbids this, too.
            if not settings.get("stream_forwarding", True) or not settings.get("tcp_forwarding", True):
                raise PermissionError(13, "open failed")
            if remote in settings.get("denied_sockets", []):
                raise PermissionError(13, "Permission denied")
        elif not settings.get("tcp_forwarding", True):
            raise OSError("administratively prohibited: open failed")
        place = settings.get("places", {}).get(remote, remote)
        if place.startswith("/"):
            far = socket.socket(socket.AF_UNIX)
            far.connect(place)
            return far
        address, _, port = place.rpartition(":")
        return socket.create_connection((address.strip("[]"), int(port)))


class Channel:
    """One connection through a forwarding."""

    def __init__(self, master, near, far):
        self._master, self._near, self._far = master, near, far
        self._heads = RequestHeads()
        self._cut_at_answer = False

    def run(self):
        back = threading.Thread(target=self._back, daemon=True)
        back.start()
        with contextlib.suppress(OSError):
            while data := self._near.recv(65536):
                for step, piece in self._heads.feed(data):
                    self._count(step)
                    self._far.sendall(piece)
            self._far.shutdown(socket.SHUT_WR)
        back.join()
        self._near.close()
        self._far.close()

    def _count(self, step):
        when = self._master.world.step(step) if step else None
        if when == "before":
            self._master.end(cut=True)
        if when == "after":
            self._cut_at_answer = True
            timer = threading.Timer(ANSWER_SECONDS, self._master.end, [True])
            timer.daemon = True
            timer.start()

    def _back(self):
        with contextlib.suppress(OSError):
            while data := self._far.recv(65536):
                if self._cut_at_answer and self._heads.whole():
                    self._master.end(cut=True)
                self._near.sendall(data)
            if self._cut_at_answer:
                self._master.end(cut=True)
            self._near.shutdown(socket.SHUT_WR)


def bind(path):
    """A listening unix socket, mode 0600."""
    listener = socket.socket(socket.AF_UNIX)
    before = os.umask(0o177)
    try:
        listener.bind(path)
    finally:
        os.umask(before)
    listener.listen(64)
    return listener
