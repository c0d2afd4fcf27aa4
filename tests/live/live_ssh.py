"""Servers behind a real sshd, through networks of the tests' own. Needs root."""
import json
import os
import re
import signal
import subprocess
import time

from live_talk import LONG
from network import LOGIN, SERVER, await_true, expect
from ssh_host import Lab, make_key

PING = ["run", "--num-predict", "3", "--remote", "lab"]


def story(lab, *options):
    """A generation through the tunnel, once its first bytes are here."""
    started = lab.start(*options, "--remote", "lab", "run", lab.service.model, "Tell a very long story about a llama", *LONG)
    first = started.stdout.read(20)
    assert len(first) == 20, started.stderr.read()
    return started, first


def ping(lab, *options, env=None):
    return lab.run(*PING, *options, lab.service.model, "Say hello.", env=env)


def test_a_server_behind_ssh_lists_and_answers(service, tmp):
    with Lab(service, tmp) as lab:
        lab.add()
        listed = lab.run("--remote", "lab", "list", "--json")
        expect(listed, 0)
        assert service.model in {m["name"] for m in json.loads(listed.stdout)["models"]}
        began = time.monotonic()
        done = ping(lab)
        expect(done, 0)
        assert done.stdout.strip(), done
        print(f"    an answer through ssh after {time.monotonic() - began:.1f} s")
        assert "Accepted publickey for llama" in lab.sshd.log.read_text()
        lab.assert_nothing_is_left()


def test_the_default_remote_is_used_through_ssh_without_a_config_of_ssh(service, tmp):
    with Lab(service, tmp) as lab:
        done = lab.run("remote", "add", "lab", "--ssh", f"{LOGIN}@{SERVER}:22", "--use")
        expect(done, 0)
        expect(lab.run("list"), 0)
        lab.assert_nothing_is_left()


def test_another_port_on_the_far_side(service, tmp):
    with Lab(service, tmp, ollama=False) as lab:
        lab.bring_ollama(port=12345)
        lab.add("--port", "12345")
        expect(lab.run("--remote", "lab", "list"), 0)


def test_a_jump_host_of_the_ssh_config_is_used(service, tmp):
    with Lab(service, tmp, jump=True) as lab:
        lab.add()
        expect(lab.run("--remote", "lab", "list"), 0)
        done = ping(lab)
        expect(done, 0)
        assert done.stdout.strip(), done
        assert "Accepted publickey" in lab.jump.log.read_text()
        lab.assert_nothing_is_left()


def test_a_host_key_that_nobody_accepted_is_refused(service, tmp):
    with Lab(service, tmp, known=False) as lab:
        lab.add()
        expect(lab.run("--remote", "lab", "list"), 4, "the host key of lab is not known", "ssh lab")
        assert not (lab.ssh_folder / "known_hosts").exists(), "it was accepted unasked"
        lab.assert_nothing_is_left()


def test_a_changed_host_key_is_refused(service, tmp):
    with Lab(service, tmp) as lab:
        lab.add()
        lab.sshd.change_host_key()
        before = (lab.ssh_folder / "known_hosts").read_text()
        errors = expect(lab.run("--remote", "lab", "list"), 4, "the host key of lab has changed", "ssh-keygen")
        assert SERVER in errors, errors  # the command names the entry, which the alias is not
        assert (lab.ssh_folder / "known_hosts").read_text() == before
        lab.assert_nothing_is_left()
        hint = re.search(r"ssh-keygen.*", errors).group()
        lab.client.do("sh", "-c", hint)  # as a person would paste it
        expect(lab.run("--remote", "lab", "list"), 4, "the host key of lab is not known")


def test_a_changed_host_key_of_a_jump_host_is_refused(service, tmp):
    with Lab(service, tmp, jump=True) as lab:
        lab.add()
        lab.jump.change_host_key()
        errors = expect(lab.run("--remote", "lab", "list"), 4, "changed", "ssh-keygen")
        print("    " + errors.strip().replace("\n", "\n    "))
        lab.client.do("sh", "-c", re.search(r"ssh-keygen.*", errors).group())
        expect(lab.run("--remote", "lab", "list"), 4, "is not known")
        lab.assert_nothing_is_left()


def test_a_key_that_the_server_does_not_know_is_refused(service, tmp):
    with Lab(service, tmp) as lab:
        lab.add()
        lab.sshd.authorized.write_text(make_key(tmp / "other") + "\n")
        began = time.monotonic()
        expect(lab.run("--remote", "lab", "list"), 4, "did not accept our ssh keys", "Permission denied (publickey)")
        assert lab.sshd.log.read_text().count("Connection from") == 1, "a refused login was tried again"
        assert time.monotonic() - began < 10


