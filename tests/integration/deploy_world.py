"""A deployment with stand-ins for docker and ssh: an engine in memory, and a far host that is this machine."""
import contextlib
import json
import os
import pathlib
import socket
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True  # the source tree may belong to somebody else
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))

from fake_engine import FakeEngine
from stub_ssh_world import make_ssh

MODEL = "gemma3:1b"
TARGET = "ssh://llama@far.test"
ALWAYS_THERE = "/var/run/docker.sock"


def free_port():
    with contextlib.closing(socket.create_server(("127.0.0.1", 0))) as server:
        return server.getsockname()[1]


class DeployWorld:
    """`target` is TARGET, or "unix" for the socket itself. Faults and settings are those of the stand-ins."""

    def __init__(self, llamero, *, target=TARGET, faults=None, api="1.41", engine=None, ssh=None):
        self.llamero, self.port = llamero, free_port()
        self._folder = tempfile.TemporaryDirectory(prefix="llamero-deploy-")
        self.folder = pathlib.Path(self._folder.name)
        self.home = self.folder / "home"
        self.far_home = self.folder / "far"
        self.runtime = self.folder / "run"
        (self.far_home / ".docker/run").mkdir(parents=True)
        self.home.mkdir()
        self.runtime.mkdir(mode=0o700)
        self.socket = self.far_home / ".docker/run/docker.sock"
        self.target = f"unix://{self.socket}" if target == "unix" else target
        self.ssh_folder = self.folder / "ssh"
        self._ssh_settings = {"environment": {"HOME": str(self.far_home), "XDG_RUNTIME_DIR": "", "TMPDIR": str(self.far_home)},
                              "places": {ALWAYS_THERE: str(self.socket)}, **(ssh or {})}
        self.bin = make_ssh(self.ssh_folder, self._ssh_settings)
        self.engine = FakeEngine(self.socket, api=api, faults=faults, settings=engine or {})
        self.engine.__enter__()

    def close(self):
        self.engine.__exit__(None, None, None)
        refused = self.ssh_folder / "refused"
        text = refused.read_text() if refused.exists() else ""
        self._folder.cleanup()
        assert not text, f"ssh was asked for what it does not know: {text}"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def cut(self, after=None):
        """The link ends after that many steps from now on; None: it is whole again."""
        for name in ("steps", "cut"):
            (self.ssh_folder / name).unlink(missing_ok=True)
        settings = dict(self._ssh_settings, **({"cut_after": after} if after else {}))
        (self.ssh_folder / "settings.json").write_text(json.dumps(settings), encoding="utf-8")

    def steps(self):
        file = self.ssh_folder / "steps"
        return file.read_text().splitlines() if file.exists() else []

    def logins(self):
        file = self.ssh_folder / "logins"
        return len(file.read_text().splitlines()) if file.exists() else 0

    def environment(self):
        kept = {k: v for k, v in os.environ.items()
                if not k.startswith(("LLAMERO_", "OLLAMA_", "XDG_", "DOCKER_", "SSH_")) and not k.lower().endswith("_proxy")}
        return {**kept, "HOME": str(self.home), "XDG_RUNTIME_DIR": str(self.runtime), "TMPDIR": str(self.runtime),
                "PATH": f"{self.bin}:{kept['PATH']}"}

    def run(self, *arguments, stdin=b"", timeout=120):
        return subprocess.run([self.llamero, *arguments], input=stdin, capture_output=True, timeout=timeout,
                              env=self.environment(), check=False)

    def flags(self, image="ollama/ollama:0.32.15", models=(MODEL,)):
        flags = ["--remote", "far", "--target", self.target, "--port", str(self.port), "--image", image]
        return flags + [word for model in models for word in ("--model", model)]

    def up(self, *more, **options):
        kept = {key: options.pop(key) for key in ("image", "models") if key in options}
        return self.run("up", *self.flags(**kept), *more, **options)

    def upgrade(self, image, *more):
        return self.run("upgrade", "--remote", "far", "--image", image, "--yes", *more)

    def containers(self):
        listed = self._ask("/containers/json?all=1")
        return {entry["Names"][0].lstrip("/"): entry["State"] for entry in listed}

    def image_of(self, name="llamero"):
        return self._ask(f"/containers/{name}/json")["Config"]["Labels"]["llamero.image"]

    def volumes(self):
        return sorted(volume["Name"] for volume in self._ask("/volumes")["Volumes"] or [])

    def change(self, name, **host_config):
        """As `docker update` does."""
        self._ask(f"/containers/{name}/update", json.dumps(host_config))

    def _ask(self, path, body=None):
        words = ["curl", "-sS", "--unix-socket", str(self.socket), f"http://docker/v1.41{path}"]
        if body is not None:
            words += ["-X", "POST", "-H", "Content-Type: application/json", "-d", body]
        return json.loads(subprocess.run(words, check=True, capture_output=True, timeout=20).stdout)

    def left_here(self):
        """Sockets of a tunnel that nobody needs any more."""
        return [str(path) for path in self.runtime.rglob("*") if path.is_socket() or path.name.startswith("tunnel.")]


def expect(done, code, *texts):
    errors = done.stderr.decode(errors="replace")
    assert done.returncode == code, (done.returncode, done.stdout[-2000:], errors[-3000:])
    for text in texts:
        assert text in errors, (text, errors[-3000:])
