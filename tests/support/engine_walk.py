"""A walk over the Engine API that a real docker and the fake one must answer alike, and what of the answers may differ.

A recording (tests/data/engine/walk-API.json) holds the normalised answers of a real docker, see fake_engine_selftest.py.
"""

import base64
import http.client
import io
import json
import pathlib
import re
import socket
import tarfile
from urllib.parse import quote

DATA = pathlib.Path(__file__).resolve().parent.parent / "data" / "engine"
SECOND = 10 ** 9
# Of another host, kernel or moment: neither recorded nor compared.
UNEQUAL = {"Pid", "Created", "CreatedAt", "GraphDriver", "ResolvConfPath", "HostnamePath", "HostsPath", "SandboxKey", "LastTagTime",
           "Subnet", "Gateway", "IPAddress", "IPv4Address", "MacAddress", "IPPrefixLen", "Status", "Log", "StartedAt", "FinishedAt",
           "Container", "ContainerConfig", "Parent", "DockerVersion", "SandboxID"}
KEPT_STATUS = {"created", "running", "exited", "restarting", "starting", "healthy", "unhealthy"}


class UnixConnection(http.client.HTTPConnection):
    def __init__(self, path, timeout=20):
        super().__init__("d", timeout=timeout)
        self._path = str(path)

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)


def call(path, method, target, body=None):
    """One request on a connection of its own: (status, headers, bytes)."""
    connection = UnixConnection(path)
    kind = "application/x-tar" if isinstance(body, bytes) else "application/json"
    data = body if body is None or isinstance(body, bytes) else json.dumps(body)
    connection.request(method, target, data, {"Content-Type": kind} if body is not None else {})
    response = connection.getresponse()
    try:
        return response.status, dict(response.getheaders()), response.read()
    finally:
        connection.close()


def tar_of(name, content):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        entry = tarfile.TarInfo(name)
        entry.size = len(content)
        archive.addfile(entry, io.BytesIO(content))
    return out.getvalue()


def wanted(image, name, port, network="fake-walk-net"):
    return {
        "Image": image, "Env": ["OLLAMA_NO_CLOUD=1"], "Labels": {"llamero.deploy": name}, "StopTimeout": 1,
        "ExposedPorts": {"11434/tcp": {}},
        "Healthcheck": {"Test": ["CMD-SHELL", "ollama ps"], "Interval": 5 * SECOND, "Timeout": 5 * SECOND, "Retries": 3,
                        "StartPeriod": 60 * SECOND},
        "HostConfig": {
            "Binds": ["fake-walk-vol:/root/.ollama"], "NetworkMode": network, "Memory": 1 << 30, "PidsLimit": 512,
            "PortBindings": {"11434/tcp": [{"HostIp": "127.0.0.1", "HostPort": str(port)}]}, "Init": True,
            "RestartPolicy": {"Name": "unless-stopped"}, "ReadonlyRootfs": True, "Tmpfs": {"/tmp": "size=64m"},
            "CapDrop": ["ALL"], "SecurityOpt": ["no-new-privileges"], "ExtraHosts": ["a:127.0.0.1"],
            "LogConfig": {"Type": "local", "Config": {"max-size": "10m"}}}}


def label_filter(value):
    return quote(json.dumps({"label": [f"llamero.deploy={value}"]}))


