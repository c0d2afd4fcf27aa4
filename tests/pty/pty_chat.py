"""The chat on a terminal: turns, the history that is sent, and what ends a turn but not the chat."""

import re

from pty_session import POST_CHAT, pty_test


@pty_test
def two_turns_with_their_history(session):
    session.serve({POST_CHAT: [[{"chat": ["First", " answer"]}], [{"chat": ["Second answer"]}]]})
    terminal = session.start("chat", "m")
    session.wait_for_first_prompt()
    session.say("Hello")
    terminal.wait_for_text("First answer")
    session.wait_for_prompt()
    session.say("And more")
    terminal.wait_for_text("Second answer")
    session.wait_for_prompt()
    session.equal(session.messages(0), [("user", "Hello")], "messages of the first turn")
    session.equal(session.messages(1), [("user", "Hello"), ("assistant", "First answer"), ("user", "And more")], "messages of the second turn")
    session.say("/bye")
    session.ends_with(0)


@pty_test
def ctrl_c_stops_the_answer_and_keeps_the_partial(session):
    server = session.serve({POST_CHAT: [[{"chat": ["Half an", " answer"], "done": False}, "hang"], [{"chat": ["Whole"]}]]})
    terminal = session.start("chat", "m")
    session.wait_for_first_prompt()
    session.say("Hello")
    terminal.wait_for_text("Half an answer")
    terminal.send(b"\x03")
    session.wait_for_prompt()
    session.true(server.wait_until(lambda s: s.requests[0].aborted_at, 2), "the server did not see the connection closed")
    session.true("Half an answer" in terminal.text(), "the partial stays on the screen")
    session.say("Again")
    terminal.wait_for_text("Whole")
    sent = session.messages(1)
    session.equal(sent[0], ("user", "Hello"), "first message")
    session.true(sent[1][0] == "assistant" and sent[1][1].startswith("Half an answer"), f"the partial is in the history: {sent}")
    session.equal(sent[-1], ("user", "Again"), "last message")
    session.wait_for_prompt()
    session.say("/bye")
    session.ends_with(0)


@pty_test
def ctrl_c_while_the_model_loads_keeps_the_chat(session):
    session.serve({POST_CHAT: [["hang"], [{"chat": ["Whole"]}]]})
    terminal = session.start("chat", "m")
    session.wait_for_first_prompt()
    session.say("Hello")
    session.wait_for_requests(1)
    terminal.send(b"\x03")
    session.wait_for_prompt()
    session.say("Again")
    terminal.wait_for_text("Whole")
    session.wait_for_prompt()
    session.say("/bye")
    session.ends_with(0)


@pty_test
def a_cut_answer_keeps_the_chat(session):
    session.serve({POST_CHAT: [[{"chat": ["Half an answer"], "done": False}, "rst"], [{"chat": ["Whole"]}]]})
    terminal = session.start("chat", "m")
    session.wait_for_first_prompt()
    session.say("Hello")
    terminal.wait_for_text("Half an answer")
    session.wait_for_prompt()
    session.true(re.search("(?i)cut|incomplete|lost|reset|closed|truncat", terminal.text()), "the cut is said")
    session.say("Again")
    terminal.wait_for_text("Whole")
    session.wait_for_prompt()
    session.say("/bye")
    session.ends_with(0)


@pty_test
def a_network_error_keeps_the_chat(session):
    # The first answer ends its connection: on a reused one libcurl tries again by itself.
    closing = [{"head": 200, "headers": [["Connection", "close"]]}, {"chat": ["First"]}, "end", "close"]
    session.serve({POST_CHAT: [closing, ["rst"], [{"chat": ["Third"]}]]})
    terminal = session.start("--retries", "0", "chat", "m")
    session.wait_for_first_prompt()
    session.say("One")
    terminal.wait_for_text("First")
    session.wait_for_prompt()
    session.say("Two")
    session.wait_for_requests(2)
    terminal.wait_for_text("llamero: ")
    session.wait_for_prompt()
    session.say("Three")
    terminal.wait_for_text("Third")
    sent = session.messages(2)
    session.equal(sent[:2], [("user", "One"), ("assistant", "First")], "the history before the error")
    session.equal(sent[-1], ("user", "Three"), "last message")
    session.wait_for_prompt()
    session.say("/bye")
    session.ends_with(0)


@pty_test
def a_server_error_keeps_the_chat(session):
    session.serve({POST_CHAT: [[{"json": {"error": "out of memory"}, "status": 500}], [{"chat": ["Fine"]}]]})
    terminal = session.start("--retries", "0", "chat", "m")
    session.wait_for_first_prompt()
    session.say("One")
    terminal.wait_for_text("out of memory")
    session.wait_for_prompt()
    session.say("Two")
    terminal.wait_for_text("Fine")
    session.wait_for_prompt()
    terminal.send(b"\x04")
    session.ends_with(0)


