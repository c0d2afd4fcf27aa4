#!/usr/bin/env python3
"""Proves the fake engine: it must answer a walk over the API as the recorded docker did, and fail as its faults say.

fake_engine_selftest.py --record SOCKET IMAGE   records the walk anew from a real docker. IMAGE is HOST/…/NAME:0.17.4 in a
registry that this docker can pull from, an image of the shape of Ollama's with a layer that no other image here has.
"""

import http.client
import json
import pathlib
import socket
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from engine_walk import DATA, call, tar_of, walk, wanted
from fake_engine import FakeEngine

IMAGE = "ollama/ollama:0.17.4"
FAKE = str(pathlib.Path(__file__).resolve().parent / "fake_engine.py")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Check:
    """Counts what was looked at, and keeps what was wrong."""

    def __init__(self, folder):
        self.folder, self.total, self.failures = pathlib.Path(folder), 0, []

    def equal(self, name, found, expected):
        self.total += 1
        if found != expected:
            self.failures.append(f"{name}: {short(found)} instead of {short(expected)}")

    def holds(self, name, found, part):
        self.total += 1
        if part not in found:
            self.failures.append(f"{name}: no {part!r} in {short(found)}")

    def engine(self, **options):
        return FakeEngine(self.folder / "d.sock", **options)


def short(value):
    return str(value)[:300]


def api(engine, method, target, body=None, version="1.41"):
    """(status, parsed body or text)"""
    status, headers, data = call(engine.path, method, f"/v{version}{target}", body)
    return status, json.loads(data) if "json" in headers.get("Content-Type", "") and data.count(b"\n") == 1 else data.decode("latin-1")


def ollama(port, method, path, body=None):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    connection.request(method, path, json.dumps(body) if body is not None else None)
    response = connection.getresponse()
    try:
        return response.status, response.read().decode()
    finally:
        connection.close()


def differences(found, expected, path=""):
    if isinstance(found, dict) and isinstance(expected, dict):
        for key in sorted(set(found) | set(expected)):
            if key not in found or key not in expected:
                yield f"{path}.{key} is {'missing' if key not in found else 'too much'}"
            else:
                yield from differences(found[key], expected[key], f"{path}.{key}")
    elif isinstance(found, list) and isinstance(expected, list) and len(found) == len(expected):
        for number, pair in enumerate(zip(found, expected)):
            yield from differences(*pair, f"{path}[{number}]")
    elif found != expected:
        yield f"{path} is {short(found)} instead of {short(expected)}"


def check_walk(check):
    """Every answer of the recording, from the fake."""
    for file in sorted(DATA.glob("walk-*.json")):
        recorded = json.loads(file.read_text(encoding="utf-8"))
        version, image, port = recorded["api"], recorded["image"], free_port()
        repository, tag = image.rsplit(":", 1)
        config = next(e["body"]["Config"] for e in recorded["exchanges"] if e["request"] == f"GET /images/{image}/json")
        settings = {"catalog": {repository: [tag]}}
        with check.engine(api=version, settings=settings) as engine:
            pulled = call(engine.path, "POST", f"/v{version}/images/create?fromImage={repository}&tag={tag}")
            check.equal("the image of the walk", pulled[0], 200)
            for known in engine.state.images.values():
                known.update(Config=config)
            for found, expected in zip(walk(engine.path, version, image, port), recorded["exchanges"]):
                expected = json.loads(json.dumps(expected).replace(str(recorded["port"]), str(port)))
                check.equal(f"{file.name} {expected['request']}", list(differences(found, expected)), [])


def create(engine, name="llamero", image=IMAGE, port=0, **changes):
    repository, tag = image.rsplit(":", 1)
    api(engine, "POST", f"/images/create?fromImage={repository}&tag={tag}")
    spec = wanted(image, "self", port, network="bridge")
    spec["HostConfig"].update(changes)
    return api(engine, "POST", f"/containers/create?name={name}", spec)


def state_of(engine, name="llamero"):
    return api(engine, "GET", f"/containers/{name}/json")[1]["State"]


