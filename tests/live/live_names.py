"""Names that nobody answers for. Needs root: the resolver is replaced in a mount namespace."""
import signal
import socket
import subprocess
import time


def in_black_hole(service, tmp, *arguments):
    """The program, with a resolver that takes questions and never answers."""
    silent = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    silent.bind(("127.94.31.7", 53))  # the port of DNS is fixed, so the address is one nobody uses
    configuration = tmp / "resolv.conf"
    configuration.write_text("nameserver 127.94.31.7\noptions timeout:30 attempts:1\n")
    script = 'mount --bind "$1" /etc/resolv.conf && shift && exec "$@"'
    process = subprocess.Popen(
        ["unshare", "--mount", "sh", "-c", script, "sh", configuration, service.llamero, *arguments],
        env=service.environment(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE)
    return process, silent


def test_ctrl_c_in_a_dns_black_hole_is_quick(service, tmp):
    process, silent = in_black_hole(service, tmp, "--host", "http://gpu.example", "run", "m", "x")
    with silent:
        silent.settimeout(20)
        silent.recv(512)  # the question was asked
        began = time.monotonic()
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == -signal.SIGINT, process.stderr.read()
        took = time.monotonic() - began
    print(f"    back {took * 1000:.0f} ms after Ctrl-C")
    assert took < 1.0, took


def test_the_connect_timeout_covers_the_name(service, tmp):
    process, silent = in_black_hole(service, tmp, "--host", "http://gpu.example", "--retries", "0",
                                    "--connect-timeout", "500ms", "run", "m", "x")
    with silent:
        began = time.monotonic()
        assert process.wait(30) == 3
        took = time.monotonic() - began
    errors = process.stderr.read()
    assert b"gpu.example" in errors, errors
    print(f"    given up after {took:.1f} s: {errors.decode().splitlines()[0]}")
    assert took < 5, took
