# shellcheck shell=bash
# A registry on this machine, so that tests pull for real: Debian's registry on loopback, and in front of it the small
# server of tests/live/registry.py that redirects like the public one. The front also listens on docker's bridge address,
# where only containers of this host come from. It never listens on all addresses.

registry_front=$scripts_dir/../tests/live/registry.py
registry_program=$cache_dir/registry/docker-registry

# As the service sees it: in a container the host has another name.
registry_address() {
  if [[ $mode == docker ]]; then
    echo "$registry_host_in_container:$registry_port"
  else
    echo "127.0.0.1:$registry_port"
  fi
}
registry_slow_address() {
  local address
  address=$(registry_address)
  echo "${address%:*}:$registry_slow_port"
}

# Unpacked and not installed: the package would start a service of its own, on all addresses.
fetch_registry_program() {
  local aside=$cache_dir/registry/package.new
  rm -rf "$aside"
  mkdir -p "$aside"
  cd "$aside" || return
  apt-get download docker-registry || { apt_as_root update && apt-get download docker-registry; }
  dpkg-deb -x docker-registry_*.deb .
  mv usr/bin/docker-registry "$registry_program"
  cd /
  rm -rf "$aside"
}

need_registry_program() {
  if command -v docker-registry >/dev/null; then
    registry_program=$(command -v docker-registry)
    return
  fi
  [[ -x $registry_program ]] && return
  is_debian_like || fail "there is no docker-registry on PATH" "install one, or \`up --no-registry\`"
  mkdir -p "${registry_program%/*}"
  step "fetch Debian's docker-registry" registry-program fetch_registry_program
}

start_registry_backend() {
  local tenth
  mkdir -p "$registry_data_dir/data"
  cat >"$registry_data_dir/config.yml" <<YAML
version: 0.1
log: {level: warn, accesslog: {disabled: true}}
storage:
  filesystem: {rootdirectory: $registry_data_dir/data}
  delete: {enabled: true}
http: {addr: "127.0.0.1:$registry_backend_port"}
YAML
  start_background registry-backend "$log_dir/registry-backend.log" "$registry_program" serve "$registry_data_dir/config.yml"
  for ((tenth = 0; tenth < 100; tenth++)); do
    registry_part_answers "127.0.0.1:$registry_backend_port" && return
    background_pid registry-backend >/dev/null || break
    sleep 0.1
  done
  fail "the registry does not answer on 127.0.0.1:$registry_backend_port: $(last_line "$log_dir/registry-backend.log" 400)" \
    "is the port taken? set LLAMERO_REGISTRY_BACKEND_PORT" "$log_dir/registry-backend.log"
}

registry_part_answers() { curl -fsS --noproxy '*' --max-time 3 -o /dev/null "http://$1/v2/" 2>/dev/null; }

# Where the front has to listen, one address a line.
front_addresses() {
  local gateway
  echo 127.0.0.1
  [[ $mode == docker ]] || return 0
  gateway=$(bridge_gateway)
  # An engine in a virtual machine or without root has a gateway that is no address of this host.
  if [[ -n $gateway ]] && hostname -I 2>/dev/null | tr ' ' '\n' | grep -qxF "$gateway"; then
    echo "$gateway"
  fi
}

front_answers() {
  local address
  background_pid registry-front >/dev/null || return 1
  for address in "$@"; do
    registry_part_answers "$address:$registry_port" && registry_part_answers "$address:$registry_slow_port" || return 1
  done
}

start_registry_front() {
  local address listen=() tenth
  for address in "$@"; do
    listen+=(--listen "$address:$registry_port" --listen "$address:$registry_slow_port@$registry_rate")
  done
  stop_background registry-front 3
  start_background registry-front "$log_dir/registry-front.log" \
    env -u LLAMERO_REGISTRY_RATE python3 "$registry_front" --backend "127.0.0.1:$registry_backend_port" "${listen[@]}"
  echo "$registry_rate" >"$run_dir/registry-front.rate"
  for ((tenth = 0; tenth < 100; tenth++)); do
    front_answers "$@" && return
    background_pid registry-front >/dev/null || break
    sleep 0.1
  done
  fail "the registry's front does not answer: $(last_line "$log_dir/registry-front.log" 400)" \
    "is a port taken? set LLAMERO_REGISTRY_PORT, LLAMERO_REGISTRY_SLOW_PORT" "$log_dir/registry-front.log"
}

need_registry() {
  local addresses
  need_command python3 python3 "the registry's front"
  mapfile -t addresses < <(front_addresses)
  if ! background_pid registry-backend >/dev/null || ! registry_part_answers "127.0.0.1:$registry_backend_port"; then
    need_registry_program
    stop_background registry-backend 5
    step "start the registry on 127.0.0.1:$registry_backend_port" registry start_registry_backend
  fi
  if [[ $(cat "$run_dir/registry-front.rate" 2>/dev/null) != "$registry_rate" ]] || ! front_answers "${addresses[@]}"; then
    step "start its front on ${addresses[*]/%/:$registry_port} (and $registry_slow_port with $registry_rate bytes/s)" registry start_registry_front "${addresses[@]}"
  fi
}

registry_has_model() {
  [[ $(cat "$registry_data_dir/pushed" 2>/dev/null) == "$(specification_sum "$small_model")" ]] || return 1
  # Without Accept it would try to turn the manifest into an older kind, and fail.
  curl -fsS --noproxy '*' --max-time 3 -o /dev/null -H 'Accept: application/vnd.docker.distribution.manifest.v2+json' \
    "http://127.0.0.1:$registry_port/v2/library/${small_model%:*}/manifests/${small_model#*:}" 2>/dev/null
}

# Through the service itself: its push is the only one that writes what its pull reads.
push_small_model() {
  local name copy=$model_dir/registry-copy.gguf
  name=$(registry_address)/library/$small_model
  [[ -s $copy ]] || make_registry_copy "$(model_file "$small_model")" "$copy"
  service_api import "$name" "$copy" "$(model_specification "$small_model")"
  service_api push "$name"
  # Else a later pull would find everything already there.
  service_api delete "$name"
}

need_model_in_registry() {
  registry_has_model && return
  need_model_file "$small_model"
  step "push $small_model to $(registry_address)" push push_small_model
  specification_sum "$small_model" >"$registry_data_dir/pushed"
}

stop_registry() {
  stop_background registry-front 3
  stop_background registry-backend 5
}
