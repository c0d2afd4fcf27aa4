#!/usr/bin/env python3
"""The line editor in a real terminal: random edits, pastes and resizes, looked at cell by cell."""

import pathlib
import random
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path[:0] = [str(pathlib.Path(__file__).resolve().parent)]

from pty_terminal import Terminal  # noqa: E402

ENVIRONMENT = {"PATH": "/usr/bin:/bin", "TERM": "xterm", "LANG": "C.UTF-8"}
ROWS = 30
WIDE = "日本語👍"
TEXTS = ["a", "b", " ", "é", *WIDE, "\n", "some words ", "日本語です", "👍👍"]


def columns(character):
    return 2 if ord(character) > 0x2FFF else 1


class Model:
    """Characters and a cursor, laid out row by row."""

    def __init__(self):
        self.text = []
        self.cursor = 0

    def rows(self, width):
        """(rows without blanks at the end, row of the cursor, its column)"""
        rows, used, cursor = ["> "], 2, None
        for at, character in enumerate([*self.text, None]):
            step = columns(character) if character not in (None, "\n") else 0
            here = at == self.cursor
            if used + step > width or (here and step == 0 and used == width):
                rows.append("")
                used = 0
            if here:
                cursor = len(rows) - 1, used
            if character == "\n":
                rows.append(". ")
                used = 2
            elif character is not None:
                rows[-1] += character
                used += step
        return [row.rstrip() for row in rows], *cursor

    def act(self, dice):
        """A random edit; the bytes that a terminal sends for it."""
        choice = dice.randrange(10)
        if choice == 0 and self.cursor > 0:
            self.cursor -= 1
            return b"\x1b[D"
        if choice == 1 and self.cursor > 0:
            self.cursor -= 1
            del self.text[self.cursor]
            return b"\x7f"
        if choice == 2 and self.cursor < len(self.text):
            del self.text[self.cursor]
            return b"\x1b[3~"
        if choice == 3:
            self.cursor = 0
            return b"\x1b<"
        if choice == 4:
            self.cursor = len(self.text)
            return b"\x1b>"
        text = dice.choice(TEXTS)
        self.text[self.cursor:self.cursor] = text
        self.cursor += len(text)
        if choice == 5:
            return b"\x1b[200~" + text.encode() + b"\x1b[201~"
        return text.encode()


def check_screen(terminal, model, width):
    rows, row, column = model.rows(width)
    wanted = ["above", *rows]
    while not wanted[-1]:
        wanted.pop()

    def as_wanted():
        # pyte waits behind the last column where a terminal waits in it; the editor never stays there.
        return terminal.lines() == wanted and (terminal.screen.cursor.y, terminal.screen.cursor.x) == (row + 1, column)

    terminal.wait_for(as_wanted, f"{wanted!r} with the cursor at {row + 1}, {column}", 10)


def random_edits(driver, width, seed):
    with tempfile.TemporaryDirectory() as directory:
        terminal = Terminal([driver], ENVIRONMENT, directory, rows=ROWS, columns=width)
        try:
            dice, model = random.Random(seed), Model()
            check_screen(terminal, model, width)
            for _ in range(150):
                keys = model.act(dice)
                if len(model.rows(width)[0]) > ROWS - 4:
                    terminal.send(keys + b"\x1b>" + b"\x7f" * len(model.text))
                    model = Model()
                else:
                    terminal.send(keys)
                check_screen(terminal, model, width)
            terminal.send(b"\x1b>" + b"\x7f" * len(model.text) + b"\x04")
            assert terminal.wait_for_end(10) == 0, "the driver failed"
            assert not terminal.termios_changes(), terminal.termios_changes()
        finally:
            terminal.close()


def wider_and_narrower(driver):
    with tempfile.TemporaryDirectory() as directory:
        terminal = Terminal([driver], ENVIRONMENT, directory, rows=ROWS, columns=40)
        try:
            model = Model()
            check_screen(terminal, model, 40)
            model.text = list("some words 日本語です and more of them\nand a second line")
            model.cursor = len(model.text)
            terminal.send("".join(model.text).encode())  # LF is Ctrl-J
            check_screen(terminal, model, 40)
            for width in (50, 80, 60):
                terminal.resize(ROWS, width)
                check_screen(terminal, model, width)
            terminal.send(b"\r")
            terminal.wait_for_text(f"{len(''.join(model.text).encode())} bytes")
        finally:
            terminal.close()


def large_paste(driver):
    text = "".join(f"line {i}\n" for i in range(5000))
    with tempfile.TemporaryDirectory() as directory:
        terminal = Terminal([driver], ENVIRONMENT, directory, rows=10, columns=40)
        try:
            terminal.wait_for_text(">")
            for at in range(0, len(text), 2000):
                terminal.send(("\x1b[200~" if at == 0 else "") + text[at:at + 2000])
            terminal.send(b"\x1b[201~")
            terminal.wait_for_text(r"line 4999\n\.$", 20)
            assert len(terminal.lines()) == 10, terminal.lines()
            terminal.send(b"\r")
            terminal.wait_for_text(f"{len(text)} bytes")
        finally:
            terminal.close()


def main():
    driver = str(pathlib.Path(sys.argv[1]).resolve())
    tests = [("a resize", lambda: wider_and_narrower(driver)), ("a large paste", lambda: large_paste(driver))]
    for width in (10, 20, 80):
        tests.append((f"random edits at {width}", lambda width=width: random_edits(driver, width, width)))
    failed = 0
    for name, test in tests:
        try:
            test()
        except AssertionError as failure:
            failed += 1
            print(f"FAIL {name}: {failure}", flush=True)
    print(f"{len(tests) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
