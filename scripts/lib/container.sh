# shellcheck shell=bash
# The container, which `llamero up` makes: closed to all but this machine, with nothing in it that the server does not need.

# Folders of its own: the user's remotes stay as they are.
llamero_home=$service_dir/deploy
deployment=$llamero_home/llamero/remotes/service.toml

# Sets `llamero`: the one that LLAMERO_BINARY names, else that of this checkout. `up` builds it anew after a change.
need_llamero() {
  llamero=${LLAMERO_BINARY:-$checkout/llamero}
  if [[ -n ${LLAMERO_BINARY:-} ]]; then
    [[ -x $llamero ]] || fail "LLAMERO_BINARY is no program: $llamero" "unset it, or name a llamero"
  elif [[ ${1:-} == anew || ! -x $llamero ]]; then
    need_client
  fi
}

# deploying COMMAND [OPTION...]: one of llamero's commands, about our deployment.
deploying() {
  local place=(--target "$(engine_target)" --name "$service_name")
  [[ $1 == up || -e $deployment ]] && place+=(--remote service)
  env -u LLAMERO_HOST -u LLAMERO_REMOTE -u LLAMERO_TOKEN -u OLLAMA_HOST -u DOCKER_HOST \
    HOME="$llamero_home" XDG_CONFIG_HOME="$llamero_home" XDG_STATE_HOME="$llamero_home" \
    "$llamero" "$1" "${place[@]}" "${@:2}" </dev/null
}

# fail_as_said COMMAND: in a step, whose log has all that llamero says.
fail_as_said() {
  local error
  error=$(said error)
  fail "llamero $1: ${error:-$(last_line "$step_log" 400)}" "$(said hint)"
}

# said KIND: the last of llamero's lines of that kind in the log of the step, with the names that our settings have.
said() {
  LC_ALL=C tr -cd '\n\040-\176' <"$step_log" | sed -n "s/^llamero: $1: //p" | tail -n 1 | cut -c 1-400 |
    sed 's/--port\b/LLAMERO_SERVICE_PORT/; s/--image\b/LLAMERO_IMAGE/; s/--memory\b/LLAMERO_SERVICE_MEMORY/'
}

container_memory() {
  local total
  [[ -n ${LLAMERO_SERVICE_MEMORY:-} ]] && echo "$LLAMERO_SERVICE_MEMORY" && return
  # 3 GiB hold a model of a gigabyte; a small machine keeps a quarter for itself.
  total=$(docker info --format '{{.MemTotal}}' 2>/dev/null || echo 0)
  if ((total > 0 && total < 4 * 1024 * 1024 * 1024)); then
    echo $((total * 3 / 4))
  else
    echo 3g
  fi
}

# The engine that the docker program means: an image that was built here is there.
engine_target() {
  local address
  address=$(docker context inspect --format '{{.Endpoints.docker.Host}}' 2>/dev/null) || true
  if [[ ${address:-unix:///var/run/docker.sock} == unix:///var/run/docker.sock ]]; then echo local; else echo "$address"; fi
}

deploy_container() {
  local gateway options
  gateway=$(bridge_gateway)
  # The settings decide, also for an older server: the quickstart falls back to one.
  options=(--port "$service_port" --volume "$volume_name" --image "$image" --memory "$(container_memory)" --yes --allow-downgrade)
  [[ -n $gateway ]] && options+=(--add-host "$registry_host_in_container:$gateway")
  # A remote that is there keeps what it says; this run's settings are to count.
  [[ ! -e $deployment ]] || mv "$deployment" "$deployment.before"
  deploying up "${options[@]}" && return
  [[ -e $deployment || ! -e $deployment.before ]] || mv "$deployment.before" "$deployment"
  fail_as_said up
}

# Before `llamero up` did it, this script made the container itself. The port and the volume are needed.
remove_older_container() {
  local id
  id=$(docker ps -aq --filter "label=llamero.service=$service_name")
  [[ -n $id ]] || return 0
  say "remove the container $service_name that an older version of this script made; its volume stays"
  docker stop -t 10 "$id" >/dev/null
  docker rm -f "$id" >/dev/null
}

need_container() {
  need_llamero anew
  remove_older_container
  step "llamero up: the container $service_name on 127.0.0.1:$service_port" "container-$service_name" deploy_container
}

# end_deployment [OPTION...]
end_deployment() { deploying down --yes "$@" || fail_as_said down; }

# An older version of this script made volumes that do not say whose they are; llamero leaves those alone.
volume_is_llameros() { [[ $(docker volume inspect --format '{{index .Labels "llamero.deploy"}}' "$volume_name" 2>/dev/null) == "$service_name" ]]; }

# remove_container [PURGE]: with PURGE, its volume too.
remove_container() {
  local options=()
  engine_answers || return 0
  remove_older_container
  if docker container inspect "$service_name" >/dev/null 2>&1 || volume_is_llameros; then
    need_llamero
    [[ -n ${1:-} && -e $deployment ]] && volume_is_llameros && options=(--purge "$volume_name")
    step "llamero down: the container $service_name" "container-$service_name" end_deployment "${options[@]}"
  fi
  [[ -n ${1:-} ]] || return 0
  if docker volume inspect "$volume_name" >/dev/null 2>&1; then
    docker volume rm "$volume_name" >/dev/null
  fi
  rm -rf "${llamero_home:?}"
}

# The remote is there once an `up` came to its end.
container_status() {
  if [[ -e $deployment ]]; then
    need_llamero
    deploying status
  else
    status_line container "$service_name was not brought up yet: \`up\` did not end well"
    return 1
  fi
}
