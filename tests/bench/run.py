#!/usr/bin/env python3
"""Measures llamero against curl, the official client and other clients that are installed.

What each figure means: docs/performance.md. Speed is reported, never asserted: the exit code is 1 only
when a measured program failed or its output was wrong.
"""
import argparse
import contextlib
import dataclasses
import json
import os
import platform
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
MODEL = "gemma3:1b"
ROUND = 16  # stub_server repeats this many tokens


class Failed(Exception):
    """A measured program failed or printed something else than the answer."""


@dataclasses.dataclass
class Sizes:
    startups: int
    first_bytes: int
    streams: int
    tokens: int
    paced_tokens: int
    paced_us: int
    rounds: int  # of the short measurements: the programs take turns, so that all share the noise


FULL = Sizes(startups=60, first_bytes=40, streams=3, tokens=1_000_000, paced_tokens=500, paced_us=5000, rounds=10)
QUICK = Sizes(startups=4, first_bytes=4, streams=1, tokens=20_000, paced_tokens=40, paced_us=2000, rounds=2)


@dataclasses.dataclass
class Program:
    name: str
    binary: Path | None = None
    version: list[str] | None = None  # the start-up measurement
    ask: Callable[[str, bool], list[str]] | None = None  # (url, live) -> a command that prints the answer
    raw: bool = False  # prints the bytes of the body, not the text
    environment: Callable[[str, Path], dict[str, str]] | None = None  # (url, home)


@dataclasses.dataclass
class Figure:
    label: str
    target: str
    digits: int
    values: dict[str, float] = dataclasses.field(default_factory=dict)
    ratio: bool = True


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


def fetch(url: str, api: str) -> bytes:
    request = urllib.request.Request(url + api, data=b"{}", method="POST")
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request, timeout=10) as answer:
        return answer.read()


