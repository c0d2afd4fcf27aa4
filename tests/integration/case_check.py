"""Compares what happened with what a case expects; every difference is one line of text."""

import json
import re

# A request of ours never carries these: Origin makes the server refuse, Accept-Encoding invites a proxy to compress.
FORBIDDEN_HEADERS = ("Origin", "Accept-Encoding")
SANITIZER_REPORTS = (b"ERROR: AddressSanitizer", b"ERROR: LeakSanitizer", b"runtime error:", b"WARNING: ThreadSanitizer")


def shown(data, limit=300):
    text = data.decode("utf-8", "backslashreplace") if isinstance(data, bytes) else str(data)
    if len(text) > limit:
        text = f"{text[:limit // 2]} …[{len(text)} characters]… {text[-limit // 2:]}"
    return repr(text)


def json_difference(wanted, got, place="$"):
    """None when `got` has all of `wanted`. {"$re"}, {"$in"} and {"$any"} tables match by rule; arrays are compared whole."""
    if isinstance(wanted, dict) and len(wanted) == 1 and next(iter(wanted)).startswith("$"):
        rule, value = next(iter(wanted.items()))
        if rule == "$any":
            return None
        if rule == "$in":
            fits = any(json_difference(option, got, place) is None for option in value)
        else:
            fits = isinstance(got, str) and re.search(value, got, re.DOTALL) is not None
        return None if fits else f"{place} is {shown(json.dumps(got))}, wanted {rule} {value!r}"
    if isinstance(wanted, dict) and isinstance(got, dict):
        for key, value in wanted.items():
            if key not in got:
                return f"{place}.{key} is missing"
            difference = json_difference(value, got[key], f"{place}.{key}")
            if difference:
                return difference
        return None
    if isinstance(wanted, list) and isinstance(got, list):
        if len(wanted) != len(got):
            return f"{place} has {len(got)} elements, wanted {len(wanted)}: {shown(json.dumps(got))}"
        for index, value in enumerate(wanted):
            difference = json_difference(value, got[index], f"{place}[{index}]")
            if difference:
                return difference
        return None
    same = type(wanted) is type(got) or (isinstance(wanted, (int, float)) and isinstance(got, (int, float)) and not isinstance(got, bool))
    return None if same and wanted == got else f"{place} is {shown(json.dumps(got))}, wanted {wanted!r}"


