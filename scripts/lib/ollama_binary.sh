# shellcheck shell=bash
# A real Ollama server: the one that is named, the one on PATH, or one built from its Go module.

built_ollama=$cache_dir/ollama/$ollama_version/ollama
# Holds the one header of the three that Debian does not have.
malgo_module=github.com/gen2brain/malgo@v0.11.24

binary_version() {
  # The client part prints a warning when no server runs, and OLLAMA_HOST could make it ask a far one.
  OLLAMA_HOST=127.0.0.1:1 timeout 20 "$1" --version 2>&1 | sed -n 's/.*version is \([0-9][^ ]*\).*/\1/p' | tail -n 1
}

build_ollama() {
  local headers=$cache_dir/ollama/headers malgo aside
  mkdir -p "$headers/miniaudio" "${built_ollama%/*}"
  malgo=$("$go" mod download -json "$malgo_module" | sed -n 's/^[[:space:]]*"Dir": "\(.*\)",*$/\1/p')
  cp -f "$malgo/miniaudio.h" "$headers/miniaudio/miniaudio.h"
  chmod u+w "$headers/miniaudio/miniaudio.h"
  aside=${built_ollama%/*}/build.$$
  # The module is published without its vendored headers, and without -X it would call itself 0.0.0.
  GOBIN=$aside CGO_ENABLED=1 CGO_CPPFLAGS="'-I$headers'" GOFLAGS=-buildvcs=false \
    "$go" install -v -ldflags "-s -w -X github.com/ollama/ollama/version.Version=$ollama_version" \
    "github.com/ollama/ollama@v$ollama_version"
  [[ $(binary_version "$aside/ollama") == "$ollama_version" ]]
  sha256sum "$aside/ollama" | cut -d ' ' -f 1 >"$built_ollama.sha256"
  mv "$aside/ollama" "$built_ollama"
  rmdir "$aside"
}

# need_built_ollama: for the image; a release's own binary would want its libraries beside it.
need_built_ollama() {
  [[ -x $built_ollama && -s $built_ollama.sha256 ]] && return
  need_packages "building Ollama" g++ libstb-dev nlohmann-json3-dev ca-certificates
  need_go
  step "build Ollama $ollama_version (4 to 9 minutes on two cores the first time)" ollama-build build_ollama
}

# need_ollama: for a run without docker. Sets `ollama` to its path and `ollama_origin` to named, path or built.
need_ollama() {
  local version
  if [[ -n ${LLAMERO_OLLAMA_BINARY:-} ]]; then
    [[ -x $LLAMERO_OLLAMA_BINARY ]] || fail "LLAMERO_OLLAMA_BINARY is no program: $LLAMERO_OLLAMA_BINARY" "unset it, or name an ollama binary"
    ollama=$LLAMERO_OLLAMA_BINARY ollama_origin=named
    return
  fi
  if [[ -z ${LLAMERO_OLLAMA_VERSION:-} ]] && ollama=$(command -v ollama); then
    version=$(binary_version "$ollama")
    if [[ -n $version ]] && version_at_least "$version" "$ollama_floor"; then
      ollama_origin=path
      return
    fi
    say "the ollama on PATH is version ${version:-unknown}, older than $ollama_floor; using one of our own"
  fi
  need_built_ollama
  # shellcheck disable=SC2034  # the process part reads both
  ollama=$built_ollama ollama_origin=built
}
