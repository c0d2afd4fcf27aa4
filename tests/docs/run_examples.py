#!/usr/bin/env python3
"""Runs every `sh` block of the README and the guide, and holds generated parts against the program.

A block runs in an empty git checkout with a stand-in server; its exit code must be 0. A block with one
of the lines in ELSEWHERE is run by another part of ./check. `--write` renews the generated parts.
Ends with the line `N passed, N failed`.
"""
import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs/guide").glob("*.md")), ROOT / "docs/contributing.md"]

# What these blocks do is shown by ./check itself, tests/live/bare-debian and tests/install.
ELSEWHERE = ("./quickstart", "./check", "cmake ", "scripts/ollama-service", "tests/", "ollama-service")

SCHEMA = '{"type":"object","properties":{"name":{"type":"string"}}}'


class StandIn(BaseHTTPRequestHandler):
    """Answers as an Ollama that has gemma3:1b loaded."""

    MODEL = {"name": "gemma3:1b", "model": "gemma3:1b", "digest": "a" * 64, "size": 815319791,
             "modified_at": "2026-01-01T00:00:00Z", "expires_at": "2099-01-01T00:00:00Z",
             "size_vram": 0, "context_length": 4096, "details": {}}

    def log_message(self, *_):
        pass

    def reply(self, *objects):
        body = "".join(json.dumps(entry) + "\n" for entry in objects).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        self.reply({"models": [self.MODEL]} if self.path in ("/api/tags", "/api/ps") else {"version": "0.17.4"})

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path == "/api/pull":
            self.reply({"status": "pulling manifest"}, {"status": "success"})
        elif self.path == "/api/show":
            self.reply({"details": {"family": "gemma3", "parameter_size": "999.89M"}, "model_info": {}})
        elif self.path == "/api/generate":
            self.reply({"done": True, "done_reason": "load"})
        else:
            self.reply({"message": {"role": "assistant", "content": "Hello"}, "done": False},
                       {"message": {"role": "assistant", "content": ""}, "done": True, "done_reason": "stop"})


def blocks(page):
    return re.findall(r"^```sh\n(.*?)^```", page.read_text(), re.S | re.M)


def prepare(folder):
    for name, text in {"notes.txt": "notes", "report.txt": "report", "words.txt": "one\ntwo\n",
                       "schema.json": SCHEMA}.items():
        (folder / name).write_text(text)
    subprocess.run(["git", "init", "-q", folder], check=True)


def seed_sessions(program, env):
    seed = ROOT / "tests/support/seed_sessions.py"
    subprocess.run([sys.executable, seed], env=env | {"LLAMERO": str(program)}, check=True)


def run_block(text, program, port):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder)
        # The examples name Ollama's own port, where a user's real server may be.
        text = text.replace("http://127.0.0.1:11434", f"http://127.0.0.1:{port}")
        env = {"PATH": f"{program.parent}:{os.environ['PATH']}", "HOME": name,
               "OLLAMA_HOST": f"127.0.0.1:{port}"}
        if "llamero sessions" in text:
            seed_sessions(program, env)
        return subprocess.run(["bash", "-e", "-u", "-c", text], cwd=folder, env=env, timeout=60,
                              stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)


def exit_code_table(program):
    text = subprocess.run([program, "help", "exit-codes"], check=True, capture_output=True, text=True).stdout
    return f"<!-- begin exit codes -->\n```text\n{text}```\n<!-- end exit codes -->"


def generated_parts(program, write):
    page = ROOT / "docs/guide/exit-codes.md"
    old = page.read_text()
    table = exit_code_table(program)
    new = re.sub(r"<!-- begin exit codes -->.*<!-- end exit codes -->", lambda _: table, old, flags=re.S)
    if write:
        page.write_text(new)
    return new == old or write


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--llamero", required=True, type=lambda p: Path(p).resolve())
    parser.add_argument("--write", action="store_true", help="renew the generated parts")
    options = parser.parse_args()
    server = ThreadingHTTPServer(("127.0.0.1", 0), StandIn)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    passed = failed = elsewhere = 0
    if generated_parts(options.llamero, options.write):
        passed += 1
    else:
        failed += 1
        print("FAIL docs/guide/exit-codes.md is not what `llamero help exit-codes` prints (--write renews it)")
    for page in PAGES:
        for text in blocks(page):
            if any(text.startswith(word) or f"\n{word}" in text for word in ELSEWHERE):
                elsewhere += 1
                continue
            done = run_block(text, options.llamero, server.server_port)
            if done.returncode == 0:
                passed += 1
                continue
            failed += 1
            print(f"FAIL {page.relative_to(ROOT)}: exit {done.returncode}\n{text}{done.stderr}")
    server.shutdown()
    print(f"{elsewhere} blocks are run by other parts of ./check")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or passed < 5 else 0


if __name__ == "__main__":
    sys.exit(main())
