# shellcheck shell=bash
# The server as a process of this machine, for where there is no docker.

port_free_or_fail() {
  port_taken "$service_port" || return 0
  fail "port $service_port of 127.0.0.1 is taken by another program" "stop that one, or set LLAMERO_SERVICE_PORT"
}

wait_for_service() {
  local tenth
  for ((tenth = 0; tenth < 600; tenth++)); do
    service_answers && return
    background_pid "server-$service_name" >/dev/null || break
    sleep 0.1
  done
  fail "the server does not answer at $service_url: $(last_line "$log_dir/server-$service_name.log" 400)" "read its log" "$log_dir/server-$service_name.log"
}

start_server_process() {
  local places=()
  # The user's own ollama shows the user's own models; ours keeps to our folder.
  if [[ $ollama_origin != path ]]; then
    mkdir -p "$service_dir/home" "$service_dir/models"
    places=(HOME="$service_dir/home" OLLAMA_MODELS="$service_dir/models")
  fi
  start_background "server-$service_name" "$log_dir/server-$service_name.log" \
    env "${places[@]}" OLLAMA_HOST="127.0.0.1:$service_port" OLLAMA_MAX_LOADED_MODELS=1 OLLAMA_NUM_PARALLEL=1 \
    OLLAMA_CONTEXT_LENGTH=4096 OLLAMA_MAX_QUEUE=16 OLLAMA_KEEP_ALIVE=30m OLLAMA_NO_CLOUD=1 \
    "$ollama" serve
  readlink -f "$ollama" >"$service_dir/program"
  wait_for_service
}

# A server that was killed hard leaves its model runner behind, with the model in memory. It is ours when it belongs to
# the session that the pid file names and runs the very program that we started.
end_left_runners() {
  local leader entry program session
  read -r leader _ 2>/dev/null <"$run_dir/server-$service_name.pid" || return 0
  program=$(cat "$service_dir/program" 2>/dev/null) || return 0
  for entry in /proc/[0-9]*; do
    [[ $(readlink "$entry/exe" 2>/dev/null) == "$program" ]] || continue
    session=$(sed 's/.*) //' "$entry/stat" 2>/dev/null | cut -d ' ' -f 4)
    [[ $session == "$leader" ]] && kill -TERM "${entry#/proc/}" 2>/dev/null
  done
  return 0
}

stop_server_process() {
  local note=$run_dir/server-$service_name.pid
  [[ -e $note ]] || return 0
  cp "$note" "$note.ending"
  stop_background "server-$service_name"
  mv "$note.ending" "$note"
  end_left_runners
  rm -f "$note"
}

need_server_process() {
  if background_pid "server-$service_name" >/dev/null; then
    service_answers && return
    say "the server process does not answer; starting it anew"
  fi
  stop_server_process
  need_ollama
  port_free_or_fail
  step "start $ollama on 127.0.0.1:$service_port" "server-start-$service_name" start_server_process
}
