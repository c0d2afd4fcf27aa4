#include "engine/credentials.h"

#include "base/base64.h"
#include "base/http_header.h"

#include <sys/resource.h>

namespace llamero {
namespace {

constexpr std::size_t kMaxSecret = 64 * 1024;
constexpr std::size_t kMaxCertificate = 1024 * 1024;

// A crash must not write the secret to the disk.
void forbid_core_files() {
  const rlimit none{0, 0};
  setrlimit(RLIMIT_CORE, &none);
}

Error about(const std::string& what, Error error) {
  if (error.code != Errc::interrupted && error.code != Errc::deadline)
    error.message = what + ": " + error.message;
  return error;
}

Error failed(const std::string& program, const ProcessOutput& output) {
  const std::string how = output.end.signal != 0
                              ? "was ended by signal " + std::to_string(output.end.signal)
                              : "exited with " + std::to_string(output.end.status);
  // What it said may be anything, its output never: that could be the secret.
  std::string said = output.err.substr(0, output.err.find_last_not_of(" \t\r\n") + 1);
  said = said.substr(said.rfind('\n') + 1);
  return {Errc::usage, program + " " + how + (said.empty() ? "" : ": " + said)};
}

Result<Secret> from_command(const std::vector<std::string>& argv, const SecretSources& from,
                            Watch& interrupt) {
  RunLimits limits;
  limits.out_bytes = kMaxSecret;
  limits.time = Milliseconds(60'000);  // somebody may have to type a passphrase
  auto output = from.processes.run(argv, limits, interrupt);
  if (!output) return Unexpected(std::move(output).error());
  Secret text(std::move(output->out));
  if (output->end.status != 0) return Unexpected(failed(argv.front(), *output));
  return text;
}

// "…\n" without its line break; what remains goes into one header.
Result<Secret> one_line(const Secret& text) {
  std::string_view line = text.reveal();
  if (line.ends_with('\n')) line.remove_suffix(1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  if (line.empty()) return Unexpected(Error(Errc::usage, "it is empty"));
  if (line.find('\n') != std::string_view::npos)
    return Unexpected(Error(Errc::usage, "it has more than one line"));
  if (!is_header_value(line)) return Unexpected(Error(Errc::usage, "it has a control character"));
  return Secret(std::string(line));
}

class CredentialAdder {
 public:
  CredentialAdder(ServerChoice& choice, const SecretSources& from, Watch& interrupt)
      : choice_(choice), from_(from), interrupt_(interrupt) {}

  Result<void> add() {
    // What an address brought along: of OLLAMA_HOST, of https_proxy.
    const Endpoint& endpoint = choice_.endpoint;
    if (!endpoint.secret_headers.empty() || !endpoint.route.proxy.user_password.empty())
      forbid_core_files();
    if (auto added = add_token_of_environment(); !added) return added;
    if (choice_.remote) {
      if (auto added = add_remote(*choice_.remote); !added) return added;
    }
    return judge();
  }

 private:
  Result<void> add_token_of_environment() {
    const auto token = from_.env.non_empty("LLAMERO_TOKEN");
    if (!token) return {};
    const auto meant = from_.env.non_empty("LLAMERO_HOST");
    if (!choice_.host_named_here || (choice_.source == "--host" && meant && !same_origin(*meant))) {
      choice_.notes.push_back("LLAMERO_TOKEN is not sent: it is for " +
                              (meant ? "LLAMERO_HOST" : std::string("the server of --host")) +
                              " only");
      return {};
    }
    forbid_core_files();
    auto line = one_line(Secret(*token));
    if (!line) return Unexpected(about("LLAMERO_TOKEN", std::move(line).error()));
    authorize("Bearer " + line->reveal());
    return {};
  }

  [[nodiscard]] bool same_origin(const std::string& host) const {
    if (!choice_.endpoint.route.unix_socket.empty())
      return host == "unix://" + choice_.endpoint.route.unix_socket;
    const auto other = parse_url(host);
    const auto ours = parse_url(choice_.endpoint.base_url);
    return other && ours && other->origin() == ours->origin();
  }

  void authorize(std::string value) {
    choice_.endpoint.secret_headers.push_back({"Authorization", Secret(std::move(value))});
  }

  Result<Secret> fetch(const SecretSource& source, const std::string& what) {
    return fetch_secret(source, what + " of " + choice_.remote->name, from_, interrupt_);
  }

  Result<void> add_remote(const Remote& remote) {
    if (remote.token) {
      auto token = fetch(remote.token, "token");
      if (!token) return Unexpected(std::move(token).error());
      authorize("Bearer " + token->reveal());
    }
    if (remote.basic) {
      auto password = fetch(remote.basic->password, "password");
      if (!password) return Unexpected(std::move(password).error());
      const Secret both(remote.basic->user + ":" + password->reveal());
      authorize("Basic " + encode_base64(both.reveal()));
    }
    for (const RemoteHeader& header : remote.headers) {
      if (!header.secret) {
        choice_.endpoint.headers.push_back({header.name, header.value});
        continue;
      }
      auto value = fetch(header.secret, "header " + header.name);
      if (!value) return Unexpected(std::move(value).error());
      choice_.endpoint.secret_headers.push_back({header.name, *std::move(value)});
    }
    return add_tls(remote);
  }

  Result<void> add_tls(const Remote& remote) {
    TlsOptions& tls = choice_.endpoint.route.tls;
    tls.ca_file = remote.ca_file;
    tls.pin = remote.pin;
    if (!remote.ca_file.empty()) {
      auto readable = from_.files.read(remote.ca_file, kMaxCertificate, interrupt_);
      if (!readable)
        return Unexpected(about("ca_file of " + remote.name, std::move(readable).error()));
    }
    if (remote.client_cert.empty()) return {};
    auto certificate = from_.files.read(remote.client_cert, kMaxCertificate, interrupt_);
    if (!certificate)
      return Unexpected(about("client_cert of " + remote.name, std::move(certificate).error()));
    tls.client_cert = *std::move(certificate);
    auto key = from_.files.read_secret(remote.client_key, kMaxCertificate, interrupt_);
    if (!key) return Unexpected(about("client_key of " + remote.name, std::move(key).error()));
    forbid_core_files();
    tls.client_key = *std::move(key);
    return {};
  }

  // A secret goes only where nobody on the way can read it.
  Result<void> judge() {
    const Endpoint& endpoint = choice_.endpoint;
    if (endpoint.secret_headers.empty() || !endpoint.route.unix_socket.empty()) return {};
    if (choice_.remote && (choice_.remote->ssh || choice_.remote->allow_plaintext_token)) return {};
    const auto url = parse_url(endpoint.base_url);
    if (url && (url->scheme == "https" || is_loopback(url->host))) return {};
    return Unexpected(Error(
        Errc::withheld,
        "the credentials for " + endpoint.base_url +
            " were not sent: everybody on the way could read them over plain http",
        choice_.remote
            ? "use https or ssh, or write allow_plaintext_token = true into " + choice_.remote->file
            : "use https, or a remote over ssh"));
  }

  ServerChoice& choice_;
  const SecretSources& from_;
  Watch& interrupt_;
};

}  // namespace

Result<Secret> fetch_secret(const SecretSource& source, const std::string& what,
                            const SecretSources& from, Watch& interrupt) {
  forbid_core_files();
  auto text = source.command.empty() ? from.files.read_secret(source.file, kMaxSecret, interrupt)
                                     : from_command(source.command, from, interrupt);
  if (!text) return Unexpected(about(what, std::move(text).error()));
  auto line = one_line(*text);
  if (!line) {
    const std::string where = source.command.empty() ? source.file : source.command.front();
    return Unexpected(about(what + " (from " + where + ")", std::move(line).error()));
  }
  return line;
}

Result<void> add_credentials(ServerChoice& choice, const SecretSources& from, Watch& interrupt) {
  return CredentialAdder(choice, from, interrupt).add();
}

}  // namespace llamero
