"""Answers in markdown on a terminal: what a token costs, whether a long answer grows slow, what a hostile one does."""
import contextlib
import time
from collections.abc import Iterator

import answer_text
from bench import Bench, Failed, stub
from figures import Figure, say
from programs import Program
from terminal_run import PROMPT, TerminalRun

STEADY_US = 1000
FAST_US = 50


class MarkdownPart:
    def __init__(self, bench: Bench, programs: list[Program]):
        self.bench = bench
        self.chats = [program for program in programs if program.chat]
        self.renderers = [program for program in programs if program.render]
        self.text_file = bench.home / "answer.md"

    @contextlib.contextmanager
    def answering(self, program: Program, url: str) -> Iterator[TerminalRun]:
        """A chat that waits; what is asked next is answered with the text."""
        environment = self.bench.environment(program, url)
        with TerminalRun(program.name, program.chat, environment, self.bench.sizes.patience_s) as run:
            run.wait_for(PROMPT)
            run.settle()
            yield run

    def steady(self) -> list[Figure]:
        share = Figure("1000 tokens a second: percent of a core", "≤ 10", 1)
        bytes_written = Figure("1000 tokens a second: bytes written for a byte of text", "", 2)
        text = answer_text.tokens_of(answer_text.answer(self.bench.sizes.steady_tokens * 12), self.bench.sizes.steady_tokens)
        self.text_file.write_bytes(text)

        def measure(program: Program, url: str) -> None:
            with self.answering(program, url) as run:
                before, start = run.costs(), time.perf_counter()
                run.type(b"go\r")
                run.wait_for(answer_text.END)
                used, seconds = run.costs() - before, time.perf_counter() - start
            share.values[program.name] = used.cpu_s / seconds * 100
            bytes_written.values[program.name] = used.written / len(text)

        with stub(self.bench.tools, "text", str(self.text_file), str(STEADY_US)) as url:
            for program in self.chats:
                say(f"1000 tokens a second: {program.name}")
                self.bench.attempt(program, lambda p=program: measure(p, url), slow=share)
        return [share, bytes_written]

    def long_answer(self) -> list[Figure]:
        size = self.bench.sizes.answer_bytes
        name = f"an answer of {size // 1000} kB"
        whole = Figure(f"{name}: CPU, s", "", 2)
        first = Figure(f"{name}: CPU of its first tenth, ms", "", 1)
        last = Figure(f"{name}: CPU of its last tenth, ms", "", 1)
        self.text_file.write_bytes(answer_text.answer(size))

        def measure(program: Program, url: str) -> None:
            with self.answering(program, url) as run:
                before = run.costs()
                run.type(b"go\r")
                at = []
                for tenth in (0, 1, 9, 10):
                    run.wait_for(answer_text.mark(tenth))
                    at.append(run.costs().cpu_s)
                run.wait_for(answer_text.END)
                whole.values[program.name] = (run.costs() - before).cpu_s
            if not program.script:
                first.values[program.name] = (at[1] - at[0]) * 1000
                last.values[program.name] = (at[3] - at[2]) * 1000

        with stub(self.bench.tools, "text", str(self.text_file), str(FAST_US)) as url:
            for program in self.chats:
                say(f"{name}: {program.name}")
                self.bench.attempt(program, lambda p=program: measure(p, url), slow=whole)
        return [whole, first, last, self.rendered_once(name)]

    def rendered_once(self, name: str) -> Figure:
        """The same text, which the others read from a file: with their start, and llamero with its chat."""
        once = Figure(f"{name}, all at once: CPU, s", "", 2)
        self.type_of_burst(once, [program for program in self.chats if program.name == "llamero"])
        for program in self.renderers:
            say(f"{name}, all at once: {program.name}")
            with contextlib.suppress(Failed):
                runs = self.bench.measure(program, [*program.render, str(self.text_file)], "http://127.0.0.1:9")
                once.values[program.name] = runs[0]["cpu_s"]
        return once

    def type_of_burst(self, cpu: Figure, chats: list[Program], peak: Figure | None = None) -> None:
        def measure(program: Program, url: str) -> None:
            with self.answering(program, url) as run:
                before = run.costs()
                run.type(b"go\r")
                run.wait_for(answer_text.END)
                cpu.values[program.name] = (run.costs() - before).cpu_s
                if peak:
                    peak.values[program.name] = run.memory_mb("VmHWM")

        with stub(self.bench.tools, "text", str(self.text_file), "0") as url:
            for program in chats:
                say(f"{cpu.label}: {program.name}")
                self.bench.attempt(program, lambda p=program: measure(p, url), slow=cpu)

    def one_line(self) -> list[Figure]:
        size = self.bench.sizes.line_bytes
        name = f"a line of {size / 1e6:g} MB"
        cpu = Figure(f"{name}: CPU, s", "", 2)
        peak = Figure(f"{name}: peak memory, MB", "", 1)
        self.text_file.write_bytes(answer_text.one_line(size))
        self.type_of_burst(cpu, self.chats, peak)
        return [cpu, peak]


def markdown_part(bench: Bench, programs: list[Program]) -> list[Figure]:
    part = MarkdownPart(bench, programs)
    return [*part.steady(), *part.long_answer(), *part.one_line()]
