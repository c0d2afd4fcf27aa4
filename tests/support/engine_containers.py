"""Containers of the fake engine: create, list, inspect, and the verbs that change one."""

import re
import time

from engine_http import Answer, labelled
from engine_images import find_image, shown_name
from engine_inspect import container_config, container_line, host_config, inspect_container
from engine_life import IDLE
from engine_state import EngineRefusal, new_id, now

POLICIES = ("", "no", "always", "unless-stopped", "on-failure")


def conflict(engine, name):
    owner = next((c for c in engine.state.containers.values() if c["name"] == name), None)
    if owner:
        return (f'Conflict. The container name "/{name}" is already in use by container "{owner["id"]}". '
                "You have to remove (or rename) that container to be able to reuse that name.")
    return None


def create_container(engine, request):
    body = request.json()
    given = body.get("HostConfig") or {}
    name = request.query.get("name") or f"quiet_{new_id()[:6]}"
    if not re.fullmatch(r"[a-zA-Z0-9][a-zA-Z0-9_.-]+", name):
        raise EngineRefusal(400, f"Invalid container name ({name}), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed")
    image = find_image(engine, body.get("Image", ""))
    if not image:
        raise EngineRefusal(404, f"No such image: {shown_name(body.get('Image', ''))}")
    check_limits(engine, given)
    taken = conflict(engine, name)
    if taken:
        raise EngineRefusal(409, taken)
    with engine.state.lock:
        container = put_container(engine, name, body, image, request.version)
    return Answer(201, {"Id": container["id"], "Warnings": []})


def put_container(engine, name, body, image, version):
    identity = new_id()
    host = host_config(body.get("HostConfig"), engine)
    number = len(engine.state.containers) + 2
    container = {
        "id": identity, "name": name, "created": now(), "image": image["Id"], "host": host, "state": dict(IDLE), "started": 0,
        "config": container_config(body, image, body["Image"], identity, version), "mounts": mounts_of(engine, host),
        "network": "bridge" if host["NetworkMode"] in ("default", "bridge") else host["NetworkMode"], "joined": False,
        "address": f"172.17.0.{number}", "mac": f"02:42:ac:11:00:{number % 256:02x}", "endpoint": "", "sandbox": "", "ports": {},
        "logs": [], "files": {}, "fault": {}}
    engine.state.containers[identity] = container
    return container


def check_limits(engine, given):
    memory, swap, cpus = given.get("Memory") or 0, given.get("MemorySwap") or 0, given.get("NanoCpus") or 0
    if 0 < memory < 6 << 20:
        raise EngineRefusal(400, "Minimum memory limit allowed is 6MB")
    if memory > 0 and 0 < swap < memory:
        raise EngineRefusal(400, "Minimum memoryswap limit should be larger than memory limit, see usage")
    if cpus > engine.cpus * 10 ** 9:
        raise EngineRefusal(400, f"Range of CPUs is from 0.01 to {engine.cpus}.00, as there are only {engine.cpus} CPUs available")
    if (given.get("RestartPolicy") or {}).get("Name", "") not in POLICIES:
        raise EngineRefusal(400, f"invalid restart policy '{given['RestartPolicy']['Name']}'")


def mounts_of(engine, host):
    """Mounts as inspect tells them; a named volume that is not there is made."""
    wanted = [bind.split(":") for bind in host["Binds"] or []]
    wanted += [[m.get("Source", ""), m.get("Target", "")] + (["ro"] if m.get("ReadOnly") else [])
               for m in host.get("Mounts") or [] if m.get("Type") in ("volume", "bind")]
    mounts = []
    for source, path, *mode in wanted:
        mode = mode[0] if mode else ""
        writable = "ro" not in mode.split(",")
        if source.startswith("/"):
            mounts.append({"Type": "bind", "Source": source, "Destination": path, "Mode": mode, "RW": writable,
                           "Propagation": "rprivate"})
            continue
        volume = engine.state.add_volume(source, None)
        mounts.append({"Type": "volume", "Name": source, "Source": volume["Mountpoint"], "Destination": path, "Driver": "local",
                       "Mode": mode or "z", "RW": writable, "Propagation": ""})
    return mounts


