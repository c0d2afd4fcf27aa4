"""What the slash commands of a chat do: to the history, to the next request, on the screen."""

from pty_session import POST_CHAT, pty_test


def rendered(prompt):
    return [{"json": {"model": "m", "message": {"role": "", "content": ""}, "done": False,
                      "_debug_info": {"rendered_template": prompt}}}]


def cut(*pieces):
    return [{"chat": list(pieces), "done": False}, "rst"]


def open_chat(session, routes, *arguments, rows=24):
    session.serve(routes)
    terminal = session.start("--retries", "0", "chat", "m", *arguments, rows=rows)
    session.wait_for_first_prompt()
    return terminal


def body(session, index):
    return session.server.requests[index].json()


@pty_test
def enter_goes_on_with_a_cut_answer_by_prefill(session):
    open_chat(session, {POST_CHAT: [cut("1, 2,"), rendered("<user>count<model>1, 2,"), [{"chat": [" 3"]}], [{"chat": ["ok"]}]]})
    session.ask("count", "/continue")
    session.ask("", "\n3")
    session.equal(body(session, 1)["_debug_render_only"], True, "the prompt is asked for")
    session.equal(session.messages(2), [("user", "count"), ("assistant", "1, 2,")], "messages of the continuation")
    session.ask("thanks", "ok")
    session.equal(session.messages(3)[1], ("assistant", "1, 2, 3"), "one answer in the history")
    session.leave()


@pty_test
def a_cut_answer_goes_on_by_a_raw_prompt(session):
    terminal = open_chat(session, {
        POST_CHAT: [cut("1, 2,"), rendered("<user>count<model>1, 2,<end>"), rendered("<user>count<model>"), [{"chat": ["ok"]}]],
        "POST /api/generate": [[{"lines": ['{"response":" 3","done":false}', '{"response":"","done":true,"done_reason":"stop"}']}]]})
    session.ask("count", "/continue")
    session.ask("/continue", "as the server renders it")
    terminal.wait_for_text("\n3")
    session.wait_for_prompt()
    sent = body(session, 3)
    session.equal((sent["prompt"], sent["raw"]), ("<user>count<model>1, 2,", True), "the raw prompt")
    session.ask("thanks", "ok")
    session.equal(session.messages(4)[1], ("assistant", "1, 2, 3"), "one answer in the history")
    session.leave()


@pty_test
def an_old_server_is_asked_to_go_on_in_a_new_turn(session):
    open_chat(session, {POST_CHAT: [cut("1, 2,"), [{"json": {"message": {"role": "assistant", "content": "x"}, "done": True}}],
                                    [{"chat": ["three"]}]]})
    session.ask("count", "/continue")
    session.ask("/continue", "is asked to go on")
    session.terminal.wait_for_text("three")
    sent = session.messages(2)
    session.equal(sent[:2], [("user", "count"), ("assistant", "1, 2,")], "what was said")
    session.true(sent[2][0] == "user" and "Go on" in sent[2][1], f"the new turn: {sent}")
    session.wait_for_prompt()
    session.leave()


@pty_test
def a_continuation_that_is_cut_again_can_go_on_again(session):
    prompt = rendered("count1, 2,")
    open_chat(session, {POST_CHAT: [cut("1, 2,"), prompt, cut(" 3,"), rendered("count1, 2, 3,"), [{"chat": [" 4"]}], [{"chat": ["ok"]}]]})
    session.ask("count", "/continue")
    session.ask("", "\n3,")
    session.ask("", "\n4")
    session.ask("thanks", "ok")
    session.equal(session.messages(5)[1], ("assistant", "1, 2, 3, 4"), "one answer in the history")
    session.leave()


@pty_test
def a_stopped_answer_goes_on_by_command_only(session):
    terminal = open_chat(session, {POST_CHAT: [[{"chat": ["1, 2,"], "done": False}, "hang"], rendered("1, 2,"), [{"chat": [" 3"]}]]})
    session.say("count")
    terminal.wait_for_text("1, 2,")
    terminal.send(b"\x03")
    session.wait_for_prompt()
    session.say("")
    session.wait_for_prompt()
    session.equal(len(session.server.requests), 1, "requests after Enter alone")
    session.ask("/continue", "\n3")
    session.leave()


@pty_test
def enter_asks_an_unanswered_question_again(session):
    open_chat(session, {POST_CHAT: [["rst"], [{"chat": ["Fine"]}]]})
    session.ask("Hello", "/retry")
    session.ask("", "Fine")
    session.equal(session.messages(1), [("user", "Hello")], "messages")
    session.leave()


@pty_test
def retry_asks_the_last_question_again(session):
    open_chat(session, {POST_CHAT: [[{"chat": ["First"]}], [{"chat": ["Second"]}], [{"chat": ["Third"]}]]})
    session.ask("Hello", "First")
    session.ask("/retry", "Second")
    session.equal(session.messages(1), [("user", "Hello")], "messages of the second try")
    session.ask("More", "Third")
    session.equal(session.messages(2)[1], ("assistant", "Second"), "the answer in the history")
    session.leave()


