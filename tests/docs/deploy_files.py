#!/usr/bin/env python3
"""Reads the files that `emit` writes (tests/data/deploy, held to the code by the unit tests) as their readers do.

With --schema the cloud-configs go through `cloud-init schema` instead. Exits 77, with the reason, where that program
or the YAML library is missing. Ends with the line `N passed, N failed`.
"""
import argparse
import json
import shutil
import subprocess
import sys
from pathlib import Path

DATA = Path(__file__).resolve().parents[1] / "data/deploy"
CLOUD_CONFIGS = ["cloud-config.yaml", "cloud-config-odd.yaml"]
SKIPPED = 77
# What the Compose Specification wants as a number or as true and false; everything else is a string.
NOT_STRINGS = {"pids_limit": int, "retries": int, "read_only": bool, "init": bool, "privileged": bool}

try:
    import yaml
except ImportError:
    print("skipped: python has no yaml (Debian: python3-yaml)")
    sys.exit(SKIPPED)


def leaves(value, key=None):
    if isinstance(value, dict):
        for name, inner in value.items():
            yield "key", name
            yield from leaves(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner, key)
    else:
        yield key, value


def wrong_types(document):
    return [(key, value) for key, value in leaves(document) if type(value) is not NOT_STRINGS.get(key, str)]


def compose(name):
    return yaml.safe_load((DATA / name).read_text())


def undoubled(value):
    if isinstance(value, dict):
        return {key: undoubled(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [undoubled(inner) for inner in value]
    return value.replace("$$", "$") if isinstance(value, str) else value


def check_compose():
    document = compose("compose.yaml")
    server, front = document["services"].values()
    yield "types", not wrong_types(document)
    yield "top", list(document) == ["name", "services", "volumes", "networks"] and document["name"] == "files"
    yield "port on the loopback", server["ports"] == ["127.0.0.1:11634:11434"]
    yield "limits", (server["mem_limit"], server["memswap_limit"], server["cpus"]) == ("3g", "4g", "1.5")
    yield "confinement", (server["read_only"], server["cap_drop"], server["security_opt"]) == (
        True, ["ALL"], ["no-new-privileges"])
    yield "old health check", server["healthcheck"]["interval"] == "5s" and "start_interval" not in server["healthcheck"]
    yield "networks", server["networks"] == ["files-net"] and front["network_mode"] == "bridge"
    yield "volumes", list(document["volumes"]) == ["files-models", "files-certificates"]
    yield "gpus", front["deploy"]["resources"]["reservations"]["devices"] == [{"count": "all", "capabilities": ["gpu"]}]


def check_odd_strings():
    body = json.loads((DATA / "body-odd.json").read_text())
    document = compose("compose-odd.yaml")
    service = document["services"]["files-ollama"]
    yield "types", not wrong_types(document)
    yield "environment", [f"{k}={v}" for k, v in undoubled(service["environment"]).items()] == body["Env"]
    yield "labels", undoubled(service["labels"]) == body["Labels"]
    yield "command", undoubled(service["command"]) == body["Cmd"]
    yield "health check", undoubled(service["healthcheck"]["test"]) == body["Healthcheck"]["Test"]


def check_cloud_config(name):
    text = (DATA / name).read_text()
    document = yaml.safe_load(text)
    yield "head", text.startswith("#cloud-config\n") and list(document) == [
        "package_update", "packages", "write_files", "runcmd"]
    yield "packages", document["packages"] == ["docker.io"]
    for entry in document["write_files"]:
        yield "private " + entry["path"], (entry["owner"], entry["permissions"]) == ("root:root", "0700")
        script = subprocess.run(["sh", "-n"], input=entry["content"], text=True, capture_output=True)
        yield "script " + entry["path"], script.returncode == 0 and entry["content"].startswith("#!/bin/sh\n")
        yield "run " + entry["path"], entry["path"] in document["runcmd"][-1][-1]


def check_all():
    for title, results in [("compose", check_compose()), ("odd strings", check_odd_strings()),
                           *((name, check_cloud_config(name)) for name in CLOUD_CONFIGS)]:
        for what, passed in results:
            yield f"{title}: {what}", passed


def check_schema():
    for name in CLOUD_CONFIGS:
        run = subprocess.run(["cloud-init", "schema", "--config-file", DATA / name], capture_output=True, text=True)
        print(run.stdout + run.stderr, end="")
        yield f"{name}: schema", run.returncode == 0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--schema", action="store_true")
    schema = parser.parse_args().schema
    if schema and not shutil.which("cloud-init"):
        print("skipped: there is no cloud-init here (Debian: cloud-init, which also runs at boot)")
        return SKIPPED
    results = list(check_schema() if schema else check_all())
    for title, passed in results:
        if not passed:
            print(f"not ok: {title}")
    failed = sum(not passed for _, passed in results)
    print(f"{len(results) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
