#!/usr/bin/env python3
"""A server that fails in the ways real ones do: the cases are data (see fault_reply.py for the steps).

As a library:    with FaultServer({"POST /api/chat": [[{"chat": ["Hi"]}]]}) as server: ... server.url ... server.requests
By hand:         fault_server.py CASE.toml[:NAME]     serves a case of tests/integration until Ctrl-C, logging the requests
                 fault_server.py --selftest           proves the steps with curl as the client
"""

import argparse
import contextlib
import os
import pathlib
import socket
import sys
import threading
import time

sys.dont_write_bytecode = True  # the source tree may belong to somebody else
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from fault_connection import Connection, ServerStopping
from fault_http import BadRequest, ClientGone, TlsHello, read_request
from fault_proxy import read_socks_request
from fault_reply import Reply, ReplyEnded
from fault_tls import server_context, shake_hands

LISTEN_KINDS = ("tcp", "tcp6", "unix", "tls", "refused", "blackhole", "stall", "socks")
NOT_FOUND = [{"text": "404 page not found", "status": 404}]


class Gates:
    """Named gates: a reply waits at one until the test opens it."""

    def __init__(self):
        self._open = set()

    def open(self, name):
        self._open.add(name)

    def is_open(self, name):
        return name in self._open


class FaultServer:
    """Serves routes ("METHOD /path" -> list of replies; the n-th request gets the n-th reply, later ones the last).

    listen: tcp | tcp6 | unix | tls | refused (nobody listens) | blackhole (connects hang) | stall (accepts, never answers)
            | socks (a SOCKS 5 proxy; its routes are "SOCKS host:port")
    late_ms: the port refuses until this time has passed.
    certificate, tls_max, client_ca: of a tls server, see fault_tls.py.
    stall_after: connections after so many are accepted and never answered.
    socks_password: the "user:password" that a SOCKS proxy wants; True: any.
    """

    def __init__(self, routes=None, listen="tcp", address="127.0.0.1", unix_path=None, certificate=None, late_ms=0,
                 tls_max=None, client_ca=None, socks_password=None, stall_after=None):
        if listen not in LISTEN_KINDS:
            raise ValueError(f"listen = {listen!r} is not one of {', '.join(LISTEN_KINDS)}")
        self.routes = {route: replies_of(value) for route, value in (routes or {}).items()}
        self.listen = listen
        self.gates = Gates()
        self.requests = []
        self.peer_port = None  # where the tunnels of a proxy lead
        self.errors = []  # what a test must not overlook: unreadable requests, mistakes in a case
        self.connections = 0
        self.changed = threading.Condition()
        self._stopping = threading.Event()
        self._threads = []
        self._served = {}
        self._late_ms = late_ms
        self._tls = None
        self._fillers = []
        self._socks_password = socks_password
        self._stall_after = 0 if listen == "stall" else stall_after
        self.unix_path = unix_path
        if listen == "unix":
            self._socket = socket.socket(socket.AF_UNIX)
            self._socket.bind(str(unix_path))
            self.port = None
        else:
            family = socket.AF_INET6 if listen == "tcp6" else socket.AF_INET
            self._socket = socket.socket(family)
            self._socket.bind(("::1" if listen == "tcp6" else address, 0))
            self.port = self._socket.getsockname()[1]
        if listen == "tls":
            self._tls = server_context(certificate, tls_max, client_ca)
        host = "[::1]" if listen == "tcp6" else address
        scheme = {"tls": "https", "stall": "https", "socks": "socks5h"}.get(listen, "http")
        self.url = f"unix://{unix_path}" if listen == "unix" else f"{scheme}://{host}:{self.port}"

    def __enter__(self):
        if self.listen == "blackhole":
            # With a full backlog the kernel drops further SYNs: the connects of the client hang.
            self._socket.listen(0)
            for _ in range(2):
                filler = socket.socket()
                filler.setblocking(False)
                with contextlib.suppress(BlockingIOError):
                    filler.connect(self._socket.getsockname())
                self._fillers.append(filler)
        elif self.listen != "refused":
            if not self._late_ms:
                self._socket.listen(64)
            self._start(self._accept)
        return self

    def __exit__(self, *_):
        self._stopping.set()
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)  # wakes the accept
        for thread in list(self._threads):
            thread.join(5)
        self._socket.close()
        for filler in self._fillers:
            filler.close()
        if self.unix_path and os.path.exists(self.unix_path):
            os.unlink(self.unix_path)

    def wait_until(self, condition, seconds):
        """Waits for condition(self); False when the time is over."""
        with self.changed:
            return self.changed.wait_for(lambda: condition(self), seconds)

    def count(self, route):
        with self.changed:
            return sum(1 for request in self.requests if request.route == route)

    # Threads: one accepts, one serves each connection

    def _start(self, function, *arguments):
        thread = threading.Thread(target=function, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self):
        if self._late_ms:
            if self._stopping.wait(self._late_ms / 1000):
                return
            self._socket.listen(64)
        while not self._stopping.is_set():
            try:
                sock, _ = self._socket.accept()
            except OSError:
                return
            self.connections += 1
            self._start(self._serve, sock, self.connections)

    def _serve(self, sock, number):
        connection = None
        try:
            if self._stall_after is not None and number > self._stall_after:
                self._stopping.wait()
                return
            if self._tls:
                sock = shake_hands(self._tls, sock)
            connection = Connection(sock, number, self._stopping)
            while self._serve_request(connection):
                pass
        except (ClientGone, ReplyEnded, ServerStopping):
            pass
        except TlsHello:
            connection.send(b"HTTP/1.0 400 Bad Request\r\n\r\n")  # what a Go server answers
        except BadRequest as error:
            self._note(lambda: self.errors.append(f"not a request: {error}"))
        except OSError:
            pass  # a refused certificate ends the handshake: the test sees it at the client
        except Exception as error:  # a mistake in a case must fail its test, not vanish with the thread
            message = f"{type(error).__name__}: {error}"
            self._note(lambda: self.errors.append(message))
        finally:
            connection.close() if connection else sock.close()

    def _serve_request(self, connection):
        request = read_socks_request(connection, self._socks_password) if self.listen == "socks" else read_request(connection)
        if request is None:
            return False
        self._note(lambda: self.requests.append(request))
        try:
            return Reply(connection, request, self.gates, self.peer_port).run(self._next_reply(request.route))
        except ClientGone:
            request.aborted_at = time.monotonic()
            raise
        finally:
            if request.aborted_at is None:
                request.finished_at = time.monotonic()
            self._note(lambda: None)

    def _next_reply(self, route):
        with self.changed:
            replies = self.routes.get(route) or self.routes.get("*") or [NOT_FOUND]
            index = self._served.get(route, 0)
            self._served[route] = index + 1
        return replies[min(index, len(replies) - 1)]

    def _note(self, change):
        with self.changed:
            change()
            self.changed.notify_all()


