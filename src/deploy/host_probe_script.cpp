#include "deploy/host_probe.h"

namespace llamero {
namespace {

// One compound command: a shell that reads it from standard input has all of it before it begins,
// so that no program in it can eat the rest. Values of an environment are quoted by printf '%s'.
constexpr std::string_view kScript = R"sh({
LC_ALL=C
PATH=$PATH:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/snap/bin:/usr/lib/wsl/lib
export LC_ALL PATH

say() { printf '%s=%s\n' "$1" "$2"; }
has() { command -v "$1" >/dev/null; }
yes_if() { key=$1; shift; if "$@"; then say "$key" yes; else say "$key" no; fi; }
# Old busybox has a timeout of another syntax.
if timeout 1 true; then limit() { timeout "$@"; }; else limit() { shift; "$@"; }; fi

machine() {
  say user "$(id -un || id -u)"
  say arch "$(uname -m)"
  while IFS='=' read -r key value; do
    case $key in PRETTY_NAME) say os "$value" ;; ID) say os_id "$value" ;; esac
  done </etc/os-release
  say cpus "$(getconf _NPROCESSORS_ONLN || grep -c '^processor' /proc/cpuinfo)"
  while read -r key value _; do
    case $key in
      MemTotal:) say memory_total_kb "$value" ;;
      MemAvailable:) say memory_available_kb "$value" ;;
      SwapTotal:) say swap_total_kb "$value" ;;
    esac
  done </proc/meminfo
}

docker_parts() {
  yes_if docker_client has docker
  yes_if docker_daemon has dockerd
  yes_if root test "$(id -u)" = 0
  yes_if sudo limit 3 sudo -n true
  found='|'
  for path in /var/run/docker.sock "$XDG_RUNTIME_DIR/docker.sock" "/run/user/$(id -u)/docker.sock" \
    "$HOME/.docker/run/docker.sock" "$HOME/.docker/desktop/docker.sock"; do
    [ -S "$path" ] || continue
    real=$(readlink -f "$path" || printf '%s' "$path")
    case $found in *"|$real|"*) continue ;; esac
    found="$found$real|"
    if [ -r "$path" ] && [ -w "$path" ]; then say socket "yes $path"; else say socket "no $path"; fi
  done
}

# A daemon of one user starts at boot only if that user lingers.
docker_at_boot() {
  system=$(limit 3 systemctl is-enabled docker.service)
  own=$(limit 3 systemctl --user is-enabled docker.service)
  if [ "$own" = enabled ] && ! [ -e "/var/lib/systemd/linger/$(id -un)" ]; then own=disabled; fi
  if [ -e /etc/runlevels/default/docker ]; then system=enabled; fi
  case " $system $own " in
    *' enabled '*) say docker_at_boot yes ;;
    *' disabled '* | *' masked '* | *' enabled-runtime '* | *' indirect '*) say docker_at_boot no ;;
  esac
}

# Mounts of docker's own containers and of snaps hold nothing that is to be written.
disks() {
  limit 5 df -Pk | while read -r _ total _ free _ mount; do
    case $mount in
      /*/overlay2/* | /*/containers/* | /snap/* | /dev | /dev/* | /proc/* | /sys/* | /run/*) ;;
      /*) say disk "$total $free $mount" ;;
    esac
  done
}

ports() {
  cat /proc/net/tcp /proc/net/tcp6 |
    sed -n 's/^ *[0-9]*: \([0-9A-Fa-f:]*\) [0-9A-Fa-f:]* 0A .*/port=\1/p' | head -n 4096
}

nvidia() {
  if [ -e /dev/nvidiactl ]; then say nvidia_device yes; fi
  if has nvidia-ctk || has nvidia-container-runtime; then say nvidia_toolkit yes; fi
  if grep -q nvidia.com/gpu /etc/cdi/* /var/run/cdi/*; then say nvidia_cdi yes; fi
  has nvidia-smi || return
  # Drivers before 510 do not know compute_cap.
  wanted=name,driver_version,memory.total
  if cards=$(limit 10 nvidia-smi --query-gpu=$wanted,compute_cap --format=csv,noheader,nounits); then :
  else cards=$(limit 10 nvidia-smi --query-gpu=$wanted --format=csv,noheader,nounits); fi
  printf '%s\n' "$cards" | head -n 64 | while read -r card; do say nvidia "$card"; done
}

# PCI classes: 03 is a display controller, 12 a processing accelerator (AMD Instinct).
cards() {
  for device in /sys/bus/pci/devices/*; do
    read -r class <"$device/class" || continue
    case $class in 0x03* | 0x12*) read -r vendor <"$device/vendor" && say vendor "$vendor" ;; esac
  done
  if [ -e /dev/kfd ]; then say kfd yes; fi
  for device in /dev/kfd /dev/dri/renderD*; do
    [ -e "$device" ] || continue
    if [ "$device" != /dev/kfd ]; then say dri yes; fi
    # shellcheck disable=SC2012
    ls -lnd "$device" | while read -r _ _ _ group _; do say device_group "$group"; done
  done
  if [ -e /etc/nv_tegra_release ] || grep -q nvidia,tegra /proc/device-tree/compatible; then
    say jetson yes
  fi
}

printf '\n%s\n' llamero-probe-begin
machine
docker_parts
docker_at_boot
disks
ports
nvidia
cards
printf '%s\n' llamero-probe-end
} </dev/null 2>/dev/null
true
)sh";

}  // namespace

std::string_view host_probe_script() {
  return kScript;
}

}  // namespace llamero
