"""Reads the cases (cases/*.toml) and refuses what it does not know, so that a misspelt expectation cannot pass for ever."""

import pathlib
import re
import tomllib

from fault_reply import unknown_steps
from fault_server import replies_of

# key -> what it says; the README of this directory explains them with examples
KEYS = {
    "name", "about", "argv", "shell", "bare", "env", "files", "stdin", "stdout_kind", "stderr_kind", "signals", "timeout", "needs",
    "serve", "server", "other", "other_server",
    "exit", "stdout", "stdout_hex", "stdout_wire", "stdout_match", "stdout_not", "stdout_json", "stdout_max_bytes",
    "stderr", "stderr_not", "stderr_empty", "requests", "other_requests", "body", "headers", "other_headers", "aborted",
    "max_ms", "min_ms", "max_after_signal_ms", "max_rss_mb",
}
BODY_KEYS = {"request", "index", "has", "absent", "equals"}
HEADER_KEYS = {"request", "index", "name", "value", "match", "absent"}
PATTERN_KEYS = ("stdout_match", "stdout_not", "stderr", "stderr_not")
SIGNAL_KEYS = {"send", "when", "delay_ms"}


class CaseError(Exception):
    """A case file is wrong."""


class Case:
    def __init__(self, path, table):
        self.file = path.stem
        self.table = table
        self.name = f"{self.file}/{table.get('name', '?')}"
        self._check()

    def __getitem__(self, key):
        return self.table[key]

    def __contains__(self, key):
        return key in self.table

    def get(self, key, default=None):
        return self.table.get(key, default)

    def _check(self):
        self._refuse(set(self.table) - KEYS, "unknown key")
        for key in ("name", "exit"):
            if key not in self.table:
                raise CaseError(f"{self.name}: {key} is missing")
        if ("argv" in self.table) == ("shell" in self.table):
            raise CaseError(f"{self.name}: exactly one of argv and shell")
        for entry in self.table.get("body", []):
            self._refuse(set(entry) - BODY_KEYS, "unknown key in body")
        for entry in self.table.get("headers", []) + self.table.get("other_headers", []):
            self._refuse(set(entry) - HEADER_KEYS, "unknown key in headers")
        for entry in self.table.get("signals", []):
            self._refuse(set(entry) - SIGNAL_KEYS, "unknown key in signals")
        for routes in (self.table.get("serve", {}), self.table.get("other", {})):
            for value in routes.values():
                self._refuse({str(step) for step in unknown_steps(replies_of(value))}, "unknown step")
        patterns = [pattern for key in PATTERN_KEYS for pattern in self.table.get(key, [])]
        patterns += [*self.table.get("requests", {}), *self.table.get("other_requests", {})]
        for pattern in patterns:
            try:
                re.compile(pattern)
            except re.error as error:
                raise CaseError(f"{self.name}: /{pattern}/: {error}") from error

    def _refuse(self, names, what):
        if names:
            raise CaseError(f"{self.name}: {what}: {', '.join(sorted(names))}")


def load_cases(paths):
    cases = []
    for path in paths:
        try:
            with open(path, "rb") as file:
                document = tomllib.load(file)
        except tomllib.TOMLDecodeError as error:
            raise CaseError(f"{path}: {error}") from error
        cases += [Case(pathlib.Path(path), table) for table in document["case"]]
    names = [case.name for case in cases]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise CaseError(f"two cases of one name: {', '.join(twice)}")
    return cases
