"""A public server behind Caddy: who may do what, how answers pass, what is kept, which certificate is shown."""
import contextlib
import hashlib
import http.client
import json
import ssl
import statistics
import subprocess
import time

from front_servers import make_authority
from network import await_true
from public_front import ADDRESS, ADMIN, DIRECTORY_HOST, HOST, USER, PublicFront, docker

LONG = "Tell a very long story about a llama and a mountain, with many names in it."
PATHS = ["/", "/api/tags", "/api/version", "/api/chat", "/api/pull", "/api/delete", "/v1/models", "/debug/pprof/",
         "/debug/pprof/heap", "/api/blobs/sha256:00", "/metrics", "/nothing", "/..%2f", "/v1/../api/tags"]


def generation(model, tokens, prompt=LONG):
    return json.dumps({"model": model, "prompt": prompt, "options": {"num_predict": tokens, "seed": 1}}).encode()


def stream(connection, model, tokens, headers):
    connection.request("POST", "/api/generate", generation(model, tokens), headers)
    answer = connection.getresponse()
    assert answer.status == 200, (answer.status, answer.read())
    return answer


def bearer(token=USER):
    return {"Authorization": f"Bearer {token}"}


def gaps_of(connection, model, headers, tokens=40):
    """The seconds between the lines of an answer."""
    times = []
    with contextlib.closing(connection):
        answer = stream(connection, model, tokens, headers)
        while answer.readline():
            times.append(time.monotonic())
    return [later - earlier for earlier, later in zip(times, times[1:])]


def assert_rules(front):
    for token, status in ((None, 401), ("llm_wrong", 401), (USER + "0", 401), (USER, 200), (ADMIN, 200)):
        assert front.ask("GET", "/api/tags", token=token)[0] == status, token
    assert front.ask("POST", "/api/delete", body={"model": "none"})[0] == 403
    assert front.ask("GET", "/debug/pprof/")[0] == 404


def test_a_public_server_tells_nothing_without_a_token(service):
    with PublicFront(service) as front:
        assert_rules(front)
        first = front.ask("GET", "/", token=None)
        assert first[2]["WWW-Authenticate"] == "Bearer", first
        for path in PATHS:
            for method in ("GET", "POST", "DELETE", "OPTIONS"):
                status, body, _ = front.ask(method, path, token=None)
                assert (status, body) == (401, first[1]), (method, path, status, body)
        for path, headers in ((f"/api/tags?token={USER}", {}), (f"/api/tags?Authorization=Bearer%20{USER}", {}),
                              ("/api/tags", {"X-Api-Key": USER}), ("/api/tags", {"Cookie": f"Authorization=Bearer {USER}"}),
                              ("/api/tags", {"Proxy-Authorization": f"Bearer {USER}"}),
                              ("/api/tags", {"Authorization": USER}), ("/api/tags", {"Authorization": f"Basic {USER}"}),
                              ("/api/tags", {"Authorization": "Bearer *"}), ("/api/tags", {"Authorization": "Bearer "})):
            assert front.ask("GET", path, token=None, headers=headers)[0] == 401, (path, headers)
        # Another name is no way around: the certificate that was asked for decides.
        assert front.ask("GET", "/", headers={"Host": "other.example.test"})[0] == 421


def test_a_public_server_lets_each_token_do_its_part(service):
    with PublicFront(service) as front:
        model = {"model": service.model}
        for token in (USER, ADMIN):
            for path in ("/", "/api/tags", "/api/ps", "/api/version", "/v1/models"):
                assert front.ask("GET", path, token=token)[0] == 200, path
            assert front.ask("HEAD", "/", token=token)[0] == 200
            assert front.ask("POST", "/api/show", token=token, body=model)[0] == 200
        short = {"options": {"num_predict": 2}, "stream": False, **model}
        messages = [{"role": "user", "content": "hi"}]
        for path, body in (("/api/generate", {"prompt": "hi", **short}), ("/api/chat", {"messages": messages, **short}),
                           ("/v1/chat/completions", {"messages": messages, "max_tokens": 2, **model})):
            assert front.ask("POST", path, body=body)[0] == 200, path
        blob = f"/api/blobs/sha256:{hashlib.sha256(b'llama').hexdigest()}"
        copy = {"source": service.model, "destination": "copied"}
        for method, path, body, expected in (
                ("POST", blob, b"llama", 201), ("HEAD", blob, None, 200), ("POST", "/api/copy", copy, 200),
                ("DELETE", "/api/delete", {"model": "copied"}, 200)):
            assert front.ask(method, path, body=body)[0] == 403, path
            assert front.ask(method, path, token=ADMIN, body=body)[0] == expected, path
        nowhere = {"model": "127.0.0.1:9/library/none", "insecure": True}
        assert front.ask("POST", "/api/pull", body=nowhere)[0] == 403
        assert b"127.0.0.1:9" in front.ask("POST", "/api/pull", token=ADMIN, body=nowhere)[1], "the server did not try"
        for token in (USER, ADMIN):
            for path in ("/debug/pprof/", "/debug/pprof/heap", "/debug/vars", "/v1/../debug/pprof/", "/v1/..%2fdebug/pprof/",
                         "/v1/%2e%2e/debug/pprof/", "//debug/pprof/", "/api/blobs/../../debug/pprof/", "/nothing"):
                status, body, _ = front.ask("GET", path, token=token)
                assert status == 404 and b"pprof" not in body, (path, status, body)


