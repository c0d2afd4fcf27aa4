// From a remote's file to its description.
#include "base/http_header.h"
#include "base/ssh_destination.h"
#include "config/deploy_table.h"
#include "config/generation_defaults.h"
#include "config/paths.h"
#include "config/remote.h"
#include "config/toml_fields.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>

namespace llamero {
namespace {

// The longest path that struct sockaddr_un holds on Linux, without its terminating NUL.
constexpr std::size_t kLongestSocketPath = 107;

class RemoteReader {
 public:
  RemoteReader(const TomlValue& table, Remote& remote, const Env& env)
      : fields_(table, remote.file),
        remote_(remote),
        base_(std::filesystem::path(remote.file).parent_path()),
        env_(env) {}

  Result<void> read() {
    read_way();
    read_credentials();
    read_headers();
    read_tls();
    read_proxy();
    if (const TomlValue* table = fields_.table("defaults"))
      check(read_generation_defaults(*table, remote_.file, remote_.defaults));
    if (const TomlValue* table = fields_.table("deploy"))
      check(read_deploy_table(*table, remote_.file, remote_.deploy.emplace()));
    return fields_.finish();
  }

 private:
  void check(const Result<void>& result) {
    if (!result) fields_.reject(result.error());
  }

  std::string path(std::string_view key) {
    const auto written = fields_.string(key);
    return written ? resolved_path(*written, base_, env_) : "";
  }

  void read_way();
  void read_url(const std::string& written);
  void read_ssh(const std::string& written);
  void read_credentials();
  void read_headers();
  void read_header(const std::string& name, const TomlValue& value);
  void read_tls();
  void read_proxy();
  SecretSource secret(TomlFields& fields, const std::string& prefix);
  std::optional<BasicCredentials> basic(std::string_view key);

