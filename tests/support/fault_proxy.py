"""What makes the fault server a proxy: SOCKS 5 requests, and the tunnel behind CONNECT and SOCKS."""

import contextlib
import select
import socket
import ssl

from fault_http import BadRequest, ClientGone, LoggedRequest

PIECE = 65536


def read_socks_request(connection, wants_password):
    """A SOCKS 5 request as "SOCKS host:port"; user and password, if asked for, as its header "User"."""
    version, count = connection.read_exactly(2)
    if version != 5:
        raise BadRequest(f"SOCKS version {version}")
    methods = connection.read_exactly(count)
    headers = []
    if wants_password:
        if 2 not in methods:
            connection.send(b"\x05\xff")
            raise ClientGone()
        connection.send(b"\x05\x02")
        _, length = connection.read_exactly(2)
        user = connection.read_exactly(length)
        password = connection.read_exactly(connection.read_exactly(1)[0])
        headers.append(("User", f"{user.decode()}:{password.decode()}"))
        accepted = wants_password in (True, headers[0][1])
        connection.send(b"\x01\x00" if accepted else b"\x01\x01")
        if not accepted:
            raise ClientGone()
    else:
        connection.send(b"\x05\x00")
    _, _, _, kind = connection.read_exactly(4)
    if kind == 3:
        host = connection.read_exactly(connection.read_exactly(1)[0]).decode()
    else:
        family, size = (socket.AF_INET, 4) if kind == 1 else (socket.AF_INET6, 16)
        host = socket.inet_ntop(family, connection.read_exactly(size))
    port = int.from_bytes(connection.read_exactly(2), "big")
    return LoggedRequest("SOCKS", f"{host}:{port}", headers, b"", connection.number)


def socks_reply(connection, code):
    connection.send(bytes([5, code, 0, 1, 0, 0, 0, 0, 0, 0]))


def tunnel(connection, port):
    """Carries bytes both ways until one side ends."""
    with contextlib.closing(socket.create_connection(("127.0.0.1", port))) as target:
        client = connection.sock
        target.sendall(connection.received)
        connection.received = b""
        while not connection.stopping.is_set():
            pending = isinstance(client, ssl.SSLSocket) and client.pending()
            readable, _, _ = select.select([client, target], [], [], 0 if pending else 0.1)
            if target in readable:
                data = target.recv(PIECE)
                if not data:
                    return
                connection.send(data)
            if client in readable or pending:
                try:
                    data = client.recv(PIECE)
                except (BlockingIOError, ssl.SSLWantReadError):
                    continue
                if not data:
                    return
                target.sendall(data)
