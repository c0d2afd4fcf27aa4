#!/usr/bin/env python3
"""A front for a Docker registry that makes Ollama's pulls work as they do against the public one.

Ollama asks for a blob and expects a temporary redirect to another host name; a plain registry sends the
bytes at once, and the pull fails with "no Location header in response". This front passes every request on
to the registry, but answers a blob GET with a 307 that names the same server differently
(127.0.0.1 -> localhost, a host name -> the address the connection came in on).

A listener can have a rate in bytes per second. It holds for all its connections together, so that a test sees
progress and has time to interrupt a pull.

    registry.py --backend 127.0.0.1:5052 --listen 127.0.0.1:5051 --listen 127.0.0.1:5053@2000000

Port 0 takes a free port. One line per listener goes to stdout: "listening ADDRESS:PORT RATE". Every request is
one line on stderr, so that a test can count them.
"""

import argparse
import http.client
import http.server
import ipaddress
import os
import re
import signal
import socketserver
import sys
import threading
import time
import urllib.parse

BLOB_PATH = re.compile(r"^/v2/.+/blobs/sha256:[0-9a-f]{64}$")
HOP_BY_HOP = {
    "connection",
    "keep-alive",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
}
PIECE = 64 * 1024
# The second request says by this that it already followed the redirect; without it localhost would
# send the client back to 127.0.0.1 for ever.
FOLLOWED = "followed=1"


class Throttle:
    """Spreads bytes over time, for all connections of one listener together."""

    def __init__(self, bytes_per_second):
        self.rate = bytes_per_second
        self.lock = threading.Lock()
        self.free_at = time.monotonic()

    def piece(self):
        if not self.rate:
            return PIECE
        return max(1, min(PIECE, self.rate // 20))

    def wait_for(self, count):
        if not self.rate:
            return
        with self.lock:
            start = max(self.free_at, time.monotonic())
            self.free_at = start + count / self.rate
        delay = start - time.monotonic()
        if delay > 0:
            time.sleep(delay)


class Listener(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 64

    def __init__(self, address, rate, backend):
        self.throttle = Throttle(rate)
        self.backend = backend
        super().__init__(address, Handler)

    def handle_error(self, request, client_address):
        # A client that goes away in the middle of a blob is what the tests do on purpose.
        kind = sys.exc_info()[0]
        if kind and issubclass(kind, (ConnectionError, TimeoutError)):
            return
        super().handle_error(request, client_address)


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 300

    def handle_any(self):
        path, _, query = self.path.partition("?")
        if self.command == "GET" and BLOB_PATH.match(path) and query != FOLLOWED:
            other = self.other_name()
            if other:
                self.redirect(f"http://{other}{path}?{FOLLOWED}")
                return
        self.forward(path if query == FOLLOWED else self.path)

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = handle_any

    def other_name(self):
        """The same server under another name than the client used, or None when there is none."""
        asked = urllib.parse.urlsplit("//" + self.headers.get("Host", ""))
        name = asked.hostname or ""
        own_address, port = self.connection.getsockname()[:2]
        try:
            address = ipaddress.ip_address(name)
        except ValueError:
            return f"{own_address}:{port}"
        return f"localhost:{port}" if address.is_loopback else None

    def redirect(self, location):
        self.send_response(307)
        self.send_header("Location", location)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def body_pieces(self):
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
            while True:
                size = int(self.rfile.readline().split(b";")[0], 16)
                left = size
                while left:
                    piece = self.rfile.read(min(left, PIECE))
                    if not piece:
                        raise ConnectionError("the client stopped in the middle of a chunk")
                    left -= len(piece)
                    yield piece
                self.rfile.readline()
                if size == 0:
                    return
        left = int(self.headers.get("Content-Length") or 0)
        while left:
            piece = self.rfile.read(min(left, PIECE))
            if not piece:
                raise ConnectionError("the client stopped in the middle of a body")
            left -= len(piece)
            yield piece

    def forward(self, target):
        chunked = self.headers.get("Transfer-Encoding", "").lower() == "chunked"
        backend = http.client.HTTPConnection(*self.server.backend, timeout=300)
        try:
            # Host goes through unchanged: the registry builds the upload addresses from it.
            backend.putrequest(self.command, target, skip_host=True, skip_accept_encoding=True)
            for name, value in self.headers.items():
                if name.lower() not in HOP_BY_HOP:
                    backend.putheader(name, value)
            if chunked:
                backend.putheader("Transfer-Encoding", "chunked")
            backend.endheaders(self.body_pieces(), encode_chunked=chunked)
            answer = backend.getresponse()
        except OSError as error:
            self.send_error(502, f"the registry behind this front does not answer: {error}")
            backend.close()
            return
        try:
            self.pass_back(answer)
        finally:
            backend.close()

    def pass_back(self, answer):
        has_body = self.command != "HEAD" and answer.status not in (204, 304)
        length = answer.getheader("Content-Length")
        rechunk = has_body and length is None
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in HOP_BY_HOP | {"server", "date"}:
                self.send_header(name, value)
        if rechunk:
            self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        if not has_body:
            return
        throttle = self.server.throttle
        while piece := answer.read(throttle.piece()):
            throttle.wait_for(len(piece))
            self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece) if rechunk else piece)
        if rechunk:
            self.wfile.write(b"0\r\n\r\n")

    def log_request(self, code="-", size="-"):
        wanted = self.headers.get("Range", "-")
        line = f"{time.strftime('%H:%M:%S')} {self.client_address[0]} {self.command} {self.path} {wanted} {code}\n"
        sys.stderr.write(line)
        sys.stderr.flush()


def host_and_port(text):
    host, _, port = text.rpartition(":")
    if not host or not port.isdigit() or int(port) > 65535:
        raise argparse.ArgumentTypeError(f"expected ADDRESS:PORT, got {text!r}")
    return host, int(port)


def listener_spec(text):
    where, _, rate = text.partition("@")
    if rate and not rate.isdigit():
        raise argparse.ArgumentTypeError(f"expected ADDRESS:PORT@BYTES_PER_SECOND, got {text!r}")
    host, port = host_and_port(where)
    if host in ("0.0.0.0", "::", "*"):
        raise argparse.ArgumentTypeError("this front has no password; name one address, not all of them")
    return host, port, int(rate) if rate else None


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--backend", type=host_and_port, required=True, metavar="ADDRESS:PORT")
    parser.add_argument(
        "--listen",
        type=listener_spec,
        action="append",
        required=True,
        metavar="ADDRESS:PORT[@RATE]",
        help="may be given several times; RATE in bytes per second",
    )
    parser.add_argument(
        "--rate",
        type=int,
        default=int(os.environ.get("LLAMERO_REGISTRY_RATE") or 0),
        help="bytes per second for listeners without a rate of their own (LLAMERO_REGISTRY_RATE; 0: no limit)",
    )
    options = parser.parse_args()

    listeners = []
    for host, port, rate in options.listen:
        rate = options.rate if rate is None else rate
        try:
            listener = Listener((host, port), rate, options.backend)
        except OSError as error:
            sys.exit(f"registry.py: cannot listen on {host}:{port}: {error.strerror}")
        listeners.append(listener)
        print(f"listening {host}:{listener.server_address[1]} {rate}", flush=True)
        threading.Thread(target=listener.serve_forever, daemon=True).start()

    signal.sigwait({signal.SIGTERM, signal.SIGINT})


if __name__ == "__main__":
    main()
