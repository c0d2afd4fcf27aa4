"""The world of the deployment tests, by itself: what a person's own ssh and docker say of it, word for word.

One ssh stays in the foreground as a master, and is given a forward of docker's socket afterwards. What was seen, with
OpenSSH 9.2 on both sides:

- `-O forward` says nothing and ends with 0, whatever the far side will make of it. The failure comes with the first
  connection: the local socket takes it and closes it at once, and the *master* writes OPEN_FAILED, and goes on.
- That line is the same for each cause: AllowStreamLocalForwarding no, AllowTcpForwarding no (it forbids sockets, too),
  no such socket, no permission, nobody who listens. Only a session on the host can tell which one it was.
- A session that the master refuses (MaxSessions), or that finds no master, logs in anew without a word; with
  ProxyCommand=false it ends with 255 instead.
- The end of the link ends the master with 255, takes its control socket away and leaves the forwarded one.
  A master that is asked to end (`-O exit`) also ends with 255.
"""
import contextlib
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

from docker_host import DockerHost
from inner_docker import engine_get
from network import LOGIN, OLLAMA_PORT, SERVER, await_true

DOCKER_SOCKET = "/var/run/docker.sock"
OPEN_FAILED = "channel 1: open failed: connect failed: open failed\n"
SESSION_REFUSED = "mux_client_request_session: session request failed: Session open refused by peer\n"
LINK_CUT = f"Connection to {SERVER} closed by remote host.\n"
SILENT = f"Timeout, server {SERVER} not responding.\n"
NO_NEW_LOGIN = ("-o", "ProxyCommand=false")


class Master:
    """An ssh in the foreground, and what it says on its standard error."""

    def __init__(self, host, *options):
        self._host = host
        self._control = host.runtime / "ctl"
        self.forwarded = host.runtime / "docker.sock"
        self._errors = host.runtime / "master.err"
        with self._errors.open("w") as errors:
            self.process = subprocess.Popen(
                host.client.enter("ssh", "-M", "-S", self._control, "-N", "-T", "-o", "BatchMode=yes",
                                  "-o", "ExitOnForwardFailure=yes", *options, "--", "lab"),
                env=host.environment(), stdin=subprocess.DEVNULL, stderr=errors)
        await_true(lambda: self._control.exists() or self.has_ended(), "the master")

    def has_ended(self):
        return self.process.poll() is not None

    def said(self):
        return self._errors.read_text()

    def forward(self):
        return self._host.ssh("-S", self._control, "-O", "forward", "-L", f"{self.forwarded}:{DOCKER_SOCKET}", "--",
                              "lab")

    def session(self, command, *options):
        return self._host.ssh("-S", self._control, *options, "-T", "--", "lab", command)

    def start_session(self, command):
        return self._host.start_ssh("-S", self._control, "-T", "--", "lab", command)

    def exit(self):
        self._host.ssh("-S", self._control, "-O", "exit", "--", "lab")
        return self.process.wait(10)


def outcome(done):
    return done.returncode, done.stdout, done.stderr


def open_failed(said):
    """Which channel it was depends on what else ssh had open."""
    return re.sub(r"^channel \d+", "channel 1", said) == OPEN_FAILED


def assert_forward_fails(host):
    """Told by nothing but a connection, and then by the master."""
    master = Master(host)
    assert outcome(master.forward()) == (0, "", "")
    with contextlib.suppress(ConnectionResetError, BrokenPipeError):
        raise AssertionError(engine_get(master.forwarded, "/_ping"))
    await_true(lambda: open_failed(master.said()), f"the words of the master: {master.said()!r}")
    assert not master.has_ended()
    return master


def run_ollama(host, tag, port=OLLAMA_PORT):
    host.docker("run", "-d", "--name", "world-ollama", "--init", "-p", f"127.0.0.1:{port}:{OLLAMA_PORT}",
                "-v", "world-models:/root/.ollama", f"127.0.0.1:5052/ollama/ollama:{tag}")


def answers(host):
    with contextlib.suppress(OSError):
        return host.request("GET", "/api/version")[0] == 200
    return False


def version(host):
    await_true(lambda: answers(host), "Ollama on the host", 60)
    return host.request("GET", "/api/version")[1]["version"]


def replace_ollama(host, tag):
    host.docker("rm", "-f", "world-ollama", check=False)
    run_ollama(host, tag)


def test_a_host_runs_ollama_on_its_own_loopback(service, tmp):
    with DockerHost(service, tmp) as host:
        run_ollama(host, "0.17.4")
        assert version(host) == "0.17.4"
        try:
            host.client.connect(host.server_address, OLLAMA_PORT).close()
            raise AssertionError("the client reaches it without ssh")
        except ConnectionRefusedError:
            pass
        assert host.docker("ps", "-q").strip() not in service.docker("ps", "-q", "--no-trunc")


