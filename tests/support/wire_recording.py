"""Reads the recorded exchanges of tests/data/wire."""

import json
import pathlib

WIRE_DIR = pathlib.Path(__file__).resolve().parent.parent / "data" / "wire"


class Recording:
    """One recorded response: what the real server sent, piece by piece, and when."""

    def __init__(self, name):
        path = WIRE_DIR / (name if name.endswith(".json") else name + ".json")
        with open(path, encoding="utf-8") as file:
            exchange = json.load(file)
        self.request = exchange["request"]
        response = exchange["response"]
        self.status = response["status"]
        self.reason = response["reason"]
        self.headers = [(name, value) for name, value in response["headers"]]
        self.head_ms = response["head_ms"]
        self.pieces = [(piece["t_ms"], piece["data"].encode("utf-8")) for piece in response["body"]]
        self.chunked = response["chunked"]
        self.terminated = response["terminated"]

    @property
    def body(self):
        return b"".join(data for _, data in self.pieces)

    def content(self):
        """The text of a chat or generate answer, put together without any code of the program under test."""
        parts = []
        for line in self.body.decode("utf-8").splitlines():
            if not line.strip():
                continue
            event = json.loads(line)
            parts.append(event["message"]["content"] if "message" in event else event.get("response", ""))
        return "".join(parts)
