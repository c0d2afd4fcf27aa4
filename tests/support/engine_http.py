"""HTTP of the fake engine: a server on a unix socket, the API version in the path, and the routes to the handlers."""

import http.server
import json
import os
import re
import socket
import socketserver
import threading
import time
import traceback
from urllib.parse import parse_qsl, unquote, urlsplit

from engine_state import EngineRefusal

RAW = "application/vnd.docker.raw-stream"


class Answer:
    """A whole answer, or a stream of pieces."""

    def __init__(self, status=200, body=b"", kind="application/json", headers=(), stream=None):
        self.status, self.kind, self.headers, self.stream = status, kind, list(headers), stream
        self.body = body if isinstance(body, bytes) else (json.dumps(body, separators=(",", ":")) + "\n").encode()


class EngineRequest:
    def __init__(self, method, target, body, kind, version):
        self.method, self.target, self.body, self.kind, self.version = method, target, body, kind, version
        parts = urlsplit(target)
        self.path = unquote(parts.path)
        self.query = dict(parse_qsl(parts.query, keep_blank_values=True))

    def flag(self, name):
        return self.query.get(name, "").lower() in ("1", "true", "yes", "on")

    def json(self):
        if self.body and self.kind.split(";")[0] != "application/json":
            raise EngineRefusal(400, f"Content-Type specified ({self.kind}) must be 'application/json'")
        try:
            value = json.loads(self.body or b"{}")
        except ValueError:
            raise EngineRefusal(500, "invalid character in JSON") from None
        return value if isinstance(value, dict) else {}

    def filters(self, known):
        try:
            found = json.loads(self.query.get("filters") or "{}")
        except ValueError:
            raise EngineRefusal(500, "invalid character in JSON") from None
        for key in found:
            if key not in known:
                raise EngineRefusal(400, f"Invalid filter '{key}'")
        return {key: list(value) for key, value in found.items()}  # {"label": ["a=b"]} or {"label": {"a=b": true}}


def labelled(labels, wishes):
    labels = labels or {}
    return all(labels.get(key) == value if equals else key in labels
               for key, equals, value in (wish.partition("=") for wish in wishes))


def number_of(version):
    major, _, minor = version.partition(".")
    return int(major), int(minor)


def version_refusal(engine, version):
    """As docker: a client that is too new or too old gets 400."""
    if number_of(version) > number_of(engine.api):
        return 400, f"client version {version} is too new. Maximum supported API version is {engine.api}"
    if number_of(version) < number_of(engine.minimum):
        return 400, (f"client version {version} is too old. Minimum supported API version is {engine.minimum}, "
                     "please upgrade your client to a newer version")
    return None


def route(engine, method, target, body, kind):
    """(Answer, request) for one request; whatever docker refuses is an Answer, too."""
    versioned = re.match(r"/v(\d+\.\d+)(/.*)", target)
    version, rest = versioned.groups() if versioned else (engine.api, target)
    refused = version_refusal(engine, version)
    if refused:
        if number_of(version) < (1, 23) and number_of(engine.api) < (1, 44):  # before errors were JSON
            return Answer(refused[0], (refused[1] + "\n").encode(), "text/plain; charset=utf-8")
        return Answer(refused[0], {"message": refused[1]})
    request = EngineRequest(method, rest, body, kind, number_of(version))
    for verb, pattern, handler in engine.routes:
        match = re.fullmatch(pattern, request.path)
        if verb == method and match:
            try:
                return handler(engine, request, *match.groups())
            except EngineRefusal as refusal:
                return Answer(refusal.status, {"message": refusal.message})
            finally:
                if method not in ("GET", "HEAD"):
                    engine.state.save()
    return Answer(404, {"message": "page not found"})


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = 0

    def setup(self):
        super().setup()
        self.server.engine.connections.add(self.connection)

    def finish(self):
        self.server.engine.connections.discard(self.connection)
        super().finish()

    def log_message(self, *_):
        pass

    def version_string(self):
        return self.server.engine.server_name

    def address_string(self):
        return "unix"

    def do_any(self):
        engine = self.server.engine
        engine.note(f"{self.command} {self.path}")
        body = self.read_body()
        fault = engine.faults.find("engine", "silent", "answer_500")
        if fault and fault["kind"] == "silent":
            engine.stopping.wait()
            self.close_connection = True
            return
        try:
            answer = route(engine, self.command, self.path, body, self.headers.get("Content-Type", ""))
        except Exception:  # a mistake of the fake must be seen in a test, not vanish with the thread
            traceback.print_exc()
            answer = Answer(500, {"message": "the fake engine has a mistake, see its standard error"})
        if fault:
            answer = Answer(500, {"message": fault.get("message", "something went wrong")})
        try:
            self.write(answer)
        except OSError:
            self.close_connection = True

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = do_any

    def read_body(self):
        if self.headers.get("Transfer-Encoding", "").lower() != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length") or 0))
        body = b""
        while size := int(self.rfile.readline().split(b";")[0], 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return body

    def write(self, answer):
        engine = self.server.engine
        if answer.kind == RAW:
            self.write_raw(answer)
            return
        self.send_response(answer.status)
        for name, value in [("Api-Version", engine.api), ("Docker-Experimental", "false"), ("Ostype", "linux"), *answer.headers]:
            self.send_header(name, value)
        empty = answer.status in (204, 304)
        if answer.kind and not empty and (answer.body or answer.stream):
            self.send_header("Content-Type", answer.kind)
        if answer.stream is not None:
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            self.write_stream(answer)
            return
        if not empty:
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if self.command != "HEAD" and not empty:
            self.wfile.write(answer.body)

    def write_raw(self, answer):
        """The output of a command: docker takes the connection over, asked to by Upgrade or not."""
        upgrade = self.headers.get("Upgrade", "").lower() == "tcp"
        head = "101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp" if upgrade else "200 OK"
        self.wfile.write(f"HTTP/1.1 {head}\r\nContent-Type: {RAW}\r\nApi-Version: {self.server.engine.api}\r\n\r\n".encode())
        self.wfile.write(answer.body)
        self.close_connection = True

    def write_stream(self, answer):
        for piece in answer.stream:
            self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
        self.wfile.write(b"0\r\n\r\n")


class UnixServer(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __init__(self, path, engine):
        self.engine = engine
        if os.path.exists(path):
            os.unlink(path)
        super().__init__(str(path), Handler)

    def handle_error(self, *_):
        pass  # a client that went away; mistakes of the fake are told by the handler

    def get_request(self):
        connection, _ = super().get_request()
        return connection, ("unix", 0)


class EngineListener:
    """Serves an engine at a path; with the fault `refused` the socket file is there and nobody listens, as after a crash."""

    def __init__(self, engine, path):
        self.path, self._server, self._dead = str(path), None, None
        if engine.faults.find("engine", "refused"):
            self._dead = socket.socket(socket.AF_UNIX)
            self._dead.bind(self.path)
            return
        self._server = UnixServer(self.path, engine)
        os.chmod(self.path, 0o000 if engine.faults.find("engine", "permission") else 0o660)
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def close(self):
        if self._server:
            self._server.shutdown()
            self._server.server_close()
        if self._dead:
            self._dead.close()
        if os.path.exists(self.path):
            os.unlink(self.path)


def ping(engine, request):
    slow = engine.faults.find("engine", "ping_slow")
    if slow:
        time.sleep(slow.get("seconds", 5))
    return Answer(200, b"OK", "text/plain; charset=utf-8",
                  [("Cache-Control", "no-cache, no-store, must-revalidate"), ("Pragma", "no-cache")])
