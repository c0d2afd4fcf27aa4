#!/usr/bin/env python3
"""Runs send_requests against TLS servers on loopback: pins, authorities and client certificates, which no flag sets."""

import argparse
import os
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.dont_write_bytecode = True  # the source tree may belong to somebody else
sys.path.insert(0, str(HERE.parent / "support"))

from fault_server import FaultServer
from test_certificate import make_certificates, openssl, pin_of

ROUTES = {"*": [{"json": {}}]}
WRONG_PIN = "pin=sha256//" + "B" * 43 + "="
OUR_CERT = ["cert={client}", "key={client.key}"]

# name, options of the server, words (placeholders: files and pins by the certificate's kind), one regex for each line of output
ROWS = [
    ("ca_file", {"certificate": "issued"}, ["ca={ca}", "send"], ["status 200"]),
    ("ca_file replaces SSL_CERT_FILE", {"certificate": "server", "trust": "server"},
     ["ca={ca}", "send", "reset", "url={url}", "send"],
     ["error .*: the certificate of .* is self-signed", "status 200"]),
    ("ca_file is missing", {}, ["ca={dir}/none.pem", "send"],
     [r'error .*: no trusted certificates can be read from .*/none\.pem']),
    ("ca_file holds no certificate", {}, ["ca={server.key}", "send"], [r"error .*: no trusted certificates can be read from"]),
    ("right pin", {}, ["ca={server}", "pin={server.pin}", "send"], ["status 200"]),
    ("wrong pin", {}, ["ca={server}", WRONG_PIN, "send"],
     ["error .*: the public key of .* is not the one that is pinned: it has {server.pin} .*for 127"]),
    ("a pin does not replace the check", {}, ["pin={server.pin}", "send"], ["error .*is self-signed"]),
    ("any certificate, right pin", {"certificate": "expired"}, ["any=yes", "pin={issued.pin}", "send"], ["status 200"]),
    ("any certificate, wrong pin", {"certificate": "expired"}, ["any=yes", WRONG_PIN, "send"],
     ["error .*not the one that is pinned: it has {issued.pin}"]),
    ("any certificate, no pin", {"certificate": "expired"}, ["any=yes", "send"], ["status 200"]),
    ("a secret is withheld", {}, ["any=yes", "secret=x", "send"], ["error .*: credentials are not sent"]),
    ("a secret with a wrong pin", {}, ["any=yes", "secret=x", WRONG_PIN, "send"], ["error .*pinned"]),
    ("a secret with a pin", {}, ["any=yes", "secret=x", "pin={server.pin}", "send"], ["status 200"]),
    ("client certificate", {"client_ca": "ca"}, ["ca={server}", *OUR_CERT, "send"], ["status 200"]),
    ("client certificate, 1.2", {"client_ca": "ca", "tls_max": "1.2"}, ["ca={server}", *OUR_CERT, "send"], ["status 200"]),
    ("no client certificate", {"client_ca": "ca"}, ["ca={server}", "send", "body=x", "send"],
     ["error .*wants a client certificate"] * 2),
    ("no client certificate, 1.2", {"client_ca": "ca", "tls_max": "1.2"}, ["ca={server}", "send"],
     ["error .*may want a client certificate"]),
    ("rejected", {"client_ca": "ca"}, ["ca={server}", "cert={stranger}", "key={stranger.key}", "send"],
     ["error .*does not accept our client certificate: .*unknown ca"]),
    ("rejected, 1.2", {"client_ca": "ca", "tls_max": "1.2"}, ["ca={server}", "cert={stranger}", "key={stranger.key}", "send"],
     ["error .*does not accept our client certificate: .*unknown ca"]),
    ("expired", {"client_ca": "ca"}, ["ca={server}", "cert={client-expired}", "key={client.key}", "send"],
     ["error .*does not accept our client certificate"]),
    ("expired, 1.2", {"client_ca": "ca", "tls_max": "1.2"}, ["ca={server}", "cert={client-expired}", "key={client.key}", "send"],
     ["error .*does not accept our client certificate"]),
    ("key of another certificate", {"client_ca": "ca"}, ["ca={server}", "cert={client}", "key={stranger.key}", "send"],
     ["error .*our client certificate or its key cannot be used"]),
    ("certificate is none", {}, ["ca={server}", "cert={server.key}", "key={server.key}", "send"],
     ["error .*our client certificate or its key cannot be used"]),
    ("key with a pass phrase", {"client_ca": "ca"}, ["ca={server}", "cert={client}", "key={locked.key}", "send"],
     ["error .*our client certificate or its key cannot be used"]),
    # One transport, changing options: nothing of a connection that is still open may be used again.
    ("then a wrong pin", {}, ["any=yes", "send", "send", WRONG_PIN, "send"], ["status 200", "status 200", "error .*pinned"]),
    ("then no trust", {}, ["any=yes", "send", "any=no", "send"], ["status 200", "error .*is self-signed"]),
    ("then another pin by its case only", {}, ["any=yes", "pin={server.pin}", "send", "pin={server.swapped}", "send"],
     ["status 200", "error .*pinned"]),
    ("then no client certificate", {"client_ca": "ca"},
     ["ca={server}", *OUR_CERT, "send", "reset", "url={url}", "ca={server}", "send"],
     ["status 200", "error .*wants a client certificate"]),
    ("then a key that does not fit", {"client_ca": "ca"}, ["ca={server}", *OUR_CERT, "send", "key={stranger.key}", "send"],
     ["status 200", "error .*cannot be used"]),
    ("shown", {"certificate": "issued"}, ["show"],
     [r"pin {issued.pin} \(for 127\.0\.0\.1, localhost, ollama\.test; issued by CN = Test authority; valid from .* to .*\)"]),
    ("shown with a client certificate wanted", {"client_ca": "ca"}, ["show"], ["pin {server.pin} .*"]),
    ("unknown proxy", {}, ["url=http://ollama.test", "proxy=socks4://127.0.0.1:1", "send"], ["error .*unknown kind"]),
    ("a proxy in spite of the environment", {}, ["url=http://ollama.test", "proxy=http://127.0.0.1:1", "send"],
     ["error .*: could not connect to the proxy http://127.0.0.1:1"]),
    ("no proxy in spite of the environment", {}, ["url=http://other.invalid", "send"], ["error .*: no address for http://other.invalid"]),
    ("proxy for loopback", {}, ["ca={server}", "proxy=http://127.0.0.1:1", "send"], ["status 200"]),
]
# How many connections a row may make at the server, where that is the point.
CONNECTIONS = {"then a wrong pin": 3, "right pin": 1}


