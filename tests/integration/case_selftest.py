"""Proves the driver: good.toml must pass, and each case of bad.toml must fail for the reason its `about` names."""

import pathlib
import re
import shutil
import types

from case_file import load_cases

SELFTEST_DIR = pathlib.Path(__file__).resolve().parent / "selftest"


def main(runner_class, run_one):
    options = types.SimpleNamespace(llamero=shutil.which("curl", path="/usr/local/bin:/usr/bin:/bin"), sanitized=False, slack=None)
    runner = runner_class(options, None)
    failures = []
    good = load_cases([SELFTEST_DIR / "good.toml"])
    bad = load_cases([SELFTEST_DIR / "bad.toml"])
    for case in good:
        differences, _, _ = run_one(runner, case)
        if differences:
            failures.append(f"{case.name}: {'; '.join(differences)}")
    for case in bad:
        differences, _, _ = run_one(runner, case)
        if not any(re.search(case["about"], difference) for difference in differences):
            failures.append(f"{case.name}: wanted a failure like /{case['about']}/, got {differences}")
    for failure in failures:
        print("FAIL", failure)
    print(f"{len(good) + len(bad) - len(failures)} passed, {len(failures)} failed")
    return 1 if failures else 0
