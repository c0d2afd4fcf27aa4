# shellcheck shell=bash
# Processes that outlive this script: started once, known by a pid file, ended by their own pid only.

# The kernel's start time makes a pid unique: after a reboot the same number is somebody else.
process_start_time() { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d ' ' -f 20; }

background_pid() {
  local pid since
  read -r pid since 2>/dev/null <"$run_dir/$1.pid" || return 1
  [[ -n $pid && $(process_start_time "$pid") == "$since" ]] || return 1
  # A process that ended and that nobody waited for is no running process.
  [[ $(sed 's/.*) //' "/proc/$pid/stat" 2>/dev/null | cut -c 1) != Z ]] || return 1
  printf '%s\n' "$pid"
}

# start_background NAME LOG COMMAND...
start_background() {
  local name=$1 log=$2 pid
  shift 2
  # 8 and 9 are closed: a daemon must hold neither the caller's terminal nor our lock.
  setsid "$@" </dev/null >>"$log" 2>&1 8>&- 9>&- &
  pid=$!
  printf '%s %s\n' "$pid" "$(process_start_time "$pid")" >"$run_dir/$name.pid.new"
  mv "$run_dir/$name.pid.new" "$run_dir/$name.pid"
}

# stop_background NAME [SECONDS]: asks, waits, then insists. Quiet when it does not run.
stop_background() {
  local name=$1 patience=${2:-10} pid tenth
  if pid=$(background_pid "$name"); then
    kill -TERM "$pid" 2>/dev/null || true
    for ((tenth = 0; tenth < patience * 10; tenth++)); do
      background_pid "$name" >/dev/null || break
      sleep 0.1
    done
    if background_pid "$name" >/dev/null; then
      kill -KILL "$pid" 2>/dev/null || true
    fi
  fi
  rm -f "$run_dir/$name.pid"
}

# port_taken PORT [ADDRESS]: does anything accept there?
port_taken() { (exec 3<>"/dev/tcp/${2:-127.0.0.1}/$1") 2>/dev/null; }
