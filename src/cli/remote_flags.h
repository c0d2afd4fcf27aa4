// The flags that describe a server, for `remote add`.
#pragma once

#include "base/env.h"
#include "cli/option_table.h"
#include "config/remote.h"
#include "llamero/result.h"

#include <optional>
#include <string>
#include <vector>

namespace llamero {

struct RemoteArgs {
  std::optional<std::string> url;
  std::optional<std::string> ssh;
  std::optional<std::string> unix_socket;
  int port = 0;
  std::optional<std::string> token_file;
  std::optional<std::string> token_command;
  bool token_stdin = false;
  std::optional<std::string> user;
  std::optional<std::string> password_file;
  std::optional<std::string> password_command;
  bool password_stdin = false;
  bool allow_plaintext_token = false;
  std::vector<std::string> headers;       // "Name: value"
  std::vector<std::string> header_files;  // "Name=path"
  std::optional<std::string> ca_file;
  std::optional<std::string> pin;
  std::optional<std::string> client_cert;
  std::optional<std::string> client_key;
  std::optional<std::string> proxy;
  std::vector<std::string> no_proxy;
};

void bind_remote(OptionTable& app, RemoteArgs& args);

// The description without what --token-stdin and --password-stdin will add. Relative paths become
// absolute: the file is read from any directory. Errors: Errc::usage.
[[nodiscard]] Result<Remote> describe_remote(const std::string& name, const RemoteArgs& args);

}  // namespace llamero
