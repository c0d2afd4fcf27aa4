"""A docker engine in the namespaces of a machine of the tests: socket, data, containers, networks and rules of its own.

Its data is on the disk of the cache, so that layers can be overlays. Images that were pulled once are kept there as a
stock; an engine starts with links to their layers, and with nothing else. Needs root.
"""
import contextlib
import hashlib
import http.client
import os
import shutil
import socket
import subprocess
import urllib.request
from pathlib import Path

from network import await_true

DATA, SETTINGS, SOCKET = "/var/lib/docker", "/etc/docker", "/run/docker.sock"
PROGRAMS = ("docker", "dockerd", "podman")
PLACES = ("/usr/local/bin", "/usr/bin", "/usr/local/sbin", "/usr/sbin")
MANIFEST = "application/vnd.docker.distribution.manifest.v2+json"


class EngineConnection(http.client.HTTPConnection):
    """HTTP over a unix socket."""

    def __init__(self, path, timeout=10):
        super().__init__("docker", timeout=timeout)
        self._path = str(path)

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)


def engine_get(path, what):
    """The status and the body; OSError when nobody answers."""
    connection = EngineConnection(path)
    with contextlib.closing(connection):
        connection.request("GET", what)
        answer = connection.getresponse()
        return answer.status, answer.read()


def is_alive(pid):
    return Path(f"/proc/{pid}").exists()


def remove_cgroups(name):
    """Kernels before the second version have a tree for each controller, the later ones have one tree."""
    root = Path("/sys/fs/cgroup")
    for top in (root / name, *root.glob(f"*/{name}")):
        for folder, _, _ in os.walk(top, topdown=False):
            with contextlib.suppress(FileNotFoundError):
                os.rmdir(folder)


class Stock:
    """Images on this disk, by the digests that the registry has for their tags."""

    def __init__(self, folder, registry, tags):
        self.references = [f"{registry}/ollama/ollama:{tag}" for tag in tags]
        self._tags = "-".join(tags)
        digests = [self._digest(registry, tag) for tag in tags]
        engine = subprocess.run(["dockerd", "--version"], capture_output=True, text=True, check=True).stdout
        key = hashlib.sha256("\n".join([engine, *digests]).encode()).hexdigest()[:16]
        self.folder = folder / f"stock-{self._tags}.{key}"

    @staticmethod
    def _digest(registry, tag):
        request = urllib.request.Request(f"http://{registry}/v2/ollama/ollama/manifests/{tag}", method="HEAD",
                                         headers={"Accept": MANIFEST})
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(request, timeout=10) as answer:
            return answer.headers["Docker-Content-Digest"]

    def is_there(self):
        return not self.references or self.folder.exists()

    def save(self, data, driver, *, linked):
        new = self.folder.with_name(f"{self.folder.name}.{os.getpid()}.new")
        new.mkdir()
        for part in ("image", driver):
            self._copy(data / part, new, linked)
        for old in self.folder.parent.glob(f"stock-{self._tags}.*"):  # of images that were made anew since
            if old not in (new, self.folder):
                shutil.rmtree(old, ignore_errors=True)
        try:
            new.rename(self.folder)
        except OSError:  # another run was faster
            shutil.rmtree(new)

    def copy_to(self, data, *, linked):
        for part in self.folder.iterdir() if self.references else ():
            self._copy(part, data, linked)

    @staticmethod
    def _copy(part, target, linked):
        """An engine writes to its records of images, never to a layer that it has."""
        how = "-al" if linked and part.name != "image" else "-a"
        done = subprocess.run(["cp", how, part, target], capture_output=True, check=False)
        assert done.returncode == 0, done.stderr[:400]


