"""One accepted connection of the fault server: every wait also watches whether the client has gone."""

import select
import socket
import ssl
import struct
import time

from fault_http import ClientGone, TlsHello

# How long a wait may last before it looks whether the server is being stopped.
TICK = 0.1


class ServerStopping(Exception):
    """The test ended while a reply was still under way."""


class Connection:
    def __init__(self, sock, number, stopping):
        self.sock = sock
        self.number = number
        self.stopping = stopping
        self.received = b""
        self.sock.setblocking(False)
        # A unix socket has no such option.
        if sock.family in (socket.AF_INET, socket.AF_INET6):
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    # Reading

    def _receive(self):
        """Takes what is there; False when nothing is; raises ClientGone at the end of the stream."""
        try:
            data = self.sock.recv(65536)
        except (BlockingIOError, InterruptedError, ssl.SSLWantReadError, ssl.SSLWantWriteError):
            return False
        except (OSError, ValueError) as error:
            raise ClientGone() from error
        if not data:
            raise ClientGone()
        self.received += data
        return True

    def _wait(self, seconds, for_write=False):
        if self.stopping.is_set():
            raise ServerStopping()
        if isinstance(self.sock, ssl.SSLSocket) and self.sock.pending():
            return True, False
        readable, writable, _ = select.select([self.sock], [self.sock] if for_write else [], [], seconds)
        return bool(readable), bool(writable)

    def read_until(self, mark):
        """The bytes up to and with the mark; None when the client ended the stream at a message border."""
        while mark not in self.received:
            if self.received.startswith(b"\x16\x03"):
                raise TlsHello()
            try:
                self._wait(TICK)
                self._receive()
            except ClientGone:
                if self.received:
                    raise
                return None
        end = self.received.index(mark) + len(mark)
        taken, self.received = self.received[:end], self.received[end:]
        return taken

    def read_exactly(self, count):
        while len(self.received) < count:
            self._wait(TICK)
            self._receive()
        taken, self.received = self.received[:count], self.received[count:]
        return taken

    # Waiting and writing

    def pause(self, seconds):
        """Sleeps, but notices at once when the client closes."""
        end = None if seconds is None else time.monotonic() + seconds
        while True:
            left = TICK if end is None else min(TICK, end - time.monotonic())
            if left <= 0:
                return
            readable, _ = self._wait(left)
            if readable:
                self._receive()

    def send(self, data):
        view = memoryview(data)
        while view:
            try:
                view = view[self.sock.send(view):]
                continue
            except (BlockingIOError, ssl.SSLWantWriteError, ssl.SSLWantReadError):
                pass
            except OSError as error:
                raise ClientGone() from error
            readable, _ = self._wait(TICK, for_write=True)
            if readable:
                self._receive()

    # Endings

    def reset(self):
        """Closes with RST instead of FIN."""
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.sock.close()

    def half_close(self):
        self.sock.shutdown(socket.SHUT_WR)

    def close(self):
        try:
            # Without this the kernel would send RST when unread bytes of the client are left.
            self.sock.shutdown(socket.SHUT_WR)
        except OSError:
            pass
        self.sock.close()