def steps(image, port):
    """(method, target, body); {exec} is the id that the last exec got."""
    a, b, c = "fake-walk-a", "fake-walk-b", "fake-walk-c"
    spec = wanted(image, "walk", port)
    yield from [("GET", "/_ping", None), ("GET", f"/images/{image}/json", None), ("GET", "/images/nope/json", None),
                ("DELETE", "/images/nope:1", None), ("GET", "/nonsense", None)]
    missing = [("GET", "json"), ("POST", "start"), ("POST", "stop"), ("POST", "rename?name=x"), ("POST", "wait"),
               ("GET", "logs?stdout=1"), ("GET", "stats?stream=false"), ("GET", "archive?path=/x")]
    for method, verb in missing:
        yield method, f"/containers/fake-nope/{verb}", None
    yield "DELETE", "/containers/fake-nope", None
    for kind in ("volumes", "networks"):
        yield "GET", f"/{kind}/fake-nope", None
        yield "DELETE", f"/{kind}/fake-nope", None
    yield from [
        ("GET", "/exec/nope/json", None), ("POST", "/images/create?fromImage=UPPER&tag=1", None),
        ("GET", "/containers/json?filters=" + quote('{"labels":["x"]}'), None),
        ("POST", f"/containers/create?name={a}", {"Image": "nope:1"}),
        ("POST", "/containers/create?name=fake%2Fa", {"Image": image}),
        ("POST", f"/containers/create?name={a}", {"Image": image, "HostConfig": {"Memory": 1000}}),
        ("POST", f"/containers/create?name={a}", {"Image": image, "HostConfig": {"Memory": 1 << 30, "MemorySwap": 1000}}),
        ("POST", "/networks/create", {"Name": "fake-walk-net", "CheckDuplicate": True, "Labels": {"llamero.deploy": "walk"}}),
        ("POST", "/networks/create", {"Name": "fake-walk-net", "CheckDuplicate": True}),
        ("GET", "/networks/fake-walk-net", None), ("GET", "/networks?filters=" + label_filter("walk"), None),
        ("POST", "/volumes/create", {"Name": "fake-walk-vol", "Labels": {"llamero.deploy": "walk"}}),
        ("POST", "/volumes/create", {"Name": "fake-walk-vol"}), ("POST", "/volumes/create", {"Name": "fake/vol"}),
        ("GET", "/volumes/fake-walk-vol", None), ("GET", "/volumes?filters=" + label_filter("walk"), None),
        ("POST", f"/containers/create?name={a}", spec), ("POST", f"/containers/create?name={a}", spec),
        ("GET", f"/containers/{a}/json", None), ("POST", f"/containers/{a}/stop", None),
        ("PUT", f"/containers/{a}/archive?path=/root/.ollama", tar_of("token", b"abc")),
        ("PUT", f"/containers/{a}/archive?path=/nodir", tar_of("token", b"abc")),
        ("PUT", f"/containers/{a}/archive?path=/etc", tar_of("token", b"abc")),
        ("GET", f"/containers/{a}/archive?path=/root/.ollama/token", None),
        ("GET", f"/containers/{a}/archive?path=/root/.ollama/none", None),
        ("POST", f"/containers/{a}/exec", {"Cmd": ["true"]}), ("GET", f"/containers/{a}/stats?stream=false", None),
        ("POST", f"/containers/{a}/start", None), ("POST", f"/containers/{a}/start", None),
        ("GET", f"/containers/{a}/json", None), ("GET", "/containers/json?filters=" + label_filter("walk"), None),
        ("GET", "/networks/fake-walk-net", None), ("DELETE", "/networks/fake-walk-net", None),
        ("DELETE", "/volumes/fake-walk-vol", None), ("DELETE", f"/containers/{a}", None),
        ("DELETE", f"/images/{image}", None), ("DELETE", f"/images/{image}-other", None),
        ("POST", f"/containers/create?name={b}", spec), ("POST", f"/containers/{b}/start", None),
        ("GET", f"/containers/{b}/json", None), ("POST", f"/containers/{b}/rename?name={a}", None),
        ("POST", f"/containers/{b}/rename?name=", None), ("POST", f"/containers/{b}/rename?name={b}", None),
        ("POST", f"/containers/{b}/rename?name={c}", None),
        ("POST", f"/containers/{c}/update", {"RestartPolicy": {"Name": "no"}}),
        ("POST", f"/containers/{c}/update", {"RestartPolicy": {"Name": "bad"}}),
        ("POST", f"/containers/{a}/exec", {"Cmd": ["/nope"], "AttachStdout": True, "AttachStderr": True}),
        ("POST", "/exec/{exec}/start", {"Detach": False, "Tty": False}), ("GET", "/exec/{exec}/json", None),
        ("POST", f"/containers/{c}/exec", {"Cmd": ["x"]}), ("POST", f"/containers/{a}/exec", {"Cmd": []}),
        ("GET", f"/containers/{a}/logs", None), ("GET", f"/containers/{a}/logs?stdout=1&stderr=1&tail=0", None),
        ("POST", f"/containers/{a}/stop?t=2", None), ("POST", f"/containers/{a}/stop?t=2", None),
        ("GET", f"/containers/{a}/json", None), ("GET", "/containers/json?all=1&filters=" + label_filter("walk"), None),
        ("POST", f"/containers/{a}/wait", None), ("POST", f"/containers/{a}/restart?t=2", None),
        ("DELETE", f"/containers/{a}?force=1", None), ("DELETE", f"/containers/{c}?v=1", None),
        ("POST", f"/containers/create?name={a}", {"Image": image}), ("GET", f"/containers/{a}/json", None),
        ("DELETE", f"/containers/{a}", None),
        ("POST", f"/containers/create?name={a}", {"Image": image, "HostConfig": {"NetworkMode": "fake-nonet"}}),
        ("POST", f"/containers/{a}/start", None), ("GET", f"/containers/{a}/json", None), ("DELETE", f"/containers/{a}", None),
        ("DELETE", "/networks/fake-walk-net", None), ("DELETE", "/volumes/fake-walk-vol", None),
        ("GET", f"/distribution/{image}/json", None), ("DELETE", f"/images/{image}", None),
        ("POST", "/images/create?fromImage=" + image.replace(":0.17", "&tag=0.17"), None),
        ("POST", "/images/create?fromImage=" + image.replace(":0.17", "&tag=0.17"), None),
        ("POST", "/images/create?fromImage=" + image.replace(":0.17.4", "&tag=0.99"), None),
        ("GET", "/distribution/" + image.replace("0.17.4", "0.99") + "/json", None)]