def values_of(certificates, directory):
    values = {"dir": str(directory), "locked.key": str(directory / "locked.key")}
    for kind, (certificate, key) in certificates.items():
        values |= {kind: str(certificate), f"{kind}.key": str(key), f"{kind}.pin": pin_of(certificate)}
        values[f"{kind}.swapped"] = "sha256//" + values[f"{kind}.pin"][8:].swapcase()
    openssl("ec", "-in", certificates["client"][1], "-aes128", "-passout", "pass:locked", "-out", values["locked.key"])
    return values


def fill(text, values, quote=str):
    return re.sub(r"\{([a-z0-9.-]+)\}", lambda match: quote(values[match.group(1)]), text)


def differences(program, row, certificates, values):
    name, options, words, patterns = row
    options = {"certificate": "server", **options}
    # Not one of these is for the transport to read.
    environment = {**os.environ, "https_proxy": "http://127.0.0.1:9", "all_proxy": "http://127.0.0.1:9", "no_proxy": "ollama.test"}
    if trust := options.pop("trust", None):
        environment["SSL_CERT_FILE"] = str(certificates[trust][0])
    if "client_ca" in options:
        options["client_ca"] = certificates[options["client_ca"]][0]
    options["certificate"] = certificates[options["certificate"]]
    with FaultServer(ROUTES, listen="tls", **options) as server:
        here = {**values, "url": server.url}
        run = subprocess.run([program, f"url={server.url}", *(fill(word, here) for word in words)], stdin=subprocess.DEVNULL,
                             capture_output=True, text=True, env=environment, timeout=60, start_new_session=True, check=False)
        lines = run.stdout.splitlines()
        refused = [line for line in lines if line.startswith("error")]
        if run.returncode != 0 or run.stderr:
            yield f"exit {run.returncode}: {run.stderr}"
        if len(lines) != len(patterns):
            yield f"{len(lines)} lines: {lines}"
        for line, pattern in zip(lines, patterns):
            if not re.match(fill(pattern, here, re.escape), line):
                yield f"{line!r} is not /{pattern}/"
        sent = len(lines) - len(refused) - sum(line.startswith("pin") for line in lines)
        if len(server.requests) != sent:
            yield f"{len(server.requests)} requests, {sent} answers"
        if server.connections > CONNECTIONS.get(name, server.connections):
            yield f"{server.connections} connections"


def main():
    parser = argparse.ArgumentParser(description="Sends requests by routes that no flag sets.")
    parser.add_argument("program", help="send_requests")
    parser.add_argument("-k", "--keyword", default="", help="only rows whose name matches this regex")
    options = parser.parse_args()
    failed = 0
    rows = [row for row in ROWS if re.search(options.keyword, row[0])]
    with tempfile.TemporaryDirectory(prefix="llamero-routes-") as name:
        directory = pathlib.Path(name)
        certificates = make_certificates(directory)
        values = values_of(certificates, directory)
        for row in rows:
            found = list(differences(options.program, row, certificates, values))
            failed += bool(found)
            if found:
                print(f"FAIL {row[0]}: " + "; ".join(found), flush=True)
    print(f"{len(rows) - failed} passed, {failed} failed")
    return 1 if failed or not rows else 0


if __name__ == "__main__":
    sys.exit(main())