def check_service(check):
    """A container of an Ollama image serves, keeps its models in the volume, and stops."""
    port = free_port()
    with check.engine(state=str(check.folder / "state.json"), settings={"ollama": {"pull_pause": 0}}) as engine:
        create(engine, port=port)
        check.equal("start", api(engine, "POST", "/containers/llamero/start")[0], 204)
        check.equal("version", ollama(port, "GET", "/api/version"), (200, '{"version":"0.17.4"}'))
        check.equal("root", ollama(port, "GET", "/"), (200, "Ollama is running"))
        check.equal("heartbeat", ollama(port, "HEAD", "/"), (200, ""))
        check.equal("no model", ollama(port, "POST", "/api/chat", {"model": "gemma3:1b"}),
                    (404, '{"error":"model \'gemma3:1b\' not found"}'))
        check.holds("pull of nothing", ollama(port, "POST", "/api/pull", {"model": "nope"})[1], "file does not exist")
        check.holds("pull", ollama(port, "POST", "/api/pull", {"model": "gemma3:1b"})[1], '{"status":"success"}')
        check.holds("tags", ollama(port, "GET", "/api/tags")[1], '"name":"gemma3:1b"')
        check.holds("show", ollama(port, "POST", "/api/show", {"model": "gemma3:1b"})[1], "context_length")
        check.holds("chat", ollama(port, "POST", "/api/chat", {"model": "gemma3:1b", "messages": [{"role": "user"}]})[1],
                    '"done_reason":"stop"')
        check.holds("one token", ollama(port, "POST", "/api/generate", {"model": "gemma3:1b", "prompt": "x", "stream": False,
                                                                        "options": {"num_predict": 1}})[1], '"response":"The"')
        check.holds("ps", ollama(port, "GET", "/api/ps")[1], '"size_vram":0')
        logs = api(engine, "GET", "/containers/llamero/logs?stderr=1&tail=1")[1]
        check.equal("head of a log frame", logs[:4] + chr(len(logs) - 8), "\x02\0\0\0" + logs[7])
        time.sleep(0.35)
        check.holds("log", api(engine, "GET", "/containers/llamero/logs?stderr=1&tail=1")[1], '"/api/ps"')
        check.equal("health", state_of(engine)["Health"]["Status"], "healthy")
        check.holds("df", str(api(engine, "GET", "/system/df")[1]["Volumes"]), "'RefCount': 1, 'Size': 815319791")
        api(engine, "POST", "/containers/llamero/stop")
        try:
            ollama(port, "GET", "/")
            check.equal("a stopped container", "answers", "refuses")
        except ConnectionRefusedError:
            check.equal("a stopped container", "refuses", "refuses")
        api(engine, "POST", "/containers/llamero/start")
    with check.engine(state=str(check.folder / "state.json")) as engine:  # the engine came back: so do its containers
        check.holds("models after a restart of the engine", ollama(port, "GET", "/api/tags")[1], "gemma3:1b")
        api(engine, "DELETE", "/containers/llamero?force=1")
        check.equal("the volume stays", api(engine, "GET", "/volumes/fake-walk-vol")[0], 200)


def check_pull_faults(check):
    for kind, status, text in (
            ("unknown", 404, "manifest unknown"), ("denied", 404, "pull access denied for ollama/ollama"),
            ("unauthorized", 500, "unauthorized"), ("rate_limit", 500, "toomanyrequests"), ("unreachable", 500, "connection refused"),
            ("no_space", 200, '"error":"failed to register layer'), ("cut", 200, '"error":"unexpected EOF"')):
        with check.engine(faults=[{"at": "pull", "kind": kind, "times": 1}], settings={"pull_pause": 0}) as engine:
            found = api(engine, "POST", "/images/create?fromImage=ollama/ollama&tag=0.17.4")
            check.equal(f"pull {kind}", found[0], status)
            check.holds(f"pull {kind}", str(found[1]), text)
            check.equal(f"pull {kind}: no image", api(engine, "GET", f"/images/{IMAGE}/json")[0], 404)
            found = api(engine, "POST", "/images/create?fromImage=ollama/ollama&tag=0.17.4")
            check.holds(f"pull after {kind}", found[1], "Status: Downloaded newer image for ollama/ollama:0.17.4")
    with check.engine(settings={"pull_pause": 0}) as engine:
        digest = api(engine, "GET", f"/distribution/{IMAGE}/json")[1]["Descriptor"]["digest"]
        api(engine, "POST", f"/images/create?fromImage=ollama/ollama&tag={digest}")
        found = api(engine, "GET", f"/images/ollama/ollama@{digest}/json")[1]
        check.equal("pull by digest", (found["RepoTags"], found["RepoDigests"]), ([], [f"ollama/ollama@{digest}"]))
    with check.engine(faults=[{"at": "registry", "kind": "moved"}]) as engine:
        moved = api(engine, "GET", f"/distribution/{IMAGE}/json")[1]["Descriptor"]["digest"]
        check.equal("a moved tag", moved != digest, True)