class Bench:
    def __init__(self, tools: Path, home: Path, sizes: Sizes):
        self.tools = tools
        self.home = home
        self.sizes = sizes
        self.problems: list[str] = []
        # What must come out is read from the stub itself, by another decoder: one round of tokens.
        with stub(tools, "burst", str(ROUND), "line") as url:
            body = fetch(url, "/api/chat")
        lines = body.splitlines(keepends=True)
        text = "".join(json.loads(line)["message"]["content"] for line in lines)
        self.round_text = text.encode()
        self.round_raw = b"".join(lines[:-1])
        self.last_raw = len(lines[-1]) - len(str(ROUND))  # it also says how many tokens there were
        self.text_file = home / "expected"
        self.text_file.write_bytes(self.round_text)

    def measure(self, program: Program, command: list[str], url: str, *options: str) -> list[dict]:
        environment = {"PATH": os.environ.get("PATH", os.defpath), "HOME": str(self.home), "LANG": "C.UTF-8",
                       "OLLAMA_HOST": url}
        if program.environment:
            environment |= program.environment(url, self.home)
        process = subprocess.Popen([str(self.tools / "measure"), *options, "--", *command], env=environment,
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

    def check_text(self, program: Program, run: dict, tokens: int) -> None:
        if program.raw:
            wanted = tokens // ROUND * len(self.round_raw) + self.last_raw + len(str(tokens))
            got = run["bytes"]
        else:
            wanted = tokens // ROUND * len(self.round_text)
            got = run["matched"]
        if got != wanted:
            raise Failed(f"{program.name}: wrong output: {run['bytes']} bytes, {got} of {wanted} as expected")

    def startup(self, programs: list[Program]) -> Figure:
        figure = Figure("start-up of `--version`, ms", "≤ 1.5", 2)
        runs = self.in_turns([p for p in programs if p.version], self.sizes.startups,
                             lambda p, n: self.measure(p, p.version, "http://127.0.0.1:9", "--repeat", str(n)))
        for name, results in runs.items():
            figure.values[name] = statistics.median(run["wall_ms"] for run in results)
        return figure

    def first_byte(self, programs: list[Program]) -> Figure:
        figure = Figure("first byte after process start, ms", "≤ 3", 1)
        with stub(self.tools, "burst", str(ROUND), "line") as url:

            def one(program: Program, count: int) -> list[dict]:
                options = [] if program.raw else ["--expect", str(self.text_file)]
                runs = self.measure(program, program.ask(url, True), url, "--repeat", str(count), *options)
                for run in runs:
                    self.check_text(program, run, ROUND)
                return runs

            for name, results in self.in_turns(programs, self.sizes.first_bytes, one).items():
                figure.values[name] = statistics.median(run["first_ms"] for run in results)
        return figure

    def stream(self, programs: list[Program], chunking: str, label: str) -> list[Figure]:
        cpu = Figure(f"{label}: CPU, s", "≤ 0.3", 2)
        peak = Figure(f"{label}: peak memory, MB", "≤ 8", 1)
        tokens = self.sizes.tokens
        with stub(self.tools, "burst", str(tokens), chunking) as url:
            for program in programs:
                say(f"{label}: {program.name}")
                options = [] if program.raw else ["--expect", str(self.text_file)]
                try:
                    runs = []
                    for _ in range(self.sizes.streams):
                        runs += self.measure(program, program.ask(url, False), url, *options)
                        self.check_text(program, runs[-1], tokens)
                except Failed as failure:
                    self.problems.append(str(failure))
                    continue
                cpu.values[program.name] = statistics.median(run["cpu_s"] for run in runs)
                peak.values[program.name] = max(run["rss_kb"] for run in runs) / 1024
        return [cpu, peak]

    def delay(self, programs: list[Program]) -> list[Figure]:
        p50 = Figure("delay of a token, median, ms", "≤ 0.3", 2)
        p95 = Figure("delay of a token, 95 %, ms", "", 2)
        tokens = self.sizes.paced_tokens
        with stub(self.tools, "paced", str(tokens), str(self.sizes.paced_us)) as url:
            for program in programs:
                try:
                    run = self.measure(program, program.ask(url, True), url, "--stamps")[0]
                    if run["stamps"] != tokens:
                        raise Failed(f"{program.name}: {run['stamps']} of {tokens} tokens came")
                except Failed as failure:
                    self.problems.append(str(failure))
                    continue
                p50.values[program.name] = run["late_p50_ms"]
                p95.values[program.name] = run["late_p95_ms"]
        return [p50, p95]


def say(text: str) -> None:
    print(f"bench: {text}", file=sys.stderr, flush=True)


def curl_command(curl: str) -> Callable[[str, bool], list[str]]:
    body = json.dumps({"model": MODEL, "messages": [{"role": "user", "content": "hello"}]})
    return lambda url, live: [curl, "-sN", "-d", body, f"{url}/api/chat"]


def curl_jq_command(curl: str, jq: str) -> Callable[[str, bool], list[str]]:
    def command(url: str, live: bool) -> list[str]:
        flags = "-j --unbuffered" if live else "-j"
        script = f'"$@" | "{jq}" {flags} .message.content'
        return ["/bin/sh", "-c", script, "sh", *curl_command(curl)(url, live)]

    return command


def aichat_environment(url: str, home: Path) -> dict[str, str]:
    (home / "config.yaml").write_text(
        "model: stub:bench\nsave: false\nclients:\n- type: openai-compatible\n  name: stub\n"
        f"  api_base: {url}/v1\n  models:\n  - name: bench\n")
    return {"AICHAT_CONFIG_DIR": str(home)}


def find_programs(arguments: argparse.Namespace, empty: Path) -> list[Program]:
    programs = []
    llamero = Path(arguments.llamero) if arguments.llamero else ROOT / "build/release/llamero"
    if llamero.exists():
        path = str(llamero.resolve())
        programs.append(Program("llamero", llamero, [path, "--version"], lambda url, live: [path, "run", MODEL, "hello"]))
    elif arguments.llamero:
        sys.exit(f"bench: no such program: {llamero}")
    else:
        say(f"{llamero.relative_to(ROOT)} is not built (cmake --preset release): only the others are measured")
    programs.append(Program("empty program", empty, [str(empty), "--version"]))
    curl, jq = shutil.which("curl"), shutil.which("jq")
    if curl:
        programs.append(Program("curl -sN (raw bytes)", Path(curl), [curl, "--version"], curl_command(curl), raw=True))
        if jq:
            programs.append(Program("curl -sN ǀ jq", None, None, curl_jq_command(curl, jq)))
    ollama = arguments.ollama or shutil.which("ollama")
    if ollama:
        if not os.access(ollama, os.X_OK):
            sys.exit(f"bench: no such program: {ollama}")
        programs.append(Program("official client", Path(ollama), [ollama, "--version"],
                                lambda url, live: [ollama, "run", MODEL, "hello"]))
    aichat = arguments.aichat or shutil.which("aichat")
    if aichat:
        programs.append(Program("aichat", Path(aichat), [aichat, "--version"],
                                lambda url, live: [aichat, "hello"], environment=aichat_environment))
    return programs


def print_table(programs: list[Program], figures: list[Figure]) -> None:
    columns = [program.name for program in programs]
    rows = [["", "target", *columns]]
    for figure in figures:
        ours = figure.values.get("llamero")
        row = [figure.label, figure.target]
        for name in columns:
            value = figure.values.get(name)
            cell = "–" if value is None else f"{value:.{figure.digits}f}"
            if value is not None and ours and name != "llamero" and figure.ratio:
                cell += f" ({value / ours:.2g}×)" if value / ours < 10 else f" ({value / ours:.0f}×)"
            row.append(cell)
        rows.append(row)
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    for number, row in enumerate(rows):
        print("| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths)) + " |")
        if number == 0:
            print("|" + "|".join("-" * (width + 2) for width in widths) + "|")


def first_line(command: list[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True)
    lines = done.stdout.strip().splitlines()
    return lines[-1 if "ollama" in command[0] else 0] if lines else "?"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--llamero", metavar="PATH", help="the program under test (build/release/llamero)")
    parser.add_argument("--ollama", metavar="PATH", help="the official client (found on PATH)")
    parser.add_argument("--aichat", metavar="PATH", help="aichat (found on PATH)")
    parser.add_argument("--tools", metavar="DIR", help="has stub_server and measure (else both are compiled)")
    parser.add_argument("--quick", action="store_true", help="small sizes and few runs: does it all still work?")
    arguments = parser.parse_args()
    sizes = QUICK if arguments.quick else FULL
    compiler = os.environ.get("CXX", "c++")

    with tempfile.TemporaryDirectory(prefix="llamero-bench-") as scratch:
        home = Path(scratch)
        empty_source = home / "empty.cpp"
        empty_source.write_text("int main() {}\n")
        compile_with(compiler, empty_source, home / "empty")
        tools = Path(arguments.tools) if arguments.tools else home
        if not arguments.tools:
            say("compiling the stub server")
            for name in ("stub_server", "measure"):
                compile_with(compiler, HERE / f"{name}.cpp", home / name)

        programs = find_programs(arguments, home / "empty")
        asked = [program for program in programs if program.ask]
        bench = Bench(tools, home, sizes)
        say("start-up")
        figures = [bench.startup(programs)]
        say("first byte")
        figures.append(bench.first_byte(asked))
        thousands = f"{sizes.tokens:,}".replace(",", " ")
        figures += bench.stream(asked, "block", f"{thousands} tokens, 64 kB chunks")
        figures += bench.stream(asked, "line", f"{thousands} tokens, a chunk per line")
        say("delay")
        figures += bench.delay(asked)
        size = Figure("size of the binary, MB", "≤ 7", 1)
        for program in programs:
            if program.binary:
                size.values[program.name] = program.binary.stat().st_size / 1e6
        figures.append(size)

        print_table(programs, figures)
        print(f"\n{os.cpu_count()} cores, {platform.system()} {platform.release()} {platform.machine()}, "
              f"{first_line([compiler, '--version'])}")
        for program in programs:
            if program.version and program.name != "empty program":
                print(f"{program.name}: {first_line(program.version)}")
        for problem in bench.problems:
            print(f"FAILED: {problem}")
        return 1 if bench.problems else 0


if __name__ == "__main__":
    sys.exit(main())
