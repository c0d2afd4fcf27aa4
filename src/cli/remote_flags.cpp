#include "cli/remote_flags.h"

#include "base/http_header.h"
#include "base/split_words.h"

#include <filesystem>

namespace llamero {
namespace {

constexpr const char* kReach = "How the server is reached (one of)";
constexpr const char* kCredentials = "Credentials";
constexpr const char* kTls = "TLS";
constexpr const char* kProxy = "Proxy";

Error usage(std::string message, std::string hint = {}) {
  return {Errc::usage, std::move(message), std::move(hint)};
}

// The shell has expanded "~" already; a path that it did not touch counts from here.
std::string absolute(const std::optional<std::string>& path) {
  if (!path) return {};
  return std::filesystem::absolute(*path).lexically_normal();
}

Error in(std::string_view flag, Error error) {
  error.message = std::string(flag) + ": " + error.message;
  return error;
}

void bind_way(OptionTable& app, RemoteArgs& args) {
  app.add_option("--url", args.url, "http://HOST:PORT or https://HOST/PATH")
      .value_name("URL")
      .group(kReach);
  app.add_option("--ssh", args.ssh, "[USER@]HOST[:PORT]: through ssh, to the loopback of that host")
      .value_name("HOST")
      .group(kReach);
  app.add_option("--unix", args.unix_socket, "A unix socket of this machine")
      .value_name("SOCKET")
      .group(kReach);
  app.add_option("--port", args.port, "With --ssh: port of the server on that host (11434)")
      .value_name("PORT")
      .between(1, 65535)
      .group(kReach);
}

void bind_credentials(OptionTable& app, RemoteArgs& args) {
  app.add_option("--token-file", args.token_file, "File that holds a bearer token, mode 600")
      .value_name("FILE")
      .group(kCredentials);
  app.add_option("--token-command", args.token_command,
                 "Command that prints the token: \"pass show llm\"; no shell")
      .value_name("COMMAND")
      .group(kCredentials);
  app.add_flag("--token-stdin", args.token_stdin,
               "Read the token from standard input now and keep it beside the remote's file")
      .group(kCredentials);
  app.add_option("--user", args.user, "User name of basic credentials")
      .value_name("NAME")
      .group(kCredentials);
  app.add_option("--password-file", args.password_file, "File that holds its password, mode 600")
      .value_name("FILE")
      .group(kCredentials);
  app.add_option("--password-command", args.password_command, "Command that prints it; no shell")
      .value_name("COMMAND")
      .group(kCredentials);
  app.add_flag("--password-stdin", args.password_stdin,
               "Read it from standard input now and keep it beside the remote's file")
      .group(kCredentials);
  app.add_flag("--allow-plaintext-token", args.allow_plaintext_token,
               "Send the credentials over http:// too, where everybody on the way can read them")
      .group(kCredentials);
  app.add_option("--header", args.headers, "A header for every request (repeatable)")
      .value_name("'NAME: VALUE'")
      .one_value_each()
      .group(kCredentials);
  app.add_option("--header-file", args.header_files,
                 "A secret header: its value is in a file, mode 600 (repeatable)")
      .value_name("NAME=FILE")
      .one_value_each()
      .group(kCredentials);
}

void bind_tls(OptionTable& app, RemoteArgs& args) {
  app.add_option("--ca-file", args.ca_file, "Authorities to trust, instead of the system's (PEM)")
      .value_name("FILE")
      .group(kTls);
  app.add_option("--pin", args.pin, "Public key that the server must have: sha256//BASE64")
      .value_name("PIN")
      .group(kTls);
  app.add_option("--client-cert", args.client_cert, "Our certificate (PEM)")
      .value_name("FILE")
      .group(kTls);
  app.add_option("--client-key", args.client_key, "Its key (PEM), mode 600")
      .value_name("FILE")
      .group(kTls);
}

Result<SecretSource> source(const std::optional<std::string>& file,
                            const std::optional<std::string>& command, std::string_view flag) {
  SecretSource source;
  source.file = absolute(file);
  if (!command) return source;
  auto words = split_words(*command);
  if (!words) return Unexpected(in(flag, std::move(words).error()));
  source.command = *std::move(words);
  return source;
}

Result<RemoteHeader> plain_header(const std::string& text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string::npos)
    return Unexpected(usage("--header \"" + text + "\" has no colon", "--header 'Name: value'"));
  RemoteHeader header;
  header.name = text.substr(0, colon);
  const std::size_t value = text.find_first_not_of(" \t", colon + 1);
  if (value != std::string::npos) header.value = text.substr(value);
  if (!is_header_value(header.value))
    return Unexpected(usage("--header: the value of " + header.name + " has a control character"));
  return header;
}

Result<RemoteHeader> secret_header(const std::string& text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || equals + 1 == text.size())
    return Unexpected(
        usage("--header-file \"" + text + "\" names no file", "--header-file Name=FILE"));
  RemoteHeader header;
  header.name = text.substr(0, equals);
  header.secret.file = absolute(text.substr(equals + 1));
  return header;
}