  TomlFields fields_;
  Remote& remote_;
  std::string base_;
  const Env& env_;
};

void RemoteReader::read_url(const std::string& written) {
  auto url = parse_url(written);
  if (!url) {
    fields_.reject(fields_.place("url"), url.error().message, url.error().hint);
  } else if (!url->userinfo.empty()) {
    fields_.reject(fields_.place("url"), "url holds a user name or password",
                   "write basic = { user = \"…\", password_file = \"…\" }");
  } else {
    remote_.url = *std::move(url);
  }
}

void RemoteReader::read_ssh(const std::string& written) {
  if (auto destination = parse_ssh_destination(written); !destination) {
    fields_.reject(fields_.place("ssh"), destination.error().message, destination.error().hint);
  } else {
    remote_.ssh = *std::move(destination);
  }
}

void RemoteReader::read_way() {
  const auto url = fields_.string("url");
  const auto ssh = fields_.string("ssh");
  remote_.unix_socket = path("unix");
  const auto port = fields_.integer("port", 1, 65535);
  const int ways = (url ? 1 : 0) + (ssh ? 1 : 0) + (remote_.unix_socket.empty() ? 0 : 1);
  if (ways != 1) {
    const std::string_view second = ssh ? "ssh" : "unix";
    fields_.reject(
        fields_.place(ways == 0 ? "" : second),
        ways == 0 ? "none of url, ssh and unix is given" : "url, ssh and unix exclude each other",
        "a remote is reached in one way");
    return;
  }
  if (url) read_url(*url);
  if (ssh) read_ssh(*ssh);
  if (remote_.unix_socket.size() > kLongestSocketPath) {
    fields_.reject(fields_.place("unix"),
                   fmt::format("the path of a socket has at most {} bytes", kLongestSocketPath));
  }
  if (port && !ssh)
    fields_.reject(fields_.place("port"), "port goes with ssh", "write it into the url");
  if (port) remote_.port = static_cast<int>(*port);
}

SecretSource RemoteReader::secret(TomlFields& fields, const std::string& prefix) {
  SecretSource source;
  const std::string file_key = prefix.empty() ? "file" : prefix + "_file";
  const std::string command_key = prefix.empty() ? "command" : prefix + "_command";
  if (const auto file = fields.string(file_key)) source.file = resolved_path(*file, base_, env_);
  source.command = fields.strings(command_key);
  if (!source.file.empty() && !source.command.empty())
    fields.reject(fields.place(command_key),
                  file_key + " and " + command_key + " exclude each other");
  return source;
}

std::optional<BasicCredentials> RemoteReader::basic(std::string_view key) {
  const TomlValue* table = fields_.table(key);
  if (table == nullptr) return std::nullopt;
  TomlFields fields(*table, remote_.file);
  BasicCredentials credentials;
  credentials.user = fields.string("user").value_or("");
  credentials.password = secret(fields, "password");
  if (credentials.user.empty()) fields.reject(*table, std::string(key) + " needs a user");
  if (credentials.user.find(':') != std::string::npos)
    fields.reject(fields.place("user"), "a user name of basic credentials has no colon");
  if (!credentials.password)
    fields.reject(*table, std::string(key) + " needs password_file or password_command");
  check(fields.finish());
  return credentials;
}

void RemoteReader::read_credentials() {
  remote_.token = secret(fields_, "token");
  remote_.basic = basic("basic");
  if (remote_.token && remote_.basic)
    fields_.reject(fields_.place("basic"), "a token and basic exclude each other");
  remote_.allow_plaintext_token = fields_.boolean("allow_plaintext_token").value_or(false);
}

void RemoteReader::read_header(const std::string& name, const TomlValue& value) {
  RemoteHeader header;
  header.name = name;
  if (const Result<void> good = check_header_name(name); !good) {
    fields_.reject(value, good.error().message, good.error().hint);
  } else if (value.kind == TomlValue::Kind::string) {
    header.value = value.text;
    if (!is_header_value(value.text))
      fields_.reject(value, "the value of header " + name + " has a control character");
  } else if (value.kind == TomlValue::Kind::table) {
    TomlFields fields(value, remote_.file);
    header.secret = secret(fields, "");
    if (!header.secret) fields.reject(value, "header " + name + " needs file or command");
    check(fields.finish());
  } else {
    fields_.reject(value,
                   "header " + name + " must be a string, or { file = … }, or { command = … }");
  }
  remote_.headers.push_back(std::move(header));
}

void RemoteReader::read_headers() {
  const TomlValue* table = fields_.table("headers");
  if (table == nullptr) return;
  for (const auto& [name, value] : table->entries) read_header(name, value);
}

void RemoteReader::read_tls() {
  remote_.ca_file = path("ca_file");
  remote_.client_cert = path("client_cert");
  remote_.client_key = path("client_key");
  if (const auto pin = fields_.string("pin")) {
    if (auto good = check_pin(*pin); !good)
      fields_.reject(fields_.place("pin"), good.error().message, good.error().hint);
    remote_.pin = *pin;
  }
  if (remote_.client_cert.empty() != remote_.client_key.empty()) {
    fields_.reject(fields_.place(remote_.client_key.empty() ? "client_cert" : "client_key"),
                   "client_cert and client_key go together");
  }
  const bool tls = remote_.url && remote_.url->scheme == "https";
  for (const std::string_view key : {"ca_file", "pin", "client_cert"}) {
    if (!tls && &fields_.place(key) != &fields_.place(""))
      fields_.reject(fields_.place(key),
                     std::string(key) + " needs a url that begins with https://");
  }
}

void RemoteReader::read_proxy() {
  remote_.proxy = fields_.string("proxy").value_or("");
  remote_.no_proxy = fields_.strings("no_proxy");
  remote_.proxy_basic = basic("proxy_basic");
  if (remote_.proxy.find('@') != std::string::npos) {
    fields_.reject(fields_.place("proxy"), "proxy holds a user name or password",
                   "write proxy_basic = { user = \"…\", password_file = \"…\" }");
  }
  if (!remote_.proxy.empty() && !remote_.url)
    fields_.reject(fields_.place("proxy"), "proxy needs a url",
                   "ssh takes its proxies from ~/.ssh/config");
  if (remote_.proxy_basic && remote_.proxy.empty())
    fields_.reject(fields_.place("proxy_basic"), "proxy_basic needs proxy");
}

}  // namespace

Result<Remote> parse_remote(const std::string& name, const std::string& file, std::string_view text,
                            const Env& env) {
  auto table = parse_toml(text, file);
  if (!table) return Unexpected(std::move(table).error());
  Remote remote;
  remote.name = name;
  remote.file = file;
  if (auto read = RemoteReader(*table, remote, env).read(); !read)
    return Unexpected(std::move(read).error());
  return remote;
}

}  // namespace llamero