@pty_test
def clear_forgets_the_history(session):
    session.serve({POST_CHAT: [[{"chat": ["First"]}], [{"chat": ["Second"]}]]})
    terminal = session.start("chat", "m")
    session.wait_for_first_prompt()
    session.say("One")
    terminal.wait_for_text("First")
    session.wait_for_prompt()
    session.say("/clear")
    session.wait_for_prompt()
    session.say("Two")
    terminal.wait_for_text("Second")
    session.equal(session.messages(1), [("user", "Two")], "messages after /clear")
    session.wait_for_prompt()
    session.say("/bye")
    session.ends_with(0)


@pty_test
def ctrl_d_ends(session):
    session.serve({})
    terminal = session.start("chat", "m")
    session.wait_for_first_prompt()
    terminal.send(b"\x04")
    session.ends_with(0)
    session.equal(terminal.screen.cursor.x, 0, "column of the cursor")
    session.equal(session.server.requests, [], "requests")


@pty_test
def unknown_slash_command_is_not_sent(session):
    session.serve({POST_CHAT: [{"chat": ["Hi"]}]})
    terminal = session.start("chat", "m")
    session.wait_for_first_prompt()
    session.say("/bqe")
    terminal.wait_for(lambda: terminal.text().count("/bqe") >= 2, "the unknown command named")
    session.wait_for_prompt()
    session.equal(session.server.requests, [], "requests")
    session.say("/bye")
    session.ends_with(0)


@pty_test
def run_without_a_prompt_opens_the_chat(session):
    session.serve({POST_CHAT: [[{"chat": ["First"]}], [{"chat": ["Second"]}]]})
    terminal = session.start("run", "m")
    session.wait_for_first_prompt()
    session.say("Hello")
    terminal.wait_for_text("First")
    session.wait_for_prompt()
    session.say("More")
    terminal.wait_for_text("Second")
    session.equal(len(session.messages(1)), 3, "messages of the second turn")
    session.wait_for_prompt()
    session.say("/bye")
    session.ends_with(0)


@pty_test
def escapes_in_the_answer_are_inert(session):
    session.serve({POST_CHAT: [{"chat": ["a\x1b[2J\x1b]0;owned\x07b\u202e"]}]})
    terminal = session.start("chat", "m")
    session.wait_for_first_prompt()
    session.say("Hello")
    terminal.wait_for(lambda: r"a\x1b[2J\x1b]0;owned\x07b<U+202E>" in terminal.text(), "the visible form")
    session.equal(terminal.screen.title, "", "title of the terminal")
    session.wait_for_prompt()
    session.say("/bye")
    session.ends_with(0)


@pty_test
def the_exact_answer_goes_back_as_history(session):
    """What is shown is the visible form; what is sent back is what the model said."""
    session.serve({POST_CHAT: [[{"chat": ["a\x1b[31m\u202eb"]}], [{"chat": ["Second"]}]]})
    terminal = session.start("chat", "m")
    session.wait_for_first_prompt()
    session.say("One")
    terminal.wait_for_text("31m")
    session.wait_for_prompt()
    session.say("Two")
    terminal.wait_for_text("Second")
    session.equal(session.messages(1)[1], ("assistant", "a\x1b[31m\u202eb"), "the answer in the history")
    session.wait_for_prompt()
    session.say("/bye")
    session.ends_with(0)


@pty_test
def utf8_input(session):
    session.serve({POST_CHAT: [{"chat": ["Hi"]}]})
    terminal = session.start("chat", "m")
    session.wait_for_first_prompt()
    session.say("grüße 🦙")
    terminal.wait_for_text("Hi")
    session.equal(session.messages(0), [("user", "grüße 🦙")], "messages")
    session.wait_for_prompt()
    session.say("/bye")
    session.ends_with(0)


@pty_test
def editing_with_backspace(session):
    session.serve({POST_CHAT: [{"chat": ["Hi"]}]})
    terminal = session.start("chat", "m")
    session.wait_for_first_prompt()
    session.say("Hellp\x7fo")
    terminal.wait_for_text("Hi")
    session.equal(session.messages(0), [("user", "Hello")], "messages")
    session.wait_for_prompt()
    session.say("/bye")
    session.ends_with(0)


@pty_test
def model_missing(session):
    session.serve({POST_CHAT: [{"replay": "chat-missing-model.json"}], "POST /api/show": [{"replay": "show-missing.json"}]})
    terminal = session.start("chat", "nope")
    session.wait_for_first_prompt()
    if terminal.process.poll() is None and "llamero pull nope" not in terminal.text():
        session.say("Hello")
    terminal.wait_for_text("llamero pull nope")