def test_the_engine_answers_through_the_socket_that_ssh_forwards(service, tmp):
    with DockerHost(service, tmp, images=()) as host:
        master = Master(host)
        assert outcome(master.forward()) == (0, "", "")
        assert engine_get(master.forwarded, "/_ping") == (200, b"OK")
        assert outcome(master.session("exit 7", *NO_NEW_LOGIN)) == (7, "", "")
        host.stop_docker()
        with contextlib.suppress(ConnectionResetError, BrokenPipeError):
            raise AssertionError(engine_get(master.forwarded, "/_ping"))
        host.start_docker()
        assert engine_get(master.forwarded, "/_ping") == (200, b"OK")
        assert (host.logins(), master.exit()) == (1, 255)
        assert open_failed(master.said())  # from the time without an engine


def test_each_way_in_which_a_forward_fails_looks_the_same(service, tmp):
    tmp.chmod(0o755)
    for number, settings in enumerate((
            {"sshd_settings": "AllowStreamLocalForwarding no"}, {"sshd_settings": "AllowTcpForwarding no"},
            {"in_group": False}, {"running": False})):
        folder = tmp / str(number)
        folder.mkdir()
        with DockerHost(service, folder, images=(), **settings) as host:
            master = assert_forward_fails(host)
            told = master.session("docker version --format '{{.Server.Os}}'", *NO_NEW_LOGIN)
            if not settings.get("in_group", True):
                assert "permission denied while trying to connect" in told.stderr.lower(), told
            elif settings.get("running", True):
                assert outcome(told) == (0, "linux\n", ""), told
            else:
                assert "Cannot connect to the Docker daemon at unix:///var/run/docker.sock" in told.stderr, told


def test_an_engine_that_was_killed_leaves_its_socket(service, tmp):
    with DockerHost(service, tmp) as host:
        run_ollama(host, "0.17.4")
        version(host)
        host.kill_docker()
        master = assert_forward_fails(host)
        assert master.session(f"test -S {DOCKER_SOCKET}", *NO_NEW_LOGIN).returncode == 0
        assert not answers(host), "the proxy of a published port ends with the engine"
        host.start_docker()
        assert engine_get(master.forwarded, "/_ping") == (200, b"OK")


def test_a_session_too_many_is_refused_and_logs_in_anew_unless_it_may_not(service, tmp):
    with DockerHost(service, tmp, docker=False, images=(), sshd_settings="MaxSessions 1") as host:
        master = Master(host)
        first = master.start_session("echo on; exec sleep 30")
        assert first.stdout.readline() == "on\n"
        refused = master.session("echo second", *NO_NEW_LOGIN)
        assert refused.returncode == 255 and refused.stderr.startswith(SESSION_REFUSED), refused
        assert host.logins() == 1
        assert outcome(master.session("echo second")) == (0, "second\n", SESSION_REFUSED)
        assert host.logins() == 2
        master.exit()  # ends the session, too; to kill the first ssh would not: the master holds its output
        assert first.wait(10) == 255
        first.communicate()


def test_a_link_that_is_cut_ends_the_master(service, tmp):
    with DockerHost(service, tmp, images=()) as host:
        master = Master(host)
        master.forward()
        for pid in host.sshd.sessions():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        assert (master.process.wait(10), master.said()) == (255, LINK_CUT)
        assert master.forwarded.exists()
        silent = Master(host, "-o", "ServerAliveInterval=1", "-o", "ServerAliveCountMax=2")
        host.server.do("ip", "link", "set", "direct", "down")
        assert (silent.process.wait(10), silent.said()) == (255, SILENT)


def test_a_changed_host_key_ends_a_new_master_and_no_old_one(service, tmp):
    with DockerHost(service, tmp, images=(), running=False) as host:
        old = Master(host)
        host.change_host_key()
        assert old.session("echo still here").stdout == "still here\n"
        old.exit()
        new = Master(host)
        assert new.process.wait(10) == 255
        said = new.said()
        assert "WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!" in said, said
        assert said.endswith("Host key verification failed.\n"), said


def test_a_host_without_docker(service, tmp):
    with DockerHost(service, tmp, images=(), docker=False) as host:
        assert outcome(host.ssh("lab", "docker version")) == (127, "", "sh: 1: docker: not found\n")
        found = host.ssh("lab", f"command -v docker dockerd /usr/sbin/dockerd; id -un; test -e {DOCKER_SOCKET}")
        assert outcome(found) == (1, f"{LOGIN}\n", ""), found


