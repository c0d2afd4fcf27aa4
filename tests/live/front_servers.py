"""Fronts of a server, and proxies on the way to it, as they are installed in the real world."""
import base64
import hashlib
import subprocess

from network import GATE, OLLAMA_PORT, SERVER, Network, await_true

TOKEN = "tok-front-4711-secret"
BEARER_PORT, CLIENT_CERTIFICATE_PORT, NGINX_PORT = 8443, 8444, 8080
HTTP_PROXY_PORT, STRICT_PROXY_PORT, SOCKS_PORT = 8888, 8889, 1080
PROXY_USER, PROXY_PASSWORD = "ann", "pass-front-4711"

CADDYFILE = """\
{{
  admin off
  auto_https disable_redirects
  skip_install_trust
}}
https://{server}:{bearer_port} {{
  tls internal
  @known header Authorization "Bearer {token}"
  handle @known {{
    handle_path /ollama/* {{
      reverse_proxy 127.0.0.1:{ollama}
    }}
    reverse_proxy 127.0.0.1:{ollama}
  }}
  respond "who are you?" 401
}}
https://{server}:{client_port} {{
  tls internal {{
    client_auth {{
      mode require_and_verify
      trusted_ca_cert_file {client_authority}
    }}
  }}
  reverse_proxy 127.0.0.1:{ollama}
}}
"""

NGINX = """\
daemon off;
user root;
worker_processes 1;
pid {folder}/nginx.pid;
error_log stderr;
events {{}}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  server {{
    listen {address}:{port};
    location / {{ proxy_pass http://127.0.0.1:{ollama}; }}
  }}
}}
"""

TINYPROXY = """\
Port {port}
Listen {address}
Timeout 600
LogLevel Connect
LogFile "{log}"
MaxClients 20
ConnectPort {target}
"""


def openssl(*arguments, data=None):
    return subprocess.run(["openssl", *map(str, arguments)], check=True, input=data,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout


def make_authority(folder, name, host="nobody.test"):
    """An authority, and a certificate of it: the files of the authority, the certificate and its key."""
    authority, authority_key, certificate, key, request = (
        folder / f"{name}-{part}" for part in ("ca.pem", "ca.key", "cert.pem", "cert.key", "cert.csr"))
    curve = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")
    openssl("req", "-x509", *curve, "-keyout", authority_key, "-out", authority, "-days", 2, "-subj", f"/CN={name} authority")
    openssl("req", *curve, "-keyout", key, "-out", request, "-subj", f"/CN={name}")
    openssl("x509", "-req", "-in", request, "-CA", authority, "-CAkey", authority_key, "-CAcreateserial",
            "-out", certificate, "-days", 2, "-extfile", "/dev/stdin", data=f"subjectAltName=DNS:{host}\n".encode())
    key.chmod(0o600)
    return authority, certificate, key


def pin_of(certificate):
    key = openssl("x509", "-in", certificate, "-noout", "-pubkey")
    return "sha256//" + base64.b64encode(
        hashlib.sha256(openssl("pkey", "-pubin", "-outform", "der", data=key)).digest()).decode()


class Fronts(Network):
    """`parts` of caddy, nginx, tinyproxy and microsocks. With a proxy, the client has no other way to the server."""

    def __init__(self, service, tmp, *parts):
        super().__init__(service, tmp, client_sees_server=not {"tinyproxy", "microsocks"} & set(parts))
        try:
            self.bring_ollama()
            for part in parts:
                getattr(self, "_start_" + part)()
        except BaseException:
            self.close()
            raise

    def _start_caddy(self):
        folder = self.server.folder
        client_authority, self.client_certificate, self.client_key = make_authority(folder, "client")
        (folder / "Caddyfile").write_text(CADDYFILE.format(
            server=SERVER, token=TOKEN, ollama=OLLAMA_PORT, bearer_port=BEARER_PORT,
            client_port=CLIENT_CERTIFICATE_PORT, client_authority=client_authority))
        env = {**self.environment(), "HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
        self.caddy = self.server.serve("caddy", "run", "--adapter", "caddyfile", "--config", folder / "Caddyfile", env=env)
        self.authority = folder / "caddy/pki/authorities/local/root.crt"
        self.certificate = folder / f"caddy/certificates/local/{SERVER}/{SERVER}.crt"

        def has_certificate():
            assert not self.caddy.has_ended(), self.caddy.log.read_text()
            return self.certificate.exists()
        await_true(has_certificate, "caddy's certificate", 20)
        self.server.await_port(BEARER_PORT, self.caddy)

    def _start_nginx(self):
        configuration = self.server.folder / "nginx.conf"
        configuration.write_text(NGINX.format(
            folder=self.server.folder, address=self.server_address, port=NGINX_PORT, ollama=OLLAMA_PORT))
        server = self.server.serve("/usr/sbin/nginx", "-p", self.server.folder, "-e", "stderr", "-c", configuration)
        self.server.await_port(NGINX_PORT, server)

    def _start_tinyproxy(self):
        self.proxy_log = self.gate.folder / "proxy.log"
        for name, port, extra in (("open", HTTP_PROXY_PORT, ""),
                                  ("strict", STRICT_PROXY_PORT, f"BasicAuth {PROXY_USER} {PROXY_PASSWORD}\n")):
            configuration = self.gate.folder / f"{name}.conf"
            configuration.write_text(extra + TINYPROXY.format(
                port=port, address=self.gate_address, log=self.proxy_log, target=BEARER_PORT))
            server = self.gate.serve("tinyproxy", "-d", "-c", configuration)
            self.gate.await_port(port, server)

    def _start_microsocks(self):
        server = self.gate.serve("microsocks", "-i", self.gate_address, "-p", SOCKS_PORT)
        self.gate.await_port(SOCKS_PORT, server)
        self.socks_log = server.log

    def add(self, *arguments, path="", port=BEARER_PORT, token=TOKEN, trust=True):
        if token:
            arguments += ("--token-file", str(self.secret("token", token)))
        if trust:
            arguments += ("--ca-file", str(self.authority))
        done = self.run("remote", "add", "front", "--force", "--url", f"https://{SERVER}:{port}{path}", *arguments)
        assert done.returncode == 0, done

    def front(self, *arguments, **options):
        return self.run("--remote", "front", *arguments, **options)


HTTP_PROXY = f"http://{GATE}:{HTTP_PROXY_PORT}"
STRICT_PROXY = f"{GATE}:{STRICT_PROXY_PORT}"
SOCKS_PROXY = f"socks5h://{GATE}:{SOCKS_PORT}"