def check_start_faults(check):
    for kind, status, code, text in (
            ("port_allocated", 500, 128, "Bind for 127.0.0.1:{port} failed: port is already allocated"),
            ("port_busy", 500, 128, "listen tcp4 127.0.0.1:{port}: bind: address already in use"),
            ("exec_missing", 400, 127, 'exec: "/bin/ollama": stat /bin/ollama: no such file or directory: unknown'),
            ("exec_denied", 400, 126, "permission denied: unknown"), ("device", 500, 128, "/dev/kfd"),
            ("gpu", 500, 128, 'could not select device driver "" with capabilities: [[gpu]]'),
            ("cdi", 500, 128, "unresolvable CDI devices nvidia.com/gpu=all")):
        port = free_port()
        with check.engine(faults=[{"at": "start", "kind": kind, "times": 1}]) as engine:
            create(engine, port=port)
            found = api(engine, "POST", "/containers/llamero/start")
            check.equal(f"start {kind}", found[0], status)
            check.holds(f"start {kind}", found[1]["message"], text.format(port=port))
            state = state_of(engine)
            check.equal(f"start {kind}", (state["Status"], state["ExitCode"], state["Error"]), ("created", code, found[1]["message"]))
            check.equal(f"start after {kind}", api(engine, "POST", "/containers/llamero/start")[0], 204)
    with socket.socket() as stranger, check.engine() as engine:
        stranger.bind(("127.0.0.1", 0))
        stranger.listen()
        create(engine, port=stranger.getsockname()[1])
        check.holds("a stranger's port", str(api(engine, "POST", "/containers/llamero/start")[1]), "address already in use")
        create(engine, "gpu", DeviceRequests=[{"Driver": "", "Count": -1, "Capabilities": [["gpu"]]}])
        check.holds("no toolkit", str(api(engine, "POST", "/containers/gpu/start")[1]), "could not select device driver")


def check_run_faults(check):
    once = {"RestartPolicy": {"Name": "no"}}
    for fault, policy, expected in (
            ({"kind": "exit", "code": 3, "log": ["no room"]}, once, {"Status": "exited", "ExitCode": 3, "OOMKilled": False}),
            ({"kind": "oom"}, once, {"Status": "exited", "ExitCode": 137, "OOMKilled": True}),
            ({"kind": "exec_format"}, once, {"Status": "exited", "ExitCode": 1}),
            ({"kind": "restarting", "code": 2}, {}, {"Status": "restarting", "Running": True, "Restarting": True, "ExitCode": 2})):
        with check.engine(faults=[{"at": "run", **fault}]) as engine:
            create(engine, port=free_port(), **policy)
            check.equal(f"start, then {fault['kind']}", api(engine, "POST", "/containers/llamero/start")[0], 204)
            found = state_of(engine)
            check.equal(f"run {fault['kind']}", {key: found[key] for key in expected}, expected)
            logs = api(engine, "GET", "/containers/llamero/logs?stderr=1")[1]
            check.holds(f"log of {fault['kind']}", logs, {"exit": "no room", "exec_format": "Exec format error"}.get(fault["kind"], ""))
    for kind, health in (("unhealthy", "unhealthy"), ("http_silent", "unhealthy"), ("generate_500", "healthy")):
        port = free_port()
        with check.engine(faults=[{"at": "run", "kind": kind, "output": "bad"}]) as engine:
            create(engine, port=port)
            api(engine, "POST", "/containers/llamero/start")
            time.sleep(0.35)
            check.equal(f"health with {kind}", state_of(engine)["Health"]["Status"], health)
            if kind == "http_silent":
                silent = subprocess.run(["curl", "-sq", "--noproxy", "*", "-m", "0.3", f"http://127.0.0.1:{port}/"], check=False)
                check.equal("a silent server", silent.returncode, 28)
            elif kind == "generate_500":
                ollama(port, "POST", "/api/pull", {"model": "gemma3:1b"})
                check.equal("generate", ollama(port, "POST", "/api/generate", {"model": "gemma3:1b", "prompt": "x"})[0], 500)
    port = free_port()
    with check.engine(faults=[{"at": "run", "kind": "version", "version": "0.9.9", "image": "*:0.17.4"}]) as engine:
        create(engine, port=port)
        api(engine, "POST", "/containers/llamero/start")
        check.holds("another version", ollama(port, "GET", "/api/version")[1], "0.9.9")


