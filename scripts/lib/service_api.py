"""Calls of the Ollama API that the service script needs and that a shell cannot make well.

    service_api.py URL import MODEL GGUF SPECIFICATION.json   upload the file, create the model from it
    service_api.py URL push MODEL                             push to the registry that the name says, over http
    service_api.py URL delete MODEL
    service_api.py URL answers MODEL                          wait until the model generates one token

Says what happens on stdout; the last line names the failure when the exit code is not 0.
"""

import hashlib
import http.client
import json
import os
import sys
import time
import urllib.parse


class Failure(Exception):
    pass


def connect(url, timeout):
    address = urllib.parse.urlsplit(url)
    return http.client.HTTPConnection(address.hostname, address.port, timeout=timeout)


def call(url, method, path, body=None, headers=None, timeout=600):
    """The status and the raw body of one request."""
    connection = connect(url, timeout)
    try:
        connection.request(method, path, body=body, headers=headers or {})
        answer = connection.getresponse()
        return answer.status, answer.read()
    except OSError as error:
        raise Failure(f"{method} {url}{path}: {error}") from error
    finally:
        connection.close()


def call_json(url, method, path, value, timeout=600):
    body = json.dumps(value).encode()
    status, answer = call(url, method, path, body, {"Content-Type": "application/json"}, timeout)
    if status != 200:
        raise Failure(f"{method} {path}: HTTP {status}: {answer.decode(errors='replace').strip()[:300]}")
    return answer


def stream(url, path, value):
    """Prints each new status of a streamed answer. Only a final "success" counts as one."""
    connection = connect(url, 600)
    connection.request("POST", path, json.dumps(value).encode(), {"Content-Type": "application/json"})
    answer = connection.getresponse()
    shown = None
    shown_percent = -10
    status = ""
    for line in answer:
        if not line.strip():
            continue
        event = json.loads(line)
        if event.get("error"):
            raise Failure(f"POST {path}: {event['error']}")
        status = event.get("status", "")
        total = event.get("total") or 0
        percent = 100 * (event.get("completed") or 0) // total if total else 0
        if status != shown or percent >= shown_percent + 10:
            print(f"{status} {percent}%" if total else status, flush=True)
            shown, shown_percent = status, percent
    connection.close()
    if answer.status != 200 or status != "success":
        raise Failure(f"POST {path}: ended with HTTP {answer.status}, status {status!r}")


def file_digest(path):
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while piece := file.read(1 << 20):
            digest.update(piece)
    return "sha256:" + digest.hexdigest()


def import_model(url, model, path, specification):
    digest = file_digest(path)
    status, _ = call(url, "HEAD", f"/api/blobs/{digest}")
    if status != 200:
        print(f"uploading {os.path.getsize(path)} bytes to {url}", flush=True)
        with open(path, "rb") as file:
            length = {"Content-Length": str(os.path.getsize(path))}
            status, answer = call(url, "POST", f"/api/blobs/{digest}", file, length)
        if status not in (200, 201):
            raise Failure(f"upload of {path}: HTTP {status}: {answer.decode(errors='replace')[:300]}")
    with open(specification, encoding="utf-8") as file:
        request = json.load(file)
    request |= {"model": model, "files": {os.path.basename(path): digest}, "stream": True}
    stream(url, "/api/create", request)


def answers(url, model):
    """The first try after a start may meet a server that is still reading the model."""
    request = {
        "model": model,
        "prompt": "Hello",
        "stream": False,
        "options": {"num_predict": 1},
    }
    deadline = time.monotonic() + 180
    while True:
        try:
            answer = json.loads(call_json(url, "POST", "/api/generate", request, timeout=180))
            if answer.get("done") and answer.get("eval_count", 0) >= 1:
                print("one token came")
                return
            problem = f"the answer has no token: {answer}"
        except Failure as failure:
            problem = str(failure)
        if time.monotonic() > deadline:
            raise Failure(problem)
        print(problem, flush=True)
        time.sleep(1)


def main(url, action, *arguments):
    try:
        if action == "import":
            import_model(url, *arguments)
        elif action == "push":
            stream(url, "/api/push", {"model": arguments[0], "insecure": True, "stream": True})
        elif action == "delete":
            call_json(url, "DELETE", "/api/delete", {"model": arguments[0]})
        elif action == "answers":
            answers(url, *arguments)
        else:
            raise Failure(f"no such action: {action}")
    except (Failure, OSError, ValueError) as failure:
        print(failure)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
