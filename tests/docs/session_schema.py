#!/usr/bin/env python3
"""Holds exported sessions against docs/formats/session.schema.json. Ends with the line `N passed, N failed`."""
import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from run_examples import ROOT
from schema_rules import problems

SCHEMA = json.loads((ROOT / "docs/formats/session.schema.json").read_text())


def selftest(document):
    """The rules must refuse what the format refuses."""
    bad = [{"version": 2}, {"extra": 0}, {"session": {}}, {"turns": [{}]},
           {"session": document["session"] | {"name": 1}}, {"session": document["session"] | {"created": "now"}}]
    return all(list(problems(document | change, SCHEMA)) for change in bad)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--llamero", required=True, type=lambda p: Path(p).resolve())
    options = parser.parse_args()
    failed = 0
    with tempfile.TemporaryDirectory() as home:
        env = {"PATH": os.environ["PATH"], "HOME": home, "LLAMERO": str(options.llamero)}
        subprocess.run([sys.executable, ROOT / "tests/support/seed_sessions.py"], env=env, check=True)
        subprocess.run([options.llamero, "sessions", "fork", "1", "branch"], env=env, check=True, capture_output=True)
        sessions = ["plan", "2", "branch"]
        for session in sessions:
            text = subprocess.run([options.llamero, "sessions", "export", session, "--json"], env=env, check=True,
                                  capture_output=True).stdout
            document = json.loads(text)
            found = list(problems(document, SCHEMA))
            if not document["turns"]:
                found.append("nothing was exported")
            if not selftest(document):
                found.append("a broken document passed")
            failed += bool(found)
            print("\n".join(f"FAIL {session}: {text}" for text in found), end="\n" if found else "")
    print(f"{len(sessions) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
