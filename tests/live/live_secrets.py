"""Secrets reach the server that they are for, and nobody and nothing else. Needs root."""
import base64
import contextlib
import resource
import threading

from capture import STRANGER, Capture, Stranger
from network import SERVER, expect
from ssh_host import Lab

TOKEN = "tok-4711-secret"
PASSWORD = "pass-4711-secret"
HEADER = "key-4711-secret"
BASIC = base64.b64encode(f"ann:{PASSWORD}".encode()).decode()
SECRETS = (TOKEN, PASSWORD, HEADER, BASIC)
PROMPT = "a-prompt-that-everybody-sees"
RUN = ("run", "m", PROMPT)


def ways(capture):
    """Name, arguments of `remote add`, and what a server sees of it."""
    token, password, header = (str(capture.secret(name, text)) for name, text in
                               (("token", TOKEN), ("password", PASSWORD), ("header", HEADER)))
    return [("file", ["--token-file", token], TOKEN),
            ("command", ["--token-command", f"cat {token}"], TOKEN),
            ("basic", ["--user", "ann", "--password-file", password], BASIC),
            ("header", ["--header-file", f"X-Key={header}"], HEADER)]


def test_a_secret_reaches_its_origin_over_tls(service, tmp):
    with Capture(service, tmp) as capture:
        for name, arguments, secret in ways(capture):
            capture.add(name, "https", *arguments)
            for command in (["list"], RUN):
                capture.forget()
                expect(capture.run("--remote", name, *command), 0)
                assert capture.who_saw(secret) == {"https"}, (name, capture.who_saw(secret))


def test_no_redirect_takes_a_secret_along(service, tmp):
    with Capture(service, tmp) as capture:
        for name, arguments, secret in ways(capture):
            capture.add(name, "https", *arguments)
            for status in (301, 302, 303, 307, 308):
                for target in ("other https", "other http", "http"):
                    if name != "file" and (status, target) not in ((302, "other https"), (307, "http")):
                        continue  # how a secret is had makes no difference to the rest
                    capture.forget()
                    capture.origins["https"].redirect = (status, capture.url(target))
                    done = capture.run("--remote", name, *(RUN if status > 303 else ["list"]))
                    assert done.returncode not in (0, 3), (status, target, done)
                    assert capture.who_was_asked() == {"https"}, (status, target, capture.who_was_asked())
                    assert capture.who_saw(secret) == {"https"}
                    assert secret.encode() not in done.stderr


def test_no_secret_goes_over_plain_http_unasked(service, tmp):
    with Capture(service, tmp) as capture:
        for name, arguments, secret in ways(capture):
            capture.add(name, "http", *arguments)
            expect(capture.run("--remote", name, "list"), 4, "were not sent", "allow_plaintext_token")
            assert capture.who_was_asked() == set(), name
        for env in ({"LLAMERO_HOST": capture.url("http")}, {}):
            host = [] if env else ["--host", capture.url("http")]
            expect(capture.run(*host, "list", env={**env, "LLAMERO_TOKEN": TOKEN}), 4, "were not sent")
        assert capture.who_was_asked() == set()
        capture.add("allowed", "http", *ways(capture)[0][1], "--allow-plaintext-token")
        expect(capture.run("--remote", "allowed", "list"), 0)
        assert capture.who_saw(TOKEN) == {"http"}


def test_a_proxy_sees_no_secret_of_the_server(service, tmp):
    with Capture(service, tmp) as capture:
        proxy = capture.PROXY.replace("http://", f"http://bob:{HEADER}@")
        for name, arguments, secret in ways(capture)[:3]:
            capture.add(name, "https", *arguments)
            capture.forget()
            done = capture.run("--remote", name, "list", env={"https_proxy": proxy})
            errors = expect(done, 0)
            assert capture.who_saw(secret) == {"https"}, (name, capture.who_saw(secret))
            asked = capture.proxy.text()
            assert asked.startswith(f"CONNECT {SERVER}:8443") and "\nAuthorization" not in asked, asked
            # and the server nothing of what is the proxy's
            assert "\nProxy-Authorization: Basic" in asked, asked
            assert "Proxy-Authorization" not in capture.origins["https"].text()
            assert HEADER not in errors


