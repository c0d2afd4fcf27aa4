"""The line editor of a chat: what a key costs in a short and in a long text, and a paste."""
import statistics
import time

from bench import Bench, stub
from figures import Figure, say
from programs import Program
from terminal_run import PROMPT, TerminalRun

UP = b"\x1b[A"
TO_START_OF_LINE = b"\x01"


def paste(run: TerminalRun, text: bytes) -> None:
    run.type(b"\x1b[200~" + text + b"\x1b[201~")
    run.settle()


def text_of(lines: int) -> bytes:
    """No two are the same: a screen of equal lines need not be written when it scrolls."""
    return b"\n".join(b"%05d llamas hum when they are content" % line for line in range(lines))


class EditorPart:
    def __init__(self, bench: Bench, url: str):
        self.bench = bench
        self.url = url

    def started(self, program: Program) -> TerminalRun:
        run = TerminalRun(program.name, program.chat, self.bench.environment(program, self.url), self.bench.sizes.patience_s)
        try:
            run.wait_for(PROMPT)
            run.settle()
        except BaseException:
            run.__exit__()
            raise
        return run

    def keys(self, program: Program, lines: int, figures: list[Figure]) -> None:
        """Letters before a line in the middle of a text: those at its end are the easy ones."""
        count = self.bench.sizes.keys
        with self.started(program) as run:
            paste(run, text_of(lines))
            for _ in range(lines // 2):
                run.press(UP)
            run.press(TO_START_OF_LINE)
            run.settle()
            before = run.costs()
            times = [run.press(b"a") for _ in range(count)]
            run.settle()
            used = run.costs() - before
        values = (statistics.median(times), used.cpu_s * 1000 / count, used.written / count, used.writes / count)
        for figure, value in zip(figures, values):
            figure.values[program.name] = value

    def paste(self, program: Program, figures: list[Figure]) -> None:
        size = self.bench.sizes.paste_bytes
        with self.started(program) as run:
            before, start = run.costs(), time.perf_counter()
            paste(run, text_of(size // len(text_of(2)) * 2))
            values = (run.last_output - start) * 1000, (run.costs() - before).cpu_s * 1000
        for figure, value in zip(figures, values):
            figure.values[program.name] = value


def editor_part(bench: Bench, programs: list[Program]) -> list[Figure]:
    chats = [program for program in programs if program.chat and not program.script]
    figures = []
    with stub(bench.tools, "burst", "16", "line") as url:
        part = EditorPart(bench, url)
        for lines in bench.sizes.edited_lines:
            where = f"a key in a text of {lines} line{'s' if lines > 1 else ''}"
            say(where)
            new = [Figure(f"{where}: until it is shown, ms", "≤ 2", 2), Figure(f"{where}: CPU, ms", "", 2),
                   Figure(f"{where}: bytes written", "", 0), Figure(f"{where}: writes", "1", 2, ratio=False)]
            figures += new
            # The others do not let go back to an earlier line of an input.
            for program in chats if lines == 1 else [p for p in chats if p.name == "llamero"]:
                bench.attempt(program, lambda p=program: part.keys(p, lines, new))
        megabytes = f"a paste of {bench.sizes.paste_bytes / 1e6:g} MB"
        say(megabytes)
        new = [Figure(f"{megabytes}: until it is shown, ms", "", 0),
               Figure(f"{megabytes}: CPU, ms", "", 0)]
        for program in chats:
            bench.attempt(program, lambda p=program: part.paste(p, new), slow=new[0])
    return figures + new