class Checker:
    """slack stretches the time bounds for slow builds; sanitized skips the bounds on memory."""

    def __init__(self, case, outcome, server, other, fill, slack=1.0, sanitized=False, driver_rss_mb=0.0):
        self.case = case
        self.outcome = outcome
        self.server = server
        self.other = other
        self.fill = fill
        self.slack = slack
        self.sanitized = sanitized
        self.driver_rss_mb = driver_rss_mb
        self.found = []

    def differences(self):
        self._check_end()
        self._check_stdout()
        self._check_stderr()
        self._check_bounds()
        self._check_requests()
        self._check_bodies()
        self._check_headers()
        return self.found

    def _add(self, text):
        self.found.append(text)

    def _check_end(self):
        if self.outcome.timed_out:
            self._add(f"killed after {self.outcome.seconds:.1f} s")
            return
        wanted = self.case["exit"]
        if self.outcome.status not in (wanted if isinstance(wanted, list) else [wanted]):
            self._add(f"exit {self.outcome.status}, wanted {wanted}")
        if self.outcome.signal_missed:
            self._add(f"ended before the moment of the signal ({self.outcome.signal_missed})")

    def _check_stdout(self):
        case, stdout = self.case, self.outcome.stdout
        exact = None
        if "stdout" in case:
            exact = self.fill(case["stdout"])
        elif "stdout_hex" in case:
            exact = bytes.fromhex(case["stdout_hex"])
        elif "stdout_wire" in case:
            from wire_recording import Recording

            exact = Recording(case["stdout_wire"]).content().encode()
            exact += b"" if exact.endswith(b"\n") or not exact else b"\n"
        if exact is not None and stdout != exact:
            self._add(f"stdout {shown(stdout)}, wanted {shown(exact)}")
        self._check_patterns("stdout", stdout, case.get("stdout_match", []), case.get("stdout_not", []))
        if "stdout_json" in case:
            try:
                difference = json_difference(case["stdout_json"], json.loads(stdout))
            except ValueError as error:
                difference = f"is no JSON: {error}: {shown(stdout)}"
            if difference:
                self._add(f"stdout JSON {difference}")
        if self.outcome.stdout_bytes > case.get("stdout_max_bytes", self.outcome.stdout_bytes):
            self._add(f"{self.outcome.stdout_bytes} bytes on stdout")

    def _check_patterns(self, what, data, wanted, unwanted):
        for pattern in wanted:
            if not re.search(self.fill(pattern), data, re.MULTILINE):
                self._add(f"{what} lacks /{pattern}/: {shown(data)}")
        for pattern in unwanted:
            if re.search(self.fill(pattern), data, re.MULTILINE):
                self._add(f"{what} has /{pattern}/: {shown(data)}")

    def _check_stderr(self):
        stderr = self.outcome.stderr
        for report in SANITIZER_REPORTS:
            if report in stderr:
                self._add(f"sanitizer report: {shown(stderr[stderr.index(report):], 1500)}")
                return
        self._check_patterns("stderr", stderr, self.case.get("stderr", []), self.case.get("stderr_not", []))
        if self.case.get("stderr_empty") and stderr:
            self._add(f"stderr {shown(stderr)}, wanted nothing")
        # A terminal's escapes have no place in a pipe, whatever the server sent.
        if b"\x1b" in stderr:
            self._add(f"stderr has an escape: {shown(stderr)}")

    def _check_bounds(self):
        case, outcome = self.case, self.outcome
        elapsed = outcome.seconds * 1000
        if elapsed > case.get("max_ms", float("inf")) * self.slack:
            self._add(f"took {elapsed:.0f} ms, at most {case['max_ms']}")
        if elapsed < case.get("min_ms", 0):
            self._add(f"took {elapsed:.0f} ms, at least {case['min_ms']}")
        if "max_after_signal_ms" in case and outcome.signalled_at:
            after = (outcome.ended_at - outcome.signalled_at) * 1000
            if after > case["max_after_signal_ms"] * self.slack:
                self._add(f"lived {after:.0f} ms after the signal, at most {case['max_after_signal_ms']}")
        # A child starts with its parent's peak in its account: a bound under that cannot be judged.
        if "max_rss_mb" in case and not self.sanitized and outcome.max_rss_mb > max(case["max_rss_mb"], self.driver_rss_mb):
            self._add(f"used {outcome.max_rss_mb:.0f} MB, at most {case['max_rss_mb']}")

    # What the server saw

    def _matching(self, pattern, server=None):
        return [request for request in (server or self.server).requests if re.fullmatch(pattern, request.route)]

    def _check_requests(self):
        for server, key in ((self.server, "requests"), (self.other, "other_requests")):
            if server is None:
                continue
            for error in server.errors:
                self._add(f"fault server: {error}")
            if key in self.case:
                self._check_counts(server, self.case[key])
            for request in server.requests:
                for name in FORBIDDEN_HEADERS:
                    if request.header(name) is not None:
                        self._add(f"{request.route} carried {name}: {request.header(name)!r}")
        if self.case.get("aborted"):
            aborted = self.server.wait_until(lambda s: s.requests and s.requests[-1].aborted_at is not None, 3)
            if not aborted:
                self._add("the server did not see the connection closed")

    def _check_counts(self, server, wanted):
        counted = set()
        for pattern, count in wanted.items():
            matching = self._matching(pattern, server)
            counted |= {id(request) for request in matching}
            low, high = count if isinstance(count, list) else (count, count)
            if not low <= len(matching) <= high:
                self._add(f"{len(matching)} requests {pattern}, wanted {count}")
        for request in server.requests:
            if id(request) not in counted and "*" not in wanted:
                self._add(f"unexpected request {request.route}")

    def _request(self, entry, server=None):
        matching = self._matching(entry.get("request", ".*"), server)
        index = entry.get("index", 0)
        if -len(matching) <= index < len(matching):
            return matching[index]
        self._add(f"no request {entry.get('request', '')} number {index}")
        return None

    def _check_bodies(self):
        for entry in self.case.get("body", []):
            request = self._request(entry)
            if request is None:
                continue
            try:
                body = request.json()
            except ValueError:
                self._add(f"{request.route} sent no JSON: {shown(request.body)}")
                continue
            difference = json_difference(entry.get("has", {}), body, "body")
            if difference:
                self._add(difference)
            if "equals" in entry and entry["equals"] != body:
                self._add(f"body {shown(json.dumps(body))}, wanted {shown(json.dumps(entry['equals']))}")
            for key in entry.get("absent", []):
                if key in body:
                    self._add(f"body has {key}: {shown(json.dumps(body[key]))}")

    def _check_headers(self):
        self._check_headers_of("headers", self.server)
        self._check_headers_of("other_headers", self.other)

    def _check_headers_of(self, key, server):
        for entry in self.case.get(key, []):
            request = self._request(entry, server)
            if request is None:
                continue
            value = request.header(entry["name"])
            if entry.get("absent"):
                if value is not None:
                    self._add(f"header {entry['name']}: {value!r} was sent")
            elif value is None:
                self._add(f"header {entry['name']} is missing")
            elif "value" in entry and value != self.fill(entry["value"]).decode():
                self._add(f"header {entry['name']}: {value!r}, wanted {entry['value']!r}")
            elif "match" in entry and not re.search(entry["match"], value):
                self._add(f"header {entry['name']}: {value!r} lacks /{entry['match']}/")
