#!/usr/bin/env python3
"""Holds fresh recordings against docs/formats/cassette.schema.json.

Ends with the line `N passed, N failed`.
"""
import argparse
import json
import subprocess
import sys
import tempfile
import threading
from http.server import ThreadingHTTPServer
from pathlib import Path

from run_examples import ROOT, StandIn
from schema_rules import problems

SCHEMA = json.loads((ROOT / "docs/formats/cassette.schema.json").read_text())


def record(program, url, folder, arguments):
    file = Path(folder) / "cassette.json"
    file.unlink(missing_ok=True)
    subprocess.run([program, "--host", url, "--record", file, *arguments], stdin=subprocess.DEVNULL,
                   capture_output=True, timeout=60, check=False)
    return json.loads(file.read_bytes())


def selftest(cassette):
    """The rules must refuse what the format refuses."""
    bad = [{"version": 2}, {"extra": 0}, {"bodies": "some"}, {"created": "now"}, {"exchanges": {}}]
    return all(list(problems(cassette | change, SCHEMA)) for change in bad)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--llamero", required=True, type=lambda p: Path(p).resolve())
    options = parser.parse_args()
    server = ThreadingHTTPServer(("127.0.0.1", 0), StandIn)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    here = f"http://127.0.0.1:{server.server_port}"
    runs = [(here, ["run", "m", "Hello"]), (here, ["list"]), (here, ["pull", "m"]),
            (here, ["run", "m", "Hello", "--record-bodies", "off"]),
            (here, ["api", "/x", "-d", "no JSON", "-H", "Content-Type: text/plain"]),
            ("http://127.0.0.1:1", ["list"])]
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for url, arguments in runs:
            cassette = record(options.llamero, url, folder, arguments)
            found = list(problems(cassette, SCHEMA))
            if not cassette["exchanges"]:
                found.append("nothing was recorded")
            if not selftest(cassette):
                found.append("a broken cassette passed")
            failed += bool(found)
            print("\n".join(f"FAIL {' '.join(arguments)}: {text}" for text in found), end="\n" if found else "")
    server.shutdown()
    print(f"{len(runs) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
