"""`llamero up` on this machine: from nothing to an answer, drift, upgrades, and the way back."""
import json
import subprocess
import time

from deployed_here import NAME, PORT, REPOSITORY, DeployedHere
from network import expect

# What two containers may differ in and still be the same deployment.
OWN = {"Id", "Created", "State", "LogPath", "ResolvConfPath", "HostnamePath", "HostsPath", "GraphDriver",
       "NetworkSettings", "RestartCount", "Name"}


def test_deploy_from_nothing_to_a_chat_and_again_without_a_change(service, tmp):
    with DeployedHere(service, tmp) as here:
        dry = here.up("--dry-run")
        expect(dry, 1)
        assert b"docker run -d" in dry.stdout and b"POST /containers/create" in dry.stdout, dry
        assert here.containers() == []
        expect(here.up(), 0, "target: this machine", "[1/4]", "[2/4]", "[3/4]", "[4/4]")
        here.ask()
        made = here.inspect()
        began = time.monotonic()
        expect(here.up(), 0, "nothing to do")
        print(f"     a second up: {time.monotonic() - began:.2f} s")
        assert here.inspect()["Id"] == made["Id"]
        expect(here.up("--dry-run"), 0)
        code, report = here.status()
        assert code == 0 and report["healthy"] and report["faults"] == [], report


def test_deploy_is_closed_and_hardened(service, tmp):
    with DeployedHere(service, tmp) as here:
        expect(here.up(model=False), 0)
        made = here.inspect()
        host = made["HostConfig"]
        assert host["PortBindings"] == {"11434/tcp": [{"HostIp": "127.0.0.1", "HostPort": str(PORT)}]}, host
        assert host["CapDrop"] == ["ALL"] and host["ReadonlyRootfs"] and host["Init"], host
        assert host["SecurityOpt"] == ["no-new-privileges"] and host["PidsLimit"] == 512, host
        assert host["RestartPolicy"]["Name"] == "unless-stopped" and host["Memory"] > 0, host
        assert "@sha256:" in made["Config"]["Image"], made["Config"]["Image"]


def test_deploy_names_the_drift_and_repairs_it(service, tmp):
    with DeployedHere(service, tmp) as here:
        expect(here.up(model=False), 0)
        service.docker("update", "--memory", "1g", "--memory-swap", "1g", "--restart", "no", NAME)
        code, report = here.status()
        assert code == 1, report
        assert {"memory", "restart policy"} <= {one["field"] for one in report["drift"]}, report["drift"]
        expect(here.up(model=False), 2, "memory", "--yes")  # nobody can be asked here
        assert here.inspect()["HostConfig"]["Memory"] == 1 << 30
        expect(here.up("--yes", model=False), 0, "restart policy", "replace the container")
        assert here.status()[0] == 0
        assert here.containers() == [f"{NAME} running"]


def test_deploy_says_that_a_server_is_open_to_everybody(service, tmp):
    with DeployedHere(service, tmp) as here:
        expect(here.up(model=False), 0)
        service.docker("rm", "-f", NAME)
        service.docker("run", "-d", "--name", NAME, "--label", f"llamero.deploy={NAME}", "-p", f"{PORT}:11434",
                       "-v", f"{here.volume}:/root/.ollama", f"{REPOSITORY}:0.17.4")
        code, report = here.status()
        assert code == 1 and f"0.0.0.0:{PORT}" in report["open_to"], report
        expect(here.up("--yes", model=False), 0, "published port")
        assert here.status()[1]["open_to"] == []


def test_deploy_upgrades_and_keeps_the_models(service, tmp):
    with DeployedHere(service, tmp) as here:
        expect(here.up(), 0)
        began = time.monotonic()
        expect(here.run("upgrade", "--remote", "here", "--image", f"{REPOSITORY}:0.17.5", "--yes", "--drain", "5s"), 0,
               "[4/4]", "Ollama 0.17.5 is up")
        print(f"     an upgrade: {time.monotonic() - began:.2f} s")
        here.ask()
        assert here.containers() == [f"{NAME} running"]
        expect(here.up(), 10, "is older", "--allow-downgrade")
        expect(here.up("--allow-downgrade", "--yes"), 0, "Ollama 0.17.4 is up")


def test_deploy_goes_back_from_an_upgrade_that_fails(service, tmp):
    with DeployedHere(service, tmp) as here:
        expect(here.up(), 0)
        before = here.inspect()["Id"]
        for tag, *words in (("0.17.6", "does not answer", "broken on purpose"),
                            ("0.17.7", "no token is generated"),
                            ("0.17.8", "another processor")):
            done = here.run("upgrade", "--remote", "here", "--image", f"{REPOSITORY}:{tag}", "--yes")
            expect(done, 10, *words, "the container that was there before is back")
            assert here.inspect()["Id"] == before and here.containers() == [f"{NAME} running"], tag
        here.ask()
        expect(here.run("upgrade", "--remote", "here", "--image", f"{REPOSITORY}:0.17.0", "--yes"), 2, "CVE-2026-7482")


