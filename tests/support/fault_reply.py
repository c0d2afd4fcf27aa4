"""The writing half of the fault server: a reply is a list of steps, each one a thing that a server, a proxy or a network does.

A step is a word ("rst") or a table with the step's name as its first key. Steps that write a body send a head first if none
was sent. A reply whose steps run out is ended properly: with the last chunk, or by a close where the close ends the body.

  {send="..."} {hex="..."} {base64="..."}   these bytes, as they are
  {head=200, type="...", headers=[["A","b"]], framing="chunked"|"close"|"length:N"|"none", reason="..."}
  {chunk="..."} {chunk_hex="..."}           one piece of the body, framed as the head said
  {lines=[...]}                             one piece each, with a newline; a table is written as JSON
  {chat=["a","b"], thinking=[...], done="stop"|false, stats=false, delay=ms}    the lines of a chat answer, each one a piece
  {done="stop"}                             the final line of a chat answer alone
  {json={...}|"...", status=200}            a whole reply, application/json, with its length and without newline
  {text="...", status=502, type="text/html", headers=[...]}     a whole reply
  {gzip="..."}                              a whole reply with Content-Encoding: gzip
  {replay="chat-stream.json", speed=0, pieces=n}  a recorded exchange; speed 1 keeps its times, 0 is at once; pieces: only the first n
  {bigline=n}                               one chat line with n bytes of content, sent in parts
  {nested=n}                                one line with n opening brackets
  {endless="...", delay=ms, times=n}        this piece for ever, n of them at a time
  {fill="x", bytes=n}                       n bytes as they are, for large headers
  {sleep=ms}  {gate="name"}                 waits; a gate waits until the test opens it
  {slice=n, delay=ms}                       from here on n bytes at a time
  "hold" "flush"                            collects what follows; sends it at once
  "bad_chunk" "cut_chunk"                   a chunk size that is no number; a chunk shorter than its size, then close
  {tunnel=200}  {socks=5}                   a proxy: accepts (CONNECT or SOCKS) and carries bytes to the other server; refuses
  "end" "close" "rst" "half_close" "hang"
"""

import base64
import gzip
import json
import time

from fault_proxy import socks_reply, tunnel
from wire_recording import Recording

NDJSON = "application/x-ndjson"
CREATED = "2026-01-02T03:04:05.678901234Z"
STATS = {
    "total_duration": 5080000000, "load_duration": 1360000, "prompt_eval_count": 11,
    "prompt_eval_duration": 204000000, "eval_count": 120, "eval_duration": 4870000000,
}
PART = 65536


class ReplyEnded(Exception):
    """A step closed the connection: nothing may follow."""


def chat_line(content="", thinking=None, done=None, stats=True, model="m"):
    message = {"role": "assistant", "content": content}
    if thinking is not None:
        message["thinking"] = thinking
    line = {"model": model, "created_at": CREATED, "message": message, "done": done is not None}
    if done is not None:
        line["done_reason"] = done
        if stats:
            line.update(STATS)
    return json.dumps(line, ensure_ascii=False)


def as_bytes(value):
    return value if isinstance(value, bytes) else value.encode("utf-8", "surrogateescape")


def unknown_steps(replies):
    """The steps of a route that no Reply could run."""
    return [step for steps in replies for step in steps if not hasattr(Reply, "step_" + Reply._parts(step)[0])]