def test_forbidden_forwarding_is_named(service, tmp):
    with Lab(service, tmp, forwarding="no") as lab:
        lab.add()
        expect(lab.run("--remote", "lab", "list"), 3, "forbids the forwarding to 127.0.0.1:11434", "AllowTcpForwarding")
        lab.assert_nothing_is_left()


def test_a_closed_port_on_the_far_side_is_named(service, tmp):
    with Lab(service, tmp, ollama=False) as lab:
        lab.add()
        expect(lab.run("--remote", "lab", "--retries", "0", "list"), 3,
               "the tunnel is up, but nothing answers on 127.0.0.1:11434", "Connection refused")
        lab.assert_nothing_is_left()


def test_no_sshd_on_the_port_is_named(service, tmp):
    with Lab(service, tmp) as lab:
        expect(lab.run("remote", "add", "lab", "--ssh", f"{LOGIN}@{SERVER}:2222"), 0)
        expect(lab.run("--remote", "lab", "--retries", "0", "list"), 3, "no ssh on", "Connection refused")


def test_a_killed_ssh_session_is_a_cut_with_its_partial_text(service, tmp):
    with Lab(service, tmp) as lab:
        lab.add()
        started, partial = story(lab)
        for pid in lab.sshd.sessions():
            os.kill(pid, signal.SIGKILL)
        rest, errors = started.communicate(timeout=30)
        print(f"    {len(partial + rest)} bytes were kept; stderr: {errors.decode().strip()}")
        assert started.returncode == 9, (started.returncode, errors)
        lab.assert_nothing_is_left()


def test_a_killed_ssh_of_ours_is_a_cut_too(service, tmp):
    with Lab(service, tmp) as lab:
        lab.add()
        started, _ = story(lab)
        for pid in lab.client_processes("ssh"):
            os.kill(pid, signal.SIGKILL)
        _, errors = started.communicate(timeout=30)
        assert started.returncode == 9, (started.returncode, errors)
        lab.assert_nothing_is_left()


def test_ctrl_c_leaves_no_ssh(service, tmp):
    with Lab(service, tmp) as lab:
        lab.add()
        started, _ = story(lab)
        assert len(lab.client_processes("ssh")) == 1
        began = time.monotonic()
        started.send_signal(signal.SIGINT)
        started.communicate(timeout=10)
        took = time.monotonic() - began
        print(f"    back {took * 1000:.0f} ms after Ctrl-C")
        assert started.returncode == -signal.SIGINT and took < 1.0, (started.returncode, took)
        lab.assert_nothing_is_left()


def test_ctrl_c_and_sigkill_leave_no_ssh_of_a_jump_host(service, tmp):
    with Lab(service, tmp, jump=True) as lab:
        lab.add()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
            started, _ = story(lab)
            assert len(lab.client_processes("ssh")) == 2
            started.send_signal(number)
            started.communicate(timeout=10)
            assert started.returncode == -number, started.returncode
            await_true(lambda: not lab.client_processes("ssh"), "the end of both")


def test_ctrl_c_while_ssh_logs_in_is_quick(service, tmp):
    with Lab(service, tmp) as lab:
        silent = lab.server.listen(lab.server_address, 2222)  # takes connections, says nothing
        expect(lab.run("remote", "add", "lab", "--ssh", f"{LOGIN}@{SERVER}:2222"), 0)
        with silent:
            silent.settimeout(20)
            started = lab.start("--remote", "lab", "list")
            connection, _ = silent.accept()
            with connection:
                began = time.monotonic()
                started.send_signal(signal.SIGINT)
                started.communicate(timeout=10)
                took = time.monotonic() - began
        assert started.returncode == -signal.SIGINT and took < 1.0, (started.returncode, took)
        lab.assert_nothing_is_left()


def test_a_silent_sshd_is_given_up_after_the_connect_timeout(service, tmp):
    with Lab(service, tmp) as lab:
        silent = lab.server.listen(lab.server_address, 2222)
        expect(lab.run("remote", "add", "lab", "--ssh", f"{LOGIN}@{SERVER}:2222"), 0)
        with silent:
            began = time.monotonic()
            done = lab.run("--remote", "lab", "--retries", "0", "--connect-timeout", "1s", "list")
            took = time.monotonic() - began
        expect(done, 3)
        assert took < 5, took
        lab.assert_nothing_is_left()


def test_a_killed_llamero_leaves_no_ssh(service, tmp):
    with Lab(service, tmp) as lab:
        lab.add()
        started, _ = story(lab)
        began = time.monotonic()
        started.kill()
        started.communicate(timeout=10)
        await_true(lambda: not lab.client_processes("ssh"), "the end of ssh")
        print(f"    ssh was gone {(time.monotonic() - began) * 1000:.0f} ms after SIGKILL")
        left = lab.left_sockets()
        expect(lab.run("--remote", "lab", "list"), 0)
        assert left and lab.left_sockets() == [], "the next run clears the folder"


