# shellcheck shell=bash disable=SC2034  # the other parts read these names
# What can be set from outside, and where everything is kept.

service_name=${LLAMERO_SERVICE_NAME:-llamero-ollama}
service_port=${LLAMERO_SERVICE_PORT:-11434}
service_url=http://127.0.0.1:$service_port
volume_name=$service_name

ollama_version=${LLAMERO_OLLAMA_VERSION:-0.17.4}
# Below this version anyone who reaches the port can read the server's memory.
ollama_floor=0.17.1

registry_port=${LLAMERO_REGISTRY_PORT:-5051}
registry_backend_port=${LLAMERO_REGISTRY_BACKEND_PORT:-5052}
registry_slow_port=${LLAMERO_REGISTRY_SLOW_PORT:-5053}
registry_rate=${LLAMERO_REGISTRY_RATE:-4000000}
# The name under which a container reaches the registry of its host.
registry_host_in_container=llamero-registry

small_model=smollm2:135m
second_model=gemma3:270m

cache_dir=${LLAMERO_CACHE_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/llamero}
log_dir=$cache_dir/logs
run_dir=$cache_dir/run
model_dir=$cache_dir/models
service_dir=$cache_dir/services/$service_name
registry_data_dir=$cache_dir/registry

check_settings() {
  [[ $service_name =~ ^[a-zA-Z0-9][a-zA-Z0-9_.-]*$ ]] ||
    fail "LLAMERO_SERVICE_NAME is no container name: $(printf %q "$service_name")" "use letters, digits, dot, dash and underscore"
  local name value
  for name in service_port registry_port registry_backend_port registry_slow_port; do
    value=${!name}
    if [[ ! $value =~ ^[1-9][0-9]{0,4}$ ]] || ((value > 65535)); then
      fail "LLAMERO_${name^^} is no port: $(printf %q "$value")" "use a number from 1 to 65535"
    fi
  done
  [[ $registry_rate =~ ^[0-9]+$ ]] ||
    fail "LLAMERO_REGISTRY_RATE is no number of bytes per second: $(printf %q "$registry_rate")" "use for example 4000000"
  mkdir -p "$log_dir" "$run_dir" "$model_dir" "$service_dir" ||
    fail "cannot write the cache folder $cache_dir" "set XDG_CACHE_HOME to a folder that is yours"
}

# One run at a time changes the cache; a second one waits and says for whom.
take_lock() {
  exec 9>>"$cache_dir/lock"
  if ! flock -n 9; then
    say "waiting for another run that holds $cache_dir/lock (process $(tail -n 1 "$cache_dir/lock.owner" 2>/dev/null || echo unknown))"
    flock 9
  fi
  echo $$ >"$cache_dir/lock.owner"
}
