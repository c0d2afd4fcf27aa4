"""A cloud host of the tests' own: behind a real sshd, with a docker engine of its own and a registry at hand.

Inside, 127.0.0.1:5052 is the registry that `tests/live/deploy_images` fills, and containers find the one for models
under the name that they have here, too. To the outside only the port of ssh is open.
"""
import contextlib
import http.client
import json
import shutil
import subprocess
from pathlib import Path

from inner_docker import DATA, InnerDocker, Stock
from name_server import NameServer
from network import LOGIN, OLLAMA_PORT, Forwarder
from ssh_host import Lab

DOCKER_GROUP = 65532  # a group that only the namespace has
DNS_PORT = 53


def address_of(text):
    name, _, port = text.rpartition(":")
    return name, int(port)


class DockerHost(Lab):
    """`images` are the tags that are there already; `docker=False` is a machine on which docker is not installed;
    `running=False` is one that has it, and no engine runs. `sshd_settings` are lines of sshd_config."""

    def __init__(self, service, tmp, *, images=("0.17.4",), docker=True, running=True, in_group=True, disk=None, **ssh):
        self.engine = None
        super().__init__(service, tmp, ollama=False, **ssh)
        try:
            self._give_engine(images, in_group, disk)
            self._bring_registry()
            if not docker:
                self.engine.hide()
            elif running:
                self.start_docker()
        except BaseException:
            self.close()
            raise

    def _give_engine(self, images, in_group, disk):
        self.server.do("mount", "-t", "proc", "proc", "/proc")  # runc looks for its own processes there
        groups = [line for line in Path("/etc/group").read_text().splitlines() if not line.startswith("docker:")]
        file = self.server.folder / "group"
        file.write_text("\n".join([*groups, f"docker:x:{DOCKER_GROUP}:{LOGIN if in_group else ''}"]) + "\n")
        self.server.bind(file, "/etc/group")
        folder = Path(self.service.env["LLAMERO_DATA_DIR"]) / "docker-host"
        # The front of the registry tells a container the address that it was reached at, so it has to be the same here.
        self.gateway = self.service.env["LLAMERO_BRIDGE_ADDRESS"]
        stock = Stock(folder, self.service.env["LLAMERO_REGISTRY_BACKEND"], images)
        self.engine = InnerDocker(self.server, folder, stock, self.gateway, disk=disk)

    def _bring(self, listener, target):
        forwarder = Forwarder(listener, target)
        self._closing.callback(forwarder.close)

    def _bring_registry(self):
        backend = address_of(self.service.env["LLAMERO_REGISTRY_BACKEND"])
        self._bring(self.server.listen(*backend), backend)
        # The engine finds this bridge and takes it; until then nobody could listen on its address.
        self.server.do("ip", "link", "add", "docker0", "type", "bridge")
        self.server.do("ip", "address", "add", f"{self.gateway}/16", "dev", "docker0")
        self.server.do("ip", "link", "set", "docker0", "up")
        for key in ("LLAMERO_REGISTRY", "LLAMERO_REGISTRY_SLOW"):
            name, port = address_of(self.service.env[key])
            self._bring(self.server.listen(self.gateway, port), (self.gateway, port))
        names = NameServer(self.server.datagrams(self.gateway, DNS_PORT), name, self.gateway)
        self._closing.callback(names.close)

    def start_docker(self):
        self.engine.start()

    def stop_docker(self):
        self.engine.stop()

    def kill_docker(self):
        self.engine.kill()

    def docker(self, *arguments, **options):
        return self.engine.run(*arguments, **options)

    def fill_disk(self, left=0):
        """Takes what is free of the engine's own disk, but for `left` bytes."""
        disk = shutil.disk_usage(self.engine.data)
        self.server.do("fallocate", "-l", max(1, disk.free - left), f"{DATA}/ballast")

    def free_disk(self):
        self.server.do("rm", "-f", f"{DATA}/ballast")

    def logins(self):
        return self.sshd.logins()

    def change_host_key(self):
        self.sshd.change_host_key()

    def request(self, method, path, body=None, port=OLLAMA_PORT):
        """Status and answer of a server on the host's own loopback; OSError when nobody answers."""
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        connection.sock = self.server.connect("127.0.0.1", port)
        connection.sock.settimeout(60)
        with contextlib.closing(connection):
            connection.request(method, path, None if body is None else json.dumps(body))
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read() or b"null")

    def ssh(self, *arguments, **options):
        """The person's own ssh, on the client machine, to its end; it knows this host as `lab`."""
        return subprocess.run(self.client.enter("ssh", *arguments), env=self.environment(), stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=60, check=False, **options)

    def start_ssh(self, *arguments):
        return subprocess.Popen(self.client.enter("ssh", *arguments), env=self.environment(), stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def close(self):
        super().close()
        if self.engine:
            self.engine.close()
            self.engine = None
