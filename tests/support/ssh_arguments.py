"""The command lines that the stand-in for ssh takes. Whatever else comes is a mistake of the program under test."""

# -o K=V: the values that are allowed; None: a number. What relaxes the check of a host key is not among them.
OPTIONS = {
    "BatchMode": {"yes"}, "ConnectTimeout": None, "ServerAliveInterval": None, "ServerAliveCountMax": None,
    "ExitOnForwardFailure": {"yes"}, "StreamLocalBindUnlink": {"yes", "no"}, "StreamLocalBindMask": {"0177"},
    "ControlMaster": {"yes", "no"}, "ControlPersist": {"no"}, "LogLevel": {"INFO", "ERROR"}, "PermitLocalCommand": {"no"},
    "RemoteCommand": {"none"}, "RequestTTY": {"no"}, "ForwardAgent": {"no"}, "ForwardX11": {"no"}, "Tunnel": {"no"},
    "ClearAllForwardings": {"yes"}, "EscapeChar": {"none"}, "ProxyCommand": {"false"}}
FLAGS = {"-M", "-N", "-T"}
VALUES = {"-S", "-o", "-p", "-L", "-O"}
REQUESTS = {"forward", "cancel", "check", "exit"}


class NotUnderstood(Exception):
    """An argument that no such command line has."""


class SshArguments:
    """A command line: role is "master", "session" or the word of -O."""

    def __init__(self, argv):
        self.flags, self.options, self.control, self.port, self.forward, self.request = set(), {}, None, 22, None, None
        words = iter(argv)
        for word in words:
            if word == "--":
                break
            if word in FLAGS:
                self.flags.add(word)
            elif word in VALUES:
                self._take(word, next(words, None))
            else:
                raise NotUnderstood(f"argument {word!r} (a destination stands after --)")
        self.destination = next(words, "")
        self.command = " ".join(words)  # ssh joins the words of a command
        self.role = self._role()

    def _take(self, word, value):
        if value is None:
            raise NotUnderstood(f"{word} without a value")
        if word == "-S":
            self.control = value
        elif word == "-p":
            self.port = int(value)
        elif word == "-L":
            self.forward = split_forward(value)
        elif word == "-O":
            if value not in REQUESTS:
                raise NotUnderstood(f"-O {value}")
            self.request = value
        else:
            key, _, setting = value.partition("=")
            allowed = OPTIONS.get(key, set())
            if not (setting.isdigit() if allowed is None else setting in allowed):
                raise NotUnderstood(f"-o {value}")
            self.options[key] = setting

    def _role(self):
        if not self.destination or self.destination.startswith("-"):
            raise NotUnderstood("no destination after --")
        if not self.control:
            raise NotUnderstood("no -S")
        if self.request:
            if self.flags or self.command or bool(self.forward) != (self.request in ("forward", "cancel")):
                raise NotUnderstood(f"-O {self.request} with what does not belong to it")
            return self.request
        if self.forward:
            raise NotUnderstood("-L of a master or a session: forwardings are asked for with -O forward")
        if "-M" in self.flags:
            if self.flags != {"-M", "-N", "-T"} or self.command:
                raise NotUnderstood("a master that is not -M -N -T without a command")
            return "master"
        if self.flags != {"-T"} or not self.command:
            raise NotUnderstood("a session that is not -T with a command")
        return "session"

    @property
    def host(self):
        return self.destination.rpartition("@")[2]


def split_forward(text):
    """LOCAL:REMOTE as (path, "/a/socket" or "address:port")."""
    local, colon, remote = text.partition(":")
    if not local.startswith("/") or not colon:
        raise NotUnderstood(f"-L {text}: the near side is no path")
    if not remote.startswith("/") and not remote.rpartition(":")[2].isdigit():
        raise NotUnderstood(f"-L {text}: the far side is neither a path nor address:port")
    return local, remote