def test_a_public_server_passes_tokens_on_as_they_come(service):
    with PublicFront(service) as front:
        gaps_of(front.direct(), service.model, {}, 2)  # loads it
        near, far = gaps_of(front.direct(), service.model, {}), gaps_of(front.connection(), service.model, bearer())
        assert len(near) > 30 and len(far) > 30, (len(near), len(far))
        for name, gaps in (("direct", near), ("front", far)):
            print(f"    {name}: {len(gaps)} gaps, median {statistics.median(gaps) * 1e3:.1f} ms, "
                  f"longest {max(gaps) * 1e3:.1f} ms, {sum(gap < 0.001 for gap in gaps)} under 1 ms")
        # What is held back comes in lumps: most lines without a gap, a few after a long one.
        assert statistics.median(far) > statistics.median(near) / 3, "most lines came together"
        assert sum(gap < 0.001 for gap in far) < len(far) / 4, "lines came in lumps"


def test_a_public_server_stops_when_its_client_leaves(service):
    with PublicFront(service) as front:
        assert front.server_connections() == 0
        connection = front.connection()
        answer = stream(connection, service.model, 3000, bearer())
        for _ in range(5):
            assert answer.readline()
        assert front.server_connections() == 1, "a connection of the server is a request in flight"
        connection.sock.close()
        answer.close()
        connection.close()
        left = time.monotonic()
        await_true(lambda: front.server_connections() == 0, "the server to be left", 2)

        def is_idle():
            before = front.processor_seconds()
            time.sleep(0.3)
            return front.processor_seconds() - before < 0.05
        await_true(is_idle, "an idle server", 5)
        print(f"    idle {time.monotonic() - left:.1f} s after its client had gone")
        # And before the first token: a long prompt takes seconds.
        connection = front.connection()
        connection.request("POST", "/api/generate", generation(service.model, 1, LONG * 150), bearer())
        await_true(lambda: front.server_connections() == 1, "the request to arrive", 2)
        connection.sock.close()
        await_true(lambda: front.server_connections() == 0, "the server to be left before it answered", 1)
        assert front.ask("GET", "/api/version")[0] == 200
        assert front.server_connections() == 0, "a connection without a request"


def send_chunks(connection, count):
    """A chat of `count` MB that says no length; the status, or None where the connection was closed."""
    connection.putrequest("POST", "/api/chat")
    connection.putheader("Authorization", f"Bearer {USER}")
    connection.putheader("Transfer-Encoding", "chunked")
    connection.endheaders()
    piece = b"f4240\r\n" + b" " * 1000000 + b"\r\n"
    with contextlib.suppress(OSError):
        for _ in range(count):
            connection.send(piece)
        connection.send(b"0\r\n\r\n")
    with contextlib.suppress(OSError, http.client.HTTPException):
        return connection.getresponse().status
    return None


def test_a_public_server_refuses_a_body_that_is_too_long(service):
    with PublicFront(service) as front:
        for path, token, expected in (("/api/chat", USER, 413), ("/api/pull", ADMIN, 413), ("/api/chat", "llm_wrong", 401)):
            with contextlib.closing(front.connection()) as connection:
                connection.putrequest("POST", path)
                connection.putheader("Authorization", f"Bearer {token}")
                connection.putheader("Content-Length", "100000000")
                connection.endheaders()  # and nothing of the body
                assert connection.getresponse().status == expected, path
        for count, expected in ((2, (400,)), (101, (413, 502, None))):  # 400: the server looked for JSON in it
            with contextlib.closing(front.connection()) as connection:
                status = send_chunks(connection, count)
            assert status in expected, (count, status)


