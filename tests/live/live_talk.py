"""run and chat against the real model."""
import json
import signal
import time

LONG = ["--num-predict", "2000", "--option", "seed=7"]


def answer_of(service, prompt, **options):
    body = service.api("POST", "/api/chat", {
        "model": service.model, "messages": [{"role": "user", "content": prompt}],
        "options": options, "stream": False})
    return json.loads(body)["message"]["content"]


def test_run_streams_an_answer(service):
    started = service.start("run", service.model, "Tell a long story about a llama", *LONG)
    first = started.stdout.read(1)
    assert first, started.stderr.read()
    began = time.monotonic()
    rest = started.stdout.read(20)
    assert started.poll() is None or time.monotonic() - began < 60
    started.send_signal(signal.SIGINT)
    started.wait(10)
    assert len(rest) == 20


def test_a_file_holds_exactly_the_content(service, tmp):
    prompt = "Write one line about llamas."
    options = ["--temperature", "0", "--seed", "1", "--num-predict", "40"]
    wanted = answer_of(service, prompt, temperature=0, seed=1, num_predict=40).encode()
    target = tmp / "answer"
    with target.open("wb") as file:
        done = service.start("run", service.model, prompt, *options, stdout=file)
        assert done.wait(120) == 0, done.stderr.read()
    got = target.read_bytes()
    newline = b"" if wanted.endswith(b"\n") else b"\n"
    assert got == wanted + newline, (got, wanted)


def test_the_prompt_comes_through_a_pipe(service):
    done = service.run("run", service.model, "--num-predict", "8", stdin=b"Say hello.")
    assert done.returncode == 0 and done.stdout.strip(), done


def test_a_reader_that_leaves_is_quiet(service):
    started = service.start("run", service.model, "Tell a long story", *LONG)
    started.stdout.read(20)
    started.stdout.close()
    assert started.wait(60) == -signal.SIGPIPE
    assert started.stderr.read() == b""


def test_ctrl_c_during_the_load_is_quick(service):
    service.unload(service.second_model)
    started = service.start("run", service.second_model, "x", "--num-predict", "1")
    time.sleep(0.3)
    assert started.poll() is None
    began = time.monotonic()
    started.send_signal(signal.SIGINT)
    assert started.wait(10) == -signal.SIGINT
    took = time.monotonic() - began
    print(f"    back {took * 1000:.0f} ms after Ctrl-C")
    assert took < 1.0, took
    assert started.stdout.read() == b""


def test_a_schema_shapes_the_answer(service):
    schema = '{"type":"object","properties":{"name":{"type":"string"}},"required":["name"]}'
    done = service.run("run", service.model, "Name a llama.", "--format", schema,
                       "--temperature", "0", "--num-predict", "64")
    assert done.returncode == 0, done
    assert "name" in json.loads(done.stdout), done.stdout


def test_the_token_limit_is_told(service):
    done = service.run("run", service.model, "Tell a long story", "--num-predict", "3")
    assert done.returncode == 0
    assert b"done_reason: length" in done.stderr


def test_stats_are_those_of_the_server(service):
    done = service.run("run", service.model, "Say hello.", "--num-predict", "5", "--stats")
    assert b"eval count:           " in done.stderr, done.stderr
    assert b"tokens/s" in done.stderr


def test_a_missing_model_names_the_way_to_it(service):
    done = service.run("run", "no-such-model", "x")
    assert done.returncode == 6
    assert b"llamero pull no-such-model" in done.stderr


def test_a_piped_chat_has_turns(service):
    done = service.run("chat", service.model, "--num-predict", "8", "--temperature", "0",
                       stdin=b"Say hello.\nSay it again.\n")
    assert done.returncode == 0, done
    assert len(done.stdout.splitlines()) >= 2


def test_a_killed_container_is_a_cut_with_its_partial_text(service):
    started = service.start("run", service.model, "Tell a very long story about a llama", *LONG)
    partial = started.stdout.read(30)
    service.docker("kill", service.container)
    partial += started.stdout.read()
    errors = started.stderr.read()
    code = started.wait(60)
    service.up()
    print(f"    {len(partial)} bytes were kept; stderr: {errors.decode().strip()}")
    assert code == 9, (code, errors)
    assert len(partial) >= 30
