"""A deployment of the tests' own on this machine's docker: a name, a port and a volume that nobody else has."""
import json
import subprocess

from network import expect

REPOSITORY = "127.0.0.1:5052/ollama/ollama"
NAME, PORT = "llamero-deploy-test", 11636


class DeployedHere:
    """`home` holds its remotes and its state. What is left at the end is removed."""

    def __init__(self, service, home):
        self.service, self.home = service, home
        self.volume = f"{NAME}-models"
        self.model = service.env["LLAMERO_REGISTRY_MODEL"]
        registry = service.env["LLAMERO_REGISTRY"].rpartition(":")[0]
        self.host_of_registry = f"{registry}:{service.env['LLAMERO_BRIDGE_ADDRESS']}"

    def environment(self):
        env = {k: v for k, v in self.service.environment().items()
               if not k.startswith(("OLLAMA_", "XDG_", "DOCKER_"))}
        return {**env, "HOME": str(self.home)}

    def run(self, *arguments, timeout=300, stdin=b""):
        return self.service.run(*arguments, env=self.environment(), timeout=timeout, stdin=stdin)

    def start(self, *arguments, **options):
        return self.service.start(*arguments, env=self.environment(), **options)

    def flags(self, tag="0.17.4", model=True, port=PORT, image=None):
        flags = ["--remote", "here", "--target", "local", "--name", NAME, "--port", str(port), "--volume", self.volume,
                 "--image", image or f"{REPOSITORY}:{tag}", "--add-host", self.host_of_registry]
        return flags + (["--model", self.model, "--insecure"] if model else [])

    def up(self, *more, tag="0.17.4", model=True, **options):
        return self.run("up", *self.flags(tag, model), *more, **options)

    def status(self):
        done = self.run("status", "--remote", "here", "--json")
        return done.returncode, json.loads(done.stdout or b"{}")

    def inspect(self, name=NAME):
        return json.loads(self.service.docker("inspect", "--type", "container", name))[0]

    def containers(self):
        listed = self.service.docker("ps", "-a", "--format", "{{.Names}} {{.State}}")
        return sorted(line for line in listed.splitlines() if line.startswith(NAME))

    def ask(self):
        """The first words of a model, by the remote that `up` wrote."""
        done = self.run("--remote", "here", "run", self.model, "Say hello.")
        expect(done, 0)
        assert done.stdout.strip(), done
        return done.stdout

    def close(self):
        for kind, left in (("rm", self._left("ps", "-a", "--format", "{{.Names}}")),
                           ("network", self._left("network", "ls", "--format", "{{.Name}}")),
                           ("volume", self._left("volume", "ls", "--format", "{{.Name}}"))):
            for name in left:
                words = ["rm", "-f", name] if kind == "rm" else [kind, "rm", name]
                subprocess.run(["docker", *words], check=False, capture_output=True, timeout=60)

    def _left(self, *arguments):
        return [name for name in self.service.docker(*arguments).splitlines() if name.startswith(NAME)]

    def __enter__(self):
        self.close()
        return self

    def __exit__(self, *_):
        self.close()
