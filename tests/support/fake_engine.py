#!/usr/bin/env python3
"""A Docker engine that is not there: its API on a unix socket, its containers in memory, a fake Ollama behind each port.

As a library:    with FakeEngine(path, faults=[...]) as engine: ... engine.state.containers ... engine.requests
By hand:         fake_engine.py --socket PATH [--state FILE] [--faults JSON or FILE] [--api 1.51] [--port 11434=23456]
                 prints "ready unix://PATH" and serves until SIGTERM or Ctrl-C; --show prints the state file and ends

The faults are those of engine_faults.py; a file of them is read again when it changes. --port: what a container publishes on
the first is listened to on the second, where a machine has something of its own on the first. --log takes the requests, one a
line. Without --api it is engine 20.10, with the texts of that.
"""

import argparse
import contextlib
import json
import os
import pathlib
import signal
import sys
import threading

sys.dont_write_bytecode = True  # the source tree may belong to somebody else
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import engine_containers
import engine_images
import engine_inside
import engine_inspect
import engine_storage
from engine_faults import Faults
from engine_http import Answer, EngineListener, number_of, ping
from engine_life import Life
from engine_state import EngineState

# API -> what an engine with it calls itself, and the oldest API it takes.
ENGINES = {"1.41": ("20.10.24", "1.12"), "1.42": ("23.0.6", "1.12"), "1.43": ("24.0.9", "1.12"), "1.44": ("25.0.5", "1.24"),
           "1.45": ("26.1.4", "1.24"), "1.46": ("27.1.2", "1.24"), "1.47": ("27.5.1", "1.24"), "1.48": ("28.0.4", "1.24"),
           "1.49": ("28.1.1", "1.24"), "1.50": ("28.2.2", "1.24"), "1.51": ("28.5.1", "1.24")}


def version(engine, request):
    details = {"ApiVersion": engine.api, "Arch": engine.architecture, "MinAPIVersion": engine.minimum, "Os": "linux",
               "KernelVersion": "6.1.0", "GoVersion": "go1.19.8", "GitCommit": "5d6db84"}
    return Answer(200, {"Platform": {"Name": ""}, "Components": [{"Name": "Engine", "Version": engine.version, "Details": details}],
                        "Version": engine.version, **details})


def info(engine, request):
    containers, running = engine.state.containers, len(engine.state.running())
    return Answer(200, {
        "ID": "FAKE:FAKE:FAKE", "Containers": len(containers), "ContainersRunning": running, "ContainersPaused": 0,
        "ContainersStopped": len(containers) - running, "Images": len(engine.state.images), "Driver": "overlay2",
        "MemoryLimit": True, "SwapLimit": True, "PidsLimit": True, "CpuCfsPeriod": True, "CpuCfsQuota": True,
        "LoggingDriver": "json-file", "CgroupDriver": "systemd", "CgroupVersion": "2", "KernelVersion": "6.1.0",
        "OperatingSystem": "Debian GNU/Linux 12 (bookworm)", "OSVersion": "12", "OSType": "linux",
        "Architecture": {"amd64": "x86_64", "arm64": "aarch64"}[engine.architecture],
        "IndexServerAddress": "https://index.docker.io/v1/", "NCPU": engine.cpus, "MemTotal": engine.memory,
        "DockerRootDir": engine.root, "Name": "fake", "Labels": [], "ServerVersion": engine.version,
        "Runtimes": {"runc": {"path": "runc"}, **({"nvidia": {"path": "nvidia-container-runtime"}} if engine.gpu else {})},
        "DefaultRuntime": "runc", "Swarm": {"LocalNodeState": "inactive"}, "LiveRestoreEnabled": False,
        "SecurityOptions": engine.security, "Warnings": None})


class FakeEngine:
    def __init__(self, path, *, state=None, faults=None, api="1.41", minimum=None, ports=None, log=None, settings=None):
        """settings: cpus, memory, architecture, root, gpu, security, pull_pause (seconds), catalog {repository: [tags]},
        exec [{command, stdout, stderr, code}], ollama {digests, registry, size_vram, pull_pause}."""
        settings = settings or {}
        self.path, self.api = str(path), api
        self.version, lowest = ENGINES[api]
        self.minimum = minimum or lowest
        self.server_name = f"Docker/{self.version} (linux)"
        self.cpus, self.memory = settings.get("cpus", 2), settings.get("memory", 4 << 30)
        self.architecture, self.root = settings.get("architecture", "amd64"), settings.get("root", "/var/lib/docker")
        self.gpu, self.security = settings.get("gpu", False), settings.get("security", ["name=seccomp,profile=default"])
        self.pull_pause, self.catalog = settings.get("pull_pause", 0.01), settings.get("catalog", {})
        self.commands, self.ollama = settings.get("exec", []), settings.get("ollama", {})
        self.faults, self.state = Faults(faults), EngineState(state)
        self.life, self.stopping = Life(self), threading.Event()
        self.requests, self.connections, self._log = [], set(), log
        self._ports = dict(ports or {})
        self._listener = None
        self.routes = [("GET", "/_ping", ping), ("HEAD", "/_ping", ping), ("GET", "/version", version), ("GET", "/info", info)]
        for rooms in (engine_images, engine_containers, engine_inside, engine_storage):
            self.routes += rooms.ROUTES

    def __enter__(self):
        self.life.resume()
        engine_containers.seed_foreign(self)
        self.state.save()
        self._listener = EngineListener(self, self.path)
        return self

    def __exit__(self, *_):
        self.stopping.set()
        self._listener.close()
        for connection in list(self.connections):
            with contextlib.suppress(OSError):
                connection.shutdown(2)
        self.life.close()
        self.state.save()

    def note(self, request):
        self.requests.append(request)
        if self._log:
            with open(self._log, "a", encoding="utf-8") as out:
                out.write(request + "\n")

    def at_least(self, major, minor):
        return number_of(self.api) >= (major, minor)

    def real_port(self, port):
        return self._ports.get(port, port)

    def add_image(self, repository, tag, **options):
        """As if it was built or loaded here."""
        return engine_images.add_image(self, repository, tag, **options)

    def container_line(self, container):
        return engine_inspect.container_line(self, container, number_of(self.api))


def main():
    parser = argparse.ArgumentParser(description="Serves the API of a Docker engine without one.")
    parser.add_argument("--socket")
    parser.add_argument("--state", help="keeps the state in this file")
    parser.add_argument("--faults", help="a list of faults as JSON, or a file with it")
    parser.add_argument("--settings", default="{}", help="JSON, see FakeEngine")
    parser.add_argument("--api", default="1.41", choices=sorted(ENGINES))
    parser.add_argument("--minimum", help="the oldest API that is taken")
    parser.add_argument("--port", action="append", default=[], metavar="PUBLISHED=REAL")
    parser.add_argument("--log", help="takes the requests")
    parser.add_argument("--show", action="store_true", help="prints the state file")
    options = parser.parse_args()
    if options.show:
        print(pathlib.Path(options.state).read_text(encoding="utf-8"))
        return 0
    if not options.socket:
        parser.error("--socket PATH")
    ports = {int(a): int(b) for a, b in (pair.split("=") for pair in options.port)}
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    with FakeEngine(os.path.abspath(options.socket), state=options.state, faults=options.faults, api=options.api,
                    minimum=options.minimum, ports=ports, log=options.log, settings=json.loads(options.settings)) as engine:
        print(f"ready unix://{engine.path}", flush=True)
        ended.wait()
    return 0


if __name__ == "__main__":
    sys.exit(main())