def replies_of(value):
    """A case may write a single reply without the outer list."""
    return value if value and isinstance(value[0], list) else [value]


def serve_by_hand(case):
    import tomllib

    file_name, _, name = case.partition(":")
    with open(file_name, "rb") as file:
        cases = tomllib.load(file)["case"]
    chosen = next((entry for entry in cases if not name or entry["name"] == name), None)
    if chosen is None:
        sys.exit(f"fault_server: no case {name!r} in {file_name}")
    with FaultServer(chosen.get("serve", {}), **chosen.get("server", {})) as server:
        print(server.url, flush=True)
        shown = 0
        with contextlib.suppress(KeyboardInterrupt):
            while True:
                server.wait_until(lambda s: len(s.requests) > shown, 0.2)
                for request in server.requests[shown:]:
                    print(f"{request.route} {request.body.decode('utf-8', 'replace')}", flush=True)
                    shown += 1


def main():
    parser = argparse.ArgumentParser(description="Serves one test case, or proves the server itself.")
    parser.add_argument("case", nargs="?", help="FILE.toml or FILE.toml:NAME")
    parser.add_argument("--selftest", action="store_true")
    options = parser.parse_args()
    if options.selftest:
        import fault_selftest

        return fault_selftest.main()
    if not options.case:
        parser.error("a case, or --selftest")
    serve_by_hand(options.case)
    return 0


if __name__ == "__main__":
    sys.exit(main())
