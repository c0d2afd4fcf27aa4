"""A real sshd of the tests' own: its keys, its configuration, its log; nothing of the system's service is used."""
import os
import subprocess

from network import GATE, LOGIN, SERVER, Network, children

PORT = 22
# Of a keyword that comes twice sshd takes the first value.
TEMPLATE = """\
{settings}
Port {port}
ListenAddress {address}
HostKey {host_key}
PidFile none
AuthorizedKeysFile {authorized}
AuthenticationMethods publickey
PasswordAuthentication no
KbdInteractiveAuthentication no
StrictModes no
UsePAM no
AllowUsers {login}
AllowTcpForwarding {forwarding}
LogLevel VERBOSE
"""


def make_key(file):
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", file], check=True)
    return file.with_suffix(".pub").read_text().strip()


class Sshd:
    def __init__(self, space, address, authorized_key, *, forwarding="yes", settings=""):
        self._space, self._address, self._forwarding, self._settings = space, address, forwarding, settings
        self._folder = space.folder
        self.host_key = make_key(self._folder / "host_key")
        self.authorized = self._folder / "authorized_keys"
        self.authorized.write_text(authorized_key + "\n")
        space.do("mount", "-t", "tmpfs", "tmpfs", "/run")  # sshd wants its folder there
        space.do("mkdir", "-m", "755", "/run/sshd")
        self.start()

    def start(self):
        configuration = self._folder / "sshd_config"
        configuration.write_text(TEMPLATE.format(
            port=PORT, address=self._address, host_key=self._folder / "host_key", authorized=self.authorized,
            login=LOGIN, forwarding=self._forwarding, settings=self._settings))
        self._server = self._space.serve("/usr/sbin/sshd", "-D", "-e", "-f", configuration)
        self.log = self._server.log
        self._space.await_port(PORT, self._server)

    def change_host_key(self):
        self._server.kill()
        for name in ("host_key", "host_key.pub"):
            (self._folder / name).unlink()
        self.host_key = make_key(self._folder / "host_key")
        self.start()

    def logins(self):
        """How many there were, since the first start."""
        return self.log.read_text().count("Accepted publickey for ")

    def sessions(self):
        """The processes that serve logins."""
        def below(pid):
            return [found for child in children(pid) for found in (child, *below(child))]
        return below(self._server.pid)


class Lab(Network):
    """A client with an ssh configuration, and a server that only its sshd opens to the outside."""

    def __init__(self, service, tmp, *, jump=False, known=True, ollama=True, forwarding="yes", config="",
                 sshd_settings=""):
        super().__init__(service, tmp, client_sees_server=not jump)
        try:
            self._set_up(jump, known, ollama, forwarding, config, sshd_settings)
        except BaseException:
            self.close()
            raise

    def _set_up(self, jump, known, ollama, forwarding, more, sshd_settings):
        self.ssh_folder = self.home / ".ssh"
        self.ssh_folder.mkdir(mode=0o700)
        self.public_key = make_key(self.ssh_folder / "id_ed25519")
        self.sshd = Sshd(self.server, self.server_address, self.public_key, forwarding=forwarding,
                         settings=sshd_settings)
        lines = [f"{SERVER} {self.sshd.host_key}"]
        config = f"Host lab\n  HostName {SERVER}\n  User {LOGIN}\n{more}"
        if jump:
            self.jump = Sshd(self.gate, self.gate_address, self.public_key)
            lines.append(f"{GATE} {self.jump.host_key}")
            config += f"  ProxyJump {LOGIN}@{GATE}\n"
        self._write("config", config)
        if known:
            self._write("known_hosts", "\n".join(lines) + "\n")
        if ollama:
            self.bring_ollama()

    def _write(self, name, text):
        file = self.ssh_folder / name
        file.write_text(text)
        os.chmod(file, 0o600)

    def add(self, *arguments):
        done = self.run("remote", "add", "lab", "--ssh", "lab", *arguments)
        assert done.returncode == 0, done

    def sockets(self):
        return [path for path in self.runtime.rglob("*") if path.is_socket()]

    def left_sockets(self):
        return [path for path in self.runtime.rglob("*") if path.is_socket() or path.name.startswith("tunnel.")]

    def assert_nothing_is_left(self):
        assert self.client_processes("ssh") == [], "an ssh is left"
        assert self.left_sockets() == [], self.left_sockets()
