// A named server, as its file describes it.
#pragma once

#include "base/env.h"
#include "base/ssh_destination.h"
#include "base/url.h"
#include "config/deploy_spec.h"
#include "llamero/result.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace llamero {

// Where a secret comes from; it is read only when it is needed.
struct SecretSource {
  std::string file;                  // absolute; empty: not from a file
  std::vector<std::string> command;  // argv of a helper that prints it; empty: not from one

  [[nodiscard]] explicit operator bool() const { return !file.empty() || !command.empty(); }
};

struct BasicCredentials {
  std::string user;
  SecretSource password;
};

struct RemoteHeader {
  std::string name;
  std::string value;    // of a header that is no secret
  SecretSource secret;  // else where its value comes from
};

// What generations use where no flag says otherwise.
struct GenerationDefaults {
  std::optional<std::string> model;
  std::optional<std::string> keep_alive;                     // as --keep-alive takes it
  std::vector<std::pair<std::string, std::string>> options;  // name and value as --option takes it
};

struct Remote {
  std::string name;
  std::string file;

  // One of three ways.
  std::optional<Url> url;
  std::string unix_socket;  // absolute
  std::optional<SshDestination> ssh;
  int port = 11434;  // with ssh: that of the server, on the loopback there

  // One of two.
  SecretSource token;
  std::optional<BasicCredentials> basic;
  bool allow_plaintext_token = false;
  std::vector<RemoteHeader> headers;

  std::string ca_file;      // absolute
  std::string pin;          // "sha256//…"
  std::string client_cert;  // absolute
  std::string client_key;   // absolute

  std::string proxy;
  std::vector<std::string> no_proxy;
  std::optional<BasicCredentials> proxy_basic;

  GenerationDefaults defaults;
  std::optional<DeploySpec> deploy;  // what `up` applies

  // "https://host/path", "ssh ubuntu@host", "unix:/path".
  [[nodiscard]] std::string target() const;
};

// Errors: Errc::usage as "file:line:column: …".
[[nodiscard]] Result<Remote> parse_remote(const std::string& name, const std::string& file,
                                          std::string_view text, const Env& env);

// The text of a file that parse_remote reads back.
[[nodiscard]] std::string remote_text(const Remote& remote);

// Letters, digits, ".", "_" and "-", at most 64, the first a letter or digit. Errors: Errc::usage.
[[nodiscard]] Result<void> check_remote_name(std::string_view name);

// "sha256//" and the base64 of 32 bytes. Errors: Errc::usage.
[[nodiscard]] Result<void> check_pin(std::string_view pin);

}  // namespace llamero
