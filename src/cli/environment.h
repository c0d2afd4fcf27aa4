// Every environment variable that is read, for `llamero help environment`. A test holds it against
// the names in the sources.
#pragma once

#include <array>
#include <string_view>

namespace llamero {

struct EnvironmentRow {
  std::string_view name;
  std::string_view meaning;
};

inline constexpr std::array kEnvironment = {
    EnvironmentRow{"LLAMERO_HOST", "server, as --host takes it; wins over OLLAMA_HOST"},
    EnvironmentRow{"LLAMERO_REMOTE", "server by the name that `remote add` gave it"},
    EnvironmentRow{"LLAMERO_TOKEN",
                   "bearer token, sent only to the server of LLAMERO_HOST or --host"},
    EnvironmentRow{"OLLAMA_HOST",
                   "server, as the official client reads it: HOST, HOST:PORT or a URL; "
                   "may hold USER:PASSWORD@"},
    EnvironmentRow{"XDG_CONFIG_HOME",
                   "folder of llamero/config.toml and llamero/remotes (~/.config)"},
    EnvironmentRow{"XDG_STATE_HOME",
                   "folder of llamero/sessions.db and llamero/default-remote (~/.local/state)"},
    EnvironmentRow{"HOME", "where the two above are by default"},
    EnvironmentRow{"VISUAL", "editor of `remote edit` and `config edit`, before EDITOR and vi"},
    EnvironmentRow{"EDITOR", "editor, if VISUAL is not set"},
    EnvironmentRow{"PATH", "where helpers, the editor and ssh are found"},
    EnvironmentRow{"NO_COLOR", "not empty: no colour"},
    EnvironmentRow{"CLICOLOR_FORCE", "not empty and not 0: colour even where no terminal is"},
    EnvironmentRow{"TERM", "\"dumb\" or unset: no colour, no status line"},
    EnvironmentRow{"COLORFGBG", "whether the terminal is light, where config.toml has no theme"},
    EnvironmentRow{"SSH_CONNECTION", "set: the terminal is given more time to answer"},
    EnvironmentRow{"COLUMNS", "width of the terminal, if it cannot be asked"},
    EnvironmentRow{"SSL_CERT_FILE", "certificates to trust, instead of the system's"},
    EnvironmentRow{"SSL_CERT_DIR", "folder of certificates to trust, instead of the system's"},
    EnvironmentRow{"http_proxy",
                   "proxy for http:// (also https_proxy, all_proxy, no_proxy, as curl reads "
                   "them): http://, https:// or socks5h://, may hold USER:PASSWORD@; never used "
                   "for loopback or a unix socket"},
};

}  // namespace llamero