def test_deploy_warns_of_an_image_that_is_another_version(service, tmp):
    with DeployedHere(service, tmp) as here:
        expect(here.up(tag="0.17.9", model=False), 0, "0.17.9 says that it is Ollama 0.17.4")


def test_deploy_pins_the_digest_of_a_model(service, tmp):
    with DeployedHere(service, tmp) as here:
        wrong = "sha256:" + "0" * 64
        expect(here.up("--model", f"{here.model}@{wrong}", "--insecure", model=False), 10, "today, not " + wrong)
        expect(here.up(), 0)
        digest = here.status()[1]["models"][0]["digest"]
        expect(here.up("--model", f"{here.model}@sha256:{digest}", "--insecure", model=False), 0, "nothing to do")


def test_deploy_refuses_memory_that_the_model_does_not_fit_into(service, tmp):
    with DeployedHere(service, tmp) as here:
        expect(here.up("--memory", "256m"), 2, "memory 256 MiB is less")
        assert here.containers() == []
        # What the model needs is known once it is there.
        expect(here.up("--memory", "560m"), 2, "memory 560 MiB is less")
        expect(here.up("--memory", "2g", "--yes"), 0, "memory: ")
        here.ask()


def test_deploy_says_who_has_the_port(service, tmp):
    with DeployedHere(service, tmp) as here:
        taken = int(service.url.rpartition(":")[2])
        expect(here.run("up", *here.flags(model=False, port=taken)), 10, service.container, "--port")
        assert here.containers() == []


def test_deploy_goes_down_and_keeps_the_volume_until_it_is_named(service, tmp):
    with DeployedHere(service, tmp) as here:
        expect(here.up(), 0)
        expect(here.run("down", "--remote", "here"), 2, "--yes")
        expect(here.run("down", "--remote", "here", "--yes", "--purge", "another"), 2, here.volume)
        expect(here.run("down", "--remote", "here", "--yes"), 0, "its models stay")
        assert here.containers() == [] and here.volume in service.docker("volume", "ls")
        expect(here.up(), 0)
        expect(here.run("down", "--remote", "here", "--yes", "--purge", here.volume), 0, "are removed")
        assert here.volume not in service.docker("volume", "ls")


def test_deploy_follows_the_log(service, tmp):
    with DeployedHere(service, tmp) as here:
        expect(here.up(model=False), 0)
        all_lines = here.run("logs", "--remote", "here").stdout.splitlines()
        assert len(all_lines) > 3
        assert here.run("logs", "--remote", "here", "-n", "2").stdout.splitlines() == all_lines[-2:]
        assert all(b"/api/version" in line
                   for line in here.run("logs", "--remote", "here", "--grep", "/API/version").stdout.splitlines())
        with here.start("logs", "--remote", "here", "--follow", "-n", "0") as following:
            time.sleep(1)
            here.run("--remote", "here", "list")
            line = following.stdout.readline()
            assert b"/api/tags" in line, line
            following.send_signal(2)
            following.communicate(timeout=5)
            assert following.returncode == -2


def same_container(one, other):
    def kept(made):
        made = {key: value for key, value in made.items() if key not in OWN}
        config = {k: v for k, v in made["Config"].items()
                  if k not in ("Hostname", "AttachStdout", "AttachStderr")}
        config["Env"] = sorted(config["Env"])
        return {**made, "Config": config}
    def plain(value):  # docker keeps "none" as null, as an empty list, or as nothing, by who asked
        if isinstance(value, dict):
            return {key: plain(item) for key, item in value.items() if item not in (None, [], {})}
        return value
    one, other = plain(kept(one)), plain(kept(other))
    return {key: (one.get(key), other.get(key)) for key in one if one.get(key) != other.get(key)}


def test_emit_docker_run_is_what_up_makes(service, tmp):
    with DeployedHere(service, tmp) as here:
        expect(here.up("--memory", "2GiB", model=False), 0)
        made = here.inspect()
        flags = [*here.flags(model=False, image=made["Config"]["Image"]), "--memory", "2GiB"]
        expect(here.run("down", "--remote", "here", "--yes"), 0)
        script = here.run("emit", "docker-run", *flags).stdout
        subprocess.run(["sh", "-s"], input=script, check=True, capture_output=True, timeout=120)
        differences = same_container(made, here.inspect())
        # The name under which the image was asked for, and the memory beside swap that was probed.
        one, other = differences.pop("Config", ({}, {}))
        labels = {key: value for key, value in one.get("Labels", {}).items() if other["Labels"].get(key) != value}
        assert set(labels) <= {"llamero.image", "llamero.spec"}, labels
        assert {**one, "Labels": 0} == {**other, "Labels": 0}, (one, other)
        host = differences.pop("HostConfig", ({}, {}))
        assert {key for key in host[0] if host[0][key] != host[1].get(key)} <= {"MemorySwap"}, host
        assert not differences, differences
