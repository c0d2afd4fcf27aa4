// From the description of a remote to its file.
#include "config/deploy_table.h"
#include "config/remote.h"
#include "config/toml_value.h"

#include <fmt/format.h>

namespace llamero {
namespace {

class Writer {
 public:
  void line(std::string_view key, const std::string& value) {
    text_ += fmt::format("{} = {}\n", key, value);
  }
  void string(std::string_view key, const std::string& value) {
    if (!value.empty()) line(key, toml_quoted(value));
  }
  [[nodiscard]] std::string take() { return std::move(text_); }

  static std::string array(const std::vector<std::string>& items) {
    std::string out;
    for (const std::string& item : items) out += (out.empty() ? "" : ", ") + toml_quoted(item);
    return "[" + out + "]";
  }

  // `file = "…"` or `command = […]`, its key with a prefix.
  static std::string source(const SecretSource& source, const std::string& prefix) {
    return source.file.empty() ? prefix + "command = " + array(source.command)
                               : prefix + "file = " + toml_quoted(source.file);
  }

  void secret(const SecretSource& from, const std::string& prefix) {
    if (from) text_ += source(from, prefix) + "\n";
  }

  void basic(std::string_view key, const std::optional<BasicCredentials>& basic) {
    if (!basic) return;
    line(key, fmt::format("{{ user = {}, {} }}", toml_quoted(basic->user),
                          source(basic->password, "password_")));
  }

  void headers(const std::vector<RemoteHeader>& headers) {
    std::string out;
    for (const RemoteHeader& header : headers) {
      out += fmt::format(
          "{}{} = {}", out.empty() ? "" : ", ", toml_quoted(header.name),
          header.secret ? "{ " + source(header.secret, "") + " }" : toml_quoted(header.value));
    }
    if (!out.empty()) line("headers", "{ " + out + " }");
  }

 private:
  std::string text_;
};

}  // namespace

std::string remote_text(const Remote& remote) {
  Writer out;
  if (remote.url) out.string("url", remote.url->text());
  if (remote.ssh) out.string("ssh", remote.ssh->text());
  if (remote.ssh && remote.port != 11434) out.line("port", std::to_string(remote.port));
  out.string("unix", remote.unix_socket);
  out.secret(remote.token, "token_");
  out.basic("basic", remote.basic);
  if (remote.allow_plaintext_token) out.line("allow_plaintext_token", "true");
  out.headers(remote.headers);
  out.string("ca_file", remote.ca_file);
  out.string("pin", remote.pin);
  out.string("client_cert", remote.client_cert);
  out.string("client_key", remote.client_key);
  out.string("proxy", remote.proxy);
  if (!remote.no_proxy.empty()) out.line("no_proxy", Writer::array(remote.no_proxy));
  out.basic("proxy_basic", remote.proxy_basic);
  std::string text = out.take();
  if (remote.deploy) text += deploy_table_text(*remote.deploy);
  return text;
}

}  // namespace llamero
