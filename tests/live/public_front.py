"""A server under a name of its own: Ollama and Caddy in containers on a network of theirs, as `up` is to make them.

The Caddyfiles and the health check are those of tests/data/caddy, which unit tests compare with what llamero writes.
Needs docker.
"""
import contextlib
import functools
import http.client
import io
import json
import os
import socket
import ssl
import subprocess
import tarfile
from pathlib import Path

from network import await_true, children

ROOT = Path(__file__).resolve().parents[2]
HOST, ADDRESS, DIRECTORY_HOST = "llm.example.test", "192.0.2.7", "acme.example.test"
USER, ADMIN = "llm_0123456789abcdef0123456789abcdef", "llma_fedcba9876543210fedcba9876543210"
SERVER_PORT = 11434
AUTHORITY = "/data/caddy/pki/authorities/local/root.crt"

HARDENED = ["--init", "--read-only", "--cap-drop", "ALL", "--security-opt", "no-new-privileges", "--pids-limit", "512"]
HEALTH = (ROOT / "tests/data/caddy/health_check").read_text().strip()


def docker(*arguments, data=None):
    done = subprocess.run(["docker", *map(str, arguments)], capture_output=True, input=data, timeout=120, check=False)
    assert done.returncode == 0, done
    return done.stdout


@functools.cache
def caddy_image():
    done = subprocess.run([ROOT / "tests/live/caddy_image"], capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done
    return done.stdout.strip()


def archive(files):
    """A tar of {name: (mode, bytes)}; a name with a slash at its end is a folder."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for name, (mode, content) in files.items():
            entry = tarfile.TarInfo(name)
            entry.type = tarfile.DIRTYPE if name.endswith("/") else tarfile.REGTYPE
            entry.mode, entry.size = mode, len(content)
            tar.addfile(entry, io.BytesIO(content))
    return packed.getvalue()


class Secured(http.client.HTTPSConnection):
    """To an address of ours, under the name that the certificate has."""

    def __init__(self, address, name, context):
        super().__init__(name, timeout=60, context=context)
        self._address, self._trust = address, context

    def connect(self):
        self.sock = self._trust.wrap_socket(socket.create_connection((self._address, 443), 60), server_hostname=self.host)


class PublicFront:
    """`kind`: the file of tests/data/caddy."""

    def __init__(self, service, kind="internal", host=HOST):
        self.service, self.kind, self.host = service, kind, host
        self.prefix = f"{service.container}-public"
        self.server, self.caddy, self.network = self.prefix, f"{self.prefix}-caddy", f"{self.prefix}-net"
        self.image = caddy_image()
        self.server_image = docker("inspect", service.container, "--format", "{{.Image}}").decode().strip()
        self._closing = contextlib.ExitStack()
        self._remove()
        try:
            self._bring_up()
        except BaseException:
            self.close()
            raise

    def _bring_up(self):
        docker("network", "create", self.network)
        self._closing.callback(self._remove)
        self._start_server()
        self.before_caddy()
        self._start_caddy()

    def before_caddy(self):
        """What else the network is to have."""

    def authority_files(self):
        """What the Caddyfile names besides, as `archive` takes it."""
        return {}

    def _start_server(self):
        volume = f"{self.prefix}-models"
        docker("volume", "create", volume)
        # A copy, so that no test here changes what others see.
        docker("run", "--rm", "-v", f"{self.service.env['LLAMERO_VOLUME']}:/from:ro", "-v", f"{volume}:/to",
               self.image, "cp", "-a", "/from/models", "/to/")
        docker("run", "-d", "--name", self.server, "--network", self.network, "--network-alias", "llamero", *HARDENED,
               "--tmpfs", "/tmp:size=256m,mode=1777", "-v", f"{volume}:/root/.ollama", "-e", "OLLAMA_NO_CLOUD=1",
               "-e", "OLLAMA_MAX_LOADED_MODELS=1", "-e", "OLLAMA_NUM_PARALLEL=1", "-e", "OLLAMA_CONTEXT_LENGTH=4096",
               self.server_image)
        self.server_address = self.address_of(self.server)
        await_true(self._server_answers, "the server", 30)

    def _server_answers(self):
        with contextlib.suppress(OSError):
            socket.create_connection((self.server_address, SERVER_PORT), 1).close()
            return True
        return False

    def _start_caddy(self):
        docker("create", "--name", self.caddy, "--network", self.network, "--network-alias", HOST, *HARDENED,
               "--cap-add", "NET_BIND_SERVICE", "--memory", "256m", "--memory-swap", "256m",
               "--tmpfs", "/tmp:size=16m,mode=1777", "-v", f"{self.caddy}:/data",
               "-e", "HOME=/tmp", "-e", "XDG_CONFIG_HOME=/tmp", "-e", "XDG_DATA_HOME=/data",
               "--health-cmd", HEALTH, "--health-interval", "1s", "--health-timeout", "8s",
               self.image, "caddy", "run", "--config", "/data/llamero/Caddyfile", "--adapter", "caddyfile")
        config = (ROOT / f"tests/data/caddy/{self.kind}.Caddyfile").read_bytes()
        self.put_files(config)
        docker("start", self.caddy)
        self.address = self.address_of(self.caddy)
        await_true(self.is_healthy, f"a healthy {self.caddy}", 30)
        self.trust = self.make_trust()

    def put_files(self, config):
        files = {"llamero/": (0o700, b""), "llamero/Caddyfile": (0o600, config), **self.authority_files()}
        docker("cp", "-", f"{self.caddy}:/data", data=archive(files))

    def make_trust(self):
        """Trusts the authority that Caddy made, and no other."""
        packed = docker("cp", f"{self.caddy}:{AUTHORITY}", "-")
        with tarfile.open(fileobj=io.BytesIO(packed)) as tar:
            text = tar.extractfile("root.crt").read().decode()
        return ssl.create_default_context(cadata=text)

    def address_of(self, container):
        return docker("inspect", container, "--format",
                      "{{(index .NetworkSettings.Networks \"" + self.network + "\").IPAddress}}").decode().strip()

    def is_healthy(self):
        status, health = docker("inspect", self.caddy, "--format", "{{.State.Status}} {{.State.Health.Status}}").split()
        assert status == b"running", self.log()
        return health == b"healthy"

    def log(self):
        done = subprocess.run(["docker", "logs", self.caddy], capture_output=True, check=True)
        return (done.stdout + done.stderr).decode()

    def connection(self):
        return Secured(self.address, self.host, self.trust)

    def direct(self):
        """To the server itself, which no port of the host leads to."""
        return http.client.HTTPConnection(self.server_address, SERVER_PORT, timeout=60)

    def ask(self, method, path, token=USER, body=None, headers=None):
        """(status, body, headers) of an answer."""
        connection = self.connection()
        with contextlib.closing(connection):
            given = {"Authorization": f"Bearer {token}"} if token else {}
            data = json.dumps(body).encode() if isinstance(body, dict) else body
            connection.request(method, path, data, {**given, **(headers or {})})
            answer = connection.getresponse()
            return answer.status, answer.read(), answer.headers

    def server_processes(self):
        top = int(docker("inspect", self.server, "--format", "{{.State.Pid}}"))
        found, left = [], [top]
        while left:
            pid = left.pop()
            found.append(pid)
            with contextlib.suppress(OSError):
                left += children(pid)
        return found

    def processor_seconds(self):
        """What the server and its runners used so far."""
        ticks = 0
        for pid in self.server_processes():
            with contextlib.suppress(OSError):
                ticks += sum(map(int, Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]))
        return ticks / os.sysconf("SC_CLK_TCK")

    def server_connections(self):
        """How many the server has from others."""
        pid = self.server_processes()[0]
        lines = [line.split() for table in ("tcp", "tcp6")
                 for line in Path(f"/proc/{pid}/net/{table}").read_text().splitlines()[1:]]
        return sum(line[3] == "01" and line[1].endswith(f":{SERVER_PORT:04X}") for line in lines)

    def _remove(self):
        for kind, names in (("rm -f -v", (self.caddy, self.server)), ("volume rm", (self.caddy, f"{self.prefix}-models")),
                            ("network rm", (self.network,))):
            for name in names:
                subprocess.run(["docker", *kind.split(), name], capture_output=True, check=False)

    def close(self):
        self._closing.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
