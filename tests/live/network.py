"""Networks of the tests' own: a client, a gate and a server, each in namespaces that no name on the system shows.

    client 10.77.1.1 --- 10.77.1.2 gate 10.77.2.1 --- 10.77.2.2 server        client_sees_server=False
    client 10.77.3.1 ------------------------------- 10.77.3.2 server        client_sees_server=True

The first process of a namespace ends when its standard input does, and the kernel removes all that is in it: also
after a failure, and after a SIGKILL of the tests. Needs root.
"""
import contextlib
import ctypes
import os
import pwd
import signal
import socket
import subprocess
import threading
import time
from pathlib import Path

CLONE_NEWNET = 0x40000000
GATE, SERVER = "gate.test", "gpu.test"
LOGIN = "llama"  # a user that only the namespaces have
OLLAMA_PORT = 11434

_libc = ctypes.CDLL(None, use_errno=True)


def await_true(condition, what, seconds=10.0):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"waited {seconds} s for {what}"
        time.sleep(0.01)


def children(pid):
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


class Server:
    """A program in the process namespace of its machine: nsenter waits, its child is the program."""

    def __init__(self, waiting, log):
        self._waiting, self.log = waiting, log
        await_true(lambda: self.has_ended() or children(waiting.pid), "the start of a server")
        assert not self.has_ended(), log.read_text()
        self.pid = children(waiting.pid)[0]

    def has_ended(self):
        return self._waiting.poll() is not None

    def kill(self):
        self.end(signal.SIGKILL)

    def end(self, how=signal.SIGTERM):
        if not self.has_ended():
            os.kill(self.pid, how)
        self._waiting.wait()


