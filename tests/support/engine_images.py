"""Images of the fake engine, and the registry behind them: every tag of the catalog has a digest of its own."""

import json
import re
import time

from engine_faults import distribution_refusal, pull_break, pull_refusal
from engine_http import Answer, labelled
from engine_state import NEVER, EngineRefusal, digest_of, now

PATH = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
EMPTY = {"Hostname": "", "Domainname": "", "User": "", "AttachStdin": False, "AttachStdout": False, "AttachStderr": False,
         "Tty": False, "OpenStdin": False, "StdinOnce": False, "Volumes": None, "WorkingDir": "", "OnBuild": None, "Image": ""}
OLLAMA = {**EMPTY, "ExposedPorts": {"11434/tcp": {}}, "Cmd": ["serve"], "Entrypoint": ["/bin/ollama"],
          "Env": [PATH, "LD_LIBRARY_PATH=/usr/local/nvidia/lib:/usr/local/nvidia/lib64",
                  "NVIDIA_DRIVER_CAPABILITIES=compute,utility", "NVIDIA_VISIBLE_DEVICES=all", "OLLAMA_HOST=0.0.0.0:11434"],
          "Labels": {"org.opencontainers.image.ref.name": "ubuntu", "org.opencontainers.image.version": "24.04"}}
CADDY = {**EMPTY, "ExposedPorts": {"443/tcp": {}, "443/udp": {}, "80/tcp": {}}, "Entrypoint": None, "WorkingDir": "/srv",
         "Cmd": ["caddy", "run", "--config", "/etc/caddy/Caddyfile", "--adapter", "caddyfile"],
         "Env": [PATH, "XDG_CONFIG_HOME=/config", "XDG_DATA_HOME=/data"], "Labels": {}}
TAGS = ["0.17.0", "0.17.1", "0.17.4", "0.17.5", "0.17.6", "0.20.2", "0.20.3", "0.32.14", "0.32.15", "0.32.15-rocm", "latest"]
CADDY_TAGS = ["2.6.2", "2.10.2-alpine", "2.10.2", "latest"]
MANIFEST = "application/vnd.docker.distribution.manifest.v2+json"
LAYER_BYTES = 3 << 20


def split_reference(text):
    """(repository, tag, digest) of an image's name."""
    name, _, digest = text.partition("@")
    head, slash, last = name.rpartition("/")
    last, _, tag = last.partition(":")
    return head + slash + last, tag, digest


def familiar(repository):
    for prefix in ("docker.io/library/", "docker.io/"):
        if repository.startswith(prefix):
            return repository[len(prefix):]
    return repository


def tags_of(engine, repository):
    if repository in engine.catalog:
        return engine.catalog[repository]
    last = repository.rpartition("/")[2]
    return TAGS if "ollama" in last else CADDY_TAGS if "caddy" in last else []


def manifest_digest(engine, repository, tag):
    moved = engine.faults.find("registry", "moved", image=f"{repository}:{tag}")
    return digest_of(f"manifest of {repository}:{tag}" + (" moved" if moved else ""))


def look_up(engine, repository, tag, digest):
    """(tag, digest) in the registry, or None."""
    for known in tags_of(engine, repository):
        if digest in (digest_of(f"manifest of {repository}:{known}"), digest_of(f"manifest of {repository}:{known} moved")):
            return known, digest
        if not digest and known == (tag or "latest"):
            return known, manifest_digest(engine, repository, known)
    return None


def find_image(engine, name):
    """By id, by tag or by digest; None without one."""
    for image in engine.state.images.values():
        if name in (image["Id"], image["Id"][7:]) or (len(name) >= 12 and image["Id"][7:].startswith(name)):
            return image
    repository, tag, digest = split_reference(name)
    repository = familiar(repository)
    wanted = f"{repository}@{digest}" if digest else f"{repository}:{tag or 'latest'}"
    return next((image for image in engine.state.images.values()
                 if wanted in image["RepoTags"] or wanted in image["RepoDigests"]), None)


def shown_name(name):
    return name if ":" in name.rpartition("/")[2] or "@" in name else f"{name}:latest"


