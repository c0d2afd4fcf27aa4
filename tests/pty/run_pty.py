#!/usr/bin/env python3
"""Runs llamero in real terminals and looks at the screen. Needs pyte (Debian: python3-pyte)."""

import argparse
import os
import pathlib
import re
import shutil
import sys
import time
import traceback

HERE = pathlib.Path(__file__).resolve().parent
sys.dont_write_bytecode = True  # the source tree may belong to somebody else
sys.path[:0] = [str(HERE), str(HERE.parent / "support"), str(HERE.parent / "integration")]


def load_tests():
    import pty_chat  # noqa: F401  each module registers its tests
    import pty_chat_attach  # noqa: F401
    import pty_chat_commands  # noqa: F401
    import pty_chat_copy  # noqa: F401
    import pty_chat_editing  # noqa: F401
    import pty_chat_keep  # noqa: F401
    import pty_chat_look  # noqa: F401
    import pty_chat_remote  # noqa: F401
    import pty_chat_rough  # noqa: F401
    import pty_chat_sessions  # noqa: F401
    import pty_completion  # noqa: F401
    import pty_inert  # noqa: F401
    import pty_phase  # noqa: F401
    import pty_signals  # noqa: F401
    import pty_style  # noqa: F401
    import pty_tmux  # noqa: F401
    from pty_session import TESTS

    return TESTS


def run_test(function, llamero, slack):
    """None when the test passed."""
    from pty_session import Session

    session = Session(llamero, slack)
    try:
        function(session)
        errors = session.server.errors if session.server else []
        return f"fault server: {errors}" if errors else None
    except AssertionError as failure:
        return str(failure)
    except Exception:
        return "the driver failed: " + traceback.format_exc(limit=4)
    finally:
        session.close()


def run_all(tests, llamero, slack, slowest):
    failed = 0
    times = []
    for name, function in tests:
        started = time.monotonic()
        failure = run_test(function, llamero, slack)
        times.append((time.monotonic() - started, name))
        if failure:
            failed += 1
            print(f"FAIL {name}: {failure}", flush=True)
    for seconds, name in sorted(times, reverse=True)[:slowest]:
        print(f"{seconds:6.2f} s  {name}")
    print(f"{len(tests) - failed} passed, {failed} failed")
    return failed == 0 and bool(tests)


def main():
    parser = argparse.ArgumentParser(description="Runs llamero in real terminals.")
    parser.add_argument("--llamero", default="build/dev/llamero", help="the binary under test")
    parser.add_argument("-k", "--keyword", default="", help="only tests whose name matches this regex")
    parser.add_argument("--list", action="store_true", help="print the names of the tests")
    parser.add_argument("--sanitized", action="store_true", help="a sanitizer build: more time")
    parser.add_argument("--slack", type=float, help="stretches the bounds on time (1; 4 with --sanitized)")
    parser.add_argument("--slowest", type=int, default=0, help="print the N slowest tests")
    parser.add_argument("--selftest", action="store_true", help="prove the terminal of these tests with a shell")
    options = parser.parse_args()
    try:
        import pyte  # noqa: F401
    except ImportError:
        print(f"run_pty: {sys.executable} has no module pyte: install python3-pyte", file=sys.stderr)
        print("0 passed, 1 failed")
        return 1
    if not shutil.which("setsid"):
        print("run_pty: there is no setsid (package util-linux)", file=sys.stderr)
        print("0 passed, 1 failed")
        return 1
    from case_process import default_signals

    default_signals()
    if options.selftest:
        import pty_selftest

        return pty_selftest.main()
    tests = [(name, function) for name, function in load_tests() if re.search(options.keyword, name)]
    if options.list:
        print("\n".join(name for name, _ in tests))
        return 0
    llamero = str(pathlib.Path(options.llamero).resolve())
    if not os.access(llamero, os.X_OK):
        print(f"run_pty: there is no program at {llamero}", file=sys.stderr)
        return 2
    return 0 if run_all(tests, llamero, options.slack or (4.0 if options.sanitized else 1.0), options.slowest) else 1


if __name__ == "__main__":
    sys.exit(main())
