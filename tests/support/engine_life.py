"""The life of a container of the fake engine: start, stop, exit, health, and the fake Ollama behind its published port."""

import errno
import threading
import time

from engine_faults import start_refusal
from engine_state import NEVER, EngineRefusal, new_id, now
from fake_ollama import FakeOllama

IDLE = {"Status": "created", "Running": False, "Paused": False, "Restarting": False, "OOMKilled": False, "Dead": False, "Pid": 0,
        "ExitCode": 0, "Error": "", "StartedAt": NEVER, "FinishedAt": NEVER}
ENDS = ("exit", "oom", "restarting", "exec_format")
HEALTH_SECONDS = 0.3  # from the start to the first check; docker waits for the interval
FIRST_RESTART, LONGEST_RESTART = 0.1, 60.0  # docker doubles the pause between restarts


class Life:
    def __init__(self, engine):
        self._engine = engine
        self._servers = {}  # container id -> FakeOllama
        self.changed = threading.Condition(engine.state.lock)

    def resume(self):
        """Brings back the servers of the containers that a state file says run."""
        for container in self._engine.state.running():
            self._open(container)

    def close(self):
        for server in self._servers.values():
            server.close()
        self._servers.clear()

    # What is

    def state_of(self, container):
        state = dict(container["state"])
        check = container["config"].get("Healthcheck")
        if check and check.get("Test", ["NONE"])[0] != "NONE" and state["StartedAt"] != NEVER:
            state["Health"] = self._health(container, check, state["Running"])
        return state

    def _health(self, container, check, running):
        age = time.time() - container["started"]
        if not running:
            return {"Status": "unhealthy", "FailingStreak": 0, "Log": []}
        if age < HEALTH_SECONDS:
            return {"Status": "starting", "FailingStreak": 0, "Log": []}
        sick = container["fault"].get("kind") in ("unhealthy", "http_silent", "http_refused")
        line = {"Start": container["state"]["StartedAt"], "End": now(), "ExitCode": 1 if sick else 0,
                "Output": container["fault"].get("output", "") if sick else ""}
        retries = check.get("Retries", 3)
        return {"Status": "unhealthy" if sick else "healthy", "FailingStreak": retries if sick else 0,
                "Log": [line] * (retries if sick else 1)}

    def restarts_of(self, container):
        if not container["state"]["Restarting"]:
            return 0
        age, count, pause = time.time() - container["started"], 0, FIRST_RESTART
        while age > pause and count < 1000:
            age, count, pause = age - pause, count + 1, min(2 * pause, LONGEST_RESTART)
        return count

    def version_in(self, container):
        image = self._engine.state.images.get(container["image"], {})
        return image.get("version", "") if "ollama" in " ".join(container["config"]["Entrypoint"] or []) else ""

    # What happens

    def start(self, container):
        # A fault names the tag, the container may name the digest.
        name, image = container["name"], self._engine.state.images.get(container["image"], {}).get("origin", "")
        container.update(endpoint=new_id(), sandbox=new_id(), ports=self._ports(container))
        if container["network"] not in self._engine.state.networks:
            self._refuse(container, 404, f"network {container['network']} not found", 128)
        container["joined"] = True
        fault = self._engine.faults.find("start", image=image, name=name)
        if fault:
            self._refuse_as(container, fault["kind"])
        if container["host"]["DeviceRequests"] and not self._engine.gpu:
            self._refuse_as(container, "gpu")
        taken = {self._address(binding) for other in self._engine.state.running() if other is not container
                 for binding in bindings_of(other["ports"])}
        if any(self._address(binding) in taken for binding in bindings_of(container["ports"])):
            self._refuse_as(container, "port_allocated")
        container["fault"] = self._engine.faults.find("run", image=image, name=name) or {}
        self._open(container)
        container["started"] = time.time()
        container["state"] = {**IDLE, "Status": "running", "Running": True, "Pid": 4242, "StartedAt": now()}
        self._log_start(container)
        if container["fault"].get("kind") in ENDS:
            self._end_by_fault(container)

    def stop(self, container, code=0):
        server = self._servers.pop(container["id"], None)
        if server:
            server.close()
        container["state"].update(Status="exited", Running=False, Restarting=False, Pid=0, ExitCode=code, FinishedAt=now())
        container["sandbox"] = ""
        self.changed.notify_all()

    def log(self, container, text, stream=2):
        container["logs"].append([time.time_ns(), stream, text])
        self.changed.notify_all()

    def _log_start(self, container):
        if self.version_in(container):
            stamp = now()[:23] + "Z"
            self.log(container, f'time={stamp} level=INFO source=routes.go:1727 msg="Listening on [::]:11434 '
                                f'(version {self.version_in(container)})"\n')
            self.log(container, f'time={stamp} level=INFO source=types.go:60 msg="inference compute" id=cpu library=cpu compute="" '
                                'name=cpu description=cpu libdirs=ollama driver="" pci_id="" type="" total="3.8 GiB" '
                                'available="3.1 GiB"\n')

    def _end_by_fault(self, container):
        kind, entry = container["fault"]["kind"], (container["config"]["Entrypoint"] or ["/bin/ollama"])[0]
        code = {"oom": 137, "exec_format": 1}.get(kind, container["fault"].get("code", 1))
        words = container["fault"].get("log", [])
        if kind == "exec_format":
            container["logs"].clear()
            words = [f"[FATAL tini (7)] exec {entry} failed: Exec format error" if container["host"].get("Init")
                     else f"exec {entry}: exec format error"]
        for line in [words] if isinstance(words, str) else words:
            self.log(container, line + "\n")
        loops = kind == "restarting" or container["host"]["RestartPolicy"]["Name"] in ("always", "unless-stopped")
        self.stop(container, code)
        container["state"]["OOMKilled"] = kind == "oom"
        if loops:
            container["state"].update(Status="restarting", Running=True, Restarting=True)

    def _refuse_as(self, container, kind):
        binding = next(bindings_of(container["ports"]), None)
        address = self._address(binding) if binding else "127.0.0.1:11434"
        entry = (container["config"]["Entrypoint"] or container["config"]["Cmd"] or [""])[0]
        self._refuse(container, *start_refusal(kind, container["name"], container["endpoint"], address, entry))

    def _refuse(self, container, status, message, code):
        container["state"].update(ExitCode=code, Error=message)
        raise EngineRefusal(status, message)

    def _ports(self, container):
        ports = {port: None for port in container["config"].get("ExposedPorts") or {}}
        for port, bindings in (container["host"]["PortBindings"] or {}).items():
            ports[port] = [{"HostIp": binding.get("HostIp") or "0.0.0.0", "HostPort": binding.get("HostPort", "")}
                           for binding in bindings]
        return ports

    @staticmethod
    def _address(binding):
        return f"{binding['HostIp']}:{binding['HostPort']}"

    def _open(self, container):
        """A fake Ollama on the published port; a stranger's listener there is docker's "address already in use"."""
        binding = next(bindings_of(container["ports"]), None)
        if not self.version_in(container) or not binding:
            return
        mount = next((m for m in container["mounts"] if m["Destination"] == "/root/.ollama"), {})
        models = self._engine.state.add_volume(mount["Name"], None)["models"] if "Name" in mount else {}
        port = self._engine.real_port(int(binding["HostPort"] or 0))
        try:
            server = FakeOllama(port, self.version_in(container), models, container["fault"], self._engine.ollama,
                                lambda text: self._heard(container, text))
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            self._refuse_as(container, "port_busy")
        self._servers[container["id"]] = server
        if not binding["HostPort"]:
            binding["HostPort"] = str(server.port)

    def _heard(self, container, text):
        with self._engine.state.lock:
            self.log(container, text)
            self._engine.state.save()


def bindings_of(ports):
    for bindings in (ports or {}).values():
        yield from bindings or []