def add_image(engine, repository, tag, digest=None, config=None, keep_tag=True):
    """Puts an image here, as a pull or a build does; the version of the server in it is the tag's."""
    config = config or (CADDY if "caddy" in repository else OLLAMA)
    image_id = digest_of(f"image {repository}:{tag} {digest or ''}")
    image = engine.state.images.setdefault(image_id, {
        "Id": image_id, "RepoTags": [], "RepoDigests": [], "Created": now(), "Config": config, "version": tag.split("-")[0],
        "origin": f"{repository}:{tag}",
        "Size": 208813178, "Layers": [digest_of("base"), digest_of("server"), digest_of(f"layer of {repository}:{tag}")]})
    if keep_tag:
        for other in engine.state.images.values():  # a tag leads to one image
            other["RepoTags"] = [name for name in other["RepoTags"] if name != f"{repository}:{tag}"]
        image["RepoTags"].append(f"{repository}:{tag}")
    if digest and f"{repository}@{digest}" not in image["RepoDigests"]:
        image["RepoDigests"].append(f"{repository}@{digest}")
    return image


# Handlers


def inspect_image(engine, request, name):
    image = find_image(engine, name)
    if not image:
        message = f"No such image: {shown_name(name)}"
        raise EngineRefusal(404, message if engine.at_least(1, 42) else f"no such image: {name}: {message}")
    body = {key: image[key] for key in ("Id", "RepoTags", "RepoDigests", "Created", "Config", "Size")}
    body.update(Parent="", Comment="", DockerVersion=engine.version, Author="", Architecture=engine.architecture, Os="linux",
                RootFS={"Type": "layers", "Layers": image["Layers"]}, Metadata={"LastTagTime": NEVER},
                GraphDriver={"Data": {}, "Name": "overlay2"})
    if request.version < (1, 44):
        body["VirtualSize"] = image["Size"]
    if request.version < (1, 45):
        body.update(Container="", ContainerConfig=image["Config"])
    return Answer(200, body)


def list_images(engine, request):
    filters = request.filters({"reference", "label", "dangling"})
    found = []
    for image in engine.state.images.values():
        names = [split_reference(name)[0] for name in image["RepoTags"] + image["RepoDigests"]]
        wishes = filters.get("reference", [])
        if wishes and not any(wish in names or wish in image["RepoTags"] for wish in wishes):
            continue
        if labelled(image["Config"].get("Labels"), filters.get("label", [])):
            found.append(image_line(image, request.version))
    return Answer(200, found)


def image_line(image, version):
    line = {"Containers": -1, "Created": int(time.mktime(time.strptime(image["Created"][:19], "%Y-%m-%dT%H:%M:%S"))),
            "Id": image["Id"], "Labels": image["Config"].get("Labels"), "ParentId": "",
            "RepoDigests": image["RepoDigests"] or None, "RepoTags": image["RepoTags"] or None, "SharedSize": -1,
            "Size": image["Size"]}
    return line if version >= (1, 44) else {**line, "VirtualSize": image["Size"]}


def pull_image(engine, request):
    repository, tag, digest = split_reference(request.query.get("fromImage", ""))
    asked = request.query.get("tag", "")
    if asked.startswith("sha256:"):
        digest = asked
    elif asked:
        tag = asked
    if not re.fullmatch(r"[^A-Z\s]+", repository):
        raise EngineRefusal(400, "invalid reference format: repository name must be lowercase")
    repository = familiar(repository)
    reference = f"{repository}@{digest}" if digest else f"{repository}:{tag or 'latest'}"
    found = look_up(engine, repository, tag, digest)
    fault = engine.faults.find("pull", image=f"{repository}:{found[0]}" if found else reference)
    kind = fault["kind"] if fault else None if found else "unknown" if tags_of(engine, repository) else "denied"
    refused = pull_refusal(kind, repository, reference)
    if refused:
        raise EngineRefusal(*refused)
    lines = pull_lines(engine, repository, *found, reference, bool(digest), kind)
    return Answer(200, stream=(json.dumps(line, separators=(",", ":")).encode() + b"\r\n" for line in lines))


