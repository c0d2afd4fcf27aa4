"""What goes wrong in the fake engine: a list of faults as data, and docker's own words for each.

A fault is a table: {"at": ..., "kind": ..., "image": "*:0.17.5", "name": "llamero", "times": 1}. image and name are patterns
that must match, times is how often it strikes (for ever without it).

  at=pull      unknown denied unauthorized rate_limit unreachable no_space cut
  at=start     port_busy port_allocated exec_missing exec_denied gpu device cdi
  at=run       exit (code, log) oom restarting (code, log) exec_format unhealthy (output) http_silent http_refused
               version (version) generate_500 pull_fails not_ready (seconds)
  at=engine    permission refused silent ping_slow (seconds) answer_500
  at=registry  moved: the tag leads to another digest than before
  at=found     foreign: a container of that name that is not ours; drifted (set: {"HostConfig.Memory": 1}): inspect tells that
"""

import fnmatch
import json
import os

RATE_LIMIT = ("toomanyrequests: You have reached your pull rate limit. You may increase the limit by authenticating and "
              "upgrading: https://www.docker.com/increase-rate-limit")
OCI = "failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: "
KINDS = {
    "pull": {"unknown", "denied", "unauthorized", "rate_limit", "unreachable", "no_space", "cut"},
    "start": {"port_busy", "port_allocated", "exec_missing", "exec_denied", "gpu", "device", "cdi"},
    "run": {"exit", "oom", "restarting", "exec_format", "unhealthy", "http_silent", "http_refused", "version", "generate_500",
            "pull_fails", "not_ready"},
    "engine": {"permission", "refused", "silent", "ping_slow", "answer_500"},
    "registry": {"moved"}, "found": {"foreign", "drifted"}}


class Faults:
    """The table; a file is read again when it changed, so that a test can break and mend a running engine."""

    def __init__(self, source=None):
        self._file = source if isinstance(source, (str, os.PathLike)) and not str(source).lstrip().startswith("[") else None
        self._stamp = None
        self._struck = {}
        self._table = []
        if self._file is None and source:
            self._table = checked(json.loads(source) if isinstance(source, str) else source)

    def find(self, at, *kinds, image="", name=""):
        """The first fault that applies now, and counts it; None without one."""
        for number, fault in enumerate(self._read()):
            if fault["at"] != at or (kinds and fault["kind"] not in kinds):
                continue
            if not fnmatch.fnmatch(image, fault.get("image", "*")) or not fnmatch.fnmatch(name, fault.get("name", "*")):
                continue
            if self._struck.get(number, 0) >= fault.get("times", 1 << 30):
                continue
            self._struck[number] = self._struck.get(number, 0) + 1
            return fault
        return None

    def listed(self, at, kind):
        """The faults of a kind, whatever they apply to."""
        return [fault for fault in self._read() if (fault["at"], fault["kind"]) == (at, kind)]

    def _read(self):
        if self._file and os.path.exists(self._file):
            stamp = (os.stat(self._file).st_mtime_ns, os.stat(self._file).st_size)
            if stamp != self._stamp:
                with open(self._file, encoding="utf-8") as text:
                    self._table = checked(json.load(text))
                self._stamp, self._struck = stamp, {}
        return self._table


def checked(table):
    for fault in table:
        if fault.get("kind") not in KINDS.get(fault.get("at"), ()):
            raise ValueError(f"no such fault: {fault}")
    return table


def pull_refusal(kind, repository, reference):
    """(status, message) before any progress; recorded from engine 20.10, but `denied` and `unknown` as Docker Hub has it."""
    host = repository.split("/")[0]
    return {
        "unknown": (404, f"manifest for {reference} not found: manifest unknown: manifest unknown"),
        "denied": (404, f"pull access denied for {repository}, repository does not exist or may require 'docker login': "
                        "denied: requested access to the resource is denied"),
        "unauthorized": (500, "unauthorized"),
        "rate_limit": (500, RATE_LIMIT),
        "unreachable": (500, f'Get "http://{host}/v2/": dial tcp {host}: connect: connection refused'),
    }.get(kind)


def distribution_refusal(kind, repository):
    return {
        "unknown": (404, "manifest unknown: manifest unknown"), "denied": (403, "denied"), "unauthorized": (401, "unauthorized"),
        "rate_limit": (429, RATE_LIMIT), "unreachable": pull_refusal("unreachable", repository, ""),
    }.get(kind)


def pull_break(kind):
    """The message of the error line within a 200."""
    return {"no_space": "failed to register layer: Error processing tar file(exit status 1): write /bin/ollama: no space left on device",
            "cut": "unexpected EOF"}[kind]


def start_refusal(kind, name, endpoint, address, entrypoint):
    """(status, message, exit code of the container); recorded from engine 20.10, `cdi` from newer ones."""
    outside = f"driver failed programming external connectivity on endpoint {name} ({endpoint}): "
    return {
        "port_busy": (500, f"{outside}Error starting userland proxy: listen tcp4 {address}: bind: address already in use", 128),
        "port_allocated": (500, f"{outside}Bind for {address} failed: port is already allocated", 128),
        "exec_missing": (400, f'{OCI}exec: "{entrypoint}": stat {entrypoint}: no such file or directory: unknown', 127),
        "exec_denied": (400, f'{OCI}exec: "{entrypoint}": permission denied: unknown', 126),
        "gpu": (500, 'could not select device driver "" with capabilities: [[gpu]]', 128),
        "device": (500, 'error gathering device information while adding custom device "/dev/kfd": no such file or directory', 128),
        "cdi": (500, "CDI device injection failed: unresolvable CDI devices nvidia.com/gpu=all", 128),
    }[kind]