def test_the_token_of_the_environment_is_for_one_origin(service, tmp):
    https, other = Capture.url("https"), Capture.url("other https")
    cases = [  # arguments, environment, who gets the token
        (["--host", https], {}, {"https"}),
        ([], {"LLAMERO_HOST": https}, {"https"}),
        (["--host", https], {"LLAMERO_HOST": https}, {"https"}),
        (["--host", https + "/"], {"LLAMERO_HOST": https}, {"https"}),
        (["--host", other], {"LLAMERO_HOST": https}, set()),
        (["--remote", "plain"], {}, set()),
        (["--remote", "plain"], {"LLAMERO_HOST": https}, set()),
        (["--remote", "plain"], {"LLAMERO_HOST": other}, set()),
        ([], {"LLAMERO_REMOTE": "plain"}, set()),
        ([], {"OLLAMA_HOST": https}, set()),
        (["--remote", "own"], {"LLAMERO_HOST": https}, set()),
    ]
    with Capture(service, tmp) as capture:
        capture.add("plain", "https")
        capture.add("own", "other https", "--token-file", str(capture.secret("own", "tok-own-0815")))
        for arguments, env, who in cases:
            capture.forget()
            done = capture.run(*arguments, "list", env=capture.trusting(LLAMERO_TOKEN=TOKEN, **env))
            errors = expect(done, 0)
            assert capture.who_saw(TOKEN) == who, (arguments, env, capture.who_saw(TOKEN))
            assert ("LLAMERO_TOKEN is not sent" in errors) == (not who), (arguments, env, errors)
            assert capture.who_saw("tok-own-0815") == ({"other https"} if "own" in arguments else set())
            assert TOKEN not in errors
        expect(capture.run("remote", "use", "plain"), 0)
        capture.forget()
        expect(capture.run("list", env={"LLAMERO_TOKEN": TOKEN}), 0)
        assert capture.who_was_asked() == {"https"} and capture.who_saw(TOKEN) == set()


def test_credentials_in_the_address_are_for_that_server(service, tmp):
    with Capture(service, tmp) as capture:
        address = capture.url("https").replace("://", f"://ann:{PASSWORD}@")
        done = capture.run("-v", "-v", "list", env=capture.trusting(OLLAMA_HOST=address))
        errors = expect(done, 0)
        assert capture.who_saw(BASIC) == {"https"}
        assert PASSWORD not in errors and BASIC not in errors, errors
        plain = capture.url("http").replace("://", f"://ann:{PASSWORD}@")
        capture.forget()
        done = capture.run("list", env={"OLLAMA_HOST": plain})
        print(f"    credentials of OLLAMA_HOST over plain http: exit code {done.returncode}, "
              f"{'sent' if capture.who_saw(BASIC) else 'not sent'}")
        assert PASSWORD.encode() not in done.stderr + done.stdout
        for name in ("--host", "LLAMERO_HOST"):
            arguments, env = ([name, address], {}) if name == "--host" else ([], {name: address})
            done = capture.run(*arguments, "list", env=capture.trusting(**env))
            assert PASSWORD.encode() not in done.stderr + done.stdout, done
            expect(done, 2)


def test_a_bad_certificate_gets_no_secret(service, tmp):
    with Capture(service, tmp) as capture:
        token = str(capture.secret("token", TOKEN))
        expect(capture.run("remote", "add", "distrusted", "--url", capture.url("https"), "--token-file", token), 0)
        expect(capture.run("--remote", "distrusted", *RUN), 4, "certificate")
        expect(capture.run("--remote", "distrusted", "--insecure-tls", *RUN), 4, "credentials are not sent")
        assert capture.who_was_asked() == set()


def test_a_secret_is_in_no_trace_cassette_or_listing(service, tmp):
    with Capture(service, tmp) as capture:
        tape = tmp / "tape"
        for name, arguments, secret in ways(capture):
            capture.add(name, "https", *arguments)
            for command in (["list"], RUN):
                done = capture.run("--remote", name, "-v", "-v", "--record", str(tape), *command)
                expect(done, 0)
                assert b"/api/" in done.stderr, done.stderr  # there was something to leave it out of
                assert_free_of(SECRETS, (name, command), done.stdout, done.stderr, tape.read_bytes())
            for command in (["remote", "show", name], ["remote", "list"], ["config", "show"]):
                done = capture.run(*command)
                expect(done, 0)
                assert_free_of(SECRETS, (name, command), done.stdout, done.stderr)


def test_an_answer_that_repeats_the_token_is_shown_and_recorded_without_it(service, tmp):
    """A gateway may complain with "invalid key tok-…"; what it says goes to terminals, logs and bug reports."""
    with Capture(service, tmp) as capture:
        tape = tmp / "tape"
        capture.origins["https"].echo = True
        capture.add("file", "https", *ways(capture)[0][1])
        for command in (["list"], RUN):
            done = capture.run("--remote", "file", "-v", "-v", "--record", str(tape), *command)
            assert done.returncode not in (0, 2), done
            assert capture.who_saw(TOKEN) == {"https"}
            leaks = [name for name, text in (("stdout", done.stdout), ("stderr", done.stderr),
                                             ("cassette", tape.read_bytes())) if TOKEN.encode() in text]
            assert leaks == [], (command, leaks, done.stderr)


def assert_free_of(secrets, where, *texts):
    for text in texts:
        for secret in secrets:
            assert secret.encode() not in text, (where, secret, text)


