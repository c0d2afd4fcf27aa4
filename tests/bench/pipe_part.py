"""llamero in a pipe: how soon it is there, what a token costs, how late it is passed on."""
import json
import statistics
import urllib.request

from bench import Bench, Failed, stub
from figures import Figure, say
from programs import Program

ROUND = 16  # stub_server repeats this many tokens


def fetch(url: str, api: str) -> bytes:
    request = urllib.request.Request(url + api, data=b"{}", method="POST")
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request, timeout=10) as answer:
        return answer.read()


class PipePart:
    def __init__(self, bench: Bench):
        self.bench = bench
        self.sizes = bench.sizes
        # What must come out is read from the stub itself, by another decoder: one round of tokens.
        with stub(bench.tools, "burst", str(ROUND), "line") as url:
            body = fetch(url, "/api/chat")
        lines = body.splitlines(keepends=True)
        text = "".join(json.loads(line)["message"]["content"] for line in lines)
        self.round_text = text.encode()
        self.round_raw = b"".join(lines[:-1])
        self.last_raw = len(lines[-1]) - len(str(ROUND))  # it also says how many tokens there were
        self.text_file = bench.home / "expected"
        self.text_file.write_bytes(self.round_text)

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
        runs = self.bench.in_turns([p for p in programs if p.version], self.sizes.startups,
                             lambda p, n: self.bench.measure(p, p.version, "http://127.0.0.1:9", "--repeat", str(n)))
        for name, results in runs.items():
            figure.values[name] = statistics.median(run["wall_ms"] for run in results)
        return figure

    def first_byte(self, programs: list[Program]) -> Figure:
        figure = Figure("first byte after process start, ms", "≤ 3", 1)
        with stub(self.bench.tools, "burst", str(ROUND), "line") as url:

            def one(program: Program, count: int) -> list[dict]:
                options = [] if program.raw else ["--expect", str(self.text_file)]
                runs = self.bench.measure(program, program.ask(url, True), url, "--repeat", str(count), *options)
                for run in runs:
                    self.check_text(program, run, ROUND)
                return runs

            for name, results in self.bench.in_turns(programs, self.sizes.first_bytes, one).items():
                figure.values[name] = statistics.median(run["first_ms"] for run in results)
        return figure

    def stream(self, programs: list[Program], chunking: str, label: str) -> list[Figure]:
        cpu = Figure(f"{label}: CPU, s", "≤ 0.3", 2)
        peak = Figure(f"{label}: peak memory, MB", "≤ 8", 1)
        tokens = self.sizes.tokens
        with stub(self.bench.tools, "burst", str(tokens), chunking) as url:
            for program in programs:
                say(f"{label}: {program.name}")
                options = [] if program.raw else ["--expect", str(self.text_file)]
                try:
                    runs = []
                    for _ in range(self.sizes.streams):
                        runs += self.bench.measure(program, program.ask(url, False), url, *options)
                        self.check_text(program, runs[-1], tokens)
                except Failed as failure:
                    self.bench.problems.append(str(failure))
                    continue
                cpu.values[program.name] = statistics.median(run["cpu_s"] for run in runs)
                peak.values[program.name] = max(run["rss_kb"] for run in runs) / 1024
        return [cpu, peak]

    def delay(self, programs: list[Program]) -> list[Figure]:
        p50 = Figure("delay of a token, median, ms", "≤ 0.3", 2)
        p95 = Figure("delay of a token, 95 %, ms", "", 2)
        tokens = self.sizes.paced_tokens
        with stub(self.bench.tools, "paced", str(tokens), str(self.sizes.paced_us)) as url:
            for program in programs:
                try:
                    run = self.bench.measure(program, program.ask(url, True), url, "--stamps")[0]
                    if run["stamps"] != tokens:
                        raise Failed(f"{program.name}: {run['stamps']} of {tokens} tokens came")
                except Failed as failure:
                    self.bench.problems.append(str(failure))
                    continue
                p50.values[program.name] = run["late_p50_ms"]
                p95.values[program.name] = run["late_p95_ms"]
        return [p50, p95]

    def size(self, programs: list[Program]) -> Figure:
        figure = Figure("size of the binary, MB", "≤ 7", 1)
        for program in programs:
            if program.binary:
                figure.values[program.name] = program.binary.stat().st_size / 1e6
        return figure


def start_part(bench: Bench, programs: list[Program]) -> list[Figure]:
    part = PipePart(bench)
    say("start-up")
    figures = [part.startup(programs)]
    say("first byte")
    return [*figures, part.first_byte([program for program in programs if program.ask]), part.size(programs)]


def stream_part(bench: Bench, programs: list[Program]) -> list[Figure]:
    part = PipePart(bench)
    asked = [program for program in programs if program.ask]
    thousands = f"{bench.sizes.tokens:,}".replace(",", " ")
    figures = part.stream(asked, "block", f"{thousands} tokens, 64 kB chunks")
    figures += part.stream(asked, "line", f"{thousands} tokens, a chunk per line")
    say("delay")
    return figures + part.delay(asked)