def test_the_rules_of_this_machine_are_not_those_of_the_host(service, tmp):
    with DockerHost(service, tmp) as host:
        run_ollama(host, "0.17.4", port=48721)  # a port that nothing else is published on
        inside = subprocess.run(host.server.enter("iptables-save"), capture_output=True, text=True, check=True).stdout
        assert "--dport 48721" in inside, inside
        outside = subprocess.run(["iptables-save"], capture_output=True, text=True, check=True).stdout
        assert "*nat" in outside and "48721" not in outside, outside


def test_images_to_deploy_are_what_their_kinds_say(service, tmp):
    with DockerHost(service, tmp) as host:
        for tag, said in (("0.17.0", "0.17.0"), ("0.17.5", "0.17.5"), ("0.17.9", "0.17.4")):
            replace_ollama(host, tag)
            assert version(host) == said
        for tag, end, said in (("0.17.6", "exited 1", "Error: this build is broken on purpose and does not start"),
                               ("0.17.8", "exited 1", "exec /bin/ollama failed: Exec format error")):
            replace_ollama(host, tag)
            state = ["inspect", "world-ollama", "--format", "{{.State.Status}} {{.State.ExitCode}}"]
            await_true(lambda: host.docker(*state).startswith("exited"), "the end of a container")
            assert host.docker(*state).strip() == end, host.docker(*state)
            assert said in host.docker("logs", "world-ollama", check=False).stderr
        digests = host.docker("image", "ls", "--digests", "--format", "{{.Digest}}").split()
        assert len(digests) == 6 and all(digest.startswith("sha256:") for digest in digests), digests


def test_an_image_that_answers_and_loads_no_model(service, tmp):
    model = service.env["LLAMERO_REGISTRY_MODEL"]
    question = {"model": model, "prompt": "hi", "stream": False, "options": {"num_predict": 1}}
    with DockerHost(service, tmp) as host:
        run_ollama(host, "0.17.4")
        version(host)
        host.docker("exec", "world-ollama", "ollama", "pull", "--insecure", model)
        status, answer = host.request("POST", "/api/generate", question)
        assert status == 200 and answer["eval_count"] == 1, answer
        replace_ollama(host, "0.17.7")
        assert version(host) == "0.17.7"
        status, answer = host.request("POST", "/api/generate", question)
        assert status == 500 and answer["error"].startswith("unable to load model: "), answer


def test_a_full_disk_of_the_engine(service, tmp):
    with DockerHost(service, tmp, images=(), disk="400m") as host:
        host.fill_disk(left=20 << 20)
        pulled = host.docker("pull", "127.0.0.1:5052/ollama/ollama:0.17.4", check=False)
        assert pulled.returncode == 1 and "no space left on device" in pulled.stderr, pulled
        host.free_disk()
        host.docker("pull", "127.0.0.1:5052/ollama/ollama:0.17.4")


def test_nothing_is_left_of_a_host_however_its_test_ended(service, tmp):
    tmp.chmod(0o755)
    script = ("import sys, signal, os\nfrom pathlib import Path\nfrom live_service import Service\n"
              "from docker_host import DockerHost\nfrom live_docker_host import run_ollama, version\n"
              "host = DockerHost(Service(sys.argv[1]), Path(sys.argv[2]))\nrun_ollama(host, '0.17.4')\n"
              "version(host)\nprint(host.engine.name, host.server.pid, flush=True)\n"
              "os.kill(os.getpid(), signal.SIGKILL)\n")
    folder = tmp / "killed"
    folder.mkdir()
    killed = subprocess.run([sys.executable, "-c", script, service.llamero, folder], stdout=subprocess.PIPE, text=True,
                            timeout=60, cwd=Path(__file__).parent, check=False)
    assert killed.returncode == -signal.SIGKILL, killed
    name, pid = killed.stdout.split()
    await_true(lambda: not Path(f"/proc/{pid}").exists(), "the end of the namespace")
    mine = tmp / "mine"
    mine.mkdir()
    with DockerHost(service, mine) as host:
        run_ollama(host, "0.17.4")
        version(host)
        assert left_of(service, host.engine.name), "it would be seen"
        mine = host.engine.name
    assert left_of(service, mine) == left_of(service, name) == []


def left_of(service, name):
    """Folders in the cache and in the trees of control groups, and mounts."""
    data = Path(service.env["LLAMERO_DATA_DIR"]) / "docker-host" / f"data-{name.rpartition('-')[2]}"
    groups = [*Path("/sys/fs/cgroup").glob(name), *Path("/sys/fs/cgroup").glob(f"*/{name}")]
    mounts = [line for line in Path("/proc/self/mounts").read_text().splitlines() if str(data) in line]
    return [*groups, *([data] if data.exists() else []), *mounts]
