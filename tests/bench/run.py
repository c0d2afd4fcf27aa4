#!/usr/bin/env python3
"""Measures llamero against curl, the official client and other programs that are installed.

What each figure means: docs/performance.md. Speed is reported, never asserted: the exit code is 1 only
when a measured program failed or its output was wrong.
"""
import argparse
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True  # the source tree may belong to somebody else

from bench import HERE, QUICK, Bench, Sizes, compile_with
from editor_part import editor_part
from figures import print_table, say
from markdown_part import markdown_part
from pipe_part import start_part, stream_part
from programs import find_programs
from store_part import store_part

PARTS = {"start": start_part, "stream": stream_part, "editor": editor_part, "markdown": markdown_part, "store": store_part}


def first_line(command: list[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True)
    lines = done.stdout.strip().splitlines()
    return lines[-1 if "ollama" in command[0] else 0] if lines else "?"


def options_of() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"only these: {', '.join(PARTS)}")
    parser.add_argument("--llamero", metavar="PATH", help="the program under test (build/release/llamero)")
    parser.add_argument("--ollama", metavar="PATH", help="the official client (found on PATH)")
    parser.add_argument("--aichat", metavar="PATH", help="aichat (found on PATH)")
    parser.add_argument("--rich", metavar="PYTHON", help="a Python that has the module rich (this one)")
    parser.add_argument("--tools", metavar="DIR", help="has stub_server and measure (else both are compiled)")
    parser.add_argument("--store", metavar="DIR", help="keeps the large database of sessions here for another run")
    parser.add_argument("--quick", action="store_true", help="small sizes and few runs: does it all still work?")
    arguments = parser.parse_args()
    if unknown := set(arguments.parts) - set(PARTS):
        parser.error(f"no such part: {' '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    return arguments


def main() -> int:
    arguments = options_of()
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
        bench = Bench(tools, home, QUICK if arguments.quick else Sizes(), Path(arguments.store) if arguments.store else None)
        columns = [program.name for program in programs]
        for name, part in PARTS.items():
            if not arguments.parts or name in arguments.parts:
                if figures := part(bench, programs):
                    print_table(columns, figures)
                    print(flush=True)
        print(f"{os.cpu_count()} cores, {platform.system()} {platform.release()} {platform.machine()}, "
              f"{first_line([compiler, '--version'])}")
        for program in programs:
            if program.version and program.name != "empty program":
                print(f"{program.name}: {first_line(program.version)}")
        for problem in bench.problems:
            print(f"FAILED: {problem}")
        return 1 if bench.problems else 0


if __name__ == "__main__":
    sys.exit(main())
