#!/usr/bin/env python3
"""An ssh that plays what a test wants: stub_ssh.py FOLDER ARGV...

FOLDER/argv takes the arguments, NUL-separated, a newline after each start. FOLDER/play holds words: "say TEXT" writes a line on
stderr, "exit N" ends it, "hang" never does, "listen" makes the socket of -L and answers each request by itself (GET
/api/version at once); "drop" makes the socket and closes every connection after "say" of what follows. FOLDER/body: what
a request other than the version gets, before ssh "dies" with the line in FOLDER/last_words, if there is one.
"""
import os
import pathlib
import socket
import sys
import time

folder, argv = pathlib.Path(sys.argv[1]), sys.argv[2:]
with open(folder / "argv", "ab") as record:
    record.write(b"\0".join(a.encode() for a in argv) + b"\n")


def say(text):
    os.write(2, text.encode() + b"\r\n")


def text_of(name):
    path = folder / name
    return path.read_text() if path.exists() else None


def listen():
    path = argv[argv.index("-L") + 1].split(":")[0]
    server = socket.socket(socket.AF_UNIX)
    server.bind(path)
    server.listen(8)
    return server


def read_head(connection):
    data = b""
    while b"\r\n\r\n" not in data:
        piece = connection.recv(65536)
        if not piece:
            return None
        data += piece
    return data


def serve(server):
    while True:
        connection, _ = server.accept()
        while head := read_head(connection):
            if head.startswith(b"GET /api/version"):
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
                continue
            answer(connection)
        connection.close()


def answer(connection):
    once = folder / "die_once"
    words = text_of("last_words")
    if once.exists():
        once.unlink()
        say(words)
        os._exit(255)
    body = (text_of("body") or "").encode()
    length = len(body) + (100 if words else 0)
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % length + body)
    if words:
        time.sleep(0.1)
        say(words)
        os._exit(255)


def main():
    for line in text_of("play").splitlines():
        verb, _, rest = line.partition(" ")
        if verb == "say":
            say(rest)
        elif verb == "exit":
            sys.exit(int(rest))
        elif verb == "hang":
            time.sleep(600)
        elif verb == "listen":
            serve(listen())
        elif verb == "drop":
            server = listen()
            while True:
                connection, _ = server.accept()
                if read_head(connection):
                    connection.close()
                    time.sleep(0.05)  # as the real one: the reset comes before the word
                    if rest:
                        say(rest)


main()
