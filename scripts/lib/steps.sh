# shellcheck shell=bash
# Progress, failures and the one way to run something long.
#
# Descriptor 8 is the user's stderr, also inside a step, whose own output goes to its log.

exec 8>&2
program=${0##*/}
# A script that calls another one of ours hands its clock on, so that the times go on too.
began_at=${LLAMERO_STEPS_SINCE:-$EPOCHSECONDS}
step_pid=
readonly already_reported=97

say() { printf '[%3ds] %s\n' "$((EPOCHSECONDS - began_at))" "$*" >&8; }

# fail WHAT TRY [LOG]: one line, and the run is over.
fail() {
  local line="$program: $1"
  [[ -n ${2:-} ]] && line+="; try: $2"
  [[ -n ${3:-${step_log:-}} ]] && line+=" (log: ${3:-$step_log})"
  printf '%s\n' "$line" >&8
  [[ -n ${in_step:-} ]] && exit "$already_reported"
  exit 1
}

# last_line FILE [WIDTH]
last_line() {
  # Control characters of a tool's own progress bar must not reach the terminal through us, nor half a letter.
  tail -c 2000 "$1" 2>/dev/null | tr '\r' '\n' | LC_ALL=C tr -cd '\t\n\040-\176' | grep -v '^[[:space:]]*$' | tail -n 1 | cut -c "1-${2:-90}" || true
}

# step TITLE LOG_NAME COMMAND...: runs it with its output in a log, shows that time passes, and turns a failure into
# one line that names the log. The command is a function or a program; set -e holds inside it.
# With may_fail=1 before it, a failure is a return code and the run goes on.
step() {
  local title=$1 step_log=$log_dir/$2.log
  shift 2
  local began=$SECONDS shown=$SECONDS rc=0 pause=0.05 line
  say "$title"
  # A group of its own, so that Ctrl-C ends the step with all its children.
  set -m
  (
    set +m
    trap - INT TERM EXIT
    in_step=1
    "$@"
  ) </dev/null >"$step_log" 2>&1 9>&- &
  step_pid=$!
  set +m
  while kill -0 "$step_pid" 2>/dev/null; do
    sleep "$pause"
    ((SECONDS - began >= 1)) && pause=0.3
    if [[ -t 8 ]]; then
      ((SECONDS > shown)) && printf '\r\033[K[%3ds]   %s' "$((EPOCHSECONDS - began_at))" "$(last_line "$step_log" | cut -c 1-$((${COLUMNS:-80} - 12)))" >&8 && shown=$SECONDS
    elif ((SECONDS - shown >= 15)); then
      line=$(last_line "$step_log")
      say "  still at it after $((SECONDS - began))s${line:+: $line}"
      shown=$SECONDS
    fi
  done
  wait "$step_pid" || rc=$?
  step_pid=
  [[ -t 8 ]] && ((SECONDS > began)) && printf '\r\033[K' >&8
  if ((rc != 0)) && [[ -n ${may_fail:-} ]]; then
    say "  did not work: $(last_line "$step_log" 200)"
    return 1
  elif ((rc == already_reported)); then
    exit 1
  elif ((rc != 0)); then
    fail "$title failed: $(last_line "$step_log" 400)" "read the log, then run the same command again; finished steps are kept" "$step_log"
  fi
  ((SECONDS - began >= 2)) && say "  done in $((SECONDS - began))s"
  return 0
}

interrupted() {
  [[ -n $step_pid ]] && kill -TERM -- "-$step_pid" 2>/dev/null
  printf '\n%s: interrupted; finished steps are kept, the next run goes on from here\n' "$program" >&8
  trap - "$1"
  kill -s "$1" $$
}
trap 'interrupted INT' INT
trap 'interrupted TERM' TERM
