"""What goes wrong with docker, ssh and the container has a name of its own, an exit code, and a way on."""
from deploy_world import MODEL, DeployWorld, expect

OLD, NEW = "ollama/ollama:0.32.14", "ollama/ollama:0.32.15"

# at, kind, more of the fault, exit code, what stderr says
FAULTS = [
    ("pull", "unknown", {}, 10, "there is no image"),
    ("pull", "denied", {}, 10, "denied"),
    ("pull", "unauthorized", {}, 10, "unauthorized"),
    ("pull", "rate_limit", {}, 10, "fewer pulls"),
    ("pull", "unreachable", {}, 10, "registry"),
    ("pull", "no_space", {}, 10, "the disk of the host is full"),
    ("pull", "cut", {}, 10, "image"),
    ("start", "port_busy", {}, 10, "--port"),
    ("start", "port_allocated", {}, 10, "--port"),
    ("start", "exec_missing", {}, 10, "start"),
    ("start", "gpu", {}, 10, "NVIDIA Container Toolkit"),
    ("run", "exit", {"code": 3, "log": "Error: cannot go on"}, 10, "cannot go on"),
    ("run", "oom", {}, 10, "memory"),
    ("run", "restarting", {"code": 1, "log": "Error: again"}, 10, "again"),
    ("run", "exec_format", {}, 10, "another processor"),
    ("run", "version", {"version": "0.16.0"}, 10, "CVE-2026-7482"),
    ("run", "generate_500", {}, 10, "no token is generated"),
    ("run", "pull_fails", {}, 10, MODEL),
    ("engine", "answer_500", {}, 10, "docker"),
    ("found", "foreign", {"name": "llamero"}, 10, "llamero did not make"),
]


def test_each_fault_of_docker_has_a_name_and_up_goes_on_after_it(llamero):
    wrong = []
    for at, kind, more, code, text in FAULTS:
        fault = {"at": at, "kind": kind, **more}
        with DeployWorld(llamero, target="unix", faults=[fault]) as world:
            done = world.up()
            errors = done.stderr.decode(errors="replace")
            if done.returncode != code or text.lower() not in errors.lower():
                wrong.append((at, kind, text, done.returncode, errors[-900:]))
            if at in ("engine", "found") or kind in ("version", "pull_fails"):  # of the server that runs already
                continue
            world.engine.faults._table.clear()
            mended = world.up("--yes")
            if mended.returncode != 0 or world.containers() != {"llamero": "running"}:
                wrong.append((at, kind, "up again", mended.returncode, mended.stderr[-900:], world.containers()))
    assert not wrong, "\n".join(map(str, wrong))


def test_an_upgrade_that_fails_puts_the_old_server_back(llamero):
    for at, kind, more in (("start", "exec_missing", {}), ("run", "exit", {"code": 1, "log": "no"}), ("run", "oom", {}),
                           ("run", "generate_500", {}), ("run", "version", {"version": "0.12.0"})):
        fault = {"at": at, "kind": kind, "image": "*:0.32.15", **more}
        with DeployWorld(llamero, target="unix", faults=[fault]) as world:
            expect(world.up(image=OLD), 0)
            expect(world.upgrade(NEW), 10, "the container that was there before is back")
            assert world.containers() == {"llamero": "running"} and world.image_of() == OLD, kind


def test_each_fault_of_ssh_has_a_name(llamero):
    for settings, code, texts in (
            ({"login": "refused"}, 3, ("no ssh on",)),
            ({"login": "unresolved"}, 3, ("no address for the ssh host",)),
            ({"login": "unknown_host"}, 4, ("host key", "not known")),
            ({"login": "changed_host"}, 4, ("host key", "has changed", "ssh-keygen")),
            ({"login": "denied"}, 4, ("did not accept our ssh keys",)),
            ({"sessions": False}, 3, ("MaxSessions",)),
            ({"tcp_forwarding": False}, 3, ("forbids the forwarding", "AllowTcpForwarding")),
            ({"stream_forwarding": False}, 3, ("forbids the forwarding", "AllowStreamLocalForwarding"))):
        with DeployWorld(llamero, ssh=settings) as world:
            expect(world.up(), code, *texts)
            assert world.left_here() == [], (settings, world.left_here())


def test_a_spec_that_is_wrong_contacts_nobody(llamero):
    with DeployWorld(llamero) as world:
        for flags, text in ((("--image", "ollama/ollama:latest"), "another server tomorrow"),
                            (("--image", "ollama/ollama"), "latest"),
                            (("--image", "ollama/ollama:0.17.0"), "CVE-2026-7482"),
                            (("--image", "-v/:/host"), "not the name of an image"),
                            (("--image", "a b"), "not the name of an image"),
                            (("--volume", "/"), "not the name of a docker volume"),
                            (("--volume", "/etc:/x"), "not the name of a docker volume"),
                            (("--name", "--privileged=x"), "cannot be the name of a container"),
                            (("--model", "x;y"), "not the name of a model"),
                            (("--model", "m@sha256:1"), "not a digest"),
                            (("--cpus", "0"), "not a number of CPUs"),
                            (("--memory", "0"), "not a size of memory"),
                            (("--context", "0"), "context"),
                            (("--port", "0"), "port"),
                            (("--public", "a b"), "no name or address"),
                            (("--email", "a@b.c"), "not public"),
                            (("--target", "ssh://-oProxyCommand=x"), "ssh"),
                            (("--target", "tcp://10.0.0.1:2375"), "root there"),
                            (("--target", "context:none"), "no context")):
            done = world.run("up", *flags)
            assert done.returncode == 2, (flags, done.returncode, done.stderr)
            assert text in done.stderr.decode(), (flags, done.stderr)
        assert world.logins() == 0 and world.engine.requests == []


def test_a_dry_run_changes_nothing_and_tells_the_plan_of_a_host_that_is_away(llamero):
    with DeployWorld(llamero) as world:
        done = world.up("--dry-run")
        expect(done, 1)
        assert b"docker run -d" in done.stdout and world.containers() == {} and world.volumes() == []
        expect(world.up(), 0)
        expect(world.up("--dry-run"), 0, "nothing to do")
    with DeployWorld(llamero, ssh={"login": "refused"}) as world:
        done = world.up("--dry-run")
        expect(done, 3, "not known")
        assert b"docker run -d" in done.stdout, done
