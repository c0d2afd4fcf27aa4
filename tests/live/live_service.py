"""The running service and the ways in: the program, docker, the API, the official client."""
import json
import os
import subprocess
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class Service:
    def __init__(self, llamero):
        self.llamero = llamero
        self.env = self._read_env()
        self.url = self.env["OLLAMA_HOST"]
        self.model = self.env["LLAMERO_SMALL_MODEL"]
        self.second_model = self.env["LLAMERO_SECOND_MODEL"]
        self.container = self.env["LLAMERO_CONTAINER"]

    @staticmethod
    def _read_env():
        text = subprocess.run([ROOT / "scripts/ollama-service", "env"], check=True,
                              capture_output=True, text=True).stdout
        return dict(line.split("=", 1) for line in text.splitlines() if "=" in line)

    def up(self):
        subprocess.run([ROOT / "scripts/ollama-service", "up"], check=True,
                       env={**os.environ, "LLAMERO_BINARY": self.llamero},
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def environment(self):
        """Clean: what the caller has set must not decide a test."""
        kept = {k: v for k, v in os.environ.items()
                if not k.startswith(("LLAMERO_", "OLLAMA_")) and not k.lower().endswith("_proxy")}
        return {**kept, "OLLAMA_HOST": self.url}

    def run(self, *arguments, stdin=b"", timeout=300, env=None):
        """The program, to its end. Bytes come back as bytes."""
        return subprocess.run([self.llamero, *arguments], input=stdin, capture_output=True,
                              timeout=timeout, env=env or self.environment(), check=False)

    def start(self, *arguments, **options):
        options.setdefault("stdin", subprocess.DEVNULL)
        options.setdefault("stdout", subprocess.PIPE)
        options.setdefault("stderr", subprocess.PIPE)
        options.setdefault("env", self.environment())
        return subprocess.Popen([self.llamero, *arguments], **options)

    def official(self, *arguments):
        return subprocess.run([self.env["LLAMERO_OLLAMA_BINARY"], *arguments], capture_output=True,
                              timeout=120, env=self.environment(), stdin=subprocess.DEVNULL,
                              check=False)

    def api(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data=data, method=method)
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(request, timeout=300) as answer:
            return answer.read()

    def docker(self, *arguments):
        return subprocess.run(["docker", *arguments], capture_output=True, text=True, timeout=120,
                              check=True).stdout

    def is_loaded(self, model):
        models = json.loads(self.api("GET", "/api/ps"))["models"]
        return any(entry["name"] == model for entry in models)

    def unload(self, model):
        self.api("POST", "/api/generate", {"model": model, "keep_alive": 0})
        deadline = time.monotonic() + 30
        while self.is_loaded(model) and time.monotonic() < deadline:
            time.sleep(0.1)

    def remove(self, model):
        try:
            self.api("DELETE", "/api/delete", {"model": model})
        except urllib.error.HTTPError as error:
            if error.code != 404:
                raise
