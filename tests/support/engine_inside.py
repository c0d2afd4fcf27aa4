"""What the fake engine shows of the inside of a container: logs, files, commands, use of resources."""

import base64
import fnmatch
import io
import json
import struct
import tarfile
import time
from pathlib import PurePosixPath

from engine_http import RAW, Answer
from engine_state import NEVER, EngineRefusal, new_id, now

MULTIPLEXED = "application/vnd.docker.multiplexed-stream"
FOLDERS = {"/", "/bin", "/etc", "/root", "/tmp", "/usr", "/var", "/config", "/data", "/srv"}
# The commands that a container knows, as patterns; settings of the engine ("exec") come first.
COMMANDS = [{"command": "*memory.events*", "stdout": "low 0\nhigh 0\nmax 0\noom 0\noom_kill 0\n"},
            {"command": "true"}, {"command": "*ollama*", "stdout": ""}]


def frame(stream, text):
    data = text if isinstance(text, bytes) else text.encode()
    return struct.pack(">BxxxI", stream, len(data)) + data


def logs(engine, request, name):
    container = engine.state.container(name)
    streams = {number for number, key in ((1, "stdout"), (2, "stderr")) if request.flag(key)}
    if not streams:
        raise EngineRefusal(400, "Bad parameters: you must choose at least one stream")
    since = moment(request.query.get("since", "0"))
    tail = request.query.get("tail", "all")
    shown = [entry for entry in container["logs"] if entry[1] in streams and entry[0] >= since]
    if tail.isdigit():
        shown = shown[len(shown) - min(int(tail), len(shown)):]

    def line(entry):
        at, stream, text = entry
        stamp = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(at // 10 ** 9)) + f".{at % 10 ** 9:09d}Z "
        return frame(stream, (stamp if request.flag("timestamps") else "") + text)

    def pieces():
        seen = len(container["logs"])
        yield from map(line, shown)
        while request.flag("follow") and not engine.stopping.is_set():
            with engine.life.changed:
                more, seen = container["logs"][seen:], len(container["logs"])
                ended = not container["state"]["Running"] or container["id"] not in engine.state.containers
                if not more and not ended:
                    engine.life.changed.wait(0.1)
            yield from (line(entry) for entry in more if entry[1] in streams)
            if ended and not more:
                return
    return Answer(200, kind=MULTIPLEXED if engine.at_least(1, 42) else "", stream=pieces())


def moment(text):
    """Seconds, with a part after the point, as nanoseconds."""
    seconds, _, part = text.partition(".")
    return int(seconds or 0) * 10 ** 9 + int((part or "0")[:9].ljust(9, "0"))


# Files: {path: base64 of the content, mode}


def place(engine, container, path):
    """Where files of this path are kept: in the volume that is mounted there, or in the container; and whether it is writable."""
    for mount in container["mounts"]:
        if path == mount["Destination"] or path.startswith(mount["Destination"] + "/"):
            store = engine.state.volumes[mount["Name"]]["files"] if mount["Type"] == "volume" else {}
            return store, mount["RW"]
    return container["files"], not container["host"]["ReadonlyRootfs"]


def put_archive(engine, request, name):
    container = engine.state.container(name)
    path = str(PurePosixPath(request.query.get("path", "/")))
    known = FOLDERS | {mount["Destination"] for mount in container["mounts"]} | set(container["host"].get("Tmpfs") or {})
    store, writable = place(engine, container, path)
    if path not in known and not any(kept.startswith(path + "/") for kept in store):
        raise EngineRefusal(404, f"Could not find the file {path} in container {name}")
    if not writable:
        raise EngineRefusal(500, "container rootfs is marked read-only")
    try:
        with tarfile.open(fileobj=io.BytesIO(request.body)) as archive:
            for entry in archive:
                if entry.isfile():
                    content = base64.b64encode(archive.extractfile(entry).read()).decode()
                    store[str(PurePosixPath(path) / entry.name)] = {"content": content, "mode": entry.mode, "uid": entry.uid,
                                                                    "gid": entry.gid}
    except tarfile.TarError:
        raise EngineRefusal(500, "Error processing tar file(exit status 1): archive/tar: invalid tar header") from None
    return Answer(200)


def get_archive(engine, request, name):
    container = engine.state.container(name)
    path = request.query.get("path", "")
    kept = place(engine, container, path)[0].get(path)
    if not kept:
        raise EngineRefusal(404, f"Could not find the file {path} in container {name}")
    content, last = base64.b64decode(kept["content"]), PurePosixPath(path).name
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        entry = tarfile.TarInfo(last)
        entry.size, entry.mode = len(content), kept["mode"]
        archive.addfile(entry, io.BytesIO(content))
    stat = {"name": last, "size": len(content), "mode": kept["mode"], "mtime": "1970-01-01T00:00:00Z", "linkTarget": ""}
    head = base64.b64encode(json.dumps(stat, separators=(",", ":")).encode()).decode()
    return Answer(200, out.getvalue(), "application/x-tar", [("X-Docker-Container-Path-Stat", head)])


# Commands


def create_exec(engine, request, name):
    container, body = engine.state.container(name), request.json()
    if not body.get("Cmd"):
        raise EngineRefusal(400, "No exec command specified")
    if not container["state"]["Running"]:
        raise EngineRefusal(409, f"Container {container['id']} is not running")
    identity = new_id()
    engine.state.execs[identity] = {"container": container["id"], "body": body, "code": None}
    return Answer(201, {"Id": identity})


def exec_of(engine, identity):
    if identity not in engine.state.execs:
        raise EngineRefusal(404, f"No such exec instance: {identity}")
    return engine.state.execs[identity]


def start_exec(engine, request, identity):
    started = exec_of(engine, identity)
    command = started["body"]["Cmd"]
    known = next((entry for entry in engine.commands + COMMANDS if fnmatch.fnmatch(" ".join(command), entry["command"])), None)
    out = b""
    if known:
        started["code"] = known.get("code", 0)
        out += frame(1, known["stdout"]) if known.get("stdout") else b""
        out += frame(2, known["stderr"]) if known.get("stderr") else b""
    else:
        started["code"] = 126
        out = frame(1, f'OCI runtime exec failed: exec failed: unable to start container process: exec: "{command[0]}": stat '
                       f"{command[0]}: no such file or directory: unknown\r\n")
    return Answer(200, out, RAW)


def inspect_exec(engine, request, identity):
    known = exec_of(engine, identity)
    command = known["body"]["Cmd"]
    return Answer(200, {
        "ID": identity, "Running": False, "ExitCode": known["code"],
        "ProcessConfig": {"tty": False, "entrypoint": command[0], "arguments": command[1:], "privileged": False},
        "OpenStdin": bool(known["body"].get("AttachStdin")), "OpenStderr": bool(known["body"].get("AttachStderr")),
        "OpenStdout": bool(known["body"].get("AttachStdout")), "CanRemove": False, "ContainerID": known["container"],
        "DetachKeys": "", "Pid": 0})


def stats(engine, request, name):
    container = engine.state.container(name)
    running = container["state"]["Running"]
    cpu = {"cpu_usage": {"total_usage": 0, "usage_in_kernelmode": 0, "usage_in_usermode": 0},
           "throttling_data": {"periods": 0, "throttled_periods": 0, "throttled_time": 0}}
    kinds = ("io_service_bytes", "io_serviced", "io_queue", "io_service_time", "io_wait_time", "io_merged", "io_time")
    blocks = {f"{kind}_recursive": [] if running else None for kind in kinds}
    body = {"read": NEVER, "preread": NEVER, "pids_stats": {}, "num_procs": 0, "storage_stats": {},
            "blkio_stats": {**blocks, "sectors_recursive": [] if running else None}, "cpu_stats": cpu, "precpu_stats": cpu,
            "memory_stats": {}, "name": "/" + container["name"], "id": container["id"]}
    if running:
        busy = {**cpu, "cpu_usage": {**cpu["cpu_usage"], "total_usage": 11644511402}, "system_cpu_usage": 96284250000000,
                "online_cpus": engine.cpus}
        body.update(read=now(), preread=now(), pids_stats={"current": 16, "limit": container["host"]["PidsLimit"] or 0},
                    cpu_stats=busy, precpu_stats=busy, networks={"eth0": {"rx_bytes": 3744, "tx_bytes": 3381}},
                    memory_stats={"usage": 286924800, "max_usage": 313106432, "stats": {"cache": 39014400, "inactive_file": 155648,
                                                                                       "total_inactive_file": 155648},
                                  "limit": container["host"]["Memory"] or engine.memory})
    return Answer(200, body)


ROUTES = [
    ("GET", "/containers/([^/]+)/logs", logs), ("GET", "/containers/([^/]+)/stats", stats),
    ("PUT", "/containers/([^/]+)/archive", put_archive), ("GET", "/containers/([^/]+)/archive", get_archive), ("HEAD", "/containers/([^/]+)/archive", get_archive),
    ("POST", "/containers/([^/]+)/exec", create_exec), ("POST", "/exec/([^/]+)/start", start_exec),
    ("GET", "/exec/([^/]+)/json", inspect_exec)]
