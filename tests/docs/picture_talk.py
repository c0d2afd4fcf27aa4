"""One and the same talk for each client: what is typed, and what the server answers."""

import json

MODEL = "gemma3:1b"
QUESTIONS = ("Tell me of llamas", "Who herds them?")

MARKDOWN = """\
## Llamas

- **Ccara**: short wool
- **Tapada**: *long* wool

| Kind   | Load  |
|--------|------:|
| Ccara  | 30 kg |
| Tapada | 25 kg |

```python
def load(herd):
    return 30 * len(herd)  # kg
```

リャマは山の動物です。 A llama: 🦙.
"""
CUT = "In the Andes, people herd them and"


def pieces(text):
    """As a model sends them: a word at a time, each with the space before it."""
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or text[at] in " \n":
            yield text[start:at]
            start = at


def openai(text, last):
    """An answer of the API that clients of many services speak, which Ollama has too."""
    def event(delta, reason=None):
        return {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": MODEL,
                "choices": [{"index": 0, "delta": delta, "finish_reason": reason}]}

    chunks = [f"data: {json.dumps(event({'content': piece}))}\n\n" for piece in pieces(text)]
    end = [{"chunk": f"data: {json.dumps(event({}, 'stop'))}\n\ndata: [DONE]\n\n"}, "end"] if last == "end" else [last]
    return [{"head": 200, "type": "text/event-stream", "framing": "chunked"}, *({"chunk": chunk} for chunk in chunks), *end]


def routes():
    details = {"format": "gguf", "family": "gemma3", "families": ["gemma3"], "parameter_size": "1B", "quantization_level": "Q4_K_M"}
    loaded = {"model": MODEL, "created_at": "2026-01-02T03:04:05Z", "response": "", "done": True, "done_reason": "load"}
    return {
        "HEAD /": [[{"head": 200, "framing": "length:0"}]],
        "GET /api/version": [[{"json": {"version": "0.17.4"}}]],
        "POST /api/show": [[{"json": {"details": details, "model_info": {}, "capabilities": ["completion"]}}]],
        "POST /api/generate": [[{"json": loaded}]],
        # The second answer breaks off: the connection ends without the last chunk.
        "POST /api/chat": [[{"chat": list(pieces(MARKDOWN))}], [{"chat": list(pieces(CUT)), "done": False}, "close"]],
        "POST /v1/chat/completions": [openai(MARKDOWN, "end"), openai(CUT, "close")],
    }
