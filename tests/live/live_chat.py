"""The chat on a terminal, with a real model that goes away in the middle of an answer."""
import os
import signal

from ssh_host import Lab
from typist import Typist

PROMPT = ">>> "
COUNT = "Count from 1 to 100, separated by commas."


def chat(service, model, *options):
    command = [service.llamero, "--no-progress", "chat", model, "--temperature", "0", "--option", "seed=1", *options]
    person = Typist(command, {**service.environment(), "TERM": "xterm-256color", "COLUMNS": "1000"})
    person.await_text(PROMPT)
    return person


def ask_and_see_the_start(person, question):
    person.type(question + "\r")
    person.await_more_after(question, 12)


def leave(person):
    person.type("/bye\r")
    assert person.end() == 0, person.screen


def test_an_answer_cut_by_a_killed_container_goes_on_after_its_restart(service):
    person = chat(service, service.model, "--num-predict", "400")
    ask_and_see_the_start(person, COUNT)
    service.docker("kill", service.container)
    person.await_text("/continue")
    assert "was cut" in person.screen, person.screen
    person.type("\r")  # too early: the chat survives a server that is away
    person.await_text("could not connect")
    person.await_text(PROMPT, times=3)
    service.up()
    person.type("/continue\r")
    person.await_text("as the server renders it")
    person.await_more_after("as the server renders it", 12)
    person.type("\x03")
    person.await_text(PROMPT, times=4)
    leave(person)


def test_a_stopped_answer_goes_on_in_its_middle(service):
    """The template of the small model closes an answer, that of the second one goes on from it."""
    for model, way in ((service.model, "as the server renders it"), (service.second_model, "where the answer stopped")):
        person = chat(service, model, "--num-predict", "200")
        ask_and_see_the_start(person, COUNT)
        person.type("\x03")
        person.await_text(PROMPT, times=2)
        person.type("/continue\r")
        person.await_text(way)
        person.await_more_after(way, 6)
        print(f"    {model} went on with: {person.after(way)[:60]!r}")
        person.type("\x03")
        person.await_text(PROMPT, times=3)
        assert "new turn" not in person.screen, person.screen
        leave(person)


def test_a_chat_through_ssh_outlives_its_tunnel(service, tmp):
    with Lab(service, tmp) as lab:
        lab.add()
        command = lab.client.enter(service.llamero, "--no-progress", "--remote", "lab", "chat", service.model,
                                   "--temperature", "0", "--num-predict", "200")
        person = Typist(command, {**lab.environment(), "TERM": "xterm-256color", "COLUMNS": "1000"})
        person.await_text(PROMPT)
        ask_and_see_the_start(person, COUNT)
        for pid in lab.client_processes("ssh"):
            os.kill(pid, signal.SIGKILL)
        person.await_text("/continue")
        person.type("\r")
        person.await_text("as the server renders it")
        person.await_more_after("as the server renders it", 6)
        person.type("\x03")
        person.await_text(PROMPT, times=3)
        leave(person)
        lab.assert_nothing_is_left()


def test_a_killed_chat_goes_on_with_what_it_showed(service, tmp):
    home = {**service.environment(), "TERM": "xterm-256color", "COLUMNS": "1000", "HOME": str(tmp)}
    options = ["--temperature", "0", "--num-predict", "200", "--markdown", "off"]
    person = Typist([service.llamero, "--no-progress", "chat", service.model, *options], home)
    person.await_text(PROMPT)
    ask_and_see_the_start(person, COUNT)
    person.kill()
    shown = person.after(COUNT)
    person = Typist([service.llamero, "--no-progress", "chat", "--continue", *options], home)
    person.await_text("was cut")
    assert shown in person.screen.replace("\r\n", "\n"), (shown, person.screen)
    second = service.start("chat", "--continue", env=home)  # another window
    assert second.wait(30) == 2, second.stderr.read()
    person.await_text(PROMPT, times=2)  # that of the question that is shown again, and our own
    person.type("\r")
    person.await_text("as the server renders it")
    person.await_more_after("as the server renders it", 6)
    person.type("\x03")
    person.await_text(PROMPT, times=3)
    leave(person)


def test_a_chat_goes_over_to_another_server_with_what_was_attached(service, tmp):
    home = {**service.environment(), "TERM": "xterm-256color", "COLUMNS": "1000", "HOME": str(tmp)}
    url = home["OLLAMA_HOST"].replace("127.0.0.1", "localhost")
    added = service.run("remote", "add", "spare", "--url", url, env=home)
    assert added.returncode == 0, added
    notes = tmp / "the notes.txt"
    notes.write_text("The llama of the farm is called Rosalinde.\n")
    options = ["--temperature", "0", "--num-predict", "30"]
    person = Typist([service.llamero, "--no-progress", "chat", service.model, "--session", "farm", *options], home)
    person.await_text(PROMPT)
    person.type(f"/file {notes}\r")
    person.await_text("attached to the next question")
    ask_and_see_the_start(person, "What is the llama called?")
    person.await_text(PROMPT, times=3)
    person.type("/remote spare\r")
    person.await_text("from now on spare")
    ask_and_see_the_start(person, "Say it again.")
    person.await_text(PROMPT, times=5)
    leave(person)
    kept = service.run("sessions", "show", "farm", env=home).stdout.decode()
    assert "Rosalinde" in kept and "[3] assistant" in kept, kept
    listed = service.run("sessions", "list", env=home).stdout.decode()
    assert "spare" in listed, listed


def test_a_run_within_a_session_knows_the_turn_before(service, tmp):
    home = {**service.environment(), "HOME": str(tmp)}
    used = []
    for prompt in ("My name is Rosalinde. Say hello.", "What is my name?"):
        done = service.run("run", service.model, "--session", "walk", "--num-predict", "20", "--stats", prompt, env=home)
        assert done.returncode == 0 and done.stdout.strip(), done
        used.append(done.stderr.decode())
    print("    " + " | ".join(line for text in used for line in text.splitlines() if "prompt" in line))
    kept = service.run("sessions", "show", "walk", env=home).stdout.decode()
    assert kept.count("user, ") == 2 and kept.count("assistant, ") == 2, kept
