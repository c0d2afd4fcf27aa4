"""`remote connect` and `disconnect` through a real sshd, and a passphrase typed on a terminal. Needs root."""
import os
import signal
import statistics
import subprocess
import time

from live_ssh import ping, story
from network import await_true, expect
from ssh_host import Lab, make_key
from typist import Typist

PASSPHRASE = "llamas are great"


def logins(lab):
    return lab.sshd.log.read_text().count("Accepted publickey")


def connect(lab):
    done = lab.run("remote", "connect", "lab")
    expect(done, 0, "the tunnel of lab is open")


def disconnect(lab):
    expect(lab.run("remote", "disconnect", "lab"), 0, "the tunnel of lab is closed")
    await_true(lambda: not lab.client_processes("ssh"), "the end of ssh")
    assert lab.sockets() == []


def test_one_login_serves_many_commands(service, tmp):
    with Lab(service, tmp) as lab:
        lab.add()
        expect(lab.run("remote", "disconnect", "lab"), 0, "was not open")
        connect(lab)
        masters = lab.client_processes("ssh")
        assert len(masters) == 1, masters
        modes = [(path.stat().st_mode & 0o077, path.parent.stat().st_mode & 0o077) for path in lab.sockets()]
        assert modes == [(0, 0), (0, 0)], modes
        expect(lab.run("remote", "connect", "lab"), 0, "was open already")
        for _ in range(3):
            expect(lab.run("--remote", "lab", "list"), 0)
        done = ping(lab)
        expect(done, 0)
        assert done.stdout.strip(), done
        assert logins(lab) == 1 and lab.client_processes("ssh") == masters
        disconnect(lab)
        expect(lab.run("--remote", "lab", "list"), 0)
        assert logins(lab) == 2
        assert lab.client_processes("ssh") == []


def test_ctrl_c_ends_a_command_and_not_the_tunnel(service, tmp):
    with Lab(service, tmp) as lab:
        lab.add()
        connect(lab)
        for number in (signal.SIGINT, signal.SIGKILL):
            started, _ = story(lab)
            started.send_signal(number)
            started.communicate(timeout=10)
            assert started.returncode == -number
        expect(lab.run("--remote", "lab", "list"), 0)
        assert logins(lab) == 1
        disconnect(lab)


def test_a_dead_tunnel_is_not_used_and_can_be_opened_again(service, tmp):
    with Lab(service, tmp) as lab:
        lab.add()
        connect(lab)
        for pid in lab.client_processes("ssh"):
            os.kill(pid, signal.SIGKILL)
        await_true(lambda: not lab.client_processes("ssh"), "the end of ssh")
        expect(lab.run("--remote", "lab", "list"), 0)
        assert logins(lab) == 2
        connect(lab)
        expect(lab.run("--remote", "lab", "list"), 0)
        assert logins(lab) == 3
        disconnect(lab)


def test_an_ended_session_cuts_an_answer_through_an_open_tunnel(service, tmp):
    with Lab(service, tmp) as lab:
        lab.add()
        connect(lab)
        started, partial = story(lab)
        for pid in lab.sshd.sessions():
            os.kill(pid, signal.SIGKILL)
        rest, errors = started.communicate(timeout=30)
        assert started.returncode == 9, (started.returncode, errors)
        assert partial + rest
        expect(lab.run("--remote", "lab", "list"), 0)  # by a tunnel of its own


def test_a_tunnel_of_another_target_is_not_used(service, tmp):
    with Lab(service, tmp) as lab:
        lab.add()
        connect(lab)
        expect(lab.run("remote", "add", "lab", "--force", "--ssh", "lab", "--port", "9"), 0)
        expect(lab.run("--remote", "lab", "--retries", "0", "list"), 3, "nothing answers on 127.0.0.1:9")


