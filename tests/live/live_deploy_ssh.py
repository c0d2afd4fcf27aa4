"""`llamero up` on a cloud host: over a real OpenSSH to a machine with a docker engine of its own."""
import json
import stat
import time

from docker_host import DockerHost
from network import LOGIN, SERVER, await_true, expect

TARGET = f"ssh://{LOGIN}@{SERVER}"
REPOSITORY = "127.0.0.1:5052/ollama/ollama"
IMAGE = f"{REPOSITORY}:0.17.4"


def deploy(host, *more, model=True, **options):
    arguments = ["up", "--remote", "cloud", "--target", TARGET, "--image", IMAGE]
    if model:
        arguments += ["--model", host.service.env["LLAMERO_REGISTRY_MODEL"], "--insecure"]
    return host.run(*arguments, *more, **options)


def containers(host):
    return sorted(host.docker("ps", "-a", "--format", "{{.Names}} {{.State}}").splitlines())


def status(host):
    done = host.run("status", "--remote", "cloud", "--json")
    return done.returncode, json.loads(done.stdout or b"{}")


def assert_unchanged(host):
    assert containers(host) == [], containers(host)


def test_deploy_over_ssh_from_nothing_to_an_answer(service, tmp):
    with DockerHost(service, tmp) as host:
        model = service.env["LLAMERO_REGISTRY_MODEL"]
        before = host.logins()
        expect(deploy(host), 0, "target: ssh://" + TARGET[6:], "[4/4]", "is up")
        assert host.logins() - before == 1, "one login"
        assert containers(host) == ["llamero running"]
        answer = host.run("--remote", "cloud", "run", model, "Say hello.", timeout=120)
        expect(answer, 0)
        assert answer.stdout.strip(), answer
        before, began = host.logins(), time.monotonic()
        expect(deploy(host), 0, "nothing to do")
        took = time.monotonic() - began
        assert host.logins() - before == 1, "one login"
        assert took < 10, f"an up that changes nothing took {took:.1f} s"
        print(f"     a second up over ssh: {took:.2f} s")
        code, report = status(host)
        assert code == 0 and report["healthy"], report
        assert report["open_to"] == [] and report["port_open_from_here"] is False, report
        expect(host.run("down", "--remote", "cloud", "--yes"), 0, "its models stay")
        assert_unchanged(host)
        host.assert_nothing_is_left()


def test_deploy_over_ssh_says_what_sshd_forbids(service, tmp):
    for setting in ("AllowStreamLocalForwarding no", "AllowTcpForwarding no"):
        folder = tmp / setting.split()[0]
        folder.mkdir(mode=0o755)
        tmp.chmod(0o755)
        with DockerHost(service, folder, sshd_settings=setting) as host:
            expect(deploy(host, model=False), 3, "forbids the forwarding", "AllowTcpForwarding",
                   "AllowStreamLocalForwarding")
            assert_unchanged(host)


def test_deploy_over_ssh_says_that_the_user_is_not_in_the_group(service, tmp):
    with DockerHost(service, tmp, in_group=False) as host:
        expect(deploy(host, model=False), 10, "may not speak to docker", "usermod -aG docker")
        assert_unchanged(host)


def test_deploy_over_ssh_says_that_docker_is_not_there(service, tmp):
    with DockerHost(service, tmp, docker=False) as host:
        expect(deploy(host, model=False), 10, "there is no docker", "--install-docker")


def test_deploy_over_ssh_says_that_the_daemon_does_not_run(service, tmp):
    with DockerHost(service, tmp) as host:
        host.kill_docker()
        expect(deploy(host, model=False), 10, "not running", "systemctl start docker")
        host.start_docker()
        expect(deploy(host, model=False), 0, "is up")


def test_deploy_over_ssh_says_that_the_disk_is_full(service, tmp):
    with DockerHost(service, tmp, disk="600m", images=()) as host:
        host.fill_disk()
        done = deploy(host, model=False)
        expect(done, 10)
        assert b"free" in done.stderr or b"no space" in done.stderr, done
        assert_unchanged(host)


