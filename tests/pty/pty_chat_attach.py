"""What a chat brings into a question: files, images, the clipboard of the desktop."""

import base64
import os
import shutil

from pty_session import POST_CHAT, pty_test

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8


def open_chat(session, *answers, environment=None):
    session.serve({POST_CHAT: [answer if isinstance(answer, list) else [{"chat": [answer]}] for answer in answers]})
    terminal = session.start("--retries", "0", "chat", "m", "--ephemeral", "--markdown", "off", environment=environment)
    session.wait_for_first_prompt()
    return terminal


def put(session, name, content):
    path = session.directory / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def question(session, index):
    return session.server.requests[index].json()["messages"][-1]


def program(session, name, script):
    """A stand-in for a program of the desktop, first in the PATH."""
    path = put(session, f"bin/{name}", "#!/bin/sh\n" + script)
    path.chmod(0o755)
    return {"PATH": f"{path.parent}:{os.environ['PATH']}", "TMUX": ""}


def bare(session):
    """A PATH with no program for any clipboard."""
    folder = session.directory / "bare"
    folder.mkdir()
    (folder / "setsid").symlink_to(shutil.which("setsid"))
    return {"PATH": str(folder), "TMUX": ""}


@pty_test
def files_go_with_the_next_question_only(session):
    put(session, "a b.txt", "Alpha\n")
    put(session, "c.txt", "Gamma")
    open_chat(session, "One.", "Two.")
    session.ask("/file", "nothing is attached")
    session.ask("/file 'a b.txt'", r"attached to the next question: a b.txt, 6 bytes")
    session.ask("/file c.txt", "c.txt, 5 bytes")
    session.ask("/file", r"a b.txt \(6 bytes\), c.txt \(5 bytes\)")
    session.ask("What?", "One")
    session.equal(question(session, 0)["content"], "What?\n\nFile a b.txt:\nAlpha\n\n\nFile c.txt:\nGamma", "the question")
    session.ask("And?", "Two")
    session.equal(question(session, 1)["content"], "And?", "the next question")
    session.leave()


@pty_test
def a_dropped_path_and_one_at_home_are_found(session):
    home = put(session, "home/in my home.txt", "H").parent
    path = put(session, "a (1).txt", "A")
    open_chat(session, "One.", environment={"HOME": str(home)})
    session.ask("/file " + str(path).replace(" ", "\\ ").replace("(", "\\(").replace(")", "\\)"), r"a \(1\).txt, 1 bytes")
    session.ask("/file ~/in my home.txt", "in my home.txt, 1 bytes")
    session.ask("/file -", "nothing is attached")
    session.ask("What?", "One")
    session.equal(question(session, 0)["content"], "What?", "the question")
    session.leave()


@pty_test
def what_is_no_text_is_not_attached(session):
    put(session, "bad.txt", b"abc\xff")
    put(session, "zero.txt", b"ab\0c")
    with open(session.directory / "big.txt", "wb") as big:
        big.truncate(16 * 1024 * 1024 + 1)
    open_chat(session, "One.")
    for path, said in (("bad.txt", "invalid UTF-8 at byte 3"), ("zero.txt", "a NUL byte at byte 2"), (".", "it is a directory"),
                       ("big.txt", "16 MiB"), ("missing.txt", "No such file")):
        session.ask("/file " + path, said)
    session.ask("/file", "nothing is attached")
    session.true("--lossy" not in session.terminal.text(), "no flag is named that a chat does not have")
    session.leave()


@pty_test
def a_file_that_is_slow_to_read_can_be_given_up(session):
    os.mkfifo(session.directory / "slow")
    writer = os.open(session.directory / "slow", os.O_RDWR)
    terminal = open_chat(session, "One.")
    session.say("/file slow")
    terminal.wait_for_quiet(0.3)
    terminal.send(b"\x03")
    session.wait_for_prompt()
    os.close(writer)
    session.ask("What?", "One")
    session.equal(question(session, 0)["content"], "What?", "the question")
    session.leave()


