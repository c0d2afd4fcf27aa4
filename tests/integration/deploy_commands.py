"""The flags of the deployment's commands, one by one: what each of them does to the container, or to what is told."""
import json
import pathlib
import subprocess
import sys
import time

from deploy_world import MODEL, DeployWorld, expect

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/docs"))

from schema_rules import problems


def test_each_flag_of_up_reaches_the_container(llamero):
    with DeployWorld(llamero, target="unix") as world:
        for flags, text in ((("--cpus", "1.5"), b"--cpus 1.5"), (("--cpus", "2"), b"LLAMA_ARG_THREADS=2"),
                            (("--cpus", "2", "--threads", "1"), b"LLAMA_ARG_THREADS=1"),
                            (("--memory", "2500m"), b"--memory 2500m"), (("--context", "8192"), b"OLLAMA_CONTEXT_LENGTH=8192"),
                            (("--parallel", "3"), b"OLLAMA_NUM_PARALLEL=3"), (("--max-queue", "7"), b"OLLAMA_MAX_QUEUE=7"),
                            (("--keep-alive", "-1"), b"OLLAMA_KEEP_ALIVE=-1"), (("--volume", "other"), b"other:/root/.ollama"),
                            (("--port", "12345"), b"127.0.0.1:12345:11434"), (("--name", "mine"), b"--name mine"),
                            (("--add-host", "r.test:10.0.0.5"), b"--add-host r.test:10.0.0.5"),
                            (("--gpu", "nvidia"), b"--gpus all"), (("--gpu", "vulkan"), b"--device /dev/dri"),
                            (("--gpu", "rocm"), b":0.32.15-rocm"), (("--image", "ollama/ollama:0.31.0"), b":0.31.0")):
            done = world.run("emit", "docker-run", *flags)
            assert done.returncode == 0 and text in done.stdout, (flags, done)
        # A flag is repeated for each model, and for nothing else.
        expect(world.run("emit", "docker-run", "--port", "1", "--port", "2"), 2, "--port")
        assert world.engine.requests == []


def test_each_flag_of_a_public_server_is_written_down(llamero):
    with DeployWorld(llamero, target="unix") as world:
        done = world.run("up", "--dry-run", *world.flags(models=()), "--public", "llm.example.org", "--https-port", "8443",
                         "--front-image", "caddy:2.10.2-alpine", "--email", "ops@example.org",
                         "--acme-directory", "https://acme.test/dir")
        expect(done, 1)
        for text in (b"llamero-caddy", b"8443:443", b"docker network create", b"--network llamero-net"):
            assert text in done.stdout, (text, done.stdout)
        assert b"11434:11434" not in done.stdout
        expect(world.run("up", "--public", "llm.example.org", "--tls", "none"), 2, "--tls")
        expect(world.run("up", "--rotate-token"), 2, "not public")
        expect(world.run("up", *world.flags(models=()), "--public", "llm.example.org", "--acme-ca-file", "/nowhere"), 2,
               "/nowhere")


def test_what_is_emitted_is_told_apart(llamero):
    with DeployWorld(llamero, target="unix") as world:
        assert world.run("emit", "compose").stdout.startswith(b"name:")
        cloud = world.run("emit", "cloud-init", "--model", MODEL)
        assert cloud.stdout.startswith(b"#cloud-config") and MODEL.encode() in cloud.stdout, cloud
        expect(world.run("emit", "kubernetes"), 2, "FORM")
        expect(world.run("emit", "compose", "--public", "a.test"), 2, "token")


def test_status_tells_people_and_programs(llamero):
    with DeployWorld(llamero, target="unix") as world:
        expect(world.run("status", "--remote", "far"), 2, "far")
        empty = world.run("status", "--target", world.target, "--json")
        assert empty.returncode == 1 and json.loads(empty.stdout)["container"] is None, empty
        expect(world.up(), 0)
        schema = json.loads((ROOT / "docs/formats/status.schema.json").read_text())
        for done in (empty, world.run("status", "--remote", "far", "--json")):
            assert not list(problems(json.loads(done.stdout), schema)), done.stdout
        told = world.run("status", "--remote", "far")
        assert told.returncode == 0 and b"healthy, as wanted" in told.stdout and b"Ollama 0.32.15" in told.stdout, told
        world.change("llamero", Memory=1 << 30, MemorySwap=1 << 30)
        told = world.run("status", "--remote", "far")
        assert told.returncode == 1 and b"drift of memory: 1 GiB" in told.stdout, told


