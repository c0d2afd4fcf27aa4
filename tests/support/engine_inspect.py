"""How the fake engine tells of a container: the answers of inspect and of the list."""

import copy
import time

from engine_state import NEVER

CONFIG = {"Domainname": "", "User": "", "AttachStdin": False, "AttachStdout": False, "AttachStderr": False, "Tty": False,
          "OpenStdin": False, "StdinOnce": False, "Env": [], "Cmd": None, "Volumes": None, "WorkingDir": "", "Entrypoint": None,
          "OnBuild": None}
# What `POST /containers/create` with nothing but an image makes of it in engine 20.10.
HOST_CONFIG = {
    "Binds": None, "ContainerIDFile": "", "LogConfig": {"Type": "json-file", "Config": {}}, "NetworkMode": "default",
    "PortBindings": None, "RestartPolicy": {"Name": "", "MaximumRetryCount": 0}, "AutoRemove": False, "VolumeDriver": "",
    "VolumesFrom": None, "CapAdd": None, "CapDrop": None, "CgroupnsMode": "host", "Dns": None, "DnsOptions": None,
    "DnsSearch": None, "ExtraHosts": None, "GroupAdd": None, "IpcMode": "private", "Cgroup": "", "Links": None,
    "OomScoreAdj": 0, "PidMode": "", "Privileged": False, "PublishAllPorts": False, "ReadonlyRootfs": False,
    "SecurityOpt": None, "UTSMode": "", "UsernsMode": "", "ShmSize": 67108864, "Runtime": "runc", "ConsoleSize": [0, 0],
    "Isolation": "", "CpuShares": 0, "Memory": 0, "NanoCpus": 0, "CgroupParent": "", "BlkioWeight": 0,
    "BlkioWeightDevice": None, "BlkioDeviceReadBps": None, "BlkioDeviceWriteBps": None, "BlkioDeviceReadIOps": None,
    "BlkioDeviceWriteIOps": None, "CpuPeriod": 0, "CpuQuota": 0, "CpuRealtimePeriod": 0, "CpuRealtimeRuntime": 0,
    "CpusetCpus": "", "CpusetMems": "", "Devices": None, "DeviceCgroupRules": None, "DeviceRequests": None,
    "KernelMemory": 0, "KernelMemoryTCP": 0, "MemoryReservation": 0, "MemorySwap": 0, "MemorySwappiness": None,
    "OomKillDisable": False, "PidsLimit": None, "Ulimits": None, "CpuCount": 0, "CpuPercent": 0, "IOMaximumIOps": 0,
    "IOMaximumBandwidth": 0,
    "MaskedPaths": ["/proc/asound", "/proc/acpi", "/proc/kcore", "/proc/keys", "/proc/latency_stats", "/proc/timer_list",
                    "/proc/timer_stats", "/proc/sched_debug", "/proc/scsi", "/sys/firmware"],
    "ReadonlyPaths": ["/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"]}
OPTIONAL_HOST = {"Init", "Tmpfs", "Mounts", "StorageOpt", "Sysctls", "Annotations"}
OPTIONAL_CONFIG = {"StopTimeout", "StopSignal", "Healthcheck", "NetworkDisabled"}


def host_config(asked, engine):
    """HostConfig as docker keeps it; it names no runtime for a body without one."""
    given, config = asked or {}, copy.deepcopy(HOST_CONFIG)
    if asked is None:
        config.pop("Runtime")
    config.update({key: value for key, value in given.items() if key in config or key in OPTIONAL_HOST})
    config["RestartPolicy"] = {"Name": "", "MaximumRetryCount": 0, **(given.get("RestartPolicy") or {})}
    if not (given.get("LogConfig") or {}).get("Type"):
        config["LogConfig"] = {"Type": "json-file", "Config": {}}
    if config["Memory"] and not config["MemorySwap"]:
        config["MemorySwap"] = 2 * config["Memory"]
    config["NetworkMode"] = config["NetworkMode"] or "default"
    if engine.at_least(1, 42):
        for key in ("KernelMemory", "KernelMemoryTCP"):
            config.pop(key)
        config.update(CgroupnsMode="private", OomKillDisable=None)
    return config


def container_config(given, image, image_name, container_id, version):
    """Config: what the image says, and what was asked for on top."""
    config = {**CONFIG, **{key: value for key, value in given.items()
                           if key in CONFIG or key in OPTIONAL_CONFIG or key == "Hostname"}}
    base = image["Config"]
    set_names = {entry.split("=")[0] for entry in given.get("Env") or []}
    config["Env"] = list(given.get("Env") or []) + [e for e in base.get("Env") or [] if e.split("=")[0] not in set_names]
    config["Labels"] = {**(base.get("Labels") or {}), **(given.get("Labels") or {})}
    ports = {**(base.get("ExposedPorts") or {}), **(given.get("ExposedPorts") or {})}
    if ports:
        config["ExposedPorts"] = ports
    if not given.get("Entrypoint"):
        config["Entrypoint"] = base.get("Entrypoint")
        config["Cmd"] = given.get("Cmd") or base.get("Cmd")
    config["WorkingDir"] = given.get("WorkingDir") or base.get("WorkingDir", "")
    config["Hostname"] = given.get("Hostname") or container_id[:12]
    config["Image"] = image_name
    health = config.get("Healthcheck")
    if health:
        keys = ("Test", "Interval", "Timeout", "StartPeriod", "Retries") + (("StartInterval",) if version >= (1, 44) else ())
        config["Healthcheck"] = {key: health[key] for key in keys if health.get(key)}
    return config