def list_containers(engine, request):
    filters = request.filters({"label", "name", "status", "id", "volume", "network", "ancestor", "exited", "health", "publish"})
    found = []
    for container in reversed(list(engine.state.containers.values())):
        status = engine.life.state_of(container)["Status"]
        if not (container["state"]["Running"] or request.flag("all") or "status" in filters):
            continue
        if not labelled(container["config"]["Labels"], filters.get("label", [])):
            continue
        if any(key in filters and not test for key, test in (
                ("name", any(re.search(name, "/" + container["name"]) for name in filters.get("name", []))),
                ("status", status in filters.get("status", [])),
                ("id", any(container["id"].startswith(start) for start in filters.get("id", []))),
                ("volume", any(m.get("Name") in filters.get("volume", []) for m in container["mounts"])))):
            continue
        found.append(container_line(engine, container, request.version))
    return Answer(200, found)


def inspect(engine, request, name):
    return Answer(200, inspect_container(engine, engine.state.container(name), request.version))


def start(engine, request, name):
    with engine.state.lock:
        container = engine.state.container(name)
        if container["state"]["Running"]:
            return Answer(304)
        engine.life.start(container)
    return Answer(204)


def stop(engine, request, name):
    with engine.state.lock:
        container = engine.state.container(name)
        if not container["state"]["Running"]:
            return Answer(304)
        engine.life.stop(container)
    return Answer(204)


def restart(engine, request, name):
    with engine.state.lock:
        container = engine.state.container(name)
        if container["state"]["Running"]:
            engine.life.stop(container)
        engine.life.start(container)
    return Answer(204)


def rename(engine, request, name):
    new = request.query.get("name", "")
    if not new:
        raise EngineRefusal(400, "Neither old nor new names may be empty")
    with engine.state.lock:
        container = engine.state.container(name)
        if container["name"] == new:
            raise EngineRefusal(400, "Renaming a container with the same name as its current name")
        taken = conflict(engine, new)
        if taken:
            raise EngineRefusal(409, f"Error when allocating new name: {taken}")
        container["name"] = new
    return Answer(204)


def update(engine, request, name):
    container, body = engine.state.container(name), request.json()
    check_limits(engine, body)
    with engine.state.lock:
        if "RestartPolicy" in body:
            container["host"]["RestartPolicy"] = {"Name": "", "MaximumRetryCount": 0, **body["RestartPolicy"]}
        for key in ("Memory", "MemorySwap", "NanoCpus", "PidsLimit", "CpuShares", "CpusetCpus"):
            if body.get(key):
                container["host"][key] = body[key]
    return Answer(200, {"Warnings": None})


def wait(engine, request, name):
    container = engine.state.container(name)

    def pieces():
        with engine.life.changed:
            while container["state"]["Running"] and container["id"] in engine.state.containers and not engine.stopping.is_set():
                engine.life.changed.wait(0.1)
        end = {"StatusCode": container["state"]["ExitCode"]}
        yield Answer(200, end if engine.at_least(1, 42) else {"Error": None, **end}).body
    return Answer(200, stream=pieces())


def remove(engine, request, name):
    with engine.state.lock:
        container = engine.state.container(name)
        if container["state"]["Running"]:
            if not request.flag("force"):
                raise EngineRefusal(409, f"You cannot remove a running container {container['id']}. Stop the container before "
                                         "attempting removal or force remove")
            engine.life.stop(container, 137)
        engine.state.containers.pop(container["id"])
    return Answer(204)


def seed_foreign(engine):
    """The containers of somebody else that a fault wants to be there."""
    for fault in engine.faults.listed("found", "foreign"):
        if conflict(engine, fault["name"]):
            continue
        image = find_image(engine, "ollama/ollama:0.17.4") or engine.add_image("ollama/ollama", "0.17.4")
        body = {"Image": image["RepoTags"][0], **fault.get("body", {})}
        container = put_container(engine, fault["name"], body, image, (1, 41))
        container["state"].update(Status="running", Running=True, Pid=77, StartedAt=now())
        container["started"] = time.time()


ROUTES = [
    ("GET", "/containers/json", list_containers), ("POST", "/containers/create", create_container),
    ("GET", "/containers/([^/]+)/json", inspect), ("POST", "/containers/([^/]+)/start", start),
    ("POST", "/containers/([^/]+)/stop", stop), ("POST", "/containers/([^/]+)/restart", restart),
    ("POST", "/containers/([^/]+)/rename", rename), ("POST", "/containers/([^/]+)/update", update),
    ("POST", "/containers/([^/]+)/wait", wait), ("DELETE", "/containers/([^/]+)", remove)]
