# shellcheck shell=bash
# The client itself, from this checkout.

build_packages=(g++ cmake ninja-build pkg-config libcurl4-openssl-dev libssl-dev nlohmann-json3-dev libcli11-dev libfmt-dev libutf8proc-dev libmd4c-dev libtomlplusplus-dev libsqlite3-dev)
build_dir=$checkout/build/quickstart

# Elsewhere than on Debian the packages have other names, so the question is whether a compiler finds what they bring.
build_tools_work() {
  local tool
  for tool in g++ cmake ninja pkg-config; do
    command -v "$tool" >/dev/null || return 1
  done
  printf '#include <%s>\n' curl/curl.h nlohmann/json.hpp CLI/CLI.hpp fmt/format.h utf8proc.h md4c.h sqlite3.h |
    g++ -std=c++20 -E -x c++ - >/dev/null 2>&1
}

need_build_tools() {
  if is_debian_like; then
    need_packages "building llamero" "${build_packages[@]}"
  elif ! build_tools_work; then
    fail "building llamero needs packages that this script can only install on Debian and Ubuntu" \
      "install what your system calls these: ${build_packages[*]}"
  fi
}

configure_client() {
  cmake -S "$checkout" -B "$build_dir" -G Ninja -DCMAKE_BUILD_TYPE=Release -DLLAMERO_TESTS=OFF
}

client_is_built() {
  [[ -x $build_dir/llamero && $(ninja -C "$build_dir" -n llamero 2>/dev/null | tail -n 1) == *"no work to do"* ]]
}

# Leaves ./llamero, which is what the user goes on with.
need_client() {
  if ! client_is_built; then
    need_build_tools
    [[ -e $build_dir/build.ninja ]] || step "configure the build in build/quickstart" quickstart-configure configure_client
    step "build llamero (a few minutes on two cores the first time)" quickstart-build cmake --build "$build_dir" --target llamero
    [[ -x $build_dir/llamero ]] || fail "the build left no program at $build_dir/llamero" "read the log" "$log_dir/quickstart-build.log"
  fi
  [[ $(readlink "$checkout/llamero" 2>/dev/null) == build/quickstart/llamero ]] || ln -sfn build/quickstart/llamero "$checkout/llamero"
}
