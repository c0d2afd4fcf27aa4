"""The programs that are measured, and how each is started."""
import argparse
import dataclasses
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from figures import say

ROOT = Path(__file__).resolve().parent.parent.parent
MODEL = "gemma3:1b"


@dataclasses.dataclass
class Program:
    name: str
    binary: Path | None = None
    version: list[str] | None = None  # the start-up measurement
    ask: Callable[[str, bool], list[str]] | None = None  # (url, live) -> a command that prints the answer
    raw: bool = False  # prints the bytes of the body, not the text
    environment: Callable[[str, Path], dict[str, str]] | None = None  # (url, home)
    chat: list[str] | None = None  # a conversation on a terminal
    script: bool = False  # of ours, around a library: no editor, and it paints the whole answer again and again
    render: list[str] | None = None  # shows a markdown file that follows, once and whole


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
        programs.append(Program("llamero", llamero, [path, "--version"], lambda url, live: [path, "run", MODEL, "hello"],
                                chat=[path, "chat", MODEL]))
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
                                lambda url, live: [ollama, "run", MODEL, "hello"],
                                chat=[ollama, "run", MODEL]))
    aichat = arguments.aichat or shutil.which("aichat")
    if aichat:
        programs.append(Program("aichat", Path(aichat), [aichat, "--version"],
                                lambda url, live: [aichat, "hello"], environment=aichat_environment))
    return programs + markdown_programs(arguments.rich)


def markdown_programs(python: str | None) -> list[Program]:
    """What else shows markdown on a terminal."""
    programs = []
    python = python or sys.executable
    if subprocess.run([python, "-c", "import rich"], capture_output=True).returncode == 0:
        client = [python, str(Path(__file__).with_name("rich_client.py"))]
        programs.append(Program("rich", chat=client, script=True, render=[*client, "--file"]))
    else:
        say(f"{python} has no module rich (pip install rich; --rich PYTHON): left out")
    for name, flags in (("glow", ["-s", "dark"]), ("mdcat", [])):
        if path := shutil.which(name):
            programs.append(Program(name, Path(path), render=[path, *flags]))
        else:
            say(f"{name} is not installed: left out")
    return programs


