"""A conversation that goes over to another server, and the names that Tab offers."""

from fault_server import FaultServer
from pty_session import POST_CHAT, pty_test

TAGS = "GET /api/tags"


def tags(*names):
    return [[{"json": {"models": [{"name": name, "model": name} for name in names]}}]]


def write(session, path, text):
    file = session.directory / "home" / "config" / "llamero" / path
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file.write_text(text)
    file.chmod(0o600)


def other_server(session, routes, name="spare"):
    server = session._stack.enter_context(FaultServer(routes))
    write(session, f"remotes/{name}.toml", f'url = "{server.url}"\n')
    return server


def open_chat(session, routes, *arguments):
    session.serve(routes)
    terminal = session.start("--retries", "0", "chat", "m", *arguments)
    session.wait_for_first_prompt()
    return terminal


@pty_test
def a_conversation_goes_over_to_another_server(session):
    spare = other_server(session, {TAGS: tags("m:latest"), POST_CHAT: [[{"chat": ["two"]}]]})
    terminal = open_chat(session, {POST_CHAT: [[{"chat": ["one"]}]]})
    session.ask("first", "one")
    session.ask("/remote spare", "from now on")
    session.true("does not have" not in terminal.text(), "the model is there")
    session.ask("second", "two")
    sent = spare.requests[1].json()
    session.equal([entry["content"] for entry in sent["messages"]], ["first", "one", "second"], "the history")
    session.ask("/remote", spare.url.removeprefix("http://"))
    session.leave()


@pty_test
def a_server_that_does_not_answer_is_not_gone_over_to(session):
    spare = other_server(session, {})
    spare.__exit__()
    terminal = open_chat(session, {POST_CHAT: [[{"chat": ["one"]}], [{"chat": ["two"]}]]})
    session.ask("first", "one")
    session.ask("/remote spare", "error")
    session.ask("/remote spar", "spare?")
    session.ask("second", "two")
    session.true("from now on" not in terminal.text(), "nobody else answers")
    session.leave()


@pty_test
def what_the_new_server_lacks_is_said(session):
    other_server(session, {TAGS: tags("n:latest")})
    open_chat(session, {})
    session.ask("/remote spare", "does not have m;")
    session.leave()


@pty_test
def an_unchecked_certificate_is_for_the_first_server_alone(session):
    write(session, "remotes/spare.toml", 'url = "https://127.0.0.1:1"\n')
    session.serve({})
    terminal = session.start("--retries", "0", "--insecure-tls", "chat", "m")
    session.wait_for_first_prompt()
    session.ask("/remote spare", "error")
    session.true("whoever answers" not in terminal.text(), "the flag went along")
    session.leave()


@pty_test
def tab_offers_remotes_sessions_and_files(session):
    other_server(session, {TAGS: tags("m")}, "spare-one")
    other_server(session, {TAGS: tags("m")}, "spare-two")
    folder = session.directory / "a folder"
    folder.mkdir()
    (folder / "notes.txt").write_text("x")
    (folder / ".hidden").write_text("x")
    (session.directory / "home" / "at home").mkdir(parents=True)
    terminal = open_chat(session, {TAGS: tags("model:1b", "other:1b")}, "--session", "kept")
    for typed, wanted in (("/remote sp\t", "/remote spare-"), ("/model mo\t", "/model model:1b"), ("/file a f\t", "/file a folder/"),
                          ("/file a folder/n\t", "/file a folder/notes.txt"), ("/image a folder/.\t", "/image a folder/.hidden"),
                          ("/file ~/at\t", "/file ~/at home/")):
        terminal.send("\x15" + typed)
        terminal.wait_for(lambda wanted=wanted: terminal.cursor_row().rstrip().endswith(wanted), f"{wanted!r} after Tab", 5.0 * session.slack)
    terminal.send("\x15")
    session.leave()