class Namespace:
    """Network, mounts and processes of its own. What is mounted here is seen by what runs here, and by nobody else."""

    def __init__(self, folder, name):
        self.folder = folder / name
        self.folder.mkdir(mode=0o755)
        self._servers = []
        self._holder = subprocess.Popen(
            ["unshare", "--net", "--mount", "--pid", "--fork", "--kill-child",
             # The shell stays: it takes the ends of processes whose parents are gone, as an init does.
             "sh", "-c", "ip link set lo up && echo ready && cat; exit"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True)
        assert self._holder.stdout.readline() == b"ready\n"
        self.pid = children(self._holder.pid)[0]

    def enter(self, *arguments, also=()):
        # Without --pid there is no fork on the way: the process that is started becomes the program.
        return ["nsenter", "--target", str(self.pid), "--net", "--mount", *also, "--", *map(str, arguments)]

    def start(self, *arguments, **options):
        options.setdefault("stdin", subprocess.DEVNULL)
        return subprocess.Popen(self.enter(*arguments), **options)

    def serve(self, *arguments, env=None):
        """A server that ends with the namespace, with all that it started; what it says is in its log."""
        log = self.folder / (Path(str(arguments[0])).name + ".log")
        with log.open("ab") as file:
            waiting = subprocess.Popen(self.enter(*arguments, also=["--pid"]), stdin=subprocess.DEVNULL,
                                       stdout=file, stderr=file, env=env)
        self._servers.append(waiting)
        return Server(waiting, log)

    def do(self, *arguments):
        # With --pid, because /proc may be that of the namespace, and mount reads it.
        done = subprocess.run(self.enter(*arguments, also=["--pid"]), capture_output=True, stdin=subprocess.DEVNULL,
                              check=False)
        assert done.returncode == 0, done

    def bind(self, source, target):
        self.do("mount", "--bind", source, target)

    def _make(self, function):
        """A socket of this process in that network: a thread can enter it, and a socket stays where it was made."""
        made = []

        def make():
            try:
                with open(f"/proc/{self.pid}/ns/net", "rb") as space:
                    if _libc.setns(space.fileno(), CLONE_NEWNET) != 0:
                        raise OSError(ctypes.get_errno(), "setns")
                made.append(function())
            except OSError as error:
                made.append(error)

        thread = threading.Thread(target=make)
        thread.start()
        thread.join()
        if isinstance(made[0], Exception):
            raise made[0]
        return made[0]

    def listen(self, address, port):
        return self._make(lambda: socket.create_server((address, port)))

    def datagrams(self, address, port):
        def bound():
            made = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            made.bind((address, port))
            return made
        return self._make(bound)

    def connect(self, address, port):
        return self._make(lambda: socket.create_connection((address, port)))

    def ports(self):
        """Where something listens, as far as TCP goes."""
        lines = [line.split() for table in ("tcp", "tcp6")
                 for line in Path(f"/proc/{self.pid}/net/{table}").read_text().splitlines()[1:]]
        return {int(line[1].rpartition(":")[2], 16) for line in lines if line[3] == "0A"}

    def await_port(self, port, server):
        def listens():
            assert not server.has_ended(), server.log.read_text()
            return port in self.ports()
        await_true(listens, f"port {port}", 20)

    def close(self):
        self._holder.stdin.close()  # ends the first process of the namespace, and so all of them
        self._holder.stdout.close()
        self._holder.wait()
        for waiting in self._servers:
            waiting.wait()


class Forwarder:
    """Leads connections of a listening socket to an address of this machine."""

    def __init__(self, listener, target):
        self._listener, self._target = listener, target
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        with contextlib.suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                far = socket.create_connection(self._target)
                for pair in ((near, far), (far, near)):
                    threading.Thread(target=self._copy, args=pair, daemon=True).start()

    @staticmethod
    def _copy(source, sink):
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                sink.sendall(data)
        for end, how in ((sink, socket.SHUT_WR), (source, socket.SHUT_RD)):
            with contextlib.suppress(OSError):
                end.shutdown(how)

    def close(self):
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()


def link(one, one_address, other, other_address, name):
    subprocess.run(["ip", "link", "add", name, "netns", str(one.pid), "type", "veth",
                    "peer", "name", name, "netns", str(other.pid)], check=True)
    for space, address in ((one, one_address), (other, other_address)):
        space.do("ip", "address", "add", f"{address}/24", "dev", name)
        space.do("ip", "link", "set", name, "up")


class Network:
    def __init__(self, service, tmp, *, client_sees_server):
        self.service, self.tmp = service, tmp
        tmp.chmod(0o755)  # servers that change their user read their files
        self._closing = contextlib.ExitStack()
        try:
            self._build(client_sees_server)
        except BaseException:
            self._closing.close()
            raise

    def _build(self, client_sees_server):
        self.client, self.gate, self.server = (self._namespace(n) for n in ("client", "gate", "server"))
        self.gate_address = "10.77.1.2"
        self.server_address = "10.77.3.2" if client_sees_server else "10.77.2.2"
        if client_sees_server:
            link(self.client, "10.77.3.1", self.server, self.server_address, "direct")
        else:
            link(self.client, "10.77.1.1", self.gate, self.gate_address, "near")
            link(self.gate, "10.77.2.1", self.server, self.server_address, "far")
        self._name_things()
        self.home = self.client.folder / "home"
        self.runtime = self.client.folder / "run"
        for folder in (self.home, self.runtime):
            folder.mkdir(mode=0o700)
        self._give_users()

    def _namespace(self, name):
        space = Namespace(self.tmp, name)
        self._closing.callback(space.close)
        return space

    def _name_things(self):
        hosts = self.tmp / "hosts"
        hosts.write_text(f"127.0.0.1 localhost\n{self.gate_address} {GATE}\n{self.server_address} {SERVER}\n")
        resolver = self.tmp / "resolv.conf"
        resolver.write_text("nameserver 127.0.0.1\noptions timeout:1 attempts:1\n")  # nobody is there
        for space in (self.client, self.gate, self.server):
            space.bind(hosts, "/etc/hosts")
            space.bind(resolver, "/etc/resolv.conf")

    def _give_users(self):
        """ssh looks for its files in the home directory that the user database has, not in $HOME."""
        users = Path("/etc/passwd").read_text().splitlines()
        me = pwd.getpwuid(os.getuid())
        for space, home in ((self.client, self.home), (self.gate, "/nonexistent"), (self.server, "/nonexistent")):
            mine = f"{me.pw_name}:*:{me.pw_uid}:{me.pw_gid}::{home}:/bin/sh"
            others = [line for line in users if int(line.split(":")[2]) != me.pw_uid]
            file = space.folder / "passwd"
            file.write_text("\n".join([mine, *others, f"{LOGIN}:*:65533:65533::/:/bin/sh"]) + "\n")
            space.bind(file, "/etc/passwd")

    def bring_ollama(self, address="127.0.0.1", port=OLLAMA_PORT):
        """The real service, as if it were on the server machine."""
        host, _, real_port = self.service.url.removeprefix("http://").partition(":")
        self.ollama = Forwarder(self.server.listen(address, port), (host, int(real_port)))
        self._closing.callback(self.ollama.close)

    def environment(self, more=None):
        env = {k: v for k, v in self.service.environment().items()
               if not k.startswith(("OLLAMA_", "XDG_", "SSH_", "SSL_", "DOCKER_"))}
        return {**env, "HOME": str(self.home), "XDG_RUNTIME_DIR": str(self.runtime),
                "TMPDIR": str(self.runtime), **(more or {})}

    def start(self, *arguments, env=None, **options):
        for stream in ("stdout", "stderr"):
            options.setdefault(stream, subprocess.PIPE)
        return self.client.start(self.service.llamero, *arguments, env=self.environment(env), **options)

    def run(self, *arguments, stdin=b"", env=None, timeout=120):
        """llamero as the user of the client machine, to its end."""
        return subprocess.run(self.client.enter(self.service.llamero, *arguments), input=stdin,
                              capture_output=True, timeout=timeout, env=self.environment(env), check=False)

    def secret(self, name, text):
        file = self.home / name
        file.touch(mode=0o600)
        file.write_text(text + "\n")
        return file

    def client_processes(self, name):
        """The ids of the programs of that name in the client's network."""
        network = os.readlink(f"/proc/{self.client.pid}/ns/net")
        found = []
        for entry in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                if (entry / "comm").read_text().strip() == name and os.readlink(entry / "ns/net") == network:
                    found.append(int(entry.name))
        return found

    def close(self):
        for name in ("llamero", "ssh"):  # what a failed test left
            for pid in self.client_processes(name):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
        self._closing.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def expect(done, code, *texts):
    """The end of a run: its exit code, and what stderr must say."""
    errors = done.stderr.decode(errors="replace")
    assert done.returncode == code, (done.returncode, done.stdout, errors)
    for text in texts:
        assert text in errors, (text, errors)
    return errors
