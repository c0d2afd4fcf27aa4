#!/usr/bin/env python3
"""Runs the live tests, in order, against the service that `scripts/ollama-service env` names.

Ends with the line `N passed, N failed`. No test may be skipped.
"""
import argparse
import inspect
import sys
import tempfile
import time
import traceback
from pathlib import Path

import live_chat
import live_connect
import live_deploy
import live_deploy_public
import live_deploy_ssh
import live_docker_host
import live_doctor
import live_fronts
import live_models
import live_names
import live_public
import live_secrets
import live_ssh
import live_talk
from live_service import Service


def tests(pattern):
    for module in (live_models, live_names, live_talk, live_chat, live_ssh, live_connect,
                   live_fronts, live_public, live_secrets, live_doctor, live_docker_host,
                   live_deploy, live_deploy_public, live_deploy_ssh):
        for name, function in vars(module).items():
            shown = name.removeprefix("test_").replace("_", " ")
            if name.startswith("test_") and pattern in shown:
                yield shown, function


def run(service, function):
    arguments = {}
    with tempfile.TemporaryDirectory() as folder:
        if "tmp" in inspect.signature(function).parameters:
            arguments["tmp"] = Path(folder)
        function(service, **arguments)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--llamero", required=True)
    parser.add_argument("-k", default="", help="only tests whose name has this in it")
    options = parser.parse_args()
    service = Service(str(Path(options.llamero).resolve()))
    passed = failed = 0
    for name, function in tests(options.k):
        began = time.monotonic()
        try:
            run(service, function)
            passed += 1
            print(f"ok   {name} ({time.monotonic() - began:.1f} s)", flush=True)
        except Exception:  # whatever it is, the next test is not worse off
            failed += 1
            print(f"FAIL {name}\n{traceback.format_exc()}", flush=True)
    print(f"{passed} passed, {failed} failed")
    return 0 if passed and not failed else 1


if __name__ == "__main__":
    sys.exit(main())