@pty_test
def a_path_in_a_question_is_never_opened(session):
    path = put(session, "secret.txt", "TOP")
    put(session, "cat.png", PNG)
    open_chat(session, "One.")
    session.ask(f"look at {path} and ./cat.png", "One")
    session.equal(question(session, 0), {"role": "user", "content": f"look at {path} and ./cat.png"}, "the question")
    session.leave()


@pty_test
def images_are_known_by_their_bytes(session):
    put(session, "cat.txt", PNG)
    put(session, "dog.png", "no image")
    open_chat(session, "One.", "Two.")
    session.ask("/image dog.png", "no image that a model takes")
    session.ask("/image cat.txt", "cat.txt, PNG, 2 KiB")
    session.ask("What?", "One")
    session.equal([base64.b64decode(image) for image in question(session, 0)["images"]], [PNG], "images")
    session.ask("And?", "Two")
    sent = session.server.requests[1].json()["messages"]
    session.true("images" in sent[0] and "images" not in sent[2], "the image stays with its question")
    session.leave()


@pty_test
def a_question_that_failed_keeps_its_attachments(session):
    put(session, "a.txt", "Alpha")
    put(session, "cat.png", PNG)
    open_chat(session, ["rst"], "One.", "Two.")
    session.ask("/file a.txt", "5 bytes")
    session.ask("/image cat.png", "PNG")
    session.ask("What?", "/retry")
    session.ask("/file", "nothing is attached")
    session.ask("", "One")
    session.equal(question(session, 1), question(session, 0), "the question that was sent again")
    session.true("Alpha" in question(session, 1)["content"] and question(session, 1)["images"], "with all that was attached")
    session.say("/edit")
    session.terminal.wait_for(lambda: session.terminal.cursor_row() == ">>> What?", "the words to edit, without the file")
    session.ask("\x15Why?", "Two")
    session.equal(question(session, 2)["content"], "Why?\n\nFile a.txt:\nAlpha", "the question in other words")
    session.true(question(session, 2)["images"], "and its image")
    session.ask("/undo", r"taken back: Why\?\n")
    session.leave()


@pty_test
def a_pasted_text_is_the_next_line_to_edit(session):
    where = program(session, "xclip", 'case "$*" in *TARGETS*) echo UTF8_STRING ;; *) printf "one\\ntwo \\033[31m" ;; esac\n')
    terminal = open_chat(session, "One.", environment=where | {"DISPLAY": ":9"})
    session.say("/paste")
    terminal.wait_for_text("two")
    session.equal(session.server.requests, [], "requests before Enter")
    session.true(b"\x1b[31m" not in terminal.raw, "the paste is inert")
    session.ask("!", "One")
    session.equal(question(session, 0)["content"], "one\ntwo \x1b[31m!", "the question")
    session.leave()


@pty_test
def a_pasted_image_is_attached(session):
    put(session, "cat.png", PNG)
    where = program(session, "wl-paste", f'case "$*" in *list*) echo image/png ;; *) cat {session.directory}/cat.png ;; esac\n')
    program(session, "wl-copy", "exit 1\n")
    open_chat(session, "One.", environment=where | {"WAYLAND_DISPLAY": "w"})
    session.ask("/paste", "attached to the next question: the image on the clipboard, PNG")
    session.ask("What?", "One")
    session.equal([base64.b64decode(image) for image in question(session, 0)["images"]], [PNG], "images")
    session.leave()


@pty_test
def a_clipboard_that_is_not_there_is_told(session):
    nowhere = bare(session)
    open_chat(session, environment=nowhere)
    session.ask("/paste", "no desktop here")
    session.leave()
    open_chat(session, environment=nowhere | {"WAYLAND_DISPLAY": "w"})
    session.ask("/paste", "install wl-clipboard")
    session.leave()


@pty_test
def a_clipboard_that_hangs_is_left_by_ctrl_c(session):
    where = program(session, "xclip", "exec sleep 100\n")
    terminal = open_chat(session, "One.", environment=where | {"DISPLAY": ":9"})
    session.say("/paste")
    terminal.wait_for_quiet(0.3)
    terminal.send(b"\x03")
    session.wait_for_prompt()
    session.ask("What?", "One")
    session.leave()
