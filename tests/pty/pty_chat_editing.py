"""Editing the lines of a chat on a real terminal: the screen, what is sent, and the terminal afterwards."""

import json
import os
import pathlib
import signal
import stat

from pty_session import POST_CHAT, pty_test

UP, DOWN, LEFT, RIGHT = "\x1b[A", "\x1b[B", "\x1b[D", "\x1b[C"
PASTE, PASTED = "\x1b[200~", "\x1b[201~"


def open_chat(session, answers, rows=24, columns=100, environment=None):
    session.serve({POST_CHAT: [[{"chat": [text]}] for text in answers]})
    terminal = session.start("chat", "m", "--markdown", "off", rows=rows, columns=columns, environment=environment)
    session.wait_for_first_prompt()
    return terminal


def sent(session, index=-1):
    return json.loads(session.server.requests[index].body)["messages"][-1]["content"]


def ask(session, keys, answer, wanted):
    session.terminal.send(keys)
    session.terminal.wait_for_text(answer)
    session.wait_for_prompt()
    session.equal(sent(session), wanted, f"what {keys!r} sends")


@pty_test
def the_usual_keys_edit_a_line(session):
    open_chat(session, ["one", "two", "three", "four", "five"])
    ask(session, "world" + "\x01" + "hello " + "\r", "one", "hello world")
    ask(session, "abc" + LEFT + LEFT + "x" + "\x05" + "y" + "\r", "two", "axbcy")
    ask(session, "keep this away" + "\x17" + "\x17" + "that" + "\r", "three", "keep that")
    ask(session, "tail head" + "\x1bb" + "\x0b" + "\x01" + "\x19 " + "\r", "four", "head tail ")
    ask(session, "gone" + "\x15" + "stays" + "\x1f" * 20 + "new" + "\r", "five", "new")
    session.leave()


@pty_test
def a_text_of_several_lines(session):
    terminal = open_chat(session, ["one", "two", "three"])
    terminal.send("first\nthird" + UP + "\x05\nsecond")
    terminal.wait_for(lambda: terminal.lines()[-3:] == [">>> first", "... second", "... third"], "three lines")
    ask(session, "\r", "one", "first\nsecond\nthird")
    ask(session, "with\x1b\ralt" + "\r", "two", "with\nalt")
    ask(session, "a\\\rb" + "\r", "three", "a\nb")
    session.leave()


@pty_test
def a_paste_is_one_text_and_nothing_of_it_is_done(session):
    terminal = open_chat(session, ["one"])
    text = "/bye\r\x04\x03line two\ttab\r\x1b[2Jlast"
    terminal.send(PASTE + text + PASTED)
    terminal.wait_for_text("last")
    terminal.wait_for_quiet()
    session.equal(session.server.requests, [], "requests after the paste")
    terminal.send("\r")
    terminal.wait_for_text("one")
    session.equal(sent(session), text.replace("\r", "\n"), "what was sent")
    session.wait_for_prompt()
    session.leave()


@pty_test
def a_paste_of_5000_lines_is_one_turn(session):
    terminal = open_chat(session, ["one"])
    text = "\n".join(f"line {i} of a long paste" for i in range(5000))
    terminal.send(PASTE + text.replace("\n", "\r") + PASTED)
    terminal.wait_for_text("line 4999 of", 20 * session.slack)
    terminal.send("\r")
    session.wait_for_requests(1, 20)
    session.equal(sent(session), text, "what was sent")
    terminal.wait_for_text("one", 20 * session.slack)
    session.wait_for_prompt()
    session.leave()


@pty_test
def wide_characters_wrap_and_are_deleted_whole(session):
    terminal = open_chat(session, ["one"], columns=20)
    text = "駱馬駱馬駱馬駱馬🦙駱"  # 4 + 16 columns are full: the rest is on the next row
    terminal.send(text)
    terminal.wait_for(lambda: terminal.lines()[-2:] == [">>> " + text[:8], text[8:]], "two rows")
    ask(session, "\x7f\x7f👩‍🚀\x7fe\u0301\x7f!\r", "one", text[:8] + "!")
    session.leave()


@pty_test
def the_history_goes_on_in_the_next_chat(session):
    open_chat(session, ["one", "two", "three", "four", "five"])
    ask(session, "first question\r", "one", "first question")
    ask(session, "second\nquestion\r", "two", "second\nquestion")
    ask(session, UP + UP + UP + " again\r", "three", "first question again")
    session.leave()
    files = [path for path in pathlib.Path(session.directory).rglob("history/*") if path.is_file()]
    session.equal([stat.S_IMODE(path.stat().st_mode) for path in files], [0o600], "modes of the history")
    session.start("chat", "m", "--markdown", "off")
    session.wait_for_first_prompt()
    ask(session, "\x12second" + "\r", "four", "second\nquestion")
    ask(session, "draft" + UP + DOWN + "!\r", "five", "draft!")
    session.leave()


@pty_test
def tab_completes_commands(session):
    terminal = open_chat(session, [])
    terminal.send("/cont\t")
    terminal.wait_for_text("/continue")
    terminal.send("\x15/set para\t\ttem\t")
    terminal.wait_for_text("/set parameter temperature")
    terminal.send("\x15/s\t\t")
    terminal.wait_for_text("/show +/stats +/system|/set +/show +/stats")
    terminal.send("\x15")
    session.leave()