def test_two_connects_at_once_open_one_tunnel(service, tmp):
    with Lab(service, tmp) as lab:
        lab.add()
        started = [lab.start("remote", "connect", "lab") for _ in range(2)]
        ends = sorted((p.communicate(timeout=30)[1].decode(), p.returncode) for p in started)
        assert len(lab.client_processes("ssh")) == 1 and logins(lab) == 1
        for text, code in ends:
            assert code == 0 or (code == 3 and "just now" in text), ends
        assert any(code == 0 for _, code in ends), ends
        disconnect(lab)


def test_a_failed_connect_names_the_cause_and_leaves_nothing(service, tmp):
    with Lab(service, tmp, ollama=False) as lab:
        lab.add()
        expect(lab.run("remote", "connect", "lab"), 3, "nothing answers on 127.0.0.1:11434")
        await_true(lambda: not lab.client_processes("ssh"), "the end of ssh")
        assert lab.sockets() == []
        lab.sshd.authorized.write_text(make_key(tmp / "other") + "\n")
        expect(lab.run("remote", "connect", "lab"), 4, "did not accept our ssh keys")
        lab.sshd.change_host_key()
        expect(lab.run("remote", "connect", "lab"), 4, "the host key of lab has changed")
        assert lab.sockets() == [] and lab.client_processes("ssh") == []


def test_connect_is_for_ssh_only(service, tmp):
    with Lab(service, tmp, ollama=False) as lab:
        expect(lab.run("remote", "add", "near", "--url", "http://127.0.0.1:11434"), 0)
        expect(lab.run("remote", "connect", "near"), 2, "it needs no tunnel")
        expect(lab.run("remote", "connect", "nobody"), 2, "nobody")


def test_an_open_tunnel_costs_little(service, tmp):
    """Prints what a command takes through an open tunnel, and directly, in turns."""
    with Lab(service, tmp) as lab:
        lab.add()
        lab.bring_ollama(address=lab.server_address)
        connect(lab)
        ways = {"through the tunnel": ("--remote", "lab"), "directly": ("--host", f"http://{lab.server_address}:11434")}
        times = {name: [] for name in ways}
        for _ in range(20):
            for name, arguments in ways.items():
                began = time.monotonic()
                expect(lab.run(*arguments, "list"), 0)
                times[name].append((time.monotonic() - began) * 1000)
        for name, each in times.items():
            print(f"    list {name}: {statistics.median(each):.1f} ms in the median of {len(each)}")
        assert logins(lab) == 1
        disconnect(lab)


def on_terminal(lab, *arguments):
    return Typist(lab.client.enter(lab.service.llamero, *arguments), lab.environment())


def protect_key(lab):
    subprocess.run(["ssh-keygen", "-q", "-p", "-N", PASSPHRASE, "-f", lab.ssh_folder / "id_ed25519"],
                   check=True, stdout=subprocess.DEVNULL)


def test_a_passphrase_is_asked_for_on_a_terminal(service, tmp):
    with Lab(service, tmp) as lab:
        lab.add()
        protect_key(lab)
        for command in (("--remote", "lab", "list"), ("remote", "connect", "lab")):
            typist = on_terminal(lab, *command)
            typist.await_text("Enter passphrase for key")
            typist.type("this is wrong\n")
            typist.await_text("Enter passphrase for key", times=2)
            typist.type(PASSPHRASE + "\n")
            assert typist.end() == 0, typist.screen
            assert PASSPHRASE not in typist.screen, "it was shown"
        assert service.model in lab.run("--remote", "lab", "list").stdout.decode()
        assert logins(lab) == 2, "the last one used the open tunnel"
        disconnect(lab)


def test_ctrl_c_at_the_question_for_a_passphrase_ends_it(service, tmp):
    with Lab(service, tmp) as lab:
        lab.add()
        protect_key(lab)
        typist = on_terminal(lab, "--remote", "lab", "list")
        typist.await_text("Enter passphrase for key")
        began = time.monotonic()
        typist.type("\x03")
        assert typist.end() == -signal.SIGINT, typist.screen
        assert time.monotonic() - began < 2
        lab.assert_nothing_is_left()
