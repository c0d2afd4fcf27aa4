"""A small Ollama for the containers of the fake engine: the answers of the real one, with models that are only names."""

import hashlib
import http.server
import json
import threading
import time

NDJSON = "application/x-ndjson"
JSON = "application/json; charset=utf-8"
# What the registry has: bytes and parameters. Others are not there.
REGISTRY = {"smollm2:135m": (98363370, "134.52M", "llama"), "gemma3:270m": (253118464, "268.10M", "gemma3"),
            "gemma3:1b": (815319791, "999.89M", "gemma3"), "qwen3:0.6b": (522653767, "751.63M", "qwen3")}
WORDS = ["The", " sky", " is", " blue", "."]


def model_name(text):
    return text if ":" in text.rpartition("/")[2] else f"{text}:latest"


class FakeOllama:
    """Listens on 127.0.0.1:port (0: any). OSError when the port is taken. `models` is the volume: name -> entry of /api/tags."""

    def __init__(self, port, version, models, fault, settings, log):
        self.version = fault.get("version", version) if fault.get("kind") == "version" else version
        self.models, self.fault, self.settings, self.log = models, fault, settings, log
        self.loaded = {}
        self.stopping = threading.Event()
        self.opened = time.monotonic()
        self._server = Server(("127.0.0.1", port), Handler, bind_and_activate=False)
        self._server.allow_reuse_address = True
        try:
            self._server.server_bind()
            if fault.get("kind") != "http_refused":
                self._server.server_activate()
        except OSError:
            self._server.server_close()
            raise
        self._server.ollama = self
        self.port = self._server.server_address[1]
        if fault.get("kind") != "http_refused":
            threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def close(self):
        self.stopping.set()
        if self.fault.get("kind") != "http_refused":
            self._server.shutdown()
        self._server.server_close()
        for connection in list(self._server.open):
            try:
                connection.shutdown(2)  # a stopped container cuts its streams
            except OSError:
                pass

    def silent(self):
        kind = self.fault.get("kind")
        return kind == "http_silent" or (kind == "not_ready" and time.monotonic() - self.opened < self.fault.get("seconds", 1))

    def entry(self, name):
        size, parameters, family = REGISTRY.get(name, (1 << 20, "1M", "llama"))
        digest = self.settings.get("digests", {}).get(name) or hashlib.sha256(name.encode()).hexdigest()
        return {"name": name, "model": name, "modified_at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), "size": size,
                "digest": digest, "details": {"parent_model": "", "format": "gguf", "family": family, "families": [family],
                                              "parameter_size": parameters, "quantization_level": "Q4_K_M"}}

    def load(self, name):
        entry = self.models[name]
        self.loaded[name] = {key: entry[key] for key in ("name", "model", "digest", "details")}
        vram = self.settings.get("size_vram", 0)
        self.loaded[name].update(size=int(entry["size"] * 1.5), expires_at="2099-01-01T00:00:00Z", size_vram=vram,
                                 context_length=4096)


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __init__(self, *arguments, **options):
        self.open = set()
        super().__init__(*arguments, **options)

    def handle_error(self, *_):
        pass  # a client that went away


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def setup(self):
        super().setup()
        self.server.open.add(self.connection)

    def finish(self):
        self.server.open.discard(self.connection)
        super().finish()

    def log_message(self, *_):
        pass

    def do_any(self):
        ollama = self.server.ollama
        if ollama.silent():
            while ollama.silent() and not ollama.stopping.wait(0.05):
                pass
        length = int(self.headers.get("Content-Length") or 0)
        try:
            body = json.loads(self.rfile.read(length) or b"{}")
        except ValueError:
            return self.refuse(400, "unexpected EOF")
        known = {"/": self.root, "/api/version": self.version, "/api/tags": self.tags, "/api/ps": self.ps,
                 "/api/show": self.show, "/api/pull": self.pull, "/api/generate": self.generate, "/api/chat": self.generate,
                 "/api/delete": self.delete}.get(self.path)
        if not known:
            return self.whole(404, b"404 page not found", "text/plain")
        verbs = {"/api/show": "POST", "/api/pull": "POST", "/api/generate": "POST", "/api/chat": "POST",
                 "/api/delete": "DELETE"}.get(self.path, "GET HEAD")
        if self.command not in verbs.split():
            return self.whole(405, b"405 method not allowed", "text/plain")
        return known(body)

    do_GET = do_HEAD = do_POST = do_DELETE = do_any

    def begin(self, status):
        """The log line comes first, so that whoever has the answer finds it."""
        self.server.ollama.log(f"[GIN] {time.strftime('%Y/%m/%d - %H:%M:%S')} | {status} |     1.0ms |      172.17.0.1 | "
                               f"{self.command:<8} \"{self.path}\"\n")
        self.send_response(status)

    def whole(self, status, body, kind=JSON):
        self.begin(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def answer(self, value, status=200):
        self.whole(status, json.dumps(value, separators=(",", ":")).encode())

    def refuse(self, status, text):
        self.answer({"error": text}, status)

    def lines(self, lines):
        self.begin(200)
        self.send_header("Content-Type", NDJSON)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for line in lines:
            piece = json.dumps(line, separators=(",", ":")).encode() + b"\n"
            self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
            self.wfile.flush()
        self.wfile.write(b"0\r\n\r\n")

    # Routes

    def root(self, _):
        self.whole(200, b"Ollama is running", "text/plain; charset=utf-8")

    def version(self, _):
        self.answer({"version": self.server.ollama.version})

    def tags(self, _):
        self.answer({"models": list(self.server.ollama.models.values())})

    def ps(self, _):
        self.answer({"models": list(self.server.ollama.loaded.values())})

    def model(self, body):
        """The name of a model that is here; None after the refusal."""
        name = body.get("model") or body.get("name") or ""
        if model_name(name) in self.server.ollama.models:
            return model_name(name)
        self.refuse(404, f"model '{name}' not found")
        return None

    def show(self, body):
        name = self.model(body)
        if name:
            entry = self.server.ollama.models[name]
            self.answer({"license": "", "modelfile": f"FROM {name}\n", "template": "{{ .Prompt }}", "details": entry["details"],
                         "model_info": {"general.architecture": entry["details"]["family"],
                                        f"{entry['details']['family']}.context_length": 8192},
                         "capabilities": ["completion"], "modified_at": entry["modified_at"]})

    def pull(self, body):
        name = model_name(body.get("model") or body.get("name") or "")
        lines = self.pull_lines(name)
        if body.get("stream", True):
            return self.lines(lines)
        last = list(lines)[-1]
        return self.answer(last, 500 if "error" in last else 200)

    def pull_lines(self, name):
        ollama = self.server.ollama
        yield {"status": "pulling manifest"}
        if name not in REGISTRY and name not in ollama.settings.get("registry", []):
            yield {"error": "pull model manifest: file does not exist"}
            return
        entry = ollama.entry(name)
        total, digest = entry["size"], "sha256:" + hashlib.sha256(f"layer of {name}".encode()).hexdigest()
        for done in [total] if name in ollama.models else range(total // 5, total + 1, total // 5):
            yield {"status": f"pulling {digest[7:19]}", "digest": digest, "total": total, "completed": done}
            if ollama.fault.get("kind") == "pull_fails":
                yield {"error": ollama.fault.get("message", "max retries exceeded: EOF")}
                return
            time.sleep(ollama.settings.get("pull_pause", 0.01))
        yield {"status": "verifying sha256 digest"}
        yield {"status": "writing manifest"}
        ollama.models[name] = entry
        yield {"status": "success"}

    def generate(self, body):
        name = self.model(body)
        if not name:
            return None
        ollama = self.server.ollama
        if ollama.fault.get("kind") == "generate_500":
            return self.refuse(500, ollama.fault.get("message", "llama runner process has terminated: signal: killed"))
        chat = self.path == "/api/chat"
        if body.get("keep_alive") == 0 and not body.get("prompt") and not body.get("messages"):
            ollama.loaded.pop(name, None)
            return self.answer({**self.piece(name, chat, ""), "done": True, "done_reason": "unload"})
        ollama.load(name)
        if not (body.get("messages") if chat else body.get("prompt")):
            return self.answer({**self.piece(name, chat, ""), "done": True, "done_reason": "load"})
        words = WORDS[:body.get("options", {}).get("num_predict", len(WORDS))]
        stats = {"done": True, "done_reason": "stop" if len(words) == len(WORDS) else "length", "total_duration": 2 * 10 ** 8,
                 "load_duration": 10 ** 8, "prompt_eval_count": 11, "prompt_eval_duration": 5 * 10 ** 7,
                 "eval_count": len(words), "eval_duration": 4 * 10 ** 7}
        if not body.get("stream", True):
            return self.answer({**self.piece(name, chat, "".join(words)), **stats})
        return self.lines([{**self.piece(name, chat, word), "done": False} for word in words]
                          + [{**self.piece(name, chat, ""), **stats}])

    def piece(self, name, chat, text):
        head = {"model": name, "created_at": time.strftime("%Y-%m-%dT%H:%M:%S.000000001Z", time.gmtime())}
        return {**head, "message": {"role": "assistant", "content": text}} if chat else {**head, "response": text}

    def delete(self, body):
        name = self.model(body)
        if name:
            del self.server.ollama.models[name]
            self.server.ollama.loaded.pop(name, None)
            self.whole(200, b"")
