"""What all parts measure with: the compiled tools, a home of their own, how large and how often, what failed."""
import contextlib
import dataclasses
import json
import math
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from figures import Figure
from programs import Program

HERE = Path(__file__).resolve().parent


class Failed(Exception):
    """A measured program failed or printed something else than the answer."""


@dataclasses.dataclass
class Sizes:
    startups: int = 60
    first_bytes: int = 40
    streams: int = 3
    tokens: int = 1_000_000
    paced_tokens: int = 500
    paced_us: int = 5000
    rounds: int = 10  # of the short measurements: the programs take turns, so that all share the noise
    edited_lines: tuple[int, ...] = (1, 200, 5000)
    keys: int = 200
    paste_bytes: int = 1_000_000
    steady_tokens: int = 10_000
    answer_bytes: int = 200_000
    line_bytes: int = 10_000_000
    store_turns: int = 100_000
    store_bytes: int = 1_000_000_000
    store_calls: int = 20
    session_turns: int = 10_000
    patience_s: float = 60  # for one thing that a program in a terminal is to do


QUICK = Sizes(startups=4, first_bytes=4, streams=1, tokens=20_000, paced_tokens=40, paced_us=2000, rounds=2,
              edited_lines=(1, 200), keys=10, paste_bytes=50_000, steady_tokens=500, answer_bytes=20_000, line_bytes=100_000,
              store_turns=1000, store_bytes=5_000_000, store_calls=2, session_turns=300, patience_s=10)


def compile_with(compiler: str, source: Path, output: Path) -> None:
    done = subprocess.run([compiler, "-std=c++20", "-O2", "-pthread", str(source), "-o", str(output)],
                          capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"bench: cannot compile {source.name}:\n{done.stderr}")


@contextlib.contextmanager
def stub(tools: Path, *plan: str) -> Iterator[str]:
    """A running stub server; gives its URL."""
    process = subprocess.Popen([str(tools / "stub_server"), *plan], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                               text=True)
    try:
        yield f"http://127.0.0.1:{int(process.stdout.readline())}"
    finally:
        process.stdin.close()  # it serves until then
        process.wait(timeout=10)


class Bench:
    def __init__(self, tools: Path, home: Path, sizes: Sizes, store: Path | None = None):
        self.tools = tools
        self.home = home
        self.sizes = sizes
        self.store = store or home / "store"
        self.problems: list[str] = []

    def environment(self, program: Program, url: str) -> dict[str, str]:
        environment = {"PATH": os.environ.get("PATH", os.defpath), "HOME": str(self.home), "LANG": "C.UTF-8",
                       "OLLAMA_HOST": url}
        if program.environment:
            environment |= program.environment(url, self.home)
        return environment

    def measure(self, program: Program, command: list[str], url: str, *options: str,
                variables: dict[str, str] | None = None) -> list[dict]:
        process = subprocess.Popen([str(self.tools / "measure"), *options, "--", *command],
                                   env=self.environment(program, url) | (variables or {}),
                                   stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                   start_new_session=True)
        try:
            out, err = process.communicate(timeout=300)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            raise Failed(f"{program.name}: no end after 300 s") from None
        runs = [json.loads(line) for line in out.splitlines()]
        for run in runs:
            if run["exit"] != 0:
                raise Failed(f"{program.name}: exit {run['exit']}: {err.strip()[-300:]}")
        if process.returncode != 0 or not runs:
            raise Failed(f"{program.name}: {err.strip()[-300:]}")
        return runs

    def in_turns(self, programs: list[Program], total: int, one: Callable[[Program, int], list[dict]]) -> dict:
        """`total` runs of each program, a few at a time."""
        results: dict[str, list[dict]] = {program.name: [] for program in programs}
        each = max(1, total // self.sizes.rounds)
        for _ in range(self.sizes.rounds):
            for program in programs:
                if program.name in results:
                    try:
                        results[program.name] += one(program, each)
                    except Failed as failure:
                        self.problems.append(str(failure))
                        del results[program.name]
        return results

    def attempt(self, program: Program, measure: Callable[[], None], slow: Figure | None = None) -> None:
        """slow: the figure that says so where another program needs more than patience_s."""
        try:
            measure()
        except TimeoutError as late:
            if slow is None or program.name == "llamero":
                self.problems.append(str(late))
            else:
                slow.values[program.name] = math.inf
        except Failed as failure:
            self.problems.append(str(failure))