@pty_test
def undo_takes_a_question_and_its_answer_back(session):
    open_chat(session, {POST_CHAT: [[{"chat": ["First"]}], [{"chat": ["Second"]}]]})
    session.ask("/undo", "nothing was asked yet")
    session.ask("Hello", "First")
    session.ask("/undo", "taken back: Hello")
    session.ask("More", "Second")
    session.equal(session.messages(1), [("user", "More")], "messages")
    session.leave()


@pty_test
def edit_goes_back_to_a_question(session):
    open_chat(session, {POST_CHAT: [[{"chat": ["First"]}], [{"chat": ["Second"]}], [{"chat": ["Third"]}]]})
    session.ask("one", "First")
    session.ask("two", "Second")
    for wrong in ("/edit 3", "/edit x", "/edit 0"):
        session.ask(wrong, "error: " + ("there is no question 3" if "3" in wrong else f"\"{wrong[6:]}\" is no number"))
    session.say("/edit 1")
    session.terminal.wait_for(lambda: session.terminal.cursor_row() == ">>> one", "the question to edit")
    session.ask("\x15another", "Third")
    session.equal(session.messages(2), [("user", "another")], "messages")
    session.leave()


@pty_test
def set_changes_the_next_request(session):
    open_chat(session, {POST_CHAT: [[{"chat": ["Fine"]}]]})
    for line, said in (("/set parameter temperature 0.5", "temperature=0.5"), ("/set parameter stop a", "stop=a"),
                       ("/set system be brief", "system prompt is changed"), ("/set format json", "JSON")):
        session.ask(line, said)
    session.say("/set think")
    session.wait_for_prompt()
    session.ask("Hello", "Fine")
    sent = body(session, 0)
    session.equal(sent["options"], {"temperature": 0.5, "stop": ["a"]}, "options")
    session.equal((sent["format"], sent["think"]), ("json", True), "format and think")
    session.equal(session.messages(0), [("system", "be brief"), ("user", "Hello")], "messages")
    session.leave()


@pty_test
def wrong_settings_change_nothing(session):
    open_chat(session, {POST_CHAT: [[{"chat": ["Fine"]}]]})
    for line, said in (("/set parameter temprature 1", "temperature"), ("/set parameter temperature", "NAME VALUE"),
                       ("/set format xml", "/set format json"), ("/set think much", "low, medium or high"),
                       ("/set nonsense", "/set knows no"), ("/set quiet please", "takes nothing more"),
                       ("/thinking maybe", "/thinking show"), ("/show all", "/show knows no"), ("/continue", "complete"),
                       ("/contnue", "did you mean /continue"), ("/model a b", "model name")):
        session.ask(line, said)
    session.ask("Hello", "Fine")
    session.true(set(body(session, 0)) == {"model", "messages", "stream"}, f"the request: {body(session, 0)}")
    session.leave()


@pty_test
def another_model_goes_on_with_the_conversation(session):
    missing = [{"json": {"error": "model 'b' not found"}, "status": 404}]
    open_chat(session, {POST_CHAT: [[{"chat": ["First"]}], [{"chat": ["Second"]}]],
                        "POST /api/show": [missing, [{"json": {"details": {}, "model_info": {}}}]]})
    session.ask("one", "First")
    session.ask("/model b", "error")
    session.ask("/load c", "from now on c answers")
    session.ask("two", "Second")
    session.equal(body(session, 3)["model"], "c", "model")
    session.equal(len(session.messages(3)), 3, "messages")
    session.leave()


@pty_test
def the_context_is_metered_and_warned_about(session):
    def counted(text, prompt, count):
        return [{"lines": ['{"message":{"role":"assistant","content":"%s"},"done":false}' % text,
                           '{"message":{"role":"assistant","content":""},"done":true,"done_reason":"stop",'
                           '"prompt_eval_count":%d,"eval_count":%d,"eval_duration":1000000000}' % (prompt, count)]}]
    running = [{"json": {"models": [{"name": "m", "model": "m", "size": 1, "size_vram": 0, "context_length": 2048}]}}]
    terminal = open_chat(session, {POST_CHAT: [counted("First", 1800, 200), counted("Second", 1500, 10)], "GET /api/ps": [running, running]})
    session.ask("/tokens", "not known yet")
    session.ask("one", "First")
    session.ask("/stats", "eval count")
    session.ask("/tokens", r"2000 of 2048 tokens \(97 %\)")
    session.say("x" * 300)
    terminal.wait_for_text("will drop the oldest")
    terminal.wait_for_text("has dropped the oldest")
    session.wait_for_prompt()
    session.leave()


@pty_test
def help_names_each_command(session):
    terminal = open_chat(session, {}, rows=60)
    session.ask("/?", "/undo")
    for name in ("/bye", "/clear", "/continue", "/copy", "/edit", "/export", "/file", "/fork", "/image", "/paste", "/retry", "/save",
                 "/search", "/set", "/show", "/system", "/tokens"):
        session.true(name in terminal.text(), f"{name} is in the help")
    session.leave()


@pty_test
def the_status_line_names_the_model_of_the_moment(session):
    open_chat(session, {"POST /api/show": [[{"json": {"details": {}, "model_info": {}, "capabilities": ["completion"]}}]], POST_CHAT: ["hang"]})
    session.ask("/model other", "from now on other")
    session.say("first")
    session.terminal.wait_for_text("waiting for other")
    session.terminal.send("\x03")
    session.wait_for_prompt()
    session.leave()
