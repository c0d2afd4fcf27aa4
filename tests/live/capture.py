"""Servers that keep what they are sent, and a stranger on the same machine who looks at every process."""
import contextlib
import json
import os
import socket
import ssl
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from front_servers import make_authority
from network import SERVER, Network

STRANGER = 65534
PORTS = {"https": 8443, "http": 8080, "other https": 9443, "other http": 9080}


@dataclass
class Origin:
    """One port. Answers as Ollama does, or with `redirect` (status, address); `echo` complains with what it got."""
    seen: list = field(default_factory=list)
    redirect: tuple = ()
    echo: bool = False
    hold: threading.Event = None  # the answer stays open until it is set

    def text(self):
        return "\n".join(self.seen)


def lines(*entries):
    return b"".join(json.dumps(entry).encode() + b"\n" for entry in entries)


def handler_of(origin, network):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_):
            pass

        def _keep(self):
            size = int(self.headers.get("Content-Length") or 0)
            body = self.rfile.read(size).decode()
            origin.seen.append(f"{self.requestline}\n{self.headers}{body}")

        def do_GET(self):
            self._keep()
            if origin.redirect:
                status, address = origin.redirect
                self.send_response(status)
                self.send_header("Location", address + self.path)
                self.send_header("Content-Length", "0")
                self.end_headers()
            elif origin.echo:
                self._send(400, lines({"error": "this is wrong: " + str(self.headers.get("Authorization"))}))
            elif self.path.endswith("/api/chat"):
                self._stream()
            else:
                self._send(200, lines({"models": []}))

        do_POST = do_GET

        def do_CONNECT(self):
            self._keep()
            host, _, port = self.path.partition(":")
            if host != SERVER:
                self.send_error(502)
                return
            far = network.connect(int(port))
            self.send_response(200)
            self.end_headers()
            pump = threading.Thread(target=self._pump, args=(far, self.connection), daemon=True)
            pump.start()
            self._pump(self.connection, far)
            self.close_connection = True

        @staticmethod
        def _pump(source, sink):
            with contextlib.suppress(OSError):
                while data := source.recv(65536):
                    sink.sendall(data)
            with contextlib.suppress(OSError):
                sink.shutdown(socket.SHUT_WR)

        def _send(self, status, body):
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def _stream(self):
            self.send_response(200)
            self.send_header("Content-Type", "application/x-ndjson")
            self.send_header("Connection", "close")
            self.end_headers()
            part = {"model": "m", "message": {"role": "assistant", "content": "hello"}, "done": False}
            with contextlib.suppress(OSError):
                self.wfile.write(lines(part))
                if origin.hold:
                    origin.hold.wait(30)
                self.wfile.write(lines({**part, "done": True, "done_reason": "stop"}))
            self.close_connection = True

    return Handler


class Capture(Network):
    """`https` and `http` are where a test sends something; nothing of it may reach the others, nor the proxy."""

    def __init__(self, service, tmp):
        super().__init__(service, tmp, client_sees_server=True)
        try:
            self.authority, certificate, key = make_authority(self.server.folder, "server", SERVER)
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate, key)
            self.origins = {name: self._open(port, context if "https" in name else None)
                            for name, port in PORTS.items()}
            self.proxy = self._open(3128, None)
        except BaseException:
            self.close()
            raise

    def _open(self, port, context):
        origin = Origin()
        server = ThreadingHTTPServer(("", port), handler_of(origin, self), bind_and_activate=False)
        server.socket.close()
        server.socket = self.server.listen(self.server_address, port)
        if context:
            server.socket = context.wrap_socket(server.socket, server_side=True)
        server.daemon_threads = True
        server.block_on_close = False
        server.handle_error = lambda *_: None  # a client that hangs up, or does not like the certificate
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        self._closing.callback(server.server_close)
        self._closing.callback(server.shutdown)
        return origin

    def connect(self, port):
        """A connection as the proxy makes it, in the network of the server."""
        return self.server.connect(self.server_address, port)

    @staticmethod
    def url(name):
        return f"{name.rpartition(' ')[2]}://{SERVER}:{PORTS[name]}"

    PROXY = f"http://{SERVER}:3128"

    def add(self, name, origin, *arguments):
        if origin.endswith("https"):
            arguments += ("--ca-file", str(self.authority))
        done = self.run("remote", "add", name, "--url", self.url(origin), *arguments)
        assert done.returncode == 0, done

    def trusting(self, **env):
        return {"SSL_CERT_FILE": str(self.authority), **env}

    def who_saw(self, secret):
        found = {name for name, origin in self.origins.items() if secret in origin.text()}
        return found | ({"proxy"} if secret in self.proxy.text() else set())

    def who_was_asked(self):
        return {name for name, origin in self.origins.items() if origin.seen}

    def forget(self):
        for origin in (*self.origins.values(), self.proxy):
            origin.seen.clear()


class Stranger:
    """Another user of the machine, who reads the arguments and the environment of every process all the time."""

    def __init__(self, *secrets):
        self._secrets = [secret.encode() for secret in secrets]
        self._ended_in, self._end = os.pipe()
        self._report, self._report_in = os.pipe()
        self._pid = os.fork()
        if self._pid == 0:
            status = 1
            try:
                os.close(self._end)
                os.setgroups([])
                os.setresgid(STRANGER, STRANGER, STRANGER)
                os.setresuid(STRANGER, STRANGER, STRANGER)
                os.write(self._report_in, json.dumps(self._look()).encode())
                status = 0
            finally:
                os._exit(status)
        os.close(self._ended_in)
        os.close(self._report_in)

    def _look(self):
        found, programs, looks = set(), {}, 0
        os.set_blocking(self._ended_in, False)
        while True:
            with contextlib.suppress(BlockingIOError):
                os.read(self._ended_in, 1)
                return {"found": sorted(found), "programs": programs, "looks": looks}
            looks += 1
            for entry in Path("/proc").glob("[0-9]*"):
                for part in ("cmdline", "environ"):
                    with contextlib.suppress(OSError):
                        text = (entry / part).read_bytes()
                        if part == "cmdline":
                            name = os.path.basename(text.split(b"\0")[0]).decode(errors="replace")
                            programs[name] = programs.get(name, 0) + 1
                        found |= {f"{part}: {text!r}" for secret in self._secrets if secret in text}

    def report(self):
        os.close(self._end)
        with open(self._report, "rb") as file:
            text = file.read()
        os.waitpid(self._pid, 0)
        return json.loads(text)
