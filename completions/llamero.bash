# bash completion for llamero; made by `llamero completion bash`
_llamero() {
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} verb= word
  local verbs='run chat pull list ls ps show load stop api version completion help'
  for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case " $verbs " in *" $word "*) verb=$word; break ;; esac
  done
  case $prev in
    --output) mapfile -t COMPREPLY < <(compgen -W 'text json' -- "$cur"); return ;;
    --color) mapfile -t COMPREPLY < <(compgen -W 'auto always never' -- "$cur"); return ;;
    --format) mapfile -t COMPREPLY < <(compgen -W 'json' -- "$cur"); return ;;
    --record-bodies) mapfile -t COMPREPLY < <(compgen -W 'on off' -- "$cur"); return ;;
    --replay-speed) mapfile -t COMPREPLY < <(compgen -W 'original max' -- "$cur"); return ;;
    --file|--record|--replay|--input) mapfile -t COMPREPLY < <(compgen -f -- "$cur"); return ;;
  esac
  local flags= words=
  case $verb in
    run) flags='--system --option --temperature --seed --num-predict --num-ctx --top-p --top-k --stop --format --keep-alive --think --hide-thinking --file --no-stdin --lossy --pull --stats --no-newline --help --host --quiet --verbose --color --no-progress --connect-timeout --first-byte-timeout --idle-timeout --deadline --retries --record --record-bodies --record-redact --replay --replay-speed' words='' ;;
    chat) flags='--system --option --temperature --seed --num-predict --num-ctx --top-p --top-k --stop --format --keep-alive --think --hide-thinking --help --host --quiet --verbose --color --no-progress --connect-timeout --first-byte-timeout --idle-timeout --deadline --retries --record --record-bodies --record-redact --replay --replay-speed' words='' ;;
    pull) flags='--insecure --help --host --quiet --verbose --color --no-progress --connect-timeout --first-byte-timeout --idle-timeout --deadline --retries --record --record-bodies --record-redact --replay --replay-speed' words='' ;;
    list|ls) flags='--help --host --output --json --quiet --verbose --color --no-progress --connect-timeout --first-byte-timeout --idle-timeout --deadline --retries --record --record-bodies --record-redact --replay --replay-speed' words='' ;;
    ps) flags='--help --host --output --json --quiet --verbose --color --no-progress --connect-timeout --first-byte-timeout --idle-timeout --deadline --retries --record --record-bodies --record-redact --replay --replay-speed' words='' ;;
    show) flags='--license --modelfile --parameters --system --template --all --help --host --output --json --quiet --verbose --color --no-progress --connect-timeout --first-byte-timeout --idle-timeout --deadline --retries --record --record-bodies --record-redact --replay --replay-speed' words='' ;;
    load) flags='--keep-alive --help --host --quiet --verbose --color --no-progress --connect-timeout --first-byte-timeout --idle-timeout --deadline --retries --record --record-bodies --record-redact --replay --replay-speed' words='' ;;
    stop) flags='--help --host --quiet --verbose --color --no-progress --connect-timeout --first-byte-timeout --idle-timeout --deadline --retries --record --record-bodies --record-redact --replay --replay-speed' words='' ;;
    api) flags='--data --input --field --raw-field --header --include --help --host --quiet --verbose --color --no-progress --connect-timeout --first-byte-timeout --idle-timeout --deadline --retries --record --record-bodies --record-redact --replay --replay-speed' words='' ;;
    version) flags='--help --host --output --json --quiet --verbose --color --no-progress --connect-timeout --first-byte-timeout --idle-timeout --deadline --retries --record --record-bodies --record-redact --replay --replay-speed' words='' ;;
    completion) flags='--help --host --quiet --verbose --color --no-progress --connect-timeout --first-byte-timeout --idle-timeout --deadline --retries --record --record-bodies --record-redact --replay --replay-speed' words='bash zsh fish' ;;
    help) flags='--help --host --quiet --verbose --color --no-progress --connect-timeout --first-byte-timeout --idle-timeout --deadline --retries --record --record-bodies --record-redact --replay --replay-speed' words='exit-codes environment run chat pull list ps show load stop api version completion help' ;;
    '') flags='--help --version' words=$verbs ;;
  esac
  case $cur in
    -*) mapfile -t COMPREPLY < <(compgen -W "$flags" -- "$cur") ;;
    *) mapfile -t COMPREPLY < <(compgen -W "$words" -- "$cur") ;;
  esac
}
complete -F _llamero llamero
