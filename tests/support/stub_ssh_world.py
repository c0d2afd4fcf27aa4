#!/usr/bin/env python3
"""An ssh whose far host is this machine: stub_ssh_world.py FOLDER ARGV...

make_ssh(folder, settings) puts an `ssh` for PATH into folder/bin. It takes what the deployment uses of ssh and nothing else
(ssh_arguments.py): a master in the foreground, sessions and forwardings over it. FOLDER/settings.json, all of it optional:

  banner "text"            what the master prints on its standard error at the login;  login_ms: how long the login takes
  login                    refused unresolved unknown_host changed_host denied silent
  sessions false           no session is opened
  tcp_forwarding false  stream_forwarding false  denied_sockets ["/var/run/docker.sock"]
  places {"/var/run/docker.sock": "/tmp/x/d.sock", "127.0.0.1:11434": "127.0.0.1:23456"}    where a forwarding really leads
  environment {"HOME": ..., "PATH": ...}   of a session;  id {"user": "llama", "uid": 1000, "groups": ["docker"]}: who is there
  cut_before N  cut_after N    the link ends at step N: before it goes over, or when it was done and before its answer comes back.
                               From then on no login succeeds until the settings are without it.

What happened is in FOLDER/argv, logins, steps and refused: see SshWorld in ssh_steps.py.
"""

import json
import os
import pathlib
import shlex
import signal
import socket
import subprocess
import sys
import threading

sys.dont_write_bytecode = True  # the source tree may belong to somebody else
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from ssh_arguments import NotUnderstood, SshArguments
from ssh_master import Master, login, say
from ssh_steps import SshWorld


def make_ssh(folder, settings=None):
    """The folder for the front of PATH."""
    folder = pathlib.Path(folder)
    (folder / "bin").mkdir(parents=True, exist_ok=True)
    (folder / "settings.json").write_text(json.dumps(settings or {}), encoding="utf-8")
    program = folder / "bin" / "ssh"
    words = [sys.executable, str(pathlib.Path(__file__).resolve()), str(folder.resolve())]
    program.write_text(f"#!/bin/sh\nexec {shlex.join(words)} \"$@\"\n", encoding="utf-8")
    program.chmod(0o755)
    return program.parent


def ask_master(path, request):
    """(stream, answer) from the master; OSError without one."""
    connection = socket.socket(socket.AF_UNIX)
    connection.connect(path)
    stream = connection.makefile("rw", encoding="utf-8")
    stream.write(json.dumps(request) + "\n")
    stream.flush()
    return stream, json.loads(stream.readline() or '{"code": 255}')


def run_request(arguments):
    """-O WORD."""
    request = {"op": arguments.role}
    if arguments.forward:
        request.update(zip(("local", "remote"), arguments.forward))
    try:
        answer = ask_master(arguments.control, request)[1]
    except OSError as error:
        say(f"Control socket connect({arguments.control}): {error.strerror}")
        return 255
    if answer.get("say"):
        say(answer["say"])
    return answer["code"]


def run_session(world, arguments):
    """The command on "the far host"; ends with the master."""
    try:
        stream, answer = ask_master(arguments.control, {"op": "session", "command": arguments.command})
    except OSError:
        if arguments.options.get("ProxyCommand") == "false":
            say("kex_exchange_identification: Connection closed by remote host")
            say("Connection closed by UNKNOWN port 65535")
            return 255
        # As ssh does: a login of its own, which a test sees in FOLDER/logins.
        login(world, arguments)
        world.step("session " + json.dumps(arguments.command))
        stream, answer = None, {"code": None, "mute": False}
    if answer["code"] is not None:
        if answer.get("say"):
            say(answer["say"])
        return answer["code"]
    quiet = subprocess.DEVNULL if answer["mute"] else None
    environment = world.environment()
    command = subprocess.Popen(["/bin/sh", "-c", arguments.command], env=environment, cwd=environment["HOME"],
                               stdout=quiet, stderr=quiet, start_new_session=True)
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: end_session(command))
    if stream:
        threading.Thread(target=watch, args=(stream, command), daemon=True).start()
    try:
        # A command that goes on (a lock that is held) is cut while it does.
        code = command.wait(1.0 if answer["mute"] else None)
    except subprocess.TimeoutExpired:
        code = 255
    if answer["mute"]:
        stream.write("ran\n")
        stream.flush()
        signal.pause()  # until the master is gone, which ends this, too
    return 255 if code < 0 else code


def watch(stream, command):
    stream.buffer.read()
    end_session(command)


def end_session(command):
    try:
        os.killpg(command.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    os._exit(255)


def main():
    world = SshWorld(sys.argv[1])
    world.note("argv", json.dumps(sys.argv[2:]))
    try:
        arguments = SshArguments(sys.argv[2:])
    except NotUnderstood as error:
        world.note("refused", str(error))
        say(f"stub_ssh_world: not understood: {error}")
        return 255
    if arguments.role == "master":
        return Master(world, arguments).run()
    return run_session(world, arguments) if arguments.role == "session" else run_request(arguments)


if __name__ == "__main__":
    sys.exit(main())