def test_a_killed_llamero_leaves_no_ssh_that_still_logs_in(service, tmp):
    with Lab(service, tmp) as lab:
        silent = lab.server.listen(lab.server_address, 2222)
        expect(lab.run("remote", "add", "lab", "--ssh", f"{LOGIN}@{SERVER}:2222"), 0)
        with silent:
            silent.settimeout(20)
            started = lab.start("--remote", "lab", "list")
            connection, _ = silent.accept()
            with connection:
                started.kill()
                started.communicate(timeout=10)
                await_true(lambda: not lab.client_processes("ssh"), "the end of ssh")


def test_two_runs_at_once_do_not_disturb_each_other(service, tmp):
    with Lab(service, tmp) as lab:
        lab.add()
        first, _ = story(lab)
        assert len(lab.sockets()) == 1
        expect(lab.run("--remote", "lab", "list"), 0)
        second = lab.start("--remote", "lab", "run", service.model, "Say hello.")  # waits for its turn
        await_true(lambda: len(lab.sockets()) == 2, "the second socket")
        second.send_signal(signal.SIGINT)
        second.communicate(timeout=10)
        assert len(lab.sockets()) == 1 and len(lab.client_processes("ssh")) == 1
        assert len(first.stdout.read(20)) == 20, first.stderr.read()
        first.send_signal(signal.SIGINT)
        first.communicate(timeout=10)
        lab.assert_nothing_is_left()


def test_a_master_of_the_ssh_config_is_neither_made_nor_used(service, tmp):
    config = "  ControlMaster auto\n  ControlPath ~/.ssh/master\n  ControlPersist 60\n"
    with Lab(service, tmp, config=config) as lab:
        lab.add()
        expect(lab.run("--remote", "lab", "list"), 0)
        assert not (lab.ssh_folder / "master").exists()
        lab.assert_nothing_is_left()
        # One of the person's own stays as it was.
        subprocess.run(lab.client.enter("ssh", "-f", "-N", "lab"), env=lab.environment(), stdin=subprocess.DEVNULL,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        masters = lab.client_processes("ssh")
        assert len(masters) == 1 and (lab.ssh_folder / "master").exists()
        expect(lab.run("--remote", "lab", "list"), 0)
        assert lab.client_processes("ssh") == masters and lab.left_sockets() == []


def test_a_key_with_a_pass_phrase_and_no_terminal_is_refused_at_once(service, tmp):
    with Lab(service, tmp) as lab:
        lab.add()
        subprocess.run(["ssh-keygen", "-q", "-p", "-N", "llamas are great", "-f", lab.ssh_folder / "id_ed25519"],
                       check=True, stdout=subprocess.DEVNULL)
        began = time.monotonic()
        expect(lab.run("--remote", "lab", "list"), 4, "did not accept our ssh keys")
        assert time.monotonic() - began < 5
        lab.assert_nothing_is_left()


def test_an_ssh_host_without_an_address_is_named(service, tmp):
    with Lab(service, tmp) as lab:
        expect(lab.run("remote", "add", "lab", "--ssh", "nowhere.test"), 0)
        expect(lab.run("--remote", "lab", "--retries", "0", "list"), 3, "no address for the ssh host", "nowhere.test")


def test_the_socket_is_for_its_owner_only(service, tmp):
    with Lab(service, tmp) as lab:
        lab.add()
        started, _ = story(lab)
        sockets = lab.sockets()
        modes = [(path.stat().st_mode & 0o077, path.parent.stat().st_mode & 0o077) for path in sockets]
        ports = lab.client.ports()
        started.send_signal(signal.SIGINT)
        started.communicate(timeout=10)
        assert modes == [(0, 0)], (sockets, modes)
        assert ports == set(), "a port of the client leads to the server"


def test_a_token_is_in_no_argument_of_ssh(service, tmp):
    token = "tok-ssh-4711-secret"
    with Lab(service, tmp) as lab:
        lab.add("--token-file", str(lab.secret("token", token)))
        started, _ = story(lab)
        pids = [started.pid, *lab.client_processes("ssh")]
        seen = {}
        for pid in pids:
            for part in ("cmdline", "environ"):
                with open(f"/proc/{pid}/{part}", "rb") as file:
                    seen[(pid, part)] = file.read()
        started.send_signal(signal.SIGINT)
        started.communicate(timeout=10)
        assert len(pids) == 2 and all(seen.values()), seen
        for where, text in seen.items():
            assert token.encode() not in text, where
