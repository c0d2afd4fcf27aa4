# shellcheck shell=bash
# System packages: what is missing is installed on Debian and Ubuntu; elsewhere it is named.

is_debian_like() { command -v apt-get >/dev/null && command -v dpkg-query >/dev/null; }

package_installed() { [[ $(dpkg-query -W -f '${db:Status-Abbrev}' "$1" 2>/dev/null) == ii* ]]; }

# missing_packages PACKAGE...: prints those that are not installed.
missing_packages() {
  local package
  for package in "$@"; do
    package_installed "$package" || printf '%s\n' "$package"
  done
}

apt_as_root() {
  if ((EUID == 0)); then
    env DEBIAN_FRONTEND=noninteractive apt-get "$@"
  else
    sudo -n env DEBIAN_FRONTEND=noninteractive apt-get "$@"
  fi
}

apt_install() {
  # The package lists are often older than the archive, or not there at all; try without the long update first.
  apt_as_root install -y --no-install-recommends "$@" && return
  apt_as_root update
  apt_as_root install -y --no-install-recommends "$@"
}

# need_packages WHY PACKAGE...
need_packages() {
  local why=$1 missing
  shift
  if ! is_debian_like; then
    fail "$why needs packages that this script can only install on Debian and Ubuntu" "install what your system calls these: $*"
  fi
  mapfile -t missing < <(missing_packages "$@")
  ((${#missing[@]} == 0)) && return
  if ((EUID != 0)) && ! sudo -n true 2>/dev/null; then
    fail "$why needs packages that are not installed" "sudo apt-get install ${missing[*]}"
  fi
  step "install ${missing[*]} (for $why)" packages apt_install "${missing[@]}"
}

# need_command COMMAND PACKAGE WHY: a command from anywhere will do.
need_command() { command -v "$1" >/dev/null || need_packages "$3" "$2"; }