def check_digest_fault(check):
    """A fault of a tag strikes the container that was made by its digest, and no other."""
    with check.engine(faults=[{"at": "run", "kind": "exit", "code": 9, "image": "*:0.17.5"}], settings={"pull_pause": 0}) as engine:
        for tag, expected in (("0.17.4", 0), ("0.17.5", 9)):
            digest = api(engine, "GET", f"/distribution/ollama/ollama:{tag}/json")[1]["Descriptor"]["digest"]
            api(engine, "POST", f"/images/create?fromImage=ollama/ollama&tag={digest}")
            api(engine, "POST", f"/containers/create?name=by-{tag}", {"Image": f"ollama/ollama@{digest}"})
            api(engine, "POST", f"/containers/by-{tag}/start")
            check.equal(f"exit code of {tag}", state_of(engine, f"by-{tag}")["ExitCode"], expected)


def check_engine_faults(check):
    with check.engine(api="1.51") as engine:
        check.equal("too new", api(engine, "GET", "/info", version="1.99"),
                    (400, {"message": "client version 1.99 is too new. Maximum supported API version is 1.51"}))
        check.holds("too old", api(engine, "GET", "/info", version="1.10")[1]["message"], "Minimum supported API version is 1.24")
        check.equal("api of a ping", call(engine.path, "HEAD", "/_ping")[1]["Api-Version"], "1.51")
    with check.engine(faults=[{"at": "engine", "kind": "refused"}]) as engine:
        curl = ["curl", "-sq", "-m", "0.3", "--unix-socket", engine.path, "http://d/_ping"]
        check.equal("refused", subprocess.run(curl, check=False).returncode, 7)
    with check.engine(faults=[{"at": "engine", "kind": "silent"}]):
        check.equal("silent", subprocess.run(curl, check=False).returncode, 28)
    with check.engine(faults=[{"at": "engine", "kind": "ping_slow", "seconds": 0.6}]):
        check.equal("slow", subprocess.run(curl, check=False).returncode, 28)
    with check.engine(faults=[{"at": "engine", "kind": "permission"}]) as engine:
        check.equal("permission", pathlib.Path(engine.path).stat().st_mode & 0o777, 0)
    found = [{"at": "found", "kind": "foreign", "name": "llamero"},
             {"at": "found", "kind": "drifted", "name": "llamero", "set": {"HostConfig.Memory": 7}}]
    with check.engine(faults=found) as engine:
        there = api(engine, "GET", "/containers/llamero/json")[1]
        check.equal("foreign and drifted", (there["Config"]["Labels"].get("llamero.deploy"), there["HostConfig"]["Memory"]), (None, 7))


def check_program(check):
    path, log = check.folder / "p.sock", check.folder / "log"
    program = subprocess.Popen([sys.executable, FAKE, "--socket", path, "--log", log, "--state", check.folder / "p.json"],
                               stdout=subprocess.PIPE, text=True)
    try:
        check.equal("ready", program.stdout.readline(), f"ready unix://{path}\n")
        call(path, "POST", "/v1.41/volumes/create", {"Name": "kept"})
        shown = subprocess.run([sys.executable, FAKE, "--show", "--state", check.folder / "p.json"], capture_output=True, check=True)
        check.equal("shown", list(json.loads(shown.stdout)["volumes"]), ["kept"])
        check.equal("log", log.read_text(), "POST /v1.41/volumes/create\n")
        check.equal("archive of a volume", call(path, "PUT", "/v1.41/containers/no/archive?path=/", tar_of("a", b""))[0], 404)
    finally:
        program.terminate()
        check.equal("end", program.wait(5), 0)
        program.stdout.close()
    check.equal("the socket is gone", path.exists(), False)


def record(socket_path, image):
    version = call(socket_path, "GET", "/_ping")[1]["Api-Version"]
    port = 21999
    repository, tag = image.rsplit(":", 1)
    call(socket_path, "POST", f"/images/create?fromImage={repository}&tag={tag}")
    lines = ",\n".join("  " + json.dumps(exchange) for exchange in walk(socket_path, version, image, port))
    DATA.mkdir(exist_ok=True)
    head = f'{{"api": "{version}", "image": "{image}", "port": {port}, "exchanges": [\n'
    (DATA / f"walk-{version}.json").write_text(head + lines + "\n]}\n", encoding="utf-8")


def main():
    if len(sys.argv) == 4 and sys.argv[1] == "--record":
        record(*sys.argv[2:])
        return 0
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        check = Check(folder)
        for part in (check_walk, check_service, check_pull_faults, check_start_faults, check_run_faults, check_digest_fault, check_engine_faults,
                     check_program):
            part(check)
    for failure in check.failures:
        print("FAIL", failure)
    print(f"{check.total - len(check.failures)} passed, {len(check.failures)} failed  ({time.monotonic() - started:.1f} s)")
    return 1 if check.failures else 0


if __name__ == "__main__":
    sys.exit(main())
