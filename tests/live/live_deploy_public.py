"""`llamero up --public`: a server under an address of its own, behind Caddy and a token."""
import http.client
import json
import ssl
import stat
import statistics
import subprocess
import time

from deployed_here import NAME, DeployedHere
from network import await_true, expect
from public_front import caddy_image

HTTPS_PORT = 11643
ESTABLISHED = "01"


class PublicHere(DeployedHere):
    def __init__(self, service, home):
        super().__init__(service, home)
        self.address = service.env["LLAMERO_BRIDGE_ADDRESS"]

    def open(self, *more, **options):
        return self.up("--public", self.address, "--tls", "internal", "--https-port", str(HTTPS_PORT), "--front-image",
                       caddy_image(), *more, **options)

    def secret_files(self):
        folder = self.home / ".config/llamero/remotes"
        return {file.name: file for file in folder.iterdir() if file.suffix != ".toml"}

    def request(self, method, path, token=None, body=None):
        trust = ssl.create_default_context(cafile=str(self.secret_files()["here.ca.pem"]))
        connection = http.client.HTTPSConnection(self.address, HTTPS_PORT, timeout=60, context=trust)
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        connection.request(method, path, None if body is None else json.dumps(body), headers)
        return connection.getresponse()

    def connections(self):
        """How many requests the server has."""
        table = self.service.docker("exec", NAME, "cat", "/proc/net/tcp", "/proc/net/tcp6")
        rows = [line.split() for line in table.splitlines()]
        return sum(1 for row in rows if len(row) > 3 and row[1].endswith(":2CAA") and row[3] == ESTABLISHED)


def tokens_of(done):
    lines = dict(line.split(": ") for line in done.stdout.decode().splitlines())
    return lines["token"], lines["admin token"]


def test_public_deployment_is_closed_to_strangers(service, tmp):
    with PublicHere(service, tmp) as here:
        done = here.open()
        expect(done, 0, "[4/4]", "is up")
        token, admin = tokens_of(done)
        assert here.inspect()["HostConfig"]["PortBindings"] in ({}, None), "Ollama is published"
        for path in ("/", "/api/tags", "/api/version", "/api/pull", "/api/chat", "/debug/pprof/", "/v1/models", "/nothing"):
            for bearer in (None, "llm_wrong", token[:-1], token + "0"):
                assert here.request("GET", path, bearer).status == 401, (path, bearer)
        assert here.request("GET", "/api/tags", token).status == 200
        assert here.request("GET", "/debug/pprof/", token).status == 404
        assert here.request("GET", "/debug/pprof/", admin).status == 404
        assert here.request("POST", "/api/pull", token, {"model": "x"}).status == 403
        assert here.request("POST", "/api/copy", admin, {"source": "none", "destination": "x"}).status == 404
        here.ask()
        code, report = here.status()
        assert code == 0 and report["public"] == f"https://{here.address}:{HTTPS_PORT}", report
        expect(here.open(), 0, "nothing to do")


def test_public_deployment_keeps_its_token_to_itself(service, tmp):
    with PublicHere(service, tmp) as here:
        done = here.open(model=False)
        expect(done, 0)
        token, admin = tokens_of(done)
        for file in here.secret_files().values():
            assert stat.S_IMODE(file.stat().st_mode) == 0o600, file
        assert token.encode() not in done.stderr and admin.encode() not in done.stderr
        for name in (NAME, f"{NAME}-caddy"):
            told = json.dumps(here.inspect(name)) + service.docker("logs", name)
            assert token not in told and admin not in told, name
        mode = service.docker("exec", f"{NAME}-caddy", "stat", "-c", "%a", "/data/llamero/Caddyfile").strip()
        assert mode == "600", mode
        log = here.run("logs", "--remote", "here", "--front")
        assert token.encode() not in log.stdout


def test_public_deployment_gives_a_new_token(service, tmp):
    with PublicHere(service, tmp) as here:
        old, _ = tokens_of(here.open())
        new, _ = tokens_of(here.run("up", "--remote", "here", "--rotate-token", "--yes"))
        assert new != old
        await_true(lambda: here.request("GET", "/api/tags", new).status == 200, "the new token")
        assert here.request("GET", "/api/tags", old).status == 401
        here.ask()  # the remote has the new one


def test_public_deployment_streams_without_lumps_and_hears_that_a_client_is_gone(service, tmp):
    with PublicHere(service, tmp) as here:
        expect(here.open(), 0)
        with here.start("--remote", "here", "run", here.model, "Tell a long story of a llama.",
                        "--option", "num_predict=400") as running:
            stamps = []
            while len(stamps) < 60:
                assert running.stdout.read(4), running.stderr.read()
                stamps.append(time.monotonic())
            gaps = [later - earlier for earlier, later in zip(stamps, stamps[1:])]
            assert max(gaps) < 20 * statistics.median(gaps) + 0.5, sorted(gaps)[-5:]
            assert here.connections() > 0
            running.kill()
            await_true(lambda: here.connections() == 0, "the end of the generation", 5)
            running.communicate(timeout=10)


def test_public_deployment_goes_back_to_a_closed_one(service, tmp):
    with PublicHere(service, tmp) as here:
        expect(here.open(model=False), 0)
        done = here.run("up", "--remote", "closed", *here.flags(model=False)[2:], "--yes")
        expect(done, 0, "not public any more")
        assert here.containers() == [f"{NAME} running"]
        expect(here.run("down", "--remote", "closed", "--yes"), 0)
        networks = service.docker("network", "ls", "--format", "{{.Name}}")
        assert NAME not in networks, networks
        assert subprocess.run(["docker", "inspect", "--type", "container", f"{NAME}-caddy"], capture_output=True, check=False).returncode != 0
