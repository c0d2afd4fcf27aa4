#!/usr/bin/env python3
"""The pictures of docs/pictures: one talk, held with each client in a terminal of 80 by 24.

Without --write it says whether the picture of llamero is what llamero shows now. Needs pyte (Debian: python3-pyte).
"""
import argparse
import dataclasses
import pathlib
import re
import sys

sys.dont_write_bytecode = True  # the source tree may belong to somebody else
ROOT = pathlib.Path(__file__).resolve().parents[2]
PICTURES = ROOT / "docs/pictures"
sys.path[:0] = [str(ROOT / "tests" / folder) for folder in ("pty", "support", "integration")]

from case_process import default_signals
from picture_talk import CUT, MODEL, QUESTIONS, routes
from pty_session import Session
from screen_svg import svg

SHELL = ["bash", "--noprofile", "--norc", "-i"]
SHELL_PROMPT = "$"


@dataclasses.dataclass
class Client:
    name: str
    command: str  # what a person types
    prompt: str  # the row of the cursor when it waits
    config: dict = dataclasses.field(default_factory=dict)  # files below the home; $URL is the server


CLIENTS = {
    "llamero": Client("llamero", f"llamero chat {MODEL}", ">>>"),
    "ollama": Client("ollama", f"ollama run {MODEL}", ">>> Send a message (/? for help)"),
    "aichat": Client("aichat", "aichat", ">", {
        "home/config/aichat/config.yaml":
            f"model: ollama:{MODEL}\nclients:\n- type: openai-compatible\n  name: ollama\n  api_base: $URL/v1\n  models:\n  - name: {MODEL}\n"}),
}


def talk(session, client, program):
    """The screen after the talk."""
    session.serve(routes())
    programs = session.directory / "bin"
    programs.mkdir()
    (programs / client.name).symlink_to(program)
    for path, text in client.config.items():
        file = session.directory / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text.replace("$URL", session.server.url))
    environment = {"OLLAMA_HOST": session.server.url, "PATH": f"{programs}:/usr/bin:/bin", "PS1": f"{SHELL_PROMPT} "}
    terminal = session.start(command=SHELL, environment=environment, rows=24, columns=80)

    # Some ask where the cursor is before they show a prompt.
    terminal.screen.write_process_input = lambda text: terminal.send(text.encode())

    def wait_for_row(row):
        terminal.wait_for(lambda: terminal.cursor_row() == row, f"the row {row!r}", 10 * session.slack)

    wait_for_row(SHELL_PROMPT)
    session.say(client.command)
    wait_for_row(client.prompt)
    session.say(QUESTIONS[0])
    terminal.wait_for_text("🦙", 10 * session.slack)
    wait_for_row(client.prompt)
    session.say(QUESTIONS[1])
    terminal.wait_for_text(CUT.split(",")[0], 10 * session.slack)
    wait_for_row(client.prompt)
    return terminal.screen


def draw(client, program, slack):
    session = Session(str(program), slack)
    try:
        screen = talk(session, client, program)
        picture = svg(screen, f"{client.name} in a terminal: an answer in markdown, and one that was cut")
        # The port is another one each time.
        return re.sub(rf"\b{session.server.port}\b", "11434", picture)
    finally:
        session.close()


def difference(picture):
    path = PICTURES / "chat-llamero.svg"
    old = path.read_text().splitlines() if path.exists() else []
    new = picture.splitlines()
    at = next((i for i, (a, b) in enumerate(zip(old, new)) if a != b), min(len(old), len(new)))
    if old == new:
        return None
    return "\n".join([f"FAIL {path.relative_to(ROOT)} is not what llamero shows now (--write renews it); line {at + 1}:",
                      *("- " + line for line in old[at:at + 1]), *("+ " + line for line in new[at:at + 1])])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in CLIENTS:
        parser.add_argument(f"--{name}", metavar="PATH", type=lambda p: pathlib.Path(p).resolve(), help=f"the program {name}")
    parser.add_argument("--write", action="store_true", help="draw the pictures of the clients that are given")
    parser.add_argument("--slack", type=float, default=1.0, help="stretches the times to wait")
    options = parser.parse_args()
    given = {name: getattr(options, name) for name in CLIENTS if getattr(options, name)}
    default_signals()
    if options.write:
        for name, program in given.items():
            path = PICTURES / f"chat-{name}.svg"
            path.write_text(draw(CLIENTS[name], program, options.slack))
            print(f"{path.relative_to(ROOT)}: drawn")
        return 0
    if "llamero" not in given:
        parser.error("--llamero is required")
    failure = difference(draw(CLIENTS["llamero"], given["llamero"], options.slack))
    print(failure or "1 passed, 0 failed")
    return 1 if failure else 0


if __name__ == "__main__":
    sys.exit(main())
