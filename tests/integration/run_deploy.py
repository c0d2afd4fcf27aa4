#!/usr/bin/env python3
"""Runs `llamero up` and its kin against stand-ins for docker and ssh; ends with `N passed, N failed`."""
import argparse
import sys
import time
import traceback
from pathlib import Path

sys.dont_write_bytecode = True  # the source tree may belong to somebody else

import deploy_commands
import deploy_cuts
import deploy_faults


def tests(pattern):
    for module in (deploy_commands, deploy_faults, deploy_cuts):
        for name, function in vars(module).items():
            shown = name.removeprefix("test_").replace("_", " ")
            if name.startswith("test_") and pattern in shown:
                yield shown, function


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--llamero", required=True)
    parser.add_argument("-k", default="", help="only tests whose name has this in it")
    options = parser.parse_args()
    passed = failed = 0
    for name, function in tests(options.k):
        began = time.monotonic()
        try:
            function(str(Path(options.llamero).resolve()))
            passed += 1
            print(f"ok   {name} ({time.monotonic() - began:.1f} s)", flush=True)
        except Exception:  # whatever it is, the next test is not worse off
            failed += 1
            print(f"FAIL {name}\n{traceback.format_exc()}", flush=True)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
