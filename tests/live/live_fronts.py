"""Servers behind TLS, tokens, prefixes and proxies: caddy, nginx, tinyproxy and microsocks. Needs root."""
import json

from front_servers import (CLIENT_CERTIFICATE_PORT, HTTP_PROXY, NGINX_PORT, PROXY_PASSWORD, PROXY_USER, SOCKS_PROXY,
                           STRICT_PROXY, TOKEN, Fronts, make_authority, pin_of)
from live_talk import LONG, answer_of
from network import GATE, SERVER, expect


def assert_lists(service, done):
    errors = expect(done, 0)
    assert service.model in {m["name"] for m in json.loads(done.stdout)["models"]}, done
    return errors


def test_a_token_and_an_authority_of_ones_own_open_a_front(service, tmp):
    with Fronts(service, tmp, "caddy") as fronts:
        fronts.add()
        assert_lists(service, fronts.front("list", "--json"))
        prompt = "Write one line about llamas."
        wanted = answer_of(service, prompt, temperature=0, seed=1, num_predict=20)
        done = fronts.front("run", service.model, prompt, "--temperature", "0", "--seed", "1", "--num-predict", "20")
        expect(done, 0)
        assert done.stdout.decode().removesuffix("\n") == wanted.removesuffix("\n"), (done.stdout, wanted)


def test_no_token_and_a_wrong_token_are_refused(service, tmp):
    with Fronts(service, tmp, "caddy") as fronts:
        fronts.add(token=None)
        expect(fronts.front("list"), 4, "401")
        fronts.add(token="tok-wrong-0815")
        for command in (["list"], ["run", service.model, "hi"]):
            errors = expect(fronts.front(*command), 4, "401")
            assert "tok-wrong-0815" not in errors


def test_a_certificate_of_an_unknown_authority_is_refused(service, tmp):
    with Fronts(service, tmp, "caddy") as fronts:
        fronts.add(trust=False)
        expect(fronts.front("list"), 4, f"the certificate of https://{SERVER}:8443", "not trusted here", "ca_file")
        other, _, _ = make_authority(tmp, "other")
        fronts.add("--ca-file", str(other), trust=False)
        expect(fronts.front("list"), 4, f"the certificate of https://{SERVER}:8443", "not trusted here")
        fronts.add(trust=False)
        assert_lists(service, fronts.front("list", "--json", env={"SSL_CERT_FILE": str(fronts.authority)}))


def test_insecure_tls_sends_no_token(service, tmp):
    with Fronts(service, tmp, "caddy") as fronts:
        fronts.add(trust=False)
        errors = expect(fronts.front("--insecure-tls", "list"), 4, "credentials are not sent")
        assert TOKEN not in errors


def test_a_pin_decides_besides_the_authority(service, tmp):
    with Fronts(service, tmp, "caddy") as fronts:
        right = pin_of(fronts.certificate)
        fronts.add("--pin", right)
        assert_lists(service, fronts.front("list", "--json"))
        fronts.add("--pin", pin_of(fronts.authority))
        expect(fronts.front("list"), 4, "not the one that is pinned", right)
        fronts.add("--pin", right, trust=False)
        expect(fronts.front("list"), 4, "not trusted here")


def test_a_client_certificate_is_shown(service, tmp):
    with Fronts(service, tmp, "caddy") as fronts:
        fronts.add(port=CLIENT_CERTIFICATE_PORT, token=None)
        expect(fronts.front("list"), 4, "client certificate", "client_cert and client_key")
        ours = ("--client-cert", str(fronts.client_certificate), "--client-key", str(fronts.client_key))
        fronts.add(*ours, port=CLIENT_CERTIFICATE_PORT, token=None)
        assert_lists(service, fronts.front("list", "--json"))
        _, certificate, key = make_authority(tmp, "stranger")
        strange = ("--client-cert", str(certificate), "--client-key", str(key))
        fronts.add(*strange, port=CLIENT_CERTIFICATE_PORT, token=None)
        expect(fronts.front("list"), 4, "does not accept our client certificate")


def test_a_path_prefix_is_kept(service, tmp):
    with Fronts(service, tmp, "caddy") as fronts:
        for path in ("/ollama", "/ollama/"):
            fronts.add(path=path)
            assert_lists(service, fronts.front("list", "--json"))
            done = fronts.front("run", service.model, "Say hello.", "--num-predict", "3")
            expect(done, 0)
            assert done.stdout.strip(), done
        fronts.add(path="/nowhere")
        expect(fronts.front("list"), 6)


def test_an_answer_that_nginx_buffers_comes_whole(service, tmp):
    with Fronts(service, tmp, "nginx") as fronts:
        prompt = "Tell a story about a llama."
        wanted = answer_of(service, prompt, temperature=0, seed=1, num_predict=40)
        done = fronts.run("--host", f"http://{SERVER}:{NGINX_PORT}", "run", service.model, prompt,
                          "--temperature", "0", "--seed", "1", "--num-predict", "40")
        expect(done, 0)
        assert done.stdout.decode().removesuffix("\n") == wanted.removesuffix("\n"), (done.stdout, wanted)


