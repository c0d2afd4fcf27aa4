# shellcheck shell=bash
# The container: closed to all but this machine, with nothing in it that the server does not need.

# The image has bash and no curl.
health_check='timeout 3 bash -c "exec 3<>/dev/tcp/127.0.0.1/11434 && printf \"GET /api/version HTTP/1.0\r\nHost: localhost\r\n\r\n\" >&3 && grep -q version <&3"'

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

# Fills `run_line` with the arguments of docker run, without the label that holds their sum.
make_run_line() {
  local gateway
  run_line=(
    --name "$service_name"
    --restart unless-stopped
    --init
    -p "127.0.0.1:$service_port:11434"
    -v "$volume_name:/root/.ollama"
    --read-only
    --tmpfs "/tmp:size=256m,mode=1777"
    --cap-drop ALL
    --security-opt no-new-privileges
    --pids-limit 512
    --memory "$(container_memory)"
    --stop-timeout 30
    --log-driver local --log-opt max-size=10m --log-opt max-file=3
    --health-cmd "$health_check"
    --health-timeout 5s
    --health-retries 3
    --health-start-period 60s
    -e OLLAMA_MAX_LOADED_MODELS=1
    -e OLLAMA_NUM_PARALLEL=1
    -e OLLAMA_CONTEXT_LENGTH=4096
    -e OLLAMA_MAX_QUEUE=16
    -e OLLAMA_KEEP_ALIVE=30m
    -e OLLAMA_NO_CLOUD=1
  )
  if version_at_least "$(engine_api)" 1.44; then
    run_line+=(--health-interval 30s --health-start-interval 2s)
  else
    # Older engines have one interval only, and it decides how soon the first check comes.
    run_line+=(--health-interval 5s)
  fi
  gateway=$(bridge_gateway)
  [[ -n $gateway ]] && run_line+=(--add-host "$registry_host_in_container:$gateway")
  run_line+=("$image")
}

container_field() { docker inspect --type container --format "$1" "$service_name" 2>/dev/null; }

create_container() { docker run -d --label "llamero.service=$service_name" --label "llamero.spec=$1" "${run_line[@]}"; }

container_problem() {
  container_field '{{.State.Status}}, exit code {{.State.ExitCode}}, out of memory: {{.State.OOMKilled}}' || echo "it is gone"
  docker logs --tail 1 "$service_name" 2>&1 || true
}

wait_for_service() {
  local tenth
  for ((tenth = 0; tenth < 600; tenth++)); do
    service_answers && return
    if [[ $mode == docker ]]; then
      [[ $(container_field '{{.State.Status}}') == running ]] || break
    else
      background_pid "server-$service_name" >/dev/null || break
    fi
    sleep 0.1
  done
  if [[ $mode == docker ]]; then
    fail "the container $service_name does not answer at $service_url: $(container_problem | tr '\n' ' ')" "docker logs $service_name"
  fi
  fail "the server does not answer at $service_url: $(last_line "$log_dir/server-$service_name.log" 400)" "read its log" "$log_dir/server-$service_name.log"
}

need_container() {
  local fingerprint state
  make_run_line
  # The image's own id counts too: a rebuilt image under the same name is another server.
  fingerprint=$(printf '%s\0' "${run_line[@]}" "$(docker image inspect --format '{{.Id}}' "$image")" | sha256sum | cut -c 1-16)
  state=$(container_field '{{.State.Status}} {{index .Config.Labels "llamero.spec"}} {{index .Config.Labels "llamero.service"}}') || state=none
  if [[ $state != none && $state != *" $service_name" ]]; then
    fail "there is a container $service_name that this script did not make" "docker rename it, or set LLAMERO_SERVICE_NAME"
  fi
  if [[ $state == running\ "$fingerprint "* ]]; then
    # Frozen or half dead is not up, whatever docker says.
    service_answers && return
    step "restart the container $service_name: it runs but does not answer" "container-$service_name" docker restart "$service_name"
  elif [[ $state == *" $fingerprint "* && $state != dead* && $state != removing* && $state != paused* ]]; then
    port_free_or_fail
    step "start the container $service_name again (it was ${state%% *})" "container-$service_name" docker start "$service_name"
  else
    if [[ $state != none ]]; then
      step "replace the container $service_name (it was ${state%% *}; its volume stays)" "container-$service_name" docker rm -f "$service_name"
    fi
    port_free_or_fail
    step "start the container $service_name on 127.0.0.1:$service_port" "container-$service_name" create_container "$fingerprint"
  fi
  step "wait for the server" "wait-$service_name" wait_for_service
}

port_free_or_fail() {
  port_taken "$service_port" || return 0
  fail "port $service_port of 127.0.0.1 is taken by another program" "stop that one, or set LLAMERO_SERVICE_PORT"
}

remove_container() {
  engine_answers || return 0
  [[ $(container_field '{{index .Config.Labels "llamero.service"}}') == "$service_name" ]] || return 0
  docker stop -t 10 "$service_name" >/dev/null
  docker rm -f "$service_name" >/dev/null
}
