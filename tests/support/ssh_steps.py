"""What passes over the stand-in for ssh, step by step: every session and every HTTP request is one, and a link may end at one."""

import json
import os
import pathlib

HEAD_LIMIT = 65536


class SshWorld:
    """The folder of a test: settings.json, and the files that tell what happened.

    argv     a JSON list a line: every start of ssh
    logins   a line per login that was let in
    steps    a line per step: "session COMMAND" as JSON text after the word, "POST /v1.41/containers/create?name=x"
    refused  what was not understood: a test must find it empty
    """

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        file = self.folder / "settings.json"
        self.settings = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}

    def note(self, name, line):
        """Adds a line in one write, so that processes do not mix theirs; the number of the line."""
        with open(self.folder / name, "ab+") as out:
            out.write(line.encode() + b"\n")
            out.flush()
            out.seek(0)
            return out.read().count(b"\n")

    def step(self, text):
        """Counts a step; "before" or "after" when the link ends at it, else None."""
        number = self.note("steps", text)
        for when in ("before", "after"):
            if self.settings.get(f"cut_{when}") == number:
                return when
        return None

    def is_cut(self):
        """A link that ended stays so for as long as the settings say it."""
        wanted = "cut_before" in self.settings or "cut_after" in self.settings
        return wanted and (self.folder / "cut").exists()

    def mark_cut(self):
        (self.folder / "cut").touch()

    def environment(self):
        home = self.settings.get("environment", {}).get("HOME", str(self.folder))
        values = {"HOME": home, "PATH": os.environ.get("PATH", "/usr/bin:/bin"), "SHELL": "/bin/sh",
                  **self.settings.get("environment", {})}
        who = self.settings.get("id")
        if who:
            values.update(USER=who["user"], LOGNAME=who["user"], PATH=f"{self._fake_id(who)}:{values['PATH']}")
        return values

    def _fake_id(self, who):
        """A folder with an `id` of its own: {"user": "llama", "uid": 1000, "groups": ["llama", "docker"]}."""
        folder = self.folder / "id-bin"
        folder.mkdir(exist_ok=True)
        user, uid, groups = who["user"], who.get("uid", 1000), " ".join(who.get("groups", [who["user"]]))
        program = folder / "id"
        if not program.exists():
            fresh = folder / f"id.{os.getpid()}"
            fresh.write_text(f"#!/bin/sh\ncase \"$*\" in\n-u) echo {uid} ;;\n-un) echo {user} ;;\n-g) echo {uid} ;;\n"
                             f"-gn) echo {user} ;;\n-Gn) echo {groups} ;;\n*) echo \"uid={uid}({user}) gid={uid}({user})\" ;;\nesac\n")
            fresh.chmod(0o755)
            fresh.rename(program)
        return folder


class RequestHeads:
    """Finds the heads of requests in what a client sends: keep-alive, bodies by Content-Length or in chunks."""

    def __init__(self):
        self._buffer = b""
        self._body = 0  # bytes that are still to come
        self._chunked = False
        self._raw = False

    def feed(self, data):
        """(step or None, bytes) pairs; the bytes belong to that step or to the one before."""
        self._buffer += data
        while self._buffer:
            if self._raw:
                yield None, self._take(len(self._buffer))
            elif self._body:
                count = min(self._body, len(self._buffer))
                self._body -= count
                yield None, self._take(count)
            elif self._chunked:
                piece = self._chunk_line()
                if piece is None:
                    return
                yield None, piece
            else:
                end = self._buffer.find(b"\r\n\r\n")
                if end < 0:
                    self._raw = len(self._buffer) > HEAD_LIMIT
                    if self._raw:
                        continue
                    return
                head = self._take(end + 4)
                yield self._read_head(head), head

    def whole(self):
        """Whether the last request was seen to its end."""
        return not (self._body or self._chunked or self._buffer)

    def _take(self, count):
        piece, self._buffer = self._buffer[:count], self._buffer[count:]
        return piece

    def _read_head(self, head):
        lines = head.decode("latin-1").split("\r\n")
        fields = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
        self._chunked = fields.get("transfer-encoding", "").lower() == "chunked"
        length = fields.get("content-length", "0")
        self._body = int(length) if length.isdigit() and not self._chunked else 0
        self._raw = "upgrade" in fields
        return lines[0].rpartition(" ")[0]

    def _chunk_line(self):
        end = self._buffer.find(b"\r\n")
        if end < 0:
            return None
        size = int(self._buffer[:end].split(b";")[0] or b"0", 16)
        if size:
            self._body = size + 2
            return self._take(end + 2)
        if len(self._buffer) < end + 4:
            return None
        self._chunked = False
        return self._take(end + 4)