def test_a_secret_from_standard_input_stays_in_a_file_of_the_user(service, tmp):
    with Capture(service, tmp) as capture:
        done = capture.run("remote", "add", "kept", "--url", capture.url("https"), "--ca-file",
                           str(capture.authority), "--token-stdin", stdin=TOKEN.encode() + b"\n")
        expect(done, 0)
        assert_free_of([TOKEN], "remote add", done.stdout, done.stderr)
        holders = [path for path in capture.home.rglob("*") if path.is_file() and TOKEN in path.read_text()]
        assert [path.stat().st_mode & 0o777 for path in holders] == [0o600], holders
        expect(capture.run("--remote", "kept", "list"), 0)
        assert capture.who_saw(TOKEN) == {"https"}
        expect(capture.run("remote", "rm", "kept"), 0)
        assert not holders[0].exists(), "the secret went with its remote"


def test_a_file_that_others_can_read_is_no_secret(service, tmp):
    with Capture(service, tmp) as capture:
        token = capture.secret("token", TOKEN)
        capture.add("open", "https", "--token-file", str(token))
        token.chmod(0o644)
        errors = expect(capture.run("--remote", "open", "list"), 2, str(token))
        assert TOKEN not in errors and capture.who_was_asked() == set()


@contextlib.contextmanager
def held(origin):
    origin.hold = threading.Event()
    try:
        yield
    finally:
        origin.hold.set()
        origin.hold = None


def test_another_user_sees_no_secret(service, tmp):
    with Capture(service, tmp) as capture:
        runs = []
        for name, arguments, _ in ways(capture):
            capture.add(name, "https", *arguments)
            runs.append((["--remote", name], {}))
        runs += [(["--host", capture.url("https")], capture.trusting(LLAMERO_TOKEN=TOKEN)),
                 ([], capture.trusting(OLLAMA_HOST=capture.url("https").replace("://", f"://ann:{PASSWORD}@"))),
                 (["--remote", "file"], {"https_proxy": capture.PROXY.replace("//", f"//bob:{HEADER}@")})]
        stranger = Stranger(PROMPT, *SECRETS)
        with held(capture.origins["https"]):
            started = [capture.start(*arguments, *RUN, env=env) for arguments, env in runs]
            for process in started:
                assert process.stdout.read(5) == b"hello", process.stderr.read()
        for process in started:
            process.communicate(timeout=20)
            assert process.returncode == 0
        for arguments, env in runs:  # and through all of a short one, from its first moment to its last
            expect(capture.run(*arguments, "list", env=env), 0)
        report = stranger.report()
        print(f"    user {STRANGER} looked {report['looks']} times, "
              f"and saw llamero {report['programs'].get('llamero', 0)} times")
        assert report["programs"].get("llamero", 0) > len(runs), report
        found = [text for text in report["found"] if any(secret in text for secret in SECRETS)]
        assert found == [], found
        assert len(report["found"]) > 1, "the test would not have seen a secret: it does not see the prompt"


def test_another_user_sees_no_secret_through_ssh(service, tmp):
    with Lab(service, tmp) as lab:
        lab.add("--token-file", str(lab.secret("token", TOKEN)))
        stranger = Stranger(TOKEN)
        expect(lab.run("--remote", "lab", "run", "--num-predict", "3", service.model, "hi"), 0)
        report = stranger.report()
        assert report["found"] == [] and report["programs"].get("ssh", 0) > 0, report


def core_limit(pid):
    with open(f"/proc/{pid}/limits", encoding="ascii") as file:
        return next(line.split()[4] for line in file if line.startswith("Max core file size"))


@contextlib.contextmanager
def core_files_allowed():
    before = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_CORE, before)


def core_limits(capture, runs):
    """What is in force while an answer streams, by the names of the runs."""
    limits = {}
    with core_files_allowed(), held(capture.origins["https"]):
        for name, (arguments, env) in runs.items():
            # A build with sanitizers would forbid core files by itself.
            process = capture.start(*arguments, *RUN, env={**env, "ASAN_OPTIONS": "disable_coredump=0"})
            assert process.stdout.read(5) == b"hello", (name, process.stderr.read())
            limits[name] = core_limit(process.pid)
            process.kill()
            process.communicate()
    return limits


def test_a_crash_would_write_no_secret_to_the_disk(service, tmp):
    with Capture(service, tmp) as capture:
        host = ["--host", capture.url("https")]
        runs = {"nothing": (host, capture.trusting())}
        for name, arguments, _ in ways(capture):
            capture.add(name, "https", *arguments)
            runs[name] = (["--remote", name], {})
        runs["LLAMERO_TOKEN"] = (host, capture.trusting(LLAMERO_TOKEN=TOKEN))
        limits = core_limits(capture, runs)
        assert limits.pop("nothing") == "unlimited", "the test shows nothing"
        assert set(limits.values()) == {"0"}, limits


def test_a_crash_would_write_no_password_of_an_address_to_the_disk(service, tmp):
    with Capture(service, tmp) as capture:
        limits = core_limits(capture, {
            "OLLAMA_HOST": ([], capture.trusting(
                OLLAMA_HOST=capture.url("https").replace("://", f"://ann:{PASSWORD}@"))),
            "https_proxy": (["--host", capture.url("https")], capture.trusting(
                https_proxy=capture.PROXY.replace("//", f"//bob:{HEADER}@")))})
        assert set(limits.values()) == {"0"}, limits
