#!/usr/bin/env python3
"""Runs llamero against the fault server, one process for each case of cases/*.toml. See README.md for the keys of a case."""

import argparse
import concurrent.futures
import os
import pathlib
import re
import resource
import socket
import sys
import tempfile
import time
import traceback

HERE = pathlib.Path(__file__).resolve().parent
sys.dont_write_bytecode = True  # the source tree may belong to somebody else
SUPPORT = HERE.parent / "support"
sys.path[:0] = [str(HERE), str(SUPPORT)]

from case_check import Checker
from case_file import CaseError, load_cases
from case_process import CaseProcess, clean_environment, default_signals
from fault_server import FaultServer
from test_certificate import make_certificates

PLACEHOLDER = re.compile(r"\{(url|port|host|dir|unix|other|other_port|cert|ca|own|llamero|hex:[0-9a-f]*)\}")


class Skipped(Exception):
    """The machine lacks what a case needs."""


def own_address():
    """An address of this machine that is not loopback (nothing is sent: connecting a datagram socket only picks the route)."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            address = probe.getsockname()[0]
        except OSError:
            return None
    return None if address.startswith("127.") else address


def has_ipv6_loopback():
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
        return True
    except OSError:
        return False


class Runner:
    def __init__(self, options, certificates):
        self.llamero = options.llamero
        self.sanitized = options.sanitized
        self.slack = options.slack or (4.0 if options.sanitized else 1.0)
        self.certificates = certificates

    def run(self, case):
        """The differences of one case; empty when it passed."""
        self._check_needs(case)
        with tempfile.TemporaryDirectory(prefix="llamero-case-") as name:
            directory = pathlib.Path(name)
            server_options = dict(case.get("server", {}))
            if server_options.pop("own_address", False):
                server_options["address"] = own_address()
            with self._server(case.get("other"), case.get("other_server", {}), directory / "o") as other, \
                    self._server(with_other(case.get("serve"), other), server_options, directory / "s") as server:
                other.peer_port = server.port
                fill = self._filler(server, other, directory)
                write_files(case.get("files", {}), directory / "work", fill)
                process = CaseProcess(
                    self._argv(case, fill), clean_environment(directory, self._environment(case, fill)), directory,
                    case.get("stdin", "null"), case.get("stdout_kind", "pipe"), case.get("stderr_kind", "pipe"))
                outcome = process.run(case.get("signals", ()), server, case.get("timeout", 20) * max(1.0, self.slack / 2))
                checker = Checker(case, outcome, server, other, fill, self.slack, self.sanitized, own_peak_mb())
                return checker.differences()

    def _server(self, routes, options, unix_path):
        options = dict(options)
        if options.get("listen") == "unix":
            options["unix_path"] = unix_path
        if options.get("listen") == "tls":
            options["certificate"] = self.certificates[options.get("certificate", "server")]
        if "client_ca" in options:
            options["client_ca"] = self.certificates[options["client_ca"]][0]
        return FaultServer(routes, **options)

    def _filler(self, server, other, directory):
        values = {
            "url": server.url, "port": server.port, "unix": server.unix_path, "dir": directory / "work",
            "host": server.url.partition("://")[2].rpartition(":")[0], "other": other.url, "other_port": other.port,
            "cert": self._certificate("server"), "ca": self._certificate("ca"), "llamero": self.llamero, "own": "",
        }

        def value(match):
            name = match.group(1).decode()
            return bytes.fromhex(name[4:]) if name.startswith("hex:") else os.fsencode(str(values[name]))

        pattern = re.compile(PLACEHOLDER.pattern.encode())
        return lambda text: pattern.sub(value, text.encode())

    def _certificate(self, kind):
        return self.certificates[kind][0] if self.certificates else ""

    def _argv(self, case, fill):
        if "shell" in case:
            return ["/bin/sh", "-c", case["shell"]]
        argv = [fill(word) for word in case["argv"]]
        # Most cases talk to the case's server; `bare` ones say themselves where to go.
        return [self.llamero, *([] if case.get("bare") else ["--host", fill("{url}")]), *argv]

    def _environment(self, case, fill):
        environment = {name: fill(value) for name, value in case.get("env", {}).items()}
        if "shell" in case:
            environment |= {"LLAMERO": self.llamero, "URL": fill("{url}"), "SUPPORT": str(SUPPORT)}
        return environment

    @staticmethod
    def _check_needs(case):
        need = case.get("needs")
        if need == "ipv6" and not has_ipv6_loopback():
            raise Skipped("there is no ::1 here")
        if need == "own_address" and not own_address():
            raise Skipped("this machine has no address but loopback")
        if need not in (None, "ipv6", "own_address"):
            raise CaseError(f"needs = {need!r} is unknown")


def with_other(value, other):
    """The replies of a case may name the other server: {other} in any text of theirs."""
    if isinstance(value, str):
        return value.replace("{other}", other.url)
    if isinstance(value, list):
        return [with_other(entry, other) for entry in value]
    if isinstance(value, dict):
        return {key: with_other(entry, other) for key, entry in value.items()}
    return value


def write_files(files, directory, fill):
    """A name that ends in / is a directory; {size = n} a file with a hole of that size; {hex = ...} bytes."""
    directory.mkdir()
    for name, content in files.items():
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if name.endswith("/"):
            path.mkdir()
        elif isinstance(content, str):
            path.write_bytes(fill(content))
        elif "hex" in content:
            path.write_bytes(bytes.fromhex(content["hex"]))
        else:
            with open(path, "wb") as file:
                file.truncate(content["size"])


def own_peak_mb():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def run_one(runner, case):
    started = time.monotonic()
    try:
        return runner.run(case), None, time.monotonic() - started
    except Skipped as reason:
        return [], str(reason), 0.0
    except Exception:
        return ["the driver failed: " + traceback.format_exc(limit=4)], None, time.monotonic() - started


def run_all(runner, cases, jobs, slowest):
    passed = failed = 0
    times = []
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        for case, (differences, skipped, seconds) in zip(cases, pool.map(lambda case: run_one(runner, case), cases)):
            times.append((seconds, case.name))
            if skipped:
                print(f"SKIP {case.name}: {skipped}", flush=True)
            elif differences:
                failed += 1
                print(f"FAIL {case.name}: " + "; ".join(differences), flush=True)
            else:
                passed += 1
    for seconds, name in sorted(times, reverse=True)[:slowest]:
        print(f"{seconds:6.2f} s  {name}")
    print(f"{passed} passed, {failed} failed")
    return failed == 0 and passed > 0


def parse_options():
    parser = argparse.ArgumentParser(description="Runs llamero against the fault server.")
    parser.add_argument("--llamero", default="build/dev/llamero", help="the binary under test")
    parser.add_argument("-j", "--jobs", type=int, default=4)
    parser.add_argument("-k", "--keyword", default="", help="only cases whose name matches this regex")
    parser.add_argument("--list", action="store_true", help="print the names of the cases")
    parser.add_argument("--sanitized", action="store_true", help="a sanitizer build: no bounds on memory, more time")
    parser.add_argument("--slack", type=float, help="stretches the bounds on time (1; 4 with --sanitized)")
    parser.add_argument("--slowest", type=int, default=0, help="print the N slowest cases")
    parser.add_argument("--selftest", action="store_true", help="prove this driver with curl as the program under test")
    parser.add_argument("files", nargs="*", type=pathlib.Path, help="case files (all of cases/)")
    return parser.parse_args()


def main():
    options = parse_options()
    default_signals()
    if options.selftest:
        import case_selftest

        return case_selftest.main(Runner, run_one)
    try:
        cases = load_cases(options.files or sorted((HERE / "cases").glob("*.toml")))
    except CaseError as error:
        print(f"run_cases: {error}", file=sys.stderr)
        return 2
    cases = [case for case in cases if re.search(options.keyword, case.name)]
    if options.list:
        print("\n".join(case.name for case in cases))
        return 0
    options.llamero = str(pathlib.Path(options.llamero).resolve())
    if not os.access(options.llamero, os.X_OK):
        print(f"run_cases: there is no program at {options.llamero}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="llamero-cert-") as directory:
        certificates = make_certificates(pathlib.Path(directory))
        return 0 if run_all(Runner(options, certificates), cases, options.jobs, options.slowest) else 1


if __name__ == "__main__":
    sys.exit(main())
