"""A chat as one writes it with rich: the whole answer is laid out anew four times in a second.

rich_client.py          a prompt, a question to $OLLAMA_HOST, the answer as it comes
rich_client.py --file FILE   the text of FILE, once
"""
import json
import os
import sys
import urllib.request
from pathlib import Path

from rich.console import Console
from rich.live import Live
from rich.markdown import Markdown


def chat(console: Console) -> None:
    input(">>> ")
    request = urllib.request.Request(os.environ["OLLAMA_HOST"] + "/api/chat", data=b"{}", method="POST")
    text = ""
    with urllib.request.urlopen(request) as answer, Live(console=console, vertical_overflow="visible", get_renderable=lambda: Markdown(text)):
        for line in answer:
            text += json.loads(line)["message"]["content"]
    input(">>> ")


if len(sys.argv) > 1:
    Console(force_terminal=True, width=80).print(Markdown(Path(sys.argv[2]).read_text()))
else:
    chat(Console())
