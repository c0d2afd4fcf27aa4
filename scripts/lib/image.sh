# shellcheck shell=bash
# The container image: the one that LLAMERO_IMAGE names, or one built here from Debian packages and our binary.

# The binary is linked against this system's libraries, so the image is of the same release.
system_suite() {
  # shellcheck disable=SC1091  # a file of the system
  (. /etc/os-release && printf '%s\n' "${VERSION_CODENAME:-}")
}

# make_root_file_system SUITE TAR: a minimal Debian, from the package sources that this machine uses, where they fit.
make_root_file_system() {
  local suite=$1 tar=$2 sources=() options=() line
  # Only the system's own sources: a third party's may want keys that a bare system lacks.
  [[ $suite != "$(system_suite)" ]] || for line in /etc/apt/sources.list.d/debian.sources /etc/apt/sources.list.d/ubuntu.sources /etc/apt/sources.list; do
    [[ -s $line ]] && sources+=("$line")
  done
  # A proxy and the like, in whatever file they were set.
  while read -r line; do
    options+=("--aptopt=$line")
  done < <(apt-config dump | grep -E '^(Acquire::(http|https)::(Proxy|CaInfo|Verify-[A-Za-z]*)|Acquire::Check-[A-Za-z-]*) "[^"]' || true)
  # shellcheck disable=SC2016  # mmdebstrap fills in the $1
  mmdebstrap --variant=minbase --include=ca-certificates,libstdc++6 "${options[@]}" \
    --customize-hook='rm -f "$1"/etc/apt/apt.conf.d/99mmdebstrap' \
    "$suite" "$tar.new.tar" "${sources[@]}"
  mv "$tar.new.tar" "$tar"
}

# need_root_file_system SUITE: sets `base_image`.
need_root_file_system() {
  root_file_system=$cache_dir/image/$1-minimal.tar
  base_image=llamero-base:$1
  mkdir -p "$cache_dir/image"
  if [[ ! -s $root_file_system ]]; then
    need_packages "a minimal root file system for containers" mmdebstrap
    step "make a minimal $1 root file system (about a minute)" root-file-system make_root_file_system "$1" "$root_file_system"
  fi
  docker image inspect "$base_image" >/dev/null 2>&1 && return
  step "import it as $base_image" base-image docker import "$root_file_system" "$base_image"
}

# Sets `image`, built when LLAMERO_IMAGE does not name one; one that is named is pulled by `llamero up`.
need_image() {
  local fingerprint
  if [[ -n ${LLAMERO_IMAGE:-} ]]; then
    image=$LLAMERO_IMAGE
    return
  fi
  need_built_ollama
  fingerprint=$(cat "$built_ollama.sha256" "$scripts_dir/image/Dockerfile" | sha256sum | cut -c 1-16)
  # A name for each build: `llamero up` keeps the image that a name meant at first.
  image=llamero-built-ollama:$ollama_version-$fingerprint
  docker image inspect "$image" >/dev/null 2>&1 && return
  need_root_file_system "$(system_suite)"
  step "build the image $image" image build_image
}

build_image() {
  local context=$cache_dir/image/context.$$
  rm -rf "$context"
  mkdir -p "$context"
  cp "$scripts_dir/image/Dockerfile" "$context/Dockerfile"
  ln "$built_ollama" "$context/ollama" 2>/dev/null || cp "$built_ollama" "$context/ollama"
  # The newer builder is a plug-in that Debian's docker does not have.
  docker buildx version >/dev/null 2>&1 || export DOCKER_BUILDKIT=0
  docker build --build-arg "BASE=$base_image" -t "$image" "$context"
  rm -rf "$context"
}