def pull_lines(engine, repository, tag, digest, reference, by_digest, broken):
    shown = repository.split("/", 1)[1] if re.match(r"[^/]*[.:][^/]*/", repository) else repository
    shown = shown if "/" in shown else f"library/{shown}"
    yield {"status": f"Pulling from {shown}", "id": reference if by_digest else tag}
    here = find_image(engine, f"{repository}@{digest}")
    layer = digest_of(f"layer of {repository}:{tag}")[7:19]
    if not here:
        yield {"status": "Pulling fs layer", "progressDetail": {}, "id": layer}
        for done in range(LAYER_BYTES // 6, LAYER_BYTES + 1, LAYER_BYTES // 6):
            yield progress("Downloading", done, layer)
            time.sleep(engine.pull_pause)
            if broken and done > LAYER_BYTES // 3:
                yield {"errorDetail": {"message": pull_break(broken)}, "error": pull_break(broken)}
                return
        yield {"status": "Verifying Checksum", "progressDetail": {}, "id": layer}
        yield {"status": "Download complete", "progressDetail": {}, "id": layer}
        yield progress("Extracting", LAYER_BYTES, layer)
        yield {"status": "Pull complete", "progressDetail": {}, "id": layer}
    with engine.state.lock:
        add_image(engine, repository, tag, digest, keep_tag=not by_digest)
        engine.state.save()
    yield {"status": f"Digest: {digest}"}
    what = "Image is up to date" if here else "Downloaded newer image"
    yield {"status": f"Status: {what} for {reference}"}


def progress(status, done, layer):
    bar = "=" * (50 * done // LAYER_BYTES) + ">"
    return {"status": status, "progressDetail": {"current": done, "total": LAYER_BYTES},
            "progress": f"[{bar:<51}] {done / 1e6:7.3g}MB/{LAYER_BYTES / 1e6:.4g}MB", "id": layer}


def distribution(engine, request, name):
    repository, tag, digest = split_reference(name)
    repository = familiar(repository)
    found = look_up(engine, repository, tag, digest)
    fault = engine.faults.find("pull", "unknown", "denied", "unauthorized", "rate_limit", "unreachable",
                               image=f"{repository}:{found[0] if found else tag}")
    if fault or not found:
        kind = fault["kind"] if fault else "unknown" if tags_of(engine, repository) else "unauthorized"
        raise EngineRefusal(*distribution_refusal(kind, repository))
    return Answer(200, {"Descriptor": {"mediaType": MANIFEST, "digest": found[1], "size": 948},
                        "Platforms": [{"architecture": engine.architecture, "os": "linux"}]})


def remove_image(engine, request, name):
    image = find_image(engine, name)
    if not image:
        raise EngineRefusal(404, f"No such image: {shown_name(name)}")
    user = next((c for c in engine.state.containers.values() if c["image"] == image["Id"]), None)
    by_id = name in (image["Id"], image["Id"][7:])
    tags = image["RepoTags"] if by_id else [shown_name(name)]
    last = len(image["RepoTags"]) <= 1 or by_id or "@" in name
    if user and last and not request.flag("force"):
        short, shown = user["id"][:12], image["Id"][7:19]
        raise EngineRefusal(409, f"conflict: unable to remove repository reference \"{shown_name(name)}\" (must force) - "
                                 f"container {short} is using its referenced image {shown}")
    gone = [{"Untagged": tag} for tag in tags]
    image["RepoTags"] = [tag for tag in image["RepoTags"] if tag not in tags]
    if last:
        gone += [{"Untagged": digest} for digest in image["RepoDigests"] if digest not in tags]
        gone += [{"Deleted": image["Id"]}, {"Deleted": image["Layers"][-1]}]
        engine.state.images.pop(image["Id"])
    return Answer(200, gone)


ROUTES = [
    ("GET", "/images/json", list_images), ("POST", "/images/create", pull_image), ("GET", "/images/(.+)/json", inspect_image),
    ("DELETE", "/images/(.+)", remove_image), ("GET", "/distribution/(.+)/json", distribution)]