def test_a_public_server_keeps_no_token_and_no_prompt(service):
    with PublicFront(service) as front:
        body = {"model": service.model, "prompt": "prompt-4711", "stream": False, "options": {"num_predict": 1}}
        assert front.ask("POST", "/api/generate", body=body)[0] == 200
        front.ask("GET", "/api/tags?query-4711", token=ADMIN, headers={"Cookie": "cookie-4711", "X-Api-Key": "header-4711"})
        docker("stop", "-t", "3", front.server)
        assert front.ask("GET", "/api/ps?query-4711", headers={"X-Api-Key": "header-4711"})[0] == 502
        log = front.log()
        lines = [json.loads(line) for line in log.splitlines()]
        requests = [line for line in lines if line.get("logger", "").startswith("http.log.access")]
        seen = [(line["request"]["uri"], line["status"]) for line in requests]
        assert seen == [("/api/generate", 200), ("/api/tags", 200), ("/api/ps", 502)], seen
        assert any(line.get("logger", "").startswith("http.log.error") for line in lines), "the failure is told"
        for secret in (USER, ADMIN, "4711", "Authorization"):
            assert secret not in log, secret


def test_a_public_server_comes_back_with_its_certificate_and_new_rules(service):
    with PublicFront(service) as front:
        new = "llm_" + "9" * 32
        config = docker("exec", front.caddy, "cat", "/data/llamero/Caddyfile").replace(USER.encode(), new.encode())
        front.put_files(config)
        docker("restart", "-t", "10", front.caddy)
        await_true(front.is_healthy, "a healthy front", 30)
        front.address = front.address_of(front.caddy)
        assert front.ask("GET", "/api/tags")[0] == 401
        assert front.ask("GET", "/api/tags", token=new)[0] == 200
        private = ("/data/llamero", "/data/llamero/Caddyfile", "/data/caddy/pki")
        modes = docker("exec", front.caddy, "stat", "-c", "%a %u", *private).decode()
        assert modes.splitlines() == ["700 0", "600 0", "700 0"], modes


def test_a_public_server_may_be_an_address(service):
    with PublicFront(service, "address", ADDRESS) as front:
        assert_rules(front)
        with contextlib.suppress(ConnectionError):  # no answer at all
            raise AssertionError(front.ask("GET", "/", headers={"Host": "other.example.test"}))


class Acme(PublicFront):
    """With an authority of its own in the network, that asks back over http or TLS."""

    def __init__(self, service, tmp):
        self._folder = tmp
        super().__init__(service, "acme")

    def before_caddy(self):
        self.directory = f"{self.prefix}-acme"
        self._authority, certificate, key = make_authority(self._folder, "acme", DIRECTORY_HOST)
        key.chmod(0o644)
        (self._folder / "pebble.json").write_text(json.dumps({"pebble": {
            "listenAddress": "0.0.0.0:14000", "managementListenAddress": "0.0.0.0:15000", "httpPort": 80, "tlsPort": 443,
            "certificate": f"/acme/{certificate.name}", "privateKey": f"/acme/{key.name}"}}))
        self._folder.chmod(0o755)
        docker("run", "-d", "--name", self.directory, "--network", self.network, "--network-alias", DIRECTORY_HOST,
               "-v", "/usr/bin/pebble:/usr/bin/pebble:ro", "-v", f"{self._folder}:/acme:ro", "-e", "PEBBLE_VA_NOSLEEP=1",
               "-e", "PEBBLE_WFE_NONCEREJECT=0", "--entrypoint", "pebble", self.server_image, "-config", "/acme/pebble.json")

    def authority_files(self):
        return {"llamero/acme-ca.pem": (0o644, self._authority.read_bytes())}

    def make_trust(self):
        await_true(lambda: "certificate obtained successfully" in self.log(), "a certificate", 40)
        root = subprocess.run(["curl", "-fsSk", "--noproxy", "*", f"https://{self.address_of(self.directory)}:15000/roots/0"],
                              capture_output=True, text=True, check=True).stdout
        return ssl.create_default_context(cadata=root)

    def _remove(self):
        subprocess.run(["docker", "rm", "-f", f"{self.prefix}-acme"], capture_output=True, check=False)
        super()._remove()


def test_a_public_server_gets_a_certificate_of_an_acme_authority(service, tmp):
    with Acme(service, tmp) as front:
        with contextlib.closing(front.connection()) as connection:
            connection.connect()
            shown = connection.sock.getpeercert()
        assert "Pebble" in str(shown["issuer"]) and shown["subjectAltName"] == (("DNS", HOST),), shown
        assert_rules(front)
        # Nobody is led from http to https: a token would have gone in the clear.
        with contextlib.suppress(ConnectionError):
            plain = http.client.HTTPConnection(front.address, 80, timeout=5)
            plain.request("GET", "/api/tags", headers=bearer())
            raise AssertionError(plain.getresponse().status)
