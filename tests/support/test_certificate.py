"""Certificates that live as long as the test, made by openssl."""

import datetime
import subprocess

NAMES = "IP:127.0.0.1,DNS:localhost,DNS:ollama.test"
DAY = datetime.timedelta(days=1)

# kind -> (names, first day, last day), all of the authority "ca" and counted from today
ISSUED = {
    "issued": (NAMES, -1, 2),
    "expired": (NAMES, -9, -2),
    "future": (NAMES, 2, 9),
    "other-name": ("DNS:other.test,DNS:*.other.test", -1, 2),
    "many-names": (",".join(f"DNS:{'x' * 60}.{'y' * 60}.n{i}.test" for i in range(40)), -1, 2),
    "client": ("DNS:client.test", -1, 2),
    "client-expired": ("DNS:client.test", -9, -2),
}

AUTHORITY = """
[ca]
default_ca = d
[d]
database = {0}/index.txt
new_certs_dir = {0}
rand_serial = yes
default_md = sha256
policy = p
unique_subject = no
[p]
commonName = supplied
"""


def openssl(*arguments):
    return subprocess.run(
        ["openssl", *map(str, arguments)], stdin=subprocess.DEVNULL, capture_output=True, check=True).stdout


def self_signed(directory, name, subject, *extensions):
    certificate, key = directory / f"{name}.pem", directory / f"{name}.key"
    openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
            "-subj", f"/CN={subject}", *extensions, "-keyout", key, "-out", certificate)
    return certificate, key


def make_certificate(directory):
    """Returns (certificate file, key file) for 127.0.0.1, localhost and ollama.test, signed by itself."""
    return self_signed(directory, "server", "localhost", "-addext", f"subjectAltName={NAMES}")


def make_certificates(directory):
    """Returns kind -> (certificate file, key file): "server" and "stranger" sign themselves, "ca" is the authority of all others."""
    made = {
        "server": make_certificate(directory),
        "stranger": self_signed(directory, "stranger", "stranger"),
        "ca": self_signed(directory, "ca", "Test authority"),
    }
    (directory / "index.txt").touch()
    (directory / "ca.conf").write_text(AUTHORITY.format(directory))
    key, request = directory / "issued.key", directory / "issued.csr"
    openssl("req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=localhost",
            "-keyout", key, "-out", request)
    now = datetime.datetime.now(datetime.timezone.utc)
    for kind, (names, first, last) in ISSUED.items():
        certificate, extensions = directory / f"{kind}.pem", directory / f"{kind}.ext"
        extensions.write_text(f"subjectAltName={names}\n")
        openssl("ca", "-batch", "-notext", "-config", directory / "ca.conf", "-cert", made["ca"][0], "-keyfile", made["ca"][1],
                "-startdate", (now + first * DAY).strftime("%Y%m%d%H%M%SZ"), "-enddate", (now + last * DAY).strftime("%Y%m%d%H%M%SZ"),
                "-extfile", extensions, "-in", request, "-out", certificate)
        made[kind] = certificate, key
    return made


def pin_of(certificate):
    """"sha256//…" of the certificate's public key, as libcurl writes it."""
    import base64
    import hashlib

    public = openssl("x509", "-in", certificate, "-noout", "-pubkey")
    der = base64.b64decode(b"".join(public.splitlines()[1:-1]))
    return "sha256//" + base64.b64encode(hashlib.sha256(der).digest()).decode()
