"""Volumes, networks and the disk of the fake engine."""

import re

from engine_http import Answer, labelled
from engine_images import image_line
from engine_state import EngineRefusal, new_id

NAME = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9_.-]*")


def shown_volume(volume):
    return {key: value for key, value in volume.items() if key not in ("models", "files")}


def list_volumes(engine, request):
    filters = request.filters({"label", "name", "dangling", "driver"})
    found = [shown_volume(v) for v in engine.state.volumes.values() if labelled(v["Labels"], filters.get("label", []))
             and all(name in v["Name"] for name in filters.get("name", []))]
    return Answer(200, {"Volumes": found, "Warnings": None})


def create_volume(engine, request):
    body = request.json()
    name = body.get("Name") or new_id()
    if not NAME.fullmatch(name):
        raise EngineRefusal(400, f'create {name}: "{name}" includes invalid characters for a local volume name, only '
                                 '"[a-zA-Z0-9][a-zA-Z0-9_.-]" are allowed. If you intended to pass a host directory, use absolute '
                                 'path')
    return Answer(201, shown_volume(engine.state.add_volume(name, body.get("Labels"), body.get("DriverOpts"))))


def volume_of(engine, name):
    if name not in engine.state.volumes:
        raise EngineRefusal(404, f"get {name}: no such volume")
    return engine.state.volumes[name]


def inspect_volume(engine, request, name):
    return Answer(200, shown_volume(volume_of(engine, name)))


def remove_volume(engine, request, name):
    volume_of(engine, name)
    users = engine.state.users_of_volume(name)
    if users:
        raise EngineRefusal(409, f"remove {name}: volume is in use - [{', '.join(user['id'] for user in users)}]")
    engine.state.volumes.pop(name)
    return Answer(204)


def network_of(engine, name):
    for network in engine.state.networks.values():
        if name in (network["Name"], network["Id"]):
            return network
    raise EngineRefusal(404, f"network {name} not found")


def shown_network(engine, network, whole=True):
    users = engine.state.users_of_network(network["Name"]) if whole else []
    members = {user["id"]: {"Name": user["name"], "EndpointID": user["endpoint"], "MacAddress": user["mac"],
                            "IPv4Address": f"{user['address']}/16", "IPv6Address": ""} for user in users}
    return {**network, "Containers": members}


def list_networks(engine, request):
    filters = request.filters({"label", "name", "driver", "id", "scope", "type", "dangling"})
    return Answer(200, [shown_network(engine, n, whole=False) for n in engine.state.networks.values()
                        if labelled(n["Labels"], filters.get("label", []))
                        and all(name in n["Name"] for name in filters.get("name", []))])


def create_network(engine, request):
    body = request.json()
    name = body.get("Name", "")
    if name in engine.state.networks:
        raise EngineRefusal(409, f"network with name {name} already exists")
    return Answer(201, {"Id": engine.state.add_network(name, body)["Id"], "Warning": ""})


def inspect_network(engine, request, name):
    return Answer(200, shown_network(engine, network_of(engine, name)))


def remove_network(engine, request, name):
    network = network_of(engine, name)
    if network["Name"] == "bridge":
        raise EngineRefusal(403, "bridge is a pre-defined network and cannot be removed")
    if engine.state.users_of_network(network["Name"]):
        raise EngineRefusal(403, f"error while removing network: network {network['Name']} id {network['Id']} has active endpoints")
    engine.state.networks.pop(network["Name"])
    return Answer(204)


def disk_usage(engine, request):
    volumes = []
    for name, volume in engine.state.volumes.items():
        size = sum(model["size"] for model in volume["models"].values())
        volumes.append({**shown_volume(volume),
                        "UsageData": {"RefCount": len(engine.state.users_of_volume(name)), "Size": size}})
    images = [image_line(image, request.version) for image in engine.state.images.values()]
    body = {"LayersSize": sum(image["Size"] for image in images), "Images": images,
            "Containers": [engine.container_line(c) for c in engine.state.containers.values()], "Volumes": volumes,
            "BuildCache": None, "BuilderSize": 0}
    return Answer(200, body)


ROUTES = [
    ("GET", "/volumes", list_volumes), ("POST", "/volumes/create", create_volume), ("GET", "/volumes/([^/]+)", inspect_volume),
    ("DELETE", "/volumes/([^/]+)", remove_volume), ("GET", "/networks", list_networks),
    ("POST", "/networks/create", create_network), ("GET", "/networks/([^/]+)", inspect_network),
    ("DELETE", "/networks/([^/]+)", remove_network), ("GET", "/system/df", disk_usage)]