def test_status_is_shown_again_until_it_is_ended(llamero):
    with DeployWorld(llamero, target="unix") as world:
        expect(world.up(), 0)
        with subprocess.Popen([llamero, "status", "--remote", "far", "--watch"], stdout=subprocess.PIPE,
                              env=world.environment()) as watching:
            seen = 0
            while seen < 2:
                seen += watching.stdout.readline().startswith(b"verdict")
            watching.send_signal(2)
            watching.communicate(timeout=10)
            assert watching.returncode == -2


def test_logs_show_what_is_asked_for(llamero):
    with DeployWorld(llamero, target="unix") as world:
        expect(world.run("logs", "--target", world.target), 10, "there is no container")
        expect(world.up(), 0)
        lines = world.run("logs", "--remote", "far").stdout.splitlines()
        assert len(lines) > 2
        assert world.run("logs", "--remote", "far", "--tail", "1").stdout.splitlines() == lines[-1:]
        assert world.run("logs", "--remote", "far", "--since", "1h").stdout.splitlines() == lines
        stamped = world.run("logs", "--remote", "far", "--timestamps").stdout.splitlines()
        assert all(line[:2] == b"20" and line.endswith(plain) for line, plain in zip(stamped, lines)), stamped
        found = world.run("logs", "--remote", "far", "--grep", "LISTENING").stdout.splitlines()
        assert found and all(b"Listening" in line for line in found), found
        expect(world.run("logs", "--remote", "far", "--since", "yesterday"), 2, "yesterday")
        expect(world.run("logs", "--remote", "far", "--tail", "-1"), 2, "--tail")
        expect(world.run("logs", "--remote", "far", "--front"), 10, "llamero-caddy")


def test_upgrade_tells_before_it_acts_and_needs_something_to_upgrade(llamero):
    with DeployWorld(llamero, target="unix") as world:
        expect(world.run("upgrade", "--target", world.target, "--yes"), 10, "there is no container", "llamero up")
        expect(world.up(image="ollama/ollama:0.32.14"), 0)
        expect(world.run("upgrade", "--remote", "far", "--yes"), 0, "nothing to do")
        expect(world.upgrade("ollama/ollama:0.32.15", "--dry-run"), 1)
        assert world.image_of() == "ollama/ollama:0.32.14"
        expect(world.run("upgrade", "--remote", "far", "--image", "ollama/ollama:0.32.15"), 2, "--yes")
        expect(world.upgrade("ollama/ollama:0.32.15", "--drain", "1s"), 0, "0.32.15 is up", "still says image")
        expect(world.upgrade("ollama/ollama:0.32.14"), 10, "older")
        expect(world.upgrade("ollama/ollama:0.32.14", "--allow-downgrade"), 0)


def test_a_context_is_followed_and_docker_host_is_not(llamero):
    with DeployWorld(llamero, target="unix") as world:
        folder = world.home / ".docker/contexts/meta/0"
        folder.mkdir(parents=True)
        (folder / "meta.json").write_text(json.dumps({
            "Name": "desk", "Metadata": {}, "Endpoints": {"docker": {"Host": f"unix://{world.socket}"}}}))
        expect(world.run("up", "--dry-run", "--target", "context:desk"), 1, "context desk")
        environment = {**world.environment(), "DOCKER_HOST": "tcp://10.9.9.9:2375"}
        began = time.monotonic()
        done = subprocess.run([llamero, "up", "--dry-run", "--target", "local"], env=environment, capture_output=True,
                              timeout=60, check=False)
        assert b"DOCKER_HOST=tcp://10.9.9.9:2375 is not followed" in done.stderr, done
        assert time.monotonic() - began < 30


def test_down_takes_what_is_ours(llamero):
    with DeployWorld(llamero, target="unix") as world:
        expect(world.run("down", "--target", world.target, "--yes"), 0, "there is no container")
        expect(world.up(), 0)
        expect(world.run("down", "--remote", "far"), 2, "--yes")
        expect(world.run("down", "--remote", "far", "--yes", "--purge", "else"), 2, "llamero-models")
        expect(world.run("down", "--remote", "far", "--yes"), 0, "its models stay")
        assert world.containers() == {} and world.volumes() == ["llamero-models"]
        expect(world.run("down", "--remote", "far", "--yes", "--purge", "llamero-models"), 0, "are removed")
        assert world.volumes() == []