def test_deploy_over_ssh_does_not_go_on_after_a_changed_host_key(service, tmp):
    with DockerHost(service, tmp) as host:
        expect(deploy(host, model=False), 0)
        host.change_host_key()
        expect(deploy(host, model=False), 4, "host key", "ssh-keygen")
        assert containers(host) == ["llamero running"]


def test_deploy_over_ssh_leaves_a_stranger_of_the_same_name_alone(service, tmp):
    with DockerHost(service, tmp) as host:
        host.docker("create", "--name", "llamero", IMAGE)
        expect(deploy(host, model=False), 10, "llamero did not make", "--name")
        assert containers(host) == ["llamero created"]


def test_deploy_over_ssh_waits_for_another_deployment(service, tmp):
    with DockerHost(service, tmp) as host:
        one = host.start("up", "--remote", "one", "--target", TARGET, "--image", IMAGE, "--name", "one", "--port",
                         "12001", "--volume", "models-one")
        two = host.start("up", "--remote", "two", "--target", TARGET, "--image", IMAGE, "--name", "two", "--port",
                         "12002", "--volume", "models-two")
        for done in (one, two):
            _, errors = done.communicate(timeout=120)
            assert done.returncode == 0, errors
        assert containers(host) == ["one running", "two running"]


def test_deploy_over_ssh_ends_at_once_with_ctrl_c_and_goes_on_later(service, tmp):
    with DockerHost(service, tmp, images=()) as host:
        running = host.start("up", "--remote", "cloud", "--target", TARGET, "--image", IMAGE)
        await_true(lambda: host.logins() > 0, "the login")
        time.sleep(0.7)
        running.send_signal(2)
        began = time.monotonic()
        running.communicate(timeout=30)
        assert time.monotonic() - began < 2, "Ctrl-C took long"
        assert running.returncode == -2, running.returncode
        expect(deploy(host, model=False), 0, "is up")
        assert containers(host) == ["llamero running"]
        host.assert_nothing_is_left()


def test_deploy_log_is_private_and_names_each_change(service, tmp):
    with DockerHost(service, tmp) as host:
        expect(deploy(host, model=False), 0)
        expect(host.run("down", "--remote", "cloud", "--yes"), 0)
        logs = list(host.home.rglob("deploy.log"))
        assert len(logs) == 1, logs
        assert stat.S_IMODE(logs[0].stat().st_mode) == 0o600
        entries = [json.loads(line) for line in logs[0].read_text().splitlines()]
        assert [entry["action"] for entry in entries] == ["up", "down"], entries
        assert "sha256:" in entries[0]["after"] and "sha256:" in entries[1]["before"], entries

FAKES = """
mount -t tmpfs tmpfs /usr/local/bin
for name in sudo apt-get usermod systemctl; do
  printf '%s\\n' '#!/bin/sh' "echo $name \\"\\$@\\" >> /run/asked" '[ "${0##*/}" != sudo ] || { shift; "$@"; }' > /usr/local/bin/$name
  chmod 755 /usr/local/bin/$name
done
touch /run/asked && chmod 666 /run/asked
"""


def test_deploy_over_ssh_installs_docker_by_the_packages_of_the_host(service, tmp):
    with DockerHost(service, tmp, docker=False) as host:
        expect(deploy(host, "--install-docker", "--yes", model=False), 10, "need root", "no sudo")
        host.server.do("sh", "-c", FAKES)
        before = host.logins()
        done = deploy(host, "--install-docker", model=False)
        expect(done, 2, "apt-get install -y docker.io", "--yes")  # nobody can be asked
        # The packages are stand-ins, so that docker is still not there in the end.
        expect(deploy(host, "--install-docker", "--yes", model=False), 10, "$ sudo -n apt-get update", "there is no docker")
        asked = host.server.start("cat", "/run/asked", stdout=-1).communicate()[0].decode()
        assert "apt-get update" in asked and "install -y docker.io iptables" in asked, asked
        assert f"usermod -aG docker {LOGIN}" in asked, asked
        assert host.logins() - before == 3, "a group counts from the next login on"
