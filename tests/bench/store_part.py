"""Kept conversations: a large database, a search in it, a chat that goes on with a long one."""
import contextlib
import random
import sqlite3
import statistics
import subprocess
from pathlib import Path

from bench import Bench, stub
from figures import Figure, say
from programs import MODEL, Program
from terminal_run import PROMPT, TerminalRun

TURNS_OF_SESSION = 1000
LONG_QUESTION, LONG_ANSWER = 100, 900  # bytes
# Of a word in each third turn, of two, of a word in one turn only, of words that begin so.
SEARCHES = {"a frequent word": "common", "two words": "common seldom", "a rare word": "only77", "a beginning": "com*"}


def paragraphs(count: int, size: int) -> list[str]:
    """Words with the frequencies of a language: few of them often."""
    chance = random.Random(1)
    words = [f"w{number}x" for number in range(20_000)]
    weights = [1 / (rank + 1) for rank in range(len(words))]
    found = []
    for _ in range(count):
        text = " ".join(chance.choices(words, weights, k=size // 7))
        found.append(text[:size])
    return found


def texts(count: int, size: int):
    chance = random.Random(2)
    part = min(size, 500)
    pool = paragraphs(400, part)
    for number in range(count):
        marks = f"only{number} " + "common " * (number % 3 == 0) + "seldom " * (number % 100 == 0)
        yield marks + " ".join(chance.choices(pool, k=max(1, size // part)))


def is_filled(file: Path) -> bool:
    """All rows are one transaction, so that there is nothing in a file that was not finished."""
    if not file.exists():
        return False
    with contextlib.closing(sqlite3.connect(file)) as connection:
        return connection.execute("SELECT count(*) FROM sessions").fetchone() != (0,)


class StorePart:
    def __init__(self, bench: Bench, program: Program):
        self.bench = bench
        self.program = program
        self.path = program.chat[0]

    def variables(self, folder: Path) -> dict[str, str]:
        return {"XDG_STATE_HOME": str(folder)}

    @contextlib.contextmanager
    def database(self, folder: Path):
        """The program makes the tables; rows are put into them here."""
        file = folder / "llamero/sessions.db"
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file.touch(mode=0o600)
        environment = self.bench.environment(self.program, "http://127.0.0.1:9") | self.variables(folder)
        subprocess.run([self.path, "sessions", "list", "--quiet"], env=environment, check=True, stdout=subprocess.DEVNULL)
        with contextlib.closing(sqlite3.connect(file)) as connection, connection:
            connection.execute("PRAGMA synchronous=OFF")
            yield connection

    def add_session(self, connection, number: int, remote: str, contents: list[str]) -> None:
        time_ms = 1_767_000_000_000 + number * 1000
        connection.execute("INSERT INTO sessions(id, created_ms, updated_ms, model, remote) VALUES(?,?,?,?,?)",
                           (number, time_ms, time_ms, MODEL, remote))
        connection.executemany(
            "INSERT INTO turns(session, position, role, state, time_ms, content) VALUES(?,?,?,'complete',?,?)",
            ((number, position, ("user", "assistant")[position % 2], time_ms, text) for position, text in enumerate(contents)))

    def fill(self, folder: Path) -> None:
        turns, size = self.bench.sizes.store_turns, self.bench.sizes.store_bytes
        contents = texts(turns, int(size / turns / 1.45))  # the index adds half of the text again
        with self.database(folder) as connection:
            for number in range(1, turns // TURNS_OF_SESSION + 1):
                self.add_session(connection, number, "lab", [next(contents) for _ in range(TURNS_OF_SESSION)])

    def large(self) -> list[Figure]:
        folder = self.bench.store / f"{self.bench.sizes.store_turns}-turns"
        file = folder / "llamero/sessions.db"
        if not is_filled(file):
            say(f"making a database of {self.bench.sizes.store_turns} turns")
            self.fill(folder)
        name = f"a database of {file.stat().st_size / 1e6:.0f} MB"
        figures = [self.wall(f"{name}: `sessions list --limit 1`, ms", "≤ 50", folder, "list", "--limit", "1")]
        turns = f"{self.bench.sizes.store_turns:,}".replace(",", " ")
        return figures + [self.wall(f"search of {what} in {turns} turns, ms", "≤ 100", folder, "search", text)
                          for what, text in SEARCHES.items()]

    def wall(self, label: str, target: str, folder: Path, *command: str) -> Figure:
        """The whole process, its start included; with a warm cache of the file."""
        figure = Figure(label, target, 1)
        say(label)

        def measure() -> None:
            runs = self.bench.measure(self.program, [self.path, "sessions", *command], "http://127.0.0.1:9", "--repeat",
                                      str(self.bench.sizes.store_calls), variables=self.variables(folder))
            figure.values[self.program.name] = statistics.median(run["wall_ms"] for run in runs)

        self.bench.attempt(self.program, measure)
        return figure

    def long_session(self) -> list[Figure]:
        turns = self.bench.sizes.session_turns
        name = f"`chat --continue` with {turns:,} turns".replace(",", " ")
        memory = Figure(f"{name}: memory, MB", "≤ 40", 1)
        peak = Figure(f"{name}: peak memory, MB", "", 1)
        say(name)
        folder = self.bench.home / "long"
        contents = [text[:(LONG_QUESTION, LONG_ANSWER)[i % 2]] for i, text in enumerate(texts(turns, LONG_ANSWER + 500))]

        def measure(url: str) -> None:
            environment = self.bench.environment(self.program, url) | self.variables(folder)
            command = [self.path, "chat", "--continue"]
            with TerminalRun(self.program.name, command, environment, self.bench.sizes.patience_s) as run:
                run.wait_for(PROMPT)
                run.settle()
                memory.values[self.program.name] = run.memory_mb("VmRSS")
                peak.values[self.program.name] = run.memory_mb("VmHWM")

        with stub(self.bench.tools, "burst", "16", "line") as url:
            with self.database(folder) as connection:
                self.add_session(connection, 1, url, contents)
            self.bench.attempt(self.program, lambda: measure(url))
        return [memory, peak]


def store_part(bench: Bench, programs: list[Program]) -> list[Figure]:
    ours = [program for program in programs if program.name == "llamero"]
    if not ours:
        return []
    part = StorePart(bench, ours[0])
    return [*part.large(), *part.long_session()]
