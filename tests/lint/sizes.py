#!/usr/bin/env python3
"""Small rooms: no source file over 350 lines, no C++ function of the program over 60, no name without a subject."""
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MOST_LINES = 350
MOST_FUNCTION_LINES = 60
NO_NAMES = re.compile(r"(^|[_-])(utils?|helpers?|manager|common|misc)([_.-]|$)")


def sources():
    for folder in ("src", "include", "tests", "scripts"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and path.suffix in {".h", ".cpp", ".hpp", ".py", ".sh"}:
                yield path


def long_functions(path):
    """A line that ends with '{' at column 0 or inside a namespace opens a function; '}' closes it."""
    start, name = None, ""
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if start is None and re.match(r"^[A-Za-z_].*\)( const)?( noexcept)?( ->.*)? \{$", line):
            start, name = number, line.split("(")[0]
        elif start is not None and line == "}":
            if number - start > MOST_FUNCTION_LINES:
                yield f"{name.strip()} has {number - start} lines"
            start = None


def main():
    found = []
    for path in sources():
        relative = path.relative_to(ROOT)
        lines = path.read_text().count("\n")
        if lines > MOST_LINES:
            found.append(f"{relative}: {lines} lines, more than {MOST_LINES}")
        if NO_NAMES.search(path.name):
            found.append(f"{relative}: the name says no subject")
        if path.suffix == ".cpp" and relative.parts[0] == "src":
            found += [f"{relative}: {text}" for text in long_functions(path)]
    print("\n".join(found + [f"sizes: {len(found)} offences"]))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
