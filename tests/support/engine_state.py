"""What the fake engine knows: images, containers, volumes and networks, kept in memory and in a JSON file if one is named."""

import hashlib
import json
import os
import secrets
import threading
import time

NEVER = "0001-01-01T00:00:00Z"
KINDS = ("images", "containers", "volumes", "networks", "execs")


class EngineRefusal(Exception):
    """What docker answers instead of doing it: a status and a message."""

    def __init__(self, status, message):
        super().__init__(message)
        self.status, self.message = status, message


def new_id():
    return secrets.token_hex(32)


def digest_of(text):
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def now():
    """RFC 3339 with nanoseconds, as docker writes a time."""
    ns = time.time_ns()
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(ns // 10 ** 9)) + f".{ns % 10 ** 9:09d}Z"


class EngineState:
    def __init__(self, file=None):
        self.file = file
        self.lock = threading.RLock()
        self.data = {kind: {} for kind in KINDS}
        if file and os.path.exists(file):
            with open(file, encoding="utf-8") as text:
                self.data = json.load(text)
        if "bridge" not in self.data["networks"]:
            self.add_network("bridge", {})

    def __getattr__(self, kind):
        if kind in KINDS:
            return self.data[kind]
        raise AttributeError(kind)

    def save(self):
        if not self.file:
            return
        with self.lock:
            with open(f"{self.file}.new", "w", encoding="utf-8") as out:
                json.dump(self.data, out, indent=1)
            os.replace(f"{self.file}.new", self.file)

    def container(self, name):
        """By name, id or the beginning of an id."""
        for container in self.containers.values():
            if container["name"] == name or container["id"] == name:
                return container
        found = [c for c in self.containers.values() if len(name) >= 4 and c["id"].startswith(name)]
        if len(found) == 1:
            return found[0]
        raise EngineRefusal(404, f"No such container: {name}")

    def running(self):
        return [c for c in self.containers.values() if c["state"]["Running"]]

    def users_of_volume(self, name):
        return [c for c in self.containers.values()
                if any(m.get("Name") == name for m in c["mounts"])]

    def users_of_network(self, name):
        return [c for c in self.running() if c["network"] == name]

    def add_volume(self, name, labels, driver_options=None):
        return self.volumes.setdefault(name, {
            "CreatedAt": now()[:19] + "Z", "Driver": "local", "Labels": labels,
            "Mountpoint": f"/var/lib/docker/volumes/{name}/_data", "Name": name, "Options": driver_options, "Scope": "local",
            "models": {}, "files": {}})

    def add_network(self, name, body):
        number = 17 + len(self.networks)
        return self.networks.setdefault(name, {
            "Name": name, "Id": new_id(), "Created": now(), "Scope": "local", "Driver": body.get("Driver") or "bridge",
            "EnableIPv6": False,
            "IPAM": {"Driver": "default", "Options": None,
                     "Config": [{"Subnet": f"172.{number}.0.0/16", "Gateway": f"172.{number}.0.1"}]},
            "Internal": bool(body.get("Internal")), "Attachable": False, "Ingress": False, "ConfigFrom": {"Network": ""},
            "ConfigOnly": False, "Options": body.get("Options") or {}, "Labels": body.get("Labels") or {}})