@pty_test
def keys_typed_while_an_answer_streams_wait(session):
    session.serve({POST_CHAT: [[{"chat": ["one"], "done": False}, {"sleep": 600}, {"done": "stop"}], [{"chat": ["two"]}]]})
    terminal = session.start("chat", "m", "--markdown", "off")
    session.wait_for_first_prompt()
    session.say("a")
    terminal.wait_for_text("one")
    terminal.send("typed ahead\r")
    terminal.wait_for_text("two")
    session.equal(sent(session), "typed ahead", "what was sent")
    session.wait_for_prompt()
    session.leave()


@pty_test
def ctrl_c_gives_up_the_line_and_ctrl_d_leaves(session):
    terminal = open_chat(session, ["one"])
    terminal.send("not this\x03")
    session.wait_for_prompt()
    ask(session, "this\r", "one", "this")
    terminal.send("abc" + LEFT + "\x04" + "\x7f\x7f")
    terminal.wait_for_quiet()
    terminal.send("\x04")
    session.ends_with(0)
    session.equal(terminal.screen.cursor.x, 0, "column of the cursor")


@pty_test
def an_editor_of_the_user_writes_the_text(session):
    script = pathlib.Path(session.directory) / "editor"
    script.write_text("#!/bin/sh\nprintf '%s and more\\nlines\\n' \"$(cat \"$1\")\" > \"$1\"\n")
    script.chmod(0o700)
    terminal = open_chat(session, ["one"], environment={"EDITOR": str(script)})
    terminal.send("draft\x07")
    terminal.wait_for_text("draft and more")
    ask(session, "\r", "one", "draft and more\nlines")
    left = [path for path in pathlib.Path(session.directory).rglob("prompt-*")]
    session.equal(left, [], "files left")
    session.leave()


@pty_test
def edit_puts_the_question_back(session):
    open_chat(session, ["one", "two"])
    ask(session, "first\r", "one", "first")
    session.say("/edit")
    session.terminal.wait_for(lambda: session.terminal.cursor_row() == ">>> first", "the question to edit")
    ask(session, " again\r", "two", "first again")
    session.equal(len(session.messages(1)), 1, "messages")
    session.leave()


@pty_test
def a_resize_keeps_the_text(session):
    terminal = open_chat(session, ["one"], columns=60)
    text = "a text that takes more than one row when the window is narrow"
    terminal.send(text)
    terminal.wait_for_text("window is")
    for columns in (30, 17, 80, 10, 60):
        terminal.resize(24, columns)
        terminal.wait_for_quiet()
    terminal.send("!")
    terminal.wait_for_text("!")
    ask(session, "\r", "one", text + "!")
    session.leave()


@pty_test
def a_tiny_terminal_works(session):
    terminal = open_chat(session, ["one"], rows=3, columns=10)
    ask(session, "line one is long\nline two\nline three\r", "one", "line one is long\nline two\nline three")
    session.true(len(terminal.lines()) <= 3, "it scrolls")
    session.leave()


@pty_test
def a_dumb_terminal_has_plain_lines(session):
    session.serve({POST_CHAT: [[{"chat": ["**one**"]}]]})
    terminal = session.start("chat", "m", environment={"TERM": "dumb"})
    session.wait_for_first_prompt()
    session.say("hello")
    terminal.wait_for_text("one")
    session.wait_for_prompt()
    session.true(b"\x1b" not in terminal.raw, f"no control sequence: {terminal.raw!r}")
    session.leave()


@pty_test
def a_home_that_cannot_be_written_is_told_once(session):
    state = pathlib.Path(session.directory) / "state"
    state.write_text("a file, where a folder should be")
    open_chat(session, ["one", "two"], environment={"XDG_STATE_HOME": str(state)})
    ask(session, "first\r", "one", "first")
    ask(session, "second\r", "two", "second")
    session.equal(session.terminal.text().count("prompts are no longer kept"), 1, "warnings")
    ask(session, "", "two", "second")
    session.leave()
    os.unlink(state)


@pty_test
def markdown_is_rendered(session):
    session.serve({POST_CHAT: [[{"chat": ["# Ti", "tle\n\nSome **bo", "ld** text.\n\n```py", "thon\nx = 1\n```\n"]}]]})
    terminal = session.start("chat", "m")
    session.wait_for_first_prompt()
    session.say("hello")
    terminal.wait_for_text("x = 1")
    session.wait_for_prompt()
    text = terminal.text()
    session.true("**" not in text and "```" not in text and "Some bold text." in text, f"rendered: {text}")
    session.true("".join(terminal.styled_cells()).count("bold") == 1, "the bold word is styled")
    session.leave()


@pty_test
def a_stop_while_an_answer_streams_leaves_one_prompt(session):
    session.serve({POST_CHAT: [[{"chat": ["one"], "done": False}, {"sleep": 800}, {"done": "stop"}], [{"chat": ["two"]}]]})
    terminal = session.start("chat", "m", "--markdown", "off")
    session.wait_for_first_prompt()
    session.say("a")
    terminal.wait_for_text("one")
    terminal.send_signal(signal.SIGSTOP)
    terminal.send_signal(signal.SIGCONT)
    session.wait_for_prompt()
    terminal.send("b")
    terminal.wait_for(lambda: terminal.cursor_row() == ">>> b", "one prompt")
    terminal.send_signal(signal.SIGSTOP)
    terminal.send_signal(signal.SIGCONT)
    terminal.wait_for_quiet()
    session.equal(terminal.cursor_row(), ">>> b", "the row of the prompt after a stop")
    terminal.send("\x15")
    session.leave()
