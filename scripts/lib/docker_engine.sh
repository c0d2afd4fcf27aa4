# shellcheck shell=bash
# The docker engine: the one that answers, or one that this script starts (and only then stops).

engine_version() { timeout 10 docker version --format '{{.Server.Version}}' 2>/dev/null; }
engine_answers() { command -v docker >/dev/null && [[ -n $(engine_version) ]]; }

start_engine() {
  local tenth
  start_background docker-engine "$log_dir/dockerd.log" dockerd --pidfile "$run_dir/dockerd.pid"
  for ((tenth = 0; tenth < 600; tenth++)); do
    engine_answers && return
    if ! background_pid docker-engine >/dev/null; then
      fail "dockerd ended: $(last_line "$log_dir/dockerd.log" 400)" "does this machine allow containers? \`up --no-docker\` runs the server without" "$log_dir/dockerd.log"
    fi
    sleep 0.1
  done
  fail "dockerd runs but does not answer after 60 s" "read its log" "$log_dir/dockerd.log"
}

need_engine() {
  local refusal
  engine_answers && return
  if [[ -n ${DOCKER_HOST:-} ]]; then
    fail "no docker engine answers at DOCKER_HOST=$DOCKER_HOST" "unset DOCKER_HOST, or start that engine"
  fi
  if command -v docker >/dev/null; then
    refusal=$(timeout 10 docker version 2>&1 >/dev/null || true)
    if [[ $refusal == *"permission denied"* ]]; then
      fail "this user may not speak to docker" "sudo usermod -aG docker $(id -un), log in again; or \`up --no-docker\`"
    fi
  fi
  PATH=$PATH:/usr/sbin:/sbin
  if ! command -v dockerd >/dev/null || ! command -v iptables >/dev/null || ! command -v docker >/dev/null; then
    need_packages "a docker engine (\`up --no-docker\` does without)" docker.io iptables
    engine_answers && return
  fi
  if [[ -d /run/systemd/system ]]; then
    ((EUID == 0)) || fail "the docker engine is not running" "sudo systemctl start docker; or \`up --no-docker\`"
    step "start the docker engine (systemctl start docker)" docker-engine systemctl start docker
    return
  fi
  ((EUID == 0)) || fail "no docker engine answers and only root can start one" "start docker; or \`up --no-docker\`"
  step "start the docker engine" docker-engine start_engine
}

# Only an engine of ours, and only when nobody else's container runs in it.
release_engine() {
  background_pid docker-engine >/dev/null || return 0
  if engine_answers && [[ -n $(docker ps -q) ]]; then
    say "the docker engine stays: other containers run in it"
    return
  fi
  stop_background docker-engine 30
  say "stopped the docker engine that \`up\` had started"
}

# The address under which containers on the default network reach this host.
bridge_gateway() {
  local gateway subnet
  read -r subnet gateway < <(docker network inspect bridge --format '{{with index .IPAM.Config 0}}{{.Subnet}} {{.Gateway}}{{end}}' 2>/dev/null) || true
  # Some engines name no gateway until they are restarted; it is the first address of the subnet.
  [[ -n ${gateway:-} || ! ${subnet:-} =~ ^([0-9]+\.[0-9]+\.[0-9]+)\.0/ ]] || gateway=${BASH_REMATCH[1]}.1
  printf '%s\n' "${gateway:-}"
}
