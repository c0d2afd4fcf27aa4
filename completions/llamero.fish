# fish completion for llamero; made by `llamero completion fish`
complete -c llamero -f
complete -c llamero -n __fish_use_subcommand -a run -d 'Send one prompt and print the answer'
complete -c llamero -n __fish_use_subcommand -a chat -d 'Talk with a model, turn by turn'
complete -c llamero -n __fish_use_subcommand -a pull -d 'Fetch models to the server'
complete -c llamero -n __fish_use_subcommand -a list -d 'List the models of the server'
complete -c llamero -n __fish_use_subcommand -a ps -d 'List the models that are loaded'
complete -c llamero -n __fish_use_subcommand -a show -d 'Show what the server knows about a model'
complete -c llamero -n __fish_use_subcommand -a load -d 'Load a model into the server s memory'
complete -c llamero -n __fish_use_subcommand -a stop -d 'Unload a model from the server s memory'
complete -c llamero -n __fish_use_subcommand -a api -d 'Call the API as it is, and print the answer'
complete -c llamero -n __fish_use_subcommand -a version -d 'Print the versions of llamero and of the server'
complete -c llamero -n __fish_use_subcommand -a completion -d 'Print a completion script for a shell'
complete -c llamero -n __fish_use_subcommand -a help -d 'Explain a command or a topic'
complete -c llamero -n '__fish_seen_subcommand_from run' -l system -d 'System prompt, instead of the model s own' -x
complete -c llamero -n '__fish_seen_subcommand_from run' -l option -d 'Model option, checked; NAME:=JSON passes unchecked (repeatable)' -x
complete -c llamero -n '__fish_seen_subcommand_from run' -l temperature -d 'Randomness; 0 is the most probable token each time' -x
complete -c llamero -n '__fish_seen_subcommand_from run' -l seed -d 'Seed of the random numbers' -x
complete -c llamero -n '__fish_seen_subcommand_from run' -l num-predict -d 'Most tokens of the answer' -x
complete -c llamero -n '__fish_seen_subcommand_from run' -l num-ctx -d 'Size of the context; another than the loaded one reloads the model for everybody' -x
complete -c llamero -n '__fish_seen_subcommand_from run' -l top-p -d 'Share of probability to choose from' -x
complete -c llamero -n '__fish_seen_subcommand_from run' -l top-k -d 'Number of tokens to choose from' -x
complete -c llamero -n '__fish_seen_subcommand_from run' -l stop -d 'Text that ends the answer (repeatable)' -x
complete -c llamero -n '__fish_seen_subcommand_from run' -l format -d 'json, @SCHEMA-FILE, or a schema as JSON text' -x -a 'json'
complete -c llamero -n '__fish_seen_subcommand_from run' -l keep-alive -d 'How long the model stays loaded: 10m, seconds, -1 for ever, 0' -x
complete -c llamero -n '__fish_seen_subcommand_from run' -l think -d 'Let the model think first; --think=false, or a level: low, medium, high, max'
complete -c llamero -n '__fish_seen_subcommand_from run' -l hide-thinking -d 'Do not show the thinking on a terminal'
complete -c llamero -n '__fish_seen_subcommand_from run' -l file -d 'Append the text of a file, under its name (repeatable)' -r -F
complete -c llamero -n '__fish_seen_subcommand_from run' -l no-stdin -d 'Do not read standard input' -s n
complete -c llamero -n '__fish_seen_subcommand_from run' -l lossy -d 'Replace bytes that are not UTF-8 instead of refusing them'
complete -c llamero -n '__fish_seen_subcommand_from run' -l pull -d 'Pull the model first if the server does not have it'
complete -c llamero -n '__fish_seen_subcommand_from run' -l stats -d 'Print token counts and rates on stderr'
complete -c llamero -n '__fish_seen_subcommand_from run' -l no-newline -d 'Add no newline to an answer that ends without one'
complete -c llamero -n '__fish_seen_subcommand_from run' -l help -d 'This text' -s h
complete -c llamero -n '__fish_seen_subcommand_from run' -l host -d 'Server: http://HOST:PORT, https://HOST/PATH or unix:///SOCKET' -x
complete -c llamero -n '__fish_seen_subcommand_from run' -l quiet -d 'No progress, notes or warnings on stderr; errors stay' -s q
complete -c llamero -n '__fish_seen_subcommand_from run' -l verbose -d 'Show requests and answers on stderr; twice: their bodies too' -s v
complete -c llamero -n '__fish_seen_subcommand_from run' -l color -d 'When to use colour' -x -a 'auto always never'
complete -c llamero -n '__fish_seen_subcommand_from run' -l no-progress -d 'No status line and no progress on stderr'
complete -c llamero -n '__fish_seen_subcommand_from run' -l connect-timeout -d 'Limit for name, TCP and TLS together (10s)' -x
complete -c llamero -n '__fish_seen_subcommand_from run' -l first-byte-timeout -d 'Limit for the first byte of an answer (none where a model may load, else 30s)' -x
complete -c llamero -n '__fish_seen_subcommand_from run' -l idle-timeout -d 'Limit between two lines of an answer (120s)' -x
complete -c llamero -n '__fish_seen_subcommand_from run' -l deadline -d 'Limit for the whole run; passed: exit code 124' -x
complete -c llamero -n '__fish_seen_subcommand_from run' -l retries -d 'Further tries before the first byte of an answer (2)' -x
complete -c llamero -n '__fish_seen_subcommand_from run' -l record -d 'Write all requests and answers to a cassette; an old one is replaced' -r -F
complete -c llamero -n '__fish_seen_subcommand_from run' -l record-bodies -d 'off: only the sizes of prompts and answers (on)' -x -a 'on off'
complete -c llamero -n '__fish_seen_subcommand_from run' -l record-redact -d 'Leave out the value of this header too (repeatable)' -x
complete -c llamero -n '__fish_seen_subcommand_from run' -l replay -d 'Answer from a cassette; no network is used' -r -F
complete -c llamero -n '__fish_seen_subcommand_from run' -l replay-speed -d 'original: as fast as it was; max: at once (original)' -x -a 'original max'
complete -c llamero -n '__fish_seen_subcommand_from chat' -l system -d 'System prompt, instead of the model s own' -x
complete -c llamero -n '__fish_seen_subcommand_from chat' -l option -d 'Model option, checked; NAME:=JSON passes unchecked (repeatable)' -x
complete -c llamero -n '__fish_seen_subcommand_from chat' -l temperature -d 'Randomness; 0 is the most probable token each time' -x
complete -c llamero -n '__fish_seen_subcommand_from chat' -l seed -d 'Seed of the random numbers' -x
complete -c llamero -n '__fish_seen_subcommand_from chat' -l num-predict -d 'Most tokens of the answer' -x
complete -c llamero -n '__fish_seen_subcommand_from chat' -l num-ctx -d 'Size of the context; another than the loaded one reloads the model for everybody' -x
complete -c llamero -n '__fish_seen_subcommand_from chat' -l top-p -d 'Share of probability to choose from' -x
complete -c llamero -n '__fish_seen_subcommand_from chat' -l top-k -d 'Number of tokens to choose from' -x
complete -c llamero -n '__fish_seen_subcommand_from chat' -l stop -d 'Text that ends the answer (repeatable)' -x
complete -c llamero -n '__fish_seen_subcommand_from chat' -l format -d 'json, @SCHEMA-FILE, or a schema as JSON text' -x -a 'json'
complete -c llamero -n '__fish_seen_subcommand_from chat' -l keep-alive -d 'How long the model stays loaded: 10m, seconds, -1 for ever, 0' -x
complete -c llamero -n '__fish_seen_subcommand_from chat' -l think -d 'Let the model think first; --think=false, or a level: low, medium, high, max'
complete -c llamero -n '__fish_seen_subcommand_from chat' -l hide-thinking -d 'Do not show the thinking on a terminal'
complete -c llamero -n '__fish_seen_subcommand_from chat' -l help -d 'This text' -s h
complete -c llamero -n '__fish_seen_subcommand_from chat' -l host -d 'Server: http://HOST:PORT, https://HOST/PATH or unix:///SOCKET' -x
complete -c llamero -n '__fish_seen_subcommand_from chat' -l quiet -d 'No progress, notes or warnings on stderr; errors stay' -s q
complete -c llamero -n '__fish_seen_subcommand_from chat' -l verbose -d 'Show requests and answers on stderr; twice: their bodies too' -s v
complete -c llamero -n '__fish_seen_subcommand_from chat' -l color -d 'When to use colour' -x -a 'auto always never'
complete -c llamero -n '__fish_seen_subcommand_from chat' -l no-progress -d 'No status line and no progress on stderr'
complete -c llamero -n '__fish_seen_subcommand_from chat' -l connect-timeout -d 'Limit for name, TCP and TLS together (10s)' -x
complete -c llamero -n '__fish_seen_subcommand_from chat' -l first-byte-timeout -d 'Limit for the first byte of an answer (none where a model may load, else 30s)' -x
complete -c llamero -n '__fish_seen_subcommand_from chat' -l idle-timeout -d 'Limit between two lines of an answer (120s)' -x
complete -c llamero -n '__fish_seen_subcommand_from chat' -l deadline -d 'Limit for the whole run; passed: exit code 124' -x
complete -c llamero -n '__fish_seen_subcommand_from chat' -l retries -d 'Further tries before the first byte of an answer (2)' -x
complete -c llamero -n '__fish_seen_subcommand_from chat' -l record -d 'Write all requests and answers to a cassette; an old one is replaced' -r -F
complete -c llamero -n '__fish_seen_subcommand_from chat' -l record-bodies -d 'off: only the sizes of prompts and answers (on)' -x -a 'on off'
complete -c llamero -n '__fish_seen_subcommand_from chat' -l record-redact -d 'Leave out the value of this header too (repeatable)' -x
complete -c llamero -n '__fish_seen_subcommand_from chat' -l replay -d 'Answer from a cassette; no network is used' -r -F
complete -c llamero -n '__fish_seen_subcommand_from chat' -l replay-speed -d 'original: as fast as it was; max: at once (original)' -x -a 'original max'
complete -c llamero -n '__fish_seen_subcommand_from pull' -l insecure -d 'Let the server use a registry over plain http'
complete -c llamero -n '__fish_seen_subcommand_from pull' -l help -d 'This text' -s h
complete -c llamero -n '__fish_seen_subcommand_from pull' -l host -d 'Server: http://HOST:PORT, https://HOST/PATH or unix:///SOCKET' -x
complete -c llamero -n '__fish_seen_subcommand_from pull' -l quiet -d 'No progress, notes or warnings on stderr; errors stay' -s q
complete -c llamero -n '__fish_seen_subcommand_from pull' -l verbose -d 'Show requests and answers on stderr; twice: their bodies too' -s v
complete -c llamero -n '__fish_seen_subcommand_from pull' -l color -d 'When to use colour' -x -a 'auto always never'
complete -c llamero -n '__fish_seen_subcommand_from pull' -l no-progress -d 'No status line and no progress on stderr'
complete -c llamero -n '__fish_seen_subcommand_from pull' -l connect-timeout -d 'Limit for name, TCP and TLS together (10s)' -x
complete -c llamero -n '__fish_seen_subcommand_from pull' -l first-byte-timeout -d 'Limit for the first byte of an answer (none where a model may load, else 30s)' -x
complete -c llamero -n '__fish_seen_subcommand_from pull' -l idle-timeout -d 'Limit between two lines of an answer (120s)' -x
complete -c llamero -n '__fish_seen_subcommand_from pull' -l deadline -d 'Limit for the whole run; passed: exit code 124' -x
complete -c llamero -n '__fish_seen_subcommand_from pull' -l retries -d 'Further tries before the first byte of an answer (2)' -x
complete -c llamero -n '__fish_seen_subcommand_from pull' -l record -d 'Write all requests and answers to a cassette; an old one is replaced' -r -F
complete -c llamero -n '__fish_seen_subcommand_from pull' -l record-bodies -d 'off: only the sizes of prompts and answers (on)' -x -a 'on off'
complete -c llamero -n '__fish_seen_subcommand_from pull' -l record-redact -d 'Leave out the value of this header too (repeatable)' -x
complete -c llamero -n '__fish_seen_subcommand_from pull' -l replay -d 'Answer from a cassette; no network is used' -r -F
complete -c llamero -n '__fish_seen_subcommand_from pull' -l replay-speed -d 'original: as fast as it was; max: at once (original)' -x -a 'original max'
complete -c llamero -n '__fish_seen_subcommand_from list ls' -l help -d 'This text' -s h
complete -c llamero -n '__fish_seen_subcommand_from list ls' -l host -d 'Server: http://HOST:PORT, https://HOST/PATH or unix:///SOCKET' -x
complete -c llamero -n '__fish_seen_subcommand_from list ls' -l output -d 'Form of the answer' -x -a 'text json'
complete -c llamero -n '__fish_seen_subcommand_from list ls' -l json -d 'Short for --output json'
complete -c llamero -n '__fish_seen_subcommand_from list ls' -l quiet -d 'No progress, notes or warnings on stderr; errors stay' -s q
complete -c llamero -n '__fish_seen_subcommand_from list ls' -l verbose -d 'Show requests and answers on stderr; twice: their bodies too' -s v
complete -c llamero -n '__fish_seen_subcommand_from list ls' -l color -d 'When to use colour' -x -a 'auto always never'
complete -c llamero -n '__fish_seen_subcommand_from list ls' -l no-progress -d 'No status line and no progress on stderr'
complete -c llamero -n '__fish_seen_subcommand_from list ls' -l connect-timeout -d 'Limit for name, TCP and TLS together (10s)' -x
complete -c llamero -n '__fish_seen_subcommand_from list ls' -l first-byte-timeout -d 'Limit for the first byte of an answer (none where a model may load, else 30s)' -x
complete -c llamero -n '__fish_seen_subcommand_from list ls' -l idle-timeout -d 'Limit between two lines of an answer (120s)' -x
complete -c llamero -n '__fish_seen_subcommand_from list ls' -l deadline -d 'Limit for the whole run; passed: exit code 124' -x
complete -c llamero -n '__fish_seen_subcommand_from list ls' -l retries -d 'Further tries before the first byte of an answer (2)' -x
complete -c llamero -n '__fish_seen_subcommand_from list ls' -l record -d 'Write all requests and answers to a cassette; an old one is replaced' -r -F
complete -c llamero -n '__fish_seen_subcommand_from list ls' -l record-bodies -d 'off: only the sizes of prompts and answers (on)' -x -a 'on off'
complete -c llamero -n '__fish_seen_subcommand_from list ls' -l record-redact -d 'Leave out the value of this header too (repeatable)' -x
complete -c llamero -n '__fish_seen_subcommand_from list ls' -l replay -d 'Answer from a cassette; no network is used' -r -F
complete -c llamero -n '__fish_seen_subcommand_from list ls' -l replay-speed -d 'original: as fast as it was; max: at once (original)' -x -a 'original max'
complete -c llamero -n '__fish_seen_subcommand_from ps' -l help -d 'This text' -s h
complete -c llamero -n '__fish_seen_subcommand_from ps' -l host -d 'Server: http://HOST:PORT, https://HOST/PATH or unix:///SOCKET' -x
complete -c llamero -n '__fish_seen_subcommand_from ps' -l output -d 'Form of the answer' -x -a 'text json'
complete -c llamero -n '__fish_seen_subcommand_from ps' -l json -d 'Short for --output json'
complete -c llamero -n '__fish_seen_subcommand_from ps' -l quiet -d 'No progress, notes or warnings on stderr; errors stay' -s q
complete -c llamero -n '__fish_seen_subcommand_from ps' -l verbose -d 'Show requests and answers on stderr; twice: their bodies too' -s v
complete -c llamero -n '__fish_seen_subcommand_from ps' -l color -d 'When to use colour' -x -a 'auto always never'
complete -c llamero -n '__fish_seen_subcommand_from ps' -l no-progress -d 'No status line and no progress on stderr'
complete -c llamero -n '__fish_seen_subcommand_from ps' -l connect-timeout -d 'Limit for name, TCP and TLS together (10s)' -x
complete -c llamero -n '__fish_seen_subcommand_from ps' -l first-byte-timeout -d 'Limit for the first byte of an answer (none where a model may load, else 30s)' -x
complete -c llamero -n '__fish_seen_subcommand_from ps' -l idle-timeout -d 'Limit between two lines of an answer (120s)' -x
complete -c llamero -n '__fish_seen_subcommand_from ps' -l deadline -d 'Limit for the whole run; passed: exit code 124' -x
complete -c llamero -n '__fish_seen_subcommand_from ps' -l retries -d 'Further tries before the first byte of an answer (2)' -x
complete -c llamero -n '__fish_seen_subcommand_from ps' -l record -d 'Write all requests and answers to a cassette; an old one is replaced' -r -F
complete -c llamero -n '__fish_seen_subcommand_from ps' -l record-bodies -d 'off: only the sizes of prompts and answers (on)' -x -a 'on off'
complete -c llamero -n '__fish_seen_subcommand_from ps' -l record-redact -d 'Leave out the value of this header too (repeatable)' -x
complete -c llamero -n '__fish_seen_subcommand_from ps' -l replay -d 'Answer from a cassette; no network is used' -r -F
complete -c llamero -n '__fish_seen_subcommand_from ps' -l replay-speed -d 'original: as fast as it was; max: at once (original)' -x -a 'original max'
complete -c llamero -n '__fish_seen_subcommand_from show' -l license -d 'Only the licence'
complete -c llamero -n '__fish_seen_subcommand_from show' -l modelfile -d 'Only the Modelfile'
complete -c llamero -n '__fish_seen_subcommand_from show' -l parameters -d 'Only the parameters'
complete -c llamero -n '__fish_seen_subcommand_from show' -l system -d 'Only the system prompt'
complete -c llamero -n '__fish_seen_subcommand_from show' -l template -d 'Only the template'
complete -c llamero -n '__fish_seen_subcommand_from show' -l all -d 'Metadata and tensors too'
complete -c llamero -n '__fish_seen_subcommand_from show' -l help -d 'This text' -s h
complete -c llamero -n '__fish_seen_subcommand_from show' -l host -d 'Server: http://HOST:PORT, https://HOST/PATH or unix:///SOCKET' -x
complete -c llamero -n '__fish_seen_subcommand_from show' -l output -d 'Form of the answer' -x -a 'text json'
complete -c llamero -n '__fish_seen_subcommand_from show' -l json -d 'Short for --output json'
complete -c llamero -n '__fish_seen_subcommand_from show' -l quiet -d 'No progress, notes or warnings on stderr; errors stay' -s q
complete -c llamero -n '__fish_seen_subcommand_from show' -l verbose -d 'Show requests and answers on stderr; twice: their bodies too' -s v
complete -c llamero -n '__fish_seen_subcommand_from show' -l color -d 'When to use colour' -x -a 'auto always never'
complete -c llamero -n '__fish_seen_subcommand_from show' -l no-progress -d 'No status line and no progress on stderr'
complete -c llamero -n '__fish_seen_subcommand_from show' -l connect-timeout -d 'Limit for name, TCP and TLS together (10s)' -x
complete -c llamero -n '__fish_seen_subcommand_from show' -l first-byte-timeout -d 'Limit for the first byte of an answer (none where a model may load, else 30s)' -x
complete -c llamero -n '__fish_seen_subcommand_from show' -l idle-timeout -d 'Limit between two lines of an answer (120s)' -x
complete -c llamero -n '__fish_seen_subcommand_from show' -l deadline -d 'Limit for the whole run; passed: exit code 124' -x
complete -c llamero -n '__fish_seen_subcommand_from show' -l retries -d 'Further tries before the first byte of an answer (2)' -x
complete -c llamero -n '__fish_seen_subcommand_from show' -l record -d 'Write all requests and answers to a cassette; an old one is replaced' -r -F
complete -c llamero -n '__fish_seen_subcommand_from show' -l record-bodies -d 'off: only the sizes of prompts and answers (on)' -x -a 'on off'
complete -c llamero -n '__fish_seen_subcommand_from show' -l record-redact -d 'Leave out the value of this header too (repeatable)' -x
complete -c llamero -n '__fish_seen_subcommand_from show' -l replay -d 'Answer from a cassette; no network is used' -r -F
complete -c llamero -n '__fish_seen_subcommand_from show' -l replay-speed -d 'original: as fast as it was; max: at once (original)' -x -a 'original max'
complete -c llamero -n '__fish_seen_subcommand_from load' -l keep-alive -d 'How long it stays loaded: 10m, seconds, -1 for ever' -x
complete -c llamero -n '__fish_seen_subcommand_from load' -l help -d 'This text' -s h
complete -c llamero -n '__fish_seen_subcommand_from load' -l host -d 'Server: http://HOST:PORT, https://HOST/PATH or unix:///SOCKET' -x
complete -c llamero -n '__fish_seen_subcommand_from load' -l quiet -d 'No progress, notes or warnings on stderr; errors stay' -s q
complete -c llamero -n '__fish_seen_subcommand_from load' -l verbose -d 'Show requests and answers on stderr; twice: their bodies too' -s v
complete -c llamero -n '__fish_seen_subcommand_from load' -l color -d 'When to use colour' -x -a 'auto always never'
complete -c llamero -n '__fish_seen_subcommand_from load' -l no-progress -d 'No status line and no progress on stderr'
complete -c llamero -n '__fish_seen_subcommand_from load' -l connect-timeout -d 'Limit for name, TCP and TLS together (10s)' -x
complete -c llamero -n '__fish_seen_subcommand_from load' -l first-byte-timeout -d 'Limit for the first byte of an answer (none where a model may load, else 30s)' -x
complete -c llamero -n '__fish_seen_subcommand_from load' -l idle-timeout -d 'Limit between two lines of an answer (120s)' -x
complete -c llamero -n '__fish_seen_subcommand_from load' -l deadline -d 'Limit for the whole run; passed: exit code 124' -x
complete -c llamero -n '__fish_seen_subcommand_from load' -l retries -d 'Further tries before the first byte of an answer (2)' -x
complete -c llamero -n '__fish_seen_subcommand_from load' -l record -d 'Write all requests and answers to a cassette; an old one is replaced' -r -F
complete -c llamero -n '__fish_seen_subcommand_from load' -l record-bodies -d 'off: only the sizes of prompts and answers (on)' -x -a 'on off'
complete -c llamero -n '__fish_seen_subcommand_from load' -l record-redact -d 'Leave out the value of this header too (repeatable)' -x
complete -c llamero -n '__fish_seen_subcommand_from load' -l replay -d 'Answer from a cassette; no network is used' -r -F
complete -c llamero -n '__fish_seen_subcommand_from load' -l replay-speed -d 'original: as fast as it was; max: at once (original)' -x -a 'original max'
complete -c llamero -n '__fish_seen_subcommand_from stop' -l help -d 'This text' -s h
complete -c llamero -n '__fish_seen_subcommand_from stop' -l host -d 'Server: http://HOST:PORT, https://HOST/PATH or unix:///SOCKET' -x
complete -c llamero -n '__fish_seen_subcommand_from stop' -l quiet -d 'No progress, notes or warnings on stderr; errors stay' -s q
complete -c llamero -n '__fish_seen_subcommand_from stop' -l verbose -d 'Show requests and answers on stderr; twice: their bodies too' -s v
complete -c llamero -n '__fish_seen_subcommand_from stop' -l color -d 'When to use colour' -x -a 'auto always never'
complete -c llamero -n '__fish_seen_subcommand_from stop' -l no-progress -d 'No status line and no progress on stderr'
complete -c llamero -n '__fish_seen_subcommand_from stop' -l connect-timeout -d 'Limit for name, TCP and TLS together (10s)' -x
complete -c llamero -n '__fish_seen_subcommand_from stop' -l first-byte-timeout -d 'Limit for the first byte of an answer (none where a model may load, else 30s)' -x
complete -c llamero -n '__fish_seen_subcommand_from stop' -l idle-timeout -d 'Limit between two lines of an answer (120s)' -x
complete -c llamero -n '__fish_seen_subcommand_from stop' -l deadline -d 'Limit for the whole run; passed: exit code 124' -x
complete -c llamero -n '__fish_seen_subcommand_from stop' -l retries -d 'Further tries before the first byte of an answer (2)' -x
complete -c llamero -n '__fish_seen_subcommand_from stop' -l record -d 'Write all requests and answers to a cassette; an old one is replaced' -r -F
complete -c llamero -n '__fish_seen_subcommand_from stop' -l record-bodies -d 'off: only the sizes of prompts and answers (on)' -x -a 'on off'
complete -c llamero -n '__fish_seen_subcommand_from stop' -l record-redact -d 'Leave out the value of this header too (repeatable)' -x
complete -c llamero -n '__fish_seen_subcommand_from stop' -l replay -d 'Answer from a cassette; no network is used' -r -F
complete -c llamero -n '__fish_seen_subcommand_from stop' -l replay-speed -d 'original: as fast as it was; max: at once (original)' -x -a 'original max'
complete -c llamero -n '__fish_seen_subcommand_from api' -l data -d 'The body: text, @FILE, or @- for standard input' -s d -x
complete -c llamero -n '__fish_seen_subcommand_from api' -l input -d 'The body: a file, or - for standard input' -r -F
complete -c llamero -n '__fish_seen_subcommand_from api' -l field -d 'Member of a JSON body; true, 1, [] and {} are JSON, @FILE is text (repeatable)' -s F -x
complete -c llamero -n '__fish_seen_subcommand_from api' -l raw-field -d 'The same, always a string (repeatable)' -s f -x
complete -c llamero -n '__fish_seen_subcommand_from api' -l header -d '"Name: value" to send too (repeatable)' -s H -x
complete -c llamero -n '__fish_seen_subcommand_from api' -l include -d 'Print the status and the headers of the answer first' -s i
complete -c llamero -n '__fish_seen_subcommand_from api' -l help -d 'This text' -s h
complete -c llamero -n '__fish_seen_subcommand_from api' -l host -d 'Server: http://HOST:PORT, https://HOST/PATH or unix:///SOCKET' -x
complete -c llamero -n '__fish_seen_subcommand_from api' -l quiet -d 'No progress, notes or warnings on stderr; errors stay' -s q
complete -c llamero -n '__fish_seen_subcommand_from api' -l verbose -d 'Show requests and answers on stderr; twice: their bodies too' -s v
complete -c llamero -n '__fish_seen_subcommand_from api' -l color -d 'When to use colour' -x -a 'auto always never'
complete -c llamero -n '__fish_seen_subcommand_from api' -l no-progress -d 'No status line and no progress on stderr'
complete -c llamero -n '__fish_seen_subcommand_from api' -l connect-timeout -d 'Limit for name, TCP and TLS together (10s)' -x
complete -c llamero -n '__fish_seen_subcommand_from api' -l first-byte-timeout -d 'Limit for the first byte of an answer (none where a model may load, else 30s)' -x
complete -c llamero -n '__fish_seen_subcommand_from api' -l idle-timeout -d 'Limit between two lines of an answer (120s)' -x
complete -c llamero -n '__fish_seen_subcommand_from api' -l deadline -d 'Limit for the whole run; passed: exit code 124' -x
complete -c llamero -n '__fish_seen_subcommand_from api' -l retries -d 'Further tries before the first byte of an answer (2)' -x
complete -c llamero -n '__fish_seen_subcommand_from api' -l record -d 'Write all requests and answers to a cassette; an old one is replaced' -r -F
complete -c llamero -n '__fish_seen_subcommand_from api' -l record-bodies -d 'off: only the sizes of prompts and answers (on)' -x -a 'on off'
complete -c llamero -n '__fish_seen_subcommand_from api' -l record-redact -d 'Leave out the value of this header too (repeatable)' -x
complete -c llamero -n '__fish_seen_subcommand_from api' -l replay -d 'Answer from a cassette; no network is used' -r -F
complete -c llamero -n '__fish_seen_subcommand_from api' -l replay-speed -d 'original: as fast as it was; max: at once (original)' -x -a 'original max'
complete -c llamero -n '__fish_seen_subcommand_from version' -l help -d 'This text' -s h
complete -c llamero -n '__fish_seen_subcommand_from version' -l host -d 'Server: http://HOST:PORT, https://HOST/PATH or unix:///SOCKET' -x
complete -c llamero -n '__fish_seen_subcommand_from version' -l output -d 'Form of the answer' -x -a 'text json'
complete -c llamero -n '__fish_seen_subcommand_from version' -l json -d 'Short for --output json'
complete -c llamero -n '__fish_seen_subcommand_from version' -l quiet -d 'No progress, notes or warnings on stderr; errors stay' -s q
complete -c llamero -n '__fish_seen_subcommand_from version' -l verbose -d 'Show requests and answers on stderr; twice: their bodies too' -s v
complete -c llamero -n '__fish_seen_subcommand_from version' -l color -d 'When to use colour' -x -a 'auto always never'
complete -c llamero -n '__fish_seen_subcommand_from version' -l no-progress -d 'No status line and no progress on stderr'
complete -c llamero -n '__fish_seen_subcommand_from version' -l connect-timeout -d 'Limit for name, TCP and TLS together (10s)' -x
complete -c llamero -n '__fish_seen_subcommand_from version' -l first-byte-timeout -d 'Limit for the first byte of an answer (none where a model may load, else 30s)' -x
complete -c llamero -n '__fish_seen_subcommand_from version' -l idle-timeout -d 'Limit between two lines of an answer (120s)' -x
complete -c llamero -n '__fish_seen_subcommand_from version' -l deadline -d 'Limit for the whole run; passed: exit code 124' -x
complete -c llamero -n '__fish_seen_subcommand_from version' -l retries -d 'Further tries before the first byte of an answer (2)' -x
complete -c llamero -n '__fish_seen_subcommand_from version' -l record -d 'Write all requests and answers to a cassette; an old one is replaced' -r -F
complete -c llamero -n '__fish_seen_subcommand_from version' -l record-bodies -d 'off: only the sizes of prompts and answers (on)' -x -a 'on off'
complete -c llamero -n '__fish_seen_subcommand_from version' -l record-redact -d 'Leave out the value of this header too (repeatable)' -x
complete -c llamero -n '__fish_seen_subcommand_from version' -l replay -d 'Answer from a cassette; no network is used' -r -F
complete -c llamero -n '__fish_seen_subcommand_from version' -l replay-speed -d 'original: as fast as it was; max: at once (original)' -x -a 'original max'
complete -c llamero -n '__fish_seen_subcommand_from completion' -a 'bash zsh fish'
complete -c llamero -n '__fish_seen_subcommand_from completion' -l help -d 'This text' -s h
complete -c llamero -n '__fish_seen_subcommand_from completion' -l host -d 'Server: http://HOST:PORT, https://HOST/PATH or unix:///SOCKET' -x
complete -c llamero -n '__fish_seen_subcommand_from completion' -l quiet -d 'No progress, notes or warnings on stderr; errors stay' -s q
complete -c llamero -n '__fish_seen_subcommand_from completion' -l verbose -d 'Show requests and answers on stderr; twice: their bodies too' -s v
complete -c llamero -n '__fish_seen_subcommand_from completion' -l color -d 'When to use colour' -x -a 'auto always never'
complete -c llamero -n '__fish_seen_subcommand_from completion' -l no-progress -d 'No status line and no progress on stderr'
complete -c llamero -n '__fish_seen_subcommand_from completion' -l connect-timeout -d 'Limit for name, TCP and TLS together (10s)' -x
complete -c llamero -n '__fish_seen_subcommand_from completion' -l first-byte-timeout -d 'Limit for the first byte of an answer (none where a model may load, else 30s)' -x
complete -c llamero -n '__fish_seen_subcommand_from completion' -l idle-timeout -d 'Limit between two lines of an answer (120s)' -x
complete -c llamero -n '__fish_seen_subcommand_from completion' -l deadline -d 'Limit for the whole run; passed: exit code 124' -x
complete -c llamero -n '__fish_seen_subcommand_from completion' -l retries -d 'Further tries before the first byte of an answer (2)' -x
complete -c llamero -n '__fish_seen_subcommand_from completion' -l record -d 'Write all requests and answers to a cassette; an old one is replaced' -r -F
complete -c llamero -n '__fish_seen_subcommand_from completion' -l record-bodies -d 'off: only the sizes of prompts and answers (on)' -x -a 'on off'
complete -c llamero -n '__fish_seen_subcommand_from completion' -l record-redact -d 'Leave out the value of this header too (repeatable)' -x
complete -c llamero -n '__fish_seen_subcommand_from completion' -l replay -d 'Answer from a cassette; no network is used' -r -F
complete -c llamero -n '__fish_seen_subcommand_from completion' -l replay-speed -d 'original: as fast as it was; max: at once (original)' -x -a 'original max'
complete -c llamero -n '__fish_seen_subcommand_from help' -a 'exit-codes environment run chat pull list ps show load stop api version completion help'
complete -c llamero -n '__fish_seen_subcommand_from help' -l help -d 'This text' -s h
complete -c llamero -n '__fish_seen_subcommand_from help' -l host -d 'Server: http://HOST:PORT, https://HOST/PATH or unix:///SOCKET' -x
complete -c llamero -n '__fish_seen_subcommand_from help' -l quiet -d 'No progress, notes or warnings on stderr; errors stay' -s q
complete -c llamero -n '__fish_seen_subcommand_from help' -l verbose -d 'Show requests and answers on stderr; twice: their bodies too' -s v
complete -c llamero -n '__fish_seen_subcommand_from help' -l color -d 'When to use colour' -x -a 'auto always never'
complete -c llamero -n '__fish_seen_subcommand_from help' -l no-progress -d 'No status line and no progress on stderr'
complete -c llamero -n '__fish_seen_subcommand_from help' -l connect-timeout -d 'Limit for name, TCP and TLS together (10s)' -x
complete -c llamero -n '__fish_seen_subcommand_from help' -l first-byte-timeout -d 'Limit for the first byte of an answer (none where a model may load, else 30s)' -x
complete -c llamero -n '__fish_seen_subcommand_from help' -l idle-timeout -d 'Limit between two lines of an answer (120s)' -x
complete -c llamero -n '__fish_seen_subcommand_from help' -l deadline -d 'Limit for the whole run; passed: exit code 124' -x
complete -c llamero -n '__fish_seen_subcommand_from help' -l retries -d 'Further tries before the first byte of an answer (2)' -x
complete -c llamero -n '__fish_seen_subcommand_from help' -l record -d 'Write all requests and answers to a cassette; an old one is replaced' -r -F
complete -c llamero -n '__fish_seen_subcommand_from help' -l record-bodies -d 'off: only the sizes of prompts and answers (on)' -x -a 'on off'
complete -c llamero -n '__fish_seen_subcommand_from help' -l record-redact -d 'Leave out the value of this header too (repeatable)' -x
complete -c llamero -n '__fish_seen_subcommand_from help' -l replay -d 'Answer from a cassette; no network is used' -r -F
complete -c llamero -n '__fish_seen_subcommand_from help' -l replay-speed -d 'original: as fast as it was; max: at once (original)' -x -a 'original max'
