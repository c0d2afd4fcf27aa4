# bash completion for llamero; made by `llamero completion bash`
# Names as the command lists them, of the server that the line names.
_llamero_names() {
  local i
  local -a server=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    case ${COMP_WORDS[i]} in
      --remote | --config) server+=("${COMP_WORDS[i]}" "${COMP_WORDS[i + 1]}") ;;
    esac
  done
  llamero "$@" "${server[@]}" --json --quiet --retries 0 --deadline 2s 2>/dev/null </dev/null |
    grep -o '"name": *"[^"]*"' | cut -d '"' -f 4
}
_llamero() {
  # bash ends a word at each colon, and names of models have them.
  local whole=${COMP_LINE:0:COMP_POINT} before=
  whole=${whole##*[[:space:]]}
  [[ $COMP_WORDBREAKS != *:* ]] || before=${whole%"${whole##*:}"}
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} verb= word
  local verbs='run chat pull list ls ps show load stop up status logs upgrade down emit doctor api version completion help remote sessions config'
  for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case $word in -*) continue ;; esac
    case $verb in
      '') case " $verbs " in *" $word "*) verb=$word ;; esac ;;
      remote|sessions|config) verb="$verb $word"; break ;;
      *) break ;;
    esac
  done
  case $prev in
    --output) mapfile -t COMPREPLY < <(compgen -W 'text json' -- "$cur"); return ;;
    --color) mapfile -t COMPREPLY < <(compgen -W 'auto always never' -- "$cur"); return ;;
    --format) mapfile -t COMPREPLY < <(compgen -W 'json' -- "$cur"); return ;;
    --record-bodies) mapfile -t COMPREPLY < <(compgen -W 'on off' -- "$cur"); return ;;
    --replay-speed) mapfile -t COMPREPLY < <(compgen -W 'original max' -- "$cur"); return ;;
    --remote) mapfile -t COMPREPLY < <(compgen -W "$(_llamero_names remote list)" -- "$cur"); return ;;
    --session) mapfile -t COMPREPLY < <(compgen -W "$(_llamero_names sessions list)" -- "$cur"); return ;;
    --file|--record|--replay|--input) mapfile -t COMPREPLY < <(compgen -f -- "$cur"); return ;;
  esac
  local flags= words= lister=
  case $verb in
    'run') flags='--system --option --temperature --seed --num-predict --num-ctx --top-p --top-k --stop --format --keep-alive --think --hide-thinking --file --session --no-stdin --lossy --pull --stats --no-newline --help --host --remote --config --quiet --verbose --color --no-progress --connect-timeout --first-byte-timeout --idle-timeout --deadline --retries --insecure-tls --record --record-bodies --record-redact --replay --replay-speed' words='' lister='list' ;;
    'chat') flags='--continue --session --new --ephemeral --markdown --system --option --temperature --seed --num-predict --num-ctx --top-p --top-k --stop --format --keep-alive --think --hide-thinking --help --host --remote --config --quiet --verbose --color --no-progress --connect-timeout --first-byte-timeout --idle-timeout --deadline --retries --insecure-tls --record --record-bodies --record-redact --replay --replay-speed' words='' lister='list' ;;
    'pull') flags='--insecure --help --host --remote --config --quiet --verbose --color --no-progress --connect-timeout --first-byte-timeout --idle-timeout --deadline --retries --insecure-tls --record --record-bodies --record-redact --replay --replay-speed' words='' lister='list' ;;
    'list'|'ls') flags='--help --host --remote --config --output --json --quiet --verbose --color --no-progress --connect-timeout --first-byte-timeout --idle-timeout --deadline --retries --insecure-tls --record --record-bodies --record-redact --replay --replay-speed' words='' ;;
    'ps') flags='--help --host --remote --config --output --json --quiet --verbose --color --no-progress --connect-timeout --first-byte-timeout --idle-timeout --deadline --retries --insecure-tls --record --record-bodies --record-redact --replay --replay-speed' words='' ;;
    'show') flags='--license --modelfile --parameters --system --template --all --help --host --remote --config --output --json --quiet --verbose --color --no-progress --connect-timeout --first-byte-timeout --idle-timeout --deadline --retries --insecure-tls --record --record-bodies --record-redact --replay --replay-speed' words='' lister='list' ;;
    'load') flags='--keep-alive --help --host --remote --config --quiet --verbose --color --no-progress --connect-timeout --first-byte-timeout --idle-timeout --deadline --retries --insecure-tls --record --record-bodies --record-redact --replay --replay-speed' words='' lister='list' ;;
    'stop') flags='--help --host --remote --config --quiet --verbose --color --no-progress --connect-timeout --first-byte-timeout --idle-timeout --deadline --retries --insecure-tls --record --record-bodies --record-redact --replay --replay-speed' words='' lister='list' ;;
    'remote add') flags='--url --ssh --unix --port --token-file --token-command --token-stdin --user --password-file --password-command --password-stdin --allow-plaintext-token --header --header-file --ca-file --pin --client-cert --client-key --proxy --no-proxy --use --force --help --host --remote --config --quiet --verbose --color --no-progress --connect-timeout --first-byte-timeout --idle-timeout --deadline --retries --insecure-tls --record --record-bodies --record-redact --replay --replay-speed' words='' ;;
    'remote list'|'remote ls') flags='--help --host --remote --config --output --json --quiet --verbose --color --no-progress --connect-timeout --first-byte-timeout --idle-timeout --deadline --retries --insecure-tls --record --record-bodies --record-redact --replay --replay-speed' words='' ;;
    'remote show') flags='--help --host --remote --config --output --json --quiet --verbose --color --no-progress --connect-timeout --first-byte-timeout --idle-timeout --deadline --retries --insecure-tls --record --record-bodies --record-redact --replay --replay-speed' words='' lister='remote list' ;;
    'remote use') flags='--none --help --host --remote --config --quiet --verbose --color --no-progress --connect-timeout --first-byte-timeout --idle-timeout --deadline --retries --insecure-tls --record --record-bodies --record-redact --replay --replay-speed' words='' lister='remote list' ;;
    'remote rename') flags='--help --host --remote --config --quiet --verbose --color --no-progress --connect-timeout --first-byte-timeout --idle-timeout --deadline --retries --insecure-tls --record --record-bodies --record-redact --replay --replay-speed' words='' lister='remote list' ;;
    'remote edit') flags='--help --host --remote --config --quiet --verbose --color --no-progress --connect-timeout --first-byte-timeout --idle-timeout --deadline --retries --insecure-tls --record --record-bodies --record-redact --replay --replay-speed' words='' lister='remote list' ;;
    'remote rm'|'remote remove') flags='--help --host --remote --config --quiet --verbose --color --no-progress --connect-timeout --first-byte-timeout --idle-timeout --deadline --retries --insecure-tls --record --record-bodies --record-redact --replay --replay-speed' words='' lister='remote list' ;;
    'remote connect') flags='--help --host --remote --config --quiet --verbose --color --no-progress --connect-timeout --first-byte-timeout --idle-timeout --deadline --retries --insecure-tls --record --record-bodies --record-redact --replay --replay-speed' words='' lister='remote list' ;;
    'remote disconnect') flags='--help --host --remote --config --quiet --verbose --color --no-progress --connect-timeout --first-byte-timeout --idle-timeout --deadline --retries --insecure-tls --record --record-bodies --record-redact --replay --replay-speed' words='' lister='remote list' ;;
    'sessions list'|'sessions ls') flags='--tag --limit --help --host --remote --config --output --json --quiet --verbose --color --no-progress --connect-timeout --first-byte-timeout --idle-timeout --deadline --retries --insecure-tls --record --record-bodies --record-redact --replay --replay-speed' words='' ;;
    'sessions show') flags='--thinking --help --host --remote --config --output --json --quiet --verbose --color --no-progress --connect-timeout --first-byte-timeout --idle-timeout --deadline --retries --insecure-tls --record --record-bodies --record-redact --replay --replay-speed' words='' lister='sessions list' ;;
    'sessions search') flags='--limit --help --host --remote --config --output --json --quiet --verbose --color --no-progress --connect-timeout --first-byte-timeout --idle-timeout --deadline --retries --insecure-tls --record --record-bodies --record-redact --replay --replay-speed' words='' ;;
    'sessions export') flags='--help --host --remote --config --output --json --quiet --verbose --color --no-progress --connect-timeout --first-byte-timeout --idle-timeout --deadline --retries --insecure-tls --record --record-bodies --record-redact --replay --replay-speed' words='' lister='sessions list' ;;
    'sessions rename') flags='--none --help --host --remote --config --quiet --verbose --color --no-progress --connect-timeout --first-byte-timeout --idle-timeout --deadline --retries --insecure-tls --record --record-bodies --record-redact --replay --replay-speed' words='' lister='sessions list' ;;
    'sessions tag') flags='--remove --help --host --remote --config --quiet --verbose --color --no-progress --connect-timeout --first-byte-timeout --idle-timeout --deadline --retries --insecure-tls --record --record-bodies --record-redact --replay --replay-speed' words='' lister='sessions list' ;;
    'sessions fork') flags='--turns --help --host --remote --config --output --json --quiet --verbose --color --no-progress --connect-timeout --first-byte-timeout --idle-timeout --deadline --retries --insecure-tls --record --record-bodies --record-redact --replay --replay-speed' words='' lister='sessions list' ;;
    'sessions rm'|'sessions remove') flags='--yes --help --host --remote --config --quiet --verbose --color --no-progress --connect-timeout --first-byte-timeout --idle-timeout --deadline --retries --insecure-tls --record --record-bodies --record-redact --replay --replay-speed' words='' lister='sessions list' ;;
    'sessions prune') flags='--older-than --yes --dry-run --help --host --remote --config --quiet --verbose --color --no-progress --connect-timeout --first-byte-timeout --idle-timeout --deadline --retries --insecure-tls --record --record-bodies --record-redact --replay --replay-speed' words='' ;;
    'up') flags='--target --name --image --model --gpu --memory --cpus --threads --context --parallel --max-queue --keep-alive --volume --port --add-host --insecure --public --tls --email --acme-directory --acme-ca-file --https-port --front-image --dry-run --yes --allow-downgrade --install-docker --rotate-token --help --host --remote --config --quiet --verbose --color --no-progress --connect-timeout --first-byte-timeout --idle-timeout --deadline --retries --insecure-tls --record --record-bodies --record-redact --replay --replay-speed' words='' ;;
    'status') flags='--target --name --watch --help --host --remote --config --output --json --quiet --verbose --color --no-progress --connect-timeout --first-byte-timeout --idle-timeout --deadline --retries --insecure-tls --record --record-bodies --record-redact --replay --replay-speed' words='' ;;
    'logs') flags='--target --name --follow --tail --since --grep --timestamps --front --help --host --remote --config --quiet --verbose --color --no-progress --connect-timeout --first-byte-timeout --idle-timeout --deadline --retries --insecure-tls --record --record-bodies --record-redact --replay --replay-speed' words='' ;;
    'upgrade') flags='--target --name --image --drain --dry-run --yes --allow-downgrade --help --host --remote --config --quiet --verbose --color --no-progress --connect-timeout --first-byte-timeout --idle-timeout --deadline --retries --insecure-tls --record --record-bodies --record-redact --replay --replay-speed' words='' ;;
    'down') flags='--target --name --purge --yes --help --host --remote --config --quiet --verbose --color --no-progress --connect-timeout --first-byte-timeout --idle-timeout --deadline --retries --insecure-tls --record --record-bodies --record-redact --replay --replay-speed' words='' ;;
    'emit') flags='--target --name --image --model --gpu --memory --cpus --threads --context --parallel --max-queue --keep-alive --volume --port --add-host --insecure --public --tls --email --acme-directory --acme-ca-file --https-port --front-image --help --host --remote --config --quiet --verbose --color --no-progress --connect-timeout --first-byte-timeout --idle-timeout --deadline --retries --insecure-tls --record --record-bodies --record-redact --replay --replay-speed' words='' ;;
    'doctor') flags='--generate --help --host --remote --config --output --json --quiet --verbose --color --no-progress --connect-timeout --first-byte-timeout --idle-timeout --deadline --retries --insecure-tls --record --record-bodies --record-redact --replay --replay-speed' words='' ;;
    'config show') flags='--help --host --remote --config --output --json --quiet --verbose --color --no-progress --connect-timeout --first-byte-timeout --idle-timeout --deadline --retries --insecure-tls --record --record-bodies --record-redact --replay --replay-speed' words='' ;;
    'config check') flags='--help --host --remote --config --quiet --verbose --color --no-progress --connect-timeout --first-byte-timeout --idle-timeout --deadline --retries --insecure-tls --record --record-bodies --record-redact --replay --replay-speed' words='' ;;
    'config edit') flags='--help --host --remote --config --quiet --verbose --color --no-progress --connect-timeout --first-byte-timeout --idle-timeout --deadline --retries --insecure-tls --record --record-bodies --record-redact --replay --replay-speed' words='' ;;
    'config path') flags='--help --host --remote --config --quiet --verbose --color --no-progress --connect-timeout --first-byte-timeout --idle-timeout --deadline --retries --insecure-tls --record --record-bodies --record-redact --replay --replay-speed' words='' ;;
    'api') flags='--data --input --field --raw-field --header --include --help --host --remote --config --quiet --verbose --color --no-progress --connect-timeout --first-byte-timeout --idle-timeout --deadline --retries --insecure-tls --record --record-bodies --record-redact --replay --replay-speed' words='' ;;
    'version') flags='--help --host --remote --config --output --json --quiet --verbose --color --no-progress --connect-timeout --first-byte-timeout --idle-timeout --deadline --retries --insecure-tls --record --record-bodies --record-redact --replay --replay-speed' words='' ;;
    'completion') flags='--help --host --remote --config --quiet --verbose --color --no-progress --connect-timeout --first-byte-timeout --idle-timeout --deadline --retries --insecure-tls --record --record-bodies --record-redact --replay --replay-speed' words='bash zsh fish' ;;
    'help') flags='--help --host --remote --config --quiet --verbose --color --no-progress --connect-timeout --first-byte-timeout --idle-timeout --deadline --retries --insecure-tls --record --record-bodies --record-redact --replay --replay-speed' words='exit-codes environment run chat pull list ls ps show load stop up status logs upgrade down emit doctor api version completion help remote sessions config' ;;
    remote) flags='--help' words='add list ls show use rename edit rm remove connect disconnect' ;;
    sessions) flags='--help' words='list ls show search export rename tag fork rm remove prune' ;;
    config) flags='--help' words='show check edit path' ;;
    '') flags='--help --version' words=$verbs ;;
  esac
  case $cur in
    -*) mapfile -t COMPREPLY < <(compgen -W "$flags" -- "$cur") ;;
    *)
      # shellcheck disable=SC2086 # a command of one or two words
      [[ -z $lister ]] || words=$(_llamero_names $lister)
      mapfile -t COMPREPLY < <(compgen -W "$words" -- "$whole")
      COMPREPLY=("${COMPREPLY[@]#"$before"}")
      ;;
  esac
}
complete -F _llamero llamero