class Reply:
    """Runs the steps of one reply on one connection."""

    def __init__(self, connection, request, gates, peer_port=None):
        self.connection = connection
        self.request = request
        self.gates = gates
        self.peer_port = peer_port
        self.framing = None  # no head was sent yet
        self.slice_bytes = 0
        self.slice_delay = 0
        self.held = None

    def run(self, steps):
        """True when the connection can serve another request."""
        for step in steps:
            name, argument, options = self._parts(step)
            action = getattr(self, "step_" + name, None)
            if action is None:
                raise ValueError(f"unknown step: {step!r}")
            action(argument, **options) if argument is not None else action(**options)
        self.step_flush()
        if self.framing == "chunked":
            self.step_end()
        return self.framing is not None and (self.framing == "ended" or self.framing.startswith("length"))

    @staticmethod
    def _parts(step):
        if isinstance(step, str):
            return step, None, {}
        (name, argument), *options = step.items()
        return name, argument, dict(options)

    # Output, through slices and holds

    def _emit(self, data):
        if self.held is not None:
            self.held += data
        elif self.slice_bytes:
            for start in range(0, len(data), self.slice_bytes):
                self.connection.send(data[start:start + self.slice_bytes])
                self.connection.pause(self.slice_delay)
        else:
            self.connection.send(data)

    def _piece(self, data):
        if self.framing is None:
            self.step_head(200)
        if self.framing == "chunked":
            data = b"%x\r\n%s\r\n" % (len(data), data)
        self._emit(data)

    # Heads

    def step_head(self, status, type=NDJSON, headers=(), framing="chunked", reason=None):
        lines = [f"HTTP/1.1 {status} {reason or 'Status'}"]
        if type:
            lines.append(f"Content-Type: {type}")
        lines += [f"{name}: {value}" for name, value in headers]
        if framing == "chunked":
            lines.append("Transfer-Encoding: chunked")
        elif framing.startswith("length:"):
            lines.append(f"Content-Length: {framing[7:]}")
        elif framing == "close":
            lines.append("Connection: close")
        self._emit(as_bytes("\r\n".join(lines) + "\r\n\r\n"))
        self.framing = framing

    def _whole(self, body, status, type, headers=()):
        self.step_head(status, type, headers, f"length:{len(body)}")
        self._emit(body)

    def step_json(self, value, status=200, headers=()):
        body = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        self._whole(as_bytes(body), status, "application/json; charset=utf-8", headers)

    def step_text(self, value, status=200, type="text/plain", headers=()):
        self._whole(as_bytes(value), status, type, headers)

    def step_gzip(self, value, status=200):
        self._whole(gzip.compress(as_bytes(value)), status, NDJSON, [("Content-Encoding", "gzip")])

    # Bodies

    def step_send(self, value):
        self._emit(as_bytes(value))
        if self.framing is None:
            self.framing = "raw"

    def step_hex(self, value):
        self.step_send(bytes.fromhex(value))

    def step_base64(self, value):
        self.step_send(base64.b64decode(value))

    def step_chunk(self, value):
        self._piece(as_bytes(value))

    def step_chunk_hex(self, value):
        self._piece(bytes.fromhex(value))

    def step_lines(self, values, delay=0):
        for value in values:
            text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            self._piece(as_bytes(text) + b"\n")
            self.connection.pause(delay / 1000)

    def step_chat(self, contents, thinking=(), done="stop", stats=True, delay=0):
        lines = [chat_line("", thought) for thought in thinking] + [chat_line(content) for content in contents]
        if done is not False:
            lines.append(chat_line("", done=done, stats=stats))
        self.step_lines(lines, delay)

    def step_done(self, reason="stop", stats=True):
        self.step_lines([chat_line("", done=reason, stats=stats)])

    def step_bigline(self, size):
        before, after = chat_line("\x00").encode().split(b"\\u0000")
        self._piece(before)
        while size > 0:
            self._piece(b"x" * min(size, PART))
            size -= PART
        self._piece(after + b"\n")

    def step_nested(self, depth):
        while depth > 0:
            self._piece(b"[" * min(depth, PART))
            depth -= PART
        self._piece(b"\n")

    def step_endless(self, value, delay=0, times=1):
        piece = as_bytes(value) * times
        while True:
            self._piece(piece)
            if delay:
                self.connection.pause(delay / 1000)

    def step_fill(self, value, bytes):
        data = as_bytes(value)
        while bytes > 0:
            part = data * (min(bytes, PART) // len(data) or 1)
            self._emit(part)
            bytes -= len(part)

    def step_replay(self, name, speed=0, pieces=None):
        recording = Recording(name)
        start = time.monotonic()
        self._wait_for_recorded(recording.head_ms, start, speed)
        dropped = ("transfer-encoding", "content-length", "connection")
        framing = "chunked" if recording.chunked else f"length:{len(recording.body)}"
        self.framing = framing
        head = [f"HTTP/1.1 {recording.status} {recording.reason}"]
        head += [f"{name}: {value}" for name, value in recording.headers if name.lower() not in dropped]
        head.append("Transfer-Encoding: chunked" if recording.chunked else f"Content-Length: {len(recording.body)}")
        self._emit(as_bytes("\r\n".join(head) + "\r\n\r\n"))
        for at_ms, data in recording.pieces[:pieces]:
            self._wait_for_recorded(at_ms, start, speed)
            self._piece(data)
        if not recording.terminated and pieces is None:
            self.step_close()

    def _wait_for_recorded(self, at_ms, start, speed):
        if speed:
            self.connection.pause(max(0.0, start + at_ms / 1000 / speed - time.monotonic()))

    # Time

    def step_sleep(self, milliseconds):
        self.connection.pause(milliseconds / 1000)

    def step_gate(self, name):
        while not self.gates.is_open(name):
            self.connection.pause(0.01)

    def step_slice(self, count, delay=0):
        self.slice_bytes = count
        self.slice_delay = delay / 1000

    def step_hold(self):
        self.held = b""

    def step_flush(self):
        held, self.held = self.held, None
        if held:
            self._emit(held)

    # Proxies

    def step_tunnel(self, status):
        if self.request.method == "SOCKS":
            socks_reply(self.connection, 0)
        else:
            self.connection.send(b"HTTP/1.1 %d Connection established\r\n\r\n" % status)
        tunnel(self.connection, self.peer_port)
        self.step_close()

    def step_socks(self, code):
        socks_reply(self.connection, code)
        self.step_close()

    # Endings

    def step_end(self):
        if self.framing == "chunked":
            self._emit(b"0\r\n\r\n")
            self.framing = "ended"

    def step_bad_chunk(self):
        if self.framing is None:
            self.step_head(200)
        self._emit(b"zz\r\nnot a chunk\r\n")

    def step_cut_chunk(self):
        if self.framing is None:
            self.step_head(200)
        self._emit(b"400\r\n" + as_bytes(chat_line("cut"))[:40])
        self.step_close()

    def step_close(self):
        self.step_flush()
        self.connection.close()
        raise ReplyEnded()

    def step_rst(self):
        # The reset may overtake nothing: let the client take what was sent before.
        self.step_flush()
        self.connection.pause(0.1)
        self.connection.reset()
        raise ReplyEnded()

    def step_half_close(self):
        self.step_flush()
        self.connection.half_close()

    def step_hang(self):
        self.step_flush()
        self.connection.pause(None)
