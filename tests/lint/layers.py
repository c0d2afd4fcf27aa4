#!/usr/bin/env python3
"""Layers point one way, third parties stay in their place, and every test file is built.

The rules are those of docs/architecture.md. Prints a line per offence and exits 1 if there is one.
"""
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# A layer may include itself and what stands here. The middle layers do not know each other.
ALLOWED = {
    "base": set(),
    "net": {"base"},
    "api": {"base"},
    "term": {"base"},
    "config": {"base"},
    "process": {"base"},
    "store": {"base"},
    "engine": {"base", "net", "api", "term", "config", "process", "store"},
    "deploy": {"base", "api", "config", "process", "engine"},
    "cli": {"base", "net", "api", "term", "config", "process", "store", "engine", "deploy"},
}

# Third party header (prefix) -> the only layers that may include it.
THIRD_PARTIES = {
    "CLI/": {"cli"},
    "curl/": {"net"},
    "sqlite3": {"store"},
    "nlohmann/": {"api", "config", "store", "engine", "deploy", "cli"},
    "utf8proc": {"term"},
    "md4c": {"term"},
    "toml++/": {"config"},
}

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.M)
CODE = {".h", ".cpp"}


def includes(path):
    return [(kind, name) for kind, name in INCLUDE.findall(path.read_text())]


def check_layer(path, layer):
    for kind, name in includes(path):
        target = name.split("/")[0]
        if kind == '"' and target in ALLOWED and target != layer and target not in ALLOWED[layer]:
            yield f"{layer} must not include {name}"
        for prefix, layers in THIRD_PARTIES.items():
            if name.startswith(prefix) and layer not in layers:
                yield f"{name} belongs to {', '.join(sorted(layers))} only"


def check_public(path):
    for kind, name in includes(path):
        if kind == '"' and not name.startswith("llamero/"):
            yield f"a public header must not include {name}"
        if kind == "<" and "/" in name:
            yield f"a public header includes std only, not {name}"


def offences():
    for path in sorted((ROOT / "src").rglob("*")):
        if path.suffix not in CODE:
            continue
        layer = path.relative_to(ROOT / "src").parts[0]
        if layer == "main.cpp":
            continue
        if layer not in ALLOWED:
            yield path, f"no layer is called {layer}"
            continue
        for text in check_layer(path, layer):
            yield path, text
    for path in sorted((ROOT / "include").rglob("*.h")):
        for text in check_public(path):
            yield path, text
    listed = "".join(p.read_text() for p in (ROOT / "tests").rglob("CMakeLists.txt"))
    for path in sorted((ROOT / "tests").rglob("*.cpp")):
        relative = path.relative_to(ROOT / "tests").as_posix()
        if relative not in listed and path.stem not in listed and not any(relative.startswith(p) for p in ("install/", "bench/")):
            yield path, "is in no target of tests/CMakeLists.txt"
    sources = (ROOT / "CMakeLists.txt").read_text()
    for path in sorted((ROOT / "src").rglob("*.cpp")):
        if path.relative_to(ROOT).as_posix() not in sources:
            yield path, "is in no target of CMakeLists.txt"


def main():
    found = list(offences())
    for path, text in found:
        print(f"{path.relative_to(ROOT)}: {text}")
    print(f"layers: {len(found)} offences")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