class InnerDocker:
    """`disk` is the size of a file system of its own for the data, as mount takes it: "700m"."""

    def __init__(self, space, folder, stock, gateway, *, disk=None):
        self._space, self._stock, self._gateway = space, stock, gateway
        self.name = f"llamero-host-{os.getpid()}"
        self._data = folder / f"data-{os.getpid()}"
        self._server = None
        self.socket = f"/proc/{space.pid}/root{SOCKET}"
        folder.mkdir(parents=True, exist_ok=True)
        self._sweep(folder)
        shutil.rmtree(self._data, ignore_errors=True)
        self._data.mkdir(mode=0o711)
        self._take_places(disk)

    @staticmethod
    def _sweep(folder):
        """What runs left that were killed."""
        for left in folder.glob("data-*"):
            pid = left.name.removeprefix("data-")
            if not is_alive(pid):
                remove_cgroups(f"llamero-host-{pid}")
                shutil.rmtree(left, ignore_errors=True)

    def _take_places(self, disk):
        settings = self._space.folder / "etc-docker"
        settings.mkdir()
        for place, mine in ((SETTINGS, settings), (DATA, self._data)):
            Path(place).mkdir(parents=True, exist_ok=True)
            self._space.bind(mine, place)
        if disk:
            self._space.do("mount", "-t", "tmpfs", "-o", f"size={disk},mode=711", "tmpfs", DATA)
        # Links want the same mount, not only the same disk.
        self.data = Path(f"/proc/{self._space.pid}/root{DATA}") if disk else self._data
        self._linked = not disk
        if self._stock.is_there():
            self._stock.copy_to(self.data, linked=self._linked)

    def start(self):
        self._server = self._space.serve(
            "dockerd", "--host", f"unix://{SOCKET}", "--group", "docker", "--bip", f"{self._gateway}/16",
            "--dns", self._gateway, "--cgroup-parent", f"/{self.name}", "--exec-opt", "native.cgroupdriver=cgroupfs",
            "--shutdown-timeout", "5")
        await_true(self._answers, "the docker engine", 60)
        if not self._stock.is_there():
            self._fill_stock()

    def _answers(self):
        assert not self._server.has_ended(), self._server.log.read_text()[-2000:]
        with contextlib.suppress(OSError):
            return engine_get(self.socket, "/_ping") == (200, b"OK")
        return False

    def _fill_stock(self):
        for reference in self._stock.references:
            self.run("pull", reference)
        driver = self.run("info", "--format", "{{.Driver}}").strip()
        self.stop()  # so that its records are whole
        self._stock.save(self.data, driver, linked=self._linked)
        self.start()

    def stop(self):
        """As a service manager does it: containers end, the socket goes."""
        self._server.end()

    def kill(self):
        """The engine alone: its containers run on, its socket stays and nobody listens."""
        self._server.kill()

    def run(self, *arguments, check=True, **options):
        """The output of docker's own client, as root of that machine."""
        env = {key: value for key, value in os.environ.items() if not key.startswith("DOCKER_")}
        done = subprocess.run(["docker", "--host", f"unix://{self.socket}", *map(str, arguments)], capture_output=True,
                              text=True, timeout=120, env=env, stdin=subprocess.DEVNULL, check=False, **options)
        assert not check or done.returncode == 0, done
        return done.stdout if check else done

    def hide(self):
        """A machine on which docker is not installed: whiteouts in overlays, since a program that is only covered is
        still found."""
        for number, place in enumerate(sorted({os.path.realpath(place) for place in PLACES})):
            programs = [f"{place}/{name}" for name in PROGRAMS if os.path.lexists(f"{place}/{name}")]
            if programs:
                upper, work = (f"/run/hidden/{number}/{part}" for part in ("upper", "work"))
                self._space.do("mkdir", "-p", upper, work)
                self._space.do("mount", "-t", "overlay", "-o", f"lowerdir={place},upperdir={upper},workdir={work}",
                               "overlay", place)
                self._space.do("rm", *programs)

    def close(self):
        """Once the namespaces are gone, and all processes with them."""
        remove_cgroups(self.name)
        shutil.rmtree(self._data)
