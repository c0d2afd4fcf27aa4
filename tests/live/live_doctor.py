"""`doctor` looks at real parts: sshd, caddy, nginx and proxies. Needs root."""
import json

from front_servers import CLIENT_CERTIFICATE_PORT, HTTP_PROXY, NGINX_PORT, STRICT_PROXY, Fronts
from network import SERVER
from ssh_host import Lab


def diagnose(network, code, failing, *arguments, **options):
    """The report on the remote, whose first failing layer must be `failing` (None: there is none)."""
    done = network.run("doctor", *arguments, "--json", **options)
    assert done.returncode == code, (done.returncode, done.stdout, done.stderr)
    rows = json.loads(done.stdout)["checks"]
    failed = [row for row in rows if row["status"] == "fail"]
    assert [row["layer"] for row in failed[:1]] == ([failing] if failing else []), rows
    for row in failed:
        assert row["detail"] and row["hint"], row
    return rows, failed[0] if failed else None


def row_of(rows, layer):
    return next(row for row in rows if row["layer"] == layer)


def test_doctor_finds_a_good_way_through_ssh(service, tmp):
    with Lab(service, tmp) as lab:
        lab.add()
        rows, _ = diagnose(lab, 0, None, "lab", "--generate", service.model)
        assert {"target", "ssh", "http", "version", "models", "generate"} <= {row["layer"] for row in rows}, rows
        assert row_of(rows, "ssh")["ms"] > 0
        lab.assert_nothing_is_left()


def test_doctor_names_what_is_wrong_with_ssh(service, tmp):
    with Lab(service, tmp) as lab:
        lab.add()
        lab.sshd.change_host_key()
        _, row = diagnose(lab, 4, "ssh", "lab")
        assert "host key" in row["detail"] and "ssh-keygen" in row["hint"], row


def test_doctor_names_forbidden_forwarding(service, tmp):
    with Lab(service, tmp, forwarding="no") as lab:
        lab.add()
        _, row = diagnose(lab, 3, "ssh", "lab")
        assert "forbids" in row["detail"] and "AllowTcpForwarding" in row["hint"], row
        lab.assert_nothing_is_left()


def test_doctor_names_a_closed_port_behind_ssh(service, tmp):
    with Lab(service, tmp, ollama=False) as lab:
        lab.add()
        _, row = diagnose(lab, 3, "ssh", "lab")
        assert "nothing answers" in row["detail"], row


def test_doctor_names_what_is_wrong_with_a_front(service, tmp):
    with Fronts(service, tmp, "caddy") as fronts:
        fronts.add()
        rows, _ = diagnose(fronts, 0, None, "front")
        assert "TLSv1.3" in row_of(rows, "tls")["detail"] and SERVER in row_of(rows, "tls")["detail"], rows
        fronts.add(token=None)
        _, row = diagnose(fronts, 4, "credentials", "front")
        assert "401" in row["detail"], row
        fronts.add(trust=False)
        _, row = diagnose(fronts, 4, "tls", "front")
        assert "not trusted" in row["detail"], row
        fronts.add(port=CLIENT_CERTIFICATE_PORT, token=None)
        _, row = diagnose(fronts, 4, "tls", "front")
        assert "client certificate" in row["detail"], row
        fronts.caddy.kill()
        _, row = diagnose(fronts, 3, "tcp", "front")
        assert "refused" in row["detail"], row


def test_doctor_sees_that_nginx_holds_the_stream_back(service, tmp):
    with Fronts(service, tmp, "nginx") as fronts:
        rows, _ = diagnose(fronts, 0, None, "--host", f"http://{SERVER}:{NGINX_PORT}", "--generate", service.model)
        row = row_of(rows, "generate")
        assert row["status"] == "warn", row
        assert "at once" in row["detail"] or "lump" in row["detail"], row
        assert "nginx" in row_of(rows, "http")["detail"], rows


def test_doctor_names_a_proxy_that_wants_a_password(service, tmp):
    with Fronts(service, tmp, "caddy", "tinyproxy") as fronts:
        fronts.add()
        diagnose(fronts, 0, None, "front", env={"https_proxy": HTTP_PROXY})
        _, row = diagnose(fronts, 4, "proxy", "front", env={"https_proxy": "http://" + STRICT_PROXY})
        assert "407" in row["detail"], row
