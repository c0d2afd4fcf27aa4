"""The reading half of the fault server: HTTP/1.1 requests, and the log entry that tests look at."""

import json
import time


class BadRequest(Exception):
    """The client sent something that is no HTTP request."""


class TlsHello(Exception):
    """The client speaks TLS to a server without."""


class ClientGone(Exception):
    """The client closed the connection."""


class LoggedRequest:
    """One request as the server saw it."""

    def __init__(self, method, target, headers, body, connection):
        self.method = method
        self.target = target
        self.headers = headers  # [(name as sent, value)], in the order of arrival
        self.body = body
        self.connection = connection
        self.received_at = time.monotonic()
        self.finished_at = None  # the whole reply was sent
        self.aborted_at = None  # the client closed the connection before that

    @property
    def route(self):
        return f"{self.method} {self.target}"

    def header(self, name):
        for key, value in self.headers:
            if key.lower() == name.lower():
                return value
        return None

    def json(self):
        return json.loads(self.body)


def split_head(head):
    lines = head.decode("latin-1").split("\r\n")
    parts = lines[0].split(" ")
    if len(parts) != 3 or not parts[2].startswith("HTTP/"):
        raise BadRequest(lines[0][:80])
    headers = []
    for line in lines[1:]:
        name, colon, value = line.partition(":")
        if not colon:
            raise BadRequest(line[:80])
        headers.append((name, value.strip()))
    return parts[0], parts[1], headers


def read_request(connection):
    """Reads one request from a Connection; None when the client ended the connection between two requests."""
    head = connection.read_until(b"\r\n\r\n")
    if head is None:
        return None
    method, target, headers = split_head(head[:-4])
    fields = {name.lower(): value for name, value in headers}
    if "100-continue" in fields.get("expect", "").lower():
        connection.send(b"HTTP/1.1 100 Continue\r\n\r\n")
    if fields.get("transfer-encoding", "").lower() == "chunked":
        body = read_chunked(connection)
    else:
        body = connection.read_exactly(int(fields.get("content-length", "0")))
    return LoggedRequest(method, target, headers, body, connection.number)


def read_chunked(connection):
    body = b""
    while True:
        size_line = connection.read_until(b"\r\n")
        if size_line is None:
            raise ClientGone()
        size = int(size_line.split(b";")[0], 16)
        piece = connection.read_exactly(size + 2)
        if size == 0:
            return body
        body += piece[:-2]
