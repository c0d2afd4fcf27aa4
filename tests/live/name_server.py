"""A name server that knows one name: what a container asks that has no entry for it in its own /etc/hosts."""
import contextlib
import socket
import struct
import threading

ADDRESS_TYPE = 1
ANSWER, NO_SUCH_NAME = 0x8180, 0x8183  # flags of RFC 1035, 4.1.1: a response, recursion desired and available


def question_of(packet):
    """The name, the type, and where the question ends."""
    labels, place = [], 12
    while length := packet[place]:
        labels.append(packet[place + 1:place + 1 + length].decode())
        place += 1 + length
    return ".".join(labels).lower(), struct.unpack_from(">H", packet, place + 1)[0], place + 5


class NameServer:
    def __init__(self, datagrams, name, address):
        self._datagrams, self._name, self._address = datagrams, name, socket.inet_aton(address)
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        with contextlib.suppress(OSError):
            while True:
                packet, asker = self._datagrams.recvfrom(512)
                with contextlib.suppress(IndexError, struct.error, UnicodeDecodeError):
                    self._datagrams.sendto(self._answer(packet), asker)

    def _answer(self, packet):
        name, kind, end = question_of(packet)
        known = name == self._name
        count = 1 if known and kind == ADDRESS_TYPE else 0
        head = packet[:2] + struct.pack(">5H", ANSWER if known else NO_SUCH_NAME, 1, count, 0, 0)
        # 0xC00C points back at the name of the question.
        answer = struct.pack(">3HIH", 0xC00C, ADDRESS_TYPE, 1, 60, 4) + self._address
        return head + packet[12:end] + answer * count

    def close(self):
        with contextlib.suppress(OSError):
            self._datagrams.shutdown(socket.SHUT_RDWR)
        self._datagrams.close()