Result<void> add_headers(const RemoteArgs& args, Remote& remote) {
  const auto add = [&](Result<RemoteHeader> header) -> Result<void> {
    if (!header) return Unexpected(std::move(header).error());
    if (auto good = check_header_name(header->name); !good) return good;
    remote.headers.push_back(*std::move(header));
    return {};
  };
  for (const std::string& text : args.headers) {
    if (auto added = add(plain_header(text)); !added) return added;
  }
  for (const std::string& text : args.header_files) {
    if (auto added = add(secret_header(text)); !added) return added;
  }
  return {};
}

Result<void> add_credentials(const RemoteArgs& args, Remote& remote) {
  const int tokens =
      (args.token_file ? 1 : 0) + (args.token_command ? 1 : 0) + (args.token_stdin ? 1 : 0);
  const int passwords = (args.password_file ? 1 : 0) + (args.password_command ? 1 : 0) +
                        (args.password_stdin ? 1 : 0);
  if (tokens > 1 || passwords > 1 || (tokens > 0 && (passwords > 0 || args.user)))
    return Unexpected(usage("a remote has one token, or one user with one password"));
  if ((passwords == 1) != args.user.has_value()) {
    return Unexpected(usage("--user goes with a password",
                            "--password-file, --password-command or --password-stdin"));
  }
  auto token = source(args.token_file, args.token_command, "--token-command");
  if (!token) return Unexpected(std::move(token).error());
  remote.token = *std::move(token);
  if (args.user) {
    auto password = source(args.password_file, args.password_command, "--password-command");
    if (!password) return Unexpected(std::move(password).error());
    remote.basic = BasicCredentials{*args.user, *std::move(password)};
  }
  remote.allow_plaintext_token = args.allow_plaintext_token;
  return {};
}

Result<void> add_way(const RemoteArgs& args, Remote& remote) {
  if ((args.url ? 1 : 0) + (args.ssh ? 1 : 0) + (args.unix_socket ? 1 : 0) != 1)
    return Unexpected(usage("a remote needs one of --url, --ssh and --unix"));
  if (args.port != 0 && !args.ssh)
    return Unexpected(usage("--port goes with --ssh", "write it into the URL"));
  if (args.port != 0) remote.port = args.port;
  if (args.ssh) {
    auto destination = parse_ssh_destination(*args.ssh);
    if (!destination) return Unexpected(in("--ssh", std::move(destination).error()));
    remote.ssh = *std::move(destination);
  }
  remote.unix_socket = absolute(args.unix_socket);
  if (!args.url) return {};
  auto url = parse_url(*args.url);
  if (!url) return Unexpected(in("--url", std::move(url).error()));
  if (!url->userinfo.empty()) {
    return Unexpected(
        usage("--url: a user name or password is not taken here: every user of the "
              "machine could read it",
              "--user NAME and --password-stdin"));
  }
  remote.url = *std::move(url);
  return {};
}

}  // namespace

void bind_remote(OptionTable& app, RemoteArgs& args) {
  bind_way(app, args);
  bind_credentials(app, args);
  bind_tls(app, args);
  app.add_option("--proxy", args.proxy, "http://, https:// or socks5h://HOST:PORT")
      .value_name("URL")
      .group(kProxy);
  app.add_option("--no-proxy", args.no_proxy, "Host that needs no proxy (repeatable)")
      .value_name("HOST")
      .one_value_each()
      .group(kProxy);
}

Result<Remote> describe_remote(const std::string& name, const RemoteArgs& args) {
  if (auto good = check_remote_name(name); !good) return Unexpected(std::move(good).error());
  Remote remote;
  remote.name = name;
  if (auto added = add_way(args, remote); !added) return Unexpected(std::move(added).error());
  if (auto added = add_credentials(args, remote); !added)
    return Unexpected(std::move(added).error());
  if (auto added = add_headers(args, remote); !added) return Unexpected(std::move(added).error());
  remote.ca_file = absolute(args.ca_file);
  if (args.pin) {
    if (auto good = check_pin(*args.pin); !good)
      return Unexpected(in("--pin", std::move(good).error()));
    remote.pin = *args.pin;
  }
  remote.client_cert = absolute(args.client_cert);
  remote.client_key = absolute(args.client_key);
  if (args.proxy) remote.proxy = *args.proxy;
  remote.no_proxy = args.no_proxy;
  return remote;
}

}  // namespace llamero
