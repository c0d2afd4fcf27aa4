"""pull, list, ps, show, load, stop against the real server, and beside the official client."""
import json
import re
import signal
import time


def test_the_container_is_hardened(service):
    found = json.loads(service.docker("inspect", service.container))[0]
    host = found["HostConfig"]
    bindings = [b for ports in host["PortBindings"].values() for b in ports]
    assert [b["HostIp"] for b in bindings] == ["127.0.0.1"], bindings
    assert host["ReadonlyRootfs"] and host["CapDrop"] == ["ALL"], host
    assert any(o.startswith("no-new-privileges") for o in host["SecurityOpt"])
    assert host["RestartPolicy"]["Name"] == "unless-stopped"
    assert host["Init"] and host["PidsLimit"] > 0 and host["Memory"] > 0
    print(f"    container {service.container} runs {found['Config']['Image']}")


def pull(service, name):
    started = time.monotonic()
    done = service.run("pull", name, "--insecure")
    return done, time.monotonic() - started


def test_a_model_is_pulled_through_the_registry_with_progress(service):
    name = service.env["LLAMERO_REGISTRY_MODEL"]
    service.remove(name)
    service.remove(service.model)
    done, took = pull(service, name)
    text = done.stderr.decode()
    print("    " + text.strip().replace("\n", "\n    "))
    assert done.returncode == 0 and done.stdout == b"", done
    assert re.search(r"pulling [0-9a-f]{12}: \d+% .*MB", text), text
    assert re.search(r"^pulled ", text, re.M), text
    service.api("POST", "/api/copy", {"source": name, "destination": service.model})
    assert service.run("run", service.model, "hi", "--num-predict", "2").returncode == 0


def test_an_interrupted_pull_resumes(service):
    slow = service.env["LLAMERO_REGISTRY_SLOW_MODEL"]
    for name in (slow, service.env["LLAMERO_REGISTRY_MODEL"], service.model):
        service.remove(name)
    started = service.start("pull", slow, "--insecure")
    text = b""
    while b"%" not in text or b": 0%" in text.splitlines()[-1]:
        line = started.stderr.readline()
        assert line, text
        text += line
    began = time.monotonic()
    started.send_signal(signal.SIGINT)
    assert started.wait(10) == -signal.SIGINT
    assert time.monotonic() - began < 1.0
    assert b"goes on from there" in started.stderr.read()
    done, took = pull(service, slow)
    first = re.search(rb"pulling [0-9a-f]{12}: (\d+)%", done.stderr)
    assert done.returncode == 0, done
    assert int(first.group(1)) > 0, done.stderr
    print(f"    went on at {first.group(1).decode()}%, done after {took:.0f} s")
    service.api("POST", "/api/copy", {"source": slow, "destination": service.model})


def test_a_model_that_is_nowhere(service):
    registry = service.env["LLAMERO_REGISTRY_MODEL"].rsplit("/", 1)[0]
    done = service.run("pull", f"{registry}/nope:1", "--insecure")
    assert done.returncode == 6, done


def test_load_ps_stop(service):
    service.unload(service.model)
    assert service.run("load", service.model).returncode == 0
    listed = service.run("ps").stdout.decode()
    assert re.search(rf"^{re.escape(service.model)} .*100% CPU .*from now", listed, re.M), listed
    assert service.run("stop", service.model).returncode == 0
    deadline = time.monotonic() + 20
    while service.is_loaded(service.model) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert service.model not in service.run("ps").stdout.decode()


def test_tables_equal_those_of_the_official_client(service):
    service.run("load", service.model)
    for command in (["list"], ["ps"], ["list", service.model[:3]], ["show", service.model],
                    ["show", service.model, "--modelfile"], ["show", service.model, "--template"],
                    ["show", service.model, "--system"], ["show", service.model, "--parameters"]):
        before, theirs, after = service.run(*command), service.official(*command), service.run(*command)
        assert before.returncode == after.returncode == 0, before
        assert_same_lines(command, theirs.stdout, (before.stdout, after.stdout))


def assert_same_lines(command, theirs, ours):
    """Each of their lines is one that we printed before or after: an age may become a second older in between. The
    server takes models and parameters from maps, and sorts models by whole seconds only: the order of lines differs
    between two calls and is not compared, but for the header of a listing."""
    header = 1 if command[0] in ("list", "ps") else 0

    def fixed(text):
        lines = text.splitlines(keepends=True)
        return lines[:header] + sorted(lines[header:])

    theirs, *ours = (fixed(text) for text in (theirs, *ours))
    assert {len(theirs)} == {len(lines) for lines in ours}, (command, theirs, ours)
    for line, *choices in zip(theirs, *ours):
        assert line in choices, (command, line, choices)


def test_json_is_what_the_server_said(service):
    def by_name(text):  # the server gives models of the same age in no fixed order
        return sorted(json.loads(text)["models"], key=lambda model: model["name"])

    assert by_name(service.run("list", "--json").stdout) == by_name(service.api("GET", "/api/tags"))


def test_version_names_both(service):
    done = service.run("version", "--json")
    answer = json.loads(done.stdout)
    assert answer["server"] == json.loads(service.api("GET", "/api/version"))["version"]