def test_a_front_whose_server_is_down_is_unavailable(service, tmp):
    with Fronts(service, tmp, "nginx") as fronts:
        fronts.ollama.close()
        done = fronts.run("--host", f"http://{SERVER}:{NGINX_PORT}", "--retries", "0", "list")
        expect(done, 3, "502")


def test_a_killed_front_is_a_cut_with_its_partial_text(service, tmp):
    with Fronts(service, tmp, "caddy") as fronts:
        fronts.add()
        started = fronts.start("--remote", "front", "run", service.model, "Tell a very long story about a llama", *LONG)
        partial = started.stdout.read(20)
        assert len(partial) == 20, started.stderr.read()
        fronts.caddy.kill()
        rest, errors = started.communicate(timeout=30)
        print(f"    {len(partial + rest)} bytes were kept; stderr: {errors.decode().strip()}")
        assert started.returncode == 9, (started.returncode, errors)
        assert TOKEN.encode() not in errors


def test_a_proxy_of_the_environment_is_used_and_named(service, tmp):
    with Fronts(service, tmp, "caddy", "tinyproxy") as fronts:
        fronts.add()
        errors = assert_lists(service, fronts.front("list", "--json", env={"https_proxy": HTTP_PROXY}))
        assert HTTP_PROXY in errors and "https_proxy" in errors, errors
        assert f"CONNECT {SERVER}:8443" in fronts.proxy_log.read_text(), fronts.proxy_log.read_text()
        done = fronts.front("run", service.model, "Say hello.", "--num-predict", "3", env={"https_proxy": HTTP_PROXY})
        expect(done, 0)
        assert done.stdout.strip(), done
        expect(fronts.front("--retries", "0", "--connect-timeout", "1s", "list"), 3)  # there is no other way


def test_no_proxy_goes_around_the_proxy(service, tmp):
    with Fronts(service, tmp, "caddy", "tinyproxy") as fronts:
        fronts.add("--no-proxy", SERVER)
        done = fronts.front("--retries", "0", "--connect-timeout", "1s", "list", env={"https_proxy": HTTP_PROXY})
        expect(done, 3)
        assert "CONNECT" not in fronts.proxy_log.read_text()


def test_a_proxy_that_wants_a_password_is_named_and_gets_it(service, tmp):
    with Fronts(service, tmp, "caddy", "tinyproxy") as fronts:
        fronts.add()
        expect(fronts.front("list", env={"https_proxy": "http://" + STRICT_PROXY}), 4, "the proxy", "407", "https_proxy")
        with_password = f"http://{PROXY_USER}:{PROXY_PASSWORD}@{STRICT_PROXY}"
        errors = assert_lists(service, fronts.front("--verbose", "list", "--json", env={"https_proxy": with_password}))
        assert STRICT_PROXY in errors and PROXY_PASSWORD not in errors, errors


def test_a_wrong_password_for_a_proxy_is_refused(service, tmp):
    """tinyproxy says 407 where there is no password, and 401 where there is a wrong one."""
    with Fronts(service, tmp, "caddy", "tinyproxy") as fronts:
        fronts.add()
        wrong = f"http://{PROXY_USER}:pass-wrong-0815@{STRICT_PROXY}"
        done = fronts.front("list", env={"https_proxy": wrong})
        assert b"pass-wrong" not in done.stderr, done
        assert fronts.proxy_log.read_text().count(f"CONNECT {SERVER}") == 1, "it was tried again: " + done.stderr.decode()
        expect(done, 4, "the proxy")


def test_a_proxy_that_forbids_the_port_is_named(service, tmp):
    with Fronts(service, tmp, "caddy", "tinyproxy") as fronts:
        fronts.add(port=CLIENT_CERTIFICATE_PORT)
        expect(fronts.front("list", env={"https_proxy": HTTP_PROXY}), 4, "the proxy " + HTTP_PROXY, "403")


def test_the_proxy_of_a_remote_may_be_socks(service, tmp):
    with Fronts(service, tmp, "caddy", "microsocks") as fronts:
        fronts.add("--proxy", SOCKS_PROXY)
        # The environment has no say in it.
        assert_lists(service, fronts.front("list", "--json", env={"https_proxy": f"http://{GATE}:9"}))
        done = fronts.front("run", service.model, "Say hello.", "--num-predict", "3")
        expect(done, 0)
        assert done.stdout.strip(), done
        assert SERVER in fronts.socks_log.read_text(), "the name was resolved by the proxy"


def test_a_proxy_that_is_down_is_named(service, tmp):
    with Fronts(service, tmp, "caddy", "microsocks") as fronts:
        fronts.add()
        for proxy in (f"http://{GATE}:9", f"socks5h://{GATE}:9"):
            done = fronts.front("--retries", "0", "list", env={"https_proxy": proxy})
            expect(done, 3, "the proxy " + proxy)
