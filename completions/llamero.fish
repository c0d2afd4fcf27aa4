# fish completion for llamero; made by `llamero completion fish`
# Names as the command lists them, of the server that the line names.
function __llamero_names
  set -l server
  set -l words (commandline -opc)
  for i in (seq 2 (count $words))
    if contains -- $words[$i] --remote --config; and test $i -lt (count $words)
      set -a server $words[$i] $words[(math $i + 1)]
    end
  end
  llamero $argv $server --json --quiet --retries 0 --deadline 2s 2>/dev/null </dev/null |
    grep -o '"name": *"[^"]*"' | cut -d '"' -f 4
end
complete -c llamero -f
complete -c llamero -l help -d 'This text' -s h
complete -c llamero -l host -d 'Server: http://HOST:PORT, https://HOST/PATH or unix:///SOCKET' -x
complete -c llamero -l remote -d 'Server by the name that `remote add` gave it' -x -a '(__llamero_names remote list)'
complete -c llamero -l config -d 'Read this file instead of config.toml; remotes are beside it' -r -F
complete -c llamero -l quiet -d 'No progress, notes or warnings on stderr; errors stay' -s q
complete -c llamero -l verbose -d 'Show requests and answers on stderr; twice: their bodies too' -s v
complete -c llamero -l color -d 'When to use colour' -x -a 'auto always never'
complete -c llamero -l no-progress -d 'No status line and no progress on stderr'
complete -c llamero -l connect-timeout -d 'Limit for name, TCP and TLS together (10s)' -x
complete -c llamero -l first-byte-timeout -d 'Limit for the first byte of an answer (none where a model may load, else 30s)' -x
complete -c llamero -l idle-timeout -d 'Limit between two lines of an answer (120s)' -x
complete -c llamero -l deadline -d 'Limit for the whole run; passed: exit code 124' -x
complete -c llamero -l retries -d 'Further tries before the first byte of an answer (2)' -x
complete -c llamero -l insecure-tls -d 'Take any certificate of the server in this run; no credentials are sent then'
complete -c llamero -l record -d 'Write all requests and answers to a cassette; an old one is replaced' -r -F
complete -c llamero -l record-bodies -d 'off: only the sizes of prompts and answers (on)' -x -a 'on off'
complete -c llamero -l record-redact -d 'Leave out the value of this header too (repeatable)' -x
complete -c llamero -l replay -d 'Answer from a cassette; no network is used' -r -F
complete -c llamero -l replay-speed -d 'original: as fast as it was; max: at once (original)' -x -a 'original max'
complete -c llamero -n __fish_use_subcommand -a remote -d 'Commands for remote'
complete -c llamero -n __fish_use_subcommand -a sessions -d 'Commands for sessions'
complete -c llamero -n __fish_use_subcommand -a config -d 'Commands for config'
complete -c llamero -n __fish_use_subcommand -a run -d 'Send one prompt and print the answer'
complete -c llamero -n __fish_use_subcommand -a chat -d 'Talk with a model, turn by turn'
complete -c llamero -n __fish_use_subcommand -a pull -d 'Fetch models to the server'
complete -c llamero -n __fish_use_subcommand -a list -d 'List the models of the server'
complete -c llamero -n __fish_use_subcommand -a ps -d 'List the models that are loaded'
complete -c llamero -n __fish_use_subcommand -a show -d 'Show what the server knows about a model'
complete -c llamero -n __fish_use_subcommand -a load -d 'Load a model into the server s memory'
complete -c llamero -n __fish_use_subcommand -a stop -d 'Unload a model from the server s memory'
complete -c llamero -n '__fish_seen_subcommand_from remote; and not __fish_seen_subcommand_from add list ls show use rename edit rm remove connect disconnect' -a add -d 'Describe a server under a name'
complete -c llamero -n '__fish_seen_subcommand_from remote; and not __fish_seen_subcommand_from add list ls show use rename edit rm remove connect disconnect' -a list -d 'List the named servers'
complete -c llamero -n '__fish_seen_subcommand_from remote; and not __fish_seen_subcommand_from add list ls show use rename edit rm remove connect disconnect' -a show -d 'Show what is known of a named server'
complete -c llamero -n '__fish_seen_subcommand_from remote; and not __fish_seen_subcommand_from add list ls show use rename edit rm remove connect disconnect' -a use -d 'Make a named server the default'
complete -c llamero -n '__fish_seen_subcommand_from remote; and not __fish_seen_subcommand_from add list ls show use rename edit rm remove connect disconnect' -a rename -d 'Give a named server another name'
complete -c llamero -n '__fish_seen_subcommand_from remote; and not __fish_seen_subcommand_from add list ls show use rename edit rm remove connect disconnect' -a edit -d 'Change a named server in the editor'
complete -c llamero -n '__fish_seen_subcommand_from remote; and not __fish_seen_subcommand_from add list ls show use rename edit rm remove connect disconnect' -a rm -d 'Forget named servers, and the secrets kept for them'
complete -c llamero -n '__fish_seen_subcommand_from remote; and not __fish_seen_subcommand_from add list ls show use rename edit rm remove connect disconnect' -a connect -d 'Open a tunnel that later commands use'
complete -c llamero -n '__fish_seen_subcommand_from remote; and not __fish_seen_subcommand_from add list ls show use rename edit rm remove connect disconnect' -a disconnect -d 'Close the tunnel of `remote connect`'
complete -c llamero -n '__fish_seen_subcommand_from sessions; and not __fish_seen_subcommand_from list ls show search export rename tag fork rm remove prune' -a list -d 'List the conversations that are kept'
complete -c llamero -n '__fish_seen_subcommand_from sessions; and not __fish_seen_subcommand_from list ls show search export rename tag fork rm remove prune' -a show -d 'Show what was said in a session'
complete -c llamero -n '__fish_seen_subcommand_from sessions; and not __fish_seen_subcommand_from list ls show search export rename tag fork rm remove prune' -a search -d 'Find the turns that hold some words'
complete -c llamero -n '__fish_seen_subcommand_from sessions; and not __fish_seen_subcommand_from list ls show search export rename tag fork rm remove prune' -a export -d 'Write a session as Markdown, or JSON with --json'
complete -c llamero -n '__fish_seen_subcommand_from sessions; and not __fish_seen_subcommand_from list ls show search export rename tag fork rm remove prune' -a rename -d 'Give a session a name'
complete -c llamero -n '__fish_seen_subcommand_from sessions; and not __fish_seen_subcommand_from list ls show search export rename tag fork rm remove prune' -a tag -d 'File a session under some words'
complete -c llamero -n '__fish_seen_subcommand_from sessions; and not __fish_seen_subcommand_from list ls show search export rename tag fork rm remove prune' -a fork -d 'Copy a session, to go on in another way'
complete -c llamero -n '__fish_seen_subcommand_from sessions; and not __fish_seen_subcommand_from list ls show search export rename tag fork rm remove prune' -a rm -d 'Forget sessions for good'
complete -c llamero -n '__fish_seen_subcommand_from sessions; and not __fish_seen_subcommand_from list ls show search export rename tag fork rm remove prune' -a prune -d 'Forget old sessions that have no name'
complete -c llamero -n __fish_use_subcommand -a up -d 'Put Ollama on a machine, and keep it as it should be'
complete -c llamero -n __fish_use_subcommand -a status -d 'Tell how a deployment is doing'
complete -c llamero -n __fish_use_subcommand -a logs -d 'Show what the container of a deployment says'
complete -c llamero -n __fish_use_subcommand -a upgrade -d 'Go to another version of the server, and back if it fails'
complete -c llamero -n __fish_use_subcommand -a down -d 'End a deployment; its models stay'
complete -c llamero -n __fish_use_subcommand -a emit -d 'Print the deployment as a file for other tools'
complete -c llamero -n __fish_use_subcommand -a doctor -d 'Find out which layer on the way to a server fails'
complete -c llamero -n '__fish_seen_subcommand_from config; and not __fish_seen_subcommand_from show check edit path' -a show -d 'Show the values in force, and where each comes from'
complete -c llamero -n '__fish_seen_subcommand_from config; and not __fish_seen_subcommand_from show check edit path' -a check -d 'Check config.toml and all remotes'
complete -c llamero -n '__fish_seen_subcommand_from config; and not __fish_seen_subcommand_from show check edit path' -a edit -d 'Open config.toml in the editor, then check it'
complete -c llamero -n '__fish_seen_subcommand_from config; and not __fish_seen_subcommand_from show check edit path' -a path -d 'Print where config.toml is'
complete -c llamero -n __fish_use_subcommand -a api -d 'Call the API as it is, and print the answer'
complete -c llamero -n __fish_use_subcommand -a version -d 'Print the versions of llamero and of the server'
complete -c llamero -n __fish_use_subcommand -a completion -d 'Print a completion script for a shell'
complete -c llamero -n __fish_use_subcommand -a help -d 'Explain a command or a topic'
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from run' -a '(__llamero_names list)'
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from run' -l system -d 'System prompt, instead of the model s own' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from run' -l option -d 'Model option, checked; NAME:=JSON passes unchecked (repeatable)' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from run' -l temperature -d 'Randomness; 0 is the most probable token each time' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from run' -l seed -d 'Seed of the random numbers' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from run' -l num-predict -d 'Most tokens of the answer' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from run' -l num-ctx -d 'Size of the context; another than the loaded one reloads the model for everybody' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from run' -l top-p -d 'Share of probability to choose from' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from run' -l top-k -d 'Number of tokens to choose from' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from run' -l stop -d 'Text that ends the answer (repeatable)' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from run' -l format -d 'json, @SCHEMA-FILE, or a schema as JSON text' -x -a 'json'
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from run' -l keep-alive -d 'How long the model stays loaded: 10m, seconds, -1 for ever, 0' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from run' -l think -d 'Let the model think first; --think=false, or a level: low, medium, high, max'
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from run' -l hide-thinking -d 'Do not show the thinking on a terminal'
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from run' -l file -d 'Append the text of a file, under its name (repeatable)' -r -F
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from run' -l session -d 'Ask within this session, or begin it under this name; the turn is kept' -x -a '(__llamero_names sessions list)'
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from run' -l no-stdin -d 'Do not read standard input' -s n
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from run' -l lossy -d 'Replace bytes that are not UTF-8 instead of refusing them'
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from run' -l pull -d 'Pull the model first if the server does not have it'
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from run' -l stats -d 'Print token counts and rates on stderr'
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from run' -l no-newline -d 'Add no newline to an answer that ends without one'
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from chat' -a '(__llamero_names list)'
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from chat' -l continue -d 'Go on with the session of this server that was talked in last' -s c
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from chat' -l session -d 'Go on with this session, or begin it under this name' -x -a '(__llamero_names sessions list)'
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from chat' -l new -d 'Begin a session (as without any of these)'
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from chat' -l ephemeral -d 'Keep nothing on the disk'
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from chat' -l markdown -d 'How a terminal shows answers: auto, plain (no colours) or off (auto)' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from chat' -l system -d 'System prompt, instead of the model s own' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from chat' -l option -d 'Model option, checked; NAME:=JSON passes unchecked (repeatable)' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from chat' -l temperature -d 'Randomness; 0 is the most probable token each time' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from chat' -l seed -d 'Seed of the random numbers' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from chat' -l num-predict -d 'Most tokens of the answer' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from chat' -l num-ctx -d 'Size of the context; another than the loaded one reloads the model for everybody' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from chat' -l top-p -d 'Share of probability to choose from' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from chat' -l top-k -d 'Number of tokens to choose from' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from chat' -l stop -d 'Text that ends the answer (repeatable)' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from chat' -l format -d 'json, @SCHEMA-FILE, or a schema as JSON text' -x -a 'json'
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from chat' -l keep-alive -d 'How long the model stays loaded: 10m, seconds, -1 for ever, 0' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from chat' -l think -d 'Let the model think first; --think=false, or a level: low, medium, high, max'
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from chat' -l hide-thinking -d 'Do not show the thinking on a terminal'
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from pull' -a '(__llamero_names list)'
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from pull' -l insecure -d 'Let the server use a registry over plain http'
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from list ls' -l output -d 'Form of the answer' -x -a 'text json'
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from list ls' -l json -d 'Short for --output json'
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from ps' -l output -d 'Form of the answer' -x -a 'text json'
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from ps' -l json -d 'Short for --output json'
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from show' -a '(__llamero_names list)'
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from show' -l license -d 'Only the licence'
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from show' -l modelfile -d 'Only the Modelfile'
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from show' -l parameters -d 'Only the parameters'
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from show' -l system -d 'Only the system prompt'
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from show' -l template -d 'Only the template'
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from show' -l all -d 'Metadata and tensors too'
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from show' -l output -d 'Form of the answer' -x -a 'text json'
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from show' -l json -d 'Short for --output json'
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from load' -a '(__llamero_names list)'
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from load' -l keep-alive -d 'How long it stays loaded: 10m, seconds, -1 for ever' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from stop' -a '(__llamero_names list)'
complete -c llamero -n '__fish_seen_subcommand_from remote; and __fish_seen_subcommand_from add' -l url -d 'http://HOST:PORT or https://HOST/PATH' -x
complete -c llamero -n '__fish_seen_subcommand_from remote; and __fish_seen_subcommand_from add' -l ssh -d '[USER@]HOST[:PORT]: through ssh, to the loopback of that host' -x
complete -c llamero -n '__fish_seen_subcommand_from remote; and __fish_seen_subcommand_from add' -l unix -d 'A unix socket of this machine' -x
complete -c llamero -n '__fish_seen_subcommand_from remote; and __fish_seen_subcommand_from add' -l port -d 'With --ssh: port of the server on that host (11434)' -x
complete -c llamero -n '__fish_seen_subcommand_from remote; and __fish_seen_subcommand_from add' -l token-file -d 'File that holds a bearer token, mode 600' -r -F
complete -c llamero -n '__fish_seen_subcommand_from remote; and __fish_seen_subcommand_from add' -l token-command -d 'Command that prints the token: "pass show llm"; no shell' -x
complete -c llamero -n '__fish_seen_subcommand_from remote; and __fish_seen_subcommand_from add' -l token-stdin -d 'Read the token from standard input now and keep it beside the remote s file'
complete -c llamero -n '__fish_seen_subcommand_from remote; and __fish_seen_subcommand_from add' -l user -d 'User name of basic credentials' -x
complete -c llamero -n '__fish_seen_subcommand_from remote; and __fish_seen_subcommand_from add' -l password-file -d 'File that holds its password, mode 600' -r -F
complete -c llamero -n '__fish_seen_subcommand_from remote; and __fish_seen_subcommand_from add' -l password-command -d 'Command that prints it; no shell' -x
complete -c llamero -n '__fish_seen_subcommand_from remote; and __fish_seen_subcommand_from add' -l password-stdin -d 'Read it from standard input now and keep it beside the remote s file'
complete -c llamero -n '__fish_seen_subcommand_from remote; and __fish_seen_subcommand_from add' -l allow-plaintext-token -d 'Send the credentials over http:// too, where everybody on the way can read them'
complete -c llamero -n '__fish_seen_subcommand_from remote; and __fish_seen_subcommand_from add' -l header -d 'A header for every request (repeatable)' -x
complete -c llamero -n '__fish_seen_subcommand_from remote; and __fish_seen_subcommand_from add' -l header-file -d 'A secret header: its value is in a file, mode 600 (repeatable)' -x
complete -c llamero -n '__fish_seen_subcommand_from remote; and __fish_seen_subcommand_from add' -l ca-file -d 'Authorities to trust, instead of the system s (PEM)' -r -F
complete -c llamero -n '__fish_seen_subcommand_from remote; and __fish_seen_subcommand_from add' -l pin -d 'Public key that the server must have: sha256//BASE64' -x
complete -c llamero -n '__fish_seen_subcommand_from remote; and __fish_seen_subcommand_from add' -l client-cert -d 'Our certificate (PEM)' -r -F
complete -c llamero -n '__fish_seen_subcommand_from remote; and __fish_seen_subcommand_from add' -l client-key -d 'Its key (PEM), mode 600' -r -F
complete -c llamero -n '__fish_seen_subcommand_from remote; and __fish_seen_subcommand_from add' -l proxy -d 'http://, https:// or socks5h://HOST:PORT' -x
complete -c llamero -n '__fish_seen_subcommand_from remote; and __fish_seen_subcommand_from add' -l no-proxy -d 'Host that needs no proxy (repeatable)' -x
complete -c llamero -n '__fish_seen_subcommand_from remote; and __fish_seen_subcommand_from add' -l use -d 'Make it the default, as `remote use` does'
complete -c llamero -n '__fish_seen_subcommand_from remote; and __fish_seen_subcommand_from add' -l force -d 'Replace a remote of that name'
complete -c llamero -n '__fish_seen_subcommand_from remote; and __fish_seen_subcommand_from list ls' -l output -d 'Form of the answer' -x -a 'text json'
complete -c llamero -n '__fish_seen_subcommand_from remote; and __fish_seen_subcommand_from list ls' -l json -d 'Short for --output json'
complete -c llamero -n '__fish_seen_subcommand_from remote; and __fish_seen_subcommand_from show' -a '(__llamero_names remote list)'
complete -c llamero -n '__fish_seen_subcommand_from remote; and __fish_seen_subcommand_from show' -l output -d 'Form of the answer' -x -a 'text json'
complete -c llamero -n '__fish_seen_subcommand_from remote; and __fish_seen_subcommand_from show' -l json -d 'Short for --output json'
complete -c llamero -n '__fish_seen_subcommand_from remote; and __fish_seen_subcommand_from use' -a '(__llamero_names remote list)'
complete -c llamero -n '__fish_seen_subcommand_from remote; and __fish_seen_subcommand_from use' -l none -d 'No remote is the default any more'
complete -c llamero -n '__fish_seen_subcommand_from remote; and __fish_seen_subcommand_from rename' -a '(__llamero_names remote list)'
complete -c llamero -n '__fish_seen_subcommand_from remote; and __fish_seen_subcommand_from edit' -a '(__llamero_names remote list)'
complete -c llamero -n '__fish_seen_subcommand_from remote; and __fish_seen_subcommand_from rm remove' -a '(__llamero_names remote list)'
complete -c llamero -n '__fish_seen_subcommand_from remote; and __fish_seen_subcommand_from connect' -a '(__llamero_names remote list)'
complete -c llamero -n '__fish_seen_subcommand_from remote; and __fish_seen_subcommand_from disconnect' -a '(__llamero_names remote list)'
complete -c llamero -n '__fish_seen_subcommand_from sessions; and __fish_seen_subcommand_from list ls' -l tag -d 'Only sessions with this tag' -x
complete -c llamero -n '__fish_seen_subcommand_from sessions; and __fish_seen_subcommand_from list ls' -l limit -d 'At most so many, the most recent ones' -x
complete -c llamero -n '__fish_seen_subcommand_from sessions; and __fish_seen_subcommand_from list ls' -l output -d 'Form of the answer' -x -a 'text json'
complete -c llamero -n '__fish_seen_subcommand_from sessions; and __fish_seen_subcommand_from list ls' -l json -d 'Short for --output json'
complete -c llamero -n '__fish_seen_subcommand_from sessions; and __fish_seen_subcommand_from show' -a '(__llamero_names sessions list)'
complete -c llamero -n '__fish_seen_subcommand_from sessions; and __fish_seen_subcommand_from show' -l thinking -d 'Also what the model thought'
complete -c llamero -n '__fish_seen_subcommand_from sessions; and __fish_seen_subcommand_from show' -l output -d 'Form of the answer' -x -a 'text json'
complete -c llamero -n '__fish_seen_subcommand_from sessions; and __fish_seen_subcommand_from show' -l json -d 'Short for --output json'
complete -c llamero -n '__fish_seen_subcommand_from sessions; and __fish_seen_subcommand_from search' -l limit -d 'At most so many turns, the most recent ones (20)' -x
complete -c llamero -n '__fish_seen_subcommand_from sessions; and __fish_seen_subcommand_from search' -l output -d 'Form of the answer' -x -a 'text json'
complete -c llamero -n '__fish_seen_subcommand_from sessions; and __fish_seen_subcommand_from search' -l json -d 'Short for --output json'
complete -c llamero -n '__fish_seen_subcommand_from sessions; and __fish_seen_subcommand_from export' -a '(__llamero_names sessions list)'
complete -c llamero -n '__fish_seen_subcommand_from sessions; and __fish_seen_subcommand_from export' -l output -d 'Form of the answer' -x -a 'text json'
complete -c llamero -n '__fish_seen_subcommand_from sessions; and __fish_seen_subcommand_from export' -l json -d 'Short for --output json'
complete -c llamero -n '__fish_seen_subcommand_from sessions; and __fish_seen_subcommand_from rename' -a '(__llamero_names sessions list)'
complete -c llamero -n '__fish_seen_subcommand_from sessions; and __fish_seen_subcommand_from rename' -l none -d 'Take its name away'
complete -c llamero -n '__fish_seen_subcommand_from sessions; and __fish_seen_subcommand_from tag' -a '(__llamero_names sessions list)'
complete -c llamero -n '__fish_seen_subcommand_from sessions; and __fish_seen_subcommand_from tag' -l remove -d 'Take these tags away'
complete -c llamero -n '__fish_seen_subcommand_from sessions; and __fish_seen_subcommand_from fork' -a '(__llamero_names sessions list)'
complete -c llamero -n '__fish_seen_subcommand_from sessions; and __fish_seen_subcommand_from fork' -l turns -d 'Take only so many turns along; two for each question' -x
complete -c llamero -n '__fish_seen_subcommand_from sessions; and __fish_seen_subcommand_from fork' -l output -d 'Form of the answer' -x -a 'text json'
complete -c llamero -n '__fish_seen_subcommand_from sessions; and __fish_seen_subcommand_from fork' -l json -d 'Short for --output json'
complete -c llamero -n '__fish_seen_subcommand_from sessions; and __fish_seen_subcommand_from rm remove' -a '(__llamero_names sessions list)'
complete -c llamero -n '__fish_seen_subcommand_from sessions; and __fish_seen_subcommand_from rm remove' -l yes -d 'Do not ask'
complete -c llamero -n '__fish_seen_subcommand_from sessions; and __fish_seen_subcommand_from prune' -l older-than -d 'Since the last turn: 90d, 12w, 36h' -x
complete -c llamero -n '__fish_seen_subcommand_from sessions; and __fish_seen_subcommand_from prune' -l yes -d 'Do not ask'
complete -c llamero -n '__fish_seen_subcommand_from sessions; and __fish_seen_subcommand_from prune' -l dry-run -d 'Only say which'
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from up' -l target -d 'Where: local, ssh://[user@]host[:port], context:NAME, unix:///path' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from up' -l name -d 'Name of the container (llamero)' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from up' -l image -d 'Image with a version (ollama/ollama:0.32.15)' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from up' -l model -d 'Model to pull; NAME@sha256:… pins it; repeatable' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from up' -l gpu -d 'Which GPU to use (auto)' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from up' -l memory -d 'Limit of memory, like 3GiB' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from up' -l cpus -d 'Limit of CPUs; the threads follow' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from up' -l threads -d 'Threads of a generation on the CPU' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from up' -l context -d 'Length of the context in tokens (4096)' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from up' -l parallel -d 'Requests at a time (1)' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from up' -l max-queue -d 'Requests that may wait (16)' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from up' -l keep-alive -d 'How long a model stays loaded (30m)' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from up' -l volume -d 'Docker volume of the models (llamero-models)' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from up' -l port -d 'Port on the loopback of the host (11434)' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from up' -l add-host -d 'NAME:ADDRESS that the server knows' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from up' -l insecure -d 'Let the server use a registry of models over plain http'
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from up' -l public -d 'Serve it under this name or address, with a token' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from up' -l tls -d 'Where its certificate is from (acme)' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from up' -l email -d 'Address for the authority' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from up' -l acme-directory -d 'Another authority than Let s Encrypt' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from up' -l acme-ca-file -d 'Whom that authority s own TLS is from' -r -F
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from up' -l https-port -d 'Port that is open (443)' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from up' -l front-image -d 'Image of Caddy, with a version' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from up' -l dry-run -d 'Only tell what would be changed (exit code 1), or 0'
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from up' -l yes -d 'Replace what differs without a question' -s y
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from up' -l allow-downgrade -d 'An older Ollama than the one there'
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from up' -l install-docker -d 'Install docker there from the packages of Debian or Ubuntu'
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from up' -l rotate-token -d 'New tokens for a public server'
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from status' -l target -d 'Where: local, ssh://[user@]host[:port], context:NAME, unix:///path' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from status' -l name -d 'Name of the container (llamero)' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from status' -l watch -d 'Show it again every two seconds, until Ctrl-C'
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from status' -l output -d 'Form of the answer' -x -a 'text json'
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from status' -l json -d 'Short for --output json'
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from logs' -l target -d 'Where: local, ssh://[user@]host[:port], context:NAME, unix:///path' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from logs' -l name -d 'Name of the container (llamero)' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from logs' -l follow -d 'Go on with what it says from now on' -s f
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from logs' -l tail -d 'Only the last lines' -s n -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from logs' -l since -d 'Only of the last 10m, 2h, …' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from logs' -l grep -d 'Only lines that hold this text, in any case' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from logs' -l timestamps -d 'Docker s time before each line'
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from logs' -l front -d 'Of the Caddy in front of a public server'
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from upgrade' -l target -d 'Where: local, ssh://[user@]host[:port], context:NAME, unix:///path' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from upgrade' -l name -d 'Name of the container (llamero)' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from upgrade' -l image -d 'Image to go to; else what the present name means today' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from upgrade' -l drain -d 'Wait so long for requests that are under way' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from upgrade' -l dry-run -d 'Only tell what would be changed (exit code 1), or 0'
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from upgrade' -l yes -d 'Without a question' -s y
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from upgrade' -l allow-downgrade -d 'To an older Ollama'
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from down' -l target -d 'Where: local, ssh://[user@]host[:port], context:NAME, unix:///path' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from down' -l name -d 'Name of the container (llamero)' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from down' -l purge -d 'Also remove the volume of the models, by its name' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from down' -l yes -d 'Without a question' -s y
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from emit' -l target -d 'Where: local, ssh://[user@]host[:port], context:NAME, unix:///path' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from emit' -l name -d 'Name of the container (llamero)' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from emit' -l image -d 'Image with a version (ollama/ollama:0.32.15)' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from emit' -l model -d 'Model to pull; NAME@sha256:… pins it; repeatable' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from emit' -l gpu -d 'Which GPU to use (auto)' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from emit' -l memory -d 'Limit of memory, like 3GiB' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from emit' -l cpus -d 'Limit of CPUs; the threads follow' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from emit' -l threads -d 'Threads of a generation on the CPU' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from emit' -l context -d 'Length of the context in tokens (4096)' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from emit' -l parallel -d 'Requests at a time (1)' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from emit' -l max-queue -d 'Requests that may wait (16)' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from emit' -l keep-alive -d 'How long a model stays loaded (30m)' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from emit' -l volume -d 'Docker volume of the models (llamero-models)' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from emit' -l port -d 'Port on the loopback of the host (11434)' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from emit' -l add-host -d 'NAME:ADDRESS that the server knows' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from emit' -l insecure -d 'Let the server use a registry of models over plain http'
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from emit' -l public -d 'Serve it under this name or address, with a token' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from emit' -l tls -d 'Where its certificate is from (acme)' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from emit' -l email -d 'Address for the authority' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from emit' -l acme-directory -d 'Another authority than Let s Encrypt' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from emit' -l acme-ca-file -d 'Whom that authority s own TLS is from' -r -F
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from emit' -l https-port -d 'Port that is open (443)' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from emit' -l front-image -d 'Image of Caddy, with a version' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from doctor' -l generate -d 'Let this model answer too: its speed, and whether the stream is buffered' -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from doctor' -l output -d 'Form of the answer' -x -a 'text json'
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from doctor' -l json -d 'Short for --output json'
complete -c llamero -n '__fish_seen_subcommand_from config; and __fish_seen_subcommand_from show' -l output -d 'Form of the answer' -x -a 'text json'
complete -c llamero -n '__fish_seen_subcommand_from config; and __fish_seen_subcommand_from show' -l json -d 'Short for --output json'
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from api' -l data -d 'The body: text, @FILE, or @- for standard input' -s d -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from api' -l input -d 'The body: a file, or - for standard input' -r -F
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from api' -l field -d 'Member of a JSON body; true, 1, [] and {} are JSON, @FILE is text (repeatable)' -s F -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from api' -l raw-field -d 'The same, always a string (repeatable)' -s f -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from api' -l header -d '"Name: value" to send too (repeatable)' -s H -x
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from api' -l include -d 'Print the status and the headers of the answer first' -s i
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from version' -l output -d 'Form of the answer' -x -a 'text json'
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from version' -l json -d 'Short for --output json'
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from completion' -a 'bash zsh fish'
complete -c llamero -n 'not __fish_seen_subcommand_from remote sessions config; and __fish_seen_subcommand_from help' -a 'exit-codes environment run chat pull list ls ps show load stop up status logs upgrade down emit doctor api version completion help remote sessions config'