def inspect_container(engine, container, version):
    command = (container["config"]["Entrypoint"] or []) + (container["config"]["Cmd"] or [])
    folder = f"/var/lib/docker/containers/{container['id']}" if container["state"]["StartedAt"] != NEVER else ""
    body = {
        "Id": container["id"], "Created": container["created"], "Path": command[0] if command else "", "Args": command[1:],
        "State": engine.life.state_of(container), "Image": container["image"],
        "ResolvConfPath": folder and folder + "/resolv.conf", "HostnamePath": folder and folder + "/hostname",
        "HostsPath": folder and folder + "/hosts", "LogPath": "", "Name": "/" + container["name"],
        "RestartCount": engine.life.restarts_of(container), "Driver": "overlay2", "Platform": "linux", "MountLabel": "",
        "ProcessLabel": "", "AppArmorProfile": "", "ExecIDs": None, "HostConfig": container["host"],
        "GraphDriver": {"Data": {}, "Name": "overlay2"}, "Mounts": container["mounts"], "Config": container["config"],
        "NetworkSettings": network_settings(engine, container, version)}
    if container["host"]["LogConfig"]["Type"] == "json-file" and folder:
        body["LogPath"] = f"{folder}/{container['id']}-json.log"
    fault = engine.faults.find("found", "drifted", name=container["name"])
    return drifted(body, fault.get("set", {})) if fault else body


def drifted(body, changes):
    """Another value for each path like "HostConfig.Memory"."""
    body = copy.deepcopy(body)
    for path, value in changes.items():
        *way, last = path.split(".")
        place = body
        for step in way:
            place = place[step]
        place[last] = value
    return body


def endpoint(engine, container, version, aliases):
    running, name = container["state"]["Running"], container["network"]
    network = engine.state.networks.get(name)
    entry = {"IPAMConfig": None, "Links": None, "Aliases": aliases,
             "NetworkID": network["Id"] if network and container["joined"] else "",
             "EndpointID": container["endpoint"] if running else "",
             "Gateway": network["IPAM"]["Config"][0]["Gateway"] if network and running else "",
             "IPAddress": container["address"] if running else "", "IPPrefixLen": 16 if running else 0, "IPv6Gateway": "",
             "GlobalIPv6Address": "", "GlobalIPv6PrefixLen": 0, "MacAddress": container["mac"] if running else "",
             "DriverOpts": None}
    return {**entry, "DNSNames": None} if version >= (1, 44) else entry


def network_settings(engine, container, version):
    running, name = container["state"]["Running"], container["network"]
    own = name != "bridge"
    one = endpoint(engine, container, version, [container["id"][:12]] if own and container["joined"] else None)
    ours = {key: "" if own else one[key] for key in ("EndpointID", "Gateway", "IPAddress", "MacAddress")}
    return {"Bridge": "", "SandboxID": container["sandbox"], "HairpinMode": False,
            "LinkLocalIPv6Address": "", "LinkLocalIPv6PrefixLen": 0, "Ports": container["ports"] if running else {},
            "SandboxKey": f"/var/run/docker/netns/{container['sandbox'][:12]}" if running else "",
            "SecondaryIPAddresses": None, "SecondaryIPv6Addresses": None, **ours, "GlobalIPv6Address": "",
            "GlobalIPv6PrefixLen": 0, "IPPrefixLen": 0 if own else one["IPPrefixLen"], "IPv6Gateway": "",
            "Networks": {name: one}}


def container_line(engine, container, version):
    """One entry of the list."""
    state = engine.life.state_of(container)
    command = (container["config"]["Entrypoint"] or []) + (container["config"]["Cmd"] or [])
    ports = []
    for port, bindings in (container["ports"] or {}).items() if state["Running"] else ():
        number, protocol = port.split("/")
        for binding in bindings or [{}]:
            line = {"PrivatePort": int(number), "Type": protocol}
            if binding:
                line = {"IP": binding["HostIp"], "PrivatePort": int(number), "PublicPort": int(binding["HostPort"]),
                        "Type": protocol}
            ports.append(line)
    created = int(time.mktime(time.strptime(container["created"][:19], "%Y-%m-%dT%H:%M:%S")))
    return {"Id": container["id"], "Names": ["/" + container["name"]], "Image": container["config"]["Image"],
            "ImageID": container["image"], "Command": " ".join(command), "Created": created, "Ports": ports,
            "Labels": container["config"]["Labels"], "State": state["Status"], "Status": words(state),
            "HostConfig": {"NetworkMode": container["host"]["NetworkMode"]},
            "NetworkSettings": {"Networks": {container["network"]: endpoint(engine, container, version, None)}},
            "Mounts": container["mounts"]}


def words(state):
    health = state.get("Health", {}).get("Status", "")
    shown = {"starting": " (health: starting)", "": ""}.get(health, f" ({health})")
    return {"created": "Created", "running": f"Up 1 second{shown}", "exited": f"Exited ({state['ExitCode']}) 1 second ago",
            "restarting": f"Restarting ({state['ExitCode']}) 1 second ago"}[state["Status"]]