def same_for_all(value):
    """The value without what no two runs have in common."""
    if isinstance(value, dict):
        return {same_for_all(key): same_for_all(entry) for key, entry in value.items()
                if key not in UNEQUAL or (key == "Status" and entry in KEPT_STATUS)}
    if isinstance(value, list):
        return [same_for_all(entry) for entry in value]
    if isinstance(value, str):
        value = re.sub(r"[0-9a-f]{64}", "<id>", value)
        return re.sub(r"\b[0-9a-f]{12}\b", "<short>", value)
    return value


def pull_words(body):
    """What a pull said, without what depends on layers and speed."""
    lines = [json.loads(line) for line in body.split(b"\r\n") if line]
    words = [line.get("status", line.get("error", "")) for line in lines]
    words = [word for word in words if word not in ("Already exists", "Downloading", "Waiting")]
    return same_for_all([word for before, word in zip([""] + words, words) if word != before])


def readable(headers, body):
    if body.startswith(b'{"status":"Pulling from'):
        return pull_words(body)
    if "json" in headers.get("Content-Type", ""):
        return same_for_all(json.loads(body))
    if headers.get("Content-Type") == "application/x-tar":
        return "tar " + json.dumps(same_for_all(json.loads(base64.b64decode(headers["X-Docker-Container-Path-Stat"]))))
    return body.decode("latin-1")


def walk(socket_path, api, image, port):
    """The exchanges, normalised: {"request", "status", "type", "body"}."""
    last_exec = ""
    for method, target, body in steps(image, port):
        target = target.replace("{exec}", last_exec)
        status, headers, answer = call(socket_path, method, f"/v{api}{target}", body)
        if target.endswith("/exec") and status == 201:
            last_exec = json.loads(answer)["Id"]
        yield {"request": same_for_all(f"{method} {target}"), "status": status,
               "type": headers.get("Content-Type", ""), "body": readable(headers, answer)}
