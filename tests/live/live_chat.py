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
